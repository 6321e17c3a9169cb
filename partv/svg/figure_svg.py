"""A chart drawn: the dict that ``partv/charts/`` makes, as SVG.

It covers what our charts are made of and refuses the rest (``Unsupported``), so that a new form of
chart cannot lose a mark unseen. Things stand where Plotly puts them in a browser;
``tests/browser/test_drawing.py`` measures that. A template is not looked at: which one a figure has
depends on the program it was made in, and our charts set all they need.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor

from partv.svg import markup, shape_paths, symbols
from partv.svg.axes import Axis, axis
from partv.svg.markup import number
from partv.svg.unsupported import ink, known, required
from partv.text import bidi

LINE = 1.3
"""From one baseline to the next, in em."""

_ASCENT, _DESCENT = 1.0, 0.326  # of the page's font, which Plotly centres texts by
_PAD = 2  # Plotly's own padding and border around an annotation
_CLEAR = ("rgba(0,0,0,0)",)
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
# By whether a line runs from right to left: which of its ends is on that side.
_ANCHORS = (
    {"left": "start", "center": "middle", "right": "end"},
    {"left": "end", "center": "middle", "right": "start"},
)


@dataclass(frozen=True)
class TextLabel:
    """A line of text in the drawing: its words, its box in pixels, its font size."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG elements, its top left corner at the origin."""

    body: str
    width: float
    height: float
    labels: tuple[TextLabel, ...]
    frames: tuple[tuple[float, float, float, float], ...]
    """The rectangles: left, top, right, bottom."""

    @property
    def smallest(self) -> float:
        """The size of the smallest text in pixels."""
        return min((label.size for label in self.labels), default=0.0)


def draw(figure: dict, width: float) -> Drawing:
    """A figure of ``partv/charts/`` drawn ``width`` pixels wide; its height is its own.

    Raises ``Unsupported`` (a ``ValueError``) for a figure with anything that is not drawn here.
    """
    known("figure", figure, "data layout")
    sheet = _Sheet(figure["layout"], width)
    for shape in sheet.layout.get("shapes", ()):
        if shape.get("layer") == "below":
            sheet.shape(shape)
    sheet.grid()
    for trace in figure["data"]:
        sheet.trace(trace)
    sheet.axes()
    for shape in sheet.layout.get("shapes", ()):
        if shape.get("layer", "above") == "above":
            sheet.shape(shape)
    for text in sheet.layout.get("annotations", ()):
        sheet.annotation(text)
    return Drawing(
        "\n".join(sheet.parts), width, sheet.height, tuple(sheet.labels), tuple(sheet.frames)
    )


class _Sheet:
    """The paper on which one figure is drawn, element by element."""

    def __init__(self, layout: dict, width: float) -> None:
        known(
            "layout",
            layout,
            "height margin font paper_bgcolor plot_bgcolor showlegend xaxis yaxis shapes"
            " annotations meta",
            "template dragmode hovermode hoverlabel",
        )
        required("paper_bgcolor", layout["paper_bgcolor"], *_CLEAR)
        required("plot_bgcolor", layout["plot_bgcolor"], *_CLEAR)
        required("showlegend", layout["showlegend"], False)
        known("margin", layout["margin"], "l r t b pad")
        meta = layout.get("meta", {})
        known("meta", meta, "direction")
        self.rtl = meta.get("direction") == "rtl"
        self.layout = layout
        self.height = float(layout["height"])
        self.size, self.color = layout["font"]["size"], layout["font"]["color"]
        self.parts: list[str] = []
        self.labels: list[TextLabel] = []
        self.frames: list[tuple[float, float, float, float]] = []
        margin = layout["margin"]
        self.left, self.top = margin["l"], margin["t"]
        self.width = width
        self.right, self.bottom = width - margin["r"], self.height - margin["b"]
        self.x = axis(layout["xaxis"], self.left, self.right - self.left, down=False)
        self.y = axis(layout["yaxis"], self.top, self.bottom - self.top, down=True)

    def _tick_labels(self) -> Iterator[tuple[markup.Spans, float, float, tuple, str]]:
        """Words, place on the baseline, font and alignment of each label of a tick."""
        for ruler in (self.x, self.y):
            if not ruler.given.get("showticklabels", True):
                continue
            font = self._font(ruler.given.get("tickfont", {}))
            for place, text in ruler.ticks():
                (spans,) = markup.parse(text)
                if ruler.down:
                    right = ruler.given.get("side") == "right"
                    room = self.width - self.right if right else self.left
                    spans = markup.fitting(spans, room - 2, font[0])
                    edge, align = (self.right + 1, "left") if right else (self.left - 1, "right")
                    yield spans, edge, place + 0.35 * font[0], font, align
                elif ruler.given.get("side") == "top":
                    yield spans, place, self.top - 1 - 0.2 * font[0], font, "center"
                else:
                    yield spans, place, self.bottom + 1 + 1.2 * font[0], font, "center"

    def shape(self, shape: dict) -> None:
        """A straight line, a rectangle or a path, placed by the axes or in pixels from a value."""
        known(
            "shape",
            shape,
            "type path x0 x1 y0 y1 xref yref xsizemode ysizemode xanchor yanchor line fillcolor"
            " layer",
        )
        required("shape.layer", shape.get("layer", "above"), "below", "above")
        known("shape.line", shape["line"], "color width dash")
        if shape["type"] == "path":
            path = shape_paths.pixels(
                shape["path"],
                lambda value: self._end(shape, "x", value),
                lambda value: self._end(shape, "y", value),
            )
            self.parts.append(f'<path d="{path}"{_fill(shape)}{_stroke(shape["line"])}/>')
            return
        x = [self._end(shape, "x", shape[name]) for name in ("x0", "x1")]
        y = [self._end(shape, "y", shape[name]) for name in ("y0", "y1")]
        if shape["type"] == "line":
            self._line(*x, *y, shape["line"])
            return
        required("shape.type", shape["type"], "rect")
        wide = shape["line"]["width"]
        x, y = sorted(_sharp(place, wide) for place in x), sorted(_sharp(p, wide) for p in y)
        self.frames.append((x[0], y[0], x[1], y[1]))
        look = f"{_fill(shape)}{_stroke(shape['line'])}"
        self.parts.append(
            f'<rect x="{number(x[0])}" y="{number(y[0])}" width="{number(x[1] - x[0])}"'
            f' height="{number(y[1] - y[0])}"{look}/>'
        )

    def _end(self, shape: dict, way: str, value: float) -> float:
        """The pixel of an end of a shape."""
        ruler, mode = (self.x if way == "x" else self.y), shape.get(f"{way}sizemode", "scaled")
        required(f"shape.{way}sizemode", mode, "scaled", "pixel")
        if mode == "scaled":
            required(f"shape.{way}ref", shape.get(f"{way}ref", way), way)
            return ruler.place(value)
        required(f"shape.{way}ref", shape.get(f"{way}ref", way), "paper")
        # Plotly counts pixels to the right and upwards.
        start, end = (self.left, self.right) if way == "x" else (self.bottom, self.top)
        anchor = start + (end - start) * shape[f"{way}anchor"]
        return anchor + (value if way == "x" else -value)

    def grid(self) -> None:
        """The lines at the ticks, and at zero."""
        for ruler, ends in ((self.x, (self.top, self.bottom)), (self.y, (self.left, self.right))):
            given = ruler.given
            if given.get("showgrid", True):
                look = {"color": given["gridcolor"], "width": 1, "dash": given.get("griddash")}
                zero = ruler.place(0) if given.get("zeroline") else None
                for place, _ in ruler.ticks():
                    if place != zero:
                        self._across(ruler, place, ends, look)
            if given.get("zeroline"):
                look = {"color": given["zerolinecolor"], "width": 1}
                self._across(ruler, ruler.place(0), ends, look)

    def axes(self) -> None:
        """The labels of the ticks, and the line along an axis that has a colour for it."""
        if "linecolor" in self.x.given:
            required("xaxis.side", self.x.given.get("side", "bottom"), "bottom")
            look = {"color": self.x.given["linecolor"], "width": 1}
            self._line(self.left, self.right, self.bottom + 0.5, self.bottom + 0.5, look)
        required("yaxis.linecolor", self.y.given.get("linecolor"), None)
        for label in self._tick_labels():
            self._text(*label)

    def trace(self, trace: dict) -> None:
        """Marks, with a text each or joined by a stepped line."""
        known(
            "trace",
            trace,
            "type mode x y text textposition textfont marker line cliponaxis",
            "customdata hovertemplate hoverinfo",
        )
        required("trace.type", trace["type"], "scatter")
        required("trace.mode", trace["mode"], "markers", "markers+text", "lines+markers", "text")
        places = [
            (self.x.place(x), self.y.place(y)) for x, y in zip(trace["x"], trace["y"], strict=True)
        ]
        if trace["mode"] == "lines+markers" and places:
            known("trace.line", trace["line"], "shape color width")
            required("trace.line.shape", trace["line"].get("shape"), "hv")
            path = f"M{number(places[0][0])} {number(places[0][1])}"
            path += "".join(f"H{number(x)}V{number(y)}" for x, y in places[1:])
            self.parts.append(f'<path d="{path}" fill="none"{_stroke(trace["line"])}/>')
        if trace["mode"] == "text":
            self._cells(trace, places)
            return
        self._marks(trace["marker"], places)
        if trace["mode"] == "markers+text":
            required("trace.textposition", trace["textposition"], "middle right", "middle left")
            font = self._font(trace.get("textfont", {}))
            # Plotly's distance of a text from its mark.
            away, align = trace["marker"]["size"] / 2 / 0.8 + 1, "left"
            if trace["textposition"] == "middle left":
                away, align = -away, "right"
            for (x, y), text in zip(places, trace["text"], strict=True):
                (spans,) = markup.parse(text)
                self._text(spans, x + away, y + 0.25 * font[0], font, align)

    def _cells(self, trace: dict, places: list[tuple[float, float]]) -> None:
        """Texts alone, each in the middle of its place."""
        required("trace.textposition", trace.get("textposition"), None)
        known("trace.textfont", trace.get("textfont", {}), "color")
        inks = _each(trace.get("textfont", {}).get("color", self.color), len(places))
        for (x, y), text, color in zip(places, trace["text"], inks, strict=True):
            font = self._font({"color": color})
            lines = markup.parse(text)
            first = y + (0.25 - (len(lines) - 1) / 2 * LINE) * font[0]
            for index, spans in enumerate(lines):
                self._text(spans, x, first + index * LINE * font[0], font, "center")

    def annotation(self, given: dict) -> None:
        """A text of one or more lines."""
        known(
            "annotation",
            given,
            "text x y xref yref xanchor yanchor xshift yshift align font showarrow",
            "captureevents hovertext",
        )
        required("annotation.showarrow", given.get("showarrow"), False)
        x, across = self._anchored(given, "x", self.x, self.left, self.right)
        y, down = self._anchored(given, "y", self.y, self.bottom, self.top)
        x, y = x + given.get("xshift", 0), y - given.get("yshift", 0)
        font = self._font(given.get("font", {}))
        size = font[0]
        lines = markup.parse(given["text"])
        wide = max(markup.width(line, size) for line in lines)
        ascent = round(_ASCENT * size)
        high = (len(lines) - 1) * LINE * size + ascent + round(_DESCENT * size)
        left = x + _PAD * (1 - 2 * across) - across * wide
        top = y + _PAD * (1 - 2 * down) - down * high
        align = given.get("align", "center")
        rtl = self._runs_left(*lines)
        for index, spans in enumerate(lines):
            place = left + _SHARES[align] * wide
            self._text(spans, place, top + ascent + index * LINE * size, font, align, rtl)

    def _anchored(
        self, given: dict, way: str, ruler: Axis, start: float, end: float
    ) -> tuple[float, float]:
        """Where an annotation is tied to, and which share of it lies before that."""
        ref = given.get(f"{way}ref", way)
        required(f"annotation.{way}ref", ref, way, "paper")
        anchor = given.get(f"{way}anchor", "auto")
        if ref == "paper":
            required(f"annotation.{way}anchor", anchor, *_SHARES)
            return start + (end - start) * given[way], _SHARES[anchor]
        return ruler.place(given[way]), 0.5 if anchor == "auto" else _SHARES[anchor]

    def _marks(self, marker: dict, places: list[tuple[float, float]]) -> None:
        known("marker", marker, "size symbol color opacity line")
        if marker.get("opacity") == 0:  # answers the pointer, shows nothing
            return
        required("marker.opacity", marker.get("opacity", 1), 1)
        line = marker.get("line", {})
        known("marker.line", line, "color width")
        count = len(places)
        looks = zip(
            places,
            _each(marker.get("symbol", "circle"), count),
            _each(marker["size"], count),
            _each(marker["color"], count),
            _each(line.get("color"), count),
            strict=True,
        )
        for (x, y), symbol, size, color, outline in looks:
            look = {"width": line.get("width", 0), "color": outline}
            self.parts.append(symbols.mark(symbol, x, y, size, color, look))

    def _runs_left(self, *lines: markup.Spans) -> bool:
        """Whether a text runs from right to left: where the chart does and it has such letters."""
        return self.rtl and any(
            bidi.is_right_to_left(span.words) for spans in lines for span in spans
        )

    def _text(
        self,
        spans: markup.Spans,
        x: float,
        y: float,
        font: tuple[float, str],
        align: str,
        rtl: bool | None = None,
    ) -> None:
        """A line of text; ``rtl`` is the direction of the text that it is a line of."""
        size, color = font
        rtl = self._runs_left(spans) if rtl is None else rtl
        element = markup.put(spans, x, y, size, color, _ANCHORS[rtl][align], rtl)
        if not element:
            return
        self.parts.append(element)
        wide = markup.width(spans, size)
        left = x - _SHARES[align] * wide
        words = "".join(span.words for span in spans).strip()
        top, bottom = y - 0.75 * size, y + 0.25 * size
        self.labels.append(TextLabel(words, left, top, left + wide, bottom, size))

    def _font(self, given: dict) -> tuple[float, str]:
        known("font", given, "size color", "family")
        return given.get("size", self.size), ink(given.get("color", self.color))

    def _across(self, ruler: Axis, place: float, ends: tuple[float, float], look: dict) -> None:
        if ruler.down:
            self._line(*ends, place, place, look)
        else:
            self._line(place, place, *ends, look)

    def _line(self, x0: float, x1: float, y0: float, y1: float, look: dict) -> None:
        known("line", look, "color width dash")
        if not look["width"]:
            return
        if x0 == x1:
            x0 = x1 = _sharp(x0, look["width"])
        if y0 == y1:
            y0 = y1 = _sharp(y0, look["width"])
        path = f"M{number(x0)} {number(y0)}L{number(x1)} {number(y1)}"
        self.parts.append(f'<path d="{path}"{_stroke(look)}/>')


def _fill(shape: dict) -> str:
    fill = shape["fillcolor"]
    return f' fill="{"none" if fill in _CLEAR else ink(fill)}"'


def _stroke(look: dict) -> str:
    """How a line looks; Plotly's lengths of dashes."""
    if not look["width"]:
        return ""
    stroke = f' stroke="{ink(look["color"])}" stroke-width="{number(look["width"])}"'
    dash = look.get("dash") or "solid"
    unit = max(look["width"], 3)
    if dash in ("dot", "dash"):
        length = number(unit * (1 if dash == "dot" else 3))
        return f'{stroke} stroke-dasharray="{length}"'
    if dash != "solid":
        required("line.dash", dash, "2px,2px", "3px,3px")
        return f'{stroke} stroke-dasharray="{dash[0]}"'
    return stroke


def _sharp(place: float, width: float) -> float:
    """A place at which a line covers whole pixels."""
    return floor(place + 0.01) + 0.5 if round(width) % 2 else float(round(place))


def _each(value: object, count: int) -> Iterable:
    """A value for each of ``count`` marks."""
    return value if isinstance(value, list | tuple) else [value] * count
