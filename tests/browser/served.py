"""The dashboard's server, started as a person starts it, and what it had to say at its end."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAZY = {"PARTV_DRAW_AHEAD": "0"}
"""Half a minute of work, which no test waits for."""
START_SECONDS = 60
PORTS = range(8640, 8691)
"""The ports of test servers; each test process has its share, so that two never race for one."""


class Server:
    """A running server: where it is, and what it has logged."""

    def __init__(self, process: subprocess.Popen, url: str, log_file: Path) -> None:
        self.process, self.url, self._log_file = process, url, log_file

    @property
    def log(self) -> str:
        return self._log_file.read_text("utf-8", errors="replace")

    def health(self) -> str:
        """The answer to the question whether it is well; empty while there is none."""
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""


@contextmanager
def running(folder: Path, log_folder: Path, **settings: str) -> Iterator[Server]:
    """``streamlit run app.py`` in a folder of the project, until the block ends.

    ``settings`` are further variables of its environment. A traceback in the server's log fails
    whoever used it.
    """
    server = _start(folder, log_folder, settings)
    try:
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(20)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()
    assert "Traceback" not in server.log, server.log


def _start(folder: Path, log_folder: Path, settings: dict[str, str]) -> Server:
    streamlit = shutil.which("streamlit", path=str(Path(sys.executable).parent))
    assert streamlit, "streamlit is not installed beside this Python"
    for port in _free_ports():
        log_file = log_folder / f"server-{port}.log"
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                [streamlit, "run", "app.py", "--server.port", str(port)],
                cwd=folder,
                env=os.environ | LAZY | settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        server = Server(process, f"http://localhost:{port}", log_file)
        if _wait_for_server(server):
            return server
        if "not available" not in server.log:  # else another program was faster: the next port
            break
    raise AssertionError(f"The server did not start:\n{server.log}")


def _wait_for_server(server: Server) -> bool:
    """Ask until the server answers; False when its process ends first, an error at the deadline."""
    deadline = time.monotonic() + START_SECONDS
    while server.process.poll() is None:
        if server.health() == "ok":
            return True
        if time.monotonic() > deadline:
            server.process.kill()
            server.process.wait()
            raise AssertionError(f"No answer within {START_SECONDS} s:\n{server.log}")
        threading.Event().wait(0.1)
    return False


def _free_ports() -> Iterator[int]:
    """Ports of this test process's share that nobody listens on."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in PORTS[number :: int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError:
                continue
        yield port
