"""The answer wall of a slide: measures down, Parties across by region, a mark for every status."""

import pandas as pd

from partv.charts.layout import hidden_axis, layout, words
from partv.charts.marks import MARKS
from partv.charts.theme import Palette
from partv.text.cells import escape, wrap

WIDTH, HEIGHT = 1800, 600
_LEFT, _TOP, _SIZE = 700, 68, 25


def wall(frame: pd.DataFrame, palette: Palette) -> dict:
    """A Plotly figure, as a dict, from the columns of ``queries/party_status.sql``.

    Names do not fit: it shows how answers lie, region by region, not whose each is.
    """
    parties = list(dict.fromkeys(zip(frame["region"], frame["iso3"], strict=True)))
    regions = list(dict.fromkeys(region for region, _ in parties))
    measures = list(dict.fromkeys(zip(frame["article"], frame["indicator"], strict=True)))
    step = (WIDTH - _LEFT) / (len(parties) + 0.8 * len(regions))
    height = (HEIGHT - _TOP) / max(len(measures), 1)
    place: dict[str, float] = {}
    texts, x = [], _LEFT + 0.4 * step
    for region in regions:
        codes = [code for name, code in parties if name == region]
        # The code of a region of two Parties is wider than they are: it stands a line higher.
        y = _TOP - (1.9 if len(codes) < 3 else 0.9) * _SIZE
        middle = x + len(codes) * step / 2
        texts.append(words(f"<b>{region}</b>", middle, y, "center", font={"size": _SIZE}))
        for code in codes:
            place[code] = x + step / 2
            x += step
        x += 0.8 * step
    rows = {measure: _TOP + (i + 0.5) * height for i, measure in enumerate(measures)}
    for (article, indicator), y in rows.items():
        lines = wrap(f"{article}  {indicator}", 62)[: 2 if height > 2.2 * _SIZE else 1]
        text = "<br>".join(map(escape, lines))
        texts.append(words(text, 0, y, "left", font={"size": min(_SIZE, height / len(lines))}))
    keys = zip(frame["article"], frame["indicator"], strict=True)
    statuses = list(frame["status"])
    inks = [palette.accent if status == "yes" else palette.muted for status in statuses]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [place[code] for code in frame["iso3"]],
        "y": [rows[key] for key in keys],
        "marker": {
            "symbol": [MARKS[status][0] for status in statuses],
            "size": round(min(step, height) * 0.66, 1),
            "color": inks,
            "line": {"color": inks, "width": 2},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    figure = layout(palette, _SIZE, HEIGHT, (0, 0, 0, 0))
    figure["xaxis"] = hidden_axis(0, WIDTH)
    figure["yaxis"] = hidden_axis(HEIGHT, 0)
    figure["annotations"] = texts
    return {"data": [trace], "layout": figure}
