"""Fitting words into a chart."""

import unicodedata
from functools import lru_cache

from partv.text import breaking
from partv.text.typeset import widest

_SHORT = 300
"""Lines are remembered of texts up to this length, so that nobody can fill the memory."""


def wrap(text: str, columns: int) -> list[str]:
    """Return lines of at most ``columns`` character cells; wide characters take two.

    A word that is longer stands out: charts have room for it, and it stays whole.
    """
    return list(_kept(text, columns) if len(text) <= _SHORT else _lines(text, columns))


def _lines(text: str, columns: int) -> tuple[str, ...]:
    return tuple(breaking.wrap(text, columns, cells, split=False))


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


def cells(text: str) -> int:
    """The width of a text in character cells."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) == "Mn":  # the vowels of Arabic stand over its letters
        return 0
    return 2 if breaking.wide(character) else 1


def anchor(address: str | None, text: str, color: str | None) -> str:
    """A link in a chart, or the text alone where there is no address; unseen without a colour."""
    if address is None:
        return text
    look = f"fill:{color}" if color else "visibility:hidden"
    return f'<a href="{escape(address)}" target="_self" style="{look}">{text}</a>'


def escape(text: str) -> str:
    """A text for Plotly, which would read ``<b>`` and the like as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
