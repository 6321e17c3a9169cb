"""The charts that people open first are drawn ahead, in the background.

Drawing one takes as long as a dozen redraws of what is drawn already, and a room that opens the
page at once would wait for one after the other. What it gains is measured in ``docs/bench.md``.
"""

import asyncio
import logging
import time
import weakref
from contextlib import suppress

from partv.data.current import warehouse
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.exhibits.prerender import usual
from partv.ui.turns import seconds_since_a_redraw

FIRST_SECONDS = 5
"""How long after the start it begins: a first visitor comes first."""
LOOK_SECONDS = 5
"""How often it is looked for new data, whose charts are to be drawn."""

_log = logging.getLogger(__name__)


async def keep_drawn() -> None:
    """Draw the usual charts of the data in use, and of those that take their place."""
    drawn = None
    await asyncio.sleep(FIRST_SECONDS)
    while True:
        with suppress(DataUnavailable):  # the pages explain it
            drawn = await draw(drawn)
        await asyncio.sleep(LOOK_SECONDS)


async def draw(drawn: weakref.ref[Warehouse] | None) -> weakref.ref[Warehouse]:
    """Draw those of the data in use, one by one, unless they are those of ``drawn``.

    Returns the data that it was busy with; weakly, so that nothing here holds replaced ones. Raises
    DataUnavailable when there are none.
    """
    store = await asyncio.to_thread(warehouse)
    for chart in usual(store) if drawn is None or drawn() is not store else ():
        start = time.monotonic()
        try:
            await asyncio.to_thread(chart)
        except Exception:
            # Whoever opens it gets the apology; the others are drawn.
            _log.exception("A usual chart could not be drawn")
        if await asyncio.to_thread(warehouse) is not store:
            break
        if seconds_since_a_redraw() < 1:
            # As long a rest as the chart took: at least half of the time is the visitors' own.
            await asyncio.sleep(time.monotonic() - start)
    return weakref.ref(store)
