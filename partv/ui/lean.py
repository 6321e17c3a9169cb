"""What Streamlit and Plotly would make anew at every redraw, though it is the same each time.

Measured in ``docs/bench.md``. Nothing that is sent differs: a test holds the messages against those
of the unchanged functions.
"""

from functools import lru_cache

import plotly.io
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from partv.charts.figure import Spec

_to_json = plotly.io.to_json
_populate_theme = app_session._populate_theme_msg


def apply() -> None:
    """Put the quicker functions in the place of the others; once is enough, twice does no harm."""
    plotly.io.to_json = _chart_json
    app_session._populate_theme_msg = _known_theme


def _chart_json(figure: object, *arguments: object, **options: object) -> str | None:
    """The JSON of a chart: of one that is kept, as it was written when it was drawn."""
    if isinstance(figure, Spec):
        return figure.json
    return _to_json(figure, *arguments, **options)


def _known_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    """Fill in a section of the theme. Six are sent at every redraw, from 400 settings."""
    known = _theme(section)
    if known.ListFields():
        message.MergeFrom(known)


@lru_cache
def _theme(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _populate_theme(message, section)
    return message
