"""Baseline: the page most people would write, with Streamlit's default settings."""

import pandas as pd
import plotly.express as px
import streamlit as st

counts = [0, 17, 22, 10, 14, 0, 27, 39, 17, 18, 3, 0]
figures = pd.DataFrame({"article": range(20, 32), "yes": counts})
order = st.segmented_control("Order", ["by Article", "by rate"], key="sort", default="by Article")
if order == "by rate":
    figures = figures.sort_values("yes")
st.plotly_chart(px.bar(figures, x="yes", y="article", orientation="h", text="yes"))
