"""The charts of exhibits as PowerPoint draws them: native, from the same frames."""

import pandas as pd

from partv.address.selection import Selection
from partv.charts.marks import MARKS
from partv.charts.theme import LIGHT
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


def bars(frame: pd.DataFrame, selection: Selection, say: Language) -> Bars:
    """Rates, from the columns of ``queries/overview.sql``."""
    rows = [
        BarRow(
            f"{row['article']} · {row['indicator'] if known else row['title']}",
            _number(row["percent"]),
            wording.figure(row, say),
            _number(row["low"]),
            _number(row["high"]),
        )
        for row in frame.to_dict("records")
        for known in [wording.known(row["indicator"])]
    ]
    return Bars(
        rows,
        say.text("Reported the measure"),
        wording.denominator_name(selection.of, say, selection.invented),
        say.text("Lowest possible"),
        say.text("Highest possible"),
    )


def grid(frame: pd.DataFrame, say: Language) -> Grid:
    """Rates by region: ``queries/rates.sql`` with ``column``, the heading of each region."""
    columns = list(dict.fromkeys(frame["column"]))
    rows = []
    for (article, indicator), cells in frame.groupby(["article", "indicator"], sort=False):
        by_column = {row["column"]: row for row in cells.to_dict("records")}
        rows.append(
            (
                f"{article} · {indicator}",
                [_cell(by_column.get(column), say) for column in columns],
            )
        )
    return Grid(say.text("Measure"), columns, rows, LIGHT.scale)


def pairs(frame: pd.DataFrame, before: int, after: int, say: Language) -> Pairs:
    """Two cycles, from the columns of ``queries/panel.sql``."""

    def value(row: dict, part: str, whole: str, percent: str) -> Value:
        if not wording.known(row[part]) or not wording.known(row[whole]):
            return Value(None, "–")
        counts = {"count": say.number(row[part]), "whole": say.number(row[whole])}
        return Value(_number(row[percent]), say.text("{count} of {whole}", **counts))

    rows = [
        PairRow(
            f"{row['article']} · {row['indicator']}",
            (
                value(row, "base_rate_yes", "base_rate_whole", "base_rate_percent"),
                value(row, "rate_yes", "rate_whole", "rate_percent"),
            ),
            (
                value(row, "base_yes", "both", "base_percent"),
                value(row, "yes", "both", "percent"),
            ),
        )
        for row in frame.to_dict("records")
    ]
    return Pairs(
        rows,
        (str(before), str(after)),
        say.text("All Parties"),
        say.text("The same Parties"),
        bool(frame["comparable"].all()),
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


def _cell(row: dict | None, say: Language) -> Cell:
    if row is None:
        return Cell("")
    text = wording.figure(row, say)
    if not wording.known(row["percent"]) or wording.is_small(row):
        return Cell(text)
    classes = len(LIGHT.scale)
    return Cell(text, min(int(float(row["percent"]) // (100 / classes)), classes - 1))


def _number(value: object) -> float | None:
    return float(value) if wording.known(value) else None
