"""How the process runs: what uvicorn is told, and how it ends.

``streamlit run`` makes the uvicorn server itself and has no settings for these; the server is
looked up when the app starts, before the first connection.
"""

import gc
import logging
import os
import signal
import socket
import threading
from contextlib import suppress

import uvicorn
from starlette.formparsers import MultiPartParser
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from partv.door.settings import Settings

_LARGEST_UPLOAD = 64 * 2**20
_LAST_SECONDS = 3

_log = logging.getLogger(__name__)


def tune(settings: Settings) -> None:
    """Bring the server that runs this process, if it is uvicorn, under our settings."""
    # Larger uploads would be put down in a temporary file, and nothing of them may touch a disk.
    MultiPartParser.spool_max_size = _LARGEST_UPLOAD
    send_at_once()
    for server in _servers():
        config = server.config
        config.timeout_graceful_shutdown = settings.drain
        config.encoded_headers = [pair for pair in config.encoded_headers if pair[0] != b"server"]
        app = config.loaded_app
        if isinstance(app, ProxyHeadersMiddleware):  # which believes every program of this machine
            app = app.app
        if settings.proxies:
            app = ProxyHeadersMiddleware(app, list(settings.proxies))
        config.loaded_app = app


def send_at_once() -> None:
    """Let answers go out at once instead of waiting for the last one to be acknowledged.

    asyncio asks for that (TCP_NODELAY) only of sockets that were named TCP, and Streamlit's is not:
    every request after the first on a connection takes 40 ms. What is accepted inherits it.
    """
    for thing in gc.get_objects():
        if isinstance(thing, socket.socket) and thing.family in (socket.AF_INET, socket.AF_INET6):
            with suppress(OSError):  # closed, or not TCP
                thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def end() -> None:
    """All is drained: leave with 0 after SIGTERM, and leave even if a thread does not end."""
    for server in _servers():
        # uvicorn raises the signal once more when all is done, and the process would die of it.
        with suppress(AttributeError, ValueError):
            server._captured_signals.remove(signal.SIGTERM)
    leave = threading.Timer(_LAST_SECONDS, os._exit, (0,))
    leave.daemon = True
    leave.start()


def _servers() -> list[uvicorn.Server]:
    return [thing for thing in gc.get_objects() if isinstance(thing, uvicorn.Server)]
