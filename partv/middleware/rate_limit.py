"""How much one address may ask for, and how many files are made at one time.

A meeting room stands behind one address: 300 phones that follow a presenter and take files away
must not meet the limit. So a request costs points by what it takes to answer, an address has
many points, and what a room spends in a minute is proved by a test.
"""

import asyncio
import math
import re
import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

from partv.middleware.security_headers import respond

LIGHT, DRAWN, HEAVY, UPLOAD = 1, 4, 15, 30
"""Points: rows as text; a chart or slide as SVG; what is rendered or packed; a file taken in."""
BURST_SECONDS = 30
"""A full bucket holds the points of so many seconds."""
WAIT_SECONDS = 30.0
"""How long a request waits for its turn to be rendered."""
_HEAVY = re.compile(r"\.(xlsx|zip|png|pptx|docx)$")
_MOST_BUCKETS = 20_000


def cost(path: str, api: str = "/api/v1") -> int:
    """Points of a request for ``path``; 0 for all that has no limit: pages and their files."""
    if path.startswith("/_stcore/upload_file/"):
        return UPLOAD
    if not path.startswith(f"{api}/"):
        # Who follows a presenter only waits; the presenter's own slides are drawn as any.
        return DRAWN if path.startswith("/follow/") and path.endswith(".svg") else 0
    if _HEAVY.search(path):
        return HEAVY
    return DRAWN if path.endswith(".svg") else LIGHT


def client_key(address: str) -> str:
    """Return whose bucket pays: an IPv4 address, or the /64 that one IPv6 subscriber has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 6:
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False).network_address)
    return address


class TokenBuckets:
    """A token bucket an address: ``rate`` points a second, at most BURST_SECONDS of them."""

    def __init__(self, rate: int, now: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._most, self._now = rate, rate * BURST_SECONDS, now
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, address: str, points: int) -> float:
        """Take ``points``; the seconds to wait first if there are too few, else 0."""
        now = self._now()
        left, then = self._buckets.pop(address, (self._most, now))
        left = min(self._most, left + (now - then) * self._rate)
        wait = max(0.0, (points - left) / self._rate)
        # Popped and put back: the one that paid longest ago stands first.
        self._buckets[address] = (left if wait else left - points, now)
        if len(self._buckets) > _MOST_BUCKETS:
            del self._buckets[next(iter(self._buckets))]
        return wait


class RateLimit:
    """ASGI middleware: 429 for an address that spent all, a turn for each file to be made.

    ``rate``: points a second and address, 0 for no limit. ``renders``: files made at one time, so
    that the pages stay quick.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        rate: int,
        renders: int,
        api: str = "/api/v1",
        base: str = "",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self._api, self._base = api, base.rstrip("/")
        self._buckets = TokenBuckets(rate, now) if rate else None
        self._turns = asyncio.Semaphore(renders)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, hold it until its turn, or say when to come again."""
        if scope["type"] != "http" or scope["method"] == "OPTIONS":
            return await self.app(scope, receive, send)
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(self._base)
        points = cost(path, self._api)
        if points and self._buckets:
            client = scope.get("client") or ("",)
            if wait := self._buckets.take(client_key(client[0]), points):
                return await _again(
                    send,
                    429,
                    wait,
                    "Too many requests from one address. Please try again in {seconds} seconds.",
                )
        if points != HEAVY:
            return await self.app(scope, receive, send)
        try:
            await asyncio.wait_for(self._turns.acquire(), WAIT_SECONDS)
        except TimeoutError:
            return await _again(
                send,
                503,
                WAIT_SECONDS,
                "Many files are being made just now. Please try again in {seconds} seconds.",
            )
        try:
            await self.app(scope, receive, send)
        finally:
            self._turns.release()


async def _again(send: Send, status: int, wait: float, sentence: str) -> None:
    seconds = math.ceil(wait)
    header = (b"retry-after", str(seconds).encode())
    await respond(send, status, sentence.format(seconds=seconds), header)
