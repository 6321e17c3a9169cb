"""The one relation of every chart: golden figures, denominators, pooling, bounds, Article means."""

import csv
import shutil
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.address.parameters import ARTICLES, DENOMINATORS
from partv.data.warehouse import Warehouse
from partv.ingest.build import build
from partv.paths import DATAPACKAGE

COLUMNS = [
    *("data", "cycle", "region", "article", "indicator_id", "indicator"),
    *("yes", "no", "not_answered", "not_applicable", "not_reported"),
    *("due", "reported", "denominator", "percent", "low", "high", "small"),
    *("basis", "flag", "document", "paragraph"),
]


def plain(frame) -> list[dict]:
    """A frame as dicts of plain values, None for missing."""
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert all(list(record) == list(frame.columns) for record in records)
    return records


@pytest.fixture
def rates(store, base):
    """Ask for rates of a changed Selection; answers {indicator_id: row}."""

    def ask(**changes):
        rows = plain(store.ask("rates", **base.changed(**changes).parameters()))
        assert len({row["indicator_id"] for row in rows}) == len(rows)
        return {row["indicator_id"]: row for row in rows}

    return ask


# Paragraph 5 of the report ------------------------------------------------------------------------

PARAGRAPH_5 = [
    # indicator, count, percent, basis, flag, paragraph
    ("20.seizures", None, None, "statement", None, "5(a)"),
    ("21.exchange", 17, 27, "published", None, "5(b)"),
    ("22.notified", 22, 36, "published", "rounding", "5(c)"),
    ("23.assistance", None, None, "statement", None, "5(d)"),
    ("23.areas", None, None, "statement", None, "5(d)"),
    ("23.origin", 10, 16, "published", None, "5(d)"),
    ("24.arrangements", 14, 23, "published", None, "5(e)"),
    ("26.jurisdiction", 27, 44, "published", None, "5(f)"),
    ("27.domestic", 39, 63, "published", None, "5(g)"),
    ("27.abroad", 24, 39, "count_derived", None, "5(g)"),
    ("28.agreements", 17, 27, "published", None, "5(h)"),
    ("29.authority", 18, 29, "published", None, "5(i)"),
    ("29.initiatives", 7, 11, "published", None, "5(i)"),
    ("30.extradition", 3, 4.8, "percent_derived", None, "5(j)"),
]


@pytest.mark.parametrize("figure", PARAGRAPH_5, ids=lambda figure: figure[0])
def test_each_figure_of_paragraph_5_stands_in_rates_as_it_is_printed(rates, figure):
    indicator, *expected = figure
    row = rates()[indicator]
    found = [row[name] for name in ("yes", "percent", "basis", "flag", "paragraph")]
    assert found == expected
    assert row["data"] == "published"
    assert (row["cycle"], row["region"]) == (2023, "ALL")
    assert row["article"] == int(indicator[:2])
    assert (row["denominator"], row["reported"], row["due"]) == (62, 62, 66)
    assert row["document"].startswith("International cooperation under the Protocol")


def test_paragraph_5_is_all_that_rates_has_for_2023_in_the_order_of_the_report(rates):
    assert list(rates()) == [figure[0] for figure in PARAGRAPH_5]


def test_rates_has_the_columns_of_its_contract_in_their_order(store, base):
    for by_region in (False, True):
        parameters = base.parameters() | {"by_region": by_region}
        assert list(store.ask("rates", **parameters).columns) == COLUMNS


@pytest.mark.parametrize("cycle", [2020, 2025])
def test_a_cycle_without_figures_says_so_and_knows_only_who_was_due(rates, cycle):
    for row in rates(cycle=cycle).values():
        assert row["basis"] == "no_figure"
        known = {name for name in COLUMNS if row[name] is not None}
        assert known == {
            *("data", "cycle", "region", "article", "indicator_id", "indicator", "due", "basis")
        }


# Denominators and bounds --------------------------------------------------------------------------


def test_of_the_parties_due_a_percentage_is_computed_and_says_so(rates):
    row = rates(of="due")["22.notified"]
    assert (row["yes"], row["denominator"], row["percent"]) == (22, 66, 33.3)
    assert row["basis"] == "percent_derived"
    assert row["flag"] is None, "the flag is about the printed 36 of 62"
    assert rates(of="due")["27.abroad"]["basis"] == "derived"


def test_of_the_parties_that_answered_nothing_is_known_from_the_publication(rates):
    for row in rates(of="answered").values():
        assert row["denominator"] is None
        assert row["percent"] is None
    assert rates(of="answered")["27.domestic"]["yes"] == 39


@pytest.mark.parametrize("of", DENOMINATORS)
def test_low_counts_every_silent_party_as_no_whatever_the_denominator(rates, of):
    assert rates(of=of)["27.domestic"]["low"] == 59.1  # 39 of 66
    assert rates(of=of)["30.extradition"]["low"] == 4.5  # 3 of 66
    assert rates(of=of)["20.seizures"]["low"] is None


def test_high_is_empty_where_it_is_not_known_how_many_left_the_question_blank(rates):
    for row in rates().values():
        assert row["not_answered"] is None
        assert row["high"] is None


def test_the_four_parties_that_were_due_and_did_not_report_are_counted(rates):
    assert {row["not_reported"] for row in rates().values()} == {66 - 62}


# Regions ------------------------------------------------------------------------------------------


def test_several_regions_are_one_pooled_row_with_their_due_parties_summed(rates):
    row = rates(regions=("EUR", "AFR"))["27.domestic"]
    assert row["region"] == "AFR+EUR"
    assert row["due"] == 21 + 26
    assert row["basis"] == "no_figure"
    empty = {name for name in COLUMNS if row[name] is None}
    assert empty == {
        *("yes", "no", "not_answered", "not_applicable", "not_reported"),
        *("reported", "denominator", "percent", "low", "high", "small"),
        *("flag", "document", "paragraph"),
    }


def test_all_six_regions_are_the_whole_with_its_printed_figures(rates, store):
    assert rates(regions=store.vocabulary.regions) == rates()


def test_by_region_gives_a_row_a_region(store, base):
    chosen = base.changed(regions=("WPR", "AFR"), articles=(21,)).parameters()
    rows = plain(store.ask("rates", **chosen | {"by_region": True}))
    assert [(row["region"], row["due"]) for row in rows] == [("AFR", 21), ("WPR", 3)]

    every = base.changed(articles=(21,)).parameters() | {"by_region": True}
    rows = plain(store.ask("rates", **every))
    assert [row["region"] for row in rows] == ["AFR", "AMR", "EMR", "EUR", "SEAR", "WPR"]
    assert sum(row["due"] for row in rows) == 66


# Articles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("article", [25, 31])
def test_an_article_without_an_indicator_has_no_rate_and_still_its_place(
    rates, store, base, article
):
    assert rates(articles=(article,)) == {}
    (row,) = plain(store.ask("overview", **base.changed(articles=(article,)).parameters()))
    assert (row["article"], row["basis"]) == (article, "no_indicator")
    assert row["indicator_id"] is None
    assert "No indicator is published" in row["note"]


def test_the_overview_has_every_article_and_the_same_rates(rates, store, base):
    rows = plain(store.ask("overview", **base.parameters()))
    assert sorted({row["article"] for row in rows}) == list(ARTICLES)
    shown = {row["indicator_id"]: row for row in rows if row["indicator_id"]}
    assert len(rows) == len(shown) + 2
    assert list(shown) == list(rates())
    same = ("yes", "denominator", "percent", "low", "high", "small", "basis", "flag", "paragraph")
    for indicator, rate in rates().items():
        for name in same:
            assert shown[indicator][name] == rate[name], (indicator, name)


def test_an_articles_rate_is_the_mean_of_its_published_percentages(store, base):
    rows = plain(store.ask("overview", **base.parameters()))
    means = {row["article"]: (row["article_percent"], row["figures"]) for row in rows}
    assert means[27] == (51, 2)  # 63 and 39
    assert means[29] == (20, 2)  # 29 and 11
    assert means[23] == (16, 1)  # two of its three indicators have words only
    assert means[22] == (36, 1)
    assert means[20] == (None, 0)
    assert means[25] == (None, None)


def test_an_article_title_is_in_the_language_asked_for(store, base):
    chosen = base.changed(articles=(30,))
    title = {
        lang: store.ask("overview", **chosen.changed(lang=lang).parameters())["title"][0]
        for lang in ("", "zh", "xx")
    }
    assert title == {"": "Extradition", "zh": "引渡", "xx": "Extradition"}


def test_the_view_has_one_row_a_data_set_cycle_region_and_indicator(store):
    with store._connection.cursor() as cursor:
        view = cursor.sql("FROM rates").df()
    assert list(view.columns) == COLUMNS
    key = ["data", "cycle", "region", "article", "indicator_id"]
    assert not view.duplicated(key).any()
    # Two data sets, three cycles, six regions and all of them together, fourteen indicators.
    assert len(view) == 2 * 3 * 7 * 14


# Against an independent computation ---------------------------------------------------------------

PLANTED = [
    # cycle, indicator, region, count, its basis, percent, its basis, denominator, its basis
    "2020,21.exchange,AFR,5,published,26,published,19,derived",
    "2020,21.exchange,AMR,1,published,,,,",
    "2020,21.exchange,EMR,0,published,,,,",
    "2020,21.exchange,EUR,11,derived,50,published,22,derived",
    "2020,21.exchange,SEAR,2,published,100,derived,2,derived",
    "2020,21.exchange,WPR,3,published,,,,",
    "2020,22.notified,AFR,4,published,,,,",
    "2020,22.notified,EUR,6,published,,,,",
    "2020,23.assistance,AFR,,,,,,",
    "2020,23.assistance,EUR,,,,,,",
    "2020,24.arrangements,AFR,,,25,published,,",
    "2020,26.jurisdiction,,20,published,,,,",
    "2025,26.jurisdiction,,20,published,,,,",
    "2025,27.domestic,,,,71,published,,",
    "2025,28.agreements,,,,71.5,derived,,",
    "2025,30.extradition,,5,derived,7.4,derived,68,derived",
]
"""Figures no report has printed: regional ones, and a count or a percentage without the other."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Path:
    """A copy of the data with figures planted where nothing is published; its datapackage.json."""
    folder = shutil.copytree(DATAPACKAGE.parent, tmp_path_factory.mktemp("planted") / "data")
    package = folder / DATAPACKAGE.name
    with (folder / "source" / "published.csv").open("a", encoding="utf-8") as file:
        for row in PLANTED:
            file.write(f"{row},Planted.,secretariat-mop4-cooperation,,9,,\n")
    cycles = folder / "source" / "cycles.csv"
    text = cycles.read_text("utf-8")
    for old, new in {
        "fctc-mop-4-4,redesigned,,,": "fctc-mop-4-4,redesigned,68,derived,",
        # Closes on the last day on which Paraguay and Moldova may have become Parties.
        "2023,2023-06-30,assumed": "2023,2023-01-18,assumed",
        "no_figure": "published",
    }.items():
        assert old in text
        text = text.replace(old, new)
    cycles.write_text(text, "utf-8")
    build(package)
    return package


@pytest.fixture(scope="module")
def stores(store, planted) -> dict[str, tuple[Path, Warehouse]]:
    """The real data and the planted: the source folder, and the warehouse over its Parquet."""
    return {
        "real": (DATAPACKAGE.parent / "source", store),
        "planted": (planted.parent / "source", Warehouse(planted.parent / "parquet")),
    }


@cache
def table(source: Path, name: str) -> list[dict[str, str]]:
    with (source / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def total(parts: list[int | None]) -> int | None:
    return None if None in parts else sum(parts)


def per_cent(part: int | None, whole: int | None) -> float | None:
    if part is None or not whole:
        return None
    return float((Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def computed(source: Path, cycle: int, regions, articles, of: str, by_region: bool) -> list[dict]:
    """What ``rates`` answers, from the CSV files in plain Python."""
    (this,) = (row for row in table(source, "cycles") if row["cycle"] == str(cycle))
    closed = date.fromisoformat(this["closing_date"])
    sent = int(this["reported"]) if this["reported"] else None
    due_in: dict[str, int] = dict.fromkeys((row["region"] for row in table(source, "regions")), 0)
    for party in table(source, "parties"):
        entered = date.fromisoformat(party["entry_into_force"] or party["entry_latest"])
        due_in[party["region"]] += entered <= closed
    printed = {
        (row["indicator_id"], row["region"] or "ALL"): row
        for row in table(source, "published")
        if row["cycle"] == str(cycle)
    }
    titles = {row["document_id"]: row["title"] for row in table(source, "documents")}

    chosen = sorted(regions) or (sorted(due_in) if by_region else ["ALL"])
    groups = [[region] for region in chosen] if by_region else [chosen]
    indicators = sorted(
        table(source, "indicators"), key=lambda row: (int(row["article"]), int(row["position"]))
    )
    answer = []
    for indicator in indicators:
        if articles and int(indicator["article"]) not in articles:
            continue
        for group in groups:
            rows = [printed.get((indicator["indicator_id"], region)) for region in group]
            whole = group == ["ALL"]
            due = sum(due_in.values()) if whole else sum(due_in[region] for region in group)
            of_regions = [
                next(
                    (
                        int(row["denominator"])
                        for (_, place), row in printed.items()
                        if place == region and row["denominator"]
                    ),
                    None,
                )
                for region in group
            ]
            reported = sent if whole else total(of_regions)
            yes = total([int(row["count"]) if row and row["count"] else None for row in rows])
            denominator = {"reported": reported, "answered": None, "due": due}[of]
            (one,) = rows if len(rows) == 1 and of == "reported" else (None,)
            as_printed = float(one["percent"]) if one and one["percent"] else None
            percent = per_cent(yes, denominator) if as_printed is None else as_printed

            # A sum over regions is computed here, though its parts are printed.
            computed_here = ("derived", "published") if len(rows) > 1 else ("derived",)
            count_derived = any(row and row["count_basis"] in computed_here for row in rows)
            percent_derived = not (one and one["percent_basis"] == "published")
            if yes is None and percent is None:
                basis = "statement" if all(rows) else "no_figure"
            elif percent is None:
                basis = "derived" if count_derived else "published"
            else:
                basis = {
                    (False, False): "published",
                    (True, False): "count_derived",
                    (False, True): "percent_derived",
                    (True, True): "derived",
                }[yes is not None and count_derived, percent_derived]
            known = [row for row in rows if row]
            answer.append(
                {
                    "data": "published",
                    "cycle": cycle,
                    "region": "+".join(group),
                    "article": int(indicator["article"]),
                    "indicator_id": indicator["indicator_id"],
                    "indicator": indicator["label"],
                    "yes": yes,
                    "no": None,
                    "not_answered": None,
                    "not_applicable": None,
                    "not_reported": None if reported is None else due - reported,
                    "due": due,
                    "reported": reported,
                    "denominator": denominator,
                    "percent": percent,
                    "low": per_cent(yes, due),
                    "high": None,
                    "small": None if denominator is None else denominator < 10,
                    "basis": basis,
                    "flag": (one and one["flag"]) or None,
                    "document": ", ".join(sorted({titles[row["document_id"]] for row in known}))
                    or None,
                    "paragraph": ", ".join(sorted({row["paragraph"] for row in known})) or None,
                }
            )
    return answer


@given(
    data=st.sampled_from(["real", "planted"]),
    cycle=st.sampled_from([2020, 2023, 2025]),
    regions=st.sets(st.sampled_from(["AFR", "AMR", "EMR", "EUR", "SEAR", "WPR"])),
    articles=st.sets(st.sampled_from(ARTICLES)),
    of=st.sampled_from(DENOMINATORS),
    by_region=st.booleans(),
)
def test_rates_are_those_of_an_independent_computation_from_the_source(
    stores, base, data, cycle, regions, articles, of, by_region
):
    source, store = stores[data]
    selection = base.changed(cycle=cycle, regions=regions, articles=articles, of=of)
    answer = store.ask("rates", **selection.parameters() | {"by_region": by_region})
    expected = computed(source, cycle, selection.regions, articles, of, by_region)
    assert plain(answer) == expected


def test_regional_figures_are_pooled_as_sums_over_sums(stores, base):
    _, store = stores["planted"]

    def row(indicator, **changes):
        selection = base.changed(cycle=2020, of="due", **changes)
        rows = plain(store.ask("rates", **selection.parameters()))
        return next(row for row in rows if row["indicator_id"] == indicator)

    both = row("21.exchange", regions=("AFR", "EUR"))
    assert (both["yes"], both["due"], both["percent"]) == (16, 41, 39.0)
    assert both["basis"] == "derived", "one of the counts is derived"
    one_unknown = row("22.notified", regions=("AFR", "EUR", "WPR"))
    assert (one_unknown["yes"], one_unknown["percent"], one_unknown["due"]) == (None, None, 44)
    assert one_unknown["basis"] == "no_figure", "words about one region are none about three"


def test_a_percentage_that_is_not_printed_is_never_called_published(stores, base):
    _, store = stores["planted"]
    rows = plain(store.ask("rates", **base.changed(cycle=2025).parameters()))
    found = {row["indicator_id"]: (row["yes"], row["percent"], row["basis"]) for row in rows}
    assert found["26.jurisdiction"] == (20, 29.4, "percent_derived")
    assert found["27.domestic"] == (None, 71, "published")
    assert found["28.agreements"] == (None, 71.5, "percent_derived")
    assert found["30.extradition"] == (5, 7.4, "derived")


def test_a_party_whose_protocol_enters_into_force_on_the_closing_day_is_due(stores, base):
    _, store = stores["planted"]
    parties = store.ask("parties", **base.parameters()).set_index("iso3")
    assert parties.loc[["PRY", "MDA"], "due"].all()
    assert store.ask("coverage", **base.parameters())["due"].max() == parties["due"].sum() == 66


def test_a_printed_regional_figure_leaves_the_overview_of_all_parties_as_it_is(stores, base):
    _, store = stores["planted"]
    rows = plain(store.ask("overview", **base.changed(cycle=2020).parameters()))
    assert len(rows) == 14 + 2
    assert {row["basis"] for row in rows if row["article"] == 21} == {"no_figure"}
