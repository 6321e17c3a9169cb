"""What a visitor's browser sees: the first load, the second, and a filter that changes a chart."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, sync_playwright

from partv.paths import ROOT

SLOW = {"megabits": 1.5, "trip": 150}
"""A bad line: Mbit/s, ms from the browser to the server and back."""
# Nothing of the browser's own, nor of a page, can leave the loopback interface.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
CHART = ".js-plotly-plot .main-svg >> visible=true"


@dataclass
class Load:
    """One load of a page until its first chart."""

    megabytes: float
    requests: int
    seconds: float


@dataclass
class _Traffic:
    sizes: list[float] = field(default_factory=list)
    requests: int = 0


@contextmanager
def chromium() -> Iterator[BrowserContext]:
    """A browser that was never anywhere; what it keeps, it keeps until the block ends."""
    found = subprocess.check_output(["sh", ROOT / "bin/find-chromium"], text=True).strip()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
        browser.close()


def loads(address: str, line: dict[str, float] | None = None) -> list[Load]:
    """The first visit with an empty cache, then the second, on this line or an unlimited one."""
    with chromium() as context:
        return [_load(context, address, line) for _ in range(2)]


def _load(context: BrowserContext, address: str, line: dict[str, float] | None) -> Load:
    page = context.new_page()
    traffic = _watched(page, line)
    start = time.perf_counter()
    page.goto(f"http://{address}/", wait_until="commit")
    page.locator(CHART).first.wait_for(timeout=120_000)
    seconds = time.perf_counter() - start
    page.close()
    return Load(sum(traffic.sizes) / 1e6, traffic.requests, seconds)


def _watched(page: Page, line: dict[str, float] | None) -> _Traffic:
    """Count what comes in, as it is on the wire, and slow the line down."""
    traffic = _Traffic()
    network = page.context.new_cdp_session(page)

    def came(event: dict) -> None:
        traffic.sizes.append(event["encodedDataLength"])
        traffic.requests += event["encodedDataLength"] > 0  # none: from the cache

    network.on("Network.loadingFinished", came)
    network.on(
        "Network.webSocketFrameReceived",  # binary, as base64
        lambda e: traffic.sizes.append(len(e["response"]["payloadData"]) * 3 / 4),
    )
    network.send("Network.enable")
    if line:
        limits = dict.fromkeys(
            ("downloadThroughput", "uploadThroughput"), line["megabits"] * 1e6 / 8
        )
        network.send(
            "Network.emulateNetworkConditions",
            limits | {"latency": line["trip"], "offline": False},
        )
    return traffic


_REPAINTED = """
label => new Promise(done => {
  const chart = [...document.querySelectorAll('.js-plotly-plot')].find(c => c.offsetParent);
  const before = JSON.stringify(chart.data.map(t => t.y));
  const start = performance.now();
  const look = () => {
    const now = [...document.querySelectorAll('.js-plotly-plot')].find(c => c.offsetParent);
    if (now && now.data && JSON.stringify(now.data.map(t => t.y)) !== before)
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    else requestAnimationFrame(look);
  };
  [...document.querySelectorAll('button')].find(b => b.innerText.trim() === label).click();
  look();
})
"""


def repaints(address: str, changes: int) -> list[float]:
    """Seconds from a click on the other order to the frame in which the chart has it."""
    with chromium() as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"http://{address}/")
        page.locator(CHART).first.wait_for()
        page.wait_for_load_state("networkidle")
        labels = ("by rate", "by Article")
        return [page.evaluate(_REPAINTED, labels[n % 2]) / 1000 for n in range(changes)]
