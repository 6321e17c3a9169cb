"""The exhibit of two cycles side by side: all reporters, and the same Parties."""

from collections.abc import Sequence

import pandas as pd

from partv.address.selection import Selection
from partv.charts.dumbbell import dumbbell
from partv.charts.theme import PALETTES
from partv.data.rate_rows import PairedRate, Rate
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import Exhibit, drawn, nowhere, sees, sided
from partv.exhibits.extracts import extract
from partv.exhibits.links import article_column, article_link
from partv.exhibits.native_charts import pairs
from partv.exhibits.notes import cited, small_groups
from partv.i18n import wording
from partv.i18n.language import Language, language


@sees("data", "cycle", "region", "article", "of", "base")
def cycles(
    store: Warehouse, selection: Selection, lang: str, theme: str, onward: Selection
) -> Exhibit:
    """The Selection's cycle against its base cycle, in order of time."""
    say = language(lang)
    ordered = selection.in_order()
    frame = store.ask("panel", **ordered.parameters())
    frame["indicator"] = [say.text(text) for text in frame["indicator"]]
    rows, before, after = PairedRate.read(frame), ordered.base_cycle, ordered.cycle
    link = article_link(onward)
    notes = []
    if len(frame) and not frame["comparable"].all():
        notes.append(
            say.text(
                "// Series break: the reporting instrument was redesigned between {before} and "
                "{after}. The figures stand side by side and are not joined.",
                before=before,
                after=after,
            )
        )
    groups = [(rate.small, rate.denominator) for row in rows for rate in row.everyone]
    groups += [(share.small, share.whole) for row in rows for share in row.same or ()]
    if any(small and whole for small, whole in groups):
        notes.append(small_groups(say))
    found = None
    if not selection.party_level:
        found = cited(store, [ordered.changed(cycle=before, base=0), ordered], lang)
        notes += [*_others(rows, say), *found.notes]
    title = (
        _published_title(rows, before, after, say)
        if rows and not selection.party_level
        else _title(frame, before, after, selection, say)
    )
    stamp = wording.stamp(selection.invented, say)
    return Exhibit(
        key="cycles",
        title=title,
        subtitle=_subtitle(before, after, selection, say),
        alt=title + say.text("."),
        figures=drawn(lambda form: dumbbell(rows, say, PALETTES[theme], form, link), say, stamp),
        draw=sided(lambda form: dumbbell(rows, say, PALETTES[theme], form, nowhere), say),
        native=lambda: pairs(rows, before, after, say),
        marks=_marks(rows, before, after, say),
        notes=tuple(notes),
        source=found.source if found else _source(selection, say),
        table=(_table if selection.party_level else _published_table)(rows, before, after, say),
        extract=extract(store, selection, "panel"),
        slide_form="slide",
        leads={say.text("Article"): article_column(onward)},
        stamp=stamp,
        empty=frame.empty,
    )


def _marks(rows: Sequence[PairedRate], before: int, after: int, say: Language) -> tuple[str, ...]:
    """What each mark that is drawn in the chart means."""
    texts = (
        say.text("○ {before}", before=before),
        say.text("● {after}", after=after),
        say.text("◇ {before}, same Parties", before=before),
        say.text("◆ {after}, same Parties", after=after),
    )
    drawn = zip(*((*row.everyone, *(row.same or (None, None))) for row in rows), strict=True)
    shown = [any(share and share.share is not None for share in shares) for shares in drawn]
    return tuple(text for text, seen in zip(texts, shown, strict=bool(rows)) if seen)


def _source(selection: Selection, say: Language) -> str:
    name = wording.dataset(selection.data, say)
    answers = (
        say.text("Invented demonstration data")
        if selection.invented
        else say.text("answers of the data set {name}", name=name)
    )
    return say.text("Source: {sources}.", sources=answers)


def _others(rows: Sequence[PairedRate], say: Language) -> list[str]:
    """That published figures of two cycles are of different Parties, where both have some."""
    if not all(any(row.everyone[side].told for row in rows) for side in (0, 1)):
        return []
    note = say.text(
        "The Parties that reported are not the same in both cycles. The published figures name "
        "none, so the same Parties cannot be followed."
    )
    return [note]


def _subtitle(before: int, after: int, selection: Selection, say: Language) -> str:
    parties = wording.the_denominator(selection.of, say, selection.invented)
    if not selection.party_level:
        return say.text(
            "Parties that reported each measure in {before} and in {after}, of {parties}",
            before=before,
            after=after,
            parties=parties,
        )
    return say.text(
        "Parties that answered Yes in {before} and in {after}, of {parties}; and among "
        "the Parties that reported in both cycles",
        before=before,
        after=after,
        parties=parties,
    )


def _title(
    frame: pd.DataFrame, before: int, after: int, selection: Selection, say: Language
) -> str:
    if frame.empty:
        return say.text(
            "Nothing to compare between {before} and {after}", before=before, after=after
        )
    both = int(frame["both"].max())
    if not frame["comparable"].all():
        return say.plural(
            "{before} and {after} used different instruments; {n} of {parties} is in both",
            "{before} and {after} used different instruments; {n} of {parties} are in both",
            both,
            parties=wording.the_denominator("reported", say, selection.invented),
            before=before,
            after=after,
        )
    up = int((frame["yes"] > frame["base_yes"]).sum())
    return say.plural(
        "Among the {parties} of both {before} and {after}, {n} of {all} measures was "
        "answered Yes more often in {after}",
        "Among the {parties} of both {before} and {after}, {n} of {all} measures were "
        "answered Yes more often in {after}",
        up,
        parties=wording.denominator_counted("reported", both, say, selection.invented),
        all=say.number(len(frame)),
        before=before,
        after=after,
    )


def _published_title(rows: Sequence[PairedRate], before: int, after: int, say: Language) -> str:
    """What two cycles of published figures show; of two instruments nothing is compared."""
    was, now = ([row.everyone[side].told for row in rows] for side in (0, 1))
    for cycle, other, known, unknown in ((after, before, now, was), (before, after, was, now)):
        if not any(unknown):
            return say.plural(
                "{n} measure has a published figure for {cycle}; for {other} none is known",
                "{n} measures have a published figure for {cycle}; for {other} none is known",
                sum(known),
                cycle=cycle,
                other=other,
            )
    in_both = [row.everyone for row, a, b in zip(rows, was, now, strict=True) if a and b]
    if not all(row.comparable for row in rows):
        return say.plural(
            "{before} and {after} used different instruments; {n} measure has a figure in both",
            "{before} and {after} used different instruments; {n} measures have a figure in both",
            len(in_both),
            before=before,
            after=after,
        )
    shares = [(a.percent, b.percent) for a, b in in_both]
    up = sum(b > a for a, b in shares if a is not None and b is not None)
    return say.plural(
        "{n} of {all} measures with a figure in {before} and {after} has a larger share in {after}",
        "{n} of {all} measures with a figure in {before} and {after} have a larger share in "
        "{after}",
        up,
        all=say.number(len(in_both)),
        before=before,
        after=after,
    )


def _published_table(
    rows: Sequence[PairedRate], before: int, after: int, say: Language
) -> pd.DataFrame:
    """The published figures of both cycles, as printed, with their marks."""

    def figure(rate: Rate) -> str:
        return say.text("not known") if rate.basis == "no_figure" else rate.figure(say)

    return pd.DataFrame(
        [
            {
                say.text("Article"): str(row.article),
                say.text("Measure"): row.indicator,
                str(before): figure(row.everyone[0]),
                str(after): figure(row.everyone[1]),
            }
            for row in rows
        ]
    )


def _table(rows: Sequence[PairedRate], before: int, after: int, say: Language) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                say.text("Article"): str(row.article),
                say.text("Measure"): row.indicator,
                say.text("{cycle}, all", cycle=before): row.everyone[0].fraction(say),
                say.text("{cycle}, all", cycle=after): row.everyone[1].fraction(say),
                say.text("{cycle}, same Parties", cycle=before): row.same[0].fraction(say),
                say.text("{cycle}, same Parties", cycle=after): row.same[1].fraction(say),
                say.text("No to Yes"): say.number(row.gained),
                say.text("Yes to No"): say.number(row.lost),
                say.text("Newly reporting"): say.number(row.newly_reporting),
                say.text("of these Yes"): say.number(row.newly_yes),
            }
            for row in rows
        ]
    )
