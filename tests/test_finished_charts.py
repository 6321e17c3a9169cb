"""What is not made anew at every redraw is what would be made."""

import json

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest
from streamlit.testing.v1 import AppTest

from partv import streamlit_patches
from partv.exhibits.cycles import cycles
from partv.exhibits.overview import overview
from partv.exhibits.parties import accession, statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions
from partv.streamlit_patches import finished_charts
from partv.ui import html_tables


def test_a_chart_is_sent_as_a_checked_figure_would_be(store, base):
    demo = base.changed(data="demo", cycle=2025)
    one = demo.changed(regions=["WPR"])
    for compose, chosen in (
        (overview, base),
        (overview, demo),
        (regions, demo),
        (cycles, demo),
        (statuses, one),
        (parties_due, base),
        (accession, base),
    ):
        for form, chart in compose(store, chosen, "en", "light").figures.items():
            # Plotly refuses what it does not know, and puts the rest into its own words.
            checked = plotly.io.to_json(go.Figure(chart.to_dict()).to_dict(), validate=False)
            assert _bare(json.loads(checked)) == _bare(chart.to_dict()), (compose.__name__, form)


def _bare(chart: dict) -> dict:
    return chart | {"layout": chart["layout"] | {"template": {}}}


def _two_charts():
    import plotly.graph_objects as go
    import streamlit as st

    from partv.charts.finished import Finished
    from partv.streamlit_patches import finished_charts

    chart = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"height": 321, "template": {}}}
    shown = finished_charts.chart(Finished.of(chart))
    st.plotly_chart(shown, theme=None, key="ours")
    st.text(type(shown).__name__)
    figure = go.Figure(chart)
    figure.layout.template = go.layout.Template()
    st.plotly_chart(figure, theme=None, key="theirs")


@pytest.mark.parametrize(("on", "kind"), [(True, "Finished"), (False, "Figure")])
def test_streamlit_draws_a_finished_chart_and_any_other_with_the_patch_and_without(
    on, kind, monkeypatch
):
    streamlit_patches.apply()
    monkeypatch.setattr(finished_charts, "_applied", on)
    page = AppTest.from_function(_two_charts).run()
    ours, shown, theirs = page.main.children.values()
    assert shown.value == kind
    assert _bare(json.loads(ours.proto.spec)) == _bare(json.loads(theirs.proto.spec))


def test_the_markup_of_a_table_is_kept_for_that_table_only():
    frame = pd.DataFrame({"Article": ["27"]})
    first = html_tables._kept(frame, "By Article", {}, False)
    assert html_tables._kept(frame, "By Article", {}, False) is first
    assert "By cycle" in html_tables._kept(frame, "By cycle", {}, False)
    leads = {"Article": {"27": "/there"}}
    assert 'href="/there"' in html_tables._kept(frame, "By cycle", leads, False)
    known = len(html_tables._made)
    del frame
    assert len(html_tables._made) == known - 1
