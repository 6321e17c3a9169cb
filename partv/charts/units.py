"""The unit chart: one mark a Party, in rows by WHO region."""

import pandas as pd

from partv.charts.palette import FONT, Palette
from partv.charts.text import escape, wrap
from partv.language import Language

_SIZES = {
    "wide": (15, 290, 44, 16),
    "large": (20, 390, 58, 22),
    "narrow": (14, 54, 34, 8),
}
"""Form -> font size, left margin, row height and mark size, in pixels."""


def units(frame: pd.DataFrame, language: Language, palette: Palette, form: str) -> dict:
    """A Plotly figure, as a dict: a row of marks for each region, one mark a Party.

    ``frame`` has a row a Party, in order: ``region``, ``region_name``, ``name``, ``chosen``
    (drawn in colour), ``certain`` (else an open mark) and ``hover``. A region without a Party has
    one row whose ``name`` is missing, so that its line is there.
    """
    size, left, row_height, mark = _SIZES[form]
    regions = list(dict.fromkeys(frame["region"]))
    names = dict(zip(frame["region"], frame["region_name"], strict=True))
    parties = frame[frame["name"].notna()]
    place = parties.groupby("region").cumcount() + 1
    counts = parties.groupby("region").size()
    labels, values = [], []
    for region in regions:
        words = [escape(line) for line in wrap(names[region], 40)]
        text = "<br>".join([f"<b>{region}</b>", *(words if form != "narrow" else [])])
        labels.append(text)
        count = int(counts.get(region, 0))
        values.append(
            {
                "x": count + 0.7,
                "y": regions.index(region),
                "text": f"<b>{language.number(count)}</b>",
                "showarrow": False,
                "xanchor": "left",
            }
        )
    color = [palette.accent if chosen else palette.track for chosen in parties["chosen"]]
    height = row_height * len(regions) + 20
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": place.tolist(),
                "y": [regions.index(region) for region in parties["region"]],
                "marker": {
                    "size": mark,
                    "color": [
                        hue if certain else palette.paper
                        for hue, certain in zip(color, parties["certain"], strict=True)
                    ],
                    "line": {"color": color, "width": 2},
                },
                "customdata": [escape(text) for text in parties["hover"]],
                "hovertemplate": "%{customdata}<extra></extra>",
                "cliponaxis": False,
            }
        ],
        "layout": {
            "height": height,
            "margin": {"l": left, "r": 8, "t": 6, "b": 6, "pad": 6},
            "font": {"family": FONT, "size": size, "color": palette.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.paper,
                "bordercolor": palette.track,
                "font": {"family": FONT, "size": 14, "color": palette.text},
            },
            "xaxis": {
                "range": [0.3, max(counts.max() if len(counts) else 1, 10) + 2.5],
                "visible": False,
                "fixedrange": True,
            },
            "yaxis": {
                "range": [len(regions) - 0.4, -0.6],
                "tickvals": list(range(len(regions))),
                "ticktext": labels,
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "annotations": values,
        },
    }
