import streamlit as st

from partv.exhibits.cycles import cycles
from partv.ui import panels
from partv.ui.view import current

view = current()

st.title(view.say.text("Cycles: is it getting better?"))
panels.coverage(view)
(exhibit,) = panels.exhibits(view)
if exhibit.key != "cycles":
    compared = cycles(view.store, view.selection, view.say.code, view.theme)
    panels.published_only(view, compared.title)
if exhibit.empty:
    st.info(panels.plain(exhibit.title), icon=":material/info:")
else:
    panels.show(exhibit, view)
if exhibit.key != "cycles":
    panels.demonstration(view)
