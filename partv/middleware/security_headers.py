"""What answers let a browser do, and requests that are not let in at all."""

import base64
import hashlib
import logging
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

# Of Streamlit's own paths, those that the pages use. The others are for developers and robots:
# metrics, log-in, components, an interface for agents.
_CORE = re.compile(r"/_stcore/(health|host-config|stream|upload_file/[^/]+/[^/]+)")
_CLOSED = re.compile(r"/(_stcore|component|auth|oauth2callback|app/static)(/|$)")
_UPLOAD = "/_stcore/upload_file/"

_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)


def inline_scripts(page: str) -> list[str]:
    """The sources by which a policy allows the scripts that stand in ``page`` itself."""
    scripts = re.findall(r"(?s)<script>(.*?)</script>", page)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def page_policy(embed: Sequence[str] = (), scripts: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of a page.

    ``embed``: origins that may frame it. ``scripts``: sources beside the files of this server.
    Styles stand in the markup of Streamlit and Plotly; scripts do not, and no text is run as one.
    Streamlit's protobuf compiles a few bytes of WebAssembly, which is all that wasm-unsafe-eval is.
    """
    frames = ["'self'", *embed] if embed else ["'none'"]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *scripts]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            " ".join(["frame-ancestors", *frames]),
        ]
    )


_FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


# What no browser shows by itself; sixty of them make a page, and each has its headers.
_PARTS = (b"text/javascript", b"text/css", b"font/", b"image/png")


class Door:
    """ASGI middleware: closed paths, foreign origins, headers, and a plain sentence for a fault.

    ``api`` is where the API is mounted, which any page may read; ``base`` Streamlit's base path.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        embed: Sequence[str] = (),
        public: str = "",
        api: str = "/api/v1",
        base: str = "",
    ) -> None:
        self.app = app
        self._public, self._api, self._base = public, api, base.rstrip("/")
        safe = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
        frame = [] if embed else [(b"x-frame-options", b"DENY")]
        self._page = [
            *safe,
            *frame,
            (b"permissions-policy", _PERMISSIONS.encode()),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]
        self._page_policy = (b"content-security-policy", page_policy(embed).encode())
        # A browser can show these by themselves, an SVG with scripts.
        self._file = [*safe, *frame, (b"content-security-policy", _FILE_POLICY.encode())]
        self._part = safe[:1]
        self._own = (b"cross-origin-resource-policy", b"same-origin")
        self._shared = (b"cross-origin-resource-policy", b"cross-origin")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, with headers on the way out; or answer it here."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(self._base)
        if scope["type"] == "websocket":
            if path != "/_stcore/stream" or self._foreign(scope):
                return await send({"type": "websocket.close", "code": 1008})
            return await self.app(_of_own_origin(scope), receive, send)
        shared = path.startswith(f"{self._api}/")
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = self._headers(message["headers"], shared)
            await send(message)

        if _CLOSED.match(path) and not _CORE.fullmatch(path):
            return await respond(answer, 404, "Not Found")
        if path.startswith(_UPLOAD) and self._foreign(scope):
            return await respond(answer, 403, "Forbidden")
        try:
            await self.app(scope, receive, answer)
        except Exception as error:
            _log.error("A request failed", exc_info=error)
            if not started:
                await respond(answer, 500, "The fault is ours and has been logged.")

    def _foreign(self, scope: Scope) -> bool:
        """Whether a page of another origin is asking. Programs, which name none, are let in."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            return False
        asking = urlsplit(origin).netloc.lower()
        return not asking or asking not in (headers.get("host", "").lower(), self._public)

    def _headers(
        self, given: Iterable[tuple[bytes, bytes]], shared: bool
    ) -> list[tuple[bytes, bytes]]:
        kept, media, own_policy = [], b"", False
        for name, value in given:
            lower = name.lower()
            if lower == b"content-type":
                media = value
            elif lower == b"content-security-policy":
                own_policy = True
            elif lower.startswith(b"access-control-") and not shared:
                continue  # pages are for their own origin alone
            kept.append((name, value))
        kept.append(self._shared if shared else self._own)
        if media.startswith(b"text/html") or own_policy:
            return kept + self._page + ([] if own_policy else [self._page_policy])
        return kept + (self._part if media.startswith(_PARTS) else self._file)


def _of_own_origin(scope: Scope) -> Scope:
    """The request without an origin other than the host that it asks for.

    Streamlit would ask a host on the internet whether such a name is this server's; that it is has
    been looked up in the settings.
    """
    headers = Headers(scope=scope)
    if urlsplit(headers.get("origin", "")).netloc == headers.get("host"):
        return scope
    return scope | {"headers": [pair for pair in scope["headers"] if pair[0] != b"origin"]}


async def respond(send: Send, status: int, sentence: str, *headers: tuple[bytes, bytes]) -> None:
    """Answer with one sentence."""
    body = sentence.encode()
    told = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
