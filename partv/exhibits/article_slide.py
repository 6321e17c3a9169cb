"""The exhibit of one Article for a slide: a mark for every Party that was due."""

import pandas as pd

from partv import reading
from partv.charts.matrix import MARKS
from partv.charts.palette import PALETTES
from partv.charts.units import Units, units
from partv.exhibits.article import heading
from partv.exhibits.exhibit import Exhibit, remembered
from partv.exhibits.overview import articles_frame, headline, rates_table, source_line
from partv.exhibits.rows import extract
from partv.language import Language, language
from partv.selection import Selection
from partv.warehouse import Warehouse


@remembered
def article_slide(store: Warehouse, selection: Selection, lang: str, paper: str) -> Exhibit:
    """The Article of a Selection narrowed to one: its measures, counted Party by Party."""
    say = language(lang)
    top = heading(store, selection, lang)
    frame = articles_frame(store, selection, lang)
    rates = store.ask("rates", **selection.changed(by="all").parameters())
    counted = rates.set_index("indicator_id")
    measures = [
        _units(row, counted, say)
        for row in frame.to_dict("records")
        if row["indicator_id"] is not None and reading.known(row["indicator_id"])
    ]
    if not measures:
        measures = [Units(top.title, reading.missing(frame.iloc[0], say), "", top.note, ())]
    known = [row for row in frame.to_dict("records") if reading.known(row["yes"])]
    name = say.text("Article {article}: {title}", article=top.article, title=top.title)
    few = 0 < len(known) <= 2
    finding = headline(frame, selection, say).rstrip(".。") if few else name
    statuses = [status for measure in measures for status, _ in measure.counts]
    return Exhibit(
        key="article",
        title=finding,
        subtitle=_subtitle(name if few else "", frame, selection, say) if known else top.obligation,
        alt=" ".join(
            [name + say.text("."), *(say.pair(m.label, m.figure) + say.text(".") for m in measures)]
        ),
        figures={},
        draw=lambda form: units(measures, PALETTES[paper]),
        marks=_marks(statuses, selection, say),
        notes=(),
        source=source_line(frame, say) or say.text("Source: {sources}.", sources=top.source),
        table=rates_table(frame, say),
        extract=extract(store, selection.changed(by="all"), "rates"),
        stamp=reading.stamp(selection.invented, say),
        empty=not known,
    )


def _units(row: dict, counted: pd.DataFrame, say: Language) -> Units:
    counts: list[tuple[str, int]] = []
    rate = counted.loc[row["indicator_id"]]
    if reading.known(row["yes"]) and reading.known(rate["reported"]):
        counts = _counts(rate)
    statement = "" if reading.known(row["yes"]) else row["statement"] or row["note"] or ""
    return Units(
        label=row["indicator"],
        figure=reading.count_of(row, say) or reading.missing(row, say),
        share=reading.percent_of(row, say),
        statement=statement,
        counts=tuple((status, number) for status, number in counts if number),
    )


def _counts(rate: pd.Series) -> list[tuple[str, int]]:
    """Parties due by mark. Of a published figure only Yes, reported and due are known."""
    yes, reported, due = int(rate["yes"]), int(rate["reported"]), int(rate["due"])
    silent = int(rate["not_reported"]) if reading.known(rate["not_reported"]) else 0
    counts = [("yes", yes)]
    if reading.known(rate["no"]):
        counts += [(name, int(rate[name])) for name in ("no", "not_applicable", "not_answered")]
    else:
        counts.append(("no", reported - yes))
    return [*counts, ("not_reported", silent), ("absent", due - reported - silent)]


def _marks(statuses: list[str], selection: Selection, say: Language) -> tuple[str, ...]:
    names = {status: reading.status(status, say) for status in MARKS if selection.party_level} or {
        "yes": say.text("reported the measure"),
        "no": say.text("reported, not this measure"),
        "not_reported": say.text("due, sent no report"),
        "absent": say.text("due, not known"),
    }
    return tuple(f"{MARKS[s][1]} {names[s]}" for s in MARKS if s in statuses)


def _subtitle(name: str, frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    whole = frame["denominator"].dropna()
    parties = reading.denominator_name(selection.of, say, selection.invented)
    cycle = say.text("{cycle} cycle", cycle=selection.cycle)
    where = say.list(selection.regions)
    share = (
        say.text("share of the {n} {parties}", n=say.number(whole.iloc[0]), parties=parties)
        if len(whole.unique()) == 1
        else say.text("share of the {parties}", parties=parties)
    )
    return " · ".join(part for part in (name, share, cycle, where) if part)
