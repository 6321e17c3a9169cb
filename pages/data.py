import streamlit as st

from partv.exhibits.rows import preview, rates_rows
from partv.exports.tables import FORMATS
from partv.ui import panels, upload
from partv.ui.view import current

view = current()
say, chosen = view.say, view.selection

st.title(say.text("Data"))
st.header(say.text("The rates of this view"))
panels.table(preview(view.store, chosen, say.code), say.text("The rates of this view"), view)
with st.container(horizontal=True):
    for ending, render in FORMATS.items():
        st.download_button(
            say.text("Download ({format})", format=ending.upper()),
            render(rates_rows(view.store, chosen)),
            file_name=panels.file_name(view, "rates", ending),
            key=f"download-{ending}",
            icon=":material/download:",
            on_click="ignore",
        )
upload.panel(view)
