"""A server of its own on the loopback interface, for as long as a bench needs it."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

PORTS = iter(range(8660, 8670))


def server(script: Path, folder: Path) -> AbstractContextManager[str]:
    """Serve ``script`` with Streamlit and the settings of ``folder``; gives host and port."""
    port = next(PORTS)
    command = ["streamlit", "run", str(script), "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--logger.level=error"]
    return _run(command, folder, port, "/_stcore/health")


def bare(app: str, folder: Path, path: str) -> AbstractContextManager[str]:
    """Serve an application ``module:name`` with uvicorn until it answers ``path``."""
    port = next(PORTS)
    command = ["uvicorn", app, f"--port={port}", "--log-level=error"]
    return _run(command, folder, port, path)


@contextmanager
def _run(command: list[str], folder: Path, port: int, path: str) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=folder, stdout=subprocess.DEVNULL
    )
    with process:
        try:
            _wait(f"http://127.0.0.1:{port}{path}", process)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=1):
            return
        time.sleep(0.2)
    raise RuntimeError(f"No server answers at {url}.")
