import streamlit as st

from partv.exhibits.rows import SHOWN, extract, preview
from partv.reading import stamp
from partv.ui import panels, tables, takeaway, upload
from partv.ui.view import current

view = current()
say, chosen = view.say, view.selection
item = extract(view.store, chosen.changed(lang=say.code), chosen.table)
title = say.text(item.table.title)

st.title(say.text("Data: take it away, or bring your own"))
st.header(title)
st.markdown(panels.with_code(say.text(item.table.description)))
rows = say.plural("{n} row", "{n} rows", len(item.rows))
if chosen.table != "rates" and len(item.rows) > SHOWN:
    rows = say.plural(
        "{rows}; the first {n} is shown", "{rows}; the first {n} are shown", SHOWN, rows=rows
    )
st.markdown(panels.plain(say.pair(rows, item.name)))
panels.stamped(stamp(item.invented, say))
with st.container(key="preview"):
    tables.to_read(preview(item, say), title, {})
takeaway.downloads(item, view, "data")
st.markdown(panels.plain(say.text("In Excel take the Excel file: CSV has decimal points.")))
takeaway.columns(item, view)
takeaway.computed(item, view, "data")
takeaway.code(item, view)
upload.panel(view)
