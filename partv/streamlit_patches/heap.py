"""The C library's heap: in few parts, and what was freed goes back to the machine.

A redraw has a thread of its own, and glibc would give threads up to eight parts of the heap for
each core. What lives long lies scattered in them and keeps what was freed around it: over an hour
of visits and new data that looks like a leak. Python's small objects are not in it.
"""

import ctypes
from functools import cache

PARTS = 2
"""Two redraws run at a time (``partv/streamlit_patches/delivery.py``); more threads only share."""

_PARTS_AT_MOST = -8
"""glibc's number of that setting, ``M_ARENA_MAX``."""


def keep_together() -> None:
    """Have no more than ``PARTS`` parts of the heap, and those that there are already; to be called
    before there are many threads. Nothing where the C library has no way to."""
    if hasattr(_library(), "mallopt"):
        _library().mallopt(_PARTS_AT_MOST, PARTS)


def give_back() -> None:
    """Give freed memory back; nothing where the C library has no way to. Some ms, and others run
    meanwhile."""
    if hasattr(_library(), "malloc_trim"):
        _library().malloc_trim(0)


@cache
def _library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):  # another system
        return None
