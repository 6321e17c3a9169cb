"""The dot chart: one row an indicator, a dot at its rate, a thin line for its lower bound.

Three forms from one frame. ``wide`` sets the labels left of the plot, ``large`` too (projectors),
``narrow`` above each row (phones), so that no label is ever cut; the page shows the one that fits
(see ``partv/ui/page.css``). Made in three steps: what is shown, where it is, how Plotly draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

from partv.charts.hyperlinks import Link, over
from partv.charts.layout import hidden_axis, layout, words
from partv.charts.theme import Palette
from partv.data.rate_rows import MeasureRate
from partv.i18n import wording
from partv.i18n.language import Language
from partv.text.cells import anchor, cells, escape, fitted, wrap
from partv.text.typeset import widest


@dataclass(frozen=True)
class _Form:
    """Measures in pixels; ``columns`` is how many character cells a label line holds."""

    size: int
    tick: int
    dot: int
    left: int
    right: int
    row: int
    line: int
    columns: int
    above: bool = False
    room: float = inf
    """Pixels for a line of a label, in the font of pictures."""
    gap: int = 8
    """Before the first row of an Article."""


_FORMS = {
    "wide": _Form(15, tick=13, dot=15, left=440, right=150, row=29, line=17, columns=60, room=392),
    "large": _Form(20, tick=18, dot=20, left=580, right=200, row=39, line=23, columns=60, room=526),
    "slide": _Form(25, tick=25, dot=25, left=760, right=260, row=27, line=27, columns=64, gap=5),
    "narrow": _Form(
        14, tick=12, dot=9, left=14, right=112, row=34, line=18, columns=48, above=True, room=272
    ),
}


@dataclass(frozen=True)
class _Row:
    """What is to be shown of a rate."""

    article: int
    first: bool
    """Whether it is the first of its Article."""
    label: str
    percent: float | None
    """The place of the dot; None where there is none."""
    filled: bool
    """The percentage is printed or counted, not computed here."""
    ends: tuple[float, float] | None
    """The ends of the range."""
    mean: float | None
    """That of the Article's measures, if it has several."""
    instead: str
    """The words in the place of a dot: which kind of missing it is, or why there is no
    percentage."""
    figure: str
    hover: str
    address: str | None
    """Where the number of the Article leads."""
    onward: str | None
    """Where the mark leads."""


@dataclass(frozen=True)
class _Place:
    """Where a row is, in pixels from the top of the plot."""

    lines: list[str]
    top: float
    """The upper edge of the label."""
    y: float
    """The track with the dot."""
    bottom: float


def dots(
    rates: Sequence[MeasureRate],
    language: Language,
    palette: Palette,
    form: str,
    link: Link,
    onward: Link,
) -> dict:
    """Return a Plotly figure, as a dict, of rates by indicator in their order.

    Their texts are already in ``language``. Rows without a percentage have no
    dot and say why. Articles with several figures get a tick at their mean. ``link``
    gives the address of an Article's page, ``onward`` that to which the marks of an Article lead.
    """
    rows = [
        _shown(rate, before, language, link, onward)
        for before, rate in zip([None, *rates], rates, strict=False)
    ]
    shape = _fitting(rows, form)
    return _drawn(rows, _placed(rows, shape), shape, language, palette)


def _shown(
    rate: MeasureRate, before: MeasureRate | None, language: Language, link: Link, onward: Link
) -> _Row:
    several = (rate.figures or 0) > 1 and rate.share is not None
    return _Row(
        article=rate.article,
        first=before is None or before.article != rate.article,
        label=rate.label,
        percent=rate.share,
        filled=not rate.derived,
        ends=rate.ends,
        mean=rate.mean if several else None,
        instead=rate.no_percentage(language) or wording.missing(rate.basis, language),
        figure=rate.figure(language) if rate.known else "",
        hover=_hover(rate, language),
        address=link(rate.article),
        onward=onward(rate.article),
    )


def _hover(rate: MeasureRate, language: Language) -> str:
    statement = rate.title if rate.statement is None else rate.statement
    head = language.text("Article {article}", article=rate.article)
    first = escape(language.pair(head, rate.figure(language)))
    lines = [f"<b>{first}</b>", *map(escape, wrap(statement, 60))]
    for extra in (rate.basis_in_words(language), rate.flag_reason, rate.note):
        if extra is not None:
            lines += map(escape, wrap(extra, 60))
    return "<br>".join(lines)


def _fitting(rows: Sequence[_Row], form: str) -> _Form:
    """The form with room for the figures; on a slide, where two lines are higher than a row, with
    a margin in which no label has to be broken."""
    shape = _FORMS[form]
    figures = ceil(widest((row.figure for row in rows if row.figure), shape.size)) + 24
    if form != "slide":
        return replace(shape, right=max(shape.right, figures))
    labels = [row.label for row in rows]
    return replace(
        shape,
        left=ceil(widest(labels, shape.size)) + 16 + ceil(3 * shape.size),
        right=figures,
        columns=max(map(cells, labels), default=1),
    )


def _placed(rows: Sequence[_Row], shape: _Form) -> list[_Place]:
    places: list[_Place] = []
    bottom: float = 0
    for row in rows:
        number = f"{row.article}  " if shape.above else ""
        lines = fitted(number + row.label, shape.columns, shape.size, shape.room)
        top = bottom + (shape.gap if row.first and places else 0)
        if shape.above:
            y = top + shape.line * len(lines) + 12
            bottom = y + 14
        else:
            # A label of several lines takes them from no other.
            high = shape.row + shape.line * (len(lines) - 1)
            y, bottom = top + high / 2, top + high
        places.append(_Place(lines, top, y, bottom))
    return places


def _drawn(
    rows: Sequence[_Row],
    places: Sequence[_Place],
    shape: _Form,
    language: Language,
    palette: Palette,
) -> dict:
    height = places[-1].bottom if places else shape.row
    both = list(zip(rows, places, strict=True))
    marked = [(row, place) for row, place in both if row.percent is not None]
    empty = [(row, place) for row, place in both if row.percent is None]
    shapes = [_line(0, 100, place.y, palette.track, 1) for _, place in marked]
    shapes += [_line(0, 100, place.y, palette.grid, 1, "dot") for _, place in empty]
    for row, place in marked:
        if row.ends is not None:
            shapes.append(_line(*row.ends, place.y, palette.accent, shape.size // 4))
    shapes += [_mean(row.mean, place, palette) for row, place in marked if row.mean is not None]
    notes = [note for row, place in both for note in _labels(row, place, shape, palette)]
    notes += [_figure(row, place) for row, place in both]
    notes += [_words(row, place, palette) for row, place in empty]
    reach = shape.size + 8
    for row, place in both:
        notes += over(
            0 if row.percent is None else row.percent, place.y, reach, reach, row.onward, row.hover
        )
    figure = layout(
        palette,
        shape.size,
        height + shape.size * 2 + 10,
        (shape.left, shape.size * 2, shape.right, 10),
    )
    figure["xaxis"] = _axis(shape, language, palette)
    figure["yaxis"] = hidden_axis(height, 0)
    figure |= {"shapes": shapes, "annotations": notes}
    return {
        "data": [_dots(marked, shape, palette)],
        "layout": figure,
    }


def _axis(shape: _Form, language: Language, palette: Palette) -> dict:
    ticks = [0, 50, 100] if shape.above else [0, 25, 50, 75, 100]
    return {
        "range": [-2, 102],
        "tickvals": ticks,
        "ticktext": [language.percent(value) for value in ticks],
        "tickfont": {"size": shape.tick, "color": palette.muted},
        "side": "top",
        "gridcolor": palette.grid,
        "griddash": "dot",
        "zeroline": False,
        "fixedrange": True,
    }


def _dots(marked: Sequence[tuple[_Row, _Place]], shape: _Form, palette: Palette) -> dict:
    """Filled where the percentage is printed, open where it is computed here."""
    # Where a link lies over a mark, it is the link that says what the mark is.
    told: dict = {"hoverinfo": "skip"}
    if not all(row.onward is not None for row, _ in marked):
        told = {
            "customdata": [row.hover for row, _ in marked],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.percent for row, _ in marked],
        "y": [place.y for _, place in marked],
        "marker": {
            "size": shape.dot,
            "color": [palette.accent if row.filled else palette.background for row, _ in marked],
            "line": {"color": palette.accent, "width": 2 if shape.above else 3},
        },
        "cliponaxis": False,
        **told,
    }


def _words(row: _Row, place: _Place, palette: Palette) -> dict:
    """What is said in a row without a dot. No mark: on this axis it would stand at 0%."""
    # Where a link lies over the row, it is the link that says what the row is.
    more = {} if row.onward else {"hovertext": row.hover}
    font = {"color": palette.muted}
    return words(escape(row.instead), 0, place.y, "left", font=font, **more)


def _labels(row: _Row, place: _Place, shape: _Form, palette: Palette) -> list[dict]:
    # Plotly lets a link in an annotation be clicked only where the annotation takes events.
    common = {"xref": "paper", "x": 0, "yref": "y", "showarrow": False, "align": "left"}
    common["captureevents"] = True
    number = anchor(row.address, f"<u>{row.article}</u>", palette.text)
    if shape.above:
        lines = [escape(line) for line in place.lines]
        lines[0] = lines[0].replace(str(row.article), f"<b>{number}</b>", 1)
        at = {"xanchor": "left", "y": place.top, "yanchor": "top", "xshift": -6}
        return [common | at | {"text": "<br>".join(lines)}]
    labels = [
        common
        | {"xanchor": "right", "xshift": -16, "y": place.y, "yanchor": "middle"}
        | {"text": "<br>".join(map(escape, place.lines)), "align": "right"}
    ]
    if row.first:
        at = {"xanchor": "left", "xshift": -shape.left + 8, "y": place.y, "yanchor": "middle"}
        labels.append(common | at | {"text": f"<b>{number}</b>"})
    return labels


def _figure(row: _Row, place: _Place) -> dict:
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 10,
        "y": place.y,
        "yref": "y",
        "yanchor": "middle",
        "showarrow": False,
        "text": escape(row.figure),
    }


def _mean(mean: float, place: _Place, palette: Palette) -> dict:
    """A tick on the row, at the mean of its Article."""
    line = {"color": palette.text, "width": 2, "dash": "2px,2px"}
    return {
        "type": "line", "x0": mean, "x1": mean, "y0": place.y - 9, "y1": place.y + 9, "line": line
    }  # fmt: skip


def _line(low: float, high: float, y: float, color: str, width: int, dash: str = "solid") -> dict:
    line = {"color": color, "width": width, "dash": dash}
    return {
        "type": "line", "layer": "below", "x0": low, "x1": high, "y0": y, "y1": y, "line": line
    }  # fmt: skip
