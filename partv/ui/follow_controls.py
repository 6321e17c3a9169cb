"""What the presenter does for those who follow: start, show the code, keep up, stop.

The channel is the session's. A page loaded again, or on another server after this one, is a new
session: it goes on with the channel that the browser keeps in a cookie if it shows the very slide
that the channel shows. Any other tab of the same browser is left alone until its presenter asks.
"""

from contextlib import suppress

import streamlit as st

from partv.address.deck import Deck
from partv.follow.channels import HEARTBEAT_SECONDS, NoRoom, NotYours, Presenter, channels
from partv.follow.routes import COOKIE, PREFIX, link
from partv.i18n.language import Language
from partv.ui import downloads

SHOWN = "present_follow"
"""Whether the code for followers fills the screen."""
PATH = PREFIX.lstrip("/")
"""Where followers' pages are, seen from a page."""

_MINE, _TICKET, _FAULT = "follow_presenter", "follow_ticket", "follow_fault"


def keep_up(deck: Deck) -> str:
    """Show followers the slide that is on; the channel's code, empty without a channel.

    Of a deck with a visitor's own answers nothing goes out: followers keep the slide before.
    """
    if _MINE not in st.session_state:
        st.session_state[_MINE] = _gone_on_with(deck)
    mine = st.session_state[_MINE]
    if mine is None or deck.private:
        return ""
    try:
        channels().turn(mine, *_place(deck))
    except NotYours:  # ended elsewhere, or expired
        st.session_state[_MINE] = None
        return ""
    except (OSError, ValueError):
        st.session_state[_FAULT] = True
    with st.container(key="followed"):
        _give_signs(mine)
        # The browser asks for it once; used up, the ticket is worth nothing.
        if ticket := st.session_state.get(_TICKET):
            st.html(f'<img src="{PATH}/{mine.code}/key?ticket={ticket}" alt="">')
    return mine.code


def control(deck: Deck, say: Language) -> None:
    """The buttons: let others follow and show the code, stop; or why it cannot be."""
    label = say.text("Let others follow")
    if deck.private:
        why = say.text("Slides of your own answers are in this visit only: nobody can follow them.")
        st.button(label, key="follow", disabled=True, help=why)
    else:
        st.button(label, key="follow", shortcut="L", on_click=_start, args=(deck,))
        if st.session_state[_MINE]:
            st.button(say.text("Stop letting others follow"), key="unfollow", on_click=_stop)
    if st.session_state.pop(_FAULT, False):
        st.toast(
            say.text("Others cannot follow just now: the server cannot keep the slide. Try later."),
            icon=":material/sync_problem:",
        )


def address(code: str) -> str:
    """Where the channel is followed, as people reach this server."""
    return link(downloads.server(), code)


def _start(deck: Deck) -> None:
    """A channel, the browser's own where it has one; then its code, and back to the slide."""
    state = st.session_state
    if state.get(_MINE):
        state[SHOWN] = not state.get(SHOWN)
        return
    kept = _kept_by_browser()
    try:
        mine = kept if kept and channels().shown(kept) else channels().open(*_place(deck))
        state.update({_MINE: mine, SHOWN: True, _TICKET: channels().ticket(mine)})
    except (NoRoom, NotYours, OSError, ValueError):
        state[_FAULT] = True


def _stop() -> None:
    with suppress(NotYours, OSError):
        channels().end(st.session_state[_MINE])
    st.session_state.update({_MINE: None, _TICKET: "", SHOWN: False})


@st.fragment(run_every=HEARTBEAT_SECONDS)
def _give_signs(mine: Presenter) -> None:
    with suppress(NotYours, OSError):
        channels().beat(mine)


def _place(deck: Deck) -> tuple[str, str]:
    """Page and query string of the slide that is on; followers have their own language."""
    selection = deck.at(deck.place).changed(present="1", lang="")
    return deck.page, selection.query_string()


def _gone_on_with(deck: Deck) -> Presenter | None:
    kept = _kept_by_browser()
    state = channels().shown(kept) if kept else None
    return kept if state and (state.page, state.query) == _place(deck) else None


def _kept_by_browser() -> Presenter | None:
    code, dot, secret = st.context.cookies.get(COOKIE, "").partition(".")
    return Presenter(code, secret) if dot else None
