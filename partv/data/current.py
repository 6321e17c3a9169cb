"""The process's one warehouse, which follows the data on disk.

When Parquet or imported answers change, a new warehouse is opened beside the old one and takes its
place whole; whoever has the old one in hand finishes with it. Data that cannot be read change
nothing: the last good ones stay, and ``trouble`` says why.
"""

import threading
import time
from contextlib import suppress
from pathlib import Path

from partv.data.folders import Mark, mark
from partv.paths import IMPORTED, PARQUET
from partv.data.warehouse import DataUnavailable, Warehouse, not_readable

LOOK_SECONDS = 1.0
"""How long what was seen on disk counts as current."""

RETRY_SECONDS = 10.0
"""How long after data that could not be read the same data are tried again."""


class Current:
    """The warehouse over two folders as they are now; safe to use from many threads."""

    def __init__(
        self, parquet: Path = PARQUET, imported: Path = IMPORTED, look_seconds: float = LOOK_SECONDS
    ) -> None:
        self.trouble = ""
        """Why new data could not be taken over; empty when the data shown are those on disk."""
        self._folders, self._look_seconds = (parquet, imported), look_seconds
        self._lock = threading.Lock()
        self._store: Warehouse | None = None
        self._mark: Mark = ()
        self._last: Mark = ()
        self._looked = 0.0
        self._tried = -RETRY_SECONDS

    def store(self) -> Warehouse:
        """The warehouse of this moment. Raises DataUnavailable while there never was one."""
        store = self._store
        if store is None:
            with self._lock:
                if self._store is None:
                    with suppress(OSError):  # the warehouse says why
                        self._mark = mark(*self._folders)
                    self._store = Warehouse(*self._folders)
                return self._store
        due = time.monotonic() - self._looked >= self._look_seconds
        # One looks, the others go on with what there is.
        if due and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looked = time.monotonic()
                self._lock.release()
        return self._store or store

    def _look(self) -> None:
        """Take over what is new on disk when nobody is at work on it: seen twice the same."""
        try:
            seen, before = mark(*self._folders), self._last
        except OSError as error:
            self.trouble = not_readable(error)
            return
        self._last = seen
        if seen == self._mark:
            self.trouble = ""
        elif seen != before:
            self.trouble, self._tried = "", -RETRY_SECONDS
        elif time.monotonic() - self._tried >= RETRY_SECONDS:
            # Tried again now and then: what kept them from being read may pass by itself.
            self._tried = time.monotonic()
            try:
                store, after = Warehouse(*self._folders), mark(*self._folders)
            except DataUnavailable as error:
                self.trouble = str(error)
                return
            except OSError as error:
                self.trouble = not_readable(error)
                return
            if after == seen:
                old, self._store, self._mark, self.trouble = self._store, store, seen, ""
                if old is not None:
                    old.forget()


_current = Current()


def warehouse() -> Warehouse:
    """The warehouse of this process, as the data are now. Raises DataUnavailable without data."""
    return _current.store()


def trouble() -> str:
    """Why the data on disk are not those that are shown; empty when they are."""
    return _current.trouble
