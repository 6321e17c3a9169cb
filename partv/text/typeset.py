"""Setting text in the fonts we ship: what it measures, where it breaks, which glyphs it is.

Every character comes from one font (``bin/fonts`` sees to that), so the picture of a text does
not depend on the machine. Measures are in em: times the font size they are pixels.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz as hb

from partv.paths import FONTS
from partv.text import bidi, breaking

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for characters that no font of ours has."""

FAMILIES = (
    "'Source Sans','Source Sans 3','Noto Sans','Noto Sans SC','Noto Sans Arabic',"
    "'Microsoft YaHei','PingFang SC',sans-serif"
)
"""For the SVG: the page's own font, the fonts we measure with, then what a machine has."""

# The name of a font and of its bold cut, in the order in which they are asked for a character.
_FONTS = (
    ("SourceSans3", "SourceSans3-Bold"),
    ("NotoSansSC", "NotoSansSC-Bold"),
    ("NotoSansSymbols2", "NotoSansSymbols2"),
    ("NotoSansArabic", "NotoSansArabic-Bold"),
    ("NotoSansSC", "NotoSansSC"),  # rare characters have no bold
)

# What is drawn for a character: the replacement character looks like this sign in other fonts.
_DRAWN = {UNKNOWN: "\N{UNCERTAINTY SIGN}"}

_REMEMBERED = 200
"""Widths are remembered of texts up to this length, so that nobody can fill the memory."""

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_SIDE = "\N{LEFT-TO-RIGHT MARK}"
"""Keeps the sign of a percentage beside its number in Arabic; an embedding would turn things."""
_UNSEEN = _JOINERS + _SIDE


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a line, ``x`` and ``y`` from the line's left end on the baseline, in em."""

    font: str
    number: int
    x: float
    y: float
    span: int
    """Which span of the line it belongs to."""


@dataclass(frozen=True)
class Line:
    """A line set: its glyphs from left to right and its width in em."""

    glyphs: tuple[Glyph, ...]
    width: float


def line(spans: tuple[tuple[str, bool], ...], rtl: bool = False) -> Line:
    """The line of these spans, each a text (``printable``) and whether it is bold.

    ``rtl`` is the direction of the whole line.
    """
    text = "".join(words for words, _ in spans)
    owner = [number for number, (words, _) in enumerate(spans) for _ in words]
    fonts: list[str] = []
    for character, span in zip(text, owner, strict=True):
        joined = fonts and (unicodedata.category(character) == "Mn" or character in _UNSEEN)
        fonts.append(fonts[-1] if joined else _font_of(character, spans[span][1]))
    glyphs: list[Glyph] = []
    x = 0.0
    for start, end, leftwards in bidi.runs(text, rtl):
        pieces = _pieces(list(zip(fonts, owner, strict=True)), start, end)
        for first, last in reversed(pieces) if leftwards else pieces:
            placed = _shaped(fonts[first], text[first:last], leftwards)
            for number, advance, dx, dy in placed:
                glyphs.append(Glyph(fonts[first], number, x + dx, dy, owner[first]))
                x += advance
    return Line(tuple(glyphs), x)


def measure(spans: tuple[tuple[str, bool], ...]) -> float:
    """The width of a line in em, from left to right or not."""
    short = sum(len(words) for words, _ in spans) < _REMEMBERED
    return _measured(spans) if short else line(spans).width


@lru_cache(maxsize=8192)
def _measured(spans: tuple[tuple[str, bool], ...]) -> float:
    return line(spans).width


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in pixels at a font size in pixels."""
    return measure(((text, bold),)) * size


def widest(texts: Iterable[str], size: float, bold: bool = False) -> float:
    """The width of the widest of several texts in pixels; 0 without any."""
    return max((width(printable(text), size, bold) for text in texts), default=0.0)


def printable(text: str) -> str:
    """A text as it can be drawn and stand in XML, on one line.

    White space becomes a space; control and format characters, those of direction too, go;
    characters that no font has become ``UNKNOWN``, several in a row one.
    """
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", str(text)):
        kind = unicodedata.category(character)
        if character in "\t\n\v\f\r\x85" or kind in ("Zl", "Zp"):
            kept.append(" ")
        elif character in _JOINERS:
            if kept and unicodedata.bidirectional(kept[-1]) == "AL":
                kept.append(character)
        elif character == _SIDE:
            if not kept or kept[-1].isdigit() or kept[-1] in "%†‡":
                kept.append(character)
        elif _has(character):
            kept.append(character)
        elif kind in ("Cc", "Cf", "Cs", "Mn", "Me", "Mc"):
            continue
        elif kind == "Zs":
            kept.append(" ")
        elif kept[-1:] != [UNKNOWN]:
            kept.append(UNKNOWN)
    return "".join(kept)


def wrap(text: str, room: float, size: float, bold: bool = False, most: int = 0) -> list[str]:
    """A text in lines of at most ``room`` pixels; at most ``most`` of them, if given."""
    return breaking.wrap(printable(text), room, _width(size, bold), most)


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """A text that fits into ``room`` pixels, with an ellipsis where something is missing."""
    return breaking.cut(text, room, _width(size, bold))


def _width(size: float, bold: bool) -> breaking.Width:
    return lambda text: width(text, size, bold)


def outline(font: str, number: int) -> str:
    """The outline of a glyph as SVG path data, in thousandths of an em, upwards."""
    path: list[str] = []
    _font(font).draw_glyph(number, _pen(), path)
    return "".join(path)


def _pieces(marks: list, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of equal marks between ``start`` and ``end``."""
    cuts = [index for index in range(start + 1, end) if marks[index] != marks[index - 1]]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _shaped(font: str, text: str, leftwards: bool) -> list[tuple[int, float, float, float]]:
    """Glyph, advance and offsets of each glyph, from left to right."""
    buffer = hb.Buffer()
    buffer.add_str("".join(_DRAWN.get(character, character) for character in text))
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftwards else "ltr"
    buffer.language = "und"  # else the machine's locale would choose among forms
    hb.shape(_font(font), buffer)
    scale = _font(font).face.upem
    return [
        (info.codepoint, place.x_advance / scale, place.x_offset / scale, place.y_offset / scale)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@lru_cache(maxsize=4096)
def _font_of(character: str, bold: bool) -> str:
    character = _DRAWN.get(character, character)
    for pair in _FONTS:
        if _font(pair[bold]).get_nominal_glyph(ord(character)):
            return pair[bold]
    return _FONTS[0][bold]


@lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    character = _DRAWN.get(character, character)
    if 0xD800 <= ord(character) < 0xE000 or unicodedata.category(character) in ("Cc", "Cf"):
        return False
    return any(_font(regular).get_nominal_glyph(ord(character)) for regular, _ in _FONTS)


@cache
def _font(name: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / f"{name}.ttf"))))


@cache
def _pen() -> hb.DrawFuncs:
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, path: path.append(f"M{x:g} {y:g}"))
    pen.set_line_to_func(lambda x, y, path: path.append(f"L{x:g} {y:g}"))
    pen.set_quadratic_to_func(lambda a, b, x, y, path: path.append(f"Q{a:g} {b:g} {x:g} {y:g}"))
    pen.set_cubic_to_func(
        lambda a, b, c, d, x, y, path: path.append(f"C{a:g} {b:g} {c:g} {d:g} {x:g} {y:g}")
    )
    pen.set_close_path_func(lambda path: path.append("Z"))
    return pen
