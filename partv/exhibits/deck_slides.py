"""A whole deck as the PowerPoint writer takes it: a slide a view, with notes for the speaker."""

from collections.abc import Sequence

from partv.address.deck import View
from partv.data.warehouse import Warehouse
from partv.exhibits.article import heading, measures, one_article
from partv.exhibits.catalog import slide
from partv.exhibits.exhibit import Exhibit
from partv.exports.office.pptx import to_pptx
from partv.exports.office.slide_content import DeckFacts, Slide
from partv.i18n import wording
from partv.i18n.language import Language, language


def deck_slides(
    store: Warehouse, views: Sequence[View], lang: str, base: str
) -> tuple[list[Slide], DeckFacts]:
    """The slides of ``views`` in a language; ``base`` is the address of the server."""
    say = language(lang)
    facts = DeckFacts(
        title=say.text("Part V of the Protocol, Articles 20–31"),
        unofficial=wording.unofficial(say),
        lang=say.code,
        direction=say.direction,
        percent=say.percent_format,
    )
    return [_slide(store, view, say, base) for view in views], facts


def pptx(store: Warehouse, views: Sequence[View], lang: str, base: str) -> bytes:
    """The deck as a PowerPoint file."""
    return to_pptx(*deck_slides(store, views, lang, base))


def _slide(store: Warehouse, view: View, say: Language, base: str) -> Slide:
    exhibit = slide(store, view, say.code, "light")
    link = "" if view.selection.private else view.address(base)
    return Slide(
        title=exhibit.title,
        subtitle=exhibit.subtitle,
        chart=exhibit.native(),
        notes=exhibit.notes,
        source=exhibit.source,
        stamp=exhibit.stamp,
        link=link,
        speaker_notes=_notes(store, view, exhibit, say, link),
        alt=exhibit.alt,
    )


def _notes(
    store: Warehouse, view: View, exhibit: Exhibit, say: Language, link: str
) -> tuple[str, ...]:
    """Definition, denominator, wording, what each measure's figure rests on, address."""
    chosen = view.selection
    lines = [exhibit.stamp, exhibit.title + say.text("."), exhibit.subtitle]
    if "of" in exhibit.extract.parameters:
        counts = say.text("The denominator counts")
        lines.append(say.pair(counts, wording.denominator_meaning(chosen.of, say)))
    if view.page == "article":
        article = one_article(chosen)
        lines.append(heading(store, article, say.code).obligation)
        for measure in measures(store, article, say.code):
            words = (measure.figure, measure.wording, *measure.details)
            lines.append(say.pair(measure.label, say.text("; ").join(filter(None, words))))
    lines += [*exhibit.notes, exhibit.source, link]
    return tuple(line for line in lines if line)
