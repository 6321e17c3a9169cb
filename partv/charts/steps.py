"""The step chart: how many Parties the Protocol was in force for, over time."""

import pandas as pd

from partv.charts.layout import layout
from partv.charts.theme import Palette
from partv.i18n.language import Language
from partv.text.cells import escape

# Form -> font size, height.
_SIZES = {"wide": (14, 330), "large": (19, 440), "narrow": (12, 280)}


def steps(
    frame: pd.DataFrame, closings: pd.DataFrame, language: Language, palette: Palette, form: str
) -> dict:
    """A Plotly figure, as a dict: a step up at each entry into force, an open mark where the date
    is not firm, and a line at each closing of a reporting cycle.

    ``frame``: ``day``, ``parties`` (in force from then on), ``firm``, ``hover``. ``closings``:
    ``cycle``, ``closing_date``, ``due``.
    """
    size, height = _SIZES[form]
    # The last label would leave a wide chart; in a narrow one it would meet the one before.
    turned = None if form == "narrow" else closings["cycle"].max()
    days = [str(day) for day in frame["day"]]
    counts = [int(count) for count in frame["parties"]]
    figure = layout(palette, size, height, (44, 24, 16, 34))
    figure["xaxis"] = {
        "type": "date",
        "range": ["2018-06-01", "2026-09-30"],
        "fixedrange": True,
        "showgrid": False,
        "tickformat": "%Y",
        "dtick": "M12",
        "linecolor": palette.track,
    }
    figure["yaxis"] = {
        "range": [0, max(counts) * 1.15],
        "fixedrange": True,
        "gridcolor": palette.grid,
        "griddash": "dot",
        "zeroline": True,
        "zerolinecolor": palette.track,
        "nticks": 5,
    }
    figure["shapes"] = [
        {
            "type": "line",
            "x0": str(row["closing_date"]),
            "x1": str(row["closing_date"]),
            "y0": 0,
            "y1": int(row["due"]),
            "layer": "below",
            "line": {"color": palette.muted, "width": 1, "dash": "dash"},
        }
        for row in closings.to_dict("records")
    ]
    figure["annotations"] = [
        {
            "x": str(row["closing_date"]),
            "y": int(row["due"]),
            "yshift": -10,
            "xshift": -6 if row["cycle"] == turned else 6,
            "xanchor": "right" if row["cycle"] == turned else "left",
            "yanchor": "top",
            "align": "right" if row["cycle"] == turned else "left",
            "showarrow": False,
            "text": f"<b>{language.number(row['due'])}</b><br>"
            + escape(
                str(row["cycle"])
                if form == "narrow"
                else language.text("{cycle} cycle", cycle=row["cycle"])
            ),
        }
        for row in closings.to_dict("records")
    ]
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": days,
        "y": counts,
        "line": {"shape": "hv", "color": palette.accent, "width": 2},
        "marker": {
            "size": 8,
            "color": [palette.accent if firm else palette.background for firm in frame["firm"]],
            "line": {"color": palette.accent, "width": 2},
        },
        "customdata": [escape(text) for text in frame["hover"]],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return {"data": [line], "layout": figure}
