"""Under ``streamlit run``, uvicorn is told what ``serve.py`` gives it as options.

``streamlit run`` makes the server itself and has no settings for these. It imports the application
when the server has begun to start and has not read them yet.
"""

import signal

import uvicorn

from partv.middleware import settings
from partv.streamlit_patches.targets import Code

TARGETS = (
    Code("uvicorn.Server.handle_exit"),
    Code("uvicorn.Server.capture_signals", mentions=("handle_exit",)),
    Code("uvicorn.Server.__init__", mentions=("config",)),
    Code(
        "uvicorn.Config.load",
        mentions=("encoded_headers", "proxy_headers", "forwarded_allow_ips", "load_app"),
    ),
    Code("uvicorn.Server.on_tick", mentions=("encoded_headers",)),
    Code("uvicorn.Server.shutdown", mentions=("timeout_graceful_shutdown",)),
)

told = False
"""Whether a server was found and told."""


def apply() -> None:
    """Tell the server that is importing this program, if one is: no name of its own in answers,
    nobody's X-Forwarded-For but that of named proxies, an end to waiting."""
    global told
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if not isinstance(server, uvicorn.Server) or server.config.loaded:
        return
    chosen, config = settings.read(), server.config
    config.encoded_headers = [pair for pair in config.encoded_headers if pair[0] != b"server"]
    config.proxy_headers = bool(chosen.proxies)
    config.forwarded_allow_ips = chosen.trusted
    config.timeout_graceful_shutdown = chosen.drain
    told = True
