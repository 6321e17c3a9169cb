"""The styles of pages: CSS files of this folder, read once."""

import re
from base64 import b64encode
from collections.abc import ItemsView, Iterable, Iterator
from dataclasses import astuple
from functools import cache
from pathlib import Path

import streamlit as st

from partv.charts.theme import PALETTES
from partv.svg.watermark import Watermark

_FOLDER = Path(__file__).parent


def apply(direction: str, theme: str) -> None:
    """Put the styles of every page into the page; ``rtl.css`` too where ``direction`` is rtl, and
    where the ``theme`` is dark, what its charts are printed in."""
    style = sheet("page", "print", *["rtl"] * (direction == "rtl"))
    if theme == "dark":
        style += light_on_paper()
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


@cache
def light_on_paper() -> str:
    """Return a ``<style>`` by which charts in dark colours are printed in the light ones.

    The server draws a chart in the colours of the screen, and a browser asks nobody before it
    prints. Plotly writes a colour into the ``style`` of an element, links have it as it is here.
    """
    rules = "".join(
        f'.stApp svg [style*="{name}: {found}"] {{ {name}: {light} !important; }}\n'
        for dark, light in _pairs()
        for name in ("fill", "stroke")
        for found in (f"rgb{_rgb(dark)}", dark)
    )
    links = "".join(
        f'.stApp svg a[style*="fill:{dark}"] {{ fill: {light} !important; }}\n'
        for dark, light in _pairs()
    )
    return f"<style>@media print {{\n{rules}{links}}}</style>"


def _pairs() -> ItemsView[str, str]:
    """Each colour of the dark palette with the one that has its place in the light palette."""
    dark, light = (astuple(PALETTES[name])[1:] for name in ("dark", "light"))
    return dict(zip(_flat(dark), _flat(light), strict=True)).items()


def _flat(colours: Iterable) -> Iterator[str]:
    for colour in colours:
        yield from [colour] if isinstance(colour, str) else _flat(colour)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
