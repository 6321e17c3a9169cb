"""What Streamlit would make anew at every redraw, though it is the same each time.

What it gains is measured in ``docs/bench.md``. Nothing that is sent differs: tests hold it against
what the unchanged functions give.
"""

from functools import lru_cache

import plotly.io
import plotly.tools
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from partv.charts.finished import Finished

_to_json = plotly.io.to_json
_figure_of = plotly.tools.return_figure_from_figure_or_data
_fill_theme = app_session._populate_theme_msg


def apply() -> None:
    """Put the quicker functions in the place of the others; once is enough, twice does no harm."""
    plotly.tools.return_figure_from_figure_or_data = _finished_or_figure
    plotly.io.to_json = _json
    app_session._populate_theme_msg = _known_theme


class _Sent(dict):
    """As much of a finished chart as Streamlit looks at, and the JSON that it sends."""

    json: str


def _finished_or_figure(chart: object, validate_figure: bool = True) -> object:
    """What ``st.plotly_chart`` takes a chart for: one of ours is finished and needs no check."""
    if not isinstance(chart, Finished):
        return _figure_of(chart, validate_figure)
    sent = _Sent(layout={"height": chart.height})
    sent.json = chart.json
    return sent


def _json(chart: object, *arguments: object, **options: object) -> str | None:
    return chart.json if isinstance(chart, _Sent) else _to_json(chart, *arguments, **options)


def _known_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    """Fill in a section of the theme. Six of them are sent at every redraw, from 400 settings."""
    known = _theme(section)
    if known.ListFields():
        message.MergeFrom(known)


@lru_cache
def _theme(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _fill_theme(message, section)
    return message
