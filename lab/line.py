"""As much of HTTP/1.1 as a load generator needs: requests on one connection that is kept open."""

import asyncio
from typing import Self


class Line:
    """A connection to ``host:port`` with a cookie jar; ``async with Line(address) as line``."""

    def __init__(self, address: str, cookies: dict[str, str] | None = None) -> None:
        self._host, _, port = address.partition(":")
        self._port, self._address = int(port or 80), address
        self.cookies = {} if cookies is None else cookies
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in lower case) and body of one answer; nothing is unpacked.

        Raises OSError or EOFError when the line breaks. A body needs a Content-Length.
        """
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                self._host, self._port, limit=2**22
            )
        sent = {"Host": self._address, "Accept-Encoding": "br, gzip", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            sent["Content-Length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in sent.items()), "", ""]
        self._writer.write("\r\n".join(lines).encode("latin-1") + body)
        await self._writer.drain()
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found: dict[str, str] = {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(":")
            name, value = name.strip().lower(), value.strip()
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
            found[name] = value
        status = int(head[0].split()[1])
        size = 0 if status in (204, 304) else int(found.get("content-length", 0))
        content = await self._reader.readexactly(size)
        if found.get("connection", "").lower() == "close":
            self.close()
        return status, found, content
