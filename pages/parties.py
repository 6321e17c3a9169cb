import streamlit as st

from partv.exhibits.parties import accession, profile, register, statuses
from partv.exhibits.parties_due import parties_due
from partv.ui import panels
from partv.ui.view import current

view = current()
say, chosen, code = view.say, view.selection, view.say.code

if chosen.party and (found := profile(view.store, chosen, code)):
    panels.profile(found, view)
else:
    st.title(say.text("Parties"))
    panels.coverage(view)
    panels.party_finder(view)
    if chosen.party_level:
        exhibit = statuses(view.store, chosen, code, view.theme)
        if not exhibit.empty:
            panels.show(exhibit, view)
    if not chosen.invented:
        panels.show(parties_due(view.store, chosen, code, view.theme), view)
        with st.expander(say.text("The register")):
            rows, leads = register(view.store, chosen, code)
            panels.table(rows, say.text("The register"), view, leads)
        panels.show(accession(view.store, chosen, code, view.theme), view)
