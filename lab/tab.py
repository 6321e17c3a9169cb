"""One visitor's browser tab, as Streamlit's server sees it: its WebSocket protocol, no browser.

What Streamlit's own front end does, and a server can notice, is done here too: page and bundles
are fetched, widgets keep their ids and values, the address follows what the server says, large
messages that were received are offered as known.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.datastructures import Headers
from websockets.exceptions import WebSocketException

from lab.line import Line

PATIENCE = 60.0
"""Seconds after which an answer that has not come is a fault."""

_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_BROKEN = (OSError, EOFError, TimeoutError, WebSocketException)


class Fault(Exception):
    """What a visitor would call broken: no answer, an error on the page, a wrong answer."""


@dataclass
class Seen:
    """What is on the page after a run."""

    charts: dict[str, str] = field(default_factory=dict)
    """Of each Plotly chart by its key: the specification, JSON."""
    texts: set[str] = field(default_factory=set)
    """Markdown and HTML, as sent."""
    images: set[str] = field(default_factory=set)
    """Sources of ``<img>`` in HTML."""


class Tab:
    """A tab at ``host:port``, on a ``path`` such as ``article?article=27``.

    Inside ``async with Tab(address, path) as tab``: ``await tab.open()``, then for instance
    ``await tab.choose("filter_sort", "by rate")``.
    ``open``, ``choose``, ``select`` and ``rerun`` give the seconds until the run was complete, and
    raise Fault when there was none or the page shows an error.
    """

    def __init__(self, address: str, path: str = "", *, language: str = "en") -> None:
        parts = urlsplit(path)
        self.seen = Seen()
        self.options: dict[str, list[str]] = {}
        """Of each row of buttons by its key: the labels that can be chosen."""
        self.received = 0
        """Bytes that came over the WebSocket so far."""
        self.cookies: dict[str, str] = {}
        self.query = parts.query
        """The query string of the tab's address; follows what the server says."""
        self.page = parts.path.strip("/")
        self.session = ""
        """The session's id, as the server gave it."""
        self.greeting = Headers()
        """Headers of the answer that opened the WebSocket."""
        self._address, self._language = address, language
        self._socket: ClientConnection | None = None
        self._script = ""
        self._ids: dict[str, str] = {}
        self._states: dict[str, WidgetState] = {}
        self._known: dict[str, tuple[int, ForwardMsg]] = {}
        self._elements: dict[tuple[int, ...], tuple[int, Element]] = {}
        self._runs = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self, *, assets: bool = False) -> float:
        """Fetch the page (and its bundles), connect, and wait for the first complete run."""
        start = time.perf_counter()
        await self.fetch(assets=assets)
        await self.connect()
        await self.rerun()
        return time.perf_counter() - start

    async def fetch(self, *, assets: bool) -> None:
        """Load the page as a new visitor's browser does; with ``assets`` every bundle it names."""
        try:
            async with asyncio.timeout(PATIENCE), Line(self._address, self.cookies) as line:
                status, found, body = await line.ask(
                    f"/{self.page}?{self.query}".rstrip("?"),
                    headers={"Accept-Encoding": "identity", "Accept-Language": self._language},
                )
                if status != 200 or b"<html" not in body:
                    raise Fault(f"the page is answered with {status}")
                named = re.findall(rb'(?:src|href)="\.?/(static/[^"]+)"', body) if assets else []
                for path in dict.fromkeys(named):
                    status, found, _ = await line.ask(f"/{path.decode()}")
                    if status != 200 or "content-length" not in found:
                        raise Fault(f"{path.decode()} is answered with {status}")
                for path in ("_stcore/health", "_stcore/host-config"):
                    status, _, _ = await line.ask(f"/{path}")
                    if status != 200:
                        raise Fault(f"{path} is answered with {status}")
        except _BROKEN as error:
            raise Fault(f"the page did not load: {error!r}") from error

    async def connect(self) -> None:
        """Open the WebSocket. A tab that had one asks for its session again, as browsers do."""
        protocols = ["streamlit", "PLACEHOLDER_AUTH_TOKEN"]
        headers = {"Accept-Language": self._language}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        try:
            self._socket = await connect(
                f"ws://{self._address}/_stcore/stream",
                subprotocols=protocols + ([self.session] if self.session else []),
                additional_headers=headers,
                origin=f"http://{self._address}",
                max_size=None,
                open_timeout=PATIENCE,
                ping_interval=None,
            )
        except _BROKEN as error:
            raise Fault(f"not connected: {error!r}") from error
        self.greeting = self._socket.response.headers

    async def choose(self, widget: str, *labels: str) -> float:
        """Set a row of buttons, by its key, to these labels, as clicks would."""
        state = self._state(widget)
        state.string_array_value.data.extend(labels)
        return await self.rerun()

    async def select(self, widget: str, label: str) -> float:
        """Set a drop-down list, by its key, to a label."""
        self._state(widget).string_value = label
        return await self.rerun()

    async def rerun(self) -> float:
        """Ask for a run with what is chosen; the seconds until it was complete."""
        if self._socket is None:
            raise Fault("not connected")
        self._runs += 1
        self._known = {h: known for h, known in self._known.items() if known[0] >= self._runs - 2}
        start = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._socket.send(self._request().SerializeToString())
                whole = await self._whole_run()
        except _BROKEN as error:
            raise Fault(f"no answer: {error!r}") from error
        waited = time.perf_counter() - start
        if whole:
            kept = self._elements.items()
            self._elements = {path: known for path, known in kept if known[0] == self._runs}
        self._look()
        return waited

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()
        self._socket = None

    def abort(self) -> None:
        """Lose the connection without a word, as a phone that leaves the room does."""
        if self._socket is not None:
            self._socket.transport.abort()
        self._socket = None

    def _state(self, widget: str) -> WidgetState:
        if widget not in self._ids:
            raise Fault(f"there is no widget {widget}")
        self._states[widget] = WidgetState(id=self._ids[widget])
        return self._states[widget]

    def _request(self) -> BackMsg:
        state = ClientState(
            query_string=self.query,
            page_script_hash=self._script,
            page_name="" if self._script else self.page,
            cached_message_hashes=list(self._known),
        )
        context = state.context_info
        context.timezone, context.locale, context.color_scheme = "UTC", self._language, "light"
        context.url = f"http://{self._address}/{self.page}"
        for key, value in self._states.items():
            if self._ids.get(key) == value.id:
                state.widget_states.widgets.append(value)
        return BackMsg(rerun_script=state)

    async def _whole_run(self) -> bool:
        """Take in one run to its end; whether it was of the whole page, not of a fragment."""
        async for data in self._socket:
            self.received += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                if message.ref_hash not in self._known:
                    raise Fault("the server takes a message for known that is not")
                path = tuple(message.metadata.delta_path)
                message = self._known[message.ref_hash][1]
                self._known[message.hash] = self._runs, message
                self._elements[path] = self._runs, message.delta.new_element
            elif kind == "delta":
                if message.metadata.cacheable:
                    self._known[message.hash] = self._runs, message
                if message.delta.HasField("new_element"):
                    path = tuple(message.metadata.delta_path)
                    self._elements[path] = self._runs, message.delta.new_element
            elif kind == "new_session":
                self._script = message.new_session.page_script_hash or self._script
                self.session = message.new_session.initialize.session_id or self.session
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "page_not_found":
                raise Fault("page not found")
            elif kind == "script_finished" and message.script_finished in _ENDS:
                return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        raise Fault("the server hung up")

    def _look(self) -> None:
        """Note what is on the page now. Raises Fault when that is an error."""
        self.seen = seen = Seen()
        for _, element in self._elements.values():
            kind = element.WhichOneof("type")
            if kind == "plotly_chart":
                seen.charts[_key(element.plotly_chart.id)] = element.plotly_chart.spec
            elif kind in ("markdown", "html"):
                seen.texts.add(getattr(element, kind).body)
                if kind == "html":
                    seen.images.update(re.findall(r'<img[^>]* src="([^"]+)"', element.html.body))
            elif kind == "button_group":
                key = _key(element.button_group.id)
                self._ids[key] = element.button_group.id
                self.options[key] = [option.content for option in element.button_group.options]
                if element.button_group.set_value and key in self._states:
                    self._states[key] = WidgetState(id=self._ids[key])
                    chosen = self._states[key].string_array_value.data
                    chosen.extend(element.button_group.raw_values)
            elif kind in ("selectbox", "multiselect", "button"):
                found = getattr(element, kind).id
                self._ids[_key(found)] = found
            elif kind == "exception":
                raise Fault(f"the page shows an exception: {element.exception.message[:200]}")
            elif kind == "alert" and element.alert.format == element.alert.ERROR:
                raise Fault(f"the page shows an error: {element.alert.body[:200]}")


def _key(identity: str) -> str:
    """The key in a widget's id, ``$$ID-0a1b...-filter_of``."""
    return identity.removeprefix("$$ID-").partition("-")[2]
