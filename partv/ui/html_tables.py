"""Tables to read, whose cells are plain text and may be links."""

import re
import weakref
from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from partv.exhibits.links import Leads
from partv.text import bidi
from partv.ui.view import current


def to_read(frame: pd.DataFrame, alt: str, leads: Leads) -> None:
    """A table under the name ``alt``; texts in it that ``leads`` knows are links.

    Not ``st.table``: that reads Markdown in what a Party wrote, and opens its links in new tabs.
    """
    st.html(_kept(frame, alt, leads, current().say.direction == "rtl"))


_made: dict[int, tuple[weakref.ref, str, Leads, bool, str]] = {}


def _kept(frame: pd.DataFrame, alt: str, leads: Leads, rtl: bool) -> str:
    """The markup of a table, made once for a frame: that of an exhibit is shown at every redraw."""
    place = id(frame)
    made = _made.get(place)
    if made is None or made[0]() is not frame or made[1:4] != (alt, leads, rtl):
        gone = weakref.ref(frame, lambda _: _made.pop(place, None))
        made = _made[place] = gone, alt, leads, rtl, _markup(frame, alt, leads, rtl)
    return made[4]


def _markup(frame: pd.DataFrame, alt: str, leads: Leads, rtl: bool) -> str:
    heads = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    find = {name: _finder(leads.get(name, {})) for name in frame.columns}

    def cell(name: str, text: str) -> str:
        return _sided(find[name](text), text) if rtl else find[name](text)

    rows = (
        "".join(f"<td>{cell(name, str(row[name]))}</td>" for name in frame.columns)
        for row in frame.to_dict("records")
    )
    body = "".join(f"<tr>{cells}</tr>" for cells in rows)
    # A table wider than the page scrolls within itself: so it can be reached with the keyboard.
    return (
        f'<div class="to-read" role="region" aria-label="{escape(alt)}" tabindex="0">'
        f'<table aria-label="{escape(alt)}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _finder(places: Mapping[str, str]):
    """From the text of a cell to its markup, with a link at each of ``places`` that is in it."""
    if not places:
        return escape
    # The longest first: one name may be the beginning of another.
    names = sorted(places, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)")

    def cell(text: str) -> str:
        parts = pattern.split(text)  # every second part is a name
        return "".join(
            f'<a href="{escape(places[part])}">{escape(part)}</a>' if place % 2 else escape(part)
            for place, part in enumerate(parts)
        )

    return cell


def _sided(markup: str, text: str) -> str:
    """The ``markup`` of a ``text`` that may stand among Arabic: without Arabic letters it runs from
    left to right, so that ``27.domestic`` does not become ``domestic.27``."""
    if bidi.is_right_to_left(text) or not any(map(str.isalpha, text)):
        return markup
    return f'<bdi dir="ltr">{markup}</bdi>'
