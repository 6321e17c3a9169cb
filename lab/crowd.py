"""A room full of viewers: they join within half a minute, then each changes a filter now and then.

From a program::

    report = await crowd(dashboard("127.0.0.1:8501"), viewers=100, seconds=60)
    assert not report.faults

From the shell, in a process of its own, so that its work is not taken for the server's::

    python -m lab.crowd 127.0.0.1:8501 --viewers 300 --seconds 120

``send`` does that for a program.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from math import ceil
from typing import Protocol

from lab.room import Room, Viewer
from lab.tab import Fault, Tab
from partv.middleware.open_files import allow_many_files
from partv.paths import ROOT


class Visit(Protocol):
    """What one viewer does, whatever the server speaks. Both give seconds, or raise Fault."""

    received: int
    """Bytes that came so far, without the page's bundles."""

    async def join(self) -> float:
        """Load the page, until it is complete and right."""

    async def change(self) -> float:
        """Change a filter, until the page is complete and right again."""


Visits = Callable[[int], AbstractAsyncContextManager[Visit]]
"""Gives the visit of a viewer by number; viewers of one number always do the same things."""


@dataclass
class Report:
    """What a crowd met. Times in seconds."""

    viewers: int
    joins: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    faults: Counter = field(default_factory=Counter)
    """Each kind of fault, and how often it was met."""
    seconds: float = 0
    """How long they changed filters."""
    cpu: float = 0
    """What the crowd itself took, as a share of one core."""
    lag: float = 0
    """The longest that the crowd itself was late in attending to an answer."""
    received: int = 0
    """Bytes, without the page's bundles."""

    @property
    def rate(self) -> float:
        """Changes a second."""
        return len(self.changes) / self.seconds if self.seconds else 0

    def __str__(self) -> str:
        times = ", ".join(
            f"{name} {len(found)}: p50 {1000 * percentile(found, 0.5):.0f}, "
            f"p95 {1000 * percentile(found, 0.95):.0f}, max {1000 * max(found, default=0):.0f} ms"
            for name, found in (("joins", self.joins), ("changes", self.changes))
        )
        faults = ", ".join(f"{count} x {fault}" for fault, count in self.faults.most_common(5))
        return (
            f"{self.viewers} viewers, {self.rate:.1f} changes a second; {times}; "
            f"faults: {faults or 'none'}; crowd: {100 * self.cpu:.0f}% of a core, "
            f"late by {1000 * self.lag:.0f} ms at most, {self.received / 1e6:.1f} MB"
        )


def percentile(times: Iterable[float], share: float) -> float:
    """The smallest time that ``share`` (0 to 1) of all do not exceed; NaN without any."""
    ordered = sorted(times)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else float("nan")


def ms(times: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    return 1000 * percentile(times, share)


class _Dashboard:
    """A viewer of this dashboard's pages, whose every answer is checked."""

    def __init__(self, viewer: Viewer, tab: Tab, assets: bool) -> None:
        self._viewer, self._tab, self._assets = viewer, tab, assets

    @property
    def received(self) -> int:
        return self._tab.received

    async def join(self) -> float:
        waited = await self._tab.open(assets=self._assets)
        self._viewer.check(self._tab)
        return waited

    async def change(self) -> float:
        return await self._viewer.change(self._tab)


def dashboard(address: str, room: Room | None = None, *, assets: bool = False) -> Visits:
    """Visits to the real pages of a server at ``host:port``; ``assets``: bundles are loaded too."""
    if room is None:
        room = Room()
        room.prepare()

    @asynccontextmanager
    async def visit(number: int) -> AsyncIterator[Visit]:
        viewer = room.viewer(number)
        async with Tab(address, viewer.path) as tab:
            yield _Dashboard(viewer, tab, assets)

    return visit


with_assets = partial(dashboard, assets=True)
"""Visits that load the page's bundles, too."""


async def crowd(
    visits: Visits,
    *,
    viewers: int = 300,
    joining: float = 30,
    seconds: float = 120,
    every: float = 10,
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Let viewers in one by one over ``joining`` seconds; then, for ``seconds``, each changes a
    filter about ``every`` seconds (0: as soon as the last change is complete).

    A viewer who meets a fault is counted and opens the page anew a second later. ``say`` is told
    how far it is, every ten seconds.
    """
    report = Report(viewers, seconds=seconds)
    worked, start = time.process_time(), time.perf_counter()
    begin = start + joining
    end = begin + seconds

    async def stay(number: int) -> None:
        chance = random.Random(number + 1)
        await asyncio.sleep(joining * number / viewers)
        while time.perf_counter() < end:
            try:
                async with visits(number) as visit:
                    try:
                        report.joins.append(await visit.join())
                        first = max(begin, time.perf_counter()) + every * chance.random()
                        await _until(min(first, end))
                        while (now := time.perf_counter()) < end:
                            report.changes.append(await visit.change())
                            await _until(min(now + every * chance.uniform(0.5, 1.5), end))
                    finally:
                        report.received += visit.received
            except Fault as fault:
                report.faults[str(fault)] += 1
                await asyncio.sleep(1)

    async def watch() -> None:
        told = start
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.05)
            now = time.perf_counter()
            report.lag = max(report.lag, now - before - 0.05)
            if now > told + 10:
                told = now
                say(
                    f"{now - start:.0f} s: {len(report.joins)} joined, "
                    f"{len(report.changes)} changes, {report.faults.total()} faults"
                )

    watching = asyncio.create_task(watch())
    async with asyncio.TaskGroup() as group:
        for number in range(viewers):
            group.create_task(stay(number))
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    report.cpu = (time.process_time() - worked) / (time.perf_counter() - start)
    return report


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0, moment - time.perf_counter()))


class Measured(Protocol):
    """A server whose memory can be told."""

    address: str
    memory: float


@dataclass
class Sent:
    """What the crowd met, and the most memory that the server held meanwhile, in MB."""

    report: Report
    memory: float


DASHBOARD, ASSETS = "lab.crowd:dashboard", "lab.crowd:with_assets"
"""Kinds of visits: functions that give them for an address."""


def send(
    server: Measured,
    kind: str = DASHBOARD,
    *,
    say: Callable[[str], None] = lambda _: None,
    **options: float,
) -> Sent:
    """Send a crowd in a process of its own to a server, and wait for its report.

    ``kind`` names the function that gives its visits, ``options`` are those of ``crowd``. Raises
    RuntimeError when the crowd itself fails.
    """
    command = [sys.executable, "-m", "lab.crowd", server.address, "--kind", kind, "--json"]
    command += [f"--{name}={value}" for name, value in options.items()]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    most, errors = [server.memory], []

    def listen() -> None:
        for line in process.stderr:
            errors.append(line)
            if " joined, " in line:
                say(f"  {line.strip()}")
                most.append(server.memory)

    listening = threading.Thread(target=listen)
    listening.start()
    told = process.stdout.read()
    process.wait()
    listening.join()
    most.append(server.memory)
    if process.returncode:
        raise RuntimeError(f"The crowd failed: {''.join(errors)[-500:]}")
    found = json.loads(told)
    return Sent(Report(**found | {"faults": Counter(found["faults"])}), max(most))


def main() -> None:
    """Send a crowd to a server; prints what it met, with ``--json`` every single time."""
    parser = argparse.ArgumentParser(prog="python -m lab.crowd", description=__doc__)
    parser.add_argument("address", help="host:port")
    parser.add_argument("--kind", default=DASHBOARD, help="module:function that gives the visits")
    parser.add_argument("--viewers", type=int, default=300)
    for name, default in (("joining", 30), ("seconds", 120), ("every", 10)):
        parser.add_argument(f"--{name}", type=float, default=default)
    parser.add_argument("--json", action="store_true")
    given = vars(parser.parse_args())
    kind, address, as_json = given.pop("kind"), given.pop("address"), given.pop("json")
    module, _, name = kind.partition(":")
    visits = getattr(import_module(module), name)(address)
    allow_many_files()
    say = partial(print, file=sys.stderr, flush=True)
    report = asyncio.run(crowd(visits, **given, say=say))
    print(json.dumps(vars(report)) if as_json else report)


if __name__ == "__main__":
    main()
