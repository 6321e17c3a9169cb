"""The exhibit that a page shows of a view when one chart fills the screen."""

from dataclasses import replace

import segno

from partv.deck import View
from partv.exhibits.article import one_article
from partv.exhibits.article_slide import article_slide
from partv.exhibits.cycles import cycles
from partv.exhibits.exhibit import Exhibit, remembered
from partv.exhibits.overview import overview
from partv.exhibits.parties import accession, statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions
from partv.exports.pictures import Picture, to_svg
from partv.language import Language, language
from partv.warehouse import Warehouse

SIZES = {"16:9": (1920, 1080), "4:3": (1440, 1080)}
"""The canvases of a slide, in pixels."""


@remembered
def slide_svg(
    store: Warehouse, view: View, lang: str, paper: str, size: str, link: str, place: str = ""
) -> bytes:
    """The slide of a view as SVG: ``size`` is one of ``SIZES``; ``link`` its address, as text and
    as a code for phones; ``place`` says which slide it is of how many."""
    say = language(lang)
    picture = picture_of(slide(store, view, lang, paper), say, "slide", link)
    return to_svg(replace(picture, code=code_of(link), place=place), SIZES[size], paper)


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
        direction=say.direction,
        unofficial=say.text("Unofficial. Not endorsed by WHO or the Convention Secretariat."),
    )


def code_of(link: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an address: rows of modules, dark ones true, without the quiet zone."""
    if not link:
        return ()
    return tuple(tuple(map(bool, row)) for row in segno.make(link, error="m", micro=False).matrix)


def slide(store: Warehouse, view: View, lang: str, paper: str) -> Exhibit:
    """The one exhibit of a view: what its page shows first, or the nearest that has data."""
    chosen = view.selection
    answered = chosen.party_level
    if view.page == "article":
        return article_slide(store, one_article(chosen), lang, paper)
    if view.page == "regions" and (len(chosen.regions) != 1 or not answered):
        compose = regions if answered else parties_due
    elif view.page == "cycles":
        compose = cycles if answered else accession
    elif view.page == "parties":
        compose = statuses if answered else parties_due
    else:
        compose = overview
    return compose(store, chosen, lang, paper)
