"""Slides as they stand on the screen: readable from the back, nothing lost, nothing changed unseen.

What a slide of each kind is made of is kept in ``tests/slides/``, a line for each text (its size,
place and words) and for each kind of mark (how many), so that a change shows what it changed.
"""

import re
from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree

from partv.deck import PAGES, Deck, View
from partv.exhibits.pictures import SIZES, code_of, picture_of, place_of
from partv.exhibits.registry import EXHIBITS, of_view, slide
from partv.exports.pictures import to_svg
from partv.language import language
from partv.paths import ROOT
from tests.drawn import SVG, lines_of

HOME = "https://part-v.example"
KEPT = ROOT / "tests" / "slides"
REFERENCES = {
    "overview": "overview",
    "overview-of-a-region": "regions~data~demo~region~EUR",
    "article-in-words": "article~article~20",
    "article-of-three-measures": "article~article~23",
    "article-published": "article~article~26",
    "article-demo": "article~data~demo~cycle~2025~article~27",
    "article-of-a-small-region": "article~data~demo~region~WPR~article~29",
    "regions": "regions~data~demo",
    "cycles": "cycles~data~demo",
    "cycles-with-a-break": "cycles~data~demo~cycle~2025~region~AFR",
    "statuses": "parties~data~demo",
    "parties-due": "parties",
    "accession": "cycles",
}


def composed(store, view, lang="en", size="16:9", place="3 of 13"):
    """The exhibit of a view, and its slide as an SVG with texts as texts."""
    exhibit = slide(store, view, lang, "light")
    link = view.address(HOME)
    picture = picture_of(exhibit, language(lang), exhibit.slide_form, link)
    picture = replace(picture, code=code_of(link), place=place)
    return exhibit, etree.fromstring(to_svg(picture, SIZES[size]))


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
            least = 17 if of_view(view) == "statuses" else 20
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


def summary(root) -> str:
    """The texts and marks of a slide, a line each."""
    said = [
        f"{size:5.1f} at {left:6.0f} {y:5.0f}  {words}"
        for words, left, _, y, size in lines_of(root)
    ]
    marks = Counter(
        " ".join((shape, element.get("fill", "-"), element.get("stroke", "-")))
        for element in root.iter(f"{SVG}circle", f"{SVG}path", f"{SVG}rect")
        if element.getparent().get("class") == "chart"
        for shape in [re.sub("[^A-Za-z]", "", element.get("d", "")) or element.tag.split("}")[1]]
    )
    counted = [f"{count:5}  {mark}" for mark, count in sorted(marks.items())]
    return "\n".join([*said, "", *counted, ""])


@pytest.mark.parametrize("name", REFERENCES)
def test_a_slide_is_made_of_what_it_was_made_of(name, store):
    view = View.parse(REFERENCES[name], store.vocabulary)
    _, root = composed(store, view)
    found, kept = summary(root), KEPT / f"{name}.txt"
    if not kept.exists() or found != kept.read_text("utf-8"):
        folder = ROOT / "test-artefacts" / "slides"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / kept.name).write_text(found, "utf-8")
    # If the change is meant, the file in test-artefacts/slides/ takes the place of the one kept.
    assert found == kept.read_text("utf-8")


def test_every_kind_of_exhibit_has_a_slide_that_is_kept(store):
    views = [View.parse(text, store.vocabulary) for text in REFERENCES.values()]
    assert {of_view(view) for view in views} == set(EXHIBITS)
    assert {file.stem for file in KEPT.glob("*.txt")} == set(REFERENCES)
