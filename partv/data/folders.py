"""A folder replaced as a whole: what reads it finds the old files or the new ones, never a mix.

A folder that is replaced bears a list of its files with their SHA-256 (``CONTENTS``). What reads
it reads nothing from a folder that is not, byte for byte, what was written: cut short, copied
half-way, or with a file of another build among its own.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

PATIENCE = 30
"""Seconds to wait while another process replaces the folder."""

CONTENTS = "contents.json"
"""The list of a folder's files, and the version of their form."""

FORM = 1
"""The form of the files; another number, and they are not read."""

_ATTEMPTS = 5

Mark = tuple[tuple[str, int, int, int, int], ...]
"""What is seen of files without reading them; another mark, and somebody was at work on them."""

Found = TypeVar("Found")


class Damaged(Exception):
    """The folder does not hold what was written into it; the message says what is wrong."""


@contextmanager
def replacing(target: Path) -> Generator[Path]:
    """An empty folder to fill, which takes the place of ``target`` when the block ends well.

    A folder cannot be replaced in one step. Should the process end between the two renames, the
    old folder is found under its other name by ``recover``, which readers and writers call first.
    A lock keeps a reader from taking a replacement that is going on for one that was cut off, and
    two writers apart. Raises filelock.Timeout when another one is not done in time.
    """
    with _lock(target):
        _bring_back(target)
        previous = _previous(target)
        for litter in target.parent.glob(f".{target.name}-*"):
            # Of writers that were killed; what is in place is good.
            shutil.rmtree(litter, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            yield new
            _seal(new)
            new.chmod(0o755)
            if target.exists():
                os.replace(target, previous)
            os.replace(new, target)
            sync(target.parent)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            _bring_back(target)
            raise
        shutil.rmtree(previous, ignore_errors=True)


def recover(target: Path) -> None:
    """Bring the old folder back when a replacement was cut off between its two renames."""
    if target.exists() or not _previous(target).exists():
        return
    # Where nothing may be written, nobody replaces anything either.
    with suppress(OSError, Timeout), _lock(target):
        _bring_back(target)


def write(file: Path, content: bytes) -> None:
    """Write a file in one go, and through to the disk."""
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder that ``replacing`` wrote, by name, the list itself left out.

    Raises Damaged when they are not those that were written, OSError when they cannot be read.
    """
    try:
        listed = json.loads((folder / CONTENTS).read_bytes())
        form, digests = listed["form"], dict(listed["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{CONTENTS} cannot be read") from error
    if form != FORM:
        raise Damaged(f"its form is {form}, not {FORM}")
    found = {name: (folder / name).read_bytes() for name in sorted(digests)}
    for name, content in found.items():
        if hashlib.sha256(content).hexdigest() != digests[name]:
            raise Damaged(f"{name} is not the file that was written")
    return found


def mark(*folders: Path) -> Mark:
    """What is seen of the files in folders; a folder that is not there has none.

    Raises OSError when a folder cannot be looked into.
    """
    marks = []
    for folder in folders:
        with suppress(FileNotFoundError):
            for file in sorted(folder.iterdir()):
                if file.name.startswith("."):
                    continue
                with suppress(FileNotFoundError):  # gone while we looked
                    seen = file.stat()
                    times = seen.st_mtime_ns, seen.st_ctime_ns
                    marks.append((str(file), seen.st_ino, seen.st_size, *times))
    return tuple(marks)


def undisturbed(read: Callable[[], Found], *folders: Path) -> Found:
    """What ``read`` gives of folders that nobody changed while it read.

    Reads again when somebody did; whatever it raises then does not count. Raises TimeoutError when
    they were changed each time.
    """
    for _ in range(_ATTEMPTS):
        recover(folders[0])
        before = mark(*folders)
        try:
            found = read()
        except Exception:
            if mark(*folders) == before:
                raise
            continue
        if mark(*folders) == before:
            return found
    raise TimeoutError(f"{folders[0].name}/ was changed each time it was read")


def _seal(folder: Path) -> None:
    digests = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
    }
    listed = json.dumps({"form": FORM, "files": digests}, indent=2) + "\n"
    write(folder / CONTENTS, listed.encode())
    sync(folder)


def sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system has a way to."""
    with suppress(PermissionError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _bring_back(target: Path) -> None:
    previous = _previous(target)
    if not target.exists() and previous.exists():
        os.replace(previous, target)


def _lock(target: Path) -> FileLock:
    return FileLock(target.parent / f".{target.name}.lock", timeout=PATIENCE)


def _previous(target: Path) -> Path:
    return target.parent / f".{target.name}-previous"
