"""The unit chart of a slide: a mark for every Party that was due, and the figure beside it, large.

For the back row of a room: what share of the Parties it is can be seen before it is read. Drawn at
the size of ``WIDTH`` by ``HEIGHT`` pixels; a picture scales it as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from partv.charts.layout import hidden_axis, layout, words
from partv.charts.marks import MARKS
from partv.charts.theme import Palette
from partv.text import typeset
from partv.text.cells import escape, wrap

WIDTH, HEIGHT = 1800, 660
_LEFT = 760
"""Pixels for the words; the marks stand to the right of them."""
_GAP = 36
_LARGEST = 90
"""From one mark to the next, in pixels, where there is room."""


@dataclass(frozen=True)
class Units:
    """A measure: its name, its figure in words, and how many Parties bear each mark."""

    label: str
    figure: str
    """ "39 of 62", or which kind of missing it is."""
    share: str
    """ "63%"; empty where there is none."""
    statement: str
    """What was printed, where there is no number."""
    counts: tuple[tuple[str, int], ...]
    """Status and number of Parties, in the order in which they are drawn."""


def units(measures: Sequence[Units], palette: Palette) -> dict:
    """A Plotly figure, as a dict: a block a measure, its marks in a grid."""
    height = HEIGHT / max(len(measures), 1)
    texts: list[dict] = []
    xs: list[float] = []
    ys: list[float] = []
    symbols: list[str] = []
    inks: list[str] = []
    sizes: list[float] = []
    rules = []
    for number, measure in enumerate(measures):
        top = number * height
        if number:
            line = {"color": palette.track, "width": 1}
            rules.append(
                {"type": "line", "layer": "below", "x0": 0, "x1": WIDTH, "y0": top, "y1": top}
                | {"line": line}
            )
        texts += _words(measure, top, height, palette, len(measures))
        places, size = _grid(sum(n for _, n in measure.counts), top, height)
        statuses = [status for status, n in measure.counts for _ in range(n)]
        for (x, y), status in zip(places, statuses, strict=True):
            xs.append(x)
            ys.append(y)
            symbols.append(MARKS[status][0])
            inks.append(palette.accent if status == "yes" else palette.muted)
            sizes.append(size)
    figure = layout(palette, 26, HEIGHT, (0, 0, 0, 0))
    figure["xaxis"] = hidden_axis(0, WIDTH)
    figure["yaxis"] = hidden_axis(HEIGHT, 0)
    figure |= {"annotations": texts, "shapes": rules}
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": xs,
        "y": ys,
        "marker": {
            "symbol": symbols,
            "size": sizes,
            "color": inks,
            "line": {"color": inks, "width": 3},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return {"data": [trace] if xs else [], "layout": figure}


def _words(measure: Units, top: float, height: float, palette: Palette, blocks: int) -> list[dict]:
    """Label above, figure below it; the statement where the marks would be without a number."""
    size, large = {1: (40, 120), 2: (34, 76)}.get(blocks, (30, 54))
    lines = wrap(measure.label, int(_LEFT / size * 1.75))
    step = size * 1.2
    full = len(lines) * step + large * 1.25
    y = top + max((height - full) / 2, 10)
    texts = [
        words("<br>".join(map(escape, lines)), 0, y, "left", yanchor="top", font={"size": size})
    ]
    figure = f"<b>{escape(measure.figure)}</b>"
    known = bool(measure.counts)
    font = {"size": large if known else size, "color": palette.text if known else palette.muted}
    y += len(lines) * step
    texts.append(words(figure, 0, y + 6, "left", yanchor="top", font=font))
    if measure.share:
        font = {"size": size, "color": palette.muted}
        # Shifted by pixels: the axis is stretched where the chart is scaled.
        beside = {"xshift": typeset.width(measure.figure, large, bold=True) + 24, "font": font}
        base = y + 6 + large * 1.02
        texts.append(words(escape(measure.share), 0, base, "left", yanchor="bottom", **beside))
    if measure.statement:
        lines = wrap(measure.statement, int((WIDTH - _LEFT - _GAP) / size * 1.9))
        text = "<br>".join(map(escape, lines))
        font = {"size": size}
        texts.append(words(text, _LEFT + _GAP, top + height / 2, "left", font=font))
    return texts


def _grid(count: int, top: float, height: float) -> tuple[list[tuple[float, float]], float]:
    """Places for ``count`` marks, row by row, and the size of a mark."""
    if not count:
        return [], 0
    width, high = WIDTH - _LEFT - _GAP, height - 48
    columns = ceil(sqrt(count * width / high))
    while ceil(count / columns) * (width / columns) > high:
        columns += 1
    step = min(width / columns, _LARGEST)
    rows = ceil(count / columns)
    first = top + (height - rows * step) / 2 + step / 2
    left = _LEFT + _GAP + step / 2
    places = [(left + i % columns * step, first + i // columns * step) for i in range(count)]
    return places, round(step * 0.62, 1)
