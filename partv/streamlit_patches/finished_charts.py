"""A finished chart is sent as it is, instead of being checked and written anew at every redraw.

Nothing that is sent differs: a test holds it against what the unchanged functions give.
"""

from functools import wraps

import plotly.graph_objects as go
import plotly.io
import plotly.tools

from partv.charts.finished import Finished
from partv.streamlit_patches.targets import Code

TARGETS = (
    Code(
        "plotly.tools.return_figure_from_figure_or_data",
        takes=("figure_or_data", "validate_figure"),
    ),
    Code("plotly.io.to_json", takes=("fig", "validate")),
    Code(
        "streamlit.elements.plotly_chart.PlotlyMixin.plotly_chart",
        takes=("figure_or_data", "theme", "config", "key", "alt"),
        mentions=("return_figure_from_figure_or_data", "to_json", "spec"),
    ),
    Code(
        "streamlit.elements.plotly_chart._resolve_content_height",
        takes=("figure",),
        mentions=("get", "layout", "height"),
    ),
)

_applied = False


class _Sent(dict):
    """As much of a finished chart as Streamlit looks at, and the JSON that it sends."""

    json: str


def apply() -> None:
    """Let Plotly's two functions know finished charts; every other chart they treat as before."""
    global _applied
    figure_of, to_json = plotly.tools.return_figure_from_figure_or_data, plotly.io.to_json

    @wraps(figure_of)
    def finished_or_figure(chart: object, *arguments: object, **options: object) -> object:
        if not isinstance(chart, Finished):
            return figure_of(chart, *arguments, **options)
        sent = _Sent(layout={"height": chart.height})
        sent.json = chart.json
        return sent

    @wraps(to_json)
    def json(chart: object, *arguments: object, **options: object) -> str | None:
        return chart.json if isinstance(chart, _Sent) else to_json(chart, *arguments, **options)

    plotly.tools.return_figure_from_figure_or_data = finished_or_figure
    plotly.io.to_json = json
    _applied = True


def chart(finished: Finished) -> Finished | go.Figure:
    """Return what ``st.plotly_chart`` can show: the chart itself, or without the patch a figure."""
    if _applied:
        return finished
    figure = go.Figure(finished.to_dict())
    figure.layout.template = go.layout.Template()
    return figure
