"""The published figures as the page shows them: paragraph 5 of the report, number by number."""

import csv
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from partv.paths import ROOT

from .visits import chart, expect_address, expect_shell, filters

EXCHANGE = "Exchange of law-enforcement information between Parties"
NOTIFIED = "National authorities notified to the Secretariat"
ORIGIN = "Research on the exact origin of seized tobacco"
ARRANGEMENTS = "Arrangements to investigate and prosecute offences"
JURISDICTION = "Jurisdiction over the criminal offences of Article 14"
DOMESTIC = "Coordination between domestic law-enforcement agencies"
ABROAD = "Coordination with law-enforcement agencies abroad"
AGREEMENTS = "Agreements on mutual administrative assistance"
AUTHORITY = "Central authority for mutual legal assistance"
INITIATIVES = "Mutual legal assistance initiatives with other Parties"
EXTRADITION = "Use of the Protocol for extradition"

# Paragraph 5 of the Secretariat's report to MOP4, copied from the report, not from our data.
# † printed although it does not fit its count; ‡ derived by us. Percentages as numbers for the
# place of the dot.
FIGURES = [
    ("21", EXCHANGE, "17 of 62", "27%", 27, "5(b)"),
    ("22", NOTIFIED, "22 of 62", "36%†", 36, "5(c)"),
    ("23", ORIGIN, "10 of 62", "16%", 16, "5(d)"),
    ("24", ARRANGEMENTS, "14 of 62", "23%", 23, "5(e)"),
    ("26", JURISDICTION, "27 of 62", "44%", 44, "5(f)"),
    ("27", DOMESTIC, "39 of 62", "63%", 63, "5(g)"),
    ("27", ABROAD, "24‡ of 62", "39%", 39, "5(g)"),
    ("28", AGREEMENTS, "17 of 62", "27%", 27, "5(h)"),
    ("29", AUTHORITY, "18 of 62", "29%", 29, "5(i)"),
    ("29", INITIATIVES, "7 of 62", "11%", 11, "5(i)"),
    ("30", EXTRADITION, "3 of 62", "4.8%‡", 4.8, "5(j)"),
]
WITHOUT = [
    ("20", "Quantity and quality of seizures", "Words only, no number", "5(a)"),
    ("23", "Financial or technical assistance given or received", "Words only, no number", "5(d)"),
    ("23", "Areas of cooperation in capacity-building", "Words only, no number", "5(d)"),
    ("25", "Protection of sovereignty", "No indicator published", ""),
    ("31", "Measures to ensure extradition", "No indicator published", ""),
]
with (ROOT / "data" / "source" / "article_titles.csv").open(encoding="utf-8") as _file:
    TITLES = {row["article"]: row["title"] for row in csv.DictReader(_file) if row["lang"] == "en"}

# The texts and dots of the chart in sight, each with its middle in pixels.
_MARKS = """figure => {
  const middle = e => {
    const box = e.getBoundingClientRect();
    return {text: e.textContent.trim(), x: box.x + box.width / 2, y: box.y + box.height / 2};
  };
  const all = query => [...figure.querySelectorAll(query)].map(middle);
  return {labels: all('.annotation text'), strips: all('.points .point')};
}"""

# Which share of a strip is filled, by the shapes that are painted at its height.
_FILLED = """(figure, [y, ink]) => {
  const plot = figure.querySelector('.nsewdrag').getBoundingClientRect();
  const paths = [...figure.querySelectorAll('.shapelayer path')]
    .filter(path => getComputedStyle(path).fill === ink && getComputedStyle(path).fillOpacity > 0);
  let filled = 0;
  const steps = 2000;
  for (let i = 0; i < steps; i++) {
    const point = new DOMPoint(plot.left + (i + 0.5) / steps * plot.width, y);
    filled += paths.some(path => path.isPointInFill(
      point.matrixTransform(path.getScreenCTM().inverse())));
  }
  return filled / steps;
}"""
DUE = 66


@pytest.fixture(scope="module")
def overview(shared_visit):
    page = shared_visit("/")
    page.get_by_text("The same data as a table").click()
    expect(page.get_by_role("table")).to_be_visible()
    return page


@pytest.fixture(scope="module")
def marks(overview):
    return chart(overview).evaluate(_MARKS)


@pytest.fixture(scope="module")
def rows(overview):
    """The rows of the chart's table, as dicts by heading."""
    table = overview.get_by_role("table")
    names = table.get_by_role("columnheader").all_inner_texts()
    cells = [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()]
    return [dict(zip(names, map(str.strip, row), strict=True)) for row in cells if row]


def row_of(rows, article, measure):
    (row,) = (row for row in rows if (row["Article"], row["Measure"]) == (article, measure))
    return row


def label(marks, text):
    (found,) = (mark for mark in marks["labels"] if mark["text"] == text)
    return found


def on_line(marks, y):
    return [mark for mark in marks if abs(mark["y"] - y) < 4]


@pytest.mark.parametrize(
    ("article", "measure", "count", "share", "percent", "paragraph"),
    FIGURES,
    ids=[f"{figure[0]}-{figure[2]}" for figure in FIGURES],
)
def test_figure(overview, rows, marks, article, measure, count, share, percent, paragraph):
    row = row_of(rows, article, measure)
    assert (row["Parties"], row["Share"], row["Paragraph"]) == (count, share, paragraph)

    y = label(marks, measure)["y"]
    texts = {mark["text"] for mark in on_line(marks["labels"], y)}
    assert {count, share} <= texts, "the numbers at the end of the measure's line"
    assert len(on_line(marks["strips"], y)) == 1
    # As many cells are filled as Parties are counted, of all that were due.
    filled = chart(overview).evaluate(_FILLED, [y, "rgb(0, 114, 178)"])
    counted = int(re.match(r"\d+", count)[0])
    assert filled == pytest.approx(counted / DUE, abs=0.003)
    assert percent == pytest.approx(counted / 62 * 100, abs=1)


@pytest.mark.parametrize(("article", "measure", "kind", "paragraph"), WITHOUT)
def test_row_without_a_figure_says_which_kind(rows, marks, article, measure, kind, paragraph):
    row = row_of(rows, article, measure)
    assert (row["Parties"], row["Share"], row["Paragraph"]) == (kind, "", paragraph)

    y = label(marks, measure)["y"]
    assert kind in [mark["text"] for mark in on_line(marks["labels"], y)]
    assert not on_line(marks["strips"], y)
    assert not [mark for mark in on_line(marks["labels"], y) if " of " in mark["text"][:6]]


def test_nothing_else_is_shown(rows, marks):
    assert [row["Article"] for row in rows] == sorted(row["Article"] for row in rows)
    assert len(rows) == len(FIGURES) + len(WITHOUT)
    assert len(marks["strips"]) == len(FIGURES)
    assert {row["Article"] for row in rows} == {str(article) for article in range(20, 32)}
    assert {row["Article mean (measures)"] for row in rows if row["Article"] == "27"} == {"51% (2)"}
    assert {row["Article mean (measures)"] for row in rows if row["Article"] == "29"} == {"20% (2)"}


def test_headline_coverage_and_notes_are_in_sight(overview):
    main = overview.get_by_role("main")
    for words in (
        "39 of 62 reporting Parties set up a mechanism to coordinate their domestic "
        "law-enforcement agencies (Article 27); 3 used the Protocol to carry out extradition "
        "(Article 30).",
        "66 Parties were due to report (register); 62 reported (derived from the printed "
        "percentages), 4 did not.",
        "† Article 22: 22 of 62 is 35.48%, which rounds to 35; the report prints 36.",
        "‡ Article 27: the count 24 is derived, not printed",
        "‡ Article 30: the percentage is computed here",
        "report by the Convention Secretariat to the fourth session of the Meeting of the Parties, "
        "paragraphs 5(a) to 5(j)",
        "FCTC/MOP/3/4",
        "Unofficial. Not endorsed by WHO or the Convention Secretariat.",
    ):
        expect(main.get_by_text(words)).to_be_visible()


def test_chart_says_in_words_what_it_shows(overview):
    spoken = chart(overview).get_attribute("aria-label")
    for article, measure, count, share, *_ in FIGURES:
        assert f"Article {article}, {measure}: {count} ({share})" in spoken
    assert "Articles 20, 23, 25 and 31" in spoken


def test_order_by_rate(overview):
    filters(overview).order("by rate").click()
    expect_address(overview, "/", "sort=rate")
    labels = chart(overview).evaluate(_MARKS)["labels"]
    numbers = sorted((mark for mark in labels if mark["text"] in TITLES), key=lambda m: m["y"])
    order = [mark["text"] for mark in numbers]
    assert order[:11] == ["27", "26", "27", "22", "29", "21", "28", "24", "23", "29", "30"]
    assert order[11:] == ["20", "23", "23", "25", "31"]
    filters(overview).order("by Article").click()
    expect_address(overview, "/")


def test_region_says_that_nothing_is_published_and_shows_parties_due(overview):
    filters(overview).region("EMR").click()
    expect_address(overview, "/", "region=EMR")
    main = overview.get_by_role("main")
    expect(main).to_contain_text("The published figures of 2023 have no regional breakdown")
    heading = "The Protocol was in force for 7 Parties of EMR when the 2023 cycle closed"
    expect(main.get_by_role("heading", name=heading)).to_be_visible()
    expect(chart(overview)).to_have_attribute("aria-label", re.compile("EMR 7"))
    expect(main).not_to_contain_text("of 62")
    filters(overview).region("EMR").click()
    expect_address(overview, "/")


@pytest.mark.parametrize("cycle", [2020, 2025])
def test_cycle_without_figures_says_so(overview, cycle):
    filters(overview).cycle(cycle).click()
    expect_address(overview, "/", f"cycle={cycle}")
    main = overview.get_by_role("main")
    expect(main).to_contain_text(f"No figure on Part V is available here for {cycle}")
    expect(main).not_to_contain_text("of 62")
    filters(overview).cycle(2023).click()
    expect_address(overview, "/")
    expect(chart(overview)).to_contain_text("39 of 62")


@pytest.fixture(scope="module")
def article_page(shared_visit):
    return shared_visit("/article")


@pytest.mark.parametrize("article", [str(article) for article in range(20, 32)])
def test_article_page(article_page, article):
    page = article_page
    filters(page).article(int(article)).click()
    expect(filters(page).article(int(article))).to_be_checked()
    expect_address(page, "/article", f"article={article}")
    expect_shell(page)
    title = f"Article {article}: {TITLES[article]}"
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
    main = page.get_by_role("main")
    for number, measure, count, share, _, paragraph in FIGURES:
        if number == article:
            expect(main.get_by_role("heading", name=measure, exact=True)).to_be_visible()
            expect(main.get_by_text(f"{count} ({share}) · reporting Parties")).to_be_visible()
            expect(main.get_by_text(f"Parties, paragraph {paragraph}").first).to_be_visible()
    for number, _, kind, _ in WITHOUT:
        if number == article:
            expect(main.get_by_text(kind.removesuffix(" published")).first).to_be_visible()


def test_article_clicked_again_stays_chosen(article_page):
    for _ in range(2):
        filters(article_page).article(24).click()
        expect_address(article_page, "/article", "article=24")
    expect(filters(article_page).article(24)).to_be_checked()


def test_download_is_what_the_command_line_exports(visit, tmp_path):
    # All of the page is in sight: a list of choices closes when the page scrolls.
    page = visit("/", viewport={"width": 1440, "height": 2000})
    bar = filters(page)

    def expect_download(name, *arguments):
        with page.expect_download() as download:
            page.locator("p.takeaway").get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
        command = [sys.executable, "-m", "partv", "export", *arguments, "--format", "csv"]
        exported = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
        assert (tmp_path / name).read_bytes() == exported

    expect_download("part-v_rates_published_2023.csv", "rates")

    bar.choose_articles(22, 30)
    bar.of("were due").click()
    expect_address(page, "/", "article=22&article=30&of=due")
    expect_download(
        "part-v_rates_published_2023_art-22-30_of-due.csv",
        *("rates", "--article", "22", "--article", "30", "--of", "due"),
    )

    bar.cycle(2025).click()
    expect_address(page, "/", "cycle=2025&article=22&article=30&of=due")
    bar.region("AFR").click()
    expect_address(page, "/", "cycle=2025&region=AFR&article=22&article=30&of=due")
    expect_download(
        "part-v_parties_2025_AFR.csv",
        *("parties", "--cycle", "2025", "--region", "AFR"),
    )
    header, first, *rest = (
        (tmp_path / "part-v_rates_published_2023.csv").read_text("utf-8-sig").splitlines()
    )
    assert header.startswith("data,cycle,region,article,indicator_id,")
    assert len([first, *rest]) == 14
