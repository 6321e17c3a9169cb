"""The demonstration: plausible, of nobody, and nothing of it taken from what was published."""

import csv
import re
from itertools import combinations

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.address.selection import Selection
from partv.data.current import warehouse
from partv.exhibits.briefing import briefing, file_name
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.extracts import extract
from partv.ingest.build import build
from partv.paths import DATAPACKAGE, PARQUET
from tests import three_cycles
from tests.tries import tries

SOURCE = DATAPACKAGE.parent / "source"


def _printed() -> dict[tuple[int, str], int]:
    """(cycle, indicator) -> the count that was printed, of Parties of all regions."""
    with (SOURCE / "published.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(row["cycle"]), row["indicator_id"]): int(row["count"])
            for row in csv.DictReader(file)
            if row["count"] and not row["region"]
        }


def _counts(store, cycle: int) -> dict[str, int]:
    """Indicator -> how many invented Parties answered Yes."""
    chosen = Selection.default(store.vocabulary).changed(data="demo", cycle=cycle)
    rates = store.ask("rates", **chosen.parameters()).dropna(subset="yes")
    return {row["indicator_id"]: int(row["yes"]) for row in rates.to_dict("records")}


def test_no_figure_of_the_demonstration_is_near_the_printed_one(store):
    printed = _printed()
    assert len(printed) >= 11
    for (cycle, indicator), count in printed.items():
        assert abs(_counts(store, cycle)[indicator] - count) >= 5, (cycle, indicator)


def test_the_demonstration_has_not_the_order_of_the_published_figures(store):
    """Of two indicators the one that is ahead in print is ahead here about as often as not."""
    for cycle in {cycle for cycle, _ in _printed()}:
        printed = {name: count for (year, name), count in _printed().items() if year == cycle}
        invented = _counts(store, cycle)
        pairs = [(a, b) for a, b in combinations(printed, 2) if printed[a] != printed[b]]
        same = [(printed[a] > printed[b]) == (invented[a] > invented[b]) for a, b in pairs]
        assert 0.3 < sum(same) / len(same) < 0.7


@pytest.mark.parametrize(("cycle", "due", "reported"), [(2020, 58, 43), (2023, 66, 61)])
def test_as_many_report_as_may_be_and_not_as_many_as_was_published(store, cycle, due, reported):
    chosen = Selection.default(store.vocabulary).changed(data="demo", cycle=cycle)
    rates = store.ask("rates", **chosen.parameters())
    assert set(rates["due"]) == {due}
    assert set(rates["reported"]) == {reported}
    published = store.ask("rates", **chosen.changed(data="published").parameters())
    # "22 of 62" is a published figure, or none.
    assert not set(published["reported"].dropna()) & set(rates["reported"])


def test_it_shows_all_that_answers_can_show(store):
    """Shares from low to high, gains and losses, every kind of answer."""
    chosen = Selection.default(store.vocabulary).changed(data="demo")
    for cycle in store.vocabulary.cycles:
        counts = _counts(store, cycle)
        assert min(counts.values()) < 15 < 30 < max(counts.values())
    panel = store.ask("panel", **chosen.parameters())
    assert (panel["gained"] > panel["lost"]).sum() > (panel["gained"] < panel["lost"]).sum() > 0
    said = set(store.ask("party_status", **chosen.parameters())["status"])
    assert said >= {"yes", "no", "not_answered", "not_applicable", "not_reported", "text"}


def _answers(parquet) -> list[dict]:
    return pq.read_table(parquet / "demo_answers.parquet").to_pylist()


def test_what_is_published_and_asked_beside_changes_no_answer(tmp_path):
    """Three published cycles, figures by region and an indicator that nobody had before."""
    package = three_cycles.package(tmp_path)
    there = _answers(package.parent / "parquet")
    new = [row for row in there if row["indicator_id"] == three_cycles.NEW]
    assert len(new) == 58 + 66 + 70
    assert [row for row in there if row not in new] == _answers(PARQUET)


def test_a_cycle_more_and_one_less_change_no_answer_of_the_others(tmp_path):
    package = three_cycles.package(tmp_path)
    source = package.parent / "source"
    for name in ("cycles", "published"):
        file = source / f"{name}.csv"
        rows = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(row for row in rows if not row.startswith("2020,")), "utf-8")
    build(package)
    there = [
        row
        for row in _answers(package.parent / "parquet")
        if row["indicator_id"] != three_cycles.NEW
    ]
    assert there == [row for row in _answers(PARQUET) if row["cycle"] != 2020]


VOCABULARY = warehouse().vocabulary
REGISTER = warehouse().ask("register_names")
REAL = re.compile("|".join(rf"\b{re.escape(n)}\b" for n in [*REGISTER["name"], *REGISTER["iso3"]]))
views = st.builds(
    Selection.default(VOCABULARY).changed,
    data=st.just("demo"),
    cycle=st.sampled_from(VOCABULARY.cycles),
    base=st.sampled_from([0, *VOCABULARY.cycles]),
    regions=st.lists(st.sampled_from(VOCABULARY.regions), max_size=3),
    articles=st.lists(st.sampled_from(range(20, 32)), max_size=2),
    of=st.sampled_from(["reported", "answered", "due"]),
    by=st.sampled_from(["all", "region"]),
    sort=st.sampled_from(["article", "rate"]),
    party=st.sampled_from(["", *VOCABULARY.parties]),
)


@tries(12)
@given(views)
def test_no_party_of_the_register_stands_beside_an_invented_figure(view):
    """In no title, text, table, file or name of one, and in no address."""
    told = [view.query_string()]
    for key in set(EXHIBITS) - {"parties-due", "accession"}:
        shown = EXHIBITS[key].compose(warehouse(), view, "en", "light")
        told += [shown.title, shown.subtitle, shown.alt, shown.source, *shown.notes, shown.headline]
        told += [str(cell) for row in shown.table.itertuples() for cell in row]
        told += [shown.extract.name, shown.extract.address]
    for table in ("rates", "answers", "panel"):
        rows = extract(warehouse(), view, table)
        told += [rows.name, rows.address, rows.rows.to_csv()]
    item = briefing(warehouse(), view, "en", "")
    told += [file_name(view), item.title, item.subtitle, *item.sources, str(item.facts)]
    told += [str((part.heading, part.header, part.rows, part.text)) for part in item.sections]
    assert [text for text in told if REAL.search(text)] == []


@pytest.mark.parametrize("table", ["parties", "cycles", "published", "milestones"])
def test_what_is_real_has_no_address_of_the_demonstration(table):
    item = extract(warehouse(), Selection.default(VOCABULARY).changed(data="demo"), table)
    assert "demo" not in item.address + item.name
    assert not item.invented
