"""What is not made anew at every redraw is what would be made."""

import plotly.io
import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from partv.charts.figure import Finished
from partv.exhibits.overview import overview
from partv.ui import lean


@pytest.fixture
def unchanged(monkeypatch):
    """Streamlit's and Plotly's own functions, put back after the test."""
    for owner, name in ((plotly.io, "to_json"), (app_session, "_populate_theme_msg")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    return plotly.io.to_json, app_session._populate_theme_msg


@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.dark", "theme.sidebar"])
def test_the_theme_is_sent_as_streamlit_sends_it(unchanged, section):
    config.set_option("theme.light.primaryColor", "#005a8e")
    config.set_option("theme.font", "serif")
    wanted = CustomThemeConfig()
    unchanged[1](wanted, section)
    lean.apply()
    for _ in range(2):
        found = CustomThemeConfig()
        app_session._populate_theme_msg(found, section)
        assert found == wanted


def test_a_chart_is_sent_as_plotly_writes_it(unchanged, store, base):
    lean.apply()
    for figure in overview(store, base, "en", "light").figures.values():
        chart = figure.to_dict()
        assert plotly.io.to_json(chart, validate=False) == unchanged[0](dict(chart), validate=False)


def test_charts_of_others_and_unfinished_ones_are_written_as_they_are(unchanged):
    lean.apply()
    figure = Finished({"data": [{"type": "bar", "y": [1]}]})
    figure.data[0].y = [2]
    assert '"y":[2]' in plotly.io.to_json(figure)
    assert figure.finish() is figure
    figure.data[0].y = [3]
    assert '"y":[2]' in plotly.io.to_json(figure.to_dict())
