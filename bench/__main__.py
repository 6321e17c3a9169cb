"""``python -m bench``: about a minute and a half; prints a table and writes ``docs/bench.md``."""

import asyncio
import os
import platform
from datetime import date
from importlib.metadata import version
from statistics import median, quantiles

from bench import api, first_chart, rates, reruns
from bench.servers import bare as bare_server
from bench.servers import server
from partv.paths import ROOT
from partv.ui.assets import CompressedAssets

ROUNDS = 2  # in turns, so that what else the machine does meets both alike

PAGE = """\
# Bench

<!-- Written by `make bench`. Do not edit. -->

Each figure stands beside a baseline measured in the same run, in turns, on the same machine. What
carries over to another machine is the gain: how many times better than the baseline; below 1 it is
worse. Measured on {day} with {cores} cores, load {load} before the run (0 is idle), Python
{python}, {versions}.

| what | dashboard | baseline | gain |
|---|---:|---:|---:|
{rows}

- **Redraws**: {visitors} visitors of the Overview change the order of the chart as soon as the last
  redraw is complete, over the real WebSocket, for {seconds} seconds. Baseline: a page of one Plotly
  Express chart and one filter, with Streamlit's default settings (`bench/bare.py`).
- **First chart**: a browser with an empty cache opens the Overview at {megabits} Mbit/s and a delay
  of {trip} ms; the faster of {rounds} visits. Baseline: the same page without the middleware that
  compresses assets (`bench/uncompressed.py`).
- **Rates**: `queries/rates.sql`, asked anew each time; on the pages an answer is kept. Baseline:
  the same computed in pandas (`bench/rates.py`), which must come out equal byte by byte.
- **Requests**: {connections} connections, kept open, ask the API for `rates.csv` for {asking}
  seconds; the server is the one that serves the pages. Baseline: a FastAPI route under uvicorn that
  returns the same bytes, made once (`bench/bare_api.py`). It has no settings to read, no ETag, no
  compression and no pages beside it.
"""


def main() -> None:
    """Run every bench and write the page."""
    load = os.getloadavg()[0]
    # Compressed at the best level before a server starts, as after a minute of use.
    CompressedAssets(lambda scope, receive, send: None).warm()
    waits: tuple[list[float], list[float]] = [], []
    asked: tuple[list[float], list[float]] = [], []
    visits = []
    with (
        server(ROOT / "app.py", ROOT) as ours,
        server(ROOT / "bench/bare.py", ROOT / "bench") as bare,
        server(ROOT / "bench/uncompressed.py", ROOT) as plain,
        bare_server("bench.bare_api:app", ROOT, api.PATH) as route,
    ):
        for _ in range(ROUNDS):
            for address, found in zip((ours, bare), waits, strict=True):
                found += asyncio.run(reruns.measure(address))
            contents = set()
            for address, found in zip((ours, route), asked, strict=True):
                content, times = api.measure(address)
                contents.add(content)
                found += times
            if len(contents) > 1:
                raise RuntimeError("The API and the bare route do not give the same bytes.")
            visits.append([first_chart.measure(address) for address in (ours, plain)])
    (size, seconds), (plain_size, plain_seconds) = map(min, zip(*visits, strict=True))
    query, frames = rates.measure()
    each = reruns.SECONDS * ROUNDS
    asking = api.SECONDS * ROUNDS
    rows = [
        _row("Redraws a second", *(len(found) / each for found in waits), 1, more=True),
        _row("Wait for a redraw, median, ms", *(median(found) * 1000 for found in waits), 0),
        _row("Received to the first chart, MB", size, plain_size, 2),
        _row("Time to the first chart, s", seconds, plain_seconds, 1),
        _row("Rates from the database, median, ms", query, frames, 1),
        _row("API requests a second", *(len(found) / asking for found in asked), 0, more=True),
        _row("API request, 95th percentile, ms", *(_p95(found) * 1000 for found in asked), 1),
    ]
    packages = [f"{name} {version(name)}" for name in ("streamlit", "plotly", "duckdb", "pandas")]
    page = PAGE.format(
        day=date.today().isoformat(),
        cores=os.cpu_count(),
        load=f"{load:.1f}",
        python=platform.python_version(),
        versions=", ".join(packages),
        rows="\n".join(rows),
        visitors=reruns.VISITORS,
        seconds=each,
        megabits=first_chart.MEGABITS,
        trip=first_chart.ROUND_TRIP,
        rounds=ROUNDS,
        connections=api.CONNECTIONS,
        asking=asking,
    )
    (ROOT / "docs/bench.md").write_text(page, encoding="utf-8", newline="\n")
    print(page)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _row(what: str, ours: float, baseline: float, decimals: int, *, more: bool = False) -> str:
    gain = ours / baseline if more else baseline / ours
    return f"| {what} | {ours:.{decimals}f} | {baseline:.{decimals}f} | {gain:.2g} |"


main()
