"""Text for office files: what XML can hold, language tags, fonts, and how much room it takes.

Sizes and widths are in points. Office programs fit a text to its box only when a person edits
it, so the fitting is done here, with the widths of Noto Sans, which is wider than its fallbacks.
"""

import re
import unicodedata
from functools import lru_cache, partial

from partv.text import breaking

LATIN = "Noto Sans"
EAST_ASIAN = "Noto Sans SC"
COMPLEX = "Part V Arabic"
"""Noto Sans Arabic with lines as high as those of the Latin font (``bin/fonts``); files that need
it have it inside (``partv/exports/office/embedded_fonts.py``)."""

_TAGS = {
    "ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"
}  # fmt: skip

# What XML 1.0 cannot hold, and marks that turn the direction of what follows them.
_ILLEGAL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)

_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")

_SEAMS = re.compile(r"[\u3000-\u9fff](?=[A-Za-z0-9])|[A-Za-z0-9%](?=[\u3000-\u9fff])")

# Advance widths of Noto Sans in thousandths of an em.
_WIDTHS = {
    character: width
    for width, characters in {
        260: " \u00a0\u2007\u202f!',.:;Jijl",
        330: "()-`I[]/ft",
        420: '"r{}\\',
        470: "?_zs",
        540: "FLcvy",
        580: "$*+0123456789<=>EST^aekx|~YZ",
        640: "PRVXbdghnopquKBC",
        740: "#ADGHNU&",
        800: "OQw",
        940: "%@MWm",
    }.items()
    for character in characters
}

# From the top of a line to the top of the next, in em, as the fonts themselves have it.
_LEADING = {"zh": 1.45}


def plain(text: object) -> str:
    """A text on one line, without what XML cannot hold; spaces at which no line ends stay."""
    return _SPACES.sub(" ", _ILLEGAL.sub("", str(text))).strip()


def written(text: str, rtl: bool) -> str:
    """A text of a chart: its lines as they are broken, and its direction with it.

    A program takes the direction of words in a chart from themselves, whatever the file says.
    """
    broken = [plain(line) for line in text.split("\n")]
    return "\n".join(f"\u202b{line}\u202c" if rtl and line else line for line in broken)


def tag(lang: str) -> str:
    """The language tag that office programs know: ``en-GB`` for ``en``."""
    return _TAGS.get(lang, lang)


def leading(lang: str) -> float:
    """The height of a line in em, where an office program takes it from the font."""
    return _LEADING.get(lang, 1.37)


def spacing(lang: str) -> float:
    """The height of a line in em, where we set it."""
    return 1.5 if lang == "ar" else 1.25


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is on one line."""
    # Some programs part wide characters from letters and digits by a quarter of an em.
    ems = sum(map(_em, text)) + 0.25 * len(_SEAMS.findall(text))
    return ems * size * (1.08 if bold else 1.0)


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character] / 1000
    if unicodedata.combining(character):
        return 0.0
    if breaking.wide(character):
        return 1.0
    if "\u0600" <= character <= "\u06ff":
        return 0.52
    return 0.64 if character.islower() or not character.isalpha() else 0.72


@lru_cache(maxsize=1024)
def _wrapped(text: str, size: float, room: float, bold: bool) -> tuple[str, ...]:
    return tuple(breaking.wrap(text, room, partial(width, size=size, bold=bold)))


def lines(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The lines that a text breaks into in ``room``."""
    return list(_wrapped(text, size, room, bold))


def cut(text: str, size: float, room: float, count: int, bold: bool = False) -> str:
    """As much of a text as ``count`` lines hold, with an ellipsis where something is left out."""
    return breaking.cut(text, room, partial(width, size=size, bold=bold), count)


def fit(
    text: str, sizes: tuple[int, ...], room: float, height: float, em: float, bold: bool = False
) -> tuple[int, str]:
    """The first of ``sizes`` (falling) in which a text fits, and the text.

    ``em`` is the height of a line in em. In the last size it is cut to what fits.
    """
    for size in sizes[:-1]:
        count = int(height / (size * em))
        if count and cut(text, size, room, count, bold) == text:
            return size, text
    size = sizes[-1]
    return size, cut(text, size, room, max(int(height / (size * em)), 1), bold)
