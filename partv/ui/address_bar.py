"""The page's address and the Selection, kept in step both ways.

The filter widgets are the truth when the visitor has just used one; otherwise the address is,
whenever it changed outside our hands (first visit, reload, Back, a followed link). The address is
written only when a widget changed the Selection: each write is an entry in the browser's history,
and one that nobody asked for would catch Back in a loop.

Streamlit's own ``bind="query-params"`` is not used: it writes the widgets' visible labels, which
are translated, into the address.
"""

import streamlit as st

from partv.address.parameters import Problem, Vocabulary
from partv.address.selection import Selection

_SELECTION, _PROBLEMS = "selection", "problems"
_SEEN, _WIDGETS = "address_seen", "widgets_seen"
_PREFIX = "filter_"


def read(vocabulary: Vocabulary) -> Selection:
    """The Selection of this run; remembers what of the address was not understood."""
    query = _query()
    known = _SELECTION in st.session_state
    if known and st.session_state[_SELECTION].vocabulary != vocabulary:
        # The visitor brought data, or took them back: what may be chosen is another.
        selection, _ = Selection.parse(st.session_state[_SELECTION].pairs(), vocabulary)
        go(selection)
    # Right after a click the browser may not have heard of the address written before it.
    if not known or (query != st.session_state[_SEEN] and not _clicked()):
        selection, problems = Selection.parse(query, vocabulary)
        st.session_state.update({_SELECTION: selection, _PROBLEMS: problems, _SEEN: query})
        _forget_widgets()
    return st.session_state[_SELECTION]


def problems() -> list[Problem]:
    """What in the address of this visit was not understood."""
    return st.session_state.get(_PROBLEMS, [])


def write(selection: Selection) -> None:
    """Make ``selection``, as the widgets have it, the current one, and write its one address."""
    before = st.session_state[_SELECTION]
    if selection != before:
        # A Party goes when another data set comes that does not have it; that is told.
        gone = selection.vocabulary.strangers(before.party, selection.data)
        st.query_params.from_dict(values(selection))
        st.session_state.update({_SELECTION: selection, _PROBLEMS: gone, _SEEN: selection.pairs()})
    st.session_state[_WIDGETS] = _widgets()


def values(selection: Selection) -> dict[str, list[str]]:
    """The settings of an address by name. Of pairs of one name Streamlit would keep the last."""
    found: dict[str, list[str]] = {}
    for name, value in selection.pairs():
        found.setdefault(name, []).append(value)
    return found


def go(selection: Selection) -> None:
    """Turn to another view of the same page, as if the visitor had set every filter."""
    _forget_widgets()
    write(selection)


def widget_key(name: str) -> str:
    """The session key of the filter widget for ``name``."""
    return _PREFIX + name


def _forget_widgets() -> None:
    """Let the widgets start from the Selection; a run cut off before they did is no click."""
    for key in _widgets():
        del st.session_state[key]
    st.session_state[_WIDGETS] = {}


def _clicked() -> bool:
    """Whether the visitor has used a filter since the last run."""
    before = st.session_state.get(_WIDGETS, {})
    now = _widgets()
    return any(now[key] != value for key, value in before.items() if key in now)


def _widgets() -> dict[str, object]:
    state = st.session_state
    return {str(key): state[key] for key in state if str(key).startswith(_PREFIX)}


def _query() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
