"""Exhibits as pictures: slides at the size of a screen, and files to take away."""

from dataclasses import replace

import segno

from partv.address.deck import Deck, View
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.catalog import EXHIBITS, slide
from partv.exhibits.exhibit import Exhibit, remembered
from partv.exports.picture import Picture, to_png, to_svg
from partv.i18n.language import Language, language
from partv.svg.outlines import outlined

SIZES = {"16:9": (1920, 1080), "4:3": (1440, 1080)}
"""The canvases of a slide, in pixels."""


@remembered
def slide_svg(
    store: Warehouse, view: View, lang: str, theme: str, size: str, link: str, place: str = ""
) -> bytes:
    """The slide of a view as SVG: ``size`` is one of ``SIZES``; ``link`` its address, as text and
    as a code for phones; ``place`` says which slide it is of how many.

    Its letters are outlines: an image in a page has no fonts but those of the machine.
    """
    exhibit = slide(store, view, lang, theme)
    picture = picture_of(exhibit, language(lang), exhibit.slide_form, link)
    picture = replace(picture, code=code_of(link), place=place)
    return outlined(to_svg(picture, SIZES[size], theme))


@remembered
def slide_png(
    store: Warehouse, view: View, lang: str, theme: str, size: str, link: str, place: str = ""
) -> bytes:
    """The same as PNG, at the size of the canvas."""
    return to_png(slide_svg(store, view, lang, theme, size, link, place), 1)


def place_of(deck: Deck, say: Language) -> str:
    """Which slide is on, of how many."""
    return say.text("{n} of {all}", n=say.number(deck.place), all=say.number(len(deck.slides)))


@remembered
def picture_svg(
    store: Warehouse, key: str, selection: Selection, lang: str, theme: str, link: str
) -> bytes:
    """The exhibit ``key`` with title, measure, notes, source and address, to take away."""
    exhibit = EXHIBITS[key].compose(store, selection, lang, theme)
    return to_svg(picture_of(exhibit, language(lang), "wide", link), None, theme)


@remembered
def picture_png(
    store: Warehouse, key: str, selection: Selection, lang: str, theme: str, link: str
) -> bytes:
    """The same as PNG, two pixels for each of the picture."""
    return to_png(picture_svg(store, key, selection, lang, theme, link), 2)


def picture_of(exhibit: Exhibit, say: Language, form: str, link: str) -> Picture:
    """An exhibit as a picture, its chart in one of the forms."""
    return Picture(
        title=exhibit.title,
        subtitle=exhibit.subtitle,
        figure=exhibit.draw(form),
        marks=exhibit.marks,
        notes=exhibit.notes,
        source=exhibit.source,
        stamp=exhibit.stamp,
        link=link,
        alt=exhibit.alt,
        lang=say.code,
    )


def code_of(link: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an address: rows of modules, dark ones true, without the quiet zone."""
    if not link:
        return ()
    return tuple(tuple(map(bool, row)) for row in segno.make(link, error="m", micro=False).matrix)
