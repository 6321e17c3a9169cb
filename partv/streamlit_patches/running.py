"""How the process runs: what uvicorn is told, and how it ends.

``streamlit run`` makes the uvicorn server itself and has no settings for these; the server is
looked up when the app starts, before the first connection.
"""

import atexit
import gc
import ipaddress
import os
import signal
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

import uvicorn
from starlette.formparsers import MultiPartParser
from streamlit import runtime
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from partv.middleware.settings import Settings
from partv.streamlit_patches import delivery

_Kind = TypeVar("_Kind")

_LARGEST_UPLOAD = 64 * 2**20
_LAST_SECONDS = 3

_servers: list[uvicorn.Server] = []


def tune(settings: Settings) -> None:
    """Bring the server that runs this process, if it is uvicorn, under our settings."""
    # Larger uploads would be put down in a temporary file, and nothing of them may touch a disk.
    MultiPartParser.spool_max_size = _LARGEST_UPLOAD
    send_at_once()
    allow_many_files()
    _servers[:] = list(_all(uvicorn.Server))
    for server in _servers:
        config = server.config
        delivery.gather(config)
        config.timeout_graceful_shutdown = settings.drain
        config.encoded_headers = [pair for pair in config.encoded_headers if pair[0] != b"server"]
        app = config.loaded_app
        if isinstance(app, ProxyHeadersMiddleware):  # which believes every program of this machine
            app = app.app
        if settings.proxies:
            app = ProxyHeadersMiddleware(app, both_families(settings.proxies))
        config.loaded_app = app


def both_families(networks: Iterable[str]) -> list[str]:
    """The networks, and for those of IPv4 the names under which an IPv6 socket knows them."""
    named = []
    for network in map(ipaddress.ip_network, networks):
        named.append(str(network))
        if network.version == 4:
            named.append(f"::ffff:{network.network_address}/{96 + network.prefixlen}")
    return named


def send_at_once() -> None:
    """Let answers go out at once instead of waiting for the last one to be acknowledged.

    asyncio asks for that (TCP_NODELAY) only of sockets that were named TCP, and Streamlit's is not:
    every request after the first on a connection takes 40 ms. What is accepted inherits it.
    """
    for one in _all(socket.socket):
        if one.family in (socket.AF_INET, socket.AF_INET6):
            with suppress(OSError):  # closed, or not TCP
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _all(kind: type[_Kind]) -> Iterator[_Kind]:
    """Every object of a kind in this process, as far as the collector knows them."""
    # By the type itself: asking a weak reference whose object is gone what it is raises an error.
    return (thing for thing in gc.get_objects() if issubclass(type(thing), kind))


def allow_many_files() -> None:
    """Let the process open as many files as the system lets it.

    A visit takes four (its connection, and an event loop of Streamlit's) until two minutes after
    its end; the usual limit of 1024 would turn away the 250th visitor.
    """
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def end() -> None:
    """All is drained: leave with 0 after SIGTERM, and leave even if a thread does not end."""
    for server in _servers:
        # uvicorn raises the signal once more when all is done, and the process would die of it.
        if signal.SIGTERM in server._captured_signals:
            server._captured_signals.remove(signal.SIGTERM)
            # Nothing is left to do but what libraries complain of when they are taken apart.
            atexit.register(os._exit, 0)
    leave = threading.Timer(_LAST_SECONDS, os._exit, (0,))
    leave.daemon = True
    leave.start()


def forget_ended_visits() -> None:
    """Let go of visits whose time to come back is over, and of what was uploaded in them.

    Streamlit only looks for them when the next visitor comes or goes. To be called on the event
    loop, which alone adds and takes visits.
    """
    now = runtime.get_instance()
    visits, waiting = now._session_mgr, now._session_mgr._session_storage._cache
    for _, visit in waiting.expire():
        # Streamlit's own loop keeps hold of the visit that it saw last: empty it as well.
        visit.session.shutdown()
        visit.session.session_state.clear()
    known = {*visits._active_session_info_by_id, *waiting}
    # A run that outlived its visit may have left files after that.
    media, uploads = now.media_file_mgr, now.uploaded_file_mgr
    for session in set(media._files_by_session_and_coord) - known:
        media.clear_session_refs(session)
    media.remove_orphaned_files()  # marks a file for download the first time, drops it the second
    for session in set(uploads.file_storage) - known:
        uploads.remove_session_files(session)
