"""The pages, their names and addresses, and links between them that keep the Selection."""

from copy import copy
from functools import lru_cache

import streamlit as st

from partv.address.selection import Selection
from partv.i18n.language import Language, language
from partv.paths import PAGES
from partv.ui import address_bar

_HERE = "page_shown"

# Page file -> its path in the address. Streamlit serves the default page at "/" only.
PATHS = {
    "overview": "",
    "article": "article",
    "regions": "regions",
    "cycles": "cycles",
    "parties": "parties",
    "briefing": "briefing",
    "data": "data",
    "about": "about",
}

# Pages that the filter bar does nothing on.
UNFILTERED = {"about"}


def pages(code: str) -> dict[str, "st.Page"]:
    """Page file -> Streamlit's page, named in the language ``code``, for one run.

    A copy each time: Streamlit notes in the page itself whether it may run just now, and many
    visitors run at once.
    """
    return {name: copy(page) for name, page in _pages(code).items()}


def names(say: Language) -> dict[str, str]:
    """Page file -> its name for people."""
    return {
        "overview": say.text("Overview"),
        "article": say.text("Article"),
        "regions": say.text("Regions"),
        "cycles": say.text("Cycles"),
        "parties": say.text("Parties"),
        "briefing": say.text("Briefing"),
        "data": say.text("Data"),
        "about": say.text("About"),
    }


@lru_cache
def _pages(code: str) -> dict[str, "st.Page"]:
    # Made once: ``st.Page`` resolves its path every time it is made.
    named = names(language(code))
    return {
        name: st.Page(
            (PAGES / f"{name}.py").resolve(),
            title=named[name],
            url_path=path or None,
            default=not path,
        )
        for name, path in PATHS.items()
    }


def arrow(say: Language, back: bool = False) -> str:
    """The icon of a link onward, or back, as the language is read."""
    leftwards = back == (say.direction == "ltr")
    return ":material/arrow_back:" if leftwards else ":material/arrow_forward:"


def here(name: str) -> None:
    """Say which page this run is of."""
    st.session_state[_HERE] = name


def link(
    name: str,
    selection: Selection,
    say: Language,
    label: str,
    icon: str = "",
    quiet: bool = False,
) -> None:
    """A link to a page, on the view of ``selection``; ``quiet``: without a frame.

    To the page one is on it is a button: Streamlit's own link to the same page changes the view
    and leaves the browser's address as it was.
    """
    if is_here(name):
        key = f"way-{label}"
        st.button(
            label,
            icon=icon or None,
            key=key,
            on_click=address_bar.go,
            args=(selection,),
            type="tertiary" if quiet else "secondary",
        )
    else:
        page = pages(say.code)[name]
        st.page_link(page, label=label, icon=icon or None, query_params=selection.pairs())


def is_here(name: str) -> bool:
    """Whether this run is of that page."""
    return st.session_state[_HERE] == name


def turn_to(name: str, selection: Selection, say: Language) -> None:
    """Turn to another page, on the view of ``selection``, now."""
    st.switch_page(pages(say.code)[name], query_params=address_bar.values(selection))
