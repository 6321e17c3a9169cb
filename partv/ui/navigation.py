"""The pages, their names and addresses, and links between them that keep the Selection."""

from copy import copy
from functools import lru_cache

import streamlit as st

from partv.language import Language, language
from partv.paths import PAGES
from partv.selection import Selection

# Page file -> its path in the address. Streamlit serves the default page at "/" only.
PATHS = {
    "overview": "",
    "article": "article",
    "regions": "regions",
    "cycles": "cycles",
    "parties": "parties",
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


@lru_cache
def _pages(code: str) -> dict[str, "st.Page"]:
    # Made once: ``st.Page`` resolves its path every time it is made.
    say = language(code)
    named = {
        "overview": say.text("Overview"),
        "article": say.text("Article"),
        "regions": say.text("Regions"),
        "cycles": say.text("Cycles"),
        "parties": say.text("Parties"),
        "data": say.text("Data"),
        "about": say.text("About"),
    }
    return {
        name: st.Page(
            (PAGES / f"{name}.py").resolve(),
            title=named[name],
            url_path=path or None,
            default=not path,
        )
        for name, path in PATHS.items()
    }


def address(name: str, selection: Selection) -> str:
    """The address of a page on the view of ``selection``, for links outside Streamlit's own."""
    return f"/{PATHS[name]}?{selection.query_string()}".removesuffix("?")


def link(name: str, selection: Selection, say: Language, label: str | None = None, **look) -> None:
    """A link to a page, on the view of ``selection``."""
    page = pages(say.code)[name]
    st.page_link(page, label=label, query_params=selection.pairs(), **look)
