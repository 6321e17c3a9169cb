"""A folder replaced as a whole: what reads it finds the old files or the new ones, never a mix."""

import os
import shutil
from pathlib import Path


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder ``new`` in the place of ``target``.

    A folder cannot be replaced in one step. Should the process end between the two renames, the
    old folder is found under its other name by ``recover``, which readers and writers call first.
    """
    recover(target)
    previous = _previous(target)
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        os.replace(target, previous)
    try:
        os.replace(new, target)
    except BaseException:
        recover(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def recover(target: Path) -> None:
    """Bring the old folder back when a replacement was cut off between its two renames."""
    previous = _previous(target)
    if not target.exists() and previous.exists():
        os.replace(previous, target)


def _previous(target: Path) -> Path:
    return target.parent / f".{target.name}-previous"
