"""The roster: every Party by name under its region, with a mark for each of a few answers."""

from collections.abc import Iterator

import pandas as pd

from partv.charts.hyperlinks import PartyLink, led, over
from partv.charts.layout import hidden_axis, layout, targets, words
from partv.charts.marks import MARKS
from partv.charts.theme import Palette
from partv.i18n import wording
from partv.i18n.language import Language
from partv.text.cells import cells, escape

# Form -> font size, columns, row height, characters of a name, and the pixels from one mark to the
# next in the largest window that has the form.
_SIZES = {
    "wide": (13, 6, 21, 21, 18),
    "large": (18, 6, 29, 21, 23),
    "slide": (24, 5, 27, 20, 30),
    "narrow": (12, 2, 20, 20, 36),
}


MOST_ON_A_SLIDE = 17
"""Parties of a region that stand in one column of a slide; the others go on in the next."""


def roster(
    frame: pd.DataFrame,
    language: Language,
    palette: Palette,
    form: str,
    to_party: PartyLink,
) -> dict:
    """A Plotly figure, as a dict, from the columns of ``queries/party_status.sql`` for at most
    four indicators: the marks of a Party stand before its name in the indicators' order.

    ``to_party`` gives the address of a Party's profile by its code.
    """
    size, columns, step, limit, apart = _SIZES[form]
    indicators = list(dict.fromkeys(frame["indicator_id"]))
    heights = [0.0] * columns
    texts, marks, xs, ys, hover = [], [], [], [], []
    most = MOST_ON_A_SLIDE if form == "slide" else len(frame)
    for region, parties in _blocks(frame, most):
        column = heights.index(min(heights))
        y = heights[column] + step
        texts.append(words(f"<b>{region}</b>", column + 0.02, y, "left"))
        for (code, name), answers in parties:
            y += step
            said = answers.set_index("indicator_id")["status"]
            for place, indicator in enumerate(indicators):
                status = said[indicator]
                marks.append((column + 0.05 + 0.085 * place, y, status))
            start = column + 0.02 + 0.085 * len(indicators) + 0.03
            shown = name if cells(name) <= limit else name[: limit - 1] + "…"
            lines = [f"<b>{escape(name)}</b>"]
            for row in answers.to_dict("records"):
                lines.append(
                    escape(language.pair(row["indicator"], wording.status(row["status"], language)))
                )
            told, address = "<br>".join(lines), to_party(code)
            name = words(escape(shown), start, y, "left")
            if address:
                # One link over all marks; where it reaches over the name, that leads there too.
                reach = size + 4 + apart * (len(indicators) - 1)
                texts += over(column + 0.02, y, reach, step - 2, address, told, "left")
                texts.append(led(name, address, palette.text, told))
            else:
                texts.append(name)
                xs.append(column + 0.05)
                ys.append(y)
                hover.append(told)
        heights[column] = y + step * 0.6
    total = max(heights) + step * 0.4
    figure = layout(palette, size, total + 8, (2, 2, 2, 2))
    figure["xaxis"] = hidden_axis(0, columns)
    figure["yaxis"] = hidden_axis(total, 0)
    figure["annotations"] = texts
    drawn = {
        "type": "scatter",
        "mode": "markers",
        "x": [mark[0] for mark in marks],
        "y": [mark[1] for mark in marks],
        "marker": {
            "symbol": [MARKS[mark[2]][0] for mark in marks],
            "size": size - 3,
            "color": [palette.accent if mark[2] == "yes" else palette.text for mark in marks],
            "line": {
                "color": [palette.accent if mark[2] == "yes" else palette.text for mark in marks],
                "width": 2,
            },
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return {"data": [drawn, targets(xs, ys, step, hover)], "layout": figure}


def _blocks(frame: pd.DataFrame, most: int) -> Iterator[tuple[str, list[tuple]]]:
    """Regions with their Parties and the answers of each, at most so many Parties to a block."""
    for region, rows in frame.groupby("region", sort=False):
        parties = list(rows.groupby(["iso3", "name"], sort=False))
        for start in range(0, len(parties), most):
            yield region, parties[start : start + most]
