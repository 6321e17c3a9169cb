"""Native tables: a heat map whose cells say their figure."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from partv.charts.theme import LIGHT
from partv.exports.office.drawingml import (
    Box,
    Voice,
    color,
    emu,
    fill,
    paragraph_properties,
    run_properties,
)
from partv.exports.office.office_text import cut, lines, plain, spacing, width
from partv.exports.office.paging import SIZES, paged, sizes_from
from partv.exports.office.slide_content import Cell, Grid

URI = "http://schemas.openxmlformats.org/drawingml/2006/table"

# "No style, no grid", which every office program knows.
_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_PAD_X, _PAD_Y = 5.0, 2.0
# How many lines a label takes before it is cut; a figure is not.
_LINES, _FIGURE_LINES = 3, 6


class _Measures:
    """Widths and heights of a table in a size of text."""

    def __init__(self, grid: Grid, whole: float, size: int, em: float) -> None:
        self.grid, self.size, self.em = grid, size, em
        count = max(len(grid.columns), 1)
        longest = max((self._widest(texts) for texts in self._columns()), default=0)
        self.cell = min(longest * 1.06 + 2 * _PAD_X, whole * 0.72 / count)
        labels = [plain(label) for label, _ in grid.rows] + [plain(grid.corner)]
        natural = max(width(label, size, True) for label in labels) * 1.04 + 2 * _PAD_X
        self.label = max(min(natural, whole - count * self.cell), whole * 0.28)
        self.cell = (whole - self.label) / count

    def _columns(self) -> list[list[str]]:
        """The texts of each column, heading first."""
        return [
            [heading, *(cells[index].text for _, cells in self.grid.rows)]
            for index, heading in enumerate(self.grid.columns)
        ]

    def _widest(self, texts: Sequence[str]) -> float:
        """What a column needs so that none of its words is broken, and figures stay together."""
        words = [word for text in texts for word in _unbroken(plain(text))]
        return max((width(word, self.size, True) for word in words), default=0)

    def head(self, text: str, bold: bool = False) -> str:
        """A label of a row that fits."""
        return cut(plain(text), self.size, self.label - 2 * _PAD_X, _LINES, bold)

    def figure(self, text: str, bold: bool = False) -> str:
        """What a cell says."""
        return cut(plain(text), self.size, self.cell - 2 * _PAD_X, _FIGURE_LINES, bold)

    def parts(self, text: str) -> list[str]:
        """A figure and its share on lines of their own, where one is too short for both and no
        space stands between them: LibreOffice would break the number."""
        if width(text, self.size) * 1.15 <= self.cell - 2 * _PAD_X:
            return [text]
        return re.split("(?<=[0-9‡†])(?=（)", text)

    def keeps_words(self) -> bool:
        """Whether no word in a cell is longer than a line."""
        words = [
            word for texts in self._columns() for text in texts for word in plain(text).split()
        ]
        return all(width(word, self.size) <= self.cell - 2 * _PAD_X for word in words)

    def lines(self, texts: Sequence[str], bold: bool = False) -> int:
        """How many lines the longest of these cells takes."""
        room = self.cell - 2 * _PAD_X
        return max(
            (len(lines(self.figure(text), self.size, room, bold)) for text in texts), default=1
        )

    def height(self, label: str, texts: Sequence[str], bold: bool = False) -> float:
        """The height of a row."""
        room = self.label - 2 * _PAD_X
        most = max(
            len(lines(self.head(label, bold), self.size, room, bold)), self.lines(texts, bold), 1
        )
        return most * self.size * self.em + 2 * _PAD_Y


def _unbroken(text: str) -> list[str]:
    """The parts of a text between which a line may end: "12 of 21", "(57%)"."""
    return re.split(r"(?= \(|（)", text)


def tables(grid: Grid, box: Box, voice: Voice, smallest: int) -> list[tuple[str, Box]]:
    """The table as DrawingML with its place, one for each slide that it takes."""
    em = spacing(voice.lang)
    of = {size: _Measures(grid, box.width, size, em) for size in sizes_from(smallest) if size <= 20}
    smaller = _Measures(grid, box.width, SIZES[-1], em)
    if not of[min(of)].keeps_words() and smaller.keeps_words():
        of = {SIZES[-1]: smaller}

    def height(rows: Sequence[tuple[str, Sequence[Cell]]], size: int) -> float:
        head = of[size].height(grid.corner, grid.columns, bold=True)
        return head + sum(
            of[size].height(label, [cell.text for cell in cells]) for label, cells in rows
        )

    def fits(rows: Sequence[tuple[str, Sequence[Cell]]], size: int) -> bool:
        most = max(of[size].lines([cell.text for cell in cells]) for _, cells in rows)
        readable = most <= 2 or size == min(of)
        return readable and height(rows, size) <= box.height

    size, shares = paged(grid.rows, tuple(of), fits)
    placed = []
    for rows in shares:
        whole = height(rows, size)
        # What is left over goes into the rows, as far as it looks well.
        room = min((box.height - whole) / (len(rows) + 1), 10.0) if rows else 0.0
        place = Box(box.x, box.y, box.width, whole + max(room, 0) * (len(rows) + 1))
        placed.append((_table(grid, rows, of[size], voice, max(room, 0)), place))
    return placed


def _table(
    grid: Grid,
    rows: Sequence[tuple[str, Sequence[Cell]]],
    of: _Measures,
    voice: Voice,
    room: float,
) -> str:
    widths = [of.label, *[of.cell] * len(grid.columns)]
    columns = "".join(f'<a:gridCol w="{emu(wide)}"/>' for wide in widths)
    head = [_cell(of.head(grid.corner, True), of, voice, bold=True, start=True)]
    head += [_cell(of.figure(name, True), of, voice, bold=True) for name in grid.columns]
    body = [_row(head, of.height(grid.corner, grid.columns, bold=True) + room)]
    for label, cells in rows:
        row = [_cell(of.head(label), of, voice, start=True)]
        for cell in cells:
            look = grid.scale[cell.shade] if cell.shade is not None else (None, LIGHT.text)
            row.append(_cell(of.figure(cell.text), of, voice, look=look, framed=True))
        body.append(_row(row, of.height(label, [cell.text for cell in cells]) + room))
    return (
        f'<a:tbl><a:tblPr rtl="{int(voice.rtl)}" firstRow="1" firstCol="1">'
        f"<a:tableStyleId>{_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(body)}</a:tbl>"
    )


def _row(cells: Sequence[str], height: float) -> str:
    return f'<a:tr h="{emu(height)}">{"".join(cells)}</a:tr>'


def _cell(
    text: str,
    of: _Measures,
    voice: Voice,
    *,
    bold: bool = False,
    start: bool = False,
    look: tuple[str | None, str] = (None, LIGHT.text),
    framed: bool = False,
) -> str:
    ground, ink = look
    align = paragraph_properties(voice, "start" if start else "center", of.size * of.em)
    run = run_properties("a:rPr", voice, of.size, bold, ink)
    words = f"<a:br>{run}</a:br>".join(
        f"<a:r>{run}<a:t>{escape(part)}</a:t></a:r>" for part in of.parts(text)
    )
    # A coloured cell is parted by paper; one without colour has a frame.
    edge = _edge(LIGHT.background, "solid") if ground else _edge(LIGHT.track, "sysDash")
    if not framed:
        edge = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in _SIDES)
    pad = f'marL="{emu(_PAD_X)}" marR="{emu(_PAD_X)}" marT="{emu(_PAD_Y)}" marB="{emu(_PAD_Y)}"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{align}{words}</a:p></a:txBody>"
        f'<a:tcPr {pad} anchor="ctr">{edge}{fill(ground)}</a:tcPr></a:tc>'
    )


_SIDES = ("lnL", "lnR", "lnT", "lnB")


def _edge(ink: str, dash: str) -> str:
    return "".join(
        f'<a:{side} w="12700"><a:solidFill><a:srgbClr val="{color(ink)}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/></a:{side}>'
        for side in _SIDES
    )
