"""Baseline: this dashboard without its middleware for compressed assets."""

import streamlit as st

from partv.paths import ROOT
from partv.ui.server import apologise, lifespan

app = st.App(ROOT / "partv/ui/shell.py", lifespan=lifespan, on_script_error=apologise)
