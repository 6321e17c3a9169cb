"""Whatever shows a figure shows where it is from, and what each mark at it says.

Of the data there are, and of the data with three published cycles (``tests/three_cycles.py``).
"""

import io
import re

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from partv.address.deck import PAGES, View
from partv.address.parameters import ARTICLES, DENOMINATORS, SORTS
from partv.address.selection import Selection
from partv.exhibits.article import by_cycle, by_cycle_cited, measures, one_article
from partv.exhibits.briefing import briefing, docx
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.deck_slides import pptx
from partv.exhibits.extracts import extract, preview, preview_cited
from partv.exhibits.parties import profile
from partv.exhibits.phone_slide import phone_slide
from partv.exhibits.picture_files import picture_svg
from partv.i18n.language import language
from tests.tries import tries

ENGLISH = language("en")
FIGURE = re.compile(r"\d[†‡]* of [\d,]+\b|\d%|(?<![(\d])\d+/\d")
SCALE = re.compile("(0|25|50|75|100)%")
"""A number at an axis is no figure."""
REGIONS = ("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR")


@pytest.fixture(scope="session")
def held(store, three):
    """The data there are, and those with three published cycles."""
    return {"real": store, "three": three}


views = st.fixed_dictionaries(
    {
        "data": st.sampled_from(["published", "published", "demo"]),
        "cycle": st.sampled_from([2020, 2023, 2025]),
        "base": st.sampled_from([0, 2020, 2023, 2025]),
        "regions": st.sets(st.sampled_from(REGIONS), max_size=3),
        "articles": st.sets(st.sampled_from(ARTICLES), max_size=4),
        "of": st.sampled_from(DENOMINATORS),
        "sort": st.sampled_from(SORTS),
        "by": st.sampled_from(["all", "region"]),
    }
)
which = st.sampled_from(["real", "three"])


def view(store, changes) -> Selection:
    return Selection.default(store.vocabulary).changed(**changes)


def cited(text: str, lines, where: object) -> None:
    """Fails where a figure has no source beside it, or a mark no note."""
    lines = [line for line in lines if line]
    if FIGURE.search(text):
        # The coverage, "66 Parties were due", is no figure of an Article: it names its register.
        assert any(line.startswith("Source: ") for line in lines), (where, text)
    for mark in "†‡":
        if mark in text:
            assert any(line.startswith(mark) for line in lines), (where, mark, text)


def body_of(lines) -> str:
    """What is not itself a note or a source, nor the scale of an axis."""
    notes = ("†", "‡", "Source: ")
    kept = (line for line in lines if not line.startswith(notes) and not SCALE.fullmatch(line))
    return "\n".join(kept)


def cells(frame) -> str:
    return "\n".join(map(str, [*frame.columns, *frame.to_numpy().ravel()]))


@given(data=which, key=st.sampled_from(list(EXHIBITS)), changes=views)
@tries(40)
def test_an_exhibit_has_a_source_for_its_figures_and_a_note_for_each_mark(held, data, key, changes):
    store = held[data]
    chosen = view(store, changes)
    item = EXHIBITS[key].compose(store, chosen, "en", "light")
    shown = "\n".join([item.title, item.headline, item.alt, cells(item.table)])
    cited(shown, (*item.notes, item.source), (data, key, chosen))
    rows = item.extract.rows
    if "yes" in rows and rows["yes"].notna().any():
        assert item.extract.documents, "the files name the documents"
        if "document" in rows:
            assert rows.loc[rows["yes"].notna(), "document"].notna().all()


@given(data=which, key=st.sampled_from(list(EXHIBITS)), changes=views)
@tries(10)
def test_a_picture_has_them_too(held, data, key, changes):
    store = held[data]
    svg = picture_svg(store, key, view(store, changes), "en", "light", "").decode()
    words = re.sub(r"<desc>.*?</desc>|<title>.*?</title>", "", svg, flags=re.S)
    lines = re.findall(r">([^<>]+)</t(?:ext|span)>", words)
    cited(body_of(lines), lines, (data, key, changes))


@given(
    data=which,
    changes=views,
    party=st.sampled_from(["", "KEN", "VUT", "RWA", "AFR-01", "WPR-04", "EUR-03"]),
)
@tries(40)
def test_a_briefing_cites_all_that_it_prints(held, data, changes, party):
    store = held[data]
    item = briefing(store, view(store, changes | {"party": party}), "en", "")
    text = [cell for section in item.sections for row in section.rows for cell in row]
    text += [line for section in item.sections for line in section.text]
    cited("\n".join(text), item.sources, (data, changes, party))


@pytest.mark.parametrize(
    "changes",
    [{"regions": ("AFR",)}, {"cycle": 2025}, {"party": "KEN"}, {"party": "KEN", "cycle": 2025}],
)
def test_so_does_its_word_file(store, changes):
    paper = Document(io.BytesIO(docx(store, view(store, changes), "en", "")))
    table = "\n".join(c.text for t in paper.tables for row in t.rows for c in row.cells)
    assert "24‡ of 62" in table
    cited(table, [p.text for p in paper.paragraphs], changes)
    assert any("paragraphs 5(a) to 5(j)" in p.text for p in paper.paragraphs)


@given(data=which, changes=views)
@tries(40)
def test_the_tables_of_pages_are_cited_under_them(held, data, changes):
    store = held[data]
    chosen = view(store, changes)
    one = one_article(chosen)
    cited(cells(by_cycle(store, one, "en")), by_cycle_cited(store, one, "en").lines, one)
    for table in ("rates", "panel", "published"):
        item = extract(store, chosen, table)
        cited(cells(preview(item, ENGLISH)), preview_cited(store, item, "en"), (table, chosen))
    for measure in measures(store, one, "en"):
        for mark in "†‡":
            assert mark not in measure.figure or any(
                detail.startswith(mark) for detail in measure.details
            ), measure


@pytest.mark.parametrize("cycle", [2020, 2023, 2025])
def test_a_profile_names_the_source_of_the_figures_of_its_region(store, cycle):
    chosen = view(store, {"data": "demo", "party": "EUR-03", "cycle": cycle})
    item = profile(store, chosen, "en")
    assert FIGURE.search(cells(item.answers))
    assert item.cited == ("Source: Invented demonstration data.",)


@given(data=which, page=st.sampled_from(PAGES), changes=views)
@tries(15)
def test_phones_and_speakers_get_them_too(held, data, page, changes):
    store = held[data]
    seen = View(page, view(store, changes))
    phone = phone_slide(store, seen, "en", "light")
    words = re.findall(r">([^<>]+)</t(?:ext|span)>", phone.chart)
    shown = "\n".join([phone.title, body_of(words)])
    cited(shown, (*phone.notes, phone.source), (data, page, changes))
    deck = Presentation(io.BytesIO(pptx(store, [seen], "en", "http://here")))
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text.splitlines()
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        lines = [line for text in texts for line in text.splitlines()]
        cited("\n".join(notes), notes, (data, page, changes))
        cited(body_of(lines), lines, (data, page, changes))
