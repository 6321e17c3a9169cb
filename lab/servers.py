"""Servers in processes of their own, from when they answer until a block ends.

with running(dashboard(PARTV_RATE_LIMIT="0")) as server:
    assert ask(f"{server.url}/api/v1/health").status == 200
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from partv.paths import ROOT

START_SECONDS = 120
END_SECONDS = 60
LAZY = {"PARTV_DRAW_AHEAD": "0"}
"""Leaves half a minute of work that a test does not wait for."""


class Server:
    """A process that answers on a port of its own: where it is, what it takes, what it has said.

    ``command`` makes the command line for a port. ``path`` is what it answers when it is there.
    """

    def __init__(
        self,
        command: Callable[[int], list[object]],
        folder: Path,
        path: str = "/_stcore/health",
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        settings: dict[str, str] | None = None,
    ) -> None:
        self.port = port or free_port()
        self.process: subprocess.Popen | None = None
        self._command, self._folder, self._path, self._host = command, folder, path, host
        self._fixed, self._settings = bool(port), settings or {}
        # All that it says, in the order in which it says it, also when it is started again.
        self._log = tempfile.NamedTemporaryFile(prefix="server-", suffix=".log")  # noqa: SIM115

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{self._host}:{self.port}"

    @property
    def url(self) -> str:
        """The address of the start page, without a slash at its end."""
        return f"http://{self.address}"

    @property
    def log(self) -> str:
        """All that it has written to its output so far."""
        descriptor = self._log.fileno()
        # Not by reading the file: its place in it is also the process's.
        said = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        return said.decode("utf-8", errors="replace")

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
        process = psutil.Process(self.process.pid)
        return [process, *process.children(recursive=True)]

    def start(self) -> None:
        """Start it; ``wait`` waits until it answers."""
        self.process = subprocess.Popen(
            [str(part) for part in self._command(self.port)],
            cwd=self._folder,
            env=os.environ | self._settings,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def wait(self) -> None:
        """Wait until it answers. Raises RuntimeError when it ends before, or never does."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is None:
                with suppress(OSError), urllib.request.urlopen(self.url + self._path, timeout=5):
                    return
                threading.Event().wait(0.05)
            elif "not available" in self.log and not self._fixed:
                self.port = free_port()  # another program was faster
                self.start()
            else:
                break
        raise RuntimeError(f"No server answers at {self.url}:\n{self.log}")

    def health(self) -> str:
        """What it answers when it is asked whether it is well; empty while there is no answer."""
        with suppress(OSError), urllib.request.urlopen(self.url + self._path, timeout=5) as answer:
            return answer.read().decode()
        return ""

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send it a signal and wait until it is gone; one that does not go is killed."""
        self.process.send_signal(how)
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def running(*servers: Server, tracebacks: bool = False) -> Iterator[Server]:
    """Run servers, which start together, until the block ends; gives the last of them.

    Raises RuntimeError when one does not answer, AssertionError when one has logged a traceback,
    unless ``tracebacks`` says that some are wanted.
    """
    try:
        for each in servers:
            each.start()
        for each in servers:
            each.wait()
        yield servers[-1]
    finally:
        started = [each for each in reversed(servers) if each.process]
        for each in started:
            each.process.terminate()
        for each in started:
            each.stop()
    for each in servers:
        assert tracebacks or "Traceback" not in each.log, each.log


WAYS = ("serve.py", "streamlit run")
"""How a person starts the dashboard."""


def dashboard(
    app: str = "app:app",
    *,
    way: str = "serve.py",
    folder: Path = ROOT,
    host: str = "localhost",
    port: int = 0,
    **settings: str,
) -> Server:
    """Return a server of the dashboard, started in one of the ``WAYS``.

    ``folder`` is that of the project or a copy of it, ``app`` the application in it; ``settings``
    are variables of its environment. Nothing is drawn ahead unless ``PARTV_DRAW_AHEAD`` says so.
    With a number for a ``host`` it listens there alone.
    """
    alone = [] if host == "localhost" else [f"--address={host}"]

    def command(port: int) -> list[object]:
        return [sys.executable, "serve.py", f"--app={app}", f"--port={port}", *alone]

    if way == "streamlit run":
        return streamlit("app.py", folder, host=host, port=port, **LAZY | settings)
    settings = {"MALLOC_ARENA_MAX": "2"} | LAZY | settings
    return Server(command, folder, host=host, port=port, settings=settings)


def streamlit(
    script: str, folder: Path, *, host: str = "localhost", port: int = 0, **settings: str
) -> Server:
    """Return a server of a script in a folder, started with ``streamlit run``."""
    alone = [] if host == "localhost" else [f"--server.address={host}"]

    def command(port: int) -> list[object]:
        started = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
        return [*started, "--server.headless=true", *alone]

    return Server(command, folder, host=host, port=port, settings=settings)


def asgi(app: str, path: str) -> Server:
    """Return a server that runs an application ``module:name`` with uvicorn until it answers."""

    def command(port: int) -> list[object]:
        return [sys.executable, "-m", "uvicorn", app, f"--port={port}", "--log-level=error"]

    return Server(command, ROOT, path)


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
