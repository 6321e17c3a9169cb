"""Waiting for a channel to change: one look at its file for all who wait."""

import asyncio
from collections.abc import Callable

from partv.follow.channels import Channels, State
from partv.middleware.stopping import stopping

LOOK_SECONDS = 0.04
"""How long after a turn its followers may come to know of it."""


class Watch:
    """Wakes who waits; to be used in one event loop."""

    def __init__(self, look: Callable[[], Channels]) -> None:
        self._look = look
        self._watching: dict[tuple[str, State], asyncio.Task[None]] = {}
        self._until: dict[tuple[str, State], float] = {}

    async def change(self, code: str, state: State, seconds: float) -> None:
        """Return when the channel no longer shows ``state``; after ``seconds`` or when the server
        is told to stop, at the latest."""
        key = (code, state)
        self._until[key] = asyncio.get_running_loop().time() + seconds
        if key not in self._watching:
            self._watching[key] = asyncio.ensure_future(self._watched(code, state))
        await asyncio.wait({self._watching[key]}, timeout=seconds)

    async def _watched(self, code: str, state: State) -> None:
        """Look until there is something new, or nobody waits any more."""
        key, loop = (code, state), asyncio.get_running_loop()
        try:
            # A look takes microseconds, less than handing it to a thread would.
            while self._look().state(code) == state and loop.time() < self._until[key]:
                if stopping():
                    break
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            del self._watching[key], self._until[key]
