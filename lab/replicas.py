"""Several replicas of the dashboard behind a real nginx, set up by the file in ``deploy/``."""

import asyncio
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lab.room import Room, Viewer
from lab.servers import Server, dashboard, running
from lab.tab import Fault, Tab
from partv.paths import ROOT

TOLD = "Lab-Replica"
"""The header of an answer by which this nginx tells which replica gave it."""


@dataclass(frozen=True)
class Replicas:
    """The replicas, and the door before them."""

    door: Server
    replicas: list[Server]

    def of(self, tab: Tab) -> Server:
        """Return the replica that holds a tab's WebSocket."""
        # Of several that were asked, the last one answered.
        address = tab.greeting[TOLD].split(", ")[-1]
        return next(each for each in self.replicas if each.address == address)


@contextmanager
def replicas(count: int, folder: Path = ROOT, **settings: str) -> Iterator[Replicas]:
    """Run so many servers of a folder of the project behind nginx until the block ends."""
    same = {"STREAMLIT_SERVER_COOKIE_SECRET": "the same everywhere"} | settings
    servers = [dashboard(folder=folder, host="127.0.0.1", **same) for _ in range(count)]
    with (
        tempfile.TemporaryDirectory() as place,
        running(*servers),
        running(_nginx(place, servers)) as door,
    ):
        yield Replicas(door, servers)


def _nginx(place: str, servers: list[Server]) -> Server:
    program = subprocess.check_output(["sh", ROOT / "bin/find-nginx"], text=True).strip()
    addresses = [each.address for each in servers]

    def command(port: int) -> list[object]:
        return [program, "-p", place, "-c", _settings(Path(place), port, addresses)]

    return Server(command, ROOT, "/api/v1/health")


def _settings(folder: Path, port: int, addresses: list[str]) -> Path:
    """Write ``deploy/nginx.conf`` with these replicas, as a whole configuration, into a folder."""
    site = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    before, _, rest = site.partition("    # replicas\n")
    _, _, after = rest.partition("    # end of replicas\n")
    lines = "".join(f"    server {each} max_fails=1 fail_timeout=5s;\n" for each in addresses)
    site = (before + lines + after).replace("listen 80;", f"listen 127.0.0.1:{port};")
    site = site.replace("/var/cache/nginx/partv", str(folder / "cache"))
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    header = f"add_header {TOLD} $upstream_addr always;\n"
    whole = (
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log warn;\n"
        "worker_rlimit_nofile 16384;\nevents { worker_connections 8192; }\n"
        f"http {{\naccess_log off;\n{header}{temporary}{site}}}\n"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return folder / "nginx.conf"


class Visitor:
    """A viewer whose browser comes back by itself when the connection is lost."""

    def __init__(self, room: Room, number: int, address: str) -> None:
        self.viewer: Viewer = room.viewer(number)
        self.tab = Tab(address, self.viewer.path)
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
