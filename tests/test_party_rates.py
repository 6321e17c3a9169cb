"""Rates over Party-level answers, against an independent computation in plain Python."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.ingest.imported_sets import SCHEMA
from partv.paths import ROOT
from tests.tries import tries

SOURCE = ROOT / "data" / "source"
CYCLES = {2020: date(2020, 5, 25), 2023: date(2023, 6, 30), 2025: date(2025, 6, 30)}
INDICATORS = ("21.exchange", "27.domestic", "27.abroad", "30.extradition")
STATUSES = ("yes", "no", "not_answered", "not_reported", "not_applicable")
REGIONS = ("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR")


def _register() -> dict[str, tuple[str, date]]:
    with (SOURCE / "parties.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["iso3"]: (
                row["region"],
                date.fromisoformat(row["entry_into_force"] or row["entry_latest"]),
            )
            for row in csv.DictReader(file)
        }


REGISTER = _register()


def _due(cycle: int) -> list[str]:
    return [code for code, (_, entry) in REGISTER.items() if entry <= CYCLES[cycle]]


@st.composite
def answer_sets(draw: st.DrawFn) -> dict[tuple[int, str, str], str]:
    """(cycle, Party, indicator) -> status, of Parties that were due; many are left out."""
    answers = {}
    for cycle in draw(st.lists(st.sampled_from(list(CYCLES)), min_size=1, max_size=3, unique=True)):
        codes = draw(st.lists(st.sampled_from(_due(cycle)), min_size=1, max_size=14, unique=True))
        for code in codes:
            for indicator in draw(st.lists(st.sampled_from(INDICATORS), min_size=1, unique=True)):
                answers[cycle, code, indicator] = draw(st.sampled_from(STATUSES))
    return answers


def _store(answers: dict[tuple[int, str, str], str], folder: Path) -> Warehouse:
    rows = [
        {
            "data": "trial",
            "cycle": cycle,
            "iso3": code,
            "indicator_id": indicator,
            "status": status,
            "text": None,
            "source_file": "trial.csv",
            "source_row": number,
        }
        for number, ((cycle, code, indicator), status) in enumerate(sorted(answers.items()))
    ]
    return Warehouse(imported=folder, uploaded=pa.Table.from_pylist(rows, schema=SCHEMA))


def _status(answers: dict, cycle: int, code: str, indicator: str) -> str:
    """What a Party said, told apart as the rules of the project say."""
    if code not in _due(cycle):
        return "not_due"
    return answers.get((cycle, code, indicator), "absent")


def _expected(answers: dict, cycle: int, codes: list[str], indicator: str, of: str) -> dict:
    if not any(key[0] == cycle and key[2] == indicator for key in answers):
        return {"yes": None, "percent": None, "low": None, "high": None}
    counts = Counter(_status(answers, cycle, code, indicator) for code in codes)
    due = sum(counts.values()) - counts["not_due"]
    whole = {
        "reported": due - counts["not_reported"] - counts["absent"],
        "answered": counts["yes"] + counts["no"],
        "due": due,
    }[of]
    silent = counts["not_answered"] + counts["not_reported"] + counts["absent"]
    return {
        "yes": counts["yes"],
        "no": counts["no"],
        "not_answered": counts["not_answered"],
        "not_applicable": counts["not_applicable"],
        "not_reported": counts["not_reported"],
        "due": due,
        "denominator": whole,
        "percent": 100 * counts["yes"] / whole if whole else None,
        "small": whole < 10,
        "low": 100 * counts["yes"] / due if due else None,
        "high": 100 * (counts["yes"] + silent) / due if due else None,
    }


def _same(found: object, expected: float | None) -> bool:
    missing = found is None or found != found or str(found) == "<NA>"
    if expected is None or missing:
        return missing and expected is None
    return abs(float(found) - expected) <= 0.0501


slow = settings(tries(12), suppress_health_check=list(HealthCheck))


@slow
@given(
    answers=answer_sets(),
    cycle=st.sampled_from(list(CYCLES)),
    regions=st.lists(st.sampled_from(REGIONS), max_size=4, unique=True),
    of=st.sampled_from(("reported", "answered", "due")),
)
def test_every_rate_is_what_counting_by_hand_gives(answers, cycle, regions, of, tmp_path_factory):
    store = _store(answers, tmp_path_factory.getbasetemp() / "none")
    chosen = Selection.default(store.vocabulary).changed(
        data="trial", cycle=cycle, regions=regions, of=of
    )
    pooled = store.ask("rates", **chosen.parameters())
    split = store.ask("rates", **chosen.parameters() | {"by_region": True})
    wanted = regions or REGIONS
    for row in pooled[pooled["indicator_id"].isin(INDICATORS)].to_dict("records"):
        codes = [code for code, (region, _) in REGISTER.items() if region in wanted]
        expected = _expected(answers, cycle, codes, row["indicator_id"], of)
        for column, value in expected.items():
            assert _same(row[column], value), (row["indicator_id"], column, row[column], value)
    for row in split[split["indicator_id"].isin(INDICATORS)].to_dict("records"):
        codes = [code for code, (region, _) in REGISTER.items() if region == row["region"]]
        expected = _expected(answers, cycle, codes, row["indicator_id"], of)
        asked = any(key[0] == cycle and key[2] == row["indicator_id"] for key in answers)
        if asked and any(code in _due(cycle) for code in codes):
            for column, value in expected.items():
                assert _same(row[column], value), (row["region"], column, row[column], value)


@slow
@given(answers=answer_sets(), regions=st.lists(st.sampled_from(REGIONS), max_size=3, unique=True))
def test_the_same_parties_and_their_transitions_are_counted_right(
    answers, regions, tmp_path_factory
):
    store = _store(answers, tmp_path_factory.getbasetemp() / "none")
    chosen = Selection.default(store.vocabulary).changed(
        data="trial", cycle=2023, base=2020, regions=regions
    )
    panel = store.ask("panel", **chosen.parameters()).set_index("indicator_id")
    codes = [c for c, (region, _) in REGISTER.items() if region in (regions or REGIONS)]
    for indicator in INDICATORS:
        asked = {key[0] for key in answers if key[2] == indicator}
        if not {2020, 2023} <= asked:
            assert indicator not in panel.index
            continue
        pairs = [
            (_status(answers, 2020, code, indicator), _status(answers, 2023, code, indicator))
            for code in codes
        ]
        silent = ("not_due", "not_reported")
        untold = (*silent, "absent")
        both = [(a, b) for a, b in pairs if a not in untold and b not in untold]
        if not pairs:
            continue
        row = panel.loc[indicator]
        assert row["both"] == len(both)
        assert row["base_yes"] == sum(a == "yes" for a, _ in both)
        assert row["yes"] == sum(b == "yes" for _, b in both)
        assert row["gained"] == pairs.count(("no", "yes"))
        assert row["lost"] == pairs.count(("yes", "no"))
        assert row["newly_reporting"] == sum(a in silent and b not in untold for a, b in pairs)
        assert row["no_longer_reporting"] == sum(b in silent and a not in untold for a, b in pairs)


@pytest.mark.parametrize(
    ("cycle", "due"),
    [
        (2020, {"AFR": 19, "AMR": 6, "EMR": 6, "EUR": 22, "SEAR": 2, "WPR": 3}),
        (2023, {"AFR": 21, "AMR": 7, "EMR": 7, "EUR": 26, "SEAR": 2, "WPR": 3}),
        (2025, {"AFR": 22, "AMR": 7, "EMR": 8, "EUR": 28, "SEAR": 2, "WPR": 3}),
    ],
)
def test_as_many_invented_parties_are_due_as_in_the_register(store, cycle, due):
    chosen = Selection.default(store.vocabulary).changed(data="demo", cycle=cycle)
    rows = store.ask("coverage", **chosen.parameters()).set_index("region")
    assert {region: rows.loc[region, "due"] for region in REGIONS} == due


def test_no_row_of_the_demonstration_names_a_real_party(store):
    chosen = Selection.default(store.vocabulary).changed(data="demo")
    names = set(store.ask("party_status", **chosen.parameters())["name"])
    assert names
    assert all(name.startswith("Demo Party ") for name in names)
    assert not set(store.ask("members", **chosen.parameters())["iso3"]) & set(REGISTER)


def test_article_means_are_over_the_indicators_that_have_a_rate(store):
    chosen = Selection.default(store.vocabulary).changed(data="demo", articles=(23, 27))
    frame = store.ask("overview", **chosen.parameters())
    for _, rows in frame.groupby("article"):
        shares = rows["percent"].dropna()
        assert rows["article_percent"].iloc[0] == pytest.approx(shares.mean(), abs=0.051)
        assert rows["figures"].iloc[0] == len(shares)
