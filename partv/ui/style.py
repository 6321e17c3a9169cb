"""The styles of pages: CSS files of this folder, read once."""

import re
from functools import cache
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent


def apply(direction: str) -> None:
    """Put the styles of every page into the page; ``rtl.css`` too where ``direction`` is rtl."""
    style = sheet("page", "print", *["rtl"] * (direction == "rtl"))
    st.html(style)


def present() -> None:
    """Put the styles of present mode into the page, after those of every page."""
    style = sheet("present")
    st.html(style)


@cache
def sheet(*names: str) -> str:
    """Return the files of these names, without ``.css``, as one ``<style>`` element.

    Comments stay behind: Streamlit throws away a style that holds ``<`` and a letter.
    """
    css = "".join((_FOLDER / f"{name}.css").read_text("utf-8") for name in names)
    css = re.sub(r"(?s)/\*.*?\*/\s*", "", css)
    return f"<style>\n{css}</style>"
