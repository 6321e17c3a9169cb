"""Start the dashboard: ``python serve.py --port 8501``.

What ``streamlit run app.py`` has no settings for is given to uvicorn here: draining at the end,
answers without delay, WebSockets that write in one go. TLS, base path, ping and sizes are
Streamlit's settings, as there.
"""

import argparse
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent
os.chdir(ROOT)  # before Streamlit is imported, which reads its settings here

import streamlit as st  # noqa: E402
import uvicorn  # noqa: E402

from partv import streamlit_patches  # noqa: E402
from partv.middleware import settings  # noqa: E402
from partv.streamlit_patches import server_options, websocket_writes  # noqa: E402

PING_SECONDS = 30
"""How often a quiet connection is asked whether it is still there, unless Streamlit's setting says
otherwise."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until SIGTERM or Ctrl+C; ends the process with 0, or with a sentence and 1."""
    parser = argparse.ArgumentParser(prog="python serve.py", description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=st.get_option("server.port"))
    parser.add_argument("--address", default=st.get_option("server.address") or "")
    parser.add_argument("--app", default="app:app", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        chosen = settings.read()
        streamlit_patches.apply()
    except settings.SettingFault as fault:
        sys.exit(str(fault))
    try:
        listening = listen(given.address, given.port)
    except OSError as error:
        sys.exit(f"Port {given.port} is not available ({error.strerror}). Name another: --port.")
    server = uvicorn.Server(uvicorn.Config(given.app, **options(chosen)))
    server_options.told = True
    print(f"Part V Dashboard: http://localhost:{listening.getsockname()[1]}", flush=True)
    # uvicorn raises the signal once more when all is drained, and the process would die of it.
    signal.signal(signal.SIGTERM, lambda *_: None)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if not server.started:
        sys.exit(1)
    sys.stdout.flush()
    sys.stderr.flush()
    # Nothing is left to do but what libraries complain of when they are taken apart.
    os._exit(0)


def options(chosen: settings.Settings) -> dict[str, object]:
    """Return the options of uvicorn, by their names."""
    ping = st.get_option("server.websocketPingInterval") or PING_SECONDS
    return {
        "ws": websocket_writes.protocol(),
        "ws_ping_interval": ping,
        "ws_ping_timeout": ping,
        "ws_max_size": int(st.get_option("server.maxMessageSize") * 1e6),
        "ws_per_message_deflate": st.get_option("server.enableWebsocketCompression"),
        "ssl_certfile": st.get_option("server.sslCertFile"),
        "ssl_keyfile": st.get_option("server.sslKeyFile"),
        "server_header": False,
        "proxy_headers": bool(chosen.proxies),
        "forwarded_allow_ips": chosen.trusted,
        "timeout_graceful_shutdown": chosen.drain,
        "access_log": False,
        "log_level": "warning",
        "use_colors": False,
    }


def listen(address: str, port: int) -> socket.socket:
    """Return a socket that listens on a port, on all interfaces where no address is given.

    Raises OSError when it cannot.
    """
    everywhere = not address and socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if everywhere or ":" in address else socket.AF_INET
    # Named TCP: asyncio then sends each answer at once, not after the last one was acknowledged.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # where it would let two servers have the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if everywhere:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listening.bind((address, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


if __name__ == "__main__":
    main()
