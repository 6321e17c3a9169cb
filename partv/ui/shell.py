"""The shell around every page: navigation, filter bar, language, notices, footer.

This is the main script of the Streamlit app. It does not lie beside ``pages/``, on purpose: there
Streamlit would run in its old multipage mode until the first visitor has come and gone.
"""

import streamlit as st

from partv.address.deck import Deck, View
from partv.address.exported_tables import TABLES
from partv.address.selection import Selection
from partv.data.current import trouble
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.exhibits.catalog import PAGES
from partv.i18n import wording
from partv.i18n.language import Language, available_languages, language
from partv.ui import (
    address_bar,
    deck_controls,
    downloads,
    filters,
    keys,
    navigation,
    panels,
    present,
    style,
    turns,
)
from partv.ui.view import current, let_go, speak, take_store


def main() -> None:
    """One run of the app for one visitor."""
    try:
        store = take_store()
    except DataUnavailable as error:
        st.error(str(error), icon=":material/database_off:")
        st.stop()
    try:
        with turns.turn():
            _run(store)
    finally:
        let_go()


def _run(store: Warehouse) -> None:
    selection = address_bar.read(store.vocabulary)
    say = speak(selection)
    pages = navigation.pages(say.code)
    page = st.navigation(list(pages.values()), position="hidden")
    name = next(key for key, candidate in pages.items() if candidate == page)
    navigation.here(name)
    st.set_page_config(page_icon="📊", layout="wide")
    style.apply(say.direction, current().theme)
    if selection.present:
        _entitle(selection, name, say)
        with st.container(key="slide"):
            present.show(selection, name, current())
        return
    with st.container(key="page"):
        masthead = st.container(horizontal=True, key="masthead", vertical_alignment="center")
        if PAGES[name].filtered:
            selection = filters.filter_bar(selection, say, store, name)
            address_bar.write(selection)
        _entitle(selection, name, say)
        with masthead:
            _masthead(selection, say, name, pages)
        if trouble():
            panels.out_of_date(say)
        panels.not_understood(address_bar.problems(), say, store)
        if selection.invented and PAGES[name].filtered:
            _watermark(selection, name, say)
        with st.container(key="content"):
            page.run()
        panels.footer(store, say, _address(selection, name))


def _address(selection: Selection, name: str) -> str:
    """The address of the view for others; empty for what only this visitor has."""
    if selection.private:
        return ""
    return f"{downloads.server()}/{PAGES[name].path}?{selection.query_string()}".rstrip("?")


def _entitle(selection: Selection, name: str, say: Language) -> None:
    """The window's title: which page, of what; tabs and screen readers know a view by it."""
    parts = [navigation.names(say)[name]]
    if PAGES[name].filtered:
        shown = (
            Deck(name, selection).shown
            if selection.present
            else View(name, PAGES[name].seen(selection))
        )
        parts = [deck_controls.described(shown, say)]
    if selection.present:
        parts.insert(0, say.text("Present"))
    st.set_page_config(page_title=" · ".join([*parts, say.text("Part V Dashboard")]))


def _watermark(selection: Selection, name: str, say: Language) -> None:
    # What the page Data shows may be of the register: nothing in that is invented.
    if name != "data" or TABLES[selection.table].computed:
        words = wording.watermark(True, say), wording.stamp(True, say)
        style.watermark(*words, current().theme)


def _masthead(selection: Selection, say: Language, name: str, pages: dict[str, "st.Page"]) -> None:
    # Drawn after the filter bar, above it, so that its links have what was just chosen.
    st.markdown(f"**{panels.plain(say.text('Part V Dashboard'))}**", width="content")
    for page in pages.values():
        st.page_link(page, query_params=selection.pairs())
    st.space("stretch")
    deck_controls.controls(selection, name, say)
    keys.listed(say)
    st.html(_languages(selection, say, name), width="content")


def _languages(selection: Selection, say: Language, name: str) -> str:
    """Links to the same view in the other languages; a full load, so that <html lang> is right."""
    links = []
    for code in available_languages():
        other = language(code)
        if code == say.code:
            links.append(f'<b lang="{code}" aria-current="true">{other.name}</b>')
        else:
            query = selection.changed(lang=code).query_string().replace("&", "&amp;")
            links.append(
                f'<a href="/{PAGES[name].path}?{query}" target="_self" lang="{code}" '
                f'hreflang="{code}">{other.name}</a>'
            )
    return " · ".join(links)


main()
