"""The pages, their names and addresses, and links between them that keep the Selection."""

from copy import copy
from functools import lru_cache

import streamlit as st

from partv.address.selection import Selection
from partv.exhibits.catalog import PAGES
from partv.i18n.language import Language, language
from partv.paths import PAGES as SCRIPTS
from partv.ui import address_bar

_HERE = "page_shown"


def pages(code: str) -> dict[str, "st.Page"]:
    """Page file -> Streamlit's page, named in the language ``code``, for one run.

    A copy each time: Streamlit notes in the page itself whether it may run just now, and many
    visitors run at once.
    """
    return {name: copy(page) for name, page in _pages(code).items()}


def names(say: Language) -> dict[str, str]:
    """Page file -> its name for people."""
    return {key: page.name(say) for key, page in PAGES.items()}


@lru_cache
def _pages(code: str) -> dict[str, "st.Page"]:
    # Made once: ``st.Page`` resolves its path every time it is made.
    named = names(language(code))
    return {
        name: st.Page(
            (SCRIPTS / f"{name}.py").resolve(),
            title=named[name],
            url_path=page.path or None,
            default=not page.path,
        )
        for name, page in PAGES.items()
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


def page_shown() -> str:
    """Return the key of the page that this run is of."""
    return st.session_state[_HERE]


def is_here(name: str) -> bool:
    """Whether this run is of that page."""
    return st.session_state[_HERE] == name


def turn_to(name: str, selection: Selection, say: Language) -> None:
    """Turn to another page, on the view of ``selection``, now."""
    st.switch_page(pages(say.code)[name], query_params=address_bar.values(selection))
