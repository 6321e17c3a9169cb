"""How redraws take turns, and how their messages reach the browser: together, not one by one.

A page is some ninety messages. Streamlit hands each of them from the script's thread to the event
loop by itself, wakes a loop that looks at all visits, and writes it to the socket by itself; and at
each of these steps Python's lock may go to another thread, which keeps it for some milliseconds.
Here what a script says within a hundredth of a second is handed over, sent and written at once. The
messages and their order are the same. What it gains is measured in ``docs/bench.md``.
"""

import asyncio
import threading
import time
from collections import deque
from functools import partial

import uvicorn
from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import SessionClientDisconnectedError
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

HOLD_SECONDS = 0.01
"""How long the first messages of a script may wait for the next."""

AT_ONCE = 2
"""Scripts that run at the same time: more would only take Python's lock from each other."""

PATIENCE_SECONDS = 0.25
"""After which a script runs all the same: nobody waits longer for one that takes long."""

_ran = 0.0
_turns = threading.BoundedSemaphore(AT_ONCE)
_run_script = ScriptRunner._run_script


def apply() -> None:
    """Change it for every visit of this process. May be called again."""
    AppSession._on_scriptrunner_event = _hold
    AppSession.flush_browser_queue = _send_and_leave_nothing
    ScriptRunner._run_script = _in_turn


def gather(config: uvicorn.Config) -> None:
    """Let a server write to each WebSocket once for all that is sent at a time."""
    if config.ws_protocol_class is WebSocketsSansIOProtocol:
        config.ws_protocol_class = _Gathering


def seconds_since_a_redraw() -> float:
    """How long no script has begun or ended."""
    return time.monotonic() - _ran


def _in_turn(runner: ScriptRunner, *args: object, **kwargs: object) -> None:
    global _ran
    mine = _turns.acquire(timeout=PATIENCE_SECONDS)
    _ran = time.monotonic()
    try:
        _run_script(runner, *args, **kwargs)
    finally:
        _ran = time.monotonic()
        if mine:
            _turns.release()


class _Held:
    """What the scripts of one visit have said and the event loop has not taken yet."""

    def __init__(self) -> None:
        self.events: deque = deque()
        self.handed = 0.0
        """When something was handed over the last time."""


def _hold(session: AppSession, sender: object, event: ScriptRunnerEvent, **details: object) -> None:
    """Called by the thread of a script with each of its messages, and what else it does."""
    held = session.__dict__.get("_held") or session.__dict__.setdefault("_held", _Held())
    held.events.append((sender, event, details))
    now = time.monotonic()
    if event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG and now < held.handed + HOLD_SECONDS:
        return  # Something always follows: at the latest, that the script has ended.
    held.handed = now
    session._call_soon_on_event_loop(partial(_take, session, held.events))


def _take(session: AppSession, events: deque) -> None:
    while events:
        sender, event, details = events.popleft()
        if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            session._handle_scriptrunner_event_on_event_loop(sender, event, **details)
        elif sender is session._scriptrunner:  # not of one that was replaced
            session._browser_queue.enqueue(details["forward_msg"])
    _send(session)


def _send(session: AppSession) -> None:
    """Send what a visit has in its queue, if its browser is there."""
    now = runtime.get_instance()
    visit = now._session_mgr.get_active_session_info(session.id)
    queue: ForwardMsgQueue = session._browser_queue
    if visit is None or queue.is_empty():
        return
    try:
        for message in queue.flush():
            now._send_message(visit, message)
    except SessionClientDisconnectedError:
        now.disconnect_session(session.id, client=visit.client)


def _send_and_leave_nothing(session: AppSession) -> list[ForwardMsg]:
    """For the loop that looks at all visits: it would let others come between the messages."""
    _send(session)
    return []


class _Gathering(WebSocketsSansIOProtocol):
    """A WebSocket whose frames of one turn of the event loop are written at once."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(Gathered(transport, self.loop))


class Gathered:
    """A transport that waits with writing until the turn of the event loop is over."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._parts: list[bytes] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Take in what is to be written; in order, and before the connection is closed."""
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)

    def close(self) -> None:
        """Write what is left, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        parts, self._parts = self._parts, []
        if parts:
            self._transport.write(b"".join(parts))
