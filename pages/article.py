import streamlit as st

from partv.exhibits.article import by_cycle, heading, measures, one_article
from partv.exhibits.coverage import absence
from partv.exhibits.overview import overview
from partv.exhibits.parties_due import parties_due
from partv.ui import panels
from partv.ui.view import current

view = current().narrowed(one_article)
say, chosen, code = view.say, view.selection, view.say.code
top = heading(view.store, chosen, code)

st.title(say.text("Article {article}: {title}", article=top.article, title=top.title))
if top.unofficial:
    st.markdown(panels.plain(say.text("Unofficial translation of the title.")))
st.markdown(panels.plain(top.obligation))
panels.coverage(view)

if missing := absence(view.store, chosen.changed(articles=()), code):
    panels.absence(missing, view.narrowed(lambda _: chosen), "article")
else:
    exhibit = overview(view.store, chosen, code, view.paper)
    if not exhibit.empty:
        panels.show(exhibit, view)
    if top.note:
        st.info(panels.plain(top.note), icon=":material/info:")
    else:
        st.header(say.text("What was published"))
        for measure in measures(view.store, chosen, code):
            panels.measure(measure, say)
        st.header(say.text("By cycle"))
        st.table(by_cycle(view.store, chosen, code), border="horizontal", hide_index=True)
        st.header(say.text("By WHO region, and which Parties"))
        st.markdown(
            panels.plain(
                say.text(
                    "The publication gives no figure by region and names no Party. What is known "
                    "is which Parties were due to report."
                )
            )
        )
    panels.show(parties_due(view.store, chosen, code, view.paper), view)
