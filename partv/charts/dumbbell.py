"""The dumbbell: two cycles side by side, among all reporters and among the same Parties.

An open mark for the earlier cycle, a filled one for the later; circles for all reporters, diamonds
for the Parties that reported in both. Where the instrument changed between the cycles no line
joins the marks: a break is drawn instead. Made in three steps: what is shown, where it is, how
Plotly draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from partv.charts.hyperlinks import Link, over
from partv.charts.layout import hidden_axis, layout, targets
from partv.charts.theme import Palette
from partv.data.rate_rows import PairedRate, Rate
from partv.i18n.language import Language
from partv.text.cells import anchor, cells, escape, wrap
from partv.text.typeset import widest


@dataclass(frozen=True)
class _Form:
    """Measures in pixels; ``columns`` is how many character cells a label line holds."""

    size: int
    left: int
    right: int
    track: int
    line: int
    columns: int
    above: bool = False
    """Labels stand above their tracks."""
    one_line: bool = False
    """Both comparisons are read in one line: on a slide two do not fit where two tracks do."""


_FORMS = {
    "wide": _Form(size=14, left=420, right=210, track=22, line=17, columns=58),
    "large": _Form(size=19, left=560, right=290, track=29, line=23, columns=58),
    "slide": _Form(25, left=760, right=500, track=18, line=26, columns=62, one_line=True),
    "narrow": _Form(size=13, left=8, right=108, track=24, line=17, columns=36, above=True),
}

_ROOM_FOR_A_BREAK = 12
"""Percentage points between two marks below which the sign of the break would lie on them."""


@dataclass(frozen=True)
class _Track:
    """What is to be shown of one comparison."""

    same: bool
    """Among the Parties of both cycles; else among all reporters."""
    before: float | None
    """The place of the mark; None where there is no percentage: a small group has a fraction."""
    after: float | None
    joined: bool
    """The two cycles compare: a line joins the marks."""
    reads: str
    short: str
    """The same in few characters."""
    hover: str

    @property
    def ends(self) -> tuple[float, float] | None:
        """Both marks, where there are two."""
        return None if self.before is None or self.after is None else (self.before, self.after)

    @property
    def marks(self) -> list[tuple[float, bool]]:
        """The places of marks, and whether each is filled."""
        both = ((self.before, False), (self.after, True))
        return [(value, filled) for value, filled in both if value is not None]


@dataclass(frozen=True)
class _Row:
    """What is to be shown of a measure."""

    article: int
    label: str
    address: str | None
    tracks: tuple[_Track, ...]
    """All reporters; and the same Parties, where they are known."""

    @property
    def reads(self) -> str:
        """The comparisons in one line."""
        return " · ".join(track.reads for track in self.tracks)


@dataclass(frozen=True)
class _Place:
    """Where a row is, in pixels from the top of the plot."""

    lines: list[str]
    start: float
    top: float
    """The upper edge of the first track."""
    middle: float
    """Between the two tracks."""
    tracks: tuple[float, ...]
    """The middle of each."""
    bottom: float


def dumbbell(
    rates: Sequence[PairedRate], language: Language, palette: Palette, form: str, link: Link
) -> dict:
    """Return a Plotly figure, as a dict, of two cycles, texts already in ``language``."""
    rows = [_shown(rate, language, link) for rate in rates]
    shape = _fitting(rows, form)
    return _drawn(rows, _placed(rows, shape), shape, language, palette)


def _shown(rate: PairedRate, language: Language, link: Link) -> _Row:
    number = language.number
    base, now = rate.everyone
    everyone = language.text(
        "{before} → {after}", before=base.fraction(language), after=now.fraction(language)
    )
    head = [escape(line) for line in wrap(rate.indicator, 60)]
    all_reporters = _Track(
        same=False,
        before=base.share,
        after=now.share,
        joined=rate.comparable,
        reads=everyone,
        short=f"{_short(base, language)}→{_short(now, language)}",
        hover="<br>".join([f"<b>{escape(everyone)}</b>", *head]),
    )
    if not rate.same:
        return _Row(rate.article, rate.indicator, link(rate.article), (all_reporters,))
    same = language.text(
        "same {n}: {before} → {after}",
        n=number(rate.both),
        before=number(rate.base_yes),
        after=number(rate.yes),
    )
    changes = [
        language.text("No to Yes: {n}", n=number(rate.gained)),
        language.text("Yes to No: {n}", n=number(rate.lost)),
        language.text("Newly reporting: {n}", n=number(rate.newly_reporting)),
    ]
    earlier, later = rate.same
    tracks = (
        all_reporters,
        _Track(
            same=True,
            before=earlier.share,
            after=later.share,
            joined=rate.comparable,
            reads=same,
            short=f"{number(rate.base_yes)}→{number(rate.yes)} / {number(rate.both)}",
            hover="<br>".join([f"<b>{escape(same)}</b>", *head, *map(escape, changes)]),
        ),
    )
    return _Row(rate.article, rate.indicator, link(rate.article), tracks)


def _short(rate: Rate, language: Language) -> str:
    if rate.yes is None or rate.denominator is None:
        return "–"
    return f"{language.number(rate.yes)}/{language.number(rate.denominator)}"


def _fitting(rows: Sequence[_Row], form: str) -> _Form:
    """The form with room for the figures; on a slide no text has to be broken."""
    shape = _FORMS[form]
    reads = ceil(widest((row.reads for row in rows), shape.size)) + 24
    if not shape.one_line:
        return shape if shape.above else replace(shape, right=max(shape.right, reads))
    labels = [row.label for row in rows]
    return replace(
        shape,
        left=ceil(widest(labels, shape.size)) + 16 + 3 * shape.size,
        right=reads,
        columns=max(map(cells, labels), default=1),
    )


def _placed(rows: Sequence[_Row], shape: _Form) -> list[_Place]:
    places: list[_Place] = []
    start, track = 0.0, shape.track
    for row in rows:
        lines = wrap(row.label, shape.columns)
        top = start + (5 if shape.one_line else 8)
        if shape.above:
            top += shape.line * len(lines) + 2
        # A comparison by itself lies in the middle of the two places.
        both = (top + track * 0.5, top + track * 1.5)
        tracks = both if len(row.tracks) == 2 else (top + track,)
        places.append(_Place(lines, start, top, top + track, tracks, top + 2 * track))
        start = places[-1].bottom
    return places


def _drawn(
    rows: Sequence[_Row],
    places: Sequence[_Place],
    shape: _Form,
    language: Language,
    palette: Palette,
) -> dict:
    texts, shapes = [], []
    marks: list[tuple[float, float, bool, bool]] = []
    points: list[tuple[float, float, str]] = []
    for row, place in zip(rows, places, strict=True):
        texts += _labels(row, place, shape, palette)
        for track, y in zip(row.tracks, place.tracks, strict=True):
            lines, words = _between(track, y, shape, palette)
            shapes += lines
            texts += words
            for value, filled in track.marks:
                marks.append((value, y, track.same, filled))
                texts += over(value, y, shape.size + 4, shape.track, row.address, track.hover)
            if not shape.one_line:
                texts.append(_figure(track, y, shape, palette))
            known = [value for value, _ in track.marks]
            points.append((sum(known) / len(known) if known else 0, y, track.hover))
    bottom = places[-1].bottom if places else 0.0
    size = shape.size
    figure = layout(palette, size, bottom + size * 2 + 10, (shape.left, size * 2, shape.right, 8))
    figure["xaxis"] = hidden_axis(-2, 102) | {
        "tickvals": [0, 25, 50, 75, 100],
        "ticktext": [language.percent(value) for value in (0, 25, 50, 75, 100)],
        "tickfont": {"size": size if shape.one_line else size - 2, "color": palette.muted},
        "showticklabels": True,
        "side": "top",
        "showgrid": True,
        "gridcolor": palette.grid,
        "griddash": "dot",
    }
    figure["yaxis"] = hidden_axis(bottom, 0)
    figure |= {"shapes": shapes, "annotations": texts}
    xs, ys, hover = ([point[n] for point in points] for n in range(3))
    return {
        "data": [_marks(marks, shape, palette), targets(xs, ys, shape.track, hover)],
        "layout": figure,
    }


def _labels(row: _Row, place: _Place, shape: _Form, palette: Palette) -> list[dict]:
    """The number of the Article and the measure; on a slide also how the figures read."""
    number = "<b>" + anchor(row.address, f"<u>{row.article}</u>", palette.text) + "</b>"
    words = "<br>".join(map(escape, place.lines))
    label = {"xref": "paper", "x": 0, "yref": "y", "showarrow": False, "captureevents": True}
    if shape.above:
        at = {"y": place.start + 8, "yanchor": "top", "xanchor": "left", "align": "left"}
        return [label | {"text": f"{number} {words}"} | at]
    middle = {"y": place.middle, "yanchor": "middle"}
    labels = [
        label | middle | {"text": number, "xanchor": "left", "xshift": 8 - shape.left},
        label | middle | {"text": words, "xanchor": "right", "xshift": -16, "align": "right"},
    ]
    if shape.one_line:
        at = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 10, "y": place.middle}
        labels.append(at | {"yanchor": "middle", "showarrow": False, "text": escape(row.reads)})
    return labels


def _between(
    track: _Track, y: float, shape: _Form, palette: Palette
) -> tuple[list[dict], list[dict]]:
    """The track, and what lies between its marks: a line, or the sign of a break."""
    base = {"layer": "below", "type": "line", "y0": y, "y1": y}
    rail = {"color": palette.grid, "width": 1}
    lines = [base | {"x0": 0, "x1": 100, "line": rail}]
    if track.ends is None:
        return lines, []
    before, after = track.ends
    style = {"color": _color(track.same, palette), "width": 3 if track.joined else 0}
    lines.append(base | {"x0": before, "x1": after, "line": style})
    if track.joined or abs(after - before) < _ROOM_FOR_A_BREAK:
        return lines, []
    middle = (before + after) / 2
    if shape.one_line:
        return lines + _break(middle, y, shape.track, palette), []
    sign = {"x": middle, "y": y, "text": "//", "showarrow": False}
    return lines, [sign | {"font": {"color": palette.muted}}]


def _break(x: float, y: float, track: float, palette: Palette) -> list[dict]:
    """The sign of the break as two strokes: as a text it would touch the one in the next track."""
    high, line = track * 0.36, {"color": palette.muted, "width": 2}
    return [
        {"type": "line", "layer": "below", "line": line, "y0": y + high, "y1": y - high}
        | {"x0": x + side - 0.4, "x1": x + side + 0.4}
        for side in (-0.6, 0.6)
    ]


def _figure(track: _Track, y: float, shape: _Form, palette: Palette) -> dict:
    ink = palette.second if track.same else palette.text
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 10,
        "y": y,
        "yanchor": "middle",
        "showarrow": False,
        "text": escape(track.short if shape.above else track.reads),
        "font": {"color": ink, "size": shape.size - shape.above},
    }


def _marks(
    marks: Sequence[tuple[float, float, bool, bool]], shape: _Form, palette: Palette
) -> dict:
    """Marks at percentage and height; circles or diamonds, filled or open."""
    inks = [_color(same, palette) for _, _, same, _ in marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark[0] for mark in marks],
        "y": [mark[1] for mark in marks],
        "marker": {
            "size": min(shape.size - 2, shape.track - 3),
            "symbol": ["diamond" if same else "circle" for _, _, same, _ in marks],
            "color": [
                ink if filled else palette.background
                for ink, (*_, filled) in zip(inks, marks, strict=True)
            ],
            "line": {"color": inks, "width": 2},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _color(same: bool, palette: Palette) -> str:
    return palette.second if same else palette.accent
