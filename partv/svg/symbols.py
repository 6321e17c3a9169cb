"""The marks of our charts as SVG, in Plotly's shapes and sizes."""

from math import sqrt

from partv.svg.markup import number
from partv.svg.unsupported import Unsupported, ink

# Corners of a mark of radius 1 around the origin.
_CORNERS = {
    "diamond": ((1.3, 0), (0, 1.3), (-1.3, 0), (0, -1.3)),
    "square": ((1, 1), (-1, 1), (-1, -1), (1, -1)),
    "triangle-up": ((-2 / sqrt(3), 0.5), (2 / sqrt(3), 0.5), (0, -1)),
    "hexagon": (
        (sqrt(3) / 2, -0.5),
        (sqrt(3) / 2, 0.5),
        (0, 1),
        (-sqrt(3) / 2, 0.5),
        (-sqrt(3) / 2, -0.5),
        (0, -1),
    ),
}
_STROKES = {
    "line-ew": (((1.4, 0), (-1.4, 0)),),
    "x-thin": (((1, 1), (-1, -1)), ((1, -1), (-1, 1))),
}


def mark(symbol: str, x: float, y: float, size: float, color: str, line: dict) -> str:
    """A mark of Plotly's ``symbol`` and ``size`` (its diameter) around ``x``, ``y``.

    ``line`` has ``width`` and, for filled symbols, ``color``. Raises ``Unsupported`` for a symbol
    that no chart of ours had so far.
    """
    base, opened, dotted = symbol, False, False
    if base.endswith("-dot"):
        base, dotted = base.removesuffix("-dot"), True
    if base.endswith("-open"):
        base, opened = base.removesuffix("-open"), True
    if dotted and not opened:
        raise Unsupported(f"symbol {symbol}")
    color = ink(color)
    radius, stroke = size / 2, line.get("width", 0)
    if opened:
        # As in Plotly, an open mark has a line at any rate, in the colour of the mark.
        look = f'fill="none" stroke="{color}" stroke-width="{number(stroke or 1)}"'
    else:
        look = f'fill="{color}"'
        if stroke:
            look += f' stroke="{ink(line["color"])}" stroke-width="{number(stroke)}"'
    at = f'cx="{number(x)}" cy="{number(y)}"'
    if base == "circle":
        circle = f'<circle class="mark" {at} r="{number(radius)}" {look}/>'
        dot = f'<circle {at} r="{number(stroke * 0.75)}" fill="{color}"/>' if dotted else ""
        return circle + dot
    if dotted:
        raise Unsupported(f"symbol {symbol}")
    if base in _CORNERS:
        path = _through(_CORNERS[base], x, y, radius) + "Z"
    elif base in _STROKES and opened:
        path = "".join(_through(points, x, y, radius) for points in _STROKES[base])
    else:
        raise Unsupported(f"symbol {symbol}")
    return f'<path class="mark" d="{path}" {look}/>'


def _through(points: tuple, x: float, y: float, radius: float) -> str:
    places = (f"{number(x + a * radius)} {number(y + b * radius)}" for a, b in points)
    return "M" + "L".join(places)
