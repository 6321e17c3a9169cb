"""All frames that a WebSocket sends within one turn of the event loop are written at once."""

import asyncio

from partv.streamlit_patches.targets import Code

_PROTOCOL = "uvicorn.protocols.websockets.websockets_sansio_impl.WebSocketsSansIOProtocol"
TARGETS = (
    Code(_PROTOCOL, kind=type),
    Code(f"{_PROTOCOL}.connection_made", takes=("transport",), mentions=("transport",)),
    Code("uvicorn.Config.__init__", takes=("ws",)),
)

_protocol: type | str = "websockets-sansio"


def apply() -> None:
    """Let ``protocol`` give the class that waits with writing."""
    global _protocol
    _protocol = type("WebSocketWrites", (WebSocketWrites, Code(_PROTOCOL).found()), {})


def protocol() -> type | str:
    """Return what uvicorn is given as its option ``ws``: a class of ours, or a name of its own."""
    return _protocol


class WebSocketWrites:
    """Methods of a WebSocket whose frames of one turn of the event loop are written at once."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin on a transport that gathers."""
        super().connection_made(Gathered(transport, self.loop))


class Gathered:
    """A transport that waits with writing until the turn of the event loop is over."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._parts: list[bytes] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Take in what is to be written; in order, and before the connection is closed."""
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)

    def close(self) -> None:
        """Write what is left, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        parts, self._parts = self._parts, []
        if parts:
            self._transport.write(b"".join(parts))
