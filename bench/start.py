"""From the start of a server to the first chart that a visitor gets."""

import asyncio
import time
from pathlib import Path

from bench.servers import server
from bench.tab import Tab


def measure(script: Path, folder: Path) -> float:
    """Seconds from the command to a complete first page with a chart, over the WebSocket."""
    start = time.perf_counter()
    with server(script, folder) as running:
        return asyncio.run(_first(running.address, start))


async def _first(address: str, start: float) -> float:
    async with Tab(address) as tab:
        await tab.open()
        if not tab.seen.charts:
            raise RuntimeError("The first page has no chart.")
        return time.perf_counter() - start
