"""The heat map: indicators down, regions across, the figure in every cell.

Colour repeats what the cell says, on one sequential scale. A cell of fewer than ten Parties bears
a fraction and a dashed frame instead of colour: a share of two Parties is no shade of blue. Made in
three steps: what is shown, where it is, how Plotly draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from partv.charts.hyperlinks import CellLink, Link, RegionLink, led, over
from partv.charts.layout import hidden_axis, layout, words
from partv.charts.theme import Palette
from partv.data.rate_rows import Rate
from partv.i18n.language import Language
from partv.text.cells import anchor, cells, escape, fitted, wrap
from partv.text.typeset import widest


@dataclass(frozen=True)
class _Form:
    """Measures in pixels. ``label`` is the width of the label column in cells, ``columns`` that of
    a label's line in character cells. For the smallest window that has the form: ``reach``, the
    width of a cell's link, and ``room``, that of a line of a label."""

    size: int
    label: float
    height: int
    columns: int
    reach: int
    room: float = inf


_FORMS = {
    "wide": _Form(14, 5.2, 44, 58, 68, 320),
    "large": _Form(19, 4.6, 58, 58, 120, 600),
    "slide": _Form(24, 5.2, 34, 60, 120),
    "narrow": _Form(11, 0, 34, 44, 36),
}

_KEY = 2.4
"""The height of the key of colours and the space above it, in em."""


@dataclass(frozen=True)
class _Cell:
    """What is to be shown of a rate."""

    column: int
    text: str
    hover: str
    share: float | None
    """What the colour says; None without a percentage."""
    counted: bool
    small: bool
    """Too few Parties for a percentage: the frame says so."""
    address: str | None


@dataclass(frozen=True)
class _Row:
    """What is to be shown of an indicator."""

    article: int
    indicator: str
    address: str | None
    cells: list[_Cell]


@dataclass(frozen=True)
class _Grid:
    """Where rows and columns are: pixels down, cells across."""

    form: _Form
    above: float
    """Room for a label above its row; labels stand beside their rows where it is 0."""
    lines: list[list[str]]
    """The label of each row."""
    middles: list[float]
    """The middle of each row's cells."""
    columns: int

    @property
    def step(self) -> float:
        """From one row to the next."""
        return self.form.height + self.above


def heat(
    rates: Sequence[Rate],
    language: Language,
    palette: Palette,
    form: str,
    link: Link,
    to_region: RegionLink,
    to_cell: CellLink,
) -> dict:
    """Return a Plotly figure, as a dict: a row an indicator, a column a region and one for all.

    ``rates`` have a ``column``, the heading of their region, and texts in ``language``. ``link``
    leads from an Article on, ``to_region`` from a heading, ``to_cell`` from a cell.
    """
    headings = list(dict.fromkeys(rate.column or "" for rate in rates))
    rows = _shown(rates, headings, language, form, link, to_cell)
    grid = _placed(rows, len(headings), form)
    shaded = any(cell.share is not None for row in rows for cell in row.cells)
    key = [language.text("Share"), *_classes(language, len(palette.scale))] if shaded else []
    return _drawn([(name, to_region(name)) for name in headings], rows, key, grid, palette)


def _shown(
    rates: Sequence[Rate],
    headings: list[str],
    language: Language,
    form: str,
    link: Link,
    to_cell: CellLink,
) -> list[_Row]:
    rows: dict[tuple[int, str], _Row] = {}
    for rate in rates:
        column, indicator = rate.column or "", rate.indicator or ""
        new = _Row(rate.article, indicator, link(rate.article), [])
        head = f"<b>{escape(language.pair(column, rate.figure(language)))}</b>"
        cell = _Cell(
            column=headings.index(column),
            text=_text(rate, language, form),
            hover="<br>".join([head, *map(escape, wrap(indicator, 60))]),
            share=rate.share,
            counted=rate.known and rate.denominator != 0,
            small=bool(rate.small and rate.known and rate.denominator),
            address=to_cell(column, rate.article),
        )
        rows.setdefault((rate.article, indicator), new).cells.append(cell)
    return list(rows.values())


def _text(rate: Rate, language: Language, form: str) -> str:
    """What a cell says: on a screen the share stands under the count, where there is one."""
    if rate.yes is None or rate.denominator == 0:
        return {"free_text": "¶", "no_figure": "–"}.get(rate.basis, "–")
    if form == "narrow":
        if rate.denominator is None:
            return language.number(rate.yes)
        return f"{language.number(rate.yes)}/{language.number(rate.denominator)}"
    if form == "slide":
        return escape(rate.count_of(language))
    return "<br>".join(
        map(escape, filter(None, (rate.count_of(language), rate.percentage(language))))
    )


def _classes(language: Language, count: int) -> list[str]:
    """The limits of each class of the scale, as ``20–40%``."""
    limits = [100 / count * place for place in range(count + 1)]
    side = "\N{LEFT-TO-RIGHT MARK}" if language.direction == "rtl" else ""
    return [
        # Begun by a mark, the dash stays between its numbers where all else runs to the left.
        f"{side}{language.number(int(low))}–{language.percent(int(high))}"
        for low, high in pairwise(limits)
    ]


def _placed(rows: Sequence[_Row], columns: int, form: str) -> _Grid:
    shape = _FORMS[form]
    labels = [row.indicator for row in rows]
    if form == "slide":
        # Labels on one line, as two are higher than a row; columns as wide as their figures need.
        figures = [cell.text for row in rows for cell in row.cells]
        wide = widest(labels, shape.size) + 4 * shape.size
        shape = replace(
            shape,
            label=wide / (widest(figures, shape.size) + shape.size),
            columns=max(map(cells, labels), default=1),
        )
    if form == "narrow":
        # Above its row a label takes the lines that it needs; all rows are alike.
        lines = [wrap(label, shape.columns) for label in labels]
        above = max(map(len, lines), default=1) * (shape.size + 3) + 3
    else:
        lines = [fitted(label, shape.columns, shape.size, shape.room) for label in labels]
        above = 0
    step = shape.height + above
    middles = [number * step + step - shape.height / 2 for number in range(len(rows))]
    return _Grid(shape, above, lines, middles, columns)


def _drawn(
    headings: Sequence[tuple[str, str | None]],
    rows: Sequence[_Row],
    key: Sequence[str],
    grid: _Grid,
    palette: Palette,
) -> dict:
    form, texts, shapes = grid.form, [], []
    for index, (heading, address) in enumerate(headings):
        name = words(f"<b>{escape(heading)}</b>", form.label + index + 0.5, -form.size, "center")
        texts.append(led(name, address, palette.text, pad=4))
    for number, row in enumerate(rows):
        texts += _label(row, number, grid, palette)
        middle = grid.middles[number]
        for cell in row.cells:
            shapes.append(_frame(cell, middle, form, palette))
            x = form.label + cell.column + 0.5
            texts += over(x, middle, form.reach, form.height - 4, cell.address, cell.hover)
    total = len(rows) * grid.step
    if key and not grid.above:  # a phone has no column for it
        middle = total + (_KEY - 0.85) * form.size
        texts.append(words(escape(key[0]), form.label - 0.12, middle, "right"))
    for place, limits in enumerate(key[1:]):
        texts.append(_limits(limits, place, total, grid, palette))
        shapes.append(_swatch(place, total, grid, palette))
    total += _KEY * form.size * bool(key)
    figure = layout(palette, form.size, total + 2 * form.size + 8, (2, 4, 2, 4))
    figure["xaxis"] = hidden_axis(0, form.label + grid.columns)
    figure["yaxis"] = hidden_axis(total, -2 * form.size)
    figure |= {"shapes": shapes, "annotations": texts}
    return {"data": [_figures(rows, grid, palette)], "layout": figure}


def _label(row: _Row, number: int, grid: _Grid, palette: Palette) -> list[dict]:
    ref = f"<b>{anchor(row.address, f'<u>{row.article}</u>', palette.text)}</b>"
    lines, middle = "<br>".join(map(escape, grid.lines[number])), grid.middles[number]
    if grid.above:
        y = number * grid.step + grid.above / 2
        return [words(f"{ref} {lines}", 0, y, "left", captureevents=True)]
    return [
        words(lines, grid.form.label - 0.12, middle, "right"),
        words(ref, 0, middle, "left", captureevents=True),
    ]


def _frame(cell: _Cell, middle: float, form: _Form, palette: Palette) -> dict:
    fill, _, dash = _look(cell, palette)
    left = form.label + cell.column
    # The dotted frame says something: it is seen on any paper.
    edge = palette.muted if dash == "dot" else palette.track
    return {
        "type": "rect",
        "layer": "below",
        "x0": left + 0.02,
        "x1": left + 0.98,
        "y0": middle - form.height / 2 + 1.5,
        "y1": middle + form.height / 2 - 1.5,
        "fillcolor": fill,
        "line": {"color": edge, "width": 1, "dash": dash},
    }


def _swatch(place: int, top: float, grid: _Grid, palette: Palette) -> dict:
    """A class of the scale under the grid, which ends at ``top``; all of them are as wide as it."""
    wide, size = grid.columns / len(palette.scale), grid.form.size
    left = grid.form.label + place * wide
    return {
        "type": "rect",
        "layer": "below",
        "x0": left + 0.02,
        "x1": left + wide - 0.02,
        "y0": top + (_KEY - 1.7) * size,
        "y1": top + _KEY * size,
        "fillcolor": palette.scale[place][0],
        "line": {"color": palette.track, "width": 1, "dash": "solid"},
    }


def _limits(limits: str, place: int, top: float, grid: _Grid, palette: Palette) -> dict:
    wide, size = grid.columns / len(palette.scale), grid.form.size
    x, y = grid.form.label + (place + 0.5) * wide, top + (_KEY - 0.85) * size
    font = {"color": palette.scale[place][1], "size": size}
    return words(escape(limits), x, y, "center", font=font)


def _figures(rows: Sequence[_Row], grid: _Grid, palette: Palette) -> dict:
    """What the cells say, and what hovering shows."""
    placed = [
        (cell, middle) for row, middle in zip(rows, grid.middles, strict=True) for cell in row.cells
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [grid.form.label + cell.column + 0.5 for cell, _ in placed],
        "y": [middle for _, middle in placed],
        "text": [cell.text for cell, _ in placed],
        "textfont": {"color": [_look(cell, palette)[1] for cell, _ in placed]},
        "cliponaxis": False,
        "customdata": [cell.hover for cell, _ in placed],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _look(cell: _Cell, palette: Palette) -> tuple[str, str, str]:
    """Fill, ink and frame of a cell."""
    if cell.share is None:
        ink = palette.text if cell.counted else palette.muted
        return palette.background, ink, "dot" if cell.small else "solid"
    classes = len(palette.scale)
    return *palette.scale[min(int(cell.share // (100 / classes)), classes - 1)], "solid"
