"""The process's one warehouse, which follows the data on disk.

When Parquet or imported answers change, a new warehouse is opened beside the old one and takes its
place whole; whoever has the old one in hand finishes with it. Data that cannot be read change
nothing: the last good ones stay, and ``trouble`` says why.
"""

import threading
import time
from pathlib import Path

from partv.paths import IMPORTED, PARQUET
from partv.warehouse import DataUnavailable, Warehouse

LOOK_SECONDS = 1.0
"""How long what was seen on disk counts as current."""

_Mark = tuple[tuple[str, int, int, int], ...]


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
        self._mark: _Mark = ()
        self._last: _Mark = ()
        self._looked = 0.0

    def store(self) -> Warehouse:
        """The warehouse of this moment. Raises DataUnavailable while there never was one."""
        store = self._store
        if store is None:
            with self._lock:
                if self._store is None:
                    self._mark = self._on_disk()
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
        mark, before = self._on_disk(), self._last
        self._last = mark
        if mark == self._mark:
            self.trouble = ""
        elif mark == before and not self.trouble:  # seen twice: nobody is at work on it
            try:
                store = Warehouse(*self._folders)
            except DataUnavailable as error:
                self.trouble = str(error)
                return
            if self._on_disk() == mark:
                self._store, self._mark = store, mark
        elif mark != before:
            self.trouble = ""

    def _on_disk(self) -> _Mark:
        files = [file for folder in self._folders for file in sorted(folder.glob("*.parquet"))]
        marks = []
        for file in files:
            try:
                seen = file.stat()
            except OSError:  # gone while we looked
                continue
            marks.append((str(file), seen.st_ino, seen.st_size, seen.st_mtime_ns))
        return tuple(marks)


_current = Current()


def warehouse() -> Warehouse:
    """The warehouse of this process, as the data are now. Raises DataUnavailable without data."""
    return _current.store()


def trouble() -> str:
    """Why the data on disk are not those that are shown; empty when they are."""
    return _current.trouble
