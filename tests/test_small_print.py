"""Notes and sources are whole in every picture, on every slide and in PowerPoint, in six languages.

Any note may be what a figure must not be read without, so none gives way to the chart.
"""

import re
from dataclasses import replace

import pytest
from lxml import etree

from partv.address.deck import PAGES, Deck, View
from partv.address.selection import Selection
from partv.exhibits.catalog import slide
from partv.exhibits.deck_slides import deck_slides
from partv.exhibits.picture_files import SIZES, picture_of
from partv.exports.office.compose import Composer
from partv.exports.office.office_text import plain
from partv.exports.picture import to_svg
from partv.i18n.language import available_languages, language
from partv.text import typeset
from tests.drawn import SMALL, lines_of

LINK = "https://part-v.example/overview?data=demo&cycle=2023"


def views(base: Selection) -> list[View]:
    """The slides of every page with either data, before and after the series break; Articles."""
    chosen = [base.changed(data=d, cycle=c) for d in ("published", "demo") for c in (2023, 2025)]
    pages = [View(page, one) for one in chosen for page in PAGES if page != "article"]
    return [*pages, *Deck("article", base).slides]


def told(text: str) -> str:
    """A text as it is compared: where its lines break, spaces are not seen."""
    return "".join(typeset.printable(text).split())


@pytest.mark.parametrize("lang", available_languages())
def test_no_note_and_no_source_is_cut_in_a_picture(lang, store, base):
    say, lost = language(lang), []
    shown = [slide(store, view, lang, "light") for view in views(base)]
    for exhibit in {exhibit.title + exhibit.source: exhibit for exhibit in shown}.values():
        # Words do not depend on the chart, and a small one is drawn in no time.
        picture = replace(picture_of(exhibit, say, "wide", LINK), figure=SMALL)
        for size in (None, *SIZES.values()):
            on_slide = {"place": "12 / 30", "code": ((True,) * 33,) * 33} if size else {}
            root = etree.fromstring(to_svg(replace(picture, **on_slide), size))
            lines = lines_of(root)
            text = told("".join(words for words, *_ in lines))
            parts = (exhibit.stamp, exhibit.title, exhibit.subtitle, *exhibit.marks)
            parts += (*exhibit.notes, exhibit.source)
            lost += [(exhibit.title, size, part) for part in parts if told(part) not in text]
            height = float(root.get("height"))
            assert all(0 < y < height for *_, y, _ in lines)
    assert lost == []


@pytest.mark.parametrize("lang", available_languages())
def test_no_note_and_no_source_is_cut_in_powerpoint(lang, store, base):
    slides, facts = deck_slides(store, views(base), lang, "https://part-v.example")
    lost = []
    for made in slides:
        for page in Composer(made, facts).pages():
            shapes = (*page.before, *page.after)
            text = " ".join(
                words for shape in shapes for words in re.findall("<a:t>(.*?)</a:t>", shape)
            )
            parts = (made.stamp, made.title, made.subtitle, *made.notes, made.source)
            seen = etree.fromstring(f"<t>{text}</t>").text or ""
            lost += [(made.title, part) for part in parts if plain(part) not in seen]
    assert lost == []
