"""Servers of their own on the loopback interface, for as long as a bench needs them."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from partv.paths import ROOT
from partv.ui.prerendering import FIRST_SECONDS

APP, BARE, WITHOUT = (ROOT / name for name in ("app.py", "bench/bare.py", "bench/without.py"))
PLAIN = ROOT / "bench"
"""A folder without settings of Streamlit's."""
START = 120
"""Seconds that a server has to answer."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    """Host and port."""
    pid: int

    @property
    def memory(self) -> float:
        """Resident memory of the server and its workers, in MB."""
        return sum(process.memory_info().rss for process in self._processes()) / 1e6

    @property
    def work(self) -> float:
        """Seconds of processor time that it has taken so far."""
        times = [process.cpu_times() for process in self._processes()]
        return sum(each.user + each.system for each in times)

    def _processes(self) -> list[psutil.Process]:
        process = psutil.Process(self.pid)
        return [process, *process.children(recursive=True)]


def server(
    script: Path, folder: Path = ROOT, *options: str, **settings: str
) -> AbstractContextManager[Server]:
    """Serve ``script`` with Streamlit, its settings in ``folder`` and in ``options``.

    ``settings`` are further variables of its environment.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--logger.level=error"]
    # All that is asked here comes from one address.
    settings = {"PARTV_RATE_LIMIT": "0"} | settings
    return run([*command, *options], folder, port, "/_stcore/health", **settings)


def at_rest(running: Server) -> None:
    """Wait until a server has done what it does ahead: takes a tenth of a core or less for 3 s.

    Raises RuntimeError when it does not within five minutes.
    """
    end = time.monotonic() + 300
    time.sleep(FIRST_SECONDS + 1)
    while time.monotonic() < end:
        before = running.work
        time.sleep(3)
        if running.work - before < 0.3:
            return
    raise RuntimeError("The server does not come to rest.")


def bare(app: str, path: str) -> AbstractContextManager[Server]:
    """Serve an application ``module:name`` with uvicorn until it answers ``path``."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, f"--port={port}", "--log-level=error"]
    return run(command, ROOT, port, path)


def dash() -> AbstractContextManager[Server]:
    """Serve the Dash page with gunicorn and two workers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "bench.bare_dash:server", "--workers=2"]
    command += [f"--bind=127.0.0.1:{port}", "--log-level=error", "--no-control-socket"]
    return run(command, ROOT, port, "/_dash-dependencies")


@contextmanager
def replicas(count: int) -> Iterator[tuple[Server, list[Server]]]:
    """So many servers of the dashboard behind nginx, set up as ``deploy/nginx.conf`` says.

    Gives the door and the replicas.
    """
    with tempfile.TemporaryDirectory() as folder, _all(count) as servers:
        port = free_port()
        settings = nginx_settings(Path(folder), port, [each.address for each in servers])
        program = subprocess.check_output(["sh", ROOT / "bin/find-nginx"], text=True).strip()
        command = [program, "-p", folder, "-c", str(settings)]
        with run(command, ROOT, port, "/api/v1/health") as door:
            yield door, servers


@contextmanager
def _all(count: int) -> Iterator[list[Server]]:
    if count == 0:
        yield []
        return
    with server(ROOT / "app.py") as first, _all(count - 1) as others:
        yield [first, *others]


def nginx_settings(folder: Path, port: int, addresses: list[str], told: str = "") -> Path:
    """Write ``deploy/nginx.conf`` with these replicas, as a whole configuration, into a folder.

    ``told``: the name of a header by which a WebSocket's first answer tells the replica.
    """
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
    header = f"add_header {told} $upstream_addr always;\n" if told else ""
    whole = (
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log warn;\n"
        "worker_rlimit_nofile 16384;\nevents { worker_connections 8192; }\n"
        f"http {{\naccess_log off;\n{header}{temporary}{site}}}\n"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return folder / "nginx.conf"


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def run(
    command: list[str], folder: Path, port: int, path: str, **settings: str
) -> Iterator[Server]:
    """Run a server until the block ends, from when it answers ``path``.

    Raises RuntimeError when it does not.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        answered(f"http://127.0.0.1:{port}{path}", process)
        yield Server(f"127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answered(url: str, process: subprocess.Popen) -> bytes:
    """What a server answers as soon as it does. Raises RuntimeError when it ends before."""
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read()
        time.sleep(0.1)
    raise RuntimeError(f"No server answers at {url}.")
