import streamlit as st

from partv.exhibits.coverage import absence
from partv.ui import panels
from partv.ui.view import current

view = current()
say = view.say
exhibit = panels.exhibit("overview", view)

with st.container(key="kicker"):
    st.title(
        say.text("Part V of the Protocol, Articles 20–31: how far is each Article implemented?")
    )
if exhibit.headline:
    with st.container(key="headline"):
        st.markdown(panels.plain(exhibit.headline))
panels.coverage(view)
if missing := absence(view.store, view.selection, say.code):
    panels.absence(missing, view)
else:
    panels.show(exhibit, view)
