"""The dashboard without one of the things that make it quick; ``WITHOUT`` in the environment."""

import os

import plotly.graph_objects as go
import streamlit as st
from streamlit.runtime.app_session import AppSession

from app import app as whole
from partv.exhibits import exhibit
from partv.paths import ROOT
from partv.streamlit_patches import delivery, lean
from partv.ui import startup

LEVERS = {
    "compression": "front end compressed once and marked as lasting",
    "frozen heap": "heap frozen, no collection after a redraw",
    "finished charts": "charts kept as JSON, not as figures",
    "known theme": "theme written once, not at every redraw",
    "messages together": "messages of a redraw sent together",
    "turns": "two redraws at a time, not all at once",
    "known messages": "what a browser has is not sent again",
}
OPTIONS = {
    "frozen heap": ["--runner.postScriptGC=true"],
    "known messages": ["--global.minCachedMessageSize=1000000000"],
}
"""What is a setting of Streamlit's."""

gone = os.environ.get("WITHOUT", "")


async def _never() -> None:
    """Leave the heap to Python; draw nothing ahead."""


startup.prerendering.keep_drawn = _never  # work that would be taken for that of the redraws
if gone == "frozen heap":
    startup._keep_frozen = _never
elif gone == "known theme":
    lean._known_theme = lean._fill_theme
    lean.apply()
elif gone == "messages together":
    delivery._hold = AppSession._on_scriptrunner_event
    delivery._send_and_leave_nothing = AppSession.flush_browser_queue
    delivery.gather = lambda config: None
elif gone == "turns":
    delivery._in_turn = delivery._run_script
elif gone == "finished charts":

    class _Figures:
        """Figures, which are checked once and written at every redraw."""

        @staticmethod
        def of(chart: dict) -> go.Figure:
            figure = go.Figure(chart)
            figure.layout.template = go.layout.Template()
            return figure

    exhibit.Finished = _Figures

app = st.App(
    ROOT / "partv/ui/shell.py",
    lifespan=startup.lifespan,
    on_script_error=startup.apologise,
    routes=whole._user_routes,
    # Without what compresses the page, what guards it would not let its scripts run.
    middleware=[] if gone == "compression" else whole._user_middleware,
)
