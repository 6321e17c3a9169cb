"""What leaves the page: downloads of an extract, how it was computed, code that fetches it.

Downloads are links to the API: nothing is made before it is asked for, and a click while the page
is being redrawn gets what the link says. A visitor's own upload is not behind the API; its files
are made with the page.
"""

from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from partv.address.deck import Deck
from partv.address.public_url import public_url
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.deck_slides import pptx
from partv.exhibits.picture_files import picture_png, picture_svg
from partv.exports.bundle import to_zip
from partv.exports.extract import Extract, filters_in_name
from partv.exports.formats import FORMATS
from partv.exports.snippets import snippets
from partv.exports.sql import script
from partv.i18n import wording
from partv.i18n.language import Language, language
from partv.ui.view import View

API = "api/v1"
"""Where the API is, seen from a page."""

_NAMES = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON", "zip": "ZIP"}


def downloads(item: Extract, view: View, key: str) -> None:
    """The rows in every format, and a ZIP file with all that explains them."""
    if item.selection.private:
        _private(item, view, key)
        return
    links = [
        _link(f"{item.table.name}.{ending}", item, view.say, name)
        for ending, name in _NAMES.items()
    ]
    label = escape(view.say.text("Download these rows"))
    st.html(f'<p class="takeaway"><b>{label}</b> {" ".join(links)}</p>')


def pictures(key: str, item: Extract, view: View) -> None:
    """The chart as a picture with its title, measure, source and address."""
    say = view.say
    if item.selection.private:
        _private_pictures(key, item, view)
        return
    query = "&".join(filter(None, (_query(item, say), f"paper={view.theme}")))
    links = [
        f'<a href="{escape(f"{API}/pictures/{key}.{ending}?{query}")}" download target="_self">'
        f"{ending.upper()}</a>"
        for ending in ("png", "svg")
    ]
    label = escape(say.text("Download the picture"))
    st.html(f'<p class="takeaway"><b>{label}</b> {" ".join(links)}</p>')


def _private_pictures(key: str, item: Extract, view: View) -> None:
    asked = view.store, key, item.selection, view.say.code, view.theme, ""
    name = "_".join(["part-v", key, item.selection.data, *filters_in_name(item.selection)])
    with st.container(horizontal=True, key=f"pictures-{key}"):
        for ending, make in (("png", picture_png), ("svg", picture_svg)):
            st.download_button(
                ending.upper(),
                make(*asked),
                file_name=f"{name}.{ending}",
                key=f"{ending}-{key}",
                icon=":material/image:",
                on_click="ignore",
            )


def settings(selection: Selection, say: Language) -> str:
    """The settings of a view for the API, in the language of the page."""
    return selection.changed(lang="" if say.code == "en" else say.code).query_string()


def deck_files(deck: Deck, view: View) -> None:
    """The deck as PowerPoint, and the slide that is on as a picture."""
    say, chosen = view.say, deck.selection
    if deck.private:
        content = view.store.composed(pptx, deck.slides, say.code, "")
        st.download_button(
            say.text("The deck as PowerPoint"),
            content,
            file_name="part-v_deck_upload.pptx",
            on_click="ignore",
        )
        return
    query = settings(chosen.changed(present=""), say)
    slides = settings(deck.at(deck.place).changed(present="1"), say)
    links = (
        (f"deck.pptx?page={deck.page}&{query}", say.text("The deck as PowerPoint")),
        (f"slides/{deck.page}.png?{slides}&paper={view.theme}", say.text("This slide as PNG")),
        (f"slides/{deck.page}.svg?{slides}&paper={view.theme}", say.text("This slide as SVG")),
    )
    anchors = " ".join(
        f'<a href="{escape(f"{API}/{path}")}" download target="_self">{escape(label)}</a>'
        for path, label in links
    )
    st.html(f'<p class="takeaway">{anchors}</p>', width="content")


def _link(path: str, item: Extract, say: Language, name: str) -> str:
    query = _query(item, say)
    href = escape(f"{API}/{path}?{query}".rstrip("?"))
    return f'<a href="{href}" download target="_self">{escape(name)}</a>'


def _query(item: Extract, say: Language) -> str:
    """The settings of the extract, with the language of the words in its files."""
    return settings(item.selection.plain(), say)


def _private(item: Extract, view: View, key: str) -> None:
    """Files of a visitor's own answers, made here and now."""
    with st.container(horizontal=True, key=f"takeaway-{key}"):
        for ending, name in _NAMES.items():
            st.download_button(
                name,
                view.store.composed(_file, item, view.say.code, ending),
                file_name=f"{item.name}.{ending}",
                key=f"{ending}-{key}",
                icon=":material/download:",
                on_click="ignore",
            )


def _file(_store: Warehouse, item: Extract, lang: str, ending: str) -> bytes:
    """A file of an extract; made once, not at every redraw."""
    if ending == "zip":
        return to_zip(item, language(lang), datetime.now(UTC))
    return FORMATS[ending].render(item, language(lang))


def computed(item: Extract, view: View, key: str) -> None:
    """How the rows came about: what was chosen, what counts, the SQL as it runs.

    Filled when it is opened: what shows code is 440 kB of front end, which most never need.
    """
    say = view.say
    label = say.text("How this was computed")
    with st.expander(label, key=f"computed-{key}", on_change="rerun") as box:
        if not box.open:
            return
        lines = [f"- {say.pair(escape(name), escape(value))}" for name, value in item.filters(say)]
        if "of" in item.parameters:
            meaning = wording.denominator_meaning(item.selection.of, say)
            lines.append(f"- {say.pair(say.text('The denominator counts'), meaning)}")
        lines.append(f"- {say.pair(say.text('Version of the data'), item.version)}")
        lines.append(f"- {say.pair(say.text('Query'), f'`queries/{item.table.name}.sql`')}")
        st.markdown("\n".join(lines))
        st.markdown(
            say.text("This runs as it stands in a DuckDB shell started in `data/parquet/`:")
        )
        _code(script(item))


def _code(text: str) -> None:
    """Code to copy; not coloured, because the colours are too pale to read."""
    st.code(text, language=None, wrap_lines=True)


def columns(item: Extract, view: View) -> None:
    """What each column means, with its unit."""
    say = view.say
    with st.expander(say.text("What the columns mean")):
        st.table(
            pd.DataFrame(
                [
                    {
                        say.text("Column"): f"`{field.name}`",
                        say.text("What it means"): say.text(field.description),
                        say.text("Unit"): say.text(field.unit) if field.unit else "",
                    }
                    for field in item.table.fields
                ]
            ),
            border="horizontal",
            hide_index=True,
            alt=say.text("What the columns mean"),
        )


def server() -> str:
    """The address at which this visitor reaches the server, or the public one that is set."""
    here = urlsplit(st.context.url or "")
    return public_url(f"{here.scheme}://{here.netloc}")


def code(item: Extract, view: View) -> None:
    """The same rows in one line of Python, R, Excel or the shell; not for a visitor's upload."""
    say = view.say
    st.header(say.text("The same rows from your own program"))
    if item.selection.private:
        st.markdown(say.text("Your own answers are in this visit only; no address leads to them."))
        return
    found = snippets(item, f"{server()}/{API}")
    for tab, text in zip(st.tabs(list(found)), found.values(), strict=True):
        with tab:
            _code(text)
    reference = escape(say.text("Reference of the API"))
    st.html(f'<p><a href="{API}/docs" target="_self">{reference}</a></p>')
