"""The viewers of the soak, in a process of their own: ``python -m torture.crowd HOST:PORT N S J``.

Prints how many pages were opened, how many filters changed, and every fault, as JSON.
"""

import asyncio
import json
import sys

from bench.viewers import crowd, dashboard


def main() -> None:
    """Address, viewers, seconds, seconds in which they join."""
    address, viewers, seconds, joining = sys.argv[1], *map(float, sys.argv[2:])
    visits = dashboard(address)
    report = asyncio.run(crowd(visits, viewers=int(viewers), seconds=seconds, joining=joining))
    counts = {"joins": len(report.joins), "changes": len(report.changes)}
    print(json.dumps(counts | {"faults": dict(report.faults)}))


main()
