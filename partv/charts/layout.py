"""What every chart's layout shares."""

from partv.charts.theme import FONT, Palette

FORMS = ("wide", "large", "narrow")
"""The forms a chart is drawn in: laptops, projectors, phones. The page shows the one that fits."""


def layout(palette: Palette, size: int, height: float, margin: tuple[float, ...]) -> dict:
    """A Plotly layout without chrome: ``margin`` is left, top, right, bottom in pixels."""
    left, top, right, bottom = margin
    return {
        "height": height,
        "margin": {"l": left, "t": top, "r": right, "b": bottom, "pad": 0},
        "font": {"family": FONT, "size": size, "color": palette.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.background,
            "bordercolor": palette.track,
            "font": {"family": FONT, "size": size - 1, "color": palette.text},
            "align": "left",
        },
    }


def hidden_axis(low: float, high: float) -> dict:
    """An axis that only gives positions."""
    return {
        "range": [low, high],
        "showgrid": False,
        "showticklabels": False,
        "zeroline": False,
        "fixedrange": True,
    }


def words(text: str, x: float, y: float, xanchor: str, **more: object) -> dict:
    """A text in the plot's own coordinates."""
    place = {"x": x, "y": y, "xref": "x", "yref": "y", "xanchor": xanchor, "yanchor": "middle"}
    return place | {"text": text, "showarrow": False, "align": xanchor} | more


def targets(xs: list[float], ys: list[float], size: int, hover: list[str]) -> dict:
    """Invisible marks that only answer the pointer."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": xs,
        "y": ys,
        "marker": {"size": size, "symbol": "square", "opacity": 0},
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
