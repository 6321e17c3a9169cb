"""Channels: which slide a presenter has on, kept where all server processes of a machine see it.

A channel has a code, which every follower knows, and a secret, which only the presenter's session
has: who knows the code can look, and turn nothing. Its state is one small file, replaced whole at
every turn; the time of its last change says when the presenter was last heard of. A slide stands in
it as its address and nothing else, so that a channel can show only what any link could.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "PARTV_STATE"
MOST = 100
"""Channels at a time."""
QUIET_SECONDS = 45
"""After this long without a sign of the presenter, followers are told."""
HEARTBEAT_SECONDS = 15
"""How often a presenter's page gives a sign."""
EXPIRY_SECONDS = 6 * 3600
"""How long a channel is kept after the last sign: longer than a lunch."""
LONGEST = 20_000
"""Characters of an address that a channel takes."""

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is read as another
_CODE = re.compile(f"[{_LETTERS}]{{10}}")


class NoRoom(Exception):
    """There are as many channels as there may be, and all are in use."""


class NotYours(Exception):
    """The secret is not that of the channel, or the channel is gone."""


@dataclass(frozen=True)
class Presenter:
    """What the presenter's session has of a channel."""

    code: str
    secret: str


@dataclass(frozen=True)
class State:
    """What a channel tells its followers."""

    page: str
    query: str
    """Page and query string of present mode, without a language: the deck, and which slide."""
    status: str
    """``on``, ``away`` (nothing was heard of the presenter for a while) or ``ended``."""


def folder() -> Path:
    """Where channels are kept: ``PARTV_STATE``, else a folder of this user's for passing files."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen) / "channels"
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"partv-{user}" / "channels"


def is_code(text: str) -> bool:
    """Whether a text can be a code. Only then is it part of a file's name."""
    return bool(_CODE.fullmatch(text))


class Channels:
    """The channels in a folder; safe to use from many threads and processes."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place or folder()
        self._read: dict[str, tuple[tuple[int, int], dict]] = {}

    def open(self, page: str, query: str) -> Presenter:
        """A new channel that shows this slide. Raises NoRoom, or OSError where nothing is kept."""
        self._make_place()
        self._make_room()
        presenter = Presenter(
            "".join(secrets.choice(_LETTERS) for _ in range(10)), secrets.token_urlsafe(24)
        )
        self._write(presenter, page, query)
        return presenter

    def turn(self, presenter: Presenter, page: str, query: str) -> None:
        """Show another slide. Raises NotYours, or ValueError for an address beyond all measure."""
        if self._kept(presenter) != {"page": page, "query": query}:
            self._write(presenter, page, query)

    def beat(self, presenter: Presenter) -> None:
        """Say that the presenter is there. Raises NotYours."""
        self._kept(presenter)
        with suppress(FileNotFoundError):
            os.utime(self._file(presenter.code))

    def end(self, presenter: Presenter) -> None:
        """Tell the followers that it is over; the last slide stays. Raises NotYours."""
        kept = self._kept(presenter)
        self._write(presenter, kept["page"], kept["query"], ended=True)

    def state(self, code: str) -> State | None:
        """What a channel shows; None where there is none (any more)."""
        found = self._found(code)
        if not found:
            return None
        kept, age = found
        status = "away" if age > QUIET_SECONDS else "on"
        return State(kept["page"], kept["query"], "ended" if kept["ended"] else status)

    def ticket(self, presenter: Presenter) -> str:
        """A word that gives the presenter's browser the secret, once (``redeem``).

        It stands in the page, where the secret should not.
        """
        self._kept(presenter)
        ticket = secrets.token_urlsafe(24)
        kept = {"ticket": _digest(ticket), "secret": presenter.secret}
        self._put(self._file(presenter.code, "ticket"), kept)
        return ticket

    def redeem(self, code: str, ticket: str) -> Presenter | None:
        """What the ticket stands for; None when it is another one, or was used."""
        if not is_code(code):
            return None
        file = self._file(code, "ticket")
        with suppress(OSError, ValueError):
            kept = json.loads(file.read_text("utf-8"))
            if hmac.compare_digest(kept["ticket"], _digest(ticket)):
                file.unlink()
                return Presenter(code, kept["secret"])
        return None

    def shown(self, presenter: Presenter) -> State | None:
        """What the presenter's channel shows; None when it is ended, gone or another's."""
        try:
            self._kept(presenter)
        except NotYours:
            return None
        return self.state(presenter.code)

    def _kept(self, presenter: Presenter) -> dict:
        """Page and query of a channel that is the presenter's and has not ended."""
        found = self._found(presenter.code)
        if not found or found[0]["ended"]:
            raise NotYours
        kept, _ = found
        if not hmac.compare_digest(kept["secret"], _digest(presenter.secret)):
            raise NotYours
        return {"page": kept["page"], "query": kept["query"]}

    def _found(self, code: str) -> tuple[dict, float] | None:
        """What is written of a channel, and how many seconds ago its presenter was heard of."""
        if not is_code(code):
            return None
        file = self._file(code)
        try:
            seen = file.stat()
            mark = (seen.st_ino, seen.st_mtime_ns)
            known = self._read.get(code)
            if not known or known[0] != mark:
                known = self._read[code] = mark, json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            self._read.pop(code, None)
            return None
        age = time.time() - seen.st_mtime
        return (known[1], age) if age < EXPIRY_SECONDS else None

    def _write(self, presenter: Presenter, page: str, query: str, ended: bool = False) -> None:
        if len(query) > LONGEST:
            raise ValueError(f"An address of {len(query)} characters is not shown to followers.")
        secret = _digest(presenter.secret)
        kept = {"page": page, "query": query, "ended": ended, "secret": secret}
        self._put(self._file(presenter.code), kept)

    def _put(self, file: Path, kept: dict) -> None:
        """A file as a whole: who reads meanwhile finds the old one or the new one."""
        with tempfile.NamedTemporaryFile(
            "w", dir=self._place, prefix=".new-", delete=False, encoding="utf-8"
        ) as new:
            json.dump(kept, new)
        os.replace(new.name, file)

    def _file(self, code: str, ending: str = "json") -> Path:
        return self._place / f"{code}.{ending}"

    def _make_place(self) -> None:
        """The folder, this user's alone: in a folder for all, others could have made it first."""
        self._place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._place.mkdir(mode=0o700, exist_ok=True)
        ours = [self._place] if os.environ.get(VARIABLE) else [self._place, self._place.parent]
        if hasattr(os, "getuid") and any(made.lstat().st_uid != os.getuid() for made in ours):
            raise PermissionError(f"The folder {self._place} is another user's.")

    def _make_room(self) -> None:
        """Remove what has expired; where that is not enough, what has ended, then the quietest."""
        found = []
        for file in self._place.iterdir():
            with suppress(OSError):
                age = time.time() - file.stat().st_mtime
                if age > EXPIRY_SECONDS:
                    file.unlink()
                elif file.suffix == ".json":
                    state = self.state(file.stem)
                    found.append((state is None or state.status == "ended", age, file))
        spare = len(found) - MOST + 1
        for ended, age, file in sorted(found, reverse=True)[: max(spare, 0)]:
            if not ended and age <= QUIET_SECONDS:
                raise NoRoom
            file.unlink(missing_ok=True)
            file.with_suffix(".ticket").unlink(missing_ok=True)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


_channels: dict[Path, Channels] = {}


def channels() -> Channels:
    """The channels of this machine."""
    return _channels.setdefault(folder(), Channels())
