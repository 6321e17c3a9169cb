import streamlit as st

from partv.exhibits.coverage import absence, by_region, no_regions
from partv.ui import panels
from partv.ui.view import current

view = current()
say, chosen = view.say, view.selection
told = chosen.party_level or by_region(view.store, chosen)

st.title(say.text("Regions: who implements what"))
panels.coverage(view)
first, *others = panels.exhibits(view)
if told and (missing := absence(view.store, chosen, say.code)):
    panels.absence(missing, view)
    others = []
else:
    if not told:
        panels.published_only(view, no_regions(view.store, chosen, say))
    panels.show(first, view)
panels.party_finder(view)
for exhibit in others:
    panels.show(exhibit, view)
if not told:
    panels.demonstration(view)
