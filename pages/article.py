from dataclasses import replace

import streamlit as st

from partv.exhibits.article import by_cycle, by_cycle_cited, heading, measures, one_article
from partv.exhibits.coverage import absence, by_region
from partv.exhibits.overview import overview
from partv.exhibits.parties import statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions
from partv.ui import panels
from partv.ui.view import current

view = current().narrowed(one_article)
say, chosen, code = view.say, view.selection, view.say.code
store, theme = view.store, view.theme
top = heading(store, chosen, code)

title = say.text("Article {article}: {title}", article=top.article, title=top.title)
st.title(panels.plain(title))
if top.unofficial:
    st.markdown(panels.plain(say.text("Unofficial translation of the title.")))
st.markdown(panels.plain(top.obligation))
panels.coverage(view)

missing = absence(store, chosen.changed(articles=()), code)
if missing:
    same = missing.selection.changed(articles=chosen.articles)
    panels.absence(replace(missing, selection=same), view, "article")
else:
    exhibit = overview(store, chosen, code, theme)
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
    if chosen.party_level and not top.note:
        if not exhibit.empty and len(chosen.regions) != 1:
            panels.show(regions(store, chosen, code, theme), view)
        panels.show(statuses(store, chosen, code, theme), view)
    elif not chosen.party_level:
        if by_region(store, chosen) and len(chosen.regions) != 1:
            panels.show(regions(store, chosen, code, theme), view)
        else:
            panels.no_regions(view, "article")
        panels.show(parties_due(store, chosen, code, theme), view)
        panels.demonstration(view, "article")
