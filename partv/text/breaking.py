"""Where a line of text may end: the one place where texts are broken into lines, or cut.

How wide a text is depends on what it is set in, so each function takes a ``Width``: pixels in the
fonts of pictures (``partv/text/typeset.py``), points in an office program's font
(``partv/exports/office/office_text.py``), or the character cells of a chart
(``partv/text/cells.py``). Widths are taken to add up.
"""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

Width = Callable[[str], float]
"""The width of a text on one line, in the unit of the room that it gets."""

_ELLIPSIS = " …"
_CLOSING = ("Pe", "Po", "Pf", "Mn")
_OPENING = ("Ps", "Pi")


def wrap(text: str, room: float, width: Width, most: int = 0, split: bool = True) -> list[str]:
    """Return the lines that a text breaks into, without the spaces around them.

    At most ``most`` lines, if given; then the last ends in an ellipsis. ``split``: a word wider
    than the room is broken, after a sign of an address where there is one; else it stands out.
    """
    broken = (line.strip() for line in _broken(text, room, width, split))
    lines = [line for line in islice(broken, most + 1 if most else None) if line]
    if not most or len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shortened(lines[most - 1], room, width)]


def cut(text: str, room: float, width: Width, most: int = 1) -> str:
    """Return a text that ``most`` lines hold, with an ellipsis where something is missing."""
    if most == 1 and width(text) <= room:
        return text
    lines = list(islice(_broken(text, room, width, split=True), most + 1))
    if len(lines) <= most:
        return text
    # Of one line as much as there is room for, not only whole words.
    last = text if most == 1 else lines[most - 1]
    return "".join(lines[: most - 1]) + _shortened(last, room, width)


def wide(character: str) -> bool:
    """Whether a character is as wide as high, as those of Chinese are."""
    return unicodedata.east_asian_width(character) in "WF"


def _broken(text: str, room: float, width: Width, split: bool) -> Iterator[str]:
    """Give line after line, each with the spaces that it ends with."""
    current, used = "", 0.0
    for piece in _pieces(text):
        while piece:
            if used + width(piece.rstrip()) <= room or (not current and not split):
                current, used, piece = current + piece, used + width(piece), ""
            elif current:
                yield current
                current, used, piece = "", 0.0, piece.lstrip()
            else:
                fits = _fitting(piece, room, width, least=1)
                sign = max(piece.rfind(sign, 0, fits) for sign in "/&?")
                fits = sign + 1 if sign > fits / 2 else fits
                yield piece[:fits]
                piece = piece[fits:]
    if current:
        yield current


def _pieces(text: str) -> Iterator[str]:
    """Give the pieces between which a line may break: at spaces, and between wide characters."""
    piece = ""
    for character in text:
        if piece and _breaks(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _breaks(before: str, character: str) -> bool:
    if character == " ":
        return False
    if before == " ":
        return True
    if not (wide(character) or wide(before)):
        return False
    closes = unicodedata.category(character) in _CLOSING
    return not closes and unicodedata.category(before) not in _OPENING


def _shortened(text: str, room: float, width: Width) -> str:
    """Return the start of a text that fits with an ellipsis behind it."""
    text = text.removesuffix("…").rstrip()
    kept = text[: _fitting(text, room - width(_ELLIPSIS), width, least=0)]
    word = kept.rfind(" ")
    if len(kept) < len(text) and text[len(kept)] != " " and word > len(kept) / 2:
        kept = kept[:word]
    return kept.rstrip(" ,;:") + _ELLIPSIS


def _fitting(text: str, room: float, width: Width, least: int) -> int:
    """Return how many characters from the start fit."""
    used = 0.0
    for index, character in enumerate(text):
        used += width(character)
        if used > room:
            return max(index, least)
    return len(text)
