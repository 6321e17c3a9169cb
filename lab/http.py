"""What a server answers, as it is sent; and an application behind a real server of this process."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

DEADLINE = 60


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and body of an answer; nothing is unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Serve on a free port of the loopback interface; gives the address, without a slash."""
    # Named TCP, so that asyncio sends what it has at once instead of waiting for more.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            # It listens already: the first request waits until the server takes it.
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def ask(address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """Return the answer to one request; ``if_none_match="..."`` is a header."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=DEADLINE)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        target = f"{parts.path or '/'}?{parts.query}".rstrip("?")
        connection.request(method, target, body, sent)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, answer.read())
    finally:
        connection.close()


def xsrf(url: str) -> tuple[str, str]:
    """Return the cookie that a browser is given, and the token that its page sends back."""
    cookie = ask(f"{url}/_stcore/health").headers["set-cookie"].partition(";")[0]
    return cookie, cookie.partition("=")[2]


def multipart(name: str, content: bytes) -> tuple[bytes, str]:
    """Return a file as a browser sends it: body and media type."""
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"
