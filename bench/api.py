"""Requests for the rates as CSV: how many a second, and how long one takes."""

import http.client
import threading
import time

PATH = "/api/v1/rates.csv"
CONNECTIONS = 4
SECONDS = 4


def measure(address: str) -> tuple[bytes, list[float]]:
    """The content of the file, and the seconds that each request took on connections kept open.

    Raises RuntimeError when an answer is another one than the first.
    """
    content = _Connection(address).ask()
    waits: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    faults: list[Exception] = []
    end = time.perf_counter() + SECONDS

    def visit(mine: list[float]) -> None:
        connection = _Connection(address)
        try:
            while (start := time.perf_counter()) < end:
                if connection.ask() != content:
                    raise RuntimeError("Two requests do not give the same rates.")
                mine.append(time.perf_counter() - start)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=visit, args=(mine,)) for mine in waits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return content, [wait for mine in waits for wait in mine]


class _Connection:
    """A connection that is kept open."""

    def __init__(self, address: str) -> None:
        self._http = http.client.HTTPConnection(address, timeout=30)

    def ask(self) -> bytes:
        self._http.request("GET", PATH)
        answer = self._http.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{PATH} is answered with {answer.status}.")
        return content
