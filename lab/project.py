"""Copies of the project, to be spoiled or to have other data."""

import shutil
from pathlib import Path

from partv.paths import ROOT

_LEFT = shutil.ignore_patterns(
    *(".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "test-artefacts"),
    *("tests", "bench", "torture", "lab", "tools", "docs", "imported"),
)


def copy_of_project(folder: Path, *, data: bool = True) -> Path:
    """Copy what a server needs into a new folder and return it; ``data`` without what was imported.

    Without ``data`` whoever asks for the copy puts them there.
    """
    shutil.copytree(ROOT, folder, ignore=_LEFT)
    if not data:
        shutil.rmtree(folder / "data")
    return folder
