"""The dot chart: one row an indicator, a dot at its rate, a thin line for its lower bound.

Three forms from one frame. ``wide`` sets the labels left of the plot, ``large`` too (projectors),
``narrow`` above each row (phones), so that no label is ever cut; the page shows the one that fits
(see ``partv/ui/page.css``).
"""

from dataclasses import dataclass, replace
from math import ceil, inf

import pandas as pd

from partv.charts.hyperlinks import Link, over
from partv.charts.marks import MISSING
from partv.charts.theme import FONT, Palette
from partv.i18n import wording
from partv.i18n.language import Language
from partv.text.cells import anchor, cells, escape, fitted, wrap
from partv.text.typeset import widest


@dataclass(frozen=True)
class _Form:
    """Measures in pixels; ``columns`` is how many character cells a label line holds."""

    size: int
    left: int
    right: int
    row: int
    line: int
    columns: int
    above: bool
    room: float = inf
    """Pixels for a line of a label, in the font of pictures."""
    gap: int = 8
    """Before the first row of an Article."""


_FORMS = {
    "wide": _Form(size=15, left=440, right=150, row=29, line=17, columns=60, above=False, room=392),
    "large": _Form(
        size=20, left=580, right=200, row=39, line=23, columns=60, above=False, room=526
    ),
    "slide": _Form(size=25, left=760, right=260, row=27, line=27, columns=64, above=False, gap=5),
    "narrow": _Form(size=14, left=14, right=112, row=34, line=18, columns=48, above=True, room=272),
}


def dots(
    frame: pd.DataFrame,
    language: Language,
    palette: Palette,
    form: str,
    link: Link,
    onward: Link,
) -> dict:
    """A Plotly figure, as a dict, of rates by indicator in the order of ``frame``.

    ``frame`` has the columns of ``queries/overview.sql``, with texts already in ``language``.
    Rows without a number are drawn hollow and say which kind of missing they are. Articles with
    several figures get a tick at their mean. ``link`` gives the address of an Article's page,
    ``onward`` that to which the marks of an Article lead.
    """
    shape = _FORMS[form]
    if form == "slide":
        shape = _on_one_line(frame, shape, language)
    else:
        shape = replace(shape, right=max(shape.right, _figures_width(frame, shape, language)))
    rows = _placed(frame, shape)
    height = rows[-1]["bottom"] if rows else shape.row
    drawn = [row for row in rows if wording.known(row["percent"])]
    hollow = [row for row in rows if not wording.known(row["percent"])]
    traces = [_dots(drawn, shape, palette), _hollow(hollow, shape, language, palette)]
    for trace, marked in zip(traces, (drawn, hollow), strict=True):
        # Where a link lies over a mark, it is the link that says what the mark is.
        linked = [onward(row["article"]) is not None for row in marked]
        trace |= {"hoverinfo": "skip"} if all(linked) else _told(marked, language)
    shapes = [_line(0, 100, row["y"], palette.track, 1) for row in drawn]
    shapes += [_line(0, 100, row["y"], palette.grid, 1, "dot") for row in hollow]
    for row in drawn:
        if wording.known(row["low"]):
            high = row["high"] if wording.known(row["high"]) else row["percent"]
            shapes.append(_line(row["low"], high, row["y"], palette.accent, shape.size // 4))
    shapes += _means(rows, palette)
    labels = [label for row in rows for label in _labels(row, shape, palette, link)]
    labels += [_value(row, language) for row in rows]
    for row in rows:
        x, reach = row["percent"] if wording.known(row["percent"]) else 0, shape.size + 8
        labels += over(x, row["y"], reach, reach, onward(row["article"]), _hover(row, language))
    ticks = [0, 50, 100] if shape.above else [0, 25, 50, 75, 100]
    return {
        "data": traces,
        "layout": {
            "height": height + shape.size * 2 + 10,
            "margin": {"l": shape.left, "r": shape.right, "t": shape.size * 2, "b": 10, "pad": 0},
            "font": {"family": FONT, "size": shape.size, "color": palette.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.background,
                "bordercolor": palette.track,
                "font": {"family": FONT, "size": shape.size - 1, "color": palette.text},
                "align": "left",
            },
            "xaxis": {
                "range": [-2, 102],
                "tickvals": ticks,
                "ticktext": [language.percent(value) for value in ticks],
                "tickfont": {
                    "size": shape.size - (0 if form == "slide" else 2),
                    "color": palette.muted,
                },
                "side": "top",
                "gridcolor": palette.grid,
                "griddash": "dot",
                "zeroline": False,
                "fixedrange": True,
            },
            "yaxis": {
                "range": [height, 0],
                "showgrid": False,
                "showticklabels": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "shapes": shapes,
            "annotations": labels,
        },
    }


def _on_one_line(frame: pd.DataFrame, shape: _Form, language: Language) -> _Form:
    """The form with margins in which no label has to be broken: two lines are higher than a row."""
    rows = frame.to_dict("records")
    labels = [row["indicator"] if wording.known(row["indicator"]) else row["title"] for row in rows]
    return replace(
        shape,
        left=ceil(widest(labels, shape.size)) + 16 + ceil(3 * shape.size),
        right=_figures_width(frame, shape, language),
        columns=max((cells(label) for label in labels), default=1),
    )


def _figures_width(frame: pd.DataFrame, shape: _Form, language: Language) -> int:
    """What the figures behind the plot need, in pixels."""
    rows = frame.to_dict("records")
    figures = [wording.figure(row, language) for row in rows if wording.known(row["yes"])]
    return ceil(widest(figures, shape.size)) + 24


def _placed(frame: pd.DataFrame, shape: _Form) -> list[dict]:
    """Rows with the pixel positions of their track (``y``) and of their label (``top``)."""
    rows: list[dict] = []
    bottom = 0
    for row in frame.to_dict("records"):
        first = not rows or rows[-1]["article"] != row["article"]
        words = row["indicator"] if wording.known(row["indicator"]) else row["title"]
        number = f"{row['article']}  " if shape.above else ""
        lines = fitted(number + words, shape.columns, shape.size, shape.room)
        top = bottom + (shape.gap if first and rows else 0)
        if shape.above:
            y = top + shape.line * len(lines) + 12
            bottom = y + 14
        else:
            # A label of several lines takes them from no other.
            high = shape.row + shape.line * (len(lines) - 1)
            y, bottom = top + high / 2, top + high
        rows.append(row | {"first": first, "lines": lines, "top": top, "y": y, "bottom": bottom})
    return rows


def _dots(rows: list[dict], shape: _Form, palette: Palette) -> dict:
    """Filled where the percentage is printed, open where it is computed here."""
    printed = [row["basis"] in ("published", "count_derived", "counted") for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["percent"] for row in rows],
        "y": [row["y"] for row in rows],
        "marker": {
            "size": shape.size,
            "color": [palette.accent if filled else palette.background for filled in printed],
            "line": {"color": palette.accent, "width": 3},
        },
        "cliponaxis": False,
    }


def _hollow(rows: list[dict], shape: _Form, language: Language, palette: Palette) -> dict:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0] * len(rows),
        "y": [row["y"] for row in rows],
        "text": [f"  {escape(wording.missing(row, language))}" for row in rows],
        "textposition": "middle right",
        "textfont": {"color": palette.muted},
        "marker": {
            "size": shape.size - 4,
            "symbol": [MISSING.get(row["basis"], "circle-open") for row in rows],
            "color": palette.muted,
            "line": {"width": 2},
        },
        "cliponaxis": False,
    }


def _told(rows: list[dict], language: Language) -> dict:
    return {
        "customdata": [_hover(row, language) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hover(row: dict, language: Language) -> str:
    words = row["statement"] if wording.known(row["statement"]) else row["title"]
    head = language.text("Article {article}", article=row["article"])
    first = escape(language.pair(head, wording.figure(row, language)))
    lines = [f"<b>{first}</b>", *map(escape, wrap(words, 60))]
    for extra in (wording.basis(row, language), row["flag_reason"], row["note"]):
        if wording.known(extra):
            lines += map(escape, wrap(extra, 60))
    return "<br>".join(lines)


def _labels(row: dict, shape: _Form, palette: Palette, link: Link) -> list[dict]:
    # Plotly lets a link in an annotation be clicked only where the annotation takes events.
    common = {"xref": "paper", "x": 0, "yref": "y", "showarrow": False, "align": "left"}
    common["captureevents"] = True
    number = f"<u>{row['article']}</u>"
    number = anchor(link(row["article"]), number, palette.text)
    if shape.above:
        lines = [escape(line) for line in row["lines"]]
        lines[0] = lines[0].replace(str(row["article"]), f"<b>{number}</b>", 1)
        text = "<br>".join(lines)
        place = {"xanchor": "left", "y": row["top"], "yanchor": "top", "xshift": -6}
        return [common | place | {"text": text}]
    labels = [
        common
        | {"xanchor": "right", "xshift": -16, "y": row["y"], "yanchor": "middle"}
        | {"text": "<br>".join(map(escape, row["lines"])), "align": "right"}
    ]
    if row["first"]:
        place = {"xanchor": "left", "xshift": -shape.left + 8, "y": row["y"], "yanchor": "middle"}
        labels.append(common | place | {"text": f"<b>{number}</b>"})
    return labels


def _value(row: dict, language: Language) -> dict:
    text = wording.figure(row, language) if wording.known(row["yes"]) else ""
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 10,
        "y": row["y"],
        "yref": "y",
        "yanchor": "middle",
        "showarrow": False,
        "text": escape(text),
    }


def _means(rows: list[dict], palette: Palette) -> list[dict]:
    """A tick on each row of an Article that has several figures, at their mean."""
    line = {"color": palette.text, "width": 2, "dash": "2px,2px"}
    return [
        {"type": "line", "x0": mean, "x1": mean, "y0": row["y"] - 9, "y1": row["y"] + 9}
        | {"line": line}
        for row in rows
        if wording.known(row["percent"])
        and row["figures"] > 1
        and wording.known(mean := row["article_percent"])
    ]


def _line(low: float, high: float, y: float, color: str, width: int, dash: str = "solid") -> dict:
    line = {"color": color, "width": width, "dash": dash}
    return {
        "type": "line", "layer": "below", "x0": low, "x1": high, "y0": y, "y1": y, "line": line
    }  # fmt: skip
