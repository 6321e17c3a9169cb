"""The server around the app: what happens at start-up and to every request."""

import asyncio
import gc
import itertools
import logging
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import net_util

from partv.address.selection import Selection
from partv.data.current import warehouse
from partv.data.warehouse import DataUnavailable
from partv.exhibits.overview import overview
from partv.i18n.language import SOURCE_LANGUAGE, available_languages, language, preferred_language
from partv.middleware import error_logs, settings
from partv.streamlit_patches import delivery, heap, lean, running
from partv.streamlit_patches.discreet import be_discreet
from partv.ui import prerendering

_log = logging.getLogger(__name__)

# Streamlit asks a host on the internet for the server's public address when a page of another
# origin knocks. Nothing here asks anybody.
net_util.get_external_ip = lambda: None
be_discreet()
error_logs.discreet()
heap.keep_together()

try:
    SETTINGS = settings.read()
except settings.SettingFault as fault:
    sys.exit(str(fault))

FREEZE_SECONDS = 1
"""How often what has grown since is collected and put out of the collector's way: some ms."""
FORGET_SECONDS = 30
"""How often visits that are over are ended and emptied, and freed memory is given back."""
COLLECT_SECONDS = 60
"""How often all of it is collected: everybody waits for that."""


def language_of(scope: Scope) -> tuple[str, str]:
    """The language and direction of a request: its address, else what its browser prefers."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    code = asked
    if asked not in available_languages():
        code = preferred_language(Headers(scope=scope).get("accept-language"))
    return code, language(code).direction


def apologise(error: Exception) -> bool:
    """Instead of a traceback: one sentence for the visitor, the whole story for the log."""
    _log.error("A page failed", exc_info=error)
    say = language(preferred_language(st.context.headers.get("Accept-Language")))
    st.error(
        say.text(
            "This page could not be drawn. The fault is ours and has been logged. Please reload, "
            "or choose another view."
        )
    )
    return True


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up before the first visitor, keep the heap frozen until the last."""
    lean.apply()
    delivery.apply()
    error_logs.discreet()  # again: uvicorn may have set up its logs since
    running.tune(SETTINGS)
    # Data that cannot be read must not keep the server down: the pages explain it.
    with suppress(DataUnavailable):
        await asyncio.to_thread(_warm)
    tasks = [asyncio.create_task(work()) for work in works(SETTINGS)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        running.end()


def works(chosen: settings.Settings) -> list[Callable[[], Coroutine]]:
    """What goes on beside the visits for as long as the server runs."""
    return [_keep_frozen, prerendering.keep_drawn] if chosen.ahead else [_keep_frozen]


def _warm() -> None:
    """Do what the first visitor would wait for."""
    store = warehouse()
    overview(store, Selection.default(store.vocabulary), SOURCE_LANGUAGE, "light")


async def _keep_frozen() -> None:
    """Keep the long-lived heap out of the garbage collector's way.

    Python's own collections would walk through pandas, Plotly and every session. What is there is
    frozen again and again; unfreezing and collecting once in a while frees the cycles that ended
    sessions leave behind. (Streamlit's full collection after every redraw is off in its settings.)
    """
    for seconds in itertools.count(step=FREEZE_SECONDS):
        if seconds % FORGET_SECONDS == 0:
            running.forget_ended_visits()
        if seconds % COLLECT_SECONDS == 0:
            gc.unfreeze()
        # Before it is frozen: a workbook or a deck that was taken away is full of cycles.
        gc.collect()
        gc.freeze()
        if seconds % FORGET_SECONDS == 0:
            await asyncio.to_thread(heap.give_back)
        await asyncio.sleep(FREEZE_SECONDS)
