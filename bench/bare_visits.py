"""Viewers of the baselines: one chart, one filter, in Streamlit (``bare.py``) and in Dash."""

import asyncio
import json
import time
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import numpy as np

from lab.line import Line
from lab.tab import PATIENCE, Fault, Tab

ORDERS = ("by Article", "by rate")
COUNTS = (0, 17, 22, 10, 14, 0, 27, 39, 17, 18, 3, 0)
"""The figures of the chart, Articles 20 to 31."""
BARE, DASH = "bench.bare_visits:bare", "bench.bare_visits:dash"
"""What ``lab.crowd`` calls them by."""
_JSON = {"Content-Type": "application/json"}


def check(figure: dict, order: str) -> None:
    """Raise Fault unless a Plotly figure is the chart in this order."""
    counts = figure["data"][0]["x"]
    if isinstance(counts, dict):
        counts = np.frombuffer(b64decode(counts["bdata"]), counts["dtype"]).tolist()
    if counts != (sorted(COUNTS) if order == "by rate" else list(COUNTS)):
        raise Fault(f"the chart is not {order}")


class _Bare:
    def __init__(self, tab: Tab) -> None:
        self._tab, self._order = tab, ORDERS[0]

    @property
    def received(self) -> int:
        return self._tab.received

    async def join(self) -> float:
        waited = await self._tab.open()
        self._check()
        return waited

    async def change(self) -> float:
        self._order = ORDERS[self._order == ORDERS[0]]
        waited = await self._tab.choose("sort", self._order)
        self._check()
        return waited

    def _check(self) -> None:
        if len(self._tab.seen.charts) != 1:
            raise Fault("the bare page has not one chart")
        check(json.loads(next(iter(self._tab.seen.charts.values()))), self._order)


class _Dash:
    def __init__(self, line: Line) -> None:
        self._line, self._order, self.received = line, ORDERS[0], 0

    async def join(self) -> float:
        start = time.perf_counter()
        for path in ("/", "/_dash-layout", "/_dash-dependencies"):
            await self._ask(path)
        await self._figure()
        return time.perf_counter() - start

    async def change(self) -> float:
        self._order = ORDERS[self._order == ORDERS[0]]
        return await self._figure()

    async def _figure(self) -> float:
        """What Dash's front end sends when the filter changes."""
        changed = {"id": "sort", "property": "value"}
        asked = {
            "output": "chart.figure",
            "outputs": {"id": "chart", "property": "figure"},
            "inputs": [changed | {"value": self._order}],
            "changedPropIds": ["sort.value"],
        }
        start = time.perf_counter()
        body = await self._ask(
            "/_dash-update-component", method="POST", body=json.dumps(asked).encode(), headers=_JSON
        )
        waited = time.perf_counter() - start
        check(json.loads(body)["response"]["chart"]["figure"], self._order)
        return waited

    async def _ask(self, path: str, **options: object) -> bytes:
        try:
            async with asyncio.timeout(PATIENCE):
                status, _, body = await self._line.ask(path, **options)
        except (OSError, EOFError, TimeoutError) as error:
            self._line.close()
            raise Fault(f"no answer: {error!r}") from error
        if status != 200:
            raise Fault(f"{path} is answered with {status}")
        self.received += len(body)
        return body


def bare(address: str):  # noqa: ANN201
    """Visits to the bare Streamlit page at ``host:port``."""

    @asynccontextmanager
    async def visit(_number: int) -> AsyncIterator[_Bare]:
        async with Tab(address) as tab:
            yield _Bare(tab)

    return visit


def dash(address: str):  # noqa: ANN201
    """Visits to the Dash page at ``host:port``."""

    @asynccontextmanager
    async def visit(_number: int) -> AsyncIterator[_Dash]:
        async with Line(address) as line:
            yield _Dash(line)

    return visit
