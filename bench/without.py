"""The dashboard without one of the things that make it quick; ``WITHOUT`` in the environment."""

import os
from contextlib import nullcontext

import streamlit as st

from app import MIDDLEWARE, ROUTES
from partv.paths import ROOT
from partv.ui import garbage_collection, prerendering, startup, turns

gone = os.environ.get("WITHOUT", "")


async def _never() -> None:
    """Leave the heap to Python; draw nothing ahead."""


prerendering.keep_drawn = _never  # work that would be taken for that of the redraws
if gone == "frozen heap":
    garbage_collection.keep_frozen = _never
elif gone == "turns":
    turns.turn = nullcontext

app = st.App(
    ROOT / "partv/ui/shell.py",
    lifespan=startup.lifespan,
    on_script_error=startup.apologise,
    routes=ROUTES,
    # Without what compresses the page, what guards it would not let its scripts run.
    middleware=[] if gone == "compression" else MIDDLEWARE,
)
