import streamlit as st

from partv.exhibits.cycles import cycles
from partv.ui import panels
from partv.ui.view import current

view = current()
say, chosen, code = view.say, view.selection, view.say.code

st.title(say.text("Cycles: is it getting better?"))
panels.coverage(view)
if not chosen.party_level:
    panels.published_only(view, "cycles")
else:
    exhibit = cycles(view.store, chosen, code, view.theme)
    if exhibit.empty:
        st.info(panels.plain(exhibit.title), icon=":material/info:")
    else:
        panels.show(exhibit, view)
panels.demonstration(view, "cycles")
