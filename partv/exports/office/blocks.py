"""A few measures on a slide: the figure in large type, a thick bar of all Parties beside it.

Where a measure has no figure, what was said of it in words takes the place of the bar; where none
has one, the words fill the slide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partv.charts.theme import LIGHT
from partv.exports.office.blank_deck import CONTENT_PLACE, WIDTH
from partv.exports.office.chart_data import Group, Native
from partv.exports.office.drawingml import (
    Box,
    Voice,
    paragraph,
    paragraph_properties,
    rule,
    run,
    run_properties,
    shape,
)
from partv.exports.office.forms import Placed, counted, gap_of, legend_height, plot_place
from partv.exports.office.office_text import cut, lines, plain, spacing, width
from partv.exports.office.paging import paged
from partv.exports.office.slide_content import Block, Blocks, Kind

# Sizes of one, two, three blocks on a slide: figures and labels, the largest that fits; the rest.
_FIGURES = {1: (66, 60, 54, 48, 40), 2: (48, 44, 40, 36, 32), 3: (36, 32, 28, 24)}
_LABELS = {1: (24, 20), 2: (20, 18, 16), 3: (18, 16)}
_REST = {1: 20, 2: 18, 3: 16}
_QUOTES = (36, 32, 28, 24, 20, 18)
_TEXT, _SPACE = 0.42, 24.0
_THICKEST = 120.0
AT_ONCE = 3
"""Blocks that a slide takes."""


@dataclass(frozen=True)
class Leaf:
    """What one slide holds: charts, and shapes in the order in which they are read."""

    charts: Sequence[Placed]
    shapes: Sequence[str]
    lost: Sequence[str] = ()
    """What had to be cut, whole."""


def blocks(chart: Blocks, box: Box, voice: Voice) -> list[Leaf]:
    """A leaf for every ``AT_ONCE`` measures; those without any figure at all as large words."""
    if not any(any(row.counts) for row in chart.rows):
        return _quotes(chart.rows, box, voice)
    _, shares = paged(chart.rows, (AT_ONCE,), lambda rows, most: len(rows) <= most)
    return [_leaf(chart, rows, box, voice) for rows in shares]


def _leaf(chart: Blocks, rows: Sequence[Block], box: Box, voice: Voice) -> Leaf:
    kinds = [
        (index, kind)
        for index, kind in enumerate(chart.kinds)
        if any(row.counts and row.counts[index] for row in chart.rows)
    ]
    top = max(sum(row.counts) for row in chart.rows)
    size = _REST[len(rows)]
    text = box.width * _TEXT - _SPACE
    right = Box(box.x + box.width * _TEXT, 0, box.width * (1 - _TEXT), 0)
    head = legend_height([kind for _, kind in kinds], size, right.width, voice)
    head = min(head, box.height * 0.45) if any(any(row.counts) for row in rows) else 0.0
    pitch = (box.height - head) / len(rows)
    y, charts, shapes = box.y, [], []
    lost: list[str] = []
    for number, row in enumerate(rows):
        if number:
            line = Box(box.x, y, box.width, 0.75)
            shapes.append(rule(30 + number, "Rule", line, LIGHT.track))
        legend = 0.0
        if any(row.counts) and not charts:
            legend = head
        place = Box(box.x, y + legend + 1, text, pitch - 2)
        shapes.append(_words(row, 40 + number, place, len(rows), voice, lost))
        beside = Box(right.x, y + 1, right.width, legend + pitch - 2)
        if any(row.counts):
            charts.append(_bar(row, kinds, top, beside, legend, size, voice))
        elif plain(row.statement):
            shapes.append(_statement(row.statement, 50 + number, beside, size, voice, lost))
        y += legend + pitch
    return Leaf(charts, shapes, lost)


def _words(row: Block, number: int, box: Box, many: int, voice: Voice, lost: list[str]) -> str:
    """Label, figure below it, the share after the figure."""
    em, small = spacing(voice.lang), _REST[many]
    label, figure = plain(row.label), plain(row.figure)
    share = _cut(plain(row.share), small, box.width, 1, lost)
    known = any(row.counts)
    # A machine may have a wider font only, and a figure must not be broken.
    room = box.width * 0.88
    beside = width(f"   {share}", small) if share else 0.0
    figures = _FIGURES[many] if known else _LABELS[many]
    below = width(figure, figures[0], True) + beside > room
    if below:
        beside = 0.0
    ways = [(large, size) for large in figures for size in _LABELS[many]]
    for large, size in ways:
        high = len(lines(label, size, box.width)) * size + large + below * small
        if high * em <= box.height and width(figure, large, True) + beside <= room:
            break
    else:
        large, size = ways[-1]
    count = max(int((box.height / em - large - below * small) / size), 1)
    label = _cut(label, size, box.width, count, lost)
    text = paragraph(label, voice, size, ink=LIGHT.text, line=size * em)
    shown = _cut(figure, large, box.width - beside, 1, lost, bold=True)
    words = run(shown, voice, large, bold=True, ink=LIGHT.text if known else LIGHT.muted)
    if share and not below:
        space = run_properties("a:rPr", voice, small)
        words += f"<a:r>{space}<a:t>  </a:t></a:r>" + run(share, voice, small, ink=LIGHT.muted)
    text += f"<a:p>{paragraph_properties(voice, line=large * em)}{words}</a:p>"
    if share and below:
        text += paragraph(share, voice, small, ink=LIGHT.muted, line=small * em)
    return shape(number, "Measure", _side(box, voice), text, anchor="ctr")


def _statement(
    statement: str, number: int, box: Box, size: int, voice: Voice, lost: list[str]
) -> str:
    line = size * spacing(voice.lang)
    words = _cut(plain(statement), size, box.width, max(int(box.height / line), 1), lost)
    text = paragraph(words, voice, size, ink=LIGHT.text, line=line)
    return shape(number, "Statement", _side(box, voice), text, anchor="ctr")


def _cut(
    text: str, size: float, room: float, count: int, lost: list[str], bold: bool = False
) -> str:
    shown = cut(text, size, room, count, bold)
    if shown != text:
        lost.append(text)
    return shown


def _bar(
    row: Block,
    kinds: Sequence[tuple[int, Kind]],
    top: int,
    box: Box,
    head: float,
    size: int,
    voice: Voice,
) -> Placed:
    """All Parties as one bar, on the scale of every block; the legend above the first."""
    end = box.width - 8
    series = [counted(kind, [row.counts[index]], size, end / top) for index, kind in kinds]
    pitch = box.height - head
    native = Native(
        categories=[plain(row.label)],
        group=Group(series, gap_of(pitch, min(pitch * 0.62, _THICKEST)), grouping="stacked"),
        voice=voice,
        size=size,
        plot=plot_place(0.0, end, head, box.height, box.width, voice),
        top=top,
        step=top,
        legend=(0.0, 0.0, 1.0, (head - 8) / box.height) if head else None,
        labelled=False,
    )
    return Placed(native, _side(box, voice))


def _quotes(rows: Sequence[Block], box: Box, voice: Voice) -> list[Leaf]:
    """Words in the largest type in which all of them fit; over several slides in the smallest."""
    inner = Box(box.x + _SPACE, box.y, box.width - _SPACE, box.height)
    em = spacing(voice.lang)

    def height(row: Block, size: int) -> float:
        label = len(lines(_heading(row), 20, inner.width, True)) * 20 * em
        return label + len(lines(_told(row), size, inner.width)) * size * em

    def fits(share: Sequence[Block], size: int) -> bool:
        return sum(height(row, size) + size for row in share) - size <= box.height

    smallest = _QUOTES[-1]
    most = int((box.height - 2 * 20 * em) / (smallest * em))
    lost: list[str] = []
    kept = [
        replace(row, statement=_cut(plain(row.statement), smallest, inner.width, most, lost))
        for row in rows
    ]
    together = [size for size in _QUOTES if fits(kept, size)]
    size, shares = (together[0], [kept]) if together else paged(kept, _QUOTES[-1:], fits)
    return [_quoted(share, size, inner, voice, lost) for share in shares]


def _heading(row: Block) -> str:
    figure = plain(row.figure) if plain(row.statement) else ""
    return " · ".join(filter(None, (plain(row.label), figure)))


def _told(row: Block) -> str:
    """What was said; else that there is nothing, which then is what the slide says."""
    return plain(row.statement) or plain(row.figure)


def _quoted(rows: Sequence[Block], size: int, box: Box, voice: Voice, lost: list[str]) -> Leaf:
    em = spacing(voice.lang)
    text = ""
    for number, row in enumerate(rows):
        heading = _cut(_heading(row), 20, box.width, 2, lost, bold=True)
        before = size if number else 0
        text += paragraph(
            heading, voice, 20, bold=True, ink=LIGHT.muted, line=20 * em, before=before
        )
        text += paragraph(_told(row), voice, size, ink=LIGHT.text, line=size * em)
    words = shape(5, "Statements", _side(box, voice), text, placeholder=CONTENT_PLACE, anchor="ctr")
    edge = Box(box.x - _SPACE, box.y, 5, box.height)
    return Leaf((), [rule(30, "Rule", _side(edge, voice), LIGHT.accent), words], lost)


def _side(box: Box, voice: Voice) -> Box:
    return box.mirrored(WIDTH) if voice.rtl else box
