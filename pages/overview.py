import streamlit as st

from partv.exhibits.overview import articles_frame, figures_of, headline, overview
from partv.ui import coverage, panels
from partv.ui.view import current

view = current()
say = view.say
frame = articles_frame(view.store, view.selection, say.code)

with st.container(key="kicker"):
    st.title(
        say.text("Part V of the Protocol, Articles 20–31: how far is each Article implemented?")
    )
if figures_of(frame).empty:
    coverage.line(view)
    coverage.without_figures(view)
else:
    with st.container(key="headline"):
        st.markdown(panels.plain(headline(frame, view.selection, say)))
    coverage.line(view)
    panels.show(overview(view.store, view.selection, say.code, view.paper), view)
