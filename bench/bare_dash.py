"""Baseline: the chart and filter of ``bench/bare.py`` as a Dash app, for ``gunicorn``."""

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

counts = [0, 17, 22, 10, 14, 0, 27, 39, 17, 18, 3, 0]
figures = pd.DataFrame({"article": range(20, 32), "yes": counts})
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.RadioItems(["by Article", "by rate"], "by Article", id="sort"),
        dcc.Graph(id="chart"),
    ]
)
server = app.server


@app.callback(Output("chart", "figure"), Input("sort", "value"))
def chart(order):  # noqa: ANN001, ANN201
    """The chart in the order that is chosen."""
    shown = figures.sort_values("yes") if order == "by rate" else figures
    return px.bar(shown, x="yes", y="article", orientation="h", text="yes")
