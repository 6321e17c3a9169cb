"""Whether the server was told to stop: answers that wait for something must then end.

Whoever serves waits for all answers, and tells its applications of the end only afterwards.
"""

import os
import signal
import threading
from types import FrameType

_LAST_SECONDS = 3

_told = threading.Event()


def stopping() -> bool:
    """Return whether the process was told to end."""
    return _told.is_set()


def listen() -> None:
    """Hear of SIGTERM and SIGINT before the server does. To be called in the main thread, once it
    has put up its own handlers; elsewhere nothing is heard."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            _before(number)


def _before(number: signal.Signals) -> None:
    after = signal.getsignal(number)

    def heard(received: int, frame: FrameType | None) -> None:
        _told.set()
        if callable(after):
            after(received, frame)

    signal.signal(number, heard)


def leave() -> None:
    """All is drained: end the process in some seconds, even if a thread does not end."""
    last = threading.Timer(_LAST_SECONDS, os._exit, (0,))
    last.daemon = True
    last.start()
