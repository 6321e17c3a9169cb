"""Messages are held back for their company, never lost, never in another order; turns are taken."""

import asyncio
import threading
from collections import deque
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import SessionClientDisconnectedError
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from partv.streamlit_patches import message_batching
from partv.streamlit_patches.message_batching import MessageBatching
from partv.streamlit_patches.websocket_writes import Gathered
from partv.ui import turns

SAID, ENDED = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, ScriptRunnerEvent.SHUTDOWN


class Session(MessageBatching):
    """As much of a visit of Streamlit's as is touched; handing over is by hand."""

    def __init__(self) -> None:
        self.id, self._scriptrunner = "visit", object()
        self._browser_queue = ForwardMsgQueue()
        self.handed: deque = deque()

    def _call_soon_on_event_loop(self, callback) -> None:
        self.handed.append(callback)

    def _handle_scriptrunner_event_on_event_loop(self, sender, event, **details) -> None:
        self._browser_queue.enqueue(message(f"event {event.name}"))


def message(text: str) -> ForwardMsg:
    made = ForwardMsg()
    made.session_event.script_changed_on_disk = True  # of a kind that is never put together
    made.hash = text
    return made


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """The messages that were sent, in order, to a browser that is there."""
    sent: list[str] = []
    now = SimpleNamespace(
        _session_mgr=SimpleNamespace(get_active_session_info=lambda _: SimpleNamespace(client=1)),
        _send_message=lambda _, one: sent.append(one.hash),
    )
    monkeypatch.setattr(message_batching.runtime, "get_instance", lambda: now)
    return sent


def test_messages_come_together_and_in_order(sent, monkeypatch):
    clock = iter([100.0, 100.001, 100.002, 100.003, 100.5, 100.501])
    monkeypatch.setattr(message_batching.time, "monotonic", lambda: next(clock))
    session = Session()
    for text in "abcde":
        session._on_scriptrunner_event(session._scriptrunner, SAID, forward_msg=message(text))
    assert len(session.handed) == 2, "the first, and the one after a pause"
    session._on_scriptrunner_event(session._scriptrunner, ENDED)
    while session.handed:
        session.handed.popleft()()
    assert sent == [*"abcde", "event SHUTDOWN"]


def test_what_a_replaced_script_still_says_is_not_sent(sent):
    session = Session()
    session._on_scriptrunner_event(object(), SAID, forward_msg=message("old"))
    session._on_scriptrunner_event(session._scriptrunner, ENDED)
    while session.handed:
        session.handed.popleft()()
    assert sent == ["event SHUTDOWN"]


def test_messages_wait_for_a_browser_that_is_away_and_come_back(sent):
    session = Session()
    manager = message_batching.runtime.get_instance()._session_mgr
    here, manager.get_active_session_info = manager.get_active_session_info, lambda _: None
    session._on_scriptrunner_event(session._scriptrunner, SAID, forward_msg=message("a"))
    session.handed.popleft()()
    assert sent == []
    manager.get_active_session_info = here
    assert session.flush_browser_queue() == []
    assert sent == ["a"]


def test_a_browser_that_has_gone_is_let_go(monkeypatch, sent):
    now, gone = message_batching.runtime.get_instance(), []

    def broken(*_):
        raise SessionClientDisconnectedError

    now._send_message = broken
    now.disconnect_session = lambda session, client: gone.append((session, client))
    session = Session()
    session._browser_queue.enqueue(message("a"))
    session._send()
    assert gone == [("visit", 1)]


def test_frames_of_one_turn_are_written_at_once_and_before_the_end():
    written: list[object] = []
    transport = SimpleNamespace(write=written.append, close=lambda: written.append("closed"))

    async def both() -> None:
        gathered = Gathered(transport, asyncio.get_running_loop())
        gathered.write(b"a")
        gathered.write(b"b")
        assert written == []
        await asyncio.sleep(0)
        assert written == [b"ab"]
        gathered.write(b"c")
        gathered.close()
        await asyncio.sleep(0)

    asyncio.run(both())
    assert written == [b"ab", b"c", "closed"]


def test_redraws_take_turns_and_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)
    ran: list[str] = []
    with turns.turn(), turns.turn():
        ran.append("while another takes long")
    with turns.turn():
        ran.append("in its turn")
    assert ran == ["while another takes long", "in its turn"]
    assert turns.seconds_since_a_redraw() < 60
    assert turns._turns.acquire(blocking=False), "the turn was given back, once"


def test_a_redraw_that_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(1))
    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 / 0
    assert turns._turns.acquire(blocking=False)
