"""Several replicas behind a real nginx, set up by the file in ``deploy/``."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.room import Room, Viewer
from bench.servers import answered, free_port, nginx_settings
from bench.tab import Fault, Tab
from partv.paths import ROOT

PARTS = ("app.py", ".streamlit", "data", "locales", "pages", "partv", "queries", ".cache")
SETTINGS = {
    "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
    "PARTV_DRAW_AHEAD": "0",
    "STREAMLIT_SERVER_COOKIE_SECRET": "the same everywhere",
}
TOLD = "Tests-Replica"
"""The header of an answer by which this nginx tells which replica gave it."""


class Replica:
    """One server of the dashboard on a port of its own, over the data of a folder."""

    def __init__(self, folder: Path) -> None:
        self.port, self._folder = free_port(), folder
        self.address = f"127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it; ``wait`` waits until it answers."""
        with (self._folder / f"{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                f"{sys.executable} -m streamlit run app.py --server.port={self.port}".split(),
                cwd=self._folder,
                env=os.environ | SETTINGS,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> None:
        """Wait until it answers."""
        answered(f"http://{self.address}/_stcore/health", self.process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send it a signal and wait until it is gone."""
        self.process.send_signal(how)
        self.process.wait(60)


class House:
    """Replicas over one data folder, and the door before them."""

    def __init__(self, folder: Path, replicas: list[Replica], door: str) -> None:
        self.folder, self.replicas, self.door = folder, replicas, door

    def of(self, tab: Tab) -> str:
        """The address of the replica that holds a tab's WebSocket."""
        # Of several that were asked, the last one answered.
        return tab.greeting[TOLD].split(", ")[-1]


@contextmanager
def house(folder: Path, count: int) -> Iterator[House]:
    """So many replicas behind nginx, over a copy of the project's data, until the block ends."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("imported"))
        elif source.exists():
            shutil.copy(source, folder / part)
    replicas = [Replica(folder) for _ in range(count)]
    port = free_port()
    settings = nginx_settings(folder, port, [each.address for each in replicas], told=TOLD)
    found = subprocess.check_output(["sh", ROOT / "bin/find-nginx"], text=True).strip()
    for each in replicas:
        each.start()
    door = subprocess.Popen([found, "-p", str(folder), "-c", str(settings)])
    try:
        for each in replicas:
            each.wait()
        answered(f"http://127.0.0.1:{port}/_stcore/health", door)
        yield House(folder, replicas, f"127.0.0.1:{port}")
    finally:
        for process in (door, *(each.process for each in replicas)):
            process.kill()
            process.wait()


class Visitor:
    """A viewer whose browser comes back by itself when the connection is lost."""

    def __init__(self, room: Room, number: int, door: str) -> None:
        self.viewer: Viewer = room.viewer(number)
        self.tab = Tab(door, self.viewer.path)
        self.lost = 0

    async def arrive(self) -> None:
        """Open the page."""
        await self.tab.open()
        self.viewer.check(self.tab)

    async def go_on(self) -> None:
        """Change a filter; when the connection is lost, come back to the view before and go on."""
        try:
            await self.viewer.change(self.tab)
        except Fault:
            self.lost += 1
            await self.come_back()

    async def come_back(self) -> None:
        """Connect anew as Streamlit's front end does; the page shows what its address says."""
        async with asyncio.timeout(60):
            while True:
                with suppress(Fault):
                    await self.tab.connect()
                    await self.tab.rerun()
                    break
                await asyncio.sleep(0.2)
        self.viewer.follow(self.tab)
        self.viewer.check(self.tab)
