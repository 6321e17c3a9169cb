"""Messages of a redraw go to the browser together, not one by one.

A page is some ninety messages. Streamlit hands each of them from the script's thread to the event
loop by itself, wakes a loop that looks at all visits, and writes it to the socket by itself; and at
each of these steps Python's lock may go to another thread, which keeps it for some milliseconds.
Here what a script says within a hundredth of a second is handed over and sent at once. The messages
and their order are the same.
"""

import time
from collections import deque
from functools import partial

from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import SessionClientDisconnectedError
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from partv.streamlit_patches.sessions import SEAM, add
from partv.streamlit_patches.targets import Code

HOLD_SECONDS = 0.01
"""How long the first messages of a script may wait for the next."""

_SESSION = "streamlit.runtime.app_session.AppSession"
_RUNTIME = "streamlit.runtime.runtime.Runtime"
TARGETS = (
    *SEAM,
    Code(
        f"{_SESSION}._on_scriptrunner_event",
        takes=("sender", "event", "forward_msg"),
        mentions=("_call_soon_on_event_loop", "_handle_scriptrunner_event_on_event_loop"),
    ),
    Code(f"{_SESSION}._call_soon_on_event_loop", takes=("callback",)),
    Code(
        f"{_SESSION}._handle_scriptrunner_event_on_event_loop",
        takes=("sender", "event", "forward_msg"),
        mentions=("_scriptrunner", "_enqueue_forward_msg"),
    ),
    Code(f"{_SESSION}.flush_browser_queue", mentions=("_browser_queue", "flush")),
    Code(f"{_SESSION}.__init__", mentions=("_browser_queue", "_scriptrunner")),
    Code("streamlit.runtime.forward_msg_queue.ForwardMsgQueue.enqueue", takes=("msg",)),
    Code("streamlit.runtime.forward_msg_queue.ForwardMsgQueue.flush"),
    Code("streamlit.runtime.forward_msg_queue.ForwardMsgQueue.is_empty"),
    Code(f"{_RUNTIME}.__init__", mentions=("_session_mgr",)),
    Code(f"{_RUNTIME}._loop_coroutine", mentions=("flush_browser_queue", "_send_message")),
    Code(f"{_RUNTIME}._send_message", takes=("session_info", "msg")),
    Code(f"{_RUNTIME}.disconnect_session", takes=("session_id", "client")),
    Code("streamlit.runtime.scriptrunner.ScriptRunnerEvent.ENQUEUE_FORWARD_MSG"),
)


class _Held:
    """What the scripts of one visit have said and the event loop has not taken yet."""

    def __init__(self) -> None:
        self.events: deque = deque()
        self.handed = 0.0
        """When something was handed over the last time."""


class MessageBatching:
    """Methods of a visit that hold messages until more have come."""

    def _on_scriptrunner_event(
        self, sender: object, event: ScriptRunnerEvent, **details: object
    ) -> None:
        """Called by the thread of a script with each of its messages, and what else it does."""
        held = self.__dict__.get("_held") or self.__dict__.setdefault("_held", _Held())
        held.events.append((sender, event, details))
        now = time.monotonic()
        if event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG and now < held.handed + HOLD_SECONDS:
            return  # Something always follows: at the latest, that the script has ended.
        held.handed = now
        self._call_soon_on_event_loop(partial(self._take, held.events))

    def _take(self, events: deque) -> None:
        while events:
            sender, event, details = events.popleft()
            if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
                self._handle_scriptrunner_event_on_event_loop(sender, event, **details)
            elif sender is self._scriptrunner:  # not of one that was replaced
                self._browser_queue.enqueue(details["forward_msg"])
        self._send()

    def _send(self) -> None:
        """Send what is in the queue, if the browser is there."""
        now = runtime.get_instance()
        visit = now._session_mgr.get_active_session_info(self.id)
        if visit is None or self._browser_queue.is_empty():
            return
        try:
            for message in self._browser_queue.flush():
                now._send_message(visit, message)
        except SessionClientDisconnectedError:
            now.disconnect_session(self.id, client=visit.client)

    def flush_browser_queue(self) -> list[ForwardMsg]:
        """Send all and return nothing, to the loop that looks at all visits: it would let others
        come between the messages."""
        self._send()
        return []


def apply() -> None:
    """Let visits that begin from now on send their messages together."""
    add(MessageBatching)
