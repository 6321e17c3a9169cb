"""The locks: every package that is installed, in one version, with the hashes of its files.

``requirements.txt`` and ``requirements-dev.txt`` name what is used and why; ``requirements.lock``
and ``requirements-dev.lock`` what is installed for it, on every system and every Python from 3.11.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from partv.paths import ROOT

LOCKS = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}
"""What is named, and what is locked for it. The second holds all of the first."""

# Where packages are fetched from is a matter of the machine: no host stands in the files.
_OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
)


def pinned(file: Path) -> dict[str, set[str]]:
    """Return the pins of a requirements file or a lock: the versions of each package, by name. One
    that is another on another system has several."""
    found: dict[str, set[str]] = {}
    for requirement in _requirements(file):
        versions = {one.version for one in requirement.specifier}
        found.setdefault(canonicalize_name(requirement.name), set()).update(versions)
    return found


def _requirements(file: Path) -> Iterator[Requirement]:
    for line in file.read_text("utf-8").splitlines():
        bare = line.partition(" #")[0].rstrip("\\ ").strip()
        if bare and not bare.startswith(("#", "-")):
            yield Requirement(bare)


def lock(raised: bool, folder: Path = ROOT) -> list[str]:
    """Write both locks anew and return what changed, a line a package.

    Versions stay as they are where they still fit; ``raised``: every package, the named ones too,
    becomes the newest that fits the others. Raises CalledProcessError when none do.
    """
    before = {name: pinned(folder / name) for name in LOCKS.values() if (folder / name).exists()}
    if raised:
        _raise_named(folder)
    known: list[str] = []
    for name, lock_name in LOCKS.items():
        more = ["--upgrade"] if raised else []
        command = [sys.executable, "-m", "uv", "pip", "compile", *_OPTIONS, *more, *known]
        subprocess.run([*command, name, "-o", lock_name], cwd=folder, check=True)
        known = ["-c", lock_name]
    changes = []
    for name in LOCKS.values():
        old, new = before.get(name, {}), pinned(folder / name)
        for package in sorted(old | new):
            was, now = (", ".join(sorted(one.get(package, ()))) for one in (old, new))
            if was != now:
                changes.append(f"{name}: {package} {was or 'new'} -> {now or 'gone'}")
    return changes


def _raise_named(folder: Path) -> None:
    """Pin what is named to the newest versions that go together; reasons stay beside them."""
    loose = folder / ".cache" / "requirements.in"
    loose.parent.mkdir(exist_ok=True)
    names = [one.name for name in LOCKS for one in _requirements(folder / name)]
    loose.write_text("\n".join(names) + "\n", "utf-8")
    command = [sys.executable, "-m", "uv", "pip", "compile", *_OPTIONS, "--upgrade"]
    newest = loose.with_suffix(".lock")
    subprocess.run([*command, str(loose), "-o", str(newest)], cwd=folder, check=True)
    found = pinned(newest)
    for name in LOCKS:
        file = folder / name
        lines = [_pin(line, found) for line in file.read_text("utf-8").splitlines()]
        file.write_text("\n".join(lines) + "\n", "utf-8")


def _pin(line: str, found: dict[str, set[str]]) -> str:
    """A line with its pin raised, its reason where it was."""
    match = re.match(r"([\w.-]+)==(\S+)( *)(#.*)?$", line)
    if not match or len(versions := found.get(canonicalize_name(match[1]), set())) != 1:
        return line
    pin = f"{match[1]}=={next(iter(versions))}"
    width = len(match[1]) + 2 + len(match[2]) + len(match[3])
    return f"{pin:<{width - 1}} {match[4]}" if match[4] else pin
