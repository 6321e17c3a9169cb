"""The stamp of invented data across a picture: its word again and again, pale, over all there is.

However a piece of the picture is cut out, the word is in it: rows of it stand so close that every
piece of a given size has one whole. It is drawn in outlines, so that it needs no font, and with so
little ink that what lies under it can be read (``tests/test_watermark.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from partv.svg.markup import number
from partv.text import bidi, typeset

PIECE = (400, 250)
"""The smallest piece of a picture on a screen that has the word, in pixels."""

INKS = {
    "light": (("#000000", 0.11, 0.0),),
    "dark": (("#000000", 0.14, 0.05), ("#ffffff", 0.08, 0.0)),
}
"""By paper: ink, how much of it, how far aside in em. On dark paper a dark one below shows the word
on light marks."""

_ANGLE = 20
_SIZE = 0.18
"""The size of a short word, beside the height of a piece."""
_WIDEST, _HIGHEST = 0.42, 0.36
"""What a word takes of a piece, at most."""
_CAPITAL = 0.66
"""The height of a capital, in em."""


@dataclass(frozen=True)
class Watermark:
    """A word and where it stands: in rows, each second one moved by half a step."""

    word: str
    piece: tuple[float, float] = PIECE

    @property
    def rtl(self) -> bool:
        """Whether the word is read from the right: then all is a mirror image."""
        return bidi.is_right_to_left(self.word)

    @property
    def size(self) -> float:
        """Return the size of its letters: smaller for a long word, that it fits into the rows."""
        wide, high = self._box(1.0)
        most = min(_WIDEST * self.piece[0] / wide, _HIGHEST * self.piece[1] / high)
        return min(_SIZE * self.piece[1], most)

    @property
    def box(self) -> tuple[float, float]:
        """Return the width and height of the word as it stands, askew."""
        return self._box(self.size)

    @property
    def step(self) -> tuple[float, float]:
        """Return how far it is to the next word of a row, and to the next row: as far as can be,
        if a piece is to have a whole word wherever it is cut out."""
        (wide, high), (across, down) = self.box, self.piece
        return float(int(across - wide)), float(int(down - high))

    def places(self, width: float, height: float) -> Iterator[tuple[float, float]]:
        """The middle of each word that stands wholly or in part on a paper of this size."""
        (wide, high), (across, down) = self.box, self.step
        row = 0
        while (y := self._first + row * down) - high / 2 < height:
            x = across / 2 if row % 2 == 0 else 0.0
            while x - wide / 2 < width:
                yield (width - x if self.rtl else x), y
                x += across
            row += 1

    @property
    def _first(self) -> float:
        """The middle of the first row: a low chart has it as well."""
        return self.box[1] / 2 + 0.2 * self.size

    def _box(self, size: float) -> tuple[float, float]:
        long, high = typeset.width(self.word, size, bold=True), _CAPITAL * size
        turn = radians(_ANGLE)
        return long * cos(turn) + high * sin(turn), long * sin(turn) + high * cos(turn)

    def over(self, width: float, height: float, theme: str) -> str:
        """Return it as a group to lay over a drawing of this size."""
        across, down = self.step
        start = width % across if self.rtl else 0.0
        cell = f'x="{number(start)}" width="{number(across)}" height="{number(2 * down)}"'
        paper = f'width="{number(width)}" height="{number(height)}"'
        return (
            f'<g class="watermark"><pattern id="watermark" patternUnits="userSpaceOnUse" {cell}>'
            f'{_cell(self, theme)}</pattern><rect {paper} fill="url(#watermark)"/></g>'
        )

    def sheet(self, width: float, height: float, theme: str) -> bytes:
        """Return it as an SVG of its own, on no paper."""
        return _document(self.over(width, height, theme), width, height)

    def tile(self, theme: str) -> bytes:
        """Return the part that, repeated without end, is the whole, as an SVG."""
        across, down = self.step
        return _document(_cell(self, theme), across, 2 * down)


def _document(body: str, width: float, height: float) -> bytes:
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'.encode()


@lru_cache(maxsize=64)
def _cell(mark: Watermark, theme: str) -> str:
    """Two rows of one step: a word in the middle, and below it two halves."""
    across, down = mark.step
    word = _outlines(mark, theme)
    return "".join(
        f'<g transform="translate({number(x)} {number(y)})">{word}</g>'
        for x, y in mark.places(across, 2 * down)
    )


def _outlines(mark: Watermark, theme: str) -> str:
    """The word with its middle at the origin, once for each ink."""
    line = typeset.line(((typeset.printable(mark.word), True),), mark.rtl)
    glyphs = "".join(
        f'<path transform="translate({number(1000 * glyph.x)} {number(1000 * glyph.y)})"'
        f' d="{typeset.outline(glyph.font, glyph.number)}"/>'
        for glyph in line.glyphs
    )
    scale, turn = mark.size / 1000, _ANGLE if mark.rtl else -_ANGLE
    left, down = -500 * line.width, -500 * _CAPITAL
    return "".join(
        f'<g fill="{ink}" opacity="{share}" transform="translate({number(aside * mark.size)}'
        f" {number(aside * mark.size)}) rotate({turn}) scale({scale:.5f} {-scale:.5f})"
        f' translate({number(left)} {number(down)})">{glyphs}</g>'
        for ink, share, aside in INKS[theme]
    )
