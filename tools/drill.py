"""``python -m tools.drill 1.66.1``: the core tests on another version of Streamlit.

It is installed beside, in a virtual environment of its own, with the rest as pinned. Printed is
which patches step aside there, and which functions are not those that were reviewed.
"""

import re
import subprocess
import sys
import venv
from pathlib import Path

from partv.paths import ROOT

FOLDER = ROOT / ".cache" / "drill"
TESTS = (
    "tests/test_finished_charts.py",
    "tests/test_let_go.py",
    "tests/test_door.py",
    "tests/test_running.py",
    "tests/browser/test_without_patches.py",
    "tests/browser/test_party_level.py",
)
"""Charts, pages by AppTest, security, the life of a server; pages, filter, files, slides and an
upload in a browser, on a server with all patches that fit and on one without."""


def main(version: str) -> int:
    """Install, report and test; return the exit status of the tests."""
    python = installed(version)
    subprocess.run([python, "-m", "tools", "patches"], cwd=ROOT, check=True)
    return subprocess.run([python, "-m", "pytest", *TESTS], cwd=ROOT, check=False).returncode


def installed(version: str) -> Path:
    """Return the Python of an environment with this version of Streamlit, made when there is none.

    Where what it asks for contradicts our pins, the pins hold, and pip says so.
    """
    folder = FOLDER / version
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = folder / "ready"
    if ready.exists():
        return python
    venv.create(folder, with_pip=True, clear=True)
    wanted = folder / "requirements.txt"
    wanted.write_text(requirements(), "utf-8")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, f"streamlit=={version}"], check=True)
    subprocess.run([*pip, "-r", wanted], check=True)
    ready.touch()
    return python


def requirements() -> str:
    """Return all our requirements, those of tests too, but for Streamlit."""
    text = "".join((ROOT / name).read_text("utf-8") for name in FILES)
    return re.sub(r"(?m)^(-r |streamlit==).*\n", "", text)


FILES = ("requirements.txt", "requirements-dev.txt")

if __name__ == "__main__":
    if len(sys.argv) != 2 or not re.fullmatch(r"\d+(\.\d+)+", sys.argv[1]):
        sys.exit("Name a version of Streamlit: make drill STREAMLIT=1.66.1")
    sys.exit(main(sys.argv[1]))
