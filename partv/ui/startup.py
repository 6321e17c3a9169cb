"""The server around the app: what happens at start-up and to every request."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope

from partv import streamlit_patches
from partv.address.selection import Selection
from partv.data.current import warehouse
from partv.data.warehouse import DataUnavailable
from partv.exhibits.overview import overview
from partv.i18n.language import SOURCE_LANGUAGE, available_languages, language, preferred_language
from partv.middleware import error_logs, open_files, settings, stopping
from partv.ui import garbage_collection, prerendering

_log = logging.getLogger(__name__)

error_logs.discreet()

try:
    SETTINGS = settings.read()
    streamlit_patches.apply()
except settings.SettingFault as fault:
    sys.exit(str(fault))


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
    """Warm up before the first visitor; collect garbage and draw ahead until the last."""
    error_logs.discreet()  # again: uvicorn may have set up its logs since
    open_files.allow_many_files()
    stopping.listen()
    streamlit_patches.served()
    # Data that cannot be read must not keep the server down: the pages explain it.
    with suppress(DataUnavailable):
        await asyncio.to_thread(_warm)
    tasks = [asyncio.create_task(work()) for work in works(SETTINGS)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        stopping.leave()


def works(chosen: settings.Settings) -> list[Callable[[], Coroutine]]:
    """What goes on beside the visits for as long as the server runs."""
    frozen = garbage_collection.keep_frozen
    return [frozen, prerendering.keep_drawn] if chosen.ahead else [frozen]


def _warm() -> None:
    """Do what the first visitor would wait for."""
    store = warehouse()
    overview(store, Selection.default(store.vocabulary), SOURCE_LANGUAGE, "light")
