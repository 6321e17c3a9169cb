"""``build`` and ``import`` killed, or refused by the system, at each call that changes the disk.

strace counts the calls of a whole run, then the run is repeated once for every one of them, with
SIGKILL in the place of the call; then again with the call failing as on a full or a broken disk.
After each the dashboard reads the old data or the new, whole, and a second attempt succeeds.
"""

import random
import re
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from torture.ground import Ground, run
from torture.tally import Tally

CALLS = (
    *("write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"),
    *("chmod", "fchmod", "fchmodat", "link", "linkat", "symlink", "symlinkat"),
)
FAILURES = {
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "mkdir": ("ENOSPC", "EROFS"),
    "rename": ("ENOSPC", "EACCES"),
}
"""Calls, and how they fail on a full, a broken or a read-only disk."""

RANDOM_KILLS = 20
_HANDS = 2
_lock = threading.Lock()


def torture() -> Tally:
    """Kill and fail ``build`` and ``import`` everywhere; returns what came of it."""
    tally = Tally("killed or failing at every write")
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        for name in ("build", "import"):
            hands = [_Hand(Path(folder) / f"{name}-{n}", name, tally) for n in range(_HANDS)]
            calls = _each(hands[0].calls())
            jobs = [("kill", f"{call}:signal=SIGKILL:when={n}") for call, n in calls]
            jobs += [
                ("fail", f"{call}:error={error}:when={n}")
                for call, n in calls
                for error in FAILURES.get(call, ())
            ]
            jobs += [("random", "")] * RANDOM_KILLS
            with ThreadPoolExecutor(_HANDS) as pool:
                list(pool.map(partial(_with_a_free, hands), jobs))
    return tally


def _each(calls: Counter) -> list[tuple[str, int]]:
    return [(call, n) for call, times in sorted(calls.items()) for n in range(1, times + 1)]


def _with_a_free(free: list["_Hand"], job: tuple[str, str]) -> None:
    with _lock:
        hand = free.pop()
    hand.do(*job)
    with _lock:
        free.append(hand)


class _Hand:
    """One ground to do harm to; two work side by side."""

    def __init__(self, folder: Path, name: str, tally: Tally) -> None:
        self.ground, self.name, self.tally = Ground(folder), name, tally
        self.random = random.Random(str(folder))
        self.old = self.ground.version()
        self.ground.change_source("another note")
        self.kept = self.ground.keep("kept")
        start = time.monotonic()
        run(self.ground.child(name))
        self.seconds = time.monotonic() - start
        self.new = self.ground.version()
        assert len({self.old, self.new}) == 2, self.new
        self.ground.restore(self.kept)

    def calls(self) -> Counter:
        """How often each call is made in a whole run, up to the last that is not for the screen."""
        trace = self.ground.folder / "trace"
        traced = f"trace={','.join(CALLS)}"
        run(["strace", "-f", "-e", traced, "-o", trace, *self.ground.child(self.name)])
        self.ground.restore(self.kept)
        made: Counter = Counter()
        every: Counter = Counter()
        for line in trace.read_text("utf-8", errors="replace").splitlines():
            found = re.match(r"\d+ +(\w+)\(([12],)?", line)
            if found:
                made[found[1]] += 1
                if not found[2]:
                    every[found[1]] = made[found[1]]
        return every

    def do(self, kind: str, harm: str) -> None:
        """One run with harm done to it, and what is left after it."""
        ground, tally = self.ground, self.tally
        command = ground.child(self.name)
        if kind == "random":
            done = self._killed_some_time(command)
        else:
            traced = f"trace={harm.split(':')[0]}"
            done = run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", traced, "-e",
                        f"inject={harm}", *command])  # fmt: skip
        tally.tried(f"{self.name}: {_KINDS[kind]}")
        what = f"{self.name}, {harm or kind}"
        if kind == "fail":
            tally.expect("Traceback" not in done.stderr, f"{what}: {done.stderr[-600:]}")
            good = self.new if done.returncode == 0 else self.old
            after_rename = done.returncode and ground.version() == self.new
            tally.expect(
                ground.version() == good or after_rename, f"{what}: found {ground.version()}"
            )
            told = done.returncode == 0 or "cannot be written" in done.stderr
            tally.expect(told, f"{what}: said {done.stderr!r}")
        else:
            killed = done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
            tally.expect(killed or kind == "random", f"{what}: not killed, {done.returncode}")
            found = ground.version()
            tally.expect(found in (self.old, self.new), f"{what}: found {found}")
        said = ground.do(self.name)
        tally.expect(not said, f"{what}: the second attempt said {said}")
        tally.expect(ground.version() == self.new, f"{what}: the second attempt left another")
        tally.expect(not ground.litter(), f"{what}: left {ground.litter()}")
        ground.restore(self.kept)

    def _killed_some_time(self, command: list[str]) -> subprocess.CompletedProcess:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
            # Late: it has to load the libraries before it writes.
            try:
                one.wait(self.seconds * self.random.uniform(0.5, 1.05))
            except subprocess.TimeoutExpired:
                one.kill()
        return subprocess.CompletedProcess(command, one.returncode, "", "")


_KINDS = {
    "kill": "SIGKILL in the place of a call that changes the disk",
    "fail": "such a call that fails (disk full, broken, read-only)",
    "random": "SIGKILL at some time",
}
