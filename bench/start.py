"""From the start of a server to the first chart that a visitor gets."""

import asyncio
import time

from lab.servers import Server, running
from lab.tab import Tab


def measure(server: Server) -> float:
    """Seconds from the command to a complete first page with a chart, over the WebSocket."""
    start = time.perf_counter()
    with running(server):
        return asyncio.run(_first(server.address, start))


async def _first(address: str, start: float) -> float:
    async with Tab(address) as tab:
        await tab.open()
        if not tab.seen.charts:
            raise RuntimeError("The first page has no chart.")
        return time.perf_counter() - start
