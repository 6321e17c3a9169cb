"""The exhibit of two cycles side by side: all reporters, and the same Parties."""

from collections.abc import Sequence

import pandas as pd

from partv.address.selection import Selection
from partv.charts.dumbbell import dumbbell
from partv.charts.theme import PALETTES
from partv.data.rate_rows import PairedRate, Share
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import Exhibit, drawn, nowhere, sees, sided
from partv.exhibits.extracts import extract
from partv.exhibits.links import article_column, article_link
from partv.exhibits.native_charts import pairs
from partv.exhibits.notes import small_groups
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
    if any(share.small and share.whole for row in rows for share in (*row.everyone, *row.same)):
        notes.append(small_groups(say))
    stamp = wording.stamp(selection.invented, say)
    return Exhibit(
        key="cycles",
        title=_title(frame, before, after, selection, say),
        subtitle=say.text(
            "Parties that answered Yes in {before} and in {after}, of {parties}; and among "
            "the Parties that reported in both cycles",
            before=before,
            after=after,
            parties=wording.the_denominator(selection.of, say, selection.invented),
        ),
        alt=_title(frame, before, after, selection, say) + say.text("."),
        figures=drawn(lambda form: dumbbell(rows, say, PALETTES[theme], form, link), say, stamp),
        draw=sided(lambda form: dumbbell(rows, say, PALETTES[theme], form, nowhere), say),
        native=lambda: pairs(rows, before, after, say),
        marks=_marks(rows, before, after, say),
        notes=tuple(notes),
        source=say.text("Source: {sources}.", sources=_source(selection, say)),
        table=_table(rows, before, after, say),
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
    drawn = zip(*((*row.everyone, *row.same) for row in rows), strict=True)
    shown = [any(share.shown is not None for share in shares) for shares in drawn]
    return tuple(text for text, seen in zip(texts, shown, strict=bool(rows)) if seen)


def _source(selection: Selection, say: Language) -> str:
    if selection.invented:
        return say.text("Invented demonstration data")
    return say.text("answers of the data set {name}", name=wording.dataset(selection.data, say))


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


def _table(rows: Sequence[PairedRate], before: int, after: int, say: Language) -> pd.DataFrame:
    def fraction(share: Share) -> str:
        return share.fraction(say) if share.known else ""

    return pd.DataFrame(
        [
            {
                say.text("Article"): str(row.article),
                say.text("Measure"): row.indicator,
                say.text("{cycle}, all", cycle=before): fraction(row.everyone[0]),
                say.text("{cycle}, all", cycle=after): fraction(row.everyone[1]),
                say.text("{cycle}, same Parties", cycle=before): fraction(row.same[0]),
                say.text("{cycle}, same Parties", cycle=after): fraction(row.same[1]),
                say.text("No to Yes"): say.number(row.gained),
                say.text("Yes to No"): say.number(row.lost),
                say.text("Newly reporting"): say.number(row.newly_reporting),
                say.text("of these Yes"): say.number(row.newly_yes),
            }
            for row in rows
        ]
    )
