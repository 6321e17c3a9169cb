import streamlit as st

from partv.exhibits.catalog import PAGES
from partv.exhibits.extracts import SHOWN, extract, preview, preview_cited
from partv.i18n.wording import stamp
from partv.ui import downloads, html_tables, panels, upload
from partv.ui.view import current

view = current()
say, chosen = view.say, view.selection
seen = PAGES["data"].seen(chosen).changed(lang=say.code)
item = extract(view.store, seen, chosen.table)
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
    html_tables.to_read(preview(item, say), title, {})
panels.cited(preview_cited(view.store, item, say.code), "preview")
downloads.downloads(item, view, "data")
st.markdown(panels.plain(say.text("In Excel take the Excel file: CSV has decimal points.")))
downloads.columns(item, view)
downloads.computed(item, view, "data")
downloads.code(item, view)
upload.panel(view)
