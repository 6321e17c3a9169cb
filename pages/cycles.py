import streamlit as st

from partv.exhibits.cycles import cycles
from partv.ui import panels
from partv.ui.view import current

view = current()
say, chosen, code = view.say, view.selection, view.say.code

st.title(say.text("Cycles: is it getting better?"))
panels.coverage(view)
exhibit = cycles(view.store, chosen, code, view.theme)
if not exhibit.empty:
    panels.show(exhibit, view)
elif chosen.party_level:
    st.info(panels.plain(exhibit.title), icon=":material/info:")
else:
    panels.published_only(view, "cycles", exhibit.title)
    panels.demonstration(view, "cycles")
