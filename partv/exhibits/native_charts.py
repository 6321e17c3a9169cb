"""The charts of exhibits as PowerPoint draws them: native, from the same frames."""

from collections.abc import Sequence

import pandas as pd

from partv.address.selection import Selection
from partv.charts.marks import MARKS
from partv.charts.theme import LIGHT
from partv.data.rate_rows import MeasureRate, PairedRate, Rate, Share
from partv.exports.office.slide_content import (
    BarRow,
    Bars,
    Cell,
    Grid,
    Kind,
    PairRow,
    Pairs,
    Stack,
    StackRow,
    Value,
    Words,
)
from partv.i18n import wording
from partv.i18n.language import Language


def bars(rates: Sequence[MeasureRate], selection: Selection, say: Language) -> Bars:
    """Return the rates of an Article or of all, a bar each."""
    rows = [
        BarRow(
            f"{row.article} · {row.label}",
            row.share,
            " · ".join(filter(None, (row.figure(say), row.no_percentage(say)))),
            *(row.ends or (None, None)),
        )
        for row in rates
    ]
    return Bars(
        rows,
        say.text("Reported the measure"),
        wording.denominator_name(selection.of, say, selection.invented),
        say.text("Lowest possible"),
        say.text("Highest possible"),
    )


def grid(rates: Sequence[Rate], say: Language) -> Grid:
    """Return the rates by region, a row an indicator; ``column`` heads the region of a rate."""
    columns = list(dict.fromkeys(rate.column or "" for rate in rates))
    rows: dict[str, dict[str, Cell]] = {}
    for rate in rates:
        label = f"{rate.article} · {rate.indicator}"
        rows.setdefault(label, {})[rate.column or ""] = _cell(rate, say)
    cells = [
        (label, [found.get(column, Cell("")) for column in columns])
        for label, found in rows.items()
    ]
    return Grid(say.text("Measure"), columns, cells, LIGHT.scale)


def pairs(rates: Sequence[PairedRate], before: int, after: int, say: Language) -> Pairs:
    """Return the rates of two cycles, among all reporters and among the same Parties."""

    def values(shares: tuple[Rate, Rate] | tuple[Share, Share]) -> tuple[Value, Value]:
        first, second = (Value(share.share, share.fraction(say)) for share in shares)
        return first, second

    rows = [
        PairRow(
            f"{row.article} · {row.indicator}",
            values(row.everyone),
            values(row.same) if row.same else None,
        )
        for row in rates
    ]
    return Pairs(
        rows,
        (str(before), str(after)),
        say.text("All Parties"),
        say.text("The same Parties"),
        all(row.comparable for row in rates),
        say.text("The reporting instrument was redesigned between the two cycles."),
    )


def counts(rows: list[tuple[str, dict[str, int]]], names: dict[str, str]) -> Stack | Words:
    """Parties by mark: a row a measure, in the order of ``MARKS``; ``names`` of the statuses."""
    found = [status for status in MARKS if any(row.get(status) for _, row in rows)]
    if not found:
        return Words([label for label, _ in rows])
    kinds = [Kind(status, names[status]) for status in found]
    return Stack(kinds, [StackRow(label, [row.get(s, 0) for s in found]) for label, row in rows])


def answered(frame: pd.DataFrame, say: Language) -> Stack | Words:
    """Parties by status for each measure, from the columns of ``queries/party_status.sql``."""
    rows = [
        (f"{article} · {indicator}", dict(cells["status"].value_counts()))
        for (article, indicator), cells in frame.groupby(["article", "indicator"], sort=False)
    ]
    rows = [(label, {name: int(n) for name, n in row.items()}) for label, row in rows]
    return counts(rows, {status: wording.status(status, say) for status in MARKS})


def _cell(rate: Rate, say: Language) -> Cell:
    if rate.share is None:
        return Cell(rate.figure(say))
    classes = len(LIGHT.scale)
    return Cell(rate.figure(say), min(int(rate.share // (100 / classes)), classes - 1))
