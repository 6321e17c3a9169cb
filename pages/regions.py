import streamlit as st

from partv.exhibits.coverage import absence, by_region, no_regions
from partv.exhibits.overview import overview
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions
from partv.ui import panels
from partv.ui.view import current

view = current()
say, chosen, code = view.say, view.selection, view.say.code

st.title(say.text("Regions: who implements what"))
panels.coverage(view)
if not chosen.party_level and not by_region(view.store, chosen):
    panels.published_only(view, "regions", no_regions(view.store, chosen, say))
elif missing := absence(view.store, chosen, code):
    panels.absence(missing, view, "regions")
elif len(chosen.regions) == 1:
    panels.show(overview(view.store, chosen, code, view.theme), view)
else:
    panels.show(regions(view.store, chosen, code, view.theme), view)
panels.party_finder(view)
if chosen.party_level and not chosen.invented:
    panels.show(parties_due(view.store, chosen, code, view.theme), view)
if not by_region(view.store, chosen):
    panels.demonstration(view, "regions")
