"""Texts in SVG: Plotly's little markup taken apart, and lines of text put down."""

import html
import re
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from partv.text import bidi, typeset

_TAG = re.compile(r'<(/?)(b|u|a|br)(?:\s+((?:[\w-]+="[^"<>]*"\s*)*))?/?>')


@dataclass(frozen=True)
class Span:
    """Words of one look."""

    words: str
    bold: bool = False


Spans = tuple[Span, ...]


def parse(markup: str) -> list[Spans]:
    """The lines of a Plotly text. Tags are ``<b>``, ``<u>``, ``<a href>``, ``<br>``; anything
    else that looks like one is text, as it is for Plotly. A picture leads nowhere: links, and the
    lines under them, are left out."""
    lines: list[list[Span]] = [[]]
    bold = end = 0
    for tag in _TAG.finditer(markup):
        _add(lines[-1], markup[end : tag.start()], bold)
        end = tag.end()
        closing, name, _ = tag.groups()
        if name == "br":
            lines.append([])
        elif name == "b":
            bold += -1 if closing else 1
    _add(lines[-1], markup[end:], bold)
    return [tuple(line) for line in lines]


def _add(line: list[Span], text: str, bold: int) -> None:
    words = typeset.printable(html.unescape(text))
    if words:
        line.append(Span(words, bold > 0))


def width(spans: Spans, size: float) -> float:
    """The width of a line in pixels."""
    return typeset.measure(_for_typesetting(spans)) * size


def fitting(spans: Spans, room: float, size: float) -> Spans:
    """A line that fits into ``room`` pixels; where it does not, cut, in the look of its start."""
    if width(spans, size) <= room or not spans:
        return spans
    text = "".join(span.words for span in spans)
    return (replace(spans[0], words=typeset.cut(text, room, size, spans[0].bold)),)


def put(
    spans: Spans,
    x: float,
    y: float,
    size: float,
    color: str,
    anchor: str = "start",
    rtl: bool = False,
) -> str:
    """A ``<text>`` of one line on the baseline ``y``; empty for a line without words.

    ``x`` is where the line starts, its middle or where it ends, as ``anchor`` says: ``start``,
    ``middle`` or ``end``. In a line from right to left the start is its right edge. The width we
    measured goes along, so that a reader with other fonts sees the line as wide as meant.
    """
    left, spans = _without_margins(spans, size)
    if not spans:
        return ""
    wide = typeset.measure(_for_typesetting(spans)) * size
    parts = []
    look = Span("", all(span.bold for span in spans))
    for span in spans:
        part = escape(span.words)
        if span.bold != look.bold:
            part = f"<tspan{_style(span, look)}>{part}</tspan>"
        parts.append(part)
    words = "".join(parts)
    attributes = (
        f'x="{number(x - left if rtl else x + left)}" y="{number(y)}" font-size="{number(size)}"'
    )
    attributes += _style(look, Span("")) + f' fill="{color}"'
    if rtl:
        # Programs differ on where a line of direction rtl starts; on its right end they agree.
        anchor = {"start": "end", "middle": "middle", "end": "start"}[anchor]
        (words,) = bidi.leftwards([words])
    if anchor != "start":
        attributes += f' text-anchor="{anchor}"'
    if not rtl and not any(bidi.is_right_to_left(span.words) for span in spans):
        # Some programs tear Arabic apart to fit a length.
        attributes += f' textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs"'
    return f"<text {attributes}>{words}</text>"


def number(value: float) -> str:
    """A coordinate: at most two decimals, no more characters than it needs."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _style(span: Span, around: Span) -> str:
    if span.bold == around.bold:
        return ""
    return f' font-weight="{700 if span.bold else 400}"'


def _for_typesetting(spans: Spans) -> tuple[tuple[str, bool], ...]:
    return tuple((span.words, span.bold) for span in spans)


def _without_margins(spans: Spans, size: float) -> tuple[float, Spans]:
    """The line without spaces at its ends, and how far those at its start moved it."""
    text = "".join(span.words for span in spans)
    left = len(text) - len(text.lstrip(" "))
    end = len(text.rstrip(" "))
    kept, place = [], 0
    for span in spans:
        words = span.words[max(left - place, 0) : max(end - place, 0)]
        place += len(span.words)
        if words:
            # Two spaces in a row would be read as one.
            words = words.replace("  ", "\N{NO-BREAK SPACE} ")
            kept.append(replace(span, words=words))
    return left * typeset.width(" ", size), tuple(kept)
