"""What a browser that was never here loads until it shows the first chart, and how long."""

import subprocess
import time

from playwright.sync_api import sync_playwright

from partv.paths import ROOT

MEGABITS, ROUND_TRIP = 10, 50  # a second; milliseconds
# Nothing of the browser's own, nor of a page, can leave the loopback interface.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def measure(address: str) -> tuple[float, float]:
    """Megabytes received and seconds passed, on a slowed connection, until a chart is visible."""
    chromium = subprocess.check_output(["sh", ROOT / "bin/find-chromium"], text=True).strip()
    received: list[float] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(locale="en-GB", viewport={"width": 1440, "height": 900})
        network = page.context.new_cdp_session(page)
        network.on("Network.loadingFinished", lambda e: received.append(e["encodedDataLength"]))
        network.on(
            "Network.webSocketFrameReceived",  # binary, as base64
            lambda e: received.append(len(e["response"]["payloadData"]) * 3 / 4),
        )
        network.send("Network.enable")
        limits = dict.fromkeys(("downloadThroughput", "uploadThroughput"), MEGABITS * 1e6 / 8)
        limits |= {"latency": ROUND_TRIP, "offline": False}
        network.send("Network.emulateNetworkConditions", limits)
        start = time.perf_counter()
        page.goto(f"http://{address}/", wait_until="commit")
        page.locator(".js-plotly-plot .main-svg >> visible=true").first.wait_for(timeout=40_000)
        seconds = time.perf_counter() - start
        browser.close()
    return sum(received) / 1e6, seconds
