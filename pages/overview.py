import streamlit as st

from partv.exhibits.overview import articles_frame, figures_of, headline, overview
from partv.ui import address, coverage, filters, panels
from partv.ui.view import current

view = current()
say, chosen = view.say, view.selection
frame = articles_frame(view.store, chosen, say.code)

st.title(say.text("Part V of the Protocol, Articles 20–31: how far is each Article implemented?"))
if figures_of(frame).empty:
    coverage.line(view)
    coverage.without_figures(view)
else:
    with st.container(key="headline"):
        st.markdown(panels.plain(headline(frame, chosen, say)))
    coverage.line(view)
    chosen = filters.sort_control(chosen, say)
    address.write(chosen)
    panels.show(overview(view.store, chosen, say.code, view.paper), view)
