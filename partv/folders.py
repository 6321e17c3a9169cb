"""A folder replaced as a whole: what reads it finds the old files or the new ones, never a mix."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

PATIENCE = 30
"""Seconds to wait while another process replaces the folder."""


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder ``new`` in the place of ``target``.

    A folder cannot be replaced in one step. Should the process end between the two renames, the
    old folder is found under its other name by ``recover``, which readers and writers call first.
    A lock keeps a reader from taking a replacement that is going on for one that was cut off.
    """
    with _lock(target):
        _bring_back(target)
        previous = _previous(target)
        shutil.rmtree(previous, ignore_errors=True)
        if target.exists():
            os.replace(target, previous)
        try:
            os.replace(new, target)
        except BaseException:
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


def _bring_back(target: Path) -> None:
    previous = _previous(target)
    if not target.exists() and previous.exists():
        os.replace(previous, target)


def _lock(target: Path) -> FileLock:
    return FileLock(target.parent / f".{target.name}.lock", timeout=PATIENCE)


def _previous(target: Path) -> Path:
    return target.parent / f".{target.name}-previous"
