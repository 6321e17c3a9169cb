"""The styles of pages: CSS files of this folder, read once."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit as st

from partv.svg.watermark import Watermark

_FOLDER = Path(__file__).parent


def apply(direction: str) -> None:
    """Put the styles of every page into the page; ``rtl.css`` too where ``direction`` is rtl."""
    style = sheet("page", "print", *["rtl"] * (direction == "rtl"))
    st.html(style)


def present() -> None:
    """Put the styles of present mode into the page, after those of every page."""
    style = sheet("present")
    st.html(style)


def watermark(word: str, said: str, theme: str) -> None:
    """Put ``word`` across the page and every sheet that is printed of it, and ``said`` at the head
    of each; ``theme`` is the paper of the screen."""
    st.html(_watermark(word, said, theme))


@cache
def _watermark(word: str, said: str, theme: str) -> str:
    given = {"screen": _image(word, theme), "paper": _image(word, "light"), "said": _quoted(said)}
    css = re.sub("--(screen|paper|said)--", lambda m: given[m[1]], _css("watermark"))
    return f"<style>\n{css}</style>"


def _image(word: str, theme: str) -> str:
    tile = Watermark(word).tile(theme)
    return f'url("data:image/svg+xml;base64,{b64encode(tile).decode()}")'


def _quoted(text: str) -> str:
    """Return a string of CSS."""
    return '"' + re.sub(r'["\\\n<]', lambda m: f"\\{ord(m[0]):x} ", text) + '"'


@cache
def sheet(*names: str) -> str:
    """Return the files of these names, without ``.css``, as one ``<style>`` element."""
    return f"<style>\n{_css(*names)}</style>"


def _css(*names: str) -> str:
    """Comments stay behind: Streamlit throws away a style that holds ``<`` and a letter."""
    css = "".join((_FOLDER / f"{name}.css").read_text("utf-8") for name in names)
    return re.sub(r"(?s)/\*.*?\*/\s*", "", css)
