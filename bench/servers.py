"""The servers that are measured: ours as it is hosted, and the baselines."""

import sys
import time

from bench.levers import SETTINGS
from lab.servers import Server, dashboard, streamlit
from partv.paths import ROOT
from partv.ui.prerendering import FIRST_SECONDS

HOSTED = {
    # All that is asked here comes from one address.
    "PARTV_RATE_LIMIT": "0",
    "PARTV_DRAW_AHEAD": "1",
    "STREAMLIT_LOGGER_LEVEL": "error",
}


def hosted(app: str = "app:app", **settings: str) -> Server:
    """Return the dashboard, or another application made of its parts."""
    return dashboard(app, host="127.0.0.1", **HOSTED | settings)


def without(lever: str) -> Server:
    """Return the dashboard without one of the ``LEVERS``; with an empty one it has them all."""
    return hosted("bench.without:app", WITHOUT=lever, **SETTINGS.get(lever, {}))


def bare_streamlit() -> Server:
    """Return a page of one chart in Streamlit as it is, in a folder without settings of ours."""
    return streamlit("bare.py", ROOT / "bench", host="127.0.0.1", STREAMLIT_LOGGER_LEVEL="error")


def dash() -> Server:
    """Return the Dash page under gunicorn with two workers."""

    def command(port: int) -> list[object]:
        gunicorn = [sys.executable, "-m", "gunicorn", "bench.bare_dash:server", "--workers=2"]
        bound = [f"--bind=127.0.0.1:{port}", "--log-level=error", "--no-control-socket"]
        return [*gunicorn, *bound]

    return Server(command, ROOT, "/_dash-dependencies")


def at_rest(server: Server) -> None:
    """Wait until a server has done what it does ahead: takes a tenth of a core or less for 3 s.

    Raises RuntimeError when it does not within five minutes.
    """
    end = time.monotonic() + 300
    time.sleep(FIRST_SECONDS + 1)
    while time.monotonic() < end:
        before = server.work
        time.sleep(3)
        if server.work - before < 0.3:
            return
    raise RuntimeError("The server does not come to rest.")
