"""The dumbbell: two cycles side by side, among all reporters and among the same Parties.

An open mark for the earlier cycle, a filled one for the later; circles for all reporters, diamonds
for the Parties that reported in both. Where the instrument changed between the cycles no line
joins the marks: a break is drawn instead.
"""

from math import ceil

import pandas as pd

from partv.charts.hyperlinks import Link, over
from partv.charts.layout import hidden_axis, layout, targets
from partv.charts.theme import Palette
from partv.i18n import wording
from partv.i18n.language import Language
from partv.text.cells import anchor, cells, escape, wrap
from partv.text.typeset import widest

# Form -> font size, left and right margin, height of a track, label line, columns, label above.
_SIZES = {
    "wide": (14, 420, 210, 22, 17, 58, False),
    "large": (19, 560, 290, 29, 23, 58, False),
    "slide": (25, 760, 500, 18, 26, 62, False),
    "narrow": (13, 8, 108, 24, 17, 36, True),
}

_ROOM_FOR_A_BREAK = 12
"""Percentage points between two marks below which the sign of the break would lie on them."""


def dumbbell(
    frame: pd.DataFrame, language: Language, palette: Palette, form: str, link: Link
) -> dict:
    """A Plotly figure, as a dict, from the columns of ``queries/panel.sql``, texts translated."""
    size, left, right, track, line, columns, above = _SIZES[form]
    # On a slide two lines of text do not fit where two tracks do.
    one_line = form == "slide"
    if one_line:
        labels, read = _slide_texts(frame, language, palette)
        left, right = ceil(widest(labels, size)) + 16 + 3 * size, ceil(widest(read, size)) + 24
        columns = max(map(cells, labels), default=1)
    texts, shapes, marks, xs, ys, hover = [], [], [], [], [], []
    bottom = 0.0
    for row in frame.to_dict("records"):
        lines = wrap(row["indicator"], columns)
        top = bottom + (5 if one_line else 8)
        if above:
            top += line * len(lines) + 2
        number = (
            "<b>" + anchor(link(row["article"]), f"<u>{row['article']}</u>", palette.text) + "</b>"
        )
        label = {"xref": "paper", "x": 0, "yref": "y", "showarrow": False, "captureevents": True}
        if above:
            words = f"{number} " + "<br>".join(map(escape, lines))
            texts.append(
                label
                | {"text": words, "y": bottom + 8, "yanchor": "top", "xanchor": "left"}
                | {"align": "left"}
            )
        else:
            middle = {"y": top + track, "yanchor": "middle"}
            texts.append(label | middle | {"text": number, "xanchor": "left", "xshift": 8 - left})
            texts.append(
                label
                | middle
                | {"text": "<br>".join(map(escape, lines)), "xanchor": "right", "xshift": -16}
                | {"align": "right"}
            )
        pairs = _pairs(row, language, palette)
        if one_line:
            reading_line = escape(_reading_line(pairs))
            place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 10, "y": top + track}
            texts.append(place | {"yanchor": "middle", "showarrow": False, "text": reading_line})
        for place, (before, after, symbol, color, reads) in enumerate(pairs):
            y = top + track * (place + 0.5)
            base = {"layer": "below", "type": "line", "y0": y, "y1": y}
            rail = {"color": palette.grid, "width": 1}
            shapes.append(base | {"x0": 0, "x1": 100, "line": rail})
            if wording.known(before) and wording.known(after):
                style = {"color": color, "width": 3 if row["comparable"] else 0}
                shapes.append(base | {"x0": before, "x1": after, "line": style})
                if not row["comparable"] and abs(after - before) >= _ROOM_FOR_A_BREAK:
                    if one_line:
                        shapes += _break((before + after) / 2, y, track, palette)
                    else:
                        gap = {"x": (before + after) / 2, "y": y, "text": "//", "showarrow": False}
                        texts.append(gap | {"font": {"color": palette.muted}})
            told = _hover(row, place, reads, language)
            for value, filled in ((before, False), (after, True)):
                if wording.known(value):
                    marks.append((value, y, symbol, color, filled))
                    texts += over(value, y, size + 4, track, link(row["article"]), told)
            if not one_line:
                texts.append(
                    {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 10, "y": y}
                    | {"yanchor": "middle", "showarrow": False}
                    | {"text": escape(_short(row, place, language) if above else reads)}
                    | {"font": {"color": color if place else palette.text, "size": size - above}}
                )
            known = [value for value in (before, after) if wording.known(value)]
            xs.append(sum(known) / len(known) if known else 0)
            ys.append(y)
            hover.append(told)
        bottom = top + 2 * track
    figure = layout(palette, size, bottom + size * 2 + 10, (left, size * 2, right, 8))
    figure["xaxis"] = hidden_axis(-2, 102) | {
        "tickvals": [0, 25, 50, 75, 100],
        "ticktext": [language.percent(value) for value in (0, 25, 50, 75, 100)],
        "tickfont": {"size": size if one_line else size - 2, "color": palette.muted},
        "showticklabels": True,
        "side": "top",
        "showgrid": True,
        "gridcolor": palette.grid,
        "griddash": "dot",
    }
    figure["yaxis"] = hidden_axis(bottom, 0)
    figure |= {"shapes": shapes, "annotations": texts}
    drawn = {
        "type": "scatter",
        "mode": "markers",
        "x": [mark[0] for mark in marks],
        "y": [mark[1] for mark in marks],
        "marker": {
            "size": min(size - 2, track - 3),
            "symbol": [mark[2] for mark in marks],
            "color": [mark[3] if mark[4] else palette.background for mark in marks],
            "line": {"color": [mark[3] for mark in marks], "width": 2},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return {"data": [drawn, targets(xs, ys, track, hover)], "layout": figure}


def _slide_texts(
    frame: pd.DataFrame, language: Language, palette: Palette
) -> tuple[list[str], list[str]]:
    """What stands before and behind the plot of a slide, row by row."""
    rows = frame.to_dict("records")
    read = [_reading_line(_pairs(row, language, palette)) for row in rows]
    return [row["indicator"] for row in rows], read


def _reading_line(pairs: list[tuple]) -> str:
    return " · ".join(pair[-1] for pair in pairs)


def _pairs(row: dict, language: Language, palette: Palette) -> list[tuple]:
    """The two comparisons of a row: before, after, symbol, colour, and how it reads."""
    everyone = language.text(
        "{before} → {after}",
        before=_fraction(row["base_rate_yes"], row["base_rate_whole"], language),
        after=_fraction(row["rate_yes"], row["rate_whole"], language),
    )
    same = language.text(
        "same {n}: {before} → {after}",
        n=language.number(row["both"]),
        before=language.number(row["base_yes"]),
        after=language.number(row["yes"]),
    )
    return [
        (row["base_rate_percent"], row["rate_percent"], "circle", palette.accent, everyone),
        (row["base_percent"], row["percent"], "diamond", palette.second, same),
    ]


def _break(x: float, y: float, track: float, palette: Palette) -> list[dict]:
    """The sign of the break as two strokes: as a text it would touch the one in the next track."""
    high, line = track * 0.36, {"color": palette.muted, "width": 2}
    return [
        {"type": "line", "layer": "below", "line": line, "y0": y + high, "y1": y - high}
        | {"x0": x + side - 0.4, "x1": x + side + 0.4}
        for side in (-0.6, 0.6)
    ]


def _short(row: dict, place: int, language: Language) -> str:
    """A comparison in few characters, for phones."""
    number = language.number
    if place:
        return f"{number(row['base_yes'])}→{number(row['yes'])} / {number(row['both'])}"
    known = all(wording.known(row[name]) for name in ("base_rate_whole", "rate_whole"))
    if not known:
        return "–"
    before = f"{number(row['base_rate_yes'])}/{number(row['base_rate_whole'])}"
    return f"{before}→{number(row['rate_yes'])}/{number(row['rate_whole'])}"


def _fraction(part: object, whole: object, language: Language) -> str:
    if not wording.known(part):
        return "–"
    if not wording.known(whole):
        return language.number(part)
    return language.text(
        "{count} of {whole}", count=language.number(part), whole=language.number(whole)
    )


def _hover(row: dict, place: int, reads: str, language: Language) -> str:
    lines = [f"<b>{escape(reads)}</b>", *map(escape, wrap(row["indicator"], 60))]
    if place:
        lines += map(
            escape,
            (
                language.text("No to Yes: {n}", n=language.number(row["gained"])),
                language.text("Yes to No: {n}", n=language.number(row["lost"])),
                language.text("Newly reporting: {n}", n=language.number(row["newly_reporting"])),
            ),
        )
    return "<br>".join(lines)
