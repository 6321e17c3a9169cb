"""What was freed goes back to the machine, where the C library keeps it for itself.

glibc keeps freed memory in as many places as there were threads, and a visit has one: over an hour
of visits and new data that looks like a leak.
"""

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give freed memory back; nothing where the C library has no way to. Some ms, and others run
    meanwhile."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library, another system
        return None
