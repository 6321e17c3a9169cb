"""How long after a presenter's turn a room of followers has the slide.

``python -m bench.followers`` runs it alone, ``python -m bench --only followers`` as a part.

The followers are here, on kept connections; the server is a process of its own, and a third party
turns the slides: this process, through the folder that server processes share, as a presenter on
another replica would.
"""

import asyncio
import gzip
import json
import os
import re
import time
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench.results import Part, Row, Settings
from bench.servers import hosted
from lab.servers import running
from partv.follow.channels import VARIABLE, Channels, Presenter, channels
from partv.follow.routes import PREFIX, WAIT_SECONDS

FOLLOWERS, TURNS = 300, 12
ROOMS = (("en", "light"), ("fr", "light"), ("es", "dark"), ("ru", "light"), ("zh", "dark"))
"""Languages and papers, which the followers share among them."""
PAUSE = 3.0
"""Seconds that the presenter stays on a slide."""
PATIENCE = 20
"""Seconds after which a slide that has not come counts as an error."""
DECK = "data=demo&present=1"


def run() -> dict[str, float]:
    """The measure, on a server of its own with channels of its own."""
    with (
        TemporaryDirectory() as folder,
        patch.dict(os.environ, {VARIABLE: folder}),
        running(hosted()) as server,
    ):
        return asyncio.run(measure(server.address, channels()))


def part(settings: Settings) -> Part:
    """A room that follows a presenter, as a part of the bench."""
    settings.say(f"{FOLLOWERS} followers, {TURNS} turns")
    found = run()
    rows = [
        Row("Followers: slide turned, median", "ms", found["p50"] * 1000),
        Row("Followers: slide turned, 95th percentile", "ms", found["p95"] * 1000, goal=250),
        Row("Followers: slide turned, the last one", "ms", found["max"] * 1000),
        Row("Followers: errors", "", found["errors"], goal=0),
        Row("Followers: a slide on the wire", "kB", found["bytes"] / 1000, decimals=1),
    ]
    note = (
        f"**Followers**: {FOLLOWERS} connections, kept open, in {len(ROOMS)} languages and papers "
        f"follow a presenter who turns {TURNS} slides, one every {PAUSE:g} seconds: from the turn "
        "to the whole of the slide being there (`bench/followers.py`). Another process turns, as a "
        "presenter on another replica would."
    )
    return Part(rows, [note])


async def measure(address: str, kept: Channels) -> dict[str, float]:
    """``FOLLOWERS`` on ``address`` (host and port) while a presenter turns ``TURNS`` slides.

    Gives, in seconds, ``p50``, ``p95`` and ``max`` of the time from a turn to a follower having the
    whole of the slide, and ``slowest_p95``, of the worst turn; ``errors``: answers that were not
    the slide; ``bytes``, of a slide on the wire, the median; ``idle``: requests a minute and
    follower while nothing turns.
    """
    mine = kept.open("overview", f"{DECK}&slide=1")
    room = [_Follower(address, mine.code, *ROOMS[n % len(ROOMS)]) for n in range(FOLLOWERS)]
    await asyncio.gather(*(follower.begin() for follower in room))
    tasks = [asyncio.create_task(follower.follow()) for follower in room]
    turns = []
    for slide in range(2, TURNS + 2):
        await asyncio.sleep(PAUSE)
        turns.append(await _turn(kept, mine, slide, room))
    errors = sum(follower.errors for follower in room)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    kept.end(mine)
    waits = [wait for turn in turns for wait in turn]
    return {
        "p50": median(waits),
        "p95": quantiles(waits, n=20, method="inclusive")[-1],
        "max": max(waits),
        "slowest_p95": max(quantiles(turn, n=20, method="inclusive")[-1] for turn in turns),
        "errors": errors + FOLLOWERS * TURNS - len(waits),
        "bytes": median(size for follower in room for size in follower.sizes),
        "idle": 60 / WAIT_SECONDS,
    }


async def _turn(
    kept: Channels, mine: Presenter, slide: int, room: list["_Follower"]
) -> list[float]:
    """The seconds that each follower waited for a slide; who has none in time is left out."""
    for follower in room:
        follower.arrived.clear()
    start = time.perf_counter()
    kept.turn(mine, "overview", f"{DECK}&slide={slide}")
    place = str(slide)
    end = start + PATIENCE
    while time.perf_counter() < end and not all(place in one.arrived for one in room):
        await asyncio.sleep(0.05)
    return [one.arrived[place] - start for one in room if place in one.arrived]


class _Follower:
    """A phone on a connection that is kept open."""

    def __init__(self, address: str, code: str, lang: str, paper: str) -> None:
        self._host, port = address.split(":")
        self._port = int(port)
        self._path = f"{PREFIX}/{code}/state?lang={lang}&paper={paper}&have="
        self._tag = ""
        self.arrived: dict[str, float] = {}
        """When the slide of that number was here."""
        self.sizes: list[int] = []
        self.errors = 0

    async def begin(self) -> None:
        self._in, self._out = await asyncio.open_connection(self._host, self._port)
        await self._ask()

    async def follow(self) -> None:
        while True:
            try:
                await self._ask()
            except (OSError, ValueError, asyncio.IncompleteReadError):
                self.errors += 1
                self._in, self._out = await asyncio.open_connection(self._host, self._port)

    async def _ask(self) -> None:
        asked = f"GET {self._path}{self._tag} HTTP/1.1\r\nHost: {self._host}\r\n"
        self._out.write(f"{asked}Accept-Encoding: gzip\r\n\r\n".encode())
        head = (await self._in.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = head.partition("content-length:")[2].partition("\r\n")[0]
        body = await self._in.readexactly(int(length or 0))
        now = time.perf_counter()
        if status == 204:
            return
        if status != 200:
            raise ValueError(status)
        self.sizes.append(len(head) + len(body))
        told = json.loads(gzip.decompress(body))
        self._tag = told["tag"]
        self.arrived[re.findall(r"\d+", told["place"])[0]] = now


def table(found: dict[str, float]) -> str:
    """The figures as rows of a Markdown table."""
    rows = [
        ("p50, ms", f"{found['p50'] * 1000:.0f}"),
        ("p95, ms", f"{found['p95'] * 1000:.0f}"),
        ("p95 of the slowest turn, ms", f"{found['slowest_p95'] * 1000:.0f}"),
        ("max, ms", f"{found['max'] * 1000:.0f}"),
        ("errors", f"{found['errors']:.0f}"),
        ("a slide on the wire, kB", f"{found['bytes'] / 1000:.1f}"),
        ("requests a minute while nothing turns", f"{found['idle']:.0f}"),
    ]
    head = f"| {FOLLOWERS} followers, {TURNS} turns | |\n|---|---:|\n"
    return head + "\n".join(f"| {name} | {value} |" for name, value in rows)


if __name__ == "__main__":
    print(table(run()))
