"""The answer matrix: Parties down, indicators across, a mark of its own shape for every status."""

import pandas as pd

from partv.charts.hyperlinks import Link, PartyLink
from partv.charts.layout import hidden_axis, layout
from partv.charts.marks import MARKS
from partv.charts.theme import Palette
from partv.i18n import wording
from partv.i18n.language import Language
from partv.text.cells import anchor, escape

# Form -> font size, label width, row height, mark size.
_SIZES = {"wide": (14, 240, 22, 12), "large": (18, 320, 29, 16), "narrow": (11, 108, 22, 9)}


def matrix(
    frame: pd.DataFrame,
    language: Language,
    palette: Palette,
    form: str,
    link: Link,
    to_party: PartyLink,
) -> dict:
    """A Plotly figure, as a dict, from the columns of ``queries/party_status.sql``.

    Rows are Parties in the frame's order, columns indicators; the heading is the Article's number.
    Names lead to the profile that ``to_party`` knows for the Party's code, headings to ``link``.
    """
    size, left, height, mark = _SIZES[form]
    parties = dict(zip(frame["name"], frame["iso3"], strict=True))
    columns = list(dict.fromkeys(zip(frame["article"], frame["indicator_id"], strict=True)))
    down = {name: index for index, name in enumerate(parties)}
    across = {name: index for index, (_, name) in enumerate(columns)}
    traces = []
    for status, rows in frame.groupby("status", sort=False):
        ink = palette.accent if status == "yes" else palette.text
        if status in ("not_due", "not_applicable"):
            ink = palette.muted
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [across[name] for name in rows["indicator_id"]],
                "y": [down[name] for name in rows["name"]],
                "marker": {
                    "symbol": MARKS[status][0],
                    "size": mark,
                    "color": ink,
                    "line": {"color": ink, "width": 2},
                },
                "customdata": [_hover(row, language) for row in rows.to_dict("records")],
                "hovertemplate": "%{customdata}<extra></extra>",
                "cliponaxis": False,
            }
        )
    total = len(parties) * height
    figure = layout(palette, size, total + 46, (left, 40, 4, 6))
    figure["xaxis"] = hidden_axis(-0.6, len(columns) - 0.4) | {
        "showticklabels": True,
        "side": "top",
        "tickvals": list(across.values()),
        "ticktext": [
            anchor(link(article), f"<u>{article}</u>", palette.text) for article, _ in columns
        ],
        # On the smallest phone neighbours would touch.
        "tickfont": {"size": 10 if form == "narrow" else size},
        "showgrid": True,
        "gridcolor": palette.grid,
    }
    limit = 34 if form != "narrow" else 18
    names = {
        code: escape(name if len(name) <= limit else name[: limit - 1] + "…")
        for name, code in parties.items()
    }
    figure["yaxis"] = hidden_axis(len(parties) - 0.4, -0.6) | {
        "showticklabels": True,
        "tickvals": list(range(len(parties))),
        "ticktext": [anchor(to_party(code), name, palette.text) for code, name in names.items()],
        "showgrid": True,
        "gridcolor": palette.grid,
    }
    return {"data": traces, "layout": figure}


def _hover(row: dict, language: Language) -> str:
    first = f"<b>{escape(row['name'])}</b>"
    answer = language.pair(row["indicator"], wording.status(row["status"], language))
    lines = [first, escape(answer)]
    if wording.known(row["text"]):
        text = str(row["text"])
        lines.append(escape(text if len(text) <= 120 else text[:119] + "…"))
    return "<br>".join(lines)
