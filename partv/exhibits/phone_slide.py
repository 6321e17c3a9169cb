"""A slide for a phone: the words of the slide as text, and the chart in its narrow form."""

from dataclasses import dataclass

from partv.address.deck import View
from partv.data.warehouse import Warehouse
from partv.exhibits.article import heading, measures, one_article
from partv.exhibits.catalog import exhibit, of_view, slide
from partv.exhibits.exhibit import remembered
from partv.exports.picture import chart_svg
from partv.i18n import wording
from partv.i18n.language import language

WIDTH = 358
"""Pixels between the margins of a phone of 390."""


@dataclass(frozen=True)
class PhoneSlide:
    """What a phone shows of a slide; plain texts, but for the chart."""

    title: str
    subtitle: str
    """The measure, the denominator and the cycle."""
    stamp: str
    chart: str
    """An ``<svg>`` with its alternative text; empty where nothing has a number."""
    marks: tuple[str, ...]
    notes: tuple[str, ...]
    source: str


@remembered
def phone_slide(store: Warehouse, view: View, lang: str, theme: str) -> PhoneSlide:
    """The slide of a view; ``theme`` is ``light`` or ``dark``."""
    shown = slide(store, view, lang, theme)
    # The marks of an Article's slide are laid out for a wall: a phone has the chart of its page.
    article = of_view(store, view) == "article"
    drawn = exhibit(store, view.page, "overview", view.selection, lang, theme) if article else shown
    word = wording.watermark(view.selection.invented, language(lang))
    chart = ""
    if not drawn.empty:
        chart = chart_svg(drawn.draw("narrow"), WIDTH, drawn.alt, word, theme)
    return PhoneSlide(
        title=shown.title,
        subtitle=shown.subtitle,
        stamp=shown.stamp,
        chart=chart,
        marks=drawn.marks if chart else (),
        notes=drawn.notes if chart else _instead(store, view, lang, shown.alt),
        source=shown.source,
    )


def _instead(store: Warehouse, view: View, lang: str, alt: str) -> tuple[str, ...]:
    """What is told without a number: which kind of missing it is, what was printed in words, and
    why an Article has no indicator."""
    told = [alt]
    if view.page == "article":
        article = one_article(view.selection)
        told += [measure.statement for measure in measures(store, article, lang)]
        told.append(heading(store, article, lang).note)
    return tuple(filter(None, told))
