"""What stands where on a slide: stamp, title and subtitle from above, small print from below.

The chart gets what is left between. A chart with too many rows makes several pages of a slide.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from partv.charts.theme import LIGHT
from partv.exports.office.blank_deck import (
    CONTENT_PLACE,
    FOOT,
    FOOT_PLACE,
    HEIGHT,
    LONG_TITLE,
    MARGIN,
    NUMBER_PLACE,
    SUBTITLE,
    SUBTITLE_PLACE,
    TITLE,
    TITLE_PLACE,
    WIDTH,
)
from partv.exports.office.blocks import AT_ONCE, Leaf, blocks
from partv.exports.office.drawingml import Box, Voice, fill, number_paragraph, paragraph, shape
from partv.exports.office.forms import Placed, bars, pairs, stack
from partv.exports.office.office_text import cut, fit, lines, plain, spacing
from partv.exports.office.paging import paged, sizes_from
from partv.exports.office.slide_content import (
    Bars,
    Blocks,
    DeckFacts,
    Grid,
    Pairs,
    Slide,
    Stack,
    Words,
)
from partv.exports.office.table import tables
from partv.i18n.language import Language, language

INNER = WIDTH - 2 * MARGIN
LINK = "LINK"
"""Stands in the shapes of a page for the relationship to its address."""

_LEAST, _FEWER = 170.0, (2, 3, 2)
"""What a chart is left in height, in points; and the lines where words without end leave less."""
_WIDER = 0.92
"""Of a line of small print: a machine may have a wider font only, and what is below is close."""

_DASHED = f'<a:ln w="28575">{fill(LIGHT.text)}<a:prstDash val="dash"/></a:ln>'
_NUMBER = Box(WIDTH - MARGIN - 40, HEIGHT - 12 - 16, 40, 16)


@dataclass(frozen=True)
class Page:
    """One slide of the file; ``shapes`` are DrawingML, in the order in which they are read."""

    before: Sequence[str]
    charts: Sequence[Placed]
    table: tuple[str, Box] | None
    after: Sequence[str]
    notes: Sequence[str]


@dataclass
class Composer:
    """Composes the pages of one slide; ``numbered`` are the slides before it."""

    slide: Slide
    facts: DeckFacts
    numbered: int = 0
    _left_out: list[str] = field(default_factory=list)
    _most: tuple[int, int, int] = (3, 7, 3)
    """Lines of the subtitle, the notes, the source: more than any slide of ours has."""

    def __post_init__(self) -> None:
        self.voice = Voice(self.facts.lang, self.facts.direction)
        self.em = spacing(self.facts.lang)

    def pages(self) -> list[Page]:
        """The slide, or as many pages as its rows need."""
        top, stamp, title, subtitle = self._head()
        bottom, feet = self._foot()
        if bottom - top < _LEAST:
            self._most, self._left_out = _FEWER, []
            top, stamp, title, subtitle = self._head()
            bottom, feet = self._foot()
        shares = self._content(Box(MARGIN, top, INNER, bottom - top))
        made = []
        for number, (charts, table, words) in enumerate(shares, start=1):
            part = f" ({number}/{len(shares)})" if len(shares) > 1 else ""
            texts = (title(part), stamp, subtitle, *words)
            made.append(
                Page(
                    before=[text for text in texts if text],
                    charts=charts,
                    table=table,
                    after=[*feet, self._number(number)],
                    notes=self._spoken(),
                )
            )
        return made

    def _content(
        self, box: Box
    ) -> list[tuple[Sequence[Placed], tuple[str, Box] | None, Sequence[str]]]:
        """Charts, table or words of each page."""
        chart, smallest = self.slide.chart, self.facts.smallest
        if isinstance(chart, Words):
            return [((), None, (words,)) for words in self._words(chart, box)]
        if not chart.rows:
            return [((), None, ())]
        if isinstance(chart, Blocks):
            return [(leaf.charts, None, leaf.shapes) for leaf in self._blocks(chart, box)]
        if isinstance(chart, Grid):
            return [
                ((), made, ())
                for made in tables(chart, box, self.voice, self.facts.smallest_in_tables)
            ]
        look = box, self.voice, smallest, self.facts.percent
        if isinstance(chart, Bars):
            drawn = bars(chart, *look)
        elif isinstance(chart, Stack):
            drawn = stack(chart, *look)
        else:
            drawn = pairs(chart, *look)
        return [(charts, None, ()) for charts in drawn]

    def _blocks(self, chart: Blocks, box: Box) -> list[Leaf]:
        leaves = blocks(chart, box, self.voice)
        for leaf in leaves:
            self._left_out += leaf.lost
        return leaves

    def _fit(
        self, text: str, sizes: tuple[int, ...], room: float, count: int, bold: bool = False
    ) -> tuple[int, int, str]:
        """Size, number of lines, and the text; cut to ``count`` lines in the last size."""
        whole = plain(text)
        height = count * sizes[-1] * self.em + 0.1
        size, shown = fit(whole, sizes, room, height, self.em, bold)
        self._keep(whole, shown)
        return size, len(lines(shown, size, room, bold)), shown

    def _keep(self, whole: str, shown: str) -> None:
        if shown != whole:
            self._left_out.append(whole)

    def _head(self) -> tuple[float, str, Callable[[str], str], str]:
        """Where the content begins; stamp, title (of the part's number) and subtitle."""
        y, stamp = 18.0, ""
        if plain(self.slide.stamp):
            stamp, y = self._stamp(), 50.0
        # Room for "(2/3)" is left in every title that may need it.
        size, count, words = self._fit_title(INNER - 90 * (not self._on_one_page()))
        line = size * self.em * 0.92
        box = Box(MARGIN, y, INNER, count * line)

        def title(part: str) -> str:
            text = paragraph(words + part, self.voice, size, bold=True, ink=LIGHT.text, line=line)
            return shape(2, "Title", box, text, placeholder=TITLE_PLACE)

        y += count * line + 4
        subtitle, height = self._subtitle(y)
        return y + height + 10, stamp, title, subtitle

    def _on_one_page(self) -> bool:
        chart = self.slide.chart
        return isinstance(chart, Blocks) and len(chart.rows) <= AT_ONCE

    def _fit_title(self, room: float) -> tuple[int, int, str]:
        """One line in the largest size that takes it, else two, else up to three smaller ones."""
        whole = plain(self.slide.title)
        for size, most in ((32, 1), (30, 1), (TITLE, 2)):
            count = len(lines(whole[:200], size, room, True))
            if count <= most and len(whole) <= 200:
                return size, count, whole
        shown = cut(whole, LONG_TITLE, room, 3, True)
        self._keep(whole, shown)
        return LONG_TITLE, len(lines(shown, LONG_TITLE, room, True)), shown

    def _stamp(self) -> str:
        size, _, words = self._fit(self.slide.stamp, (20, SUBTITLE), INNER - 20, 1, True)
        text = paragraph(words, self.voice, size, bold=True, ink=LIGHT.text, align="center")
        return shape(3, "Stamp", Box(MARGIN, 12, INNER, 30), text, anchor="ctr", outline=_DASHED)

    def _subtitle(self, y: float) -> tuple[str, float]:
        size, count, words = self._fit(self.slide.subtitle, (20, SUBTITLE), INNER, self._most[0])
        text = paragraph(words, self.voice, size, ink=LIGHT.muted, line=size * self.em)
        chart = self.slide.chart
        if isinstance(chart, Pairs) and not chart.comparable and plain(chart.series_break):
            size = SUBTITLE
            words = cut(plain(chart.series_break), size, INNER, 2, True)
            self._keep(plain(chart.series_break), words)
            count += len(lines(words, size, INNER, True))
            text += paragraph(
                words, self.voice, size, bold=True, ink=LIGHT.text, line=size * self.em
            )
        if not count:
            return "", 0.0
        height = count * 20 * self.em if size == 20 else count * SUBTITLE * self.em + 4
        box = Box(MARGIN, y, INNER, height)
        return shape(4, "Subtitle", box, text, placeholder=SUBTITLE_PLACE), height

    def _foot(self) -> tuple[float, list[str]]:
        """Where the content ends; small print, source, status, address."""
        room, line = INNER - 44, FOOT * self.em
        narrow = room * _WIDER
        y = HEIGHT - 12
        feet = []
        address = cut(plain(self.slide.link), FOOT, room, 1)
        if address:
            self._keep(plain(self.slide.link), address)
            y -= FOOT * 1.4
            box = self._side(Box(MARGIN, y, room, FOOT * 1.4))
            text = paragraph(address, self.voice, FOOT, ink=LIGHT.muted, link=LINK)
            feet.append(shape(20, "Link", box, text))
        told = [
            (text, cut(text, FOOT, narrow, self._most[2]))
            for text in (plain(self.slide.source), plain(self.facts.unofficial))
        ]
        told = [pair for pair in told if pair[1]]
        if told:
            for whole, shown in told:
                self._keep(whole, shown)
            height = sum(len(lines(shown, FOOT, narrow)) for _, shown in told) * line
            y -= height
            text = "".join(
                paragraph(shown, self.voice, FOOT, ink=LIGHT.muted, line=line) for _, shown in told
            )
            box = self._side(Box(MARGIN, y, room, height))
            feet.insert(0, shape(22, "Source", box, text, placeholder=FOOT_PLACE))
        size, told, count = self._small_print()
        if not told:
            return y - 10, feet
        height = count * size * self.em
        y -= height + 8
        box = Box(MARGIN, y, INNER, height)
        text = paragraph(told, self.voice, size, ink=LIGHT.text, line=size * self.em)
        return y - 8, [shape(19, "Notes", box, text), *feet]

    def _small_print(self) -> tuple[int, str, int]:
        """Size, text and lines: larger where that takes one line."""
        whole = " ".join(filter(None, map(plain, self.slide.notes)))
        room = INNER * _WIDER
        if len(lines(whole, 14, room)) <= 1:
            return 14, whole, 1
        shown = cut(whole, FOOT, room, self._most[1])
        self._keep(whole, shown)
        return FOOT, shown, len(lines(shown, FOOT, room))

    def _number(self, part: int) -> str:
        text = number_paragraph(self.voice, FOOT, LIGHT.muted, self.numbered + part)
        return shape(21, "Number", self._side(_NUMBER), text, placeholder=NUMBER_PLACE)

    def _side(self, box: Box) -> Box:
        return box.mirrored(WIDTH) if self.voice.rtl else box

    def _words(self, chart: Words, box: Box) -> list[str]:
        """Paragraphs of statements, over several pages where they are many."""

        def height(rows: Sequence[str], size: int) -> float:
            count = sum(len(lines(row, size, box.width)) for row in rows)
            return count * size * self.em + max(len(rows) - 1, 0) * size * 0.7

        sizes = (28, *sizes_from(max(self.facts.smallest, SUBTITLE)))
        most = int(box.height / (sizes[-1] * self.em))
        statements = []
        for whole in filter(None, map(plain, chart.statements)):
            statements.append(cut(whole, sizes[-1], box.width, most))
            self._keep(whole, statements[-1])
        if not statements:
            return [""]
        size, shares = paged(statements, sizes, lambda rows, size: height(rows, size) <= box.height)
        return [self._statements(rows, size, box) for rows in shares]

    def _statements(self, rows: Sequence[str], size: int, box: Box) -> str:
        text = "".join(
            paragraph(
                words,
                self.voice,
                size,
                ink=LIGHT.text,
                line=size * self.em,
                before=size * 0.7 if index else 0,
            )
            for index, words in enumerate(rows)
        )
        return shape(5, "Statements", box, text, placeholder=CONTENT_PLACE)

    def _spoken(self) -> list[str]:
        """The speaker notes, and what was cut on the slide, whole."""
        spoken = [note for note in map(plain, self.slide.speaker_notes) if note]
        return [*spoken, *(text for text in dict.fromkeys(self._left_out) if text not in spoken)]


def alternative(slide: Slide, lang: str) -> str:
    """What a chart shows, in words: the slide's own, or its title and rows."""
    if plain(slide.alt):
        return plain(slide.alt)
    say, chart = language(lang), slide.chart
    rows: list[tuple[str, str]] = []
    if isinstance(chart, Bars):
        rows = [(row.label, row.value) for row in chart.rows]
    elif isinstance(chart, Stack):
        rows = [
            (row.label, _named((k.name for k in chart.kinds), row.counts, say))
            for row in chart.rows
        ]
    elif isinstance(chart, Grid):
        rows = [
            (label, _named(chart.columns, [cell.text for cell in cells], say))
            for label, cells in chart.rows
        ]
    elif isinstance(chart, Pairs):
        rows = [
            (row.label, _named(chart.cycles, [value.text for value in row.everyone], say))
            for row in chart.rows
        ]
    head = [plain(text).rstrip(".。") for text in (slide.stamp, slide.title, slide.subtitle)]
    listed = say.text("; ").join(say.pair(label, told) for label, told in rows)
    return plain(" ".join(text + say.text(".") for text in (*head, listed) if text))[:4000]


def _named(names: Iterable[str], values: Sequence[object], say: Language) -> str:
    """Values, each after its name; those of nobody are left out."""
    return say.series(f"{name} {value}" for name, value in zip(names, values, strict=True) if value)
