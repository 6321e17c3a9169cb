"""Slides as they stand on the screen: readable from the back, nothing lost."""

import re

import pytest

from partv.address.deck import PAGES, Deck, View
from partv.exhibits.catalog import of_view
from partv.exhibits.picture_files import place_of
from partv.i18n.language import language
from tests.drawn import SVG, lines_of
from tests.references import composed


def told(words: str) -> str:
    """Words without the breaks of lines."""
    return "".join(words.split())


def pages_of(store, base, **chosen):
    """Every view of the default decks of all pages, each once."""
    selection = base.changed(**chosen)
    found = {view: None for page in PAGES for view in Deck(page, selection).slides}
    return list(found)


@pytest.mark.parametrize(
    ("data", "cycle", "lang"),
    [
        *((data, cycle, "en") for data in ("published", "demo") for cycle in (2020, 2023, 2025)),
        ("published", 2023, "zh"),
        ("published", 2023, "ru"),
        *(("demo", 2025, lang) for lang in ("zh", "es", "fr", "ru")),
    ],
)
def test_every_slide_of_the_default_decks_reads_from_the_back(data, cycle, lang, store, base):
    for view in pages_of(store, base, data=data, cycle=cycle):
        exhibit, root = composed(store, view, lang)
        lines = lines_of(root)
        smallest, words = min((size, words) for words, _, _, _, size in lines)
        assert smallest > 24 - 0.01, (view.text, words)
        text = told(" ".join(line[0] for line in lines))
        parts = (exhibit.title, exhibit.subtitle, exhibit.source, exhibit.stamp, *exhibit.marks)
        for part in (*parts, "3 of 13"):
            assert told(part) in text, view.text
        assert bool(exhibit.stamp) == (data == "demo")
        assert exhibit.alt
        (code,) = root.findall(f"{SVG}g[@class='code']")
        left, top = map(
            float, re.findall(r"translate\(([\d.]+) ([\d.]+)\)", code.get("transform"))[0]
        )
        for said, start, end, y, _ in lines:
            assert 0 <= start <= end <= 1920, (view.text, said)
            assert 20 < y < 1070, (view.text, said)
            assert end < left or y > top + 150, (view.text, said)


@pytest.mark.parametrize("regions", [("AFR",), ("WPR",), ("AFR", "EUR"), ("AFR", "EUR", "WPR")])
@pytest.mark.parametrize("cycle", [2023, 2025])
def test_slides_of_regions_read_from_the_back_too(regions, cycle, store, base):
    chosen = base.changed(data="demo", cycle=cycle, regions=regions)
    for page in PAGES:
        for articles in ((), (26,), (21, 23, 27)):
            view = View(page, chosen.changed(articles=articles))
            _, root = composed(store, view)
            smallest, words = min((size, words) for words, _, _, _, size in lines_of(root))
            assert smallest > 24 - 0.01, (view.text, words)


def test_on_a_screen_of_4_to_3_no_slide_is_much_smaller(store, base):
    """At 1440 by 1080; the answers of all Parties to all measures are the widest."""
    for data in ("published", "demo"):
        for view in pages_of(store, base, data=data):
            _, root = composed(store, view, size="4:3")
            least = 17 if of_view(store, view) == "statuses" else 20
            assert min(line[4] for line in lines_of(root)) > least, view.text


def test_a_long_address_is_left_to_the_code(store, base):
    regions = ("AFR", "AMR", "EMR", "EUR", "SEAR")
    chosen = base.changed(data="demo", of="due", regions=regions, articles=(21, 22, 23, 24))
    _, root = composed(store, View("cycles", chosen), size="4:3")
    words = [line[0] for line in lines_of(root)]
    assert not [said for said in words if "…" in said or "https" in said]
    assert "Unofficial. Not endorsed by WHO or the Convention Secretariat." in words


@pytest.mark.parametrize("article", [22, 27, 30])
def test_a_mark_at_a_figure_of_an_article_is_explained_on_its_slide(article, store, base):
    exhibit, root = composed(store, View("article", base.changed(articles=(article,))))
    text = " ".join(line[0] for line in lines_of(root))
    marks = set("†‡") & set(text)
    assert marks
    for mark in marks:
        assert any(note.startswith(mark) for note in exhibit.notes)


def test_the_place_in_the_deck_is_said(base):
    deck = Deck("overview", base.changed(present="1", slide=4))
    assert place_of(deck, language("en")) == "4 of 13"
