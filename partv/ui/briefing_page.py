"""The page of a briefing: of whom it is, its files, and the briefing as it is printed."""

from html import escape

import pandas as pd
import streamlit as st

from partv.exhibits.briefing import docx, file_name
from partv.exhibits.catalog import PAGES
from partv.exhibits.party_names import finder
from partv.exports.office.briefing_document import Briefing, BriefingSection
from partv.ui import address_bar as addresses
from partv.ui import downloads
from partv.ui.html_tables import to_read
from partv.ui.panels import plain, stamped
from partv.ui.view import View

_PARTY = "briefing_party"


def address(view: View) -> str:
    """The address of this briefing for others; empty for what only this visitor has."""
    if view.selection.private:
        return ""
    query = PAGES["briefing"].seen(view.selection).query_string()
    return f"{downloads.server()}/briefing?{query}".rstrip("?")


def controls(view: View) -> None:
    """The Party, if any; the briefing as a Word file; how to print. Not printed themselves."""
    say, selection = view.say, view.selection
    names = finder(view.store, selection, say.code)
    chosen = selection.party if selection.party in names else None
    st.session_state[_PARTY] = chosen

    def turn() -> None:
        # Kept until the next run, and with it what is named here: not the view, which has the data.
        addresses.go(selection.changed(party=st.session_state[_PARTY] or ""))

    with st.container(key="briefing-controls"):
        st.selectbox(
            say.text("Briefing on a Party (none: on the regions chosen, or on all)"),
            list(names),
            index=None,
            format_func=names.get,
            placeholder=say.text("All Parties"),
            key=_PARTY,
            on_change=turn,
            width=420,
        )
        if view.selection.private:
            st.download_button(
                say.text("Download as Word"),
                docx(view.store, view.selection, say.code, ""),
                file_name=file_name(view.selection),
                icon=":material/download:",
                on_click="ignore",
            )
        else:
            query = downloads.settings(PAGES["briefing"].seen(view.selection), say)
            href = escape(f"{downloads.API}/briefing.docx?{query}".rstrip("?"))
            words = escape(say.text("Download as Word"))
            hint = escape(say.text("To print it, or keep it as PDF, use your browser's Print."))
            link = f'<a href="{href}" download target="_self">{words}</a>'
            st.html(f'<p class="takeaway">{link} {hint}</p>')


def show(item: Briefing, view: View) -> None:
    """The briefing as it is printed."""
    with st.container(key="briefing", gap="small"):
        stamped(item.stamp)
        st.title(plain(item.title))
        st.markdown(plain(item.subtitle))
        pair = view.say.pair
        st.markdown("\n".join(f"- {pair(f'**{plain(a)}**', plain(b))}" for a, b in item.facts))
        for section in item.sections:
            _section(section)
        st.header(item.sources_title)
        lines = [*item.sources, item.link, item.unofficial]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines if line))


def _section(section: BriefingSection) -> None:
    st.header(plain(section.heading))
    if section.rows:
        to_read(pd.DataFrame(section.rows, columns=list(section.header)), section.heading, {})
    if section.text:
        st.markdown("\n".join(f"- {plain(line)}" for line in section.text))
