"""Firefox and WebKit, driven over their own protocols: enough to open pages and measure in them.

Playwright drives builds of its own of both, which it would download. Debian's Firefox speaks
WebDriver BiDi over a WebSocket, and Debian's WebKit the WebDriver protocol over HTTP.
"""

import base64
import itertools
import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import httpx
from websockets.sync.client import ClientConnection, connect

from partv.paths import ROOT

SECONDS = 60
"""How long a browser may take to start, to load a page or to answer."""

_QUIET = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "messaging-system.rsexperimentloader.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
"""Settings with which Firefox asks nobody for anything."""


class Engine(Protocol):
    """A browser with one window."""

    name: str

    def resize(self, width: int, height: int) -> None:
        """Make the page that large, in CSS pixels."""

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""

    def run(self, function: str, *values: object) -> object:
        """Call a JavaScript function in the page, wait if it promises, and return what it gives."""

    def screenshot(self, file: Path) -> None:
        """Write what is in the window to a PNG file."""


def wait_for(engine: Engine, function: str, *values: object) -> None:
    """Ask a question of the page until it is true."""
    deadline = time.monotonic() + SECONDS
    while not engine.run(function, *values):
        assert time.monotonic() < deadline, f"{engine.name}: {function}"


class Firefox:
    """Firefox, by WebDriver BiDi."""

    name = "firefox"

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, itertools.count(1)
        self._ask("session.new", capabilities={})
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: object) -> dict:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv(SECONDS))).get("id") != number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._tab, viewport=size)

    def open(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def run(self, function: str, *values: object) -> object:
        call = f"async () => JSON.stringify(await ({function})(...{json.dumps(values)}) ?? null)"
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=call,
            awaitPromise=True,
            target={"context": self._tab},
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def screenshot(self, file: Path) -> None:
        shot = self._ask("browsingContext.captureScreenshot", context=self._tab)
        file.write_bytes(base64.b64decode(shot["data"]))


class WebKit:
    """WebKit, by WebDriver."""

    name = "webkit"

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        session = self._ask("/session", {"capabilities": {}})
        self._client.base_url = f"{client.base_url}/session/{session['sessionId']}"

    def _ask(self, command: str, body: dict) -> object:
        answer = self._client.post(command, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def resize(self, width: int, height: int) -> None:
        # The window has a bar of its own, as high as it is.
        self._ask("/window/rect", {"width": width, "height": height})
        bar = height - self.run("() => innerHeight")
        self._ask("/window/rect", {"width": width, "height": height + bar})

    def open(self, url: str) -> None:
        self._ask("/url", {"url": url})

    def run(self, function: str, *values: object) -> object:
        script = f"return (async () => JSON.stringify(await ({function})(...arguments) ?? null))"
        return json.loads(self._ask("/execute/sync", {"script": f"{script}()", "args": values}))

    def screenshot(self, file: Path) -> None:
        shot = self._client.get("/screenshot").json()["value"]
        file.write_bytes(base64.b64decode(shot))

    def close(self) -> None:
        """Close the window and what belongs to it."""
        self._client.delete("")


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """A Firefox without windows, with a profile in the folder, until the block ends."""
    settings = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in _QUIET.items())
    (folder / "user.js").write_text("".join(settings), "utf-8")
    command = [_found("firefox"), "--headless", "--no-remote", "--profile", folder]
    log = folder / "firefox.log"
    with log.open("wb") as out, _process([*command, "--remote-debugging-port", "0"], out):
        listening = _said(log, r"WebDriver BiDi listening on (ws://\S+)")
        with connect(f"{listening}/session", max_size=None, proxy=None) as socket:
            yield Firefox(socket)


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """A WebKit on a screen that nobody sees, until the block ends."""
    log = folder / "screen.log"
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "2000x1400x24", "-nolisten", "tcp"]
    with log.open("wb") as out, _process(screen, out):
        number = _said(log, r"(\d+)")
        display = {"DISPLAY": f":{number}", "GDK_BACKEND": "x11"}
        # Drawn without a graphics card; the shared memory of one shows nothing here.
        display["WEBKIT_DISABLE_DMABUF_RENDERER"] = "1"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        driver = [_found("webkit"), f"--port={port}"]
        with (
            (folder / "webkit.log").open("wb") as out,
            _process(driver, out, **display),
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=SECONDS) as client,
        ):
            _until(lambda: _answers(client))
            engine = WebKit(client)
            yield engine
            engine.close()


def _found(name: str) -> str:
    found = subprocess.run(
        ["sh", ROOT / "bin" / f"find-{name}"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


@contextmanager
def _process(command: list, out, **settings: str) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        env=os.environ | settings,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _said(log: Path, pattern: str) -> str:
    """Wait for a line in a log and return what the pattern's group found."""
    _until(lambda: re.search(rf"{pattern}\s", log.read_text("utf-8", errors="replace")))
    return re.search(rf"{pattern}\s", log.read_text("utf-8", errors="replace"))[1]


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/status").json()["value"]["ready"]
    except httpx.TransportError:
        return False


def _until(question) -> None:
    deadline = time.monotonic() + SECONDS
    while not question():
        assert time.monotonic() < deadline, "a browser did not start"
        threading.Event().wait(0.05)
