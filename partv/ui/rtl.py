"""What pages that are read from right to left need beside ``<html dir="rtl">``.

Streamlit sets a few things by left and right rather than by start and end, and Plotly measures its
texts in a place of its own, where the page's direction would reach them.
"""

import streamlit as st

from partv.text import bidi

_CSS = """
<style>
#js-plotly-tester { direction: ltr; }
[data-testid="stElementContainer"], [data-testid="stMarkdownContainer"] :is(ul, ol, li) {
  text-align: right;
}
/* The marks of a list stand beside its text, not outside the page or the paper. */
[data-testid="stMarkdownContainer"] li {
  margin-left: 0 !important; margin-right: 1.15em !important;
  padding-left: 0 !important; padding-right: .3em !important;
}
em, i { font-style: normal; } /* Arabic has no italics; slanted it reads worse. */
blockquote {
  border-left: 0 !important; border-right: 2px solid rgba(128, 128, 128, .5) !important;
  padding-left: 0 !important; padding-right: .75rem !important;
}
/* Addresses, names of machines and code are in Latin letters, whatever is around them. */
code, pre, [data-testid="stCode"] { direction: ltr; unicode-bidi: isolate; text-align: left; }
/* The first of several buttons in a row is the right one. */
[role="radiogroup"] > button { margin-right: 0 !important; margin-left: -1px; }
[role="radiogroup"] > button:first-child:not(:last-child) { border-radius: 0 .35rem .35rem 0; }
[role="radiogroup"] > button:last-child:not(:first-child) {
  border-radius: .35rem 0 0 .35rem; margin-left: 0;
}
/* Streamlit hides the edges next to the chosen one, by left and right. */
[role="radiogroup"] > button:has(+ [aria-checked="true"]) {
  border-right-color: var(--st-border-color, #808893) !important;
  border-left-color: transparent !important;
}
[role="radiogroup"] > [aria-checked="true"] + button {
  border-left-color: var(--st-border-color, #808893) !important;
  border-right-color: transparent !important;
}
[data-testid="stWidgetLabel"] { column-gap: .35rem; }
/* They end on half a pixel, and what reaches beyond the place of the row is cut off. */
@media (min-width: 900px) { [role="radiogroup"] { overflow: visible !important; } }
/* Streamlit's menu, on the side where lines end. */
div:has(> [data-testid="stToolbarActions"]) { margin-left: 1rem; margin-right: auto !important; }
[data-testid="stExpander"] summary [data-testid="stIconMaterial"] { transform: scaleX(-1); }
.to-read :is(th, td) { padding: .4rem .25rem .4rem .75rem; }
</style>
"""


def apply() -> None:
    """Put the styles into the page, after those of every page."""
    st.html(_CSS)


def sided(markup: str, text: str) -> str:
    """The ``markup`` of a ``text`` that may stand among Arabic: without Arabic letters it runs from
    left to right, so that ``27.domestic`` does not become ``domestic.27``."""
    if bidi.is_right_to_left(text) or not any(map(str.isalpha, text)):
        return markup
    return f'<bdi dir="ltr">{markup}</bdi>'
