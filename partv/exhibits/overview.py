"""The overview exhibit: every Article of Part V, its indicators and their rates."""

from collections.abc import Sequence

import pandas as pd

from partv.address.selection import Selection
from partv.charts.hyperlinks import Link
from partv.charts.strips import strips
from partv.charts.theme import PALETTES
from partv.data.rate_rows import MeasureRate
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import Exhibit, drawn, nowhere, sees, sided
from partv.exhibits.extracts import extract
from partv.exhibits.headlines import headline
from partv.exhibits.links import article_column, article_link, onward_link
from partv.exhibits.native_charts import bars
from partv.exhibits.notes import flags, source_line, unofficial_titles, without_percentage
from partv.exhibits.rates import articles_frame, figures_of, rates_table
from partv.i18n import wording
from partv.i18n.language import Language, language


@sees("data", "cycle", "region", "article", "of", "sort")
def overview(
    store: Warehouse, selection: Selection, lang: str, theme: str, onward: Selection
) -> Exhibit:
    """The overview of a Selection, in a language, for the light or dark theme."""
    say = language(lang)
    frame = articles_frame(store, selection, lang)
    rows, figures = MeasureRate.read(frame), figures_of(frame)
    link, further = article_link(onward), onward_link(onward)
    stamp = wording.stamp(selection.invented, say)

    def chart(form: str, link: Link, onward: Link) -> dict:
        grouped = selection.sort == "article"
        return strips(rows, say, PALETTES[theme], form, link, onward, grouped)

    return Exhibit(
        key="overview",
        title=_title(frame, selection, say),
        subtitle=_subtitle(figures, selection, say),
        alt=_alt(frame, selection, say),
        figures=drawn(lambda form: chart(form, link, further), say, stamp),
        draw=sided(lambda form: chart(form, nowhere, nowhere), say),
        native=lambda: bars(rows, selection, say),
        marks=(),
        notes=_notes(frame, rows, selection, say),
        source=source_line(frame, say),
        table=rates_table(rows, say),
        extract=extract(store, selection, "rates"),
        slide_form="slide",
        leads={say.text("Article"): article_column(onward)},
        stamp=stamp,
        empty=figures.empty,
        headline=headline(frame, selection, say),
    )


def _title(frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    figures = figures_of(frame)
    if 0 < len(figures) <= 2:
        return headline(frame, selection, say).rstrip(".。")
    if figures.empty:
        return say.text("No figure is available for this choice")
    shares = figures["percent"].dropna()
    if shares.empty:
        return say.plural(
            "{n} measure has a published count", "{n} measures have a published count", len(figures)
        )
    parties = wording.the_denominator(selection.of, say, selection.invented)
    above = int((shares > 50).sum())
    return say.plural(
        "{n} of {measures} measures was reported by more than half of {parties}",
        "{n} of {measures} measures were reported by more than half of {parties}",
        above,
        measures=say.number(len(shares)),
        parties=parties,
    )


def _subtitle(figures: pd.DataFrame, selection: Selection, say: Language) -> str:
    whole = figures["denominator"].dropna()
    if whole.empty:
        return (
            say.text("Reporting cycle {cycle}", cycle=selection.cycle)
            if figures.empty
            else say.text(
                "Parties that reported each measure, {cycle} cycle", cycle=selection.cycle
            )
        )
    if selection.of == "answered" and selection.party_level:
        return say.text(
            "Parties that answered Yes, as a share of {parties}, {cycle} cycle",
            parties=wording.the_denominator(selection.of, say, selection.invented),
            cycle=selection.cycle,
        )
    return say.text(
        "Parties that reported each measure, as a share of the {parties} of the {cycle} cycle",
        parties=wording.denominator_counted(selection.of, whole.iloc[0], say, selection.invented),
        cycle=selection.cycle,
    )


def _alt(frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    figures = figures_of(frame)
    listed = say.list(
        say.text(
            "Article {article}, {indicator}: {figure}",
            article=row.article,
            indicator=row.indicator,
            figure=row.figure(say),
        )
        for row in MeasureRate.read(figures)
    )
    empty = frame[frame["yes"].isna()]["article"].unique()
    parts = [
        _title(frame, selection, say) + say.text("."),
        say.text("{sentence}.", sentence=listed) if listed else "",
    ]
    if len(empty):
        parts.append(
            say.plural(
                "Row without a number: Article {articles}.",
                "Rows without a number: Articles {articles}.",
                len(empty),
                articles=say.list(str(article) for article in empty),
            )
        )
    return " ".join(part for part in parts if part)


def _notes(
    frame: pd.DataFrame, rows: Sequence[MeasureRate], selection: Selection, say: Language
) -> tuple[str, ...]:
    notes = [*without_percentage(rows, selection.of, say), *flags(frame, say)]
    notes += unofficial_titles(frame[frame["indicator_id"].isna()], say)
    if selection.data == "published" and len(figures_of(frame)):
        notes.append(
            say.text(
                "How many Parties left a question blank is not published, so the highest possible "
                "rate is not known."
            )
        )
    return tuple(notes)
