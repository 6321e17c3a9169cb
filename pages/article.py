from dataclasses import replace

import streamlit as st

from partv.exhibits.article import by_cycle, by_cycle_cited, heading, measures, one_article
from partv.exhibits.coverage import absence
from partv.ui import panels
from partv.ui.view import current

whole = current()
view = whole.narrowed(one_article)
say, chosen, code, store = view.say, view.selection, view.say.code, view.store
top = heading(store, chosen, code)

title = say.text("Article {article}: {title}", article=top.article, title=top.title)
st.title(panels.plain(title))
panels.one_article(whole, top.article)
if top.unofficial:
    st.markdown(panels.plain(say.text("Unofficial translation of the title.")))
st.markdown(panels.plain(top.obligation))
panels.coverage(view)

missing = absence(store, chosen.changed(articles=()), code)
if missing:
    same = missing.selection.changed(articles=chosen.articles)
    panels.absence(replace(missing, selection=same), view)
else:
    exhibit, *others = panels.exhibits(view)
    if not exhibit.empty:
        panels.show(exhibit, view)
    if top.note:
        st.info(panels.plain(top.note), icon=":material/info:")
    else:
        panels.measures(measures(store, chosen, code), view)
        st.header(say.text("By cycle"))
        panels.table(by_cycle(store, chosen, code), say.text("By cycle"), view)
        panels.cited(by_cycle_cited(store, chosen, code).lines, "by-cycle")
    if not (chosen.party_level and top.note):
        st.header(say.text("By WHO region, and which Parties"))
        if not chosen.party_level and not any(one.key == "regions" for one in others):
            panels.no_regions(view)
        for other in others:
            if not other.empty:
                panels.show(other, view)
        if not chosen.party_level:
            panels.demonstration(view)
