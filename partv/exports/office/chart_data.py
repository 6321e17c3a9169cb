"""What a native chart holds, and the workbook in which an office program edits it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from partv.charts.theme import LIGHT
from partv.exports.office.drawingml import Voice, color, fill
from partv.exports.office.office_text import written
from partv.exports.reproducible_zip import WHEN, timeless

Number = float | int | None


@dataclass(frozen=True)
class Look:
    """A fill; ``pattern`` is a preset of DrawingML, drawn in ``ink`` on ``fill``."""

    fill: str | None
    ink: str = LIGHT.text
    pattern: str = ""
    line: str = ""
    dash: str = "solid"

    def xml(self) -> str:
        """As ``c:spPr``."""
        inside = fill(self.fill)
        if self.pattern:
            inside = (
                f'<a:pattFill prst="{self.pattern}">'
                f'<a:fgClr><a:srgbClr val="{color(self.ink)}"/></a:fgClr>'
                f'<a:bgClr><a:srgbClr val="{color(self.fill or LIGHT.background)}"/></a:bgClr>'
                "</a:pattFill>"
            )
        line = "<a:ln><a:noFill/></a:ln>"
        if self.line:
            line = f'<a:ln w="12700">{fill(self.line)}<a:prstDash val="{self.dash}"/></a:ln>'
        return f"<c:spPr>{inside}{line}</c:spPr>"


@dataclass(frozen=True)
class Label:
    """What stands at a bar: at its end, or ``inBase``, ``ctr``.

    ``boxed`` puts paper behind it, where the bar has a pattern.
    """

    text: str
    ink: str = LIGHT.text
    bold: bool = False
    boxed: bool = False
    position: str = "outEnd"


@dataclass(frozen=True)
class Series:
    """A row of bars. ``low`` and ``high`` are the ends of a thin line over each bar."""

    name: str
    values: Sequence[Number]
    look: Look
    labels: Sequence[Label | None] = ()
    looks: dict[int, Look] = field(default_factory=dict)
    """Bars that look different from the others."""
    low: Sequence[Number] = ()
    high: Sequence[Number] = ()
    bounds: tuple[str, str] = ("", "")
    """Headings of ``low`` and ``high`` in the workbook."""
    legend: bool = False
    words: bool = False
    """Where there is no number, draw the label at zero. Its text stands in the workbook's cell,
    where a number would be, which is what office programs draw so."""

    def drawn(self) -> list[Number]:
        """The numbers as an office program takes them from the workbook."""
        if not self.words:
            return list(self.values)
        return [
            0 if value is None and label else value
            for value, label in zip(self.values, self.labels, strict=True)
        ]

    def cells(self) -> list[Number | str]:
        """What stands in the workbook."""
        if not self.words:
            return list(self.values)
        return [
            label.text if value is None and label else value
            for value, label in zip(self.values, self.labels, strict=True)
        ]


@dataclass(frozen=True)
class Group:
    """Series on one pair of axes, and how their bars stand to each other."""

    series: Sequence[Series]
    gap: int
    overlap: int = 100
    grouping: str = "clustered"


@dataclass(frozen=True)
class Native:
    """A chart. ``plot`` and ``legend`` are places as shares of it (x, y, width, height)."""

    categories: Sequence[str]
    group: Group
    voice: Voice
    size: float
    plot: tuple[float, float, float, float]
    top: float
    step: float
    percent: str = ""
    """Number format of the value axis; without one the axis has no labels."""
    title: str = ""
    title_place: tuple[float, float] = (0, 0)
    legend: tuple[float, float, float, float] | None = None
    labelled: bool = True
    """Whether the categories are written at the axis."""


class Sheet:
    """Where each column of the chart stands in the workbook."""

    def __init__(self, native: Native) -> None:
        self.columns: list[tuple[str, Sequence[object]]] = [("", native.categories)]
        self.rows = len(native.categories)
        self.place: dict[tuple[int, str], str] = {}
        for series in native.group.series:
            self._add(series, "values", series.name, series.cells())
            if any(value is not None for value in series.low):
                self._add(series, "low", series.bounds[0], series.low)
                self._add(series, "high", series.bounds[1], series.high)
                self._add(series, "minus", "−", below(series))
                self._add(series, "plus", "+", above(series))
            if series.labels:
                texts = [label.text if label else None for label in series.labels]
                self._add(series, "labels", "", texts)

    def _add(self, series: Series, what: str, heading: str, cells: Sequence[object]) -> None:
        self.columns.append((heading, cells))
        self.place[id(series), what] = get_column_letter(len(self.columns))

    def cells(self, series: Series, what: str) -> str:
        """The range of a column's cells."""
        letter = self.place[id(series), what]
        return f"Sheet1!${letter}$2:${letter}${self.rows + 1}"

    def heading(self, series: Series) -> str:
        """The cell of a series' name."""
        return f"Sheet1!${self.place[id(series), 'values']}$1"


def workbook(native: Native) -> bytes:
    """The chart's numbers as XLSX, which opens at "Edit data"."""
    book = Workbook()
    page = book.active
    page.title = "Sheet1"
    for column, (heading, cells) in enumerate(Sheet(native).columns, start=1):
        for row, value in enumerate([heading, *cells], start=1):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                value = written(value, native.voice.rtl)
            cell = page.cell(row, column, value)
            if isinstance(value, str):
                # As text: what begins with "=" is no formula.
                cell.data_type = "s"
    page.column_dimensions["A"].width = 50
    page.sheet_view.rightToLeft = native.voice.rtl
    book.properties.creator = "Part V Dashboard"
    book.properties.created = WHEN
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def below(series: Series) -> list[Number]:
    """How far each thin line reaches below its bar's end."""
    return [
        None if value is None or low is None else max(value - low, 0)
        for value, low in zip(series.values, series.low, strict=True)
    ]


def above(series: Series) -> list[Number]:
    """How far each thin line reaches above its bar's end."""
    return [
        None if value is None or high is None else max(high - value, 0)
        for value, high in zip(series.values, series.high, strict=True)
    ]
