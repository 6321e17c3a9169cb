"""The tile grid: a tile a Party with its code, in blocks by WHO region. No map: no borders."""

import pandas as pd

from partv.charts.hyperlinks import PartyLink, led
from partv.charts.layout import hidden_axis, layout, targets, words
from partv.charts.theme import Palette
from partv.i18n.language import Language
from partv.text.cells import escape, wrap

# Form -> font size, tiles a row, columns of the label (0: above the block), tile height in pixels.
_SIZES = {
    "wide": (13, 15, 5, 36),
    "large": (17, 15, 5, 48),
    "slide": (25, 13, 5, 56),
    "narrow": (11, 7, 0, 34),
}


def tiles(
    frame: pd.DataFrame,
    language: Language,
    palette: Palette,
    form: str,
    link: PartyLink,
) -> dict:
    """A Plotly figure, as a dict: a block of tiles for each region, one tile a Party.

    ``frame`` has a row a Party, in order: ``region``, ``region_name``, ``iso3``, ``chosen``
    (drawn in colour), ``certain`` (else a dashed frame) and ``hover``. A region without a Party
    has one row without ``iso3``. ``link`` gives the address of a Party's profile.
    """
    size, per_row, label, height = _SIZES[form]
    shapes, texts, xs, ys, hover = [], [], [], [], []
    top = 0.0
    for region, rows in frame.groupby("region", sort=False):
        members = rows[rows["iso3"].notna()]
        count = language.number(len(members))
        name = rows["region_name"].iloc[0]
        if label:
            lines = [f"<b>{region} {count}</b>", *map(escape, wrap(name, 34))]
            place = words("<br>".join(lines), label - 0.25, top + height / 2, "right")
            texts.append(place)
        else:
            line = escape(wrap(name, 34)[0])
            texts.append(words(f"<b>{region} {count}</b> {line}", 0, top + 8, "left"))
            top += size + 10
        for index, row in enumerate(members.to_dict("records")):
            left = label + index % per_row
            upper = top + index // per_row * height
            shapes.append(_tile(left, upper, height, row, palette))
            _, ink = _look(row, palette)
            middle = upper + height / 2
            told = escape(row["hover"])
            font = {"color": ink, "size": size}
            code = words(escape(row["iso3"]), left + 0.5, middle, "center", font=font)
            address = link(row["iso3"])
            texts.append(led(code, address, ink, told, (height - size) // 2 - 5))
            if not address:
                xs.append(left + 0.5)
                ys.append(middle)
                hover.append(told)
        top += max(1, -(-len(members) // per_row)) * height + height * 0.35
    figure = layout(palette, size, top + 12, (2, 6, 2, 6))
    figure["xaxis"] = hidden_axis(0, label + per_row)
    figure["yaxis"] = hidden_axis(top, 0)
    figure |= {"shapes": shapes, "annotations": texts}
    return {"data": [targets(xs, ys, height - 6, hover)], "layout": figure}


def _look(row: dict, palette: Palette) -> tuple[str, str]:
    """Fill and ink of a tile."""
    if not row["certain"]:
        return palette.background, palette.text
    return palette.scale[-1] if row["chosen"] else (palette.grid, palette.text)


def _tile(left: float, upper: float, height: int, row: dict, palette: Palette) -> dict:
    fill, _ = _look(row, palette)
    dash = "solid" if row["certain"] else "dash"
    edge = palette.track if row["certain"] else palette.muted
    line = {"color": palette.scale[-1][0] if row["chosen"] else edge, "width": 1, "dash": dash}
    return {
        "type": "rect",
        "layer": "below",
        "x0": left + 0.04,
        "x1": left + 0.96,
        "y0": upper + 2,
        "y1": upper + height - 2,
        "fillcolor": fill,
        "line": line,
    }
