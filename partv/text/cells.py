"""Fitting words into a chart."""

import unicodedata
from functools import lru_cache

from partv.text.typeset import widest

_KEPT = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"
"""Spaces at which no line ends."""

_SHORT = 300
"""Lines are remembered of texts up to this length, so that nobody can fill the memory."""


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns`` character cells; East Asian wide characters take two.

    Breaks at spaces, but not at those that forbid it, or between wide characters, which have none.
    """
    return list(_kept(text, columns) if len(text) <= _SHORT else _lines(text, columns))


def _lines(text: str, columns: int) -> tuple[str, ...]:
    pieces: list[str] = []
    for character in text:
        wide = _width(character) == 2
        if pieces and not wide and character != " " and not _parts(pieces[-1][-1]):
            if _width(pieces[-1][-1]) == 2 and not unicodedata.category(character).startswith("P"):
                pieces.append(character)
            else:
                pieces[-1] += character
        elif pieces and unicodedata.category(character).startswith("P"):
            pieces[-1] += character
        else:
            pieces.append(character)
    lines = [""]
    for piece in pieces:
        if cells(lines[-1]) + cells(piece.rstrip()) > columns and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return tuple(line for line in (line.strip() for line in lines) if line)


_kept = lru_cache(maxsize=10_000)(_lines)
"""The same labels stand in every chart."""


def fitted(text: str, columns: int, size: int, room: float) -> list[str]:
    """The same, in shorter lines where those would be wider than ``room`` pixels.

    In the font of pictures, which is a little wider than that of pages.
    """
    lines = wrap(text, columns)
    while columns > 12 and widest(lines, size) > room:
        columns -= 2
        lines = wrap(text, columns)
    return lines


def _parts(character: str) -> bool:
    """Whether a line may end after a character because it is a space."""
    return character.isspace() and character not in _KEPT


def cells(text: str) -> int:
    """The width of a text in character cells."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) == "Mn":  # the vowels of Arabic stand over its letters
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def anchor(address: str | None, text: str, color: str | None) -> str:
    """A link in a chart, or the text alone where there is no address; unseen without a colour."""
    if address is None:
        return text
    look = f"fill:{color}" if color else "visibility:hidden"
    return f'<a href="{escape(address)}" target="_self" style="{look}">{text}</a>'


def escape(text: str) -> str:
    """A text for Plotly, which would read ``<b>`` and the like as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
