"""The heat map: indicators down, regions across, the figure in every cell.

Colour repeats what the cell says, on one sequential scale. A cell of fewer than ten Parties bears
a fraction and a dashed frame instead of colour: a share of two Parties is no shade of blue.
"""

from math import inf

import pandas as pd

from partv.charts.hyperlinks import CellLink, Link, RegionLink, led, over
from partv.charts.layout import hidden_axis, layout, words
from partv.charts.theme import Palette
from partv.i18n import wording
from partv.i18n.language import Language
from partv.text.cells import anchor, escape, fitted, wrap
from partv.text.cells import cells as count_cells
from partv.text.typeset import widest

# Form -> font size, width of the label column in cells, row height, columns of a label, and, both
# for the smallest window that has the form, the width of a cell's link and of a line of a label.
_SIZES = {
    "wide": (14, 5.2, 44, 58, 68, 320),
    "large": (19, 4.6, 58, 58, 120, 600),
    "slide": (24, 5.2, 34, 60, 120, inf),
    "narrow": (11, 0, 34, 44, 36, inf),
}


def heat(
    frame: pd.DataFrame,
    language: Language,
    palette: Palette,
    form: str,
    link: Link,
    to_region: RegionLink,
    to_cell: CellLink,
) -> dict:
    """A Plotly figure, as a dict: a row an indicator, a column a region and one for all.

    ``frame`` has the columns of ``queries/rates.sql``, one row an indicator and region, texts in
    ``language``, and ``column``, the heading of its region. ``link`` leads from an Article on,
    ``to_region`` from a heading, ``to_cell`` from a cell.
    """
    size, label, height, columns, reach, most = _SIZES[form]
    headings = list(dict.fromkeys(frame["column"]))
    names = list(dict.fromkeys(zip(frame["article"], frame["indicator"], strict=True)))
    above = form == "narrow"
    if form == "slide":
        # Labels on one line, as two are higher than a row; columns as wide as their figures need.
        labels = [indicator for _, indicator in names]
        figures = [_cell(row, language, form) for row in frame.to_dict("records")]
        label = (widest(labels, size) + 4 * size) / (widest(figures, size) + size)
        columns = max(map(count_cells, labels), default=1)
    # Above its row a label takes the lines that it needs; all rows are alike.
    depth = max((len(wrap(indicator, columns)) for _, indicator in names), default=1)
    room = depth * (size + 3) + 3 if above else 0
    step = height + room
    shapes, texts, cells = [], [], []
    for index, heading in enumerate(headings):
        name = words(f"<b>{escape(heading)}</b>", label + index + 0.5, -size, "center")
        texts.append(led(name, to_region(heading), palette.text, pad=4))
    for number, (article, indicator) in enumerate(names):
        middle = number * step + step - height / 2
        ref = anchor(link(article), f"<u>{article}</u>", palette.text)
        if above:
            lines = "<br>".join(escape(line) for line in wrap(indicator, columns))
            place = (0, number * step + room / 2, "left")
            texts.append(words(f"<b>{ref}</b> {lines}", *place, captureevents=True))
        else:
            lines = "<br>".join(map(escape, fitted(indicator, columns, size, most)))
            texts.append(words(lines, label - 0.12, middle, "right"))
            texts.append(words(f"<b>{ref}</b>", 0, middle, "left", captureevents=True))
        rows = frame[(frame["article"] == article) & (frame["indicator"] == indicator)]
        for row in rows.to_dict("records"):
            left = label + headings.index(row["column"])
            top, bottom = middle - height / 2 + 1.5, middle + height / 2 - 1.5
            fill, ink, dash = _look(row, palette)
            # The dotted frame says something: it is seen on any paper.
            edge = palette.muted if dash == "dot" else palette.track
            frame_line = {"color": edge, "width": 1, "dash": dash}
            shapes.append(
                {
                    "type": "rect",
                    "layer": "below",
                    "x0": left + 0.02,
                    "x1": left + 0.98,
                    "y0": top,
                    "y1": bottom,
                    "fillcolor": fill,
                    "line": frame_line,
                }
            )
            head = f"<b>{escape(language.pair(row['column'], wording.figure(row, language)))}</b>"
            told = "<br>".join([head, *map(escape, wrap(indicator, 60))])
            cells.append((left + 0.5, middle, _cell(row, language, form), ink, told))
            address = to_cell(row["column"], article)
            texts += over(left + 0.5, middle, reach, height - 4, address, told)
    total = len(names) * step
    figure = layout(palette, size, total + 2 * size + 8, (2, 4, 2, 4))
    figure["xaxis"] = hidden_axis(0, label + len(headings))
    figure["yaxis"] = hidden_axis(total, -2 * size)
    figure |= {"shapes": shapes, "annotations": texts}
    return {"data": [_figures(cells)], "layout": figure}


def _figures(cells: list[tuple]) -> dict:
    """What the cells say: place, words, ink, and what hovering shows."""
    x, y, said, inks, told = zip(*cells, strict=True) if cells else [()] * 5
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": said,
        "textfont": {"color": inks},
        "cliponaxis": False,
        "customdata": told,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _look(row: dict, palette: Palette) -> tuple[str, str, str]:
    """Fill, ink and frame of a cell."""
    if not wording.known(row["percent"]) or wording.is_small(row):
        ink = palette.text if wording.known(row["yes"]) else palette.muted
        return palette.background, ink, "dot" if wording.known(row["yes"]) else "solid"
    share = float(row["percent"])
    fill = palette.scale[min(int(share // (100 / len(palette.scale))), len(palette.scale) - 1)]
    return fill[0], fill[1], "solid"


def _cell(row: dict, language: Language, form: str) -> str:
    """What a cell says: on a screen the share stands under the count, where there is one."""
    empty = wording.known(row["denominator"]) and row["denominator"] == 0
    if not wording.known(row["yes"]) or empty:
        return {"free_text": "¶", "no_figure": "–"}.get(row["basis"], "–")
    if form == "narrow":
        if not wording.known(row["denominator"]):
            return language.number(row["yes"])
        return f"{language.number(row['yes'])}/{language.number(row['denominator'])}"
    count, percent = wording.count_of(row, language), wording.percent_of(row, language)
    if form == "slide":
        return escape(count)
    return "<br>".join(map(escape, filter(None, (count, percent))))
