"""Present mode: one chart fills the screen, keys turn the slides, the address holds the deck.

How a view gets into a deck is in ``partv/ui/deck_controls.py``.
"""

from base64 import b64encode
from html import escape

import segno
import streamlit as st

from partv.address.deck import PAGES, Deck
from partv.address.selection import Selection
from partv.exhibits.catalog import slide
from partv.exhibits.picture_files import SIZES, place_of, slide_svg
from partv.i18n import wording
from partv.ui import address_bar, downloads, filters, follow_controls, keys, navigation, style
from partv.ui.view import View

_BLANK, _FILTERS, _CODE = "present_blank", "present_filters", "present_code"


def show(selection: Selection, page: str, view: View) -> None:
    """The slide that is on, and the keys; nothing else is on the screen."""
    say = view.say
    # A page without a chart presents the Overview; the API knows no slides of another.
    page = page if page in PAGES else PAGES[0]
    deck = Deck(page, selection)
    if st.session_state.get(_FILTERS):
        with st.container(key="over-slide", gap="small"):
            chosen = filters.filter_bar(deck.shown.selection, say, view.store, deck.shown.page)
        if chosen != deck.shown.selection:
            address_bar.write(deck.filtered(chosen))
            deck = Deck(page, deck.filtered(chosen))
    style.present()
    if address_bar.problems():
        said = wording.not_understood(say)
        st.toast(said, icon=":material/link_off:")
    code = follow_controls.keep_up(deck)
    if st.session_state.get(_BLANK):
        st.html(f'<div class="blank" role="img" aria-label="{escape(say.text("Blank"))}"></div>')
    elif code and st.session_state.get(follow_controls.SHOWN):
        said = view.say.text("Follow these slides on your phone; stop at any time.")
        _code(follow_controls.address(code), said)
    elif st.session_state.get(_CODE):
        _code(deck.shown.address(downloads.server()))
    else:
        _slide(deck, view, code)
    _keys(deck, view)


def _code(link: str, said: str = "") -> None:
    """The QR code of an address over the whole screen, for phones in the back row."""
    code = segno.make(link, error="m", micro=False).svg_data_uri(border=4)
    words = "".join(f"<p>{escape(line)}</p>" for line in (said, link) if line)
    st.html(f'<div class="code"><img src="{code}" alt="{escape(link)}">{words}</div>')


def _slide(deck: Deck, view: View, code: str) -> None:
    """The slide as a picture for each shape of screen; the browser takes the one that fills it.

    While others follow, its own code leads to where they do (the channel ``code``).
    """
    say, shown = view.say, deck.shown
    exhibit = slide(view.store, shown, say.code, view.theme)
    wide, narrow = (_source(size, deck, view, code) for size in SIZES)
    alt = escape(" ".join(filter(None, (exhibit.stamp, exhibit.alt, exhibit.source))))
    st.html(
        f'<picture class="slide"><source media="(max-aspect-ratio: 14/9)" srcset="{narrow}">'
        f'<img src="{wide}" alt="{alt}"></picture>'
    )


def _source(size: str, deck: Deck, view: View, code: str) -> str:
    """Where the browser finds the slide: at the API, or in the page itself if it is private."""
    if not deck.private:
        settings = downloads.settings(deck.at(deck.place).changed(present="1"), view.say)
        query = f"{settings}&size={size}&paper={view.theme}"
        if code:
            return escape(f"{follow_controls.PATH}/{code}/slide.svg?page={deck.page}&{query}")
        return escape(f"{downloads.API}/slides/{deck.page}.svg?{query}")
    place = place_of(deck, view.say)
    link = "" if deck.shown.selection.private else deck.shown.address(downloads.server())
    svg = slide_svg(view.store, deck.shown, view.say.code, view.theme, size, link, place)
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"


def _keys(deck: Deck, view: View) -> None:
    """The keys, as buttons that show themselves when the pointer or the focus is on them."""
    say, place, last = view.say, deck.place, len(deck.slides)
    # Arrows turn as the language is read; the other keys, and clickers, do the same everywhere.
    onward, back = ("Right", "Left") if say.direction == "ltr" else ("Left", "Right")
    turns = (
        (onward, say.text("Next slide"), place + 1),
        (back, say.text("Previous slide"), place - 1),
        ("PageDown", say.text("Next slide (clicker)"), place + 1),
        ("PageUp", say.text("Previous slide (clicker)"), place - 1),
        ("Space", say.text("Next slide (space bar)"), place + 1),
        ("Home", say.text("First slide"), 1),
        ("End", say.text("Last slide"), last),
    )
    with st.container(horizontal=True, key="keys", gap="xsmall"):
        for key, label, to in turns:
            st.button(
                label,
                key=f"turn-{key}",
                shortcut=key,
                on_click=_turn,
                args=(deck.at(to),),
            )
        st.button(say.text("Blank"), key="blank", shortcut="B", on_click=_flip, args=(_BLANK,))
        st.button(
            say.text("Filters"), key="filters-on", shortcut="F", on_click=_flip, args=(_FILTERS,)
        )
        if not deck.shown.selection.private:
            st.button(say.text("QR code"), key="code", shortcut="Q", on_click=_flip, args=(_CODE,))
        follow_controls.control(deck, say)
        if st.button(say.text("Leave"), key="leave", shortcut="Esc"):
            _leave(deck, view)
        downloads.deck_files(deck, view)
        keys.listed(say)


def _turn(selection: Selection) -> None:
    st.session_state.update({_BLANK: False, _CODE: False, follow_controls.SHOWN: False})
    address_bar.go(selection)


def _flip(name: str) -> None:
    st.session_state[name] = not st.session_state.get(name)


def _leave(deck: Deck, view: View) -> None:
    """Back to the page of the slide that is on, with the deck kept."""
    shown = deck.shown
    there = shown.selection.changed(deck=deck.selection.deck, lang=deck.selection.lang)
    st.session_state.update(
        {_FILTERS: False, _BLANK: False, _CODE: False, follow_controls.SHOWN: False}
    )
    if navigation.is_here(shown.page):
        address_bar.go(there)
        st.rerun()
    navigation.turn_to(shown.page, there, view.say)
