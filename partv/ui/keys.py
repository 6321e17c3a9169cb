"""The list of keys under ``?``, with the switch for single letters, and the page's script.

What a browser does with them is in ``partv/ui/access.js``: the one place that mends Streamlit's
front end, see ``docs/accessibility.md``.
"""

import json
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from partv.i18n.language import Language, language
from partv.ui import deck_controls

_SCRIPTS = [Path(__file__).with_name(name) for name in ("translated.js", "access.js")]


def listed(say: Language) -> None:
    """The button "Keys" and, behind it, what every key does, and the switch."""
    with st.popover(
        say.text("Keys"), key="single-keys", type="tertiary", icon=":material/keyboard:"
    ):
        lines = (
            say.pair("**?**", say.text("this list")),
            say.pair("**P**", say.text("present, from any page")),
            deck_controls.keys(say),
        )
        st.markdown("  \n".join(lines))
        switch = escape(say.text("Single letters and the space bar act as keys"))
        note = escape(say.text("Arrow keys, Page Up, Page Down, Home, End and Esc always do."))
        st.html(
            f'<p><label class="single-keys"><input type="checkbox" checked> {switch}</label></p>'
            f"<p>{note}</p>"
        )


@lru_cache
def script(code: str) -> str:
    """The script of the page in a language: the files of this folder, and the words they need."""
    # "</" would end the script.
    words = json.dumps(_words(language(code)), ensure_ascii=False).replace("</", "<\\/")
    scripts = "\n".join(file.read_text("utf-8") for file in _SCRIPTS)
    return f"window.partvWords = {words};\n{scripts}"


def _words(say: Language) -> dict:
    """What a screen reader calls the parts of the page, and Streamlit's own words, translated."""
    return {
        "parts": {
            "masthead": ["navigation", say.text("Pages and languages")],
            "filters": ["region", say.text("Filters")],
            "foot": ["contentinfo", say.text("About this dashboard")],
            "keys": ["toolbar", say.text("Keys")],
        },
        "texts": {
            "Skip to main content": say.text("Skip to the content"),
            "Main menu": say.text("Main menu"),
            "System": say.text("As the system"),
            "Light": say.text("Light"),
            "Dark": say.text("Dark"),
            "Theme": say.text("Theme"),
            "Print": say.text("Print"),
            "Record screen": say.text("Record the screen"),
            "Copy version to clipboard": say.text("Copy the version"),
            "file upload": say.text("Choose files"),
            "Open": say.text("Open the list"),
            "Close": say.text("Close"),
            "Clear all": say.text("Clear all"),
            "Choose an option": say.text("None chosen"),
            "Choose options": say.text("None chosen"),
            "No results": say.text("Nothing found"),
            "Upload": say.text("Choose files"),
            "Add files": say.text("Add files"),
            "Drag and drop files here": say.text("Files can be dropped here"),
        },
        # Of a text with a part that is not Streamlit's: what it is, and what it becomes.
        "patterns": [
            ["^Help for (.+)$", say.text("Explanation: {name}", name="$1")],
            ["^Remove (.+)$", say.text("Remove: {name}", name="$1")],
            ["^Shortcut ?(.*)$", say.text("Key: {name}", name="$1")],
            ["^(\\S+) per file", say.text("At most {size} a file", size="$1")],
        ],
    }
