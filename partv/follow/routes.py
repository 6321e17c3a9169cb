"""The page on which phones follow a presenter, and what it asks for. ``app.py`` mounts it.

A follower's request waits here until the slide changes (a long poll): it goes through any proxy,
and who waits costs next to nothing. What is answered is made once for all who have the same
language and theme, and the slide after it ahead of time, so that a whole room turns at once.
"""

import asyncio
import gzip
import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, Template
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from partv.address.deck import Deck, View
from partv.address.public_url import public_url
from partv.address.selection import Selection
from partv.api.http_cache import answer, fingerprint
from partv.api.openapi import THEMES
from partv.data.current import warehouse
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.exhibits.phone_slide import phone_slide
from partv.exhibits.picture_files import SIZES, place_of, slide_svg
from partv.follow.channels import EXPIRY_SECONDS, Channels, State, channels
from partv.follow.watch import Watch
from partv.i18n import wording
from partv.i18n.language import Language, available_languages, language, preferred_language

PREFIX = "/follow"
COOKIE = "partv_presenter"
"""What the presenter's browser keeps, so that a page loaded again goes on with its channel."""
WAIT_SECONDS = 20.0
"""How long a follower's request waits for a slide: shorter than what proxies cut off."""
AHEAD_SECONDS = 0.7
"""How long after a slide the next one is made: when the room has this one."""
KEPT = 400
"""Answers kept: a deck of 30 slides in six languages on two papers."""

_FOLDER = Path(__file__).parent
_FILES = {"follow.css": "text/css; charset=utf-8", "follow.js": "text/javascript; charset=utf-8"}
_NEVER_KEPT = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
_ALONE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# One point, transparent: the answer to a ticket is looked at by nobody.
_POINT = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
Body = tuple[str, bytes, bytes]
"""The tag of an answer, its JSON, and the same compressed."""
_Key = tuple[str, State, str, str]
"""Which answer it is: version of the data, what is on, language and theme."""


def create(
    open_store: Callable[[], Warehouse] = warehouse,
    look: Callable[[], Channels] = channels,
    wait_seconds: float = WAIT_SECONDS,
) -> Starlette:
    """The application; nothing is opened before a request."""
    room = _Room(open_store, look, wait_seconds)
    return Starlette(
        routes=[
            *(Route(f"/{name}", _file) for name in _FILES),
            Route("/{code}", room.page),
            Route("/{code}/state", room.state),
            Route("/{code}/slide.svg", room.slide),
            Route("/{code}/key", room.key),
        ],
        exception_handlers={DataUnavailable: _unavailable},
    )


class _Room:
    """What the followers of one server process share."""

    def __init__(
        self,
        open_store: Callable[[], Warehouse],
        look: Callable[[], Channels],
        wait_seconds: float,
    ) -> None:
        self._open_store, self._look, self._wait = open_store, look, wait_seconds
        self._watch = Watch(look)
        self._made: dict[_Key, asyncio.Future[Body]] = {}
        self._asked: set[_Key] = set()
        self._tasks: set[asyncio.Task] = set()
        self._now = ThreadPoolExecutor(1, "followers")
        self._ahead = ThreadPoolExecutor(1, "followers-ahead")
        self._store: Warehouse | None = None
        self._seen = 0.0

    async def page(self, request: Request) -> Response:
        """The page of a channel, in the follower's language; without a slide, which it asks for."""
        code, say = request.path_params["code"], _language(request)
        found = self._look().state(code)
        html = _template("page.html").render(
            code=code if found else "",
            lang=say.code,
            direction=say.direction,
            languages=[(other, language(other).name) for other in available_languages()],
            files={name: _version(name) for name in _FILES},
            words=_words(say),
        )
        headers = {"Content-Security-Policy": _ALONE, "Vary": "Accept-Language"}
        headers |= {"Cache-Control": "no-cache", "Referrer-Policy": "same-origin"}
        status = 200 if found else 404
        return Response(html, status, headers, "text/html; charset=utf-8")

    async def state(self, request: Request) -> Response:
        """The slide that is on, as soon as it is another than ``have``; 204 after a while."""
        code, say = request.path_params["code"], _language(request)
        theme = "dark" if request.query_params.get("paper") == "dark" else THEMES[0]
        found = self._look().state(code)
        if found is None:
            return _gone(say)
        body = await self._body(found, say.code, theme)
        if request.query_params.get("have") == body[0]:
            await self._watch.change(code, found, self._wait)
            now = self._look().state(code)
            if now is None:
                return _gone(say)
            if now == found:
                return Response(status_code=204, headers=_NEVER_KEPT)
            body = await self._body(now, say.code, theme)
        _, plain, small = body
        headers = dict(_NEVER_KEPT)
        if "gzip" in request.headers.get("accept-encoding", ""):
            plain, headers["Content-Encoding"] = small, "gzip"
        return Response(plain, headers=headers, media_type="application/json")

    async def _body(self, state: State, lang: str, theme: str) -> Body:
        """What followers of one language and theme are answered, and the next slide in advance."""
        store = await self._data()
        key = (store.version, state, lang, theme)
        making = self._making(store, key)
        if key not in self._asked:
            self._asked.add(key)
            task = asyncio.create_task(self._make_ahead(store, key))
            self._tasks.add(task)  # nobody else holds it
            task.add_done_callback(self._tasks.discard)
        # Done, for all but the first: then there is nothing to wait for.
        return making.result() if making.done() else await asyncio.shield(making)

    async def _make_ahead(self, store: Warehouse, key: "_Key") -> None:
        """The answer after this one, once this one is out."""
        version, state, lang, theme = key
        await asyncio.sleep(AHEAD_SECONDS)
        loop = asyncio.get_running_loop()
        if following := await loop.run_in_executor(self._ahead, _next, store, state):
            self._making(store, (version, following, lang, theme), self._ahead)

    async def _data(self) -> Warehouse:
        """The data as they are now; looked after once a second, not by every follower."""
        now = asyncio.get_running_loop().time()
        if self._store is None or now - self._seen > 1:
            self._seen = now
            self._store = await run_in_threadpool(self._open_store)
        return self._store

    def _making(
        self, store: Warehouse, key: "_Key", maker: ThreadPoolExecutor | None = None
    ) -> "asyncio.Future[Body]":
        """The answer, made once: who asks while it is being made waits for the same.

        One thread makes what is asked for and one what will be: sending goes on beside them, and
        who waits does not wait for what nobody has asked for.
        """
        if key not in self._made:
            while len(self._made) >= KEPT:
                oldest = next(iter(self._made))
                del self._made[oldest]
                self._asked.discard(oldest)
            loop = asyncio.get_running_loop()
            making = loop.run_in_executor(maker or self._now, _made, store, *key[1:])
            making.add_done_callback(lambda done: self._forget_failure(key, done))
            self._made[key] = making
        return self._made[key]

    def _forget_failure(self, key: "_Key", done: "asyncio.Future[Body]") -> None:
        if done.cancelled() or done.exception():
            self._made.pop(key, None)
            self._asked.discard(key)

    async def slide(self, request: Request) -> Response:
        """The presenter's slide, whose code leads to this channel's page."""
        code = request.path_params["code"]
        if self._look().state(code) is None:
            return Response(status_code=404)
        settings = {name: request.query_params.get(name, "") for name in ("page", "size", "paper")}
        own = [pair for pair in request.query_params.multi_items() if pair[0] not in settings]
        content = await run_in_threadpool(self._drawn, settings, own, _address(request, code))
        if content is None:
            return Response(status_code=422)
        return answer(request, content, "image/svg+xml", "slide.svg", fingerprint(content))

    def _drawn(
        self, settings: dict[str, str], own: list[tuple[str, str]], link: str
    ) -> bytes | None:
        store = self._open_store()
        selection, problems = Selection.parse(own, store.vocabulary)
        size, theme = settings["size"], settings["paper"]
        if problems or size not in SIZES or theme not in THEMES:
            return None
        deck, lang = Deck(settings["page"], selection), selection.lang or "en"
        place = place_of(deck, language(lang))
        return slide_svg(store, deck.shown, lang, theme, size, link, place)

    async def key(self, request: Request) -> Response:
        """For the presenter's browser, once: the secret of its channel, out of reach of scripts."""
        headers = {"Cache-Control": "no-store"}
        point = Response(_POINT, headers=headers, media_type="image/gif")
        ticket = request.query_params.get("ticket", "")
        found = self._look().redeem(request.path_params["code"], ticket)
        if found:
            secure = _address(request, "").startswith("https:")
            value, age = f"{found.code}.{found.secret}", EXPIRY_SECONDS
            point.set_cookie(
                COOKIE, value, max_age=age, httponly=True, samesite="strict", secure=secure
            )
        return point


def _made(store: Warehouse, state: State, lang: str, theme: str) -> Body:
    say, deck = language(lang), _deck(store, state)
    said = {
        "on": say.text("You are following the presenter."),
        "away": say.text(
            "Nothing has been heard of the presenter for a while. This slide stays until the next."
        ),
        "ended": say.text("The presenter has ended the presentation. This slide stays."),
    }
    told = {"said": said[state.status]}
    if deck is None:
        told = {"said": say.text("The slide that is on cannot be shown here.")}
    else:
        slide = phone_slide(store, deck.shown, lang, theme)
        place = place_of(deck, say)
        unofficial = wording.unofficial(say)
        html = _template("slide.html").render(slide=slide, place=place, unofficial=unofficial)
        shown = View(deck.shown.page, deck.shown.selection.changed(lang=lang))
        told |= {"title": slide.title, "place": place, "html": html, "explore": shown.address("..")}
    plain = json.dumps(told | {"lang": lang, "paper": theme}, ensure_ascii=False).encode()
    tag = hashlib.sha256(plain).hexdigest()[:16]
    plain = json.dumps(told | {"tag": tag}, ensure_ascii=False).encode()
    return tag, plain, gzip.compress(plain, 6, mtime=0)


def _deck(store: Warehouse, state: State) -> Deck | None:
    """The deck that is on; None where these data do not have all that its address names."""
    selection, problems = Selection.parse(
        parse_qsl(state.query, keep_blank_values=True), store.vocabulary
    )
    deck = Deck(state.page, selection)
    return None if problems or deck.private else deck


def _next(store: Warehouse, state: State) -> State | None:
    """What the channel will show when the presenter turns on."""
    deck = _deck(store, state)
    if deck is None or state.status != "on" or deck.place == len(deck.slides):
        return None
    return State(state.page, deck.at(deck.place + 1).query_string(), state.status)


def _words(say: Language) -> dict[str, str]:
    """What stands on the page itself."""
    return {
        "site": say.text("Part V Dashboard"),
        "gone": _nothing_here(say),
        "stop": say.text("Stop following"),
        "again": say.text("Follow again"),
        "stopped": say.text("You have stopped following. This slide stays."),
        "silent": say.text("The server does not answer. This slide stays; trying again."),
        "explore": say.text("Explore this view yourself"),
    }


def _nothing_here(say: Language) -> str:
    return say.text("There is no presentation at this address, or it is over.")


def _gone(say: Language) -> Response:
    told = json.dumps({"said": _nothing_here(say)}, ensure_ascii=False)
    return Response(told, 404, _NEVER_KEPT, "application/json")


async def _unavailable(request: Request, error: Exception) -> Response:
    return Response(status_code=503, headers={"Cache-Control": "no-store"})


def _language(request: Request) -> Language:
    """That of the address, else the browser's first that we have."""
    asked = request.query_params.get("lang", "")
    if asked not in available_languages():
        asked = preferred_language(request.headers.get("accept-language"))
    return language(asked)


def _address(request: Request, code: str) -> str:
    """The address of a channel, as people reach this server."""
    root = public_url(str(request.base_url).rstrip("/").removesuffix(PREFIX))
    return link(root, code)


def link(root: str, code: str) -> str:
    """The address at which a channel is followed, of a server reached at ``root``."""
    return f"{root}{PREFIX}/{code}"


async def _file(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(_content(name), headers=headers, media_type=_FILES[name])


@lru_cache
def _content(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


@lru_cache
def _version(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]


@lru_cache
def _template(name: str) -> Template:
    return Environment(loader=FileSystemLoader(_FOLDER), autoescape=True).get_template(name)
