"""The long-lived heap is kept out of the garbage collector's way, and freed memory is given back.

Python's own collections would walk through pandas, Plotly and every session. What is there is
frozen again and again; unfreezing and collecting once in a while frees the cycles that ended
sessions leave behind. (Streamlit's full collection after every redraw is off in its settings.)
"""

import asyncio
import ctypes
import gc
import itertools
from functools import cache

FREEZE_SECONDS = 1
"""How often what has grown since is collected and put out of the collector's way: some ms."""
RETURN_SECONDS = 30
"""How often freed memory is given back to the machine."""
COLLECT_SECONDS = 60
"""How often all of it is collected: everybody waits for that."""


async def keep_frozen() -> None:
    """Go on until cancelled."""
    for seconds in itertools.count(step=FREEZE_SECONDS):
        if seconds % COLLECT_SECONDS == 0:
            gc.unfreeze()
        # Before it is frozen: a workbook or a deck that was taken away is full of cycles.
        gc.collect()
        gc.freeze()
        if seconds % RETURN_SECONDS == 0:
            await asyncio.to_thread(give_back)
        await asyncio.sleep(FREEZE_SECONDS)


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
