"""Data at rest that are full, forbidden, damaged, of another day or written by two at once.

Whatever is done to the files, a reader gets the old data or the new, whole, or a sentence; and a
second attempt succeeds.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from partv.data.current import Current
from partv.data.folders import CONTENTS
from torture.ground import DATA, Ground, answers, run
from torture.tally import Tally

NOBODY = 65534
DAMAGES = 2000
ROUNDS = 6
_SIZES = (200, 230, 260, 290, 320, 360)
"""Kilobytes of a disk; between the smallest and the largest a build runs out of room or not."""


def torture() -> Tally:
    """Do all of it; returns what came of it."""
    tally = Tally("full, forbidden, damaged, at once")
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        full(Path(folder) / "full", tally)
        forbidden(Ground(Path(folder) / "forbidden"), tally)
        damaged(Ground(Path(folder) / "damaged"), tally)
        at_once(Ground(Path(folder) / "once"), tally)
        set_back(Ground(Path(folder) / "clock"), tally)
    return tally


def full(folder: Path, tally: Tally) -> None:
    """Build and import on a disk with too little room, then with enough."""
    if os.geteuid():
        print("Not root: no disk can be filled; kills.py lets every write fail instead.")
        return
    for size in _SIZES:
        with _disk(folder, 2000) as disk:
            ground = Ground(disk / "ground")
            old = ground.version()
            ground.change_source("another note")
            used = shutil.disk_usage(disk).used // 1024
            _resize(disk, used + size - _SIZES[0])
            for name in ("build", "import"):
                before = ground.version()
                done = run(ground.child(name))
                tally.tried(f"{name} on a full disk" if done.returncode else f"{name} with room")
                what = f"{name}, {size} kB"
                tally.expect("Traceback" not in done.stderr, f"{what}: {done.stderr[-500:]}")
                if done.returncode:
                    tally.expect(ground.version() == before, f"{what}: {ground.version()}")
                    tally.expect("cannot be written" in done.stderr, f"{what}: {done.stderr}")
            _resize(disk, 4000)
            for name in ("build", "import"):
                said = ground.do(name)
                tally.expect(not said, f"{name}, {size} kB, room again: {said}")
            tally.expect(ground.version() not in (old, before), f"{size} kB: nothing new")
            tally.expect(not ground.litter(), f"{size} kB: left {ground.litter()}")


@contextmanager
def _disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", folder]).check_returncode()
    try:
        yield folder
    finally:
        run(["umount", folder])


def _resize(disk: Path, kilobytes: int) -> None:
    run(["mount", "-o", f"remount,size={kilobytes}k", disk]).check_returncode()


_AS_NOBODY = f"""
import os, sys
import partv.ingest.answers, partv.ingest.store
from partv.cli import main
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.ingest.build import check
from partv.ingest.register import Register
from partv.i18n.language import language
from partv.paths import DATAPACKAGE
from pathlib import Path
# What they load, they load now: later the program's own files may be out of reach.
Register.load().names().find("Nowhere")
check(DATAPACKAGE, language("en"))
if not os.geteuid():
    os.setgid({NOBODY}), os.setuid({NOBODY})
if sys.argv[1] == "read":
    try:
        print(Warehouse(Path(sys.argv[2]), Path(sys.argv[3])).version)
    except DataUnavailable as error:
        print(error)
    sys.exit()
sys.exit(main(sys.argv[1:]))
"""


def forbidden(ground: Ground, tally: Tally) -> None:
    """Without leave to write, or to read."""
    ground.folder.parent.chmod(0o755)
    old = ground.version()
    child = [sys.executable, "-c", _AS_NOBODY]
    for name in ("build", "import"):
        done = run([*child, *ground.arguments(name)])
        tally.tried("without leave to write")
        tally.expect(done.returncode == 1, f"{name}: status {done.returncode}, {done.stderr}")
        tally.expect("cannot be written" in done.stderr, f"{name}: {done.stderr[-500:]}")
        tally.expect("Traceback" not in done.stderr, f"{name}: {done.stderr[-500:]}")
        tally.expect(ground.version() == old, f"{name} without leave: {ground.version()}")
    reading = [*child, "read", ground.parquet, ground.imported]
    tally.tried("read where nothing may be written")
    tally.expect(run(reading).stdout.strip() == old, "a reader without leave to write")
    for hidden in (ground.parquet, ground.imported, ground.parquet / "published.parquet"):
        mode = hidden.stat().st_mode
        hidden.chmod(0)
        done = run(reading)
        tally.tried("without leave to read")
        tally.expect("cannot be read" in done.stdout, f"{hidden.name}: {done.stdout}{done.stderr}")
        hidden.chmod(mode)
    tally.expect(run(reading).stdout.strip() == old, "a reader with leave again")


def damaged(ground: Ground, tally: Tally) -> None:
    """Files missing, cut short, of another build, with a byte changed, under a running reader."""
    dice = random.Random(8)
    current = Current(ground.parquet, ground.imported, look_seconds=0)
    good = current.store()
    kept = ground.keep("kept")
    ground.change_source("another note")
    ground.do("build")
    other = ground.keep("other")
    ground.restore(kept)
    for _ in range(3):
        current.store()
    names = sorted(file.name for file in ground.parquet.iterdir())
    harms = [(kind, name) for name in names for kind in ("missing", "empty")]
    # These two are not the same in the two builds.
    harms += [("other build", name) for name in (CONTENTS, "articles.parquet")]
    harms += [(kind, dice.choice(names)) for kind in ("cut", "byte") for _ in range(DAMAGES // 2)]
    for number, (kind, name) in enumerate(harms):
        file = ground.parquet / name
        content = file.read_bytes()
        _harm(file, content, kind, other, dice)
        tally.tried(f"built data: {kind}")
        whole = file.exists() and file.read_bytes() == content
        found = ground.version()
        fine = found == good.version if whole else "cannot be read" in found
        tally.expect(fine, f"{kind}, {name}: {found}")
        if number < 100:
            # A reader that runs keeps what it has, and says so.
            current.store(), current.store()
            tally.expect(current.store().version == good.version, f"running, {kind}, {name}")
            tally.expect(bool(current.trouble) or whole, f"running, {kind}, {name}: silent")
        file.write_bytes(content)
    for _ in range(3):
        current.store()
    tally.expect(current.store().version == good.version, "the data are back, the reader is not")
    tally.expect(not current.trouble, f"the data are back: {current.trouble}")
    _damaged_sets(ground, tally, good.version)


def _harm(file: Path, content: bytes, kind: str, other: Path, dice: random.Random) -> None:
    if kind == "missing":
        file.unlink()
    elif kind == "other build":
        file.write_bytes((other / "parquet" / file.name).read_bytes())
    else:
        file.write_bytes(spoiled(content, kind, dice))


def spoiled(content: bytes, kind: str, dice: random.Random) -> bytes:
    """A content emptied, cut short, or with one byte changed."""
    if kind == "empty":
        return b""
    place = dice.randrange(len(content))
    if kind == "cut":
        return content[:place]
    return content[:place] + bytes([content[place] ^ dice.randrange(1, 256)]) + content[place + 1 :]


_READ_ALL = """
import sys
from pathlib import Path
from partv.data.answer_sets import NotAnswers, read
for line in sys.stdin:
    Path(sys.argv[1]).write_bytes(bytes.fromhex(line))
    try:
        print(hash(str(read(Path(sys.argv[1])))), flush=True)
    except NotAnswers:
        print("refused", flush=True)
"""


def _damaged_sets(ground: Ground, tally: Tally, version: str) -> None:
    """Imported answers with a byte changed or cut: refused, or the same rows; no crash."""
    dice = random.Random(9)
    file = ground.imported / f"{DATA}.parquet"
    content = file.read_bytes()
    given = [content, *(spoiled(content, dice.choice(("cut", "byte")), dice) for _ in range(2000))]
    # In a process of its own: a library that trusts a damaged file could take the reader down.
    done = run([sys.executable, "-c", _READ_ALL, file], input="\n".join(c.hex() for c in given))
    said = done.stdout.split()
    tally.tried("imported answers: cut or a byte changed", len(given) - 1)
    tally.expect(done.returncode == 0, f"reading damaged answers: {done.stderr[-300:]}")
    tally.expect(len(said) == len(given), f"{len(said)} of {len(given)} were answered")
    tally.expect(set(said) <= {said[0], "refused"}, "damaged answers were read as others")
    file.write_bytes(content)
    copy = file.with_name("copy.parquet")
    copy.write_bytes(content)
    tally.tried("imported answers: a copy under another name")
    tally.expect("cannot be read" in ground.version(), "a copy of a data set was counted")
    copy.unlink()
    tally.expect(ground.version() == version, "after the copy was removed")


def at_once(ground: Ground, tally: Tally) -> None:
    """Two builds and two imports at the same time, and a reader that never stops."""
    other = ground.folder / "other.csv"
    answers(other, "Not applicable")
    other.write_text(other.read_text("utf-8").replace(",2023,", ",2025,"), "utf-8")
    kept = ground.keep("kept")
    file = ground.imported / f"{DATA}.parquet"
    sets = [("before",), ("after",), ("before", "other"), ("after", "other")]
    builds = ("", "another note")
    known = set()
    for note in builds:
        ground.change_source(note)
        ground.do("build")
        for names in sets:
            file.unlink(missing_ok=True)
            for name in names:
                ground.do("import", other if name == "other" else ground.folder / f"{name}.csv")
            known.add(ground.version())
    ground.restore(kept)
    current = Current(ground.parquet, ground.imported, look_seconds=0)
    command = [sys.executable, "-m", "partv"]
    for number in range(ROUNDS):
        ground.change_source(builds[number % 2])
        file.unlink(missing_ok=True)
        ground.do("import", ground.before)
        ground.do("build")
        started = [
            subprocess.Popen(
                [*command, *ground.arguments(name, given)],
                cwd=Path(__file__).parents[1],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for name, given in (
                *(("build", None), ("build", None)),
                *(("import", ground.after), ("import", other)),
            )
        ]
        ground.change_source(builds[(number + 1) % 2])
        while any(process.poll() is None for process in started):
            found = current.store().version
            tally.tried("asked while two builds and two imports were under way")
            tally.expect(found in known, f"at once: found {found}")
        for process in started:
            said = process.communicate()[1]
            tally.tried("builds and imports at once")
            tally.expect(process.returncode == 0, f"at once: {said}")
        for _ in range(3):
            current.store()
        tally.expect(current.store().version in known, "at once, at the end")
        tally.expect(current.store().version == ground.version(), "at once: not the newest")
        tally.expect(not ground.litter(), f"at once: left {ground.litter()}")


_IN_2001 = """
import sys, time, datetime
past = 978307200.0 - time.time()
now = time.time
time.time = lambda: now() + past
from partv.cli import main
sys.exit(main(sys.argv[1:]))
"""


def set_back(ground: Ground, tally: Tally) -> None:
    """The clock of the writer is behind that of the files; or the new file has the old one's."""
    current = Current(ground.parquet, ground.imported, look_seconds=0)
    first = current.store().version
    future = 4102444800, 4102444800
    for folder in (ground.parquet, ground.imported):
        for file in folder.iterdir():
            os.utime(file, future)
    for _ in range(3):
        current.store()
    tally.expect(current.store().version == first, "other times made other data")
    ground.change_source("another note")
    seen = [first]
    for name in ("build", "import"):
        done = run([sys.executable, "-c", _IN_2001, *ground.arguments(name)])
        tally.tried("the clock set back by years")
        tally.expect(done.returncode == 0, f"{name}, the clock set back: {done.stderr[-300:]}")
        for _ in range(3):
            current.store()
        seen.append(current.store().version)
    tally.expect(len(set(seen)) == 3, f"new data with an older time were not seen: {seen}")
    file = ground.imported / f"{DATA}.parquet"
    times, size = file.stat().st_mtime_ns, file.stat().st_size
    ground.do("import", ground.before)
    os.utime(file, ns=(times, times))
    tally.tried("new data with the time of the old")
    for _ in range(3):
        current.store()
    tally.expect(current.store().version == ground.version(), f"the same time, {size} bytes: old")
