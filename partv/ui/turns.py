"""Redraws take turns: some run at a time, of all visits together.

More would only take Python's lock from each other, and none of them would end sooner.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
"""Redraws that run at the same time."""

PATIENCE_SECONDS = 0.25
"""After which one runs all the same: nobody waits longer for another that takes long."""

_turns = threading.BoundedSemaphore(AT_ONCE)
_ran = 0.0


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, at most ``PATIENCE_SECONDS``, and give it back at the end."""
    global _ran
    mine = _turns.acquire(timeout=PATIENCE_SECONDS)
    _ran = time.monotonic()
    try:
        yield
    finally:
        _ran = time.monotonic()
        if mine:
            _turns.release()


def seconds_since_a_redraw() -> float:
    """Return how long no redraw has begun or ended."""
    return time.monotonic() - _ran
