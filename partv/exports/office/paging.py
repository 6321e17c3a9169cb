"""How much fits on a slide: sizes of text, columns beside a plot, rows in even shares."""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from partv.exports.office.drawingml import Box, Voice
from partv.exports.office.office_text import cut, leading, lines, plain, width

Row = TypeVar("Row")
Way = TypeVar("Way")

SIZES = (24, 20, 18, 16, 14, 12)
"""Sizes of text in charts and tables, in points, the largest that fits first."""


def sizes_from(smallest: int) -> tuple[int, ...]:
    """The sizes of text that are not below ``smallest``."""
    return tuple(size for size in SIZES if size >= smallest) or (smallest,)


def paged(
    rows: Sequence[Row], ways: Sequence[Way], fits: Callable[[Sequence[Row], Way], bool]
) -> tuple[Way, list[Sequence[Row]]]:
    """The way that needs the fewest slides, of several the first; and the rows of each slide.

    Every row is in one of the shares, in order, if it fits or not.
    """
    best = ways[-1]
    shares: list[Sequence[Row]] = [[row] for row in rows]
    for way in ways:
        for count in range(1, len(shares)):
            split = evenly(rows, count)
            if all(fits(share, way) for share in split):
                best, shares = way, split
                break
    return best, shares


def evenly(rows: Sequence[Row], count: int) -> list[Sequence[Row]]:
    """Rows in ``count`` shares, none more than one longer than another."""
    each, more = divmod(len(rows), count)
    ends = [each * number + min(number, more) for number in range(count + 1)]
    return [rows[start:end] for start, end in itertools.pairwise(ends)]


class Columns:
    """The widths of labels and figures beside a plot, in one size of text.

    ``share`` is the most of the width that labels take, ``least`` the least that a plot takes,
    ``panels`` how many plots with figures stand beside each other.
    """

    def __init__(
        self,
        labels: Sequence[str],
        figures: Sequence[str],
        box: Box,
        voice: Voice,
        size: int,
        share: float,
        least: float,
        panels: int = 1,
    ) -> None:
        self.box, self.voice, self.size = box, voice, size
        widest = max((width(plain(text), size, True) for text in figures), default=0)
        # Figures are never cut, unless no figure at all would be that long.
        most = (box.width - _NARROWEST) / panels - least
        self.figure = min(widest * 1.04 + 14 if widest else 8.0, most)
        longest = max((width(plain(label), size) for label in labels), default=0)
        left = box.width - panels * (self.figure + least)
        self.label = max(min(longest * 1.06 + 16, box.width * share, left), _NARROWEST)
        self.plot = (box.width - self.label) / panels - self.figure
        # Office programs break a line a little earlier than the widths say, LibreOffice those from
        # right to left much earlier, and earlier still where two plots share the slide.
        from_right = 0.72 if panels == 1 else 0.5
        self._room = (self.label - 12) * (from_right if voice.rtl else 0.96)

    def shown(self, label: str) -> str:
        """A label, cut where it would take more than four lines.

        LibreOffice breaks a line at spaces only, so where there are none the breaks are set here;
        from right to left too, where a line that it breaks itself may fall apart.
        """
        text = cut(plain(label), self.size, self._room, 4)
        if not self.voice.rtl and " " in text and not re.search("[\u3000-\u9fff]", text):
            return text
        return "\n".join(lines(text, self.size, self._room))

    def pitch(self, labels: Sequence[str]) -> float:
        """The height that each row needs."""
        cut_to = [cut(plain(label), self.size, self._room, 4) for label in labels]
        most = max(len(lines(text, self.size, self._room)) for text in cut_to)
        return (max(most, 1) + 0.2) * self.size * leading(self.voice.lang)


_NARROWEST = 120.0
"""What labels take at least, in points."""
