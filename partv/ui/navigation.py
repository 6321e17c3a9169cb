"""The pages, their names and addresses, and links between them that keep the Selection."""

from functools import lru_cache

import streamlit as st

from partv.language import Language, language
from partv.paths import PAGES
from partv.selection import Selection

# Page file -> its path in the address. Streamlit serves the default page at "/" only.
PATHS = {"overview": "", "article": "article", "about": "about"}

# Pages that the filter bar does nothing on.
UNFILTERED = {"about"}


@lru_cache
def pages(code: str) -> dict[str, "st.Page"]:
    """Page file -> Streamlit's page, named in the language ``code``.

    Made once: ``st.Page`` resolves its path every time it is made.
    """
    say = language(code)
    named = {
        "overview": say.text("Overview"),
        "article": say.text("Article"),
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


def link(name: str, selection: Selection, say: Language, label: str | None = None, **look) -> None:
    """A link to a page, on the view of ``selection``."""
    page = pages(say.code)[name]
    st.page_link(page, label=label, query_params=selection.pairs(), **look)
