"""The exhibit of one Article for a slide: a mark for every Party that was due."""

import pandas as pd

from partv.address.selection import Selection
from partv.charts.marks import MARKS
from partv.charts.theme import PALETTES
from partv.charts.units import Units, units
from partv.data.rate_rows import MeasureRate, Rate
from partv.data.warehouse import Warehouse
from partv.exhibits.article import heading, one_article
from partv.exhibits.exhibit import Exhibit, sees, sided
from partv.exhibits.extracts import extract
from partv.exhibits.headlines import headline
from partv.exhibits.notes import flags, source_line, unofficial_titles, without_percentage
from partv.exhibits.rates import articles_frame, rates_table
from partv.exports.office.slide_content import Block, Blocks, Kind
from partv.i18n import wording
from partv.i18n.language import Language, language
from partv.text.cells import cells

LONGEST_TITLE = 150
"""Character cells of a title that three lines of a slide hold with room to spare."""


@sees("data", "cycle", "region", "article", "of")
def article_slide(store: Warehouse, selection: Selection, lang: str, theme: str) -> Exhibit:
    """The Article of a Selection narrowed to one: its measures, counted Party by Party."""
    say, selection = language(lang), one_article(selection)
    top = heading(store, selection, lang)
    frame = articles_frame(store, selection, lang)
    rates = store.ask("rates", **selection.parameters())
    counted = {rate.indicator_id: rate for rate in Rate.read(rates)}
    rows = MeasureRate.read(frame)
    measures = [
        _units(row, counted[row.indicator_id], say) for row in rows if row.indicator_id is not None
    ]
    if not measures:
        measures = [Units(top.title, wording.missing(rows[0].basis, say), "", top.note, ())]
    known = [row for row in rows if row.known]
    name = say.text("Article {article}: {title}", article=top.article, title=top.title)
    few = 0 < len(known) <= 2
    finding = (_finding(frame, known, selection, say) if few else "") or name
    names = _names(selection, say)
    statuses = [status for measure in measures for status, _ in measure.counts]
    return Exhibit(
        key="article",
        title=finding,
        subtitle=_subtitle(name if finding != name else "", frame, selection, say)
        if known
        else top.obligation,
        alt=" ".join(
            [name + say.text("."), *(say.pair(m.label, m.figure) + say.text(".") for m in measures)]
        ),
        figures={},
        draw=sided(lambda form: units(measures, PALETTES[theme]), say),
        native=lambda: _native(measures, names),
        marks=tuple(f"{MARKS[s][1]} {names[s]}" for s in MARKS if s in statuses),
        notes=(
            *without_percentage(rows, selection.of, say),
            *flags(frame, say),
            *unofficial_titles(frame, say),
        ),
        source=source_line(frame, say) or say.text("Source: {sources}.", sources=top.source),
        table=rates_table(rows, say),
        extract=extract(store, selection, "rates"),
        stamp=wording.stamp(selection.invented, say),
        empty=not known,
    )


def _finding(
    frame: pd.DataFrame, known: list[MeasureRate], selection: Selection, say: Language
) -> str:
    """The sentence of the headline, or the measures by name; empty where both are too long."""
    sentence = headline(frame, selection, say).rstrip(".。")
    if cells(sentence) <= LONGEST_TITLE:
        return sentence
    parties = wording.denominator_name(selection.of, say, selection.invented)
    found = [say.pair(row.indicator or "", row.count_of(say)) for row in known]
    named = say.text("; ").join(found)
    if any(row.denominator is not None for row in known):
        named = say.text("{measures} ({parties})", measures=named, parties=parties)
    return named if cells(named) <= LONGEST_TITLE else ""


def _native(measures: list[Units], names: dict[str, str]) -> Blocks:
    """The same measures as PowerPoint draws them."""
    found = [s for s in MARKS if any(s in dict(measure.counts) for measure in measures)]
    rows = [
        Block(
            measure.label,
            measure.figure,
            measure.share,
            measure.statement,
            [dict(measure.counts).get(s, 0) for s in found] if measure.counts else (),
        )
        for measure in measures
    ]
    return Blocks([Kind(status, names[status]) for status in found], rows)


def _units(row: MeasureRate, rate: Rate, say: Language) -> Units:
    found = _counts(rate) if row.known and rate.reported is not None else []
    statement = "" if row.known else row.statement or row.note or ""
    return Units(
        label=row.indicator or "",
        figure=row.count_of(say) or wording.missing(row.basis, say),
        share=row.percentage(say),
        statement=statement,
        counts=tuple((status, number) for status, number in found if number),
    )


def _counts(rate: Rate) -> list[tuple[str, int]]:
    """Parties due by mark. Of a published figure only Yes, reported and due are known."""
    yes, reported, due = rate.yes or 0, rate.reported or 0, rate.due or 0
    silent = rate.not_reported or 0
    found = [("yes", yes)]
    if rate.no is not None:
        found += [
            ("no", rate.no),
            ("not_applicable", rate.not_applicable or 0),
            ("not_answered", rate.not_answered or 0),
        ]
    else:
        found.append(("no", reported - yes))
    return [*found, ("not_reported", silent), ("absent", due - reported - silent)]


def _names(selection: Selection, say: Language) -> dict[str, str]:
    """What each mark says of a Party; of the published figures less is known."""
    if selection.party_level:
        return {status: wording.status(status, say) for status in MARKS}
    return {
        "yes": say.text("reported the measure"),
        "no": say.text("other reporting Parties"),
        "not_reported": say.text("due, sent no report"),
        "absent": say.text("due, not known"),
    }


def _subtitle(name: str, frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    whole = frame["denominator"].dropna()
    cycle = say.text("{cycle} cycle", cycle=selection.cycle)
    where = say.list(selection.regions)
    share = (
        say.text(
            "share of the {parties}",
            parties=wording.denominator_counted(
                selection.of, whole.iloc[0], say, selection.invented
            ),
        )
        if len(whole.unique()) == 1
        else say.text(
            "share of {parties}",
            parties=wording.the_denominator(selection.of, say, selection.invented),
        )
    )
    share = share[:1].upper() + share[1:] if len(whole) else ""
    # The name last: in a narrow place what it is a share of must not be what is cut.
    return " · ".join(part for part in (share, cycle, where, name) if part)
