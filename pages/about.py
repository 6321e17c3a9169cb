import streamlit as st

from partv.exhibits import about
from partv.ui import panels
from partv.ui.view import current

view = current()
say, store = view.say, view.store

st.title(say.text("About this dashboard"))
for section in about.method(store, say.code):
    panels.section(section, say)
st.header(say.text("Milestones of the Meeting of the Parties on Part V"))
panels.milestones(about.milestones(store, say.code), say)
st.header(say.text("Protocol databases"))
panels.milestones(about.databases(store, say.code), say)
st.header(say.text("Documents"))
panels.documents(about.documents(store, say.code), say)
