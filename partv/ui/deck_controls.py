"""What every page offers of the deck: present it, add the view to it, put it in order."""

import streamlit as st

from partv.address.deck import PAGES, Deck, View
from partv.address.parameters import LONGEST_DECK
from partv.address.selection import Selection
from partv.exhibits.party_names import party_name
from partv.i18n import wording
from partv.i18n.language import Language
from partv.ui import address_bar, navigation
from partv.ui.view import current


def controls(selection: Selection, page: str, say: Language) -> None:
    """Present, add this view, and what the deck holds."""
    deck = Deck(page, selection)
    st.button(
        say.text("Present"),
        key="present",
        icon=":material/slideshow:",
        shortcut="P",
        type="tertiary",
        help=keys(say),
        on_click=address_bar.go,
        args=(_beginning(deck),),
    )
    if page in PAGES:
        _pin(deck, say)
    if selection.deck:
        label = say.plural("Deck: {n} slide", "Deck: {n} slides", len(deck.slides))
        with st.popover(label, key="deck", type="tertiary"):
            _order(deck, say)


def keys(say: Language) -> str:
    """The keys of present mode, for the presenter, as Markdown."""
    lines = {
        "→ ←": say.text("next and previous slide; so do a clicker and the space bar"),
        "Home End": say.text("first and last slide"),
        "B": say.text("blank screen"),
        "F": say.text("filters"),
        "Q": say.text("code that opens this view on a phone"),
        "L": say.text("let others follow on their phones: the code for it"),
        "Esc": say.text("back to the page"),
    }
    return "  \n".join(say.pair(f"**{key}**", line) for key, line in lines.items())


def described(view: View, say: Language) -> str:
    """A view in words: its page and Articles, then what is other than by default."""
    chosen = view.selection
    base = Selection.default(chosen.vocabulary)
    words = navigation.names(say)[view.page]
    if chosen.articles:
        words = say.plural(
            "Article {articles}",
            "Articles {articles}",
            len(chosen.articles),
            articles=say.list([str(article) for article in chosen.articles]),
        )
        if view.page != "article":
            words = f"{navigation.names(say)[view.page]} · {words}"
    parts = [words, *chosen.regions, say.text("{cycle} cycle", cycle=chosen.cycle)]
    if chosen.base:
        parts.append(say.text("compared with {cycle}", cycle=chosen.base))
    if chosen.of != base.of:
        parts.append(wording.denominator_name(chosen.of, say, chosen.invented))
    if chosen.sort != base.sort:
        parts.append(say.text("by rate"))
    if chosen.party:
        parts.append(party_name(current().store, chosen, say.code))
    if chosen.data != base.data:
        parts.append(wording.dataset(chosen.data, say))
    return " · ".join(parts)


def _pin(deck: Deck, say: Language) -> None:
    """Add the view to the deck; said, not offered, once it is in it or the deck is full."""
    label, icon, tip = say.text("Add to deck"), "playlist_add", ""
    if deck.has_here:
        label, icon = say.text("In the deck"), "playlist_add_check"
    elif deck.full:
        tip = say.plural(
            "A deck holds at most {n} view.", "A deck holds at most {n} views.", LONGEST_DECK
        )
    st.button(
        label,
        key="pin",
        icon=f":material/{icon}:",
        type="tertiary",
        help=tip or None,
        disabled=deck.has_here or deck.full,
        on_click=_add,
        args=(deck, say),
    )


def _add(deck: Deck, say: Language) -> None:
    selection = deck.pinned()
    address_bar.go(selection)
    added = say.plural(
        "Added to the deck, which now has {n} slide",
        "Added to the deck, which now has {n} slides",
        len(selection.deck),
    )
    st.toast(say.pair(added, described(deck.here, say)), icon=":material/playlist_add_check:")


def _beginning(deck: Deck) -> Selection:
    """The presentation from its first slide, or from this view where it is one of them."""
    selection = deck.selection.changed(present="1")
    if deck.has_here:
        return selection.changed(slide=selection.deck.index(deck.here.text) + 1)
    return selection


def _order(deck: Deck, say: Language) -> None:
    """The pinned views in order, each to be moved or taken out."""
    last = len(deck.slides) - 1
    for number, view in enumerate(deck.slides):
        ways = [
            ("arrow_upward", say.text("Move up"), deck.moved(number, max(number - 1, 0))),
            ("arrow_downward", say.text("Move down"), deck.moved(number, min(number + 1, last))),
            ("delete", say.text("Take out"), deck.without(number)),
        ]
        with st.container(horizontal=True, vertical_alignment="center", key=f"deck-{number}"):
            st.markdown(f"{number + 1}. {described(view, say)}", width="stretch")
            for icon, label, changed in ways:
                st.button(
                    label,
                    key=f"{icon}-{number}",
                    icon=f":material/{icon}:",
                    type="tertiary",
                    disabled=changed == deck.selection,
                    on_click=address_bar.go,
                    args=(changed,),
                )
    st.button(
        say.text("Empty the deck"),
        key="empty-deck",
        on_click=address_bar.go,
        args=(deck.selection.changed(deck=()),),
    )
