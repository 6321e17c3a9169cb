"""Serves Streamlit's own front end compressed and cached, and its page in the reader's language.

Streamlit sends its bundles as they are, 7.4 MB to the first chart, leaving compression to a proxy
that this dashboard need not have. Each file is compressed once, kept on disk and in memory. What is
changed in them is in ``hidden_charts.py`` and ``index_page.py``.
"""

import gzip
import hashlib
import html
import os
import re
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import anyio.to_thread
import brotli
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, file_util

from partv import streamlit_patches
from partv.paths import ROOT
from partv.streamlit_patches import hidden_charts, index_page

CACHE_FOLDER = ROOT / ".cache" / "assets" / streamlit.__version__
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# Best level first, the one to use while a reader waits last. Plotly's bundle (4.7 MB) takes 12 s
# at brotli 11 (1.06 MB), 0.4 s at brotli 9 (1.18 MB), 0.3 s at gzip 9 (1.42 MB).
LEVELS = {"br": (11, 9), "gzip": (9,)}
DECOMPRESS = {"br": brotli.decompress, "gzip": gzip.decompress}
Asset = tuple[bytes, str]  # one representation of a file, and the strong ETag that is its alone


def _asset(body: bytes) -> Asset:
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _compress(body: bytes, coding: str | None, level: int) -> bytes:
    if coding == "br":
        return brotli.compress(body, quality=level)
    return gzip.compress(body, level, mtime=0) if coding else body


def choose_coding(accept_encoding: str) -> str | None:
    """Return "br", "gzip" or None (send as is), by the weights a client gives; a tie goes to br."""
    found = re.findall(r"([\w*-]+)\s*(?:;\s*q=(\d(?:\.\d*)?))?", accept_encoding.lower())
    weights = {name: float(weight or 1) for name, weight in found}
    best = max(LEVELS, key=lambda coding: weights.get(coding, weights.get("*", 0)))
    weight = weights.get(best, weights.get("*", 0))
    return best if weight > 0 and weight >= weights.get("identity", 0) else None


async def _answer(scope: Scope, send: Send, asset: Asset, headers: MutableHeaders) -> None:
    """Send an asset under these headers; if the client has it already, 304 and no body."""
    body, etag = asset
    known = Headers(scope=scope).get("if-none-match", "").replace("W/", "").split(",")
    status = 304 if {etag, "*"} & {tag.strip() for tag in known} else 200
    headers["ETag"], headers["Content-Length"] = etag, str(len(body))
    if status == 304:
        for name in ("content-length", "content-type", "content-encoding"):
            del headers[name]
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    wanted = status == 200 and scope["method"] == "GET"
    await send({"type": "http.response.body", "body": body if wanted else b""})


class CompressedAssets:
    """ASGI middleware for `st.App`; whatever is neither bundle nor page passes untouched."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        language: Callable[[Scope], tuple[str, str]] = lambda scope: ("en", "ltr"),
        links: Callable[[str, str], str] = lambda lang, base: "",
        title: str = "Streamlit",
        description: str = "",
        policy: Callable[[str], str] | None = None,
        script: Callable[[str], str] = lambda lang: "",
        warm: Sequence[str] = ("PlotlyChart",),
        cache_folder: Path = CACHE_FOLDER,
        static_folder: Path | None = None,
    ) -> None:
        self.app = app
        self.compressions = 0  # made by this process rather than found on disk
        self._language, self._title, self._description = language, title, description
        self._links = links  # what the head has for a language, on a server at that path
        self._script = script
        self._warm, self._cache_folder = tuple(warm), cache_folder
        root = Path(static_folder or file_util.get_static_dir()).resolve()
        self._base = base = f"/{config.get_option('server.baseUrlPath').strip('/')}".rstrip("/")
        # A request's path is only looked up among these, so that none can leave the folder. Only
        # files named by their content's hash are here: they alone may be kept for ever.
        self._files = {
            f"{base}/{path.relative_to(root).as_posix()}": path
            for path in sorted((root / "static").rglob("*"))
            if path.suffix in MEDIA_TYPES
            and re.search(r"\.[\w-]{8}\.\w+$", path.name)
            and path.resolve().is_relative_to(root)
        }
        index = root / "index.html"
        self._index = index.read_text("utf-8")
        self._index_etag = FileResponse(index, stat_result=index.stat()).headers["etag"]
        # By language: the policy names the page's own script, whose words differ.
        self._policy = lru_cache(maxsize=64)(
            lambda lang, direction: policy(self._markup(lang, direction)) if policy else ""
        )
        self._page = lru_cache(maxsize=64)(self._render_page)
        self._memory: dict[tuple[str, str], Asset] = {}
        self._locks: dict[tuple[str, str], anyio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for bundles, replace the page on its way out, pass all else on."""
        if scope["type"] == "lifespan":
            threading.Thread(target=self.warm, args=(10,), daemon=True).start()
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        url = scope["path"].removeprefix(scope.get("root_path", ""))
        request = Headers(scope=scope)
        coding = choose_coding(request.get("accept-encoding", ""))
        if url in self._files and coding and "range" not in request:
            return await self._send_file(url, coding, scope, send)
        replaced = False

        async def watch(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if url in self._files:
                    headers.add_vary_header("Accept-Encoding")
                elif headers.get("etag") == self._index_etag:  # whatever the path
                    replaced = True
                    await self._send_page(coding, scope, send, headers)
            if not replaced:
                await send(message)

        return await self.app(scope, receive, watch)

    async def _send_file(self, url: str, coding: str, scope: Scope, send: Send) -> None:
        async with self._locks.setdefault((url, coding), anyio.Lock()):
            if (url, coding) not in self._memory:
                await anyio.to_thread.run_sync(self._prepare, url, coding, LEVELS[coding])
        headers = {
            "Content-Type": f"{MEDIA_TYPES[self._files[url].suffix]}; charset=utf-8",
            "Content-Encoding": coding,
            "Cache-Control": "public, max-age=31536000, immutable",
            "Vary": "Accept-Encoding",
        }
        await _answer(scope, send, self._memory[url, coding], MutableHeaders(headers))

    def _prepare(self, url: str, coding: str, levels: Sequence[int]) -> None:
        """Bring a file into memory: the first of these levels on disk, else made at the last."""
        source = hidden_charts.sent(self._files[url].name, self._files[url].read_bytes())
        for level in levels:
            stored = self._cache_folder / f"{self._files[url].name}.{level}.{coding}"
            with suppress(OSError, EOFError, zlib.error, brotli.error):
                body = stored.read_bytes()
                if DECOMPRESS[coding](body) == source:  # neither cut short nor of another build
                    break
        else:
            body = _compress(source, coding, levels[-1])
            self.compressions += 1
            with suppress(OSError):  # a folder that cannot be written: memory only
                self._cache_folder.mkdir(parents=True, exist_ok=True)
                with tempfile.NamedTemporaryFile(dir=self._cache_folder, delete=False) as file:
                    file.write(body)
                os.replace(file.name, stored)
        self._memory[url, coding] = _asset(body)

    def warm(self, nice: int = 0) -> None:
        """Prepare what a first page needs: quickly for the first reader, then at the best level."""
        if nice and sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, 0, nice)  # of this thread alone: readers come first
        needed = [u for u in self._files if u.rpartition("/static/")[2] in self._index]
        needed += [u for u, path in self._files.items() if path.name.startswith(self._warm)]
        for coding, levels in [*LEVELS.items(), ("br", LEVELS["br"][:1])]:
            for url in needed:
                self._prepare(url, coding, levels)

    async def _send_page(
        self, coding: str | None, scope: Scope, send: Send, headers: MutableHeaders
    ) -> None:
        for name in ("content-encoding", "last-modified", "accept-ranges"):
            del headers[name]
        if coding:
            headers["Content-Encoding"] = coding
        headers["Content-Type"] = "text/html; charset=utf-8"
        headers["Cache-Control"] = "no-cache"
        headers["Vary"] = "Accept-Language, Accept-Encoding"
        speech = self._language(scope)
        if found := self._policy(*speech):
            headers["Content-Security-Policy"] = found
        await _answer(scope, send, self._page(*speech, coding), headers)

    def _render_page(self, lang: str, direction: str, coding: str | None) -> Asset:
        return _asset(_compress(self._markup(lang, direction).encode(), coding, 9))

    def _markup(self, lang: str, direction: str) -> str:
        """Streamlit's page with the language, title and description of this site."""
        opening = f'<html lang="{html.escape(lang)}" dir="{html.escape(direction)}">'
        page = re.sub(r"<html\b[^>]*>", lambda _: opening, self._index, count=1)
        head = f"<title>{html.escape(self._title)}</title>"
        if self._description:
            head += f'\n    <meta name="description" content="{html.escape(self._description)}">'
        head += self._links(lang, self._base)
        script = index_page.script(self._base) + self._script(lang)
        head += f"\n    <script>{script}</script>" if script else ""
        page, titles = re.subn(r"(?s)<title>.*?</title>", lambda _: head, page, count=1)
        return index_page.sent(page if titles else page.replace("</head>", f"{head}</head>", 1))


def warm() -> None:
    """Prepare what a first page needs at the best level, for servers that start later."""
    streamlit_patches.apply()
    CompressedAssets(lambda scope, receive, send: None).warm()


if __name__ == "__main__":
    warm()
