"""The exhibit of every indicator by WHO region."""

from collections.abc import Sequence

import pandas as pd

from partv.address.selection import Selection
from partv.charts.heat import heat
from partv.charts.theme import PALETTES
from partv.data.rate_rows import Rate
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import Exhibit, drawn, nowhere, sees, sided
from partv.exhibits.extracts import extract
from partv.exhibits.links import article_column, article_link, cell_link, region_link
from partv.exhibits.native_charts import grid
from partv.exhibits.notes import Cited, cited, each_region, source_line
from partv.i18n import wording
from partv.i18n.language import Language, language


@sees("data", "cycle", "region", "article", "of")
def regions(
    store: Warehouse, selection: Selection, lang: str, theme: str, onward: Selection
) -> Exhibit:
    """Indicators by region, those of the Selection, and all of them together."""
    say = language(lang)
    frame = _frame(store, selection, say)
    link, to_region = article_link(onward), region_link(onward)
    to_chosen, to_all = cell_link(onward), cell_link(onward.changed(regions=()))
    everywhere = say.text("All")

    def to_cell(heading: str, article: int) -> str | None:
        return (to_all if heading == everywhere else to_chosen)(heading, article)

    rows = Rate.read(frame)
    largest = frame[frame["percent"].notna() & frame["alone"]]
    largest = largest[~_small(largest)]
    stamp = wording.stamp(selection.invented, say)
    # What was counted here bears no mark: its source is enough.
    found = (
        Cited(source_line(frame, say), ())
        if selection.party_level
        else cited(store, [selection.changed(regions=()), *each_region(selection)], lang)
    )
    return Exhibit(
        key="regions",
        title=_title(largest, say),
        subtitle=say.text(
            "Parties that answered Yes, of {parties}, by WHO region, {cycle} cycle",
            parties=wording.the_denominator(selection.of, say, selection.invented),
            cycle=selection.cycle,
        ),
        alt=_title(largest, say) + say.text("."),
        figures=drawn(
            lambda form: heat(rows, say, PALETTES[theme], form, link, to_region, to_cell),
            say,
            stamp,
        ),
        draw=sided(
            lambda form: heat(rows, say, PALETTES[theme], form, nowhere, nowhere, nowhere), say
        ),
        native=lambda: grid(rows, say),
        marks=_marks(rows, say),
        notes=found.notes,
        source=found.source,
        table=_table(rows, say),
        extract=extract(store, selection.changed(by="region"), "rates"),
        slide_form="slide",
        leads={say.text("Article"): article_column(onward)},
        stamp=stamp,
        empty=bool(frame["yes"].isna().all()),
    )


def _frame(store: Warehouse, selection: Selection, say: Language) -> pd.DataFrame:
    """``queries/rates.sql`` of all regions, of those chosen together, and of each of them.

    ``column`` is the heading, ``alone`` whether the row is of one region.
    """
    parameters = selection.parameters()
    parts = [store.ask("rates", **parameters | {"regions": []})]
    parts[0]["column"] = say.text("All")
    if len(selection.regions) > 1:
        parts.append(store.ask("rates", **parameters))
        # More names than two are wider than a column; the line under the heading has them all.
        few = len(selection.regions) == 2
        parts[-1]["column"] = say.list(selection.regions) if few else say.text("together")
    split = store.ask("rates", **parameters | {"by_region": True})
    split["column"] = split["region"]
    frame = pd.concat([*parts, split], ignore_index=True)
    frame["alone"] = frame["column"] == frame["region"]
    frame["indicator"] = [say.text(text) for text in frame["indicator"]]
    frame["document"] = [say.text(t) if wording.known(t) else None for t in frame["document"]]
    frame["quotes"] = None
    return frame.sort_values("article", kind="stable").reset_index(drop=True)


def _marks(rows: Sequence[Rate], say: Language) -> tuple[str, ...]:
    marks = {
        say.text("┈ dashed frame: fewer than ten Parties, no percentage"): any(
            rate.small and rate.known and rate.denominator for rate in rows
        ),
        say.text("¶ free text, not counted"): any(rate.basis == "free_text" for rate in rows),
    }
    return tuple(mark for mark, shown in marks.items() if shown)


def _small(frame: pd.DataFrame) -> pd.Series:
    return frame["small"].fillna(False).astype(bool)


def _title(largest: pd.DataFrame, say: Language) -> str:
    """Where the regions lie furthest apart, small groups left out."""
    if largest.empty:
        return say.text("By WHO region, each figure with its denominator")
    spread = largest.groupby("indicator")["percent"].agg(["min", "max", "count"])
    spread = spread[spread["count"] > 1]
    if spread.empty:
        return say.text("By WHO region, each figure with its denominator")
    widest = (spread["max"] - spread["min"]).idxmax()
    rows = largest[largest["indicator"] == widest].sort_values("percent")
    low, *_, high = Rate.read(rows)
    return say.text(
        "Regions of ten Parties or more differ most on: {indicator} ({high_region} {high}, "
        "{low_region} {low})",
        indicator=widest,
        high_region=high.column,
        high=high.count_of(say),
        low_region=low.column,
        low=low.count_of(say),
    )


def _table(rows: Sequence[Rate], say: Language) -> pd.DataFrame:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        entry = found.setdefault(
            row.indicator_id or "",
            {say.text("Article"): str(row.article), say.text("Measure"): row.indicator or ""},
        )
        entry[row.column or ""] = row.figure(say)
    return pd.DataFrame(list(found.values()))
