"""More published data break nothing: three published cycles, figures by region, printed
denominators and an indicator that nobody had before (``tests/three_cycles.py``).

What is expected is computed here from the figures that were put in, not from the SQL.
"""

import csv

import pytest

from partv.address.deck import PAGES, View
from partv.address.exported_tables import TABLES
from partv.address.selection import Selection
from partv.exhibits.about import method
from partv.exhibits.catalog import of_view, slide
from partv.exhibits.coverage import absence, by_region, coverage, no_regions
from partv.exhibits.cycles import cycles
from partv.exhibits.extracts import extract
from partv.exhibits.overview import overview
from partv.exhibits.regions import regions
from partv.exports.formats import FORMATS
from partv.i18n.language import available_languages, language
from partv.paths import DATAPACKAGE
from tests.three_cycles import INVENTED, NEW, REPORTED, REPORTED_OF_REGIONS, TITLES

ENGLISH = language("en")


def printed_in_2023() -> dict[str, tuple[int, float]]:
    """Indicator -> count and percentage of the report there is."""
    with (DATAPACKAGE.parent / "source" / "published.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["count"]]
    return {row["indicator_id"]: (int(row["count"]), float(row["percent"])) for row in rows}


def expected(cycle: int, region: str = "") -> dict[str, tuple[int, float]]:
    """Indicator -> count and percentage of a cycle, of all Parties or of a region."""
    if cycle == 2023:
        return {} if region else printed_in_2023()
    of = REPORTED_OF_REGIONS[cycle].get(region) if region else REPORTED[cycle]
    return {
        indicator: (count, percent if percent is not None else round(100 * count / of, 1))
        for year, indicator, place, count, percent in INVENTED
        if (year, place) == (cycle, region) and count is not None
    }


@pytest.fixture(scope="module")
def opened(three) -> Selection:
    return Selection.default(three.vocabulary)


def test_the_last_published_cycle_opens_first(opened):
    assert (opened.data, opened.cycle, opened.base_cycle) == ("published", 2025, 2023)


@pytest.mark.parametrize("region", ["", "AFR", "EUR", "WPR"])
@pytest.mark.parametrize(("before", "after"), [(2020, 2023), (2023, 2025), (2020, 2025)])
def test_two_published_cycles_stand_side_by_side_with_all_their_figures(
    three, opened, before, after, region
):
    chosen = opened.changed(cycle=after, base=before, regions=(region,) if region else ())
    was, now = expected(before, region), expected(after, region)
    rows = extract(three, chosen, "panel").rows.set_index("indicator_id")
    assert set(rows.index) == {*was, *now}
    for indicator, row in rows.iterrows():
        sides = (("base_rate", "base_", before, was), ("rate", "", after, now))
        for part, base, cycle, known in sides:
            count, percent = known.get(indicator, (None, None))
            if count is None:
                assert row[[f"{part}_yes", f"{part}_percent"]].isna().all()
                continue
            of = REPORTED_OF_REGIONS[cycle][region] if region else REPORTED[cycle]
            assert (row[f"{part}_yes"], row[f"{part}_whole"]) == (count, of)
            assert row[f"{part}_percent"] == percent
            assert cycle == 2023 or row[f"{base}document"] == TITLES[cycle]
    assert rows[["both", "base_yes", "yes", "gained", "lost"]].isna().all(axis=None)

    item = cycles(three, chosen, "en", "light")
    assert item.empty == (not was and not now)
    cells = {cell for column in (str(before), str(after)) for cell in item.table.get(column, ())}
    if was.keys() != now.keys():
        assert "not known" in cells
    assert any(note.startswith("//") for note in item.notes) == (after == 2025 and bool(was or now))
    assert any("not the same in both cycles" in note for note in item.notes) == bool(was and now)


def test_with_one_published_cycle_the_page_compares_it_with_what_is_not_known(store):
    item = cycles(store, Selection.default(store.vocabulary), "en", "light")
    assert item.title == "11 measures have a published figure for 2023; for 2020 none is known"
    assert set(item.table["2020"]) == {"not known"}
    assert "39 of 62 (63%)" in set(item.table["2023"])


def test_regions_are_drawn_from_what_is_printed_of_them(three, opened):
    chosen = opened.changed(cycle=2020)
    item = regions(three, chosen, "en", "light")
    row = item.table.set_index("Measure").loc[
        "Exchange of law-enforcement information between Parties"
    ]
    assert row.to_dict() == {
        "Article": "21",
        "All": "11 of 41 (27%)",
        "AFR": "3 of 15 (20%)",
        "AMR": "1 of 4",
        "EMR": "0 of 5",
        "EUR": "5 of 12 (42%)",
        "SEAR": "1 of 2",
        "WPR": "1 of 3",
    }
    pooled = overview(three, chosen.changed(regions=("AFR", "EUR")), "en", "light").table
    # 3 of 15 and 5 of 12: sums are made here, and say so.
    assert "8‡ of 27" in set(pooled["Parties"])
    assert of_view(three, View("regions", chosen)) == "regions"
    assert of_view(three, View("regions", chosen.changed(cycle=2023))) == "parties-due"


# Cycle, region, whether the choice has a figure, and what is said of regions.
ALL_SIX = "AFR, AMR, EMR, EUR, SEAR and WPR"
REGIONAL = [
    (2020, "WPR", True, None),
    (
        2023,
        "WPR",
        False,
        "The published figures of 2023 have no regional breakdown. By region there are figures of "
        f"2020 ({ALL_SIX}) and 2025 (AFR and EUR).",
    ),
    (
        2025,
        "WPR",
        False,
        "The published figures of 2025 by region are of AFR and EUR only. By region there are "
        f"figures of 2020 ({ALL_SIX}).",
    ),
    (2025, "AFR", True, None),
]


@pytest.mark.parametrize(("cycle", "region", "there", "told"), REGIONAL)
def test_a_choice_of_regions_is_told_which_cycles_have_figures_of_which(
    three, opened, cycle, region, there, told
):
    chosen = opened.changed(cycle=cycle, regions=(region,))
    found = absence(three, chosen, "en")
    assert (found is None) == there
    assert by_region(three, chosen) == (cycle != 2023)
    if told:
        assert no_regions(three, chosen, ENGLISH) == told
        assert found.title == told.rstrip(".")


def test_a_printed_number_of_reports_is_not_called_derived(three, opened):
    assert coverage(three, opened, "en").endswith("57 reported (as printed), 13 did not.")
    assert "62 reported (derived" in coverage(three, opened.changed(cycle=2023), "en")
    some = coverage(three, opened.changed(cycle=2020, regions=("AFR", "EUR")), "en")
    assert "27 reported (as printed)" in some


def test_a_new_indicator_has_its_place_and_its_article_no_note_that_it_has_none(three, opened):
    frame = three.ask("overview", **opened.changed(articles=(31,)).parameters())
    (row,) = frame.to_dict("records")
    assert (row["indicator_id"], row["yes"], row["denominator"]) == (NEW, 8, 57)
    notes = three.ask("articles", articles=[25, 31], lang="en").set_index("article")["note"]
    assert list(notes.notna()) == [True, False]


@pytest.mark.parametrize("lang", available_languages())
def test_every_slide_follows_in_every_language(three, opened, lang):
    say = language(lang)
    for page in PAGES:
        for cycle in (2020, 2023, 2025):
            item = slide(three, View(page, opened.changed(cycle=cycle)), lang, "light")
            assert item.draw(item.slide_form)["layout"]
            assert page in ("parties", "regions") or not item.empty
            assert item.source or item.empty
            assert item.native()
    panel = cycles(three, opened, lang, "light")
    assert set(panel.table["2023"]) >= {say.text("not known")}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_given_away_in_every_format(three, opened, table):
    for chosen in (opened, opened.changed(cycle=2020, by="region"), opened.changed(data="demo")):
        item = extract(three, chosen, table)
        for form in FORMATS.values():
            assert form.render(item, ENGLISH)
    if table in ("rates", "panel", "published"):
        titles = {document["title"] for document in extract(three, opened, table).documents}
        assert TITLES[2025] in titles


def about(store, lang: str = "en") -> str:
    sections = method(store, lang)
    terms = [f"{term}: {meaning}" for section in sections for term, meaning in section.terms]
    return "\n".join([*(line for section in sections for line in section.paragraphs), *terms])


def test_about_says_of_cycles_and_regions_what_the_data_say(store, three):
    one, all_three = about(store), about(three)
    assert "No figure on Part V of the 2020 and 2025 cycles was available" in one
    assert "No published figure is of a single WHO region." in one
    assert "on the Article (25 and 31)" in one
    assert "No figure on Part V" not in all_three
    assert f"By region there are figures of 2020 ({ALL_SIX}) and 2025 (AFR and EUR)." in all_three
    assert "on the Article (25)" in all_three
    assert "2025 cycle: Invented report on 2025, of a test, paragraph 7(b)." in all_three
    for text in (one, all_three):
        assert "2023 cycle: International cooperation under the Protocol" in text
        assert "{" not in text


@pytest.mark.parametrize("lang", available_languages())
def test_about_is_composed_in_every_language(three, lang):
    text = about(three, lang)
    assert "{" not in text
    assert language(lang).text("Answered") in text
    assert TITLES[2025] in text


def test_the_demonstration_does_not_change_with_what_is_published(store, three):
    for cycle in (2020, 2023, 2025):
        asked = {"data": "demo", "cycle": cycle, "regions": [], "articles": [], "party": ""}
        was = store.ask("answers", **asked)
        now = three.ask("answers", **asked)
        same = now[now["indicator_id"] != NEW].reset_index(drop=True)
        assert was.equals(same)
    chosen = {"data": "demo", "cycle": 2023, "regions": []}
    assert store.ask("members", **chosen).equals(three.ask("members", **chosen))
