import streamlit as st

from partv.exhibits.parties import profile, register
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
    for exhibit in panels.exhibits(view):
        if not exhibit.empty:
            panels.show(exhibit, view)
        if exhibit.key == "parties-due":
            with st.expander(say.text("The register")):
                rows, leads = register(view.store, chosen, code)
                panels.table(rows, say.text("The register"), view, leads)
