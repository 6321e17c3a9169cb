"""The sheet of a picture: stamp, title, chart, marks and small print put down from the top.

Pure: it knows sizes and texts, not whether the picture is a download or a slide.
"""

from dataclasses import dataclass

from partv.charts.theme import Palette
from partv.i18n import wording
from partv.i18n.language import language
from partv.svg import markup
from partv.svg.figure_svg import Drawing
from partv.svg.markup import Span, number
from partv.svg.watermark import Watermark
from partv.text import typeset


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart and the words that belong to it, plain text in one language."""

    title: str
    subtitle: str
    """The measure and the number of Parties it is a share of."""
    figure: dict
    """What ``partv/charts/`` makes; of a Plotly figure, its ``to_dict()``."""
    marks: tuple[str, ...] = ()
    """What each mark of the chart means, the mark first."""
    notes: tuple[str, ...] = ()
    source: str = ""
    stamp: str = ""
    """What must not be missed; set for data about invented Parties."""
    link: str = ""
    """The address of the view, shown as text."""
    alt: str = ""
    """What the chart shows, for those who do not see it; else the subtitle."""
    lang: str = "en"
    code: tuple[tuple[bool, ...], ...] = ()
    """The address as a QR code, rows of modules, dark ones true; on slides only."""
    place: str = ""
    """Which slide it is of how many; on slides only."""


@dataclass(frozen=True)
class Type:
    """Sizes in pixels, and how many lines each kind of text may take (0: as many as it needs)."""

    width: float
    pad: float
    gap: float
    stamp: float
    title: float
    subtitle: float
    small: float
    lines: tuple[int, int, int, int, int, int]
    """Of the title, the subtitle, the marks, all notes, the source, the address."""


_LONGEST_LINK = 300
"""Characters of an address that may stand on a line with other words."""

_NOTE_LINES = 12
"""Lines of one note in a download; what is longer stands in the table beside the picture."""


class Sheet:
    """Paper that fills from the top down; ``y`` is where the next thing goes."""

    def __init__(self, kind: Type, picture: Picture, palette: Palette) -> None:
        self.type, self.picture, self.palette = kind, picture, palette
        self.say = language(picture.lang)
        self.rtl = self.say.direction == "rtl"
        self.width, self.height = kind.width, 0.0
        self.room = kind.width - 2 * kind.pad
        # Arabic goes without a length to fit into, so that another font may be somewhat wider.
        self.words_room = self.room * (0.92 if self.rtl else 1)
        self.parts: list[str] = []
        self.y = 0.0

    def code(self, side: float) -> float:
        """The QR code in the upper corner; dark on light on every paper, for phones that need it.

        Gives the width that it takes from the lines beside it.
        """
        modules = self.picture.code
        if not modules:
            return 0.0
        left = self.type.pad / 2 if self.rtl else self.width - self.type.pad / 2 - side
        top, quiet = self.type.pad / 2, 4
        step = side / (len(modules) + 2 * quiet)
        path = "".join(
            f"M{x + quiet} {y + quiet}h1v1h-1z"
            for y, row in enumerate(modules)
            for x, dark in enumerate(row)
            if dark
        )
        self.parts.append(
            f'<g class="code" transform="translate({number(left)} {number(top)})'
            f' scale({step:.4f})"><path d="M0 0h{len(modules) + 8}v{len(modules) + 8}H0z"'
            f' fill="#ffffff"/><path d="{path}" fill="#000000"/></g>'
        )
        return side

    def head(self, aside: float = 0.0) -> None:
        """Stamp, title and subtitle, ``aside`` pixels narrower than the paper."""
        kind, lines, whole = self.type, self.type.lines, self.words_room
        self.words_room -= aside
        self.y = kind.pad
        if self.picture.stamp:
            self._stamp()
        self._title(lines[0])
        self.y += kind.gap / 4
        self._words(self.picture.subtitle, kind.subtitle, lines[1], self.palette.muted)
        self.y += kind.gap
        self.words_room = whole

    def _title(self, most: int) -> None:
        """The title, smaller where it is long: the finding is not to be cut."""
        for share in (1, 0.85, 0.72):
            size = self.type.title * share
            if len(typeset.wrap(self.picture.title, self.words_room, size, bold=True)) <= most:
                break
        else:
            most += 1
        self._words(self.picture.title, size, most, bold=True)

    def chart(self, drawing: Drawing, scale: float) -> None:
        """The chart below what is there."""
        place = f"translate({number(self.type.pad)} {number(self.y)})"
        if scale != 1:
            place += f" scale({scale:.4f})"
        self.parts.append(f'<g class="chart" transform="{place}">\n{drawing.body}\n</g>')
        self.y += drawing.height * scale

    def foot(self) -> None:
        """The meaning of the marks, notes, source, and whose picture it is."""
        kind, lines = self.type, self.type.lines
        self.y += kind.gap
        self._marks(lines[2])
        if self.picture.place:
            # Small print runs on: on a slide every line is taken from the chart.
            small = " · ".join(filter(None, (self.picture.source, *self.picture.notes)))
            self._words(small, kind.small, lines[4], self.palette.muted)
            self._slide_foot()
            return
        self.y += kind.gap / 4
        left = lines[3]
        for note in self.picture.notes:
            left -= self._words(note, kind.small, min(left, _NOTE_LINES), self.palette.muted)
            if left <= 0:
                break
        if self.picture.notes:
            self.y += kind.gap / 4
        self._words(self.picture.source, kind.small, lines[4], self.palette.muted)
        self.y += kind.gap / 2
        rule = f"M{number(kind.pad)} {number(self.y)}h{number(self.room)}"
        self.parts.append(f'<path d="{rule}" stroke="{self.palette.track}"/>')
        self.y += kind.gap / 2
        unofficial = wording.unofficial(self.say)
        link = typeset.printable(self.picture.link)
        used = typeset.width(unofficial, kind.small)
        used += typeset.width(link[:_LONGEST_LINK], kind.small) + 2 * kind.gap
        if len(link) <= _LONGEST_LINK and used <= self.room:
            # An address runs from left to right, in Arabic too.
            x, anchor = (kind.pad, "start") if self.rtl else (kind.width - kind.pad, "end")
            self.parts.append(
                markup.put(
                    (Span(link),),
                    x,
                    self.y + kind.small,
                    size=kind.small,
                    color=self.palette.muted,
                    anchor=anchor,
                )
            )
            link = ""
        self._words(unofficial, kind.small, 2, self.palette.muted)
        self._words(link, kind.small, lines[5], self.palette.muted)

    def _slide_foot(self) -> None:
        """One line: whose picture it is, the address, and which slide at the far end."""
        kind = self.type
        unofficial = wording.unofficial(self.say)
        self.y += kind.gap / 2
        size, room = kind.small, self.room
        far = typeset.width(self.picture.place, size) + kind.gap
        x = kind.pad + room - far + kind.gap
        if self.rtl:
            x = kind.pad + far - kind.gap
        self._line(self.picture.place, x, self.y + size, size, bold=True)
        # In Arabic a slash at the end would stand before the address.
        words = " · ".join(part for part in (unofficial, self.picture.link.rstrip("/")) if part)
        if typeset.width(typeset.printable(words), size) > room - far:
            # A part of an address leads nowhere; the code has the whole.
            words = unofficial
        self._words(words, size, 1, self.palette.muted)

    def watermark(self, piece: tuple[float, float]) -> None:
        """The word of the stamp across all that is there, so that no ``piece`` is without it."""
        word = wording.watermark(bool(self.picture.stamp), self.say)
        if word:
            mark = Watermark(word, piece)
            self.parts.append(mark.over(self.width, self.height, self.palette.name))

    def _stamp(self) -> None:
        """The stamp in a dashed frame."""
        size, edge = self.type.stamp, self.type.stamp * 0.6
        lines = typeset.wrap(
            self.picture.stamp, self.words_room - 2 * edge, size, bold=True, most=2
        )
        wide = max((typeset.width(line, size, bold=True) for line in lines), default=0) + 2 * edge
        high = len(lines) * size * 1.3 + edge
        left = self.width - self.type.pad - wide if self.rtl else self.type.pad
        self.parts.append(
            f'<rect class="stamp" x="{number(left)}" y="{number(self.y)}" width="{number(wide)}"'
            f' height="{number(high)}" fill="none" stroke="{self.palette.text}"'
            f' stroke-width="{number(size / 9)}" stroke-dasharray="{number(size / 2.5)}"/>'
        )
        for index, line in enumerate(lines):
            baseline = self.y + edge / 2 + size * (1 + 1.3 * index)
            self._line(line, left + (wide - edge if self.rtl else edge), baseline, size, bold=True)
        self.y += high + self.type.gap

    def _marks(self, most: int) -> None:
        """The marks one after the other, as many on a line as there is room."""
        size, gap = self.type.small, self.type.small * 1.6
        rows: list[list[str]] = [[]]
        used = 0.0
        for mark in self.picture.marks:
            (words,) = typeset.wrap(mark, self.words_room, size, most=1) or [""]
            wide = typeset.width(words, size)
            if used + wide > self.words_room and rows[-1]:
                rows.append([])
                used = 0.0
            rows[-1].append(words)
            used += wide + gap
        for row in rows[:most] if most else rows:
            x = self.width - self.type.pad if self.rtl else self.type.pad
            for words in row:
                self._line(words, x, self.y + size, size, color=self.palette.text)
                x += (typeset.width(words, size) + gap) * (-1 if self.rtl else 1)
            self.y += size * 1.5 if row else 0

    def _words(self, text: str, size: float, most: int, color: str = "", bold: bool = False) -> int:
        """A paragraph; gives how many lines it took."""
        lines = typeset.wrap(text, self.words_room, size, bold, most)
        x = self.width - self.type.pad if self.rtl else self.type.pad
        for line in lines:
            self._line(line, x, self.y + size, size, bold, color)
            self.y += size * 1.35
        return len(lines)

    def _line(
        self, words: str, x: float, y: float, size: float, bold: bool = False, color: str = ""
    ) -> None:
        spans = (Span(words, bold),)
        ink = color or self.palette.text
        self.parts.append(markup.put(spans, x, y, size, ink, rtl=self.rtl))
