"""The fonts of pages in Arabic and Chinese, from this server, for machines that have none.

``bin/fonts`` makes them. The style sheet is only on pages in these languages; what it lists, a
browser loads when a character of it is on the page, once: the address changes with the content.
On every page the names of these languages stand in the switcher; their few letters come with it.
"""

import base64
import gzip
import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from partv.i18n.language import language
from partv.paths import FONTS

PREFIX = "/fonts"
LANGUAGES = ("ar", "zh")
_NAMES = {
    "ar": ("Noto Sans Arabic", "NotoSansArabic.name.woff2"),
    "zh": ("Noto Sans SC", "NotoSansSC.name.woff2"),
}
"""The font of a language's own name: its family in the theme, and its file."""
_TYPES = {".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
_SHEET = "fonts.css"

# Loaded with the page: charts are measured in them. Chinese characters are equally wide in all.
_AT_ONCE = {"ar": ("NotoSansArabic.woff2", "NotoSansArabic-Bold.woff2")}


@cache
def _files() -> tuple[str, dict[str, Path]]:
    """A fingerprint of all files together, and each by its name."""
    files = {path.name: path for path in sorted((FONTS / "web").iterdir())}
    content = b"".join(path.read_bytes() for path in files.values())
    return hashlib.sha256(content).hexdigest()[:12], files


def links(lang: str, base: str = "") -> str:
    """What the head of a page in that language needs. ``base`` is the path of the server, without a
    slash at its end."""
    if lang not in LANGUAGES:
        return _names(lang)
    place = f"{base}{PREFIX}/{_files()[0]}"
    found = [
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{place}/{name}">'
        for name in _AT_ONCE.get(lang, ())
    ]
    return "".join([*found, f'<link rel="stylesheet" href="{place}/{_SHEET}">', _names(lang)])


def _names(lang: str) -> str:
    """The letters of the names of the other languages, in the page itself: they are seen at once,
    and no whole font is loaded for them. After the style sheet, whose rules they go before."""
    rules = []
    for code in LANGUAGES:
        if code != lang:
            family, file = _NAMES[code]
            letters = ", ".join(f"U+{ord(letter):X}" for letter in sorted(set(language(code).name)))
            font = base64.b64encode(_files()[1][file].read_bytes()).decode()
            rules.append(
                f'@font-face {{font-family: "{family}"; unicode-range: {letters}; '
                f'src: url("data:font/woff2;base64,{font}") format("woff2");}}'
            )
    return f"<style>{''.join(rules)}</style>"


async def serve(request: Request) -> Response:
    """A font or the style sheet, to be kept for good; for any other name, 404."""
    version, files = _files()
    path = files.get(request.path_params["name"])
    if path is None or request.path_params["version"] != version:
        return Response("Not found", 404, media_type="text/plain")
    body = path.read_bytes()
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
    }
    if path.suffix == ".css" and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"], body = "gzip", _gzipped(path)
    return Response(body, media_type=_TYPES[path.suffix], headers=headers)


@cache
def _gzipped(path: Path) -> bytes:
    """The list of Chinese characters is long, and shrinks to a third."""
    return gzip.compress(path.read_bytes(), 9, mtime=0)
