"""What a page needs to know of the visit: Selection, language, theme and data."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from partv.address.selection import Selection
from partv.data.current import warehouse
from partv.data.warehouse import Warehouse
from partv.i18n.language import Language, language, preferred_language

_STORE = "store_of_this_run"
UPLOADED_STORE = "uploaded_store"
"""The session key of the warehouse with this visitor's own upload."""


@dataclass(frozen=True)
class View:
    """One visitor's view in one run."""

    selection: Selection
    say: Language
    theme: str
    """``light`` or ``dark``, as the visitor's theme is."""
    store: Warehouse

    def narrowed(self, narrow: Callable[[Selection], Selection]) -> "View":
        """The same view on another Selection; the address stays as it is."""
        return replace(self, selection=narrow(self.selection))

    def ask(self, question: str, **parameters: object) -> pd.DataFrame:
        """Answer a named query for this Selection."""
        known = self.selection.parameters() | {"lang": self.say.code}
        return self.store.ask(question, **known | parameters)


def take_store() -> Warehouse:
    """The data of this visit for one run: everybody's, or with this visitor's upload.

    Taken once a run: a run that began on the old data ends on them.
    """
    found = st.session_state.get(UPLOADED_STORE) or warehouse()
    st.session_state[_STORE] = found
    return found


def let_go() -> None:
    """The run is over: a visit that only looks does not keep data that are replaced meanwhile."""
    st.session_state.pop(_STORE, None)


def speak(selection: Selection) -> Language:
    """The language of the address, else the browser's first that we have, else English."""
    return language(selection.lang or preferred_language(st.context.headers.get("Accept-Language")))


def current() -> View:
    """The view of this run; to be called by pages, which run inside the shell."""
    selection: Selection = st.session_state["selection"]
    theme = st.context.theme.type or "light"
    return View(selection, speak(selection), theme, st.session_state[_STORE])
