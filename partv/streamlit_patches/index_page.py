"""What Streamlit's page says to browsers and robots that is not so here.

On a page below the root, Streamlit's front end would first look for its server under that page, and
log an error; told where the server is, it does not. Its agent API is closed, and nothing leads
there. Language, title and description are no patch: ``front_end.py`` sets them in any page.
"""

import json
import re

from partv.streamlit_patches.targets import File

_LINK = re.compile(r'<link rel="service-desc"[^>]*>\s*')
_MORE = re.compile(r"(?s)(<noscript>.*?</p>).*?(</noscript>)")

_NAME = b"BACKEND_BASE_URL"

_applied = False


def _reads(bundle: bytes) -> str:
    return "" if _NAME in bundle else _NAME.decode()


# The link and the text are taken out where there are any; the name has to be the one that is read.
TARGETS = (
    File("static/js/UriUtil.*.js", _reads),
    File("index.html", lambda page: "" if b"</head>" in page else "head"),
)


def apply() -> None:
    """Let the page be changed on its way."""
    global _applied
    _applied = True


def sent(page: str) -> str:
    """Return the page without what leads to the agent API."""
    return _LINK.sub("", _MORE.sub(r"\1\2", page, count=1)) if _applied else page


def script(base: str) -> str:
    """Return the script that tells where the server is: under ``base`` of the page's origin."""
    if not _applied:
        return ""
    return (
        f"window.__streamlit = {{{_NAME.decode()}: location.origin + {json.dumps(base + '/')}}};\n"
    )
