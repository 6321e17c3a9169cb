"""From the rows of a slide to native charts: how large, how many to a slide, which fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partv.charts.theme import LIGHT
from partv.exports.office.chart_data import Group, Label, Look, Native, Series
from partv.exports.office.drawingml import Box, Voice
from partv.exports.office.office_text import cut, leading, plain, width
from partv.exports.office.paging import Columns, paged, sizes_from
from partv.exports.office.slide_content import (
    BarRow,
    Bars,
    Kind,
    PairRow,
    Pairs,
    Stack,
    StackRow,
    Value,
)

_AXIS = 26.0
# The most of the width that labels take: rather two lines and a longer plot, if the rows fit so.
_SHARES = (0.34, 0.46, 0.6)
# Rows of a short chart keep together instead of filling the slide.
_TALLEST = 72.0
_BAR = Look(LIGHT.accent)
_TRACK = Look(LIGHT.grid)
_HOLLOW = Look(None, line=LIGHT.muted, dash="sysDash")
_LATER = Look(LIGHT.accent)
_EARLIER = Look(LIGHT.scale[2][0])
_APART = Look(LIGHT.background, ink=LIGHT.muted, pattern="wdUpDiag", line=LIGHT.muted)

# Told apart by lightness and pattern, so in greyscale too; none is red or green.
KINDS = {
    "yes": (Look(LIGHT.scale[4][0]), Label("", ink="#ffffff", bold=True)),
    "no": (Look(LIGHT.scale[2][0]), Label("")),
    "text": (Look(LIGHT.scale[3][0]), Label("", ink="#ffffff")),
    "not_answered": (Look(LIGHT.grid, line=LIGHT.muted), Label("")),
    "not_reported": (
        Look(LIGHT.background, ink=LIGHT.muted, pattern="wdUpDiag", line=LIGHT.muted),
        Label("", boxed=True),
    ),
    "not_applicable": (
        Look(LIGHT.background, ink=LIGHT.muted, pattern="wdDnDiag", line=LIGHT.muted),
        Label("", boxed=True),
    ),
    "absent": (Look(LIGHT.background, line=LIGHT.muted, dash="sysDash"), Label("")),
    "not_due": (Look(LIGHT.background, line=LIGHT.track), Label("")),
}


@dataclass(frozen=True)
class Placed:
    """A chart and its place."""

    native: Native
    box: Box


def bars(chart: Bars, box: Box, voice: Voice, smallest: int, percent: str) -> list[list[Placed]]:
    """One chart a slide: a track to 100 per cent, the bar on it, the figure at its end."""
    labels = [row.label for row in chart.rows]
    figures = [row.value for row in chart.rows if row.percent is not None]
    words = [row.value for row in chart.rows if row.percent is None]
    ways = [
        Columns(
            labels, figures, box, voice, size, share, max(200.0, min(_widest(words, size), 400.0))
        )
        for size, share in _ways(smallest)
    ]

    def fits(rows: Sequence[BarRow], columns: Columns) -> bool:
        return columns.pitch([row.label for row in rows]) * len(rows) + _AXIS <= box.height

    columns, shares = paged(chart.rows, ways, fits)
    return [[_bar_chart(chart, share, columns, voice, percent)] for share in shares]


def _widest(words: Sequence[str], size: int) -> float:
    return max((width(plain(text), size) for text in words), default=0) * 1.05 + 16


def _ways(smallest: int) -> list[tuple[int, float]]:
    """Sizes of text, and for each the shares of the width that labels may take."""
    return [(size, share) for size in sizes_from(smallest) for share in _SHARES]


def _bar_chart(
    chart: Bars, rows: Sequence[BarRow], columns: Columns, voice: Voice, percent: str
) -> Placed:
    box, size = columns.box, columns.size
    pitch = _pitch(box.height - _AXIS, len(rows), columns.pitch([row.label for row in rows]))
    height = pitch * len(rows) + _AXIS
    track = Series(
        name=chart.whole,
        values=[100] * len(rows),
        look=_TRACK,
        labels=[_figure(row.value, row.percent, columns) for row in rows],
        looks={index: _HOLLOW for index, row in enumerate(rows) if row.percent is None},
    )
    rates = Series(
        name=chart.measure,
        values=[row.percent for row in rows],
        look=_BAR,
        low=[row.low if row.percent is not None else None for row in rows],
        # Where the upper end is not known the line ends at the rate.
        high=[row.percent if row.high is None else row.high for row in rows],
        bounds=(chart.low, chart.high),
    )
    end = box.width - columns.figure
    native = Native(
        categories=[columns.shown(row.label) for row in rows],
        group=Group([track, rates], gap=gap_of(pitch, min(pitch * 0.66, 30.0))),
        voice=voice,
        size=size,
        plot=plot_place(columns.label, end, _AXIS, height, box.width, voice),
        top=100,
        step=25 if columns.plot > 190 else 50,
        percent=percent,
    )
    return Placed(native, Box(box.x, box.y, box.width, height))


def _figure(text: str, percent: float | None, columns: Columns, bold: bool = True) -> Label:
    """A figure after the track; what is missing stands within it."""
    if percent is None:
        words = cut(plain(text), columns.size, columns.plot + columns.figure - 14, 1)
        return Label(words, ink=LIGHT.muted, position="inBase")
    words = cut(plain(text), columns.size, columns.figure - 6, 1, bold)
    return Label(words, bold=bold)


def stack(chart: Stack, box: Box, voice: Voice, smallest: int, percent: str) -> list[list[Placed]]:
    """One chart a slide: Parties by kind of answer, the legend above."""
    kinds = [
        (index, kind)
        for index, kind in enumerate(chart.kinds)
        if any(row.counts[index] for row in chart.rows)
    ]
    labels = [row.label for row in chart.rows]
    ways = [Columns(labels, [], box, voice, *way, box.width * 0.4) for way in _ways(smallest)]

    def legend(size: int) -> float:
        return legend_height([kind for _, kind in kinds], size, box.width, voice)

    def fits(rows: Sequence[StackRow], columns: Columns) -> bool:
        pitch = columns.pitch([row.label for row in rows])
        return pitch * len(rows) + legend(columns.size) <= box.height

    columns, shares = paged(chart.rows, ways, fits)
    top = max((sum(row.counts) for row in chart.rows), default=0) or 1
    head = legend(columns.size)
    placed = []
    for rows in shares:
        least = columns.pitch([row.label for row in rows])
        pitch = _pitch(box.height - head, len(rows), least)
        height = pitch * len(rows) + head
        series = [
            counted(kind, [row.counts[index] for row in rows], columns.size, columns.plot / top)
            for index, kind in kinds
        ]
        native = Native(
            categories=[columns.shown(row.label) for row in rows],
            group=Group(series, gap=gap_of(pitch, pitch * 0.66), grouping="stacked"),
            voice=voice,
            size=columns.size,
            plot=plot_place(columns.label, box.width - 8, head, height, box.width, voice),
            top=top,
            step=top,
            legend=(0.0, 0.0, 1.0, (head - 8) / height),
        )
        placed.append([Placed(native, Box(box.x, box.y, box.width, height))])
    return placed


def legend_height(kinds: Sequence[Kind], size: int, room: float, voice: Voice) -> float:
    """The height of a legend with the air below it."""
    names = sum(width(plain(kind.name), size) + 34 for kind in kinds)
    return (1 + int(names / (room * 0.94))) * size * leading(voice.lang) + 10


def counted(kind: Kind, counts: Sequence[int], size: float, unit: float) -> Series:
    """The counts of a kind, written in the bar where it is wide enough.

    ``size`` is that of the text, ``unit`` the width of one Party, in points.
    """
    look, label = KINDS[kind.key]
    labels = []
    for count in counts:
        roomy = count and width(str(count), size, True) + 6 <= count * unit
        labels.append(replace(label, text=str(count), position="ctr") if roomy else None)
    return Series(name=plain(kind.name), values=counts, look=look, labels=labels, legend=True)


def pairs(chart: Pairs, box: Box, voice: Voice, smallest: int, percent: str) -> list[list[Placed]]:
    """Two charts a slide, all reporters and the same Parties; one where none is known of these."""
    panels = 2 if any(row.same for row in chart.rows) else 1
    values = [
        value for row in chart.rows for pair in (row.everyone, row.same) if pair for value in pair
    ]
    figures = [value.text for value in values if value.percent is not None]
    words = [value.text for value in values if value.percent is None]
    labels = [row.label for row in chart.rows]
    ways = []
    for size, share in _ways(smallest):
        columns = Columns(labels, figures, box, voice, size, share, 110.0, panels)
        if columns.plot + columns.figure < _widest(words, size):
            least = _widest(words, size) - columns.figure
            columns = Columns(labels, figures, box, voice, size, share, min(least, 250.0), panels)
        ways.append(columns)
    if panels == 2:
        # LibreOffice breaks a title that takes more of its chart, into the legend below it.
        title = plain(chart.same)
        ways = [
            columns
            for columns in ways
            if width(title, columns.size, True) <= 0.66 * (box.width - columns.label) / 2
        ] or ways

    def head(columns: Columns) -> float:
        return 2 * columns.size * leading(voice.lang) + 6 + _AXIS

    def fits(rows: Sequence[PairRow], columns: Columns) -> bool:
        return _pair_pitch(rows, columns) * len(rows) + head(columns) <= box.height

    columns, shares = paged(chart.rows, ways, fits)
    return [
        [
            _panel(chart, rows, columns, voice, percent, head(columns), number, panels)
            for number in range(panels)
        ]
        for rows in shares
    ]


def _pair_pitch(rows: Sequence[PairRow], columns: Columns) -> float:
    labels = columns.pitch([row.label for row in rows])
    return max(labels, 2.15 * columns.size * leading(columns.voice.lang)) + 6


def _panel(
    chart: Pairs,
    rows: Sequence[PairRow],
    columns: Columns,
    voice: Voice,
    percent: str,
    head: float,
    number: int,
    panels: int,
) -> Placed:
    """All reporters (number 0), with the labels of the rows, or the same Parties (1)."""
    box, size = columns.box, columns.size
    pitch = _pitch(box.height - head, len(rows), _pair_pitch(rows, columns))
    height = pitch * len(rows) + head
    half = (box.width - columns.label) / panels
    start = 0.0 if number else columns.label
    whole = start + half
    unknown = (Value(None, ""), Value(None, ""))
    known = [(row.same if number else row.everyone) or unknown for row in rows]
    line = size * leading(voice.lang)
    place = plot_place(start, whole - columns.figure, head, height, whole, voice)
    native = Native(
        categories=[columns.shown(row.label) for row in rows],
        group=_cluster(chart, known, columns, pitch),
        voice=voice,
        size=size,
        plot=place,
        top=100,
        step=50 if columns.plot > 90 else 100,
        percent=percent,
        title=cut(plain(chart.same if number else chart.everyone), size, half - 10, 1, bold=True),
        title_place=(place[0], 0.0),
        legend=(*plot_place(start, whole, line + 4, height, whole, voice)[:3], line / height),
        labelled=number == 0,
    )
    x = columns.label + half if number else 0.0
    panel = Box(box.x + x, box.y, whole, height)
    if voice.rtl:
        panel = Box(box.x + box.width - x - whole, box.y, whole, height)
    return Placed(native, panel)


def _cluster(
    chart: Pairs, known: Sequence[tuple[Value, Value]], columns: Columns, pitch: float
) -> Group:
    """The bars of the two cycles; set apart, the earlier hatched, where they do not compare."""
    looks = (_EARLIER if chart.comparable else _APART, _LATER)
    series = []
    for which, (cycle, look) in enumerate(zip(chart.cycles, looks, strict=True)):
        values = [pair[which] for pair in known]
        labels = [_at_end(value, columns, bold=which == 1) for value in values]
        series.append(
            Series(
                name=plain(cycle),
                values=[value.percent for value in values],
                look=look,
                labels=labels,
                legend=True,
                words=True,
            )
        )
    # Each bar gets a line of its own, with air between.
    thick, apart = pitch * 0.25, pitch * 0.17
    return Group(series, gap_of(pitch, 2 * thick + apart, thick), -round(apart / thick * 100))


def _at_end(value: Value, columns: Columns, bold: bool) -> Label | None:
    if not plain(value.text):
        return None
    label = _figure(value.text, value.percent, columns, bold)
    return replace(label, position="outEnd")


def _pitch(room: float, count: int, least: float) -> float:
    """The height of a row where ``count`` rows share the room."""
    return min(room / count, max(_TALLEST, least))


def gap_of(pitch: float, filled: float, unit: float | None = None) -> int:
    """The gap between categories as per cent of a bar, within what the schema allows."""
    return min(max(round((pitch - filled) / (unit or filled) * 100), 0), 500)


def plot_place(
    start: float, end: float, top: float, height: float, whole: float, voice: Voice
) -> tuple[float, float, float, float]:
    """The plot's place as shares of the chart, mirrored where the language is."""
    if voice.rtl:
        start, end = whole - end, whole - start
    return (start / whole, top / height, (end - start) / whole, (height - top) / height)
