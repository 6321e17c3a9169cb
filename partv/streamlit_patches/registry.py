"""Every patch: what it touches, why, what it gains, and what would make it unnecessary.

Gains were measured with ``python -m bench`` (``docs/bench.md``); ``docs/upgrading.md`` says how a
new version of Streamlit is taken in.
"""

import importlib
from dataclasses import dataclass
from types import ModuleType

from partv.streamlit_patches.targets import Different, Target


@dataclass(frozen=True)
class Patch:
    """One change to a library at run time."""

    name: str
    """Also that of its module."""
    why: str
    gain: str
    """What was measured with and without it; for those that protect, whom."""
    since: str
    """The oldest version of the library with which it was tried."""
    until: str
    """What would make it unnecessary."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """All that it replaces, and all that it relies on. Raises Different as ``apply`` does."""
        return self._module().TARGETS

    def apply(self) -> None:
        """Put it on. Raises Different when a library is not what it expects."""
        for target in self.targets:
            target.check()
        self._module().apply()

    def _module(self) -> ModuleType:
        try:
            return importlib.import_module(f"partv.streamlit_patches.{self.name}")
        except ImportError as error:  # of a part of a library that is no longer there
            raise Different(f"there is no {error.name}") from error


PATCHES = (
    Patch(
        "finished_charts",
        why="a chart is sent as the JSON that is kept, not checked and written at each redraw",
        gain="2.8 times as many redraws a second",
        since="Streamlit 1.65.0, Plotly 7.1.0",
        until="st.plotly_chart takes finished JSON",
    ),
    Patch(
        "message_batching",
        why="messages of a redraw are handed over and sent together",
        gain="1.6 times as many redraws a second, with websocket_writes",
        since="Streamlit 1.65.0",
        until="Streamlit hands over the messages of a run together",
    ),
    Patch(
        "websocket_writes",
        why="frames sent in one turn of the event loop are written to the socket at once",
        gain="see message_batching",
        since="uvicorn 0.54.0",
        until="uvicorn writes the frames of a turn together",
    ),
    Patch(
        "hidden_charts",
        why="of the three forms of a chart, a browser draws the one that is in sight",
        gain="a sixth of all that a browser does to open a page",
        since="Streamlit 1.65.0",
        until="Streamlit draws no chart whose width is negative",
    ),
    Patch(
        "private_messages",
        why="a browser is told no path, version or number of the server, and asks for pages only",
        gain="the server and every visitor: without it anybody may empty the cache of all",
        since="Streamlit 1.65.0",
        until="Streamlit has settings for both",
    ),
    Patch(
        "ended_sessions",
        why="a visit ends, and what it uploaded is gone, when its time to come back is over",
        gain="who uploaded: without it an upload stays in memory until the next visitor comes",
        since="Streamlit 1.65.0",
        until="Streamlit ends visits by the clock",
    ),
    Patch(
        "uploads_in_memory",
        why="an upload touches no disk on its way",
        gain="who uploaded: without it a file over 1 MB lies in a temporary folder for a moment",
        since="Starlette 1.10.0",
        until="Streamlit reads uploads without temporary files",
    ),
    Patch(
        "server_options",
        why="streamlit run: no name of the server in answers, and only named proxies are believed",
        gain="the limit on requests: without it a program on this machine may name any address",
        since="uvicorn 0.54.0",
        until="streamlit run has settings for these; serve.py does not need it",
    ),
    Patch(
        "index_page",
        why="no error in the console of a page below the root, no link to the closed agent API",
        gain="two requests of each first load",
        since="Streamlit 1.65.0",
        until="Streamlit finds its server from any page, and links to what is open",
    ),
)
