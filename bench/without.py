"""The dashboard without one of the things that make it quick; ``WITHOUT`` in the environment."""

import os

import plotly.graph_objects as go
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount

from partv.api.answers import PREFIX
from partv.api.service import create
from partv.charts.layout import FORMS
from partv.exhibits import cycles, exhibit, overview, parties, parties_due, regions
from partv.paths import ROOT
from partv.ui import lean, server
from partv.ui.assets import CompressedAssets

LEVERS = {
    "compression": "front end compressed once and marked as lasting",
    "frozen heap": "heap frozen, no collection after a redraw",
    "finished charts": "charts kept as JSON, not as figures",
    "known theme": "theme written once, not at every redraw",
    "known messages": "what a browser has is not sent again",
}
OPTIONS = {
    "frozen heap": ["--runner.postScriptGC=true"],
    "known messages": ["--global.minCachedMessageSize=1000000000"],
}
"""What is a setting of Streamlit's."""

gone = os.environ.get("WITHOUT", "")
if gone == "frozen heap":

    async def _never() -> None:
        """Leave the heap to Python."""

    server._keep_frozen = _never
elif gone == "known theme":
    lean._known_theme = lean._fill_theme
    lean.apply()
elif gone == "finished charts":

    def _figures(draw, stamp=""):  # noqa: ANN001
        """What ``drawn`` gave before: figures, checked once."""
        figures = {form: go.Figure(exhibit._stamped(draw(form), stamp, form)) for form in FORMS}
        for figure in figures.values():
            figure.layout.template = go.layout.Template()
        return figures

    for module in (cycles, overview, parties, parties_due, regions):
        module.drawn = _figures

assets = Middleware(CompressedAssets, language=server.language_of)
app = st.App(
    ROOT / "partv/ui/shell.py",
    lifespan=server.lifespan,
    on_script_error=server.apologise,
    routes=[Mount(PREFIX, create())],
    middleware=[] if gone == "compression" else [assets],
)
