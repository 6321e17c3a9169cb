"""Moved to ``lab/servers.py``."""

from contextlib import AbstractContextManager
from pathlib import Path

from lab.servers import Server, dashboard
from lab.servers import running as _running
from partv.paths import ROOT

__all__ = ["ROOT", "running"]


def running(folder: Path, log_folder: Path, **settings: str) -> AbstractContextManager[Server]:
    """Run the dashboard of a folder."""
    return _running(dashboard(folder=folder, **settings))
