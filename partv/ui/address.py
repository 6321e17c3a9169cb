"""The page's address and the Selection, kept in step both ways.

The address is the truth whenever it changed outside our hands (first visit, reload, Back, a
followed link); otherwise the filter widgets are. Streamlit's own ``bind="query-params"`` is not
used: it writes the widgets' visible labels, which are translated, into the address.
"""

import streamlit as st

from partv.selection import Problem, Selection, Vocabulary

_SELECTION, _PROBLEMS, _SEEN = "selection", "problems", "address_seen"


def read(vocabulary: Vocabulary) -> Selection:
    """The Selection of the current address; remembers what of it was not understood."""
    query = _query()
    if _SELECTION not in st.session_state or query != st.session_state[_SEEN]:
        selection, problems = Selection.parse(query, vocabulary)
        st.session_state[_PROBLEMS] = problems
        _forget_widgets()
        _keep(selection)
    return st.session_state[_SELECTION]


def problems() -> list[Problem]:
    """What in the address of this visit was not understood."""
    return st.session_state.get(_PROBLEMS, [])


def write(selection: Selection) -> None:
    """Make ``selection`` the current one and put its one address into the browser."""
    if selection != st.session_state[_SELECTION]:
        st.session_state[_PROBLEMS] = []
    _keep(selection)


def widget_key(name: str) -> str:
    """The session key of the filter widget for ``name``."""
    return f"filter_{name}"


def _keep(selection: Selection) -> None:
    pairs = selection.pairs()
    st.session_state[_SELECTION] = selection
    if pairs != _query():
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            values.setdefault(name, []).append(value)
        st.query_params.from_dict(values)
    st.session_state[_SEEN] = pairs


def _query() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def _forget_widgets() -> None:
    """Let the widgets start again from the Selection."""
    for key in [key for key in st.session_state if str(key).startswith("filter_")]:
        del st.session_state[key]
