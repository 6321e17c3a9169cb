"""A chart that is hidden is not drawn: one condition in Streamlit's bundle of charts is mended.

A chart comes in three forms, of which CSS shows one. To Streamlit, what is hidden has a width of
-1, and it draws all that has a width: three times the work for a browser.
"""

import re

from partv.streamlit_patches.targets import File

BUNDLE = "PlotlyChart"
_DRAWN = re.compile(rb"(let\{width:(\w+)\}=\w+\(\w+\);return )\2\?")
# What the licence of Streamlit (Apache 2.0) asks for in a file that was changed.
_CHANGED = b"/* Changed by the Part V Dashboard: charts that are hidden are not drawn. */\n"

_applied = False


def _missing(bundle: bytes) -> str:
    return "" if len(_DRAWN.findall(bundle)) == 1 else "single place where a width is asked for"


TARGETS = (File(f"static/js/{BUNDLE}.*.js", _missing),)


def apply() -> None:
    """Let the bundle be mended on its way."""
    global _applied
    _applied = True


def sent(name: str, bundle: bytes) -> bytes:
    """Return a bundle of Streamlit's as it is sent to browsers."""
    if not (_applied and name.startswith(f"{BUNDLE}.")):
        return bundle
    return _CHANGED + _DRAWN.sub(rb"\1\2>0?", bundle)
