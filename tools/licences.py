"""The licences of what the dashboard runs on, from what is installed."""

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from partv.paths import FONTS, ROOT

ACCEPTED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD",
        "CC0-1.0",
        "LGPL-2.1-only",
        "MIT",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Zlib",
    }
)
"""Licences under which the dashboard may be given on and run by anyone. LGPL and MPL are for
packages that are used as they come; a change to one would have to be published."""

_NAMES = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
# Packages whose metadata name none; read in the licence file that they come with.
_READ = {"resvg-py": "MIT"}


def licence(package: Distribution) -> str:
    """The licence that a package names, as an SPDX expression where it can be told."""
    told: Any = package.metadata
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier", [])
        if line.startswith("License :: ") and "::" in line
    ]
    named = [told.get("License-Expression"), told.get("License"), *classified]
    for name in filter(None, named):
        if len(name) < 80 and not name.startswith("Copyright"):
            return _NAMES.get(name.strip().lower(), name.strip())
    return _READ.get(_canonical(told["Name"]), "not named")


def accepted(expression: str) -> bool:
    """Whether all licences of an expression are, or one of those to choose from is."""
    return any(
        all(part.strip("() ") in ACCEPTED for part in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


def packages(requirements: Path = ROOT / "requirements.txt") -> dict[str, Distribution]:
    """What ``requirements`` name and all that those need here, by name. In order of names."""
    lines = requirements.read_text("utf-8").splitlines()
    wanted = [Requirement(bare) for line in lines if (bare := line.partition("#")[0].strip())]
    found: dict[str, Distribution] = {}
    while wanted:
        name = _canonical(wanted.pop().name)
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # of another system
            continue
        needs = map(Requirement, found[name].requires or [])
        wanted += [need for need in needs if not need.marker or need.marker.evaluate({"extra": ""})]
    return dict(sorted(found.items()))


def fonts() -> list[str]:
    """The names of the families whose licence lies beside them."""
    return [
        file.stem.removeprefix("OFL-").replace("-", " ").title()
        for file in sorted(FONTS.glob("OFL-*.txt"))
    ]


def licences_page() -> str:
    """The page ``docs/licences.md``."""
    rows = [(name, licence(package)) for name, package in packages().items()]
    return "\n".join(
        [
            "# Licences",
            "",
            "Written by `python -m tools licences` from the metadata of the installed packages. A "
            "test holds it",
            "against them and refuses a licence that `tools/licences.py` does not accept.",
            "",
            "What `requirements.txt` names, and all that those packages need:",
            "",
            *_table("package", rows),
            "",
            "`BSD`: the metadata do not say which of the BSD licences. Streamlit brings its front "
            "end, built of",
            "packages under permissive licences; Plotly brings plotly.js (MIT).",
            "",
            "Fonts in `partv/fonts/`:",
            "",
            *_table("family", [(name, "OFL-1.1") for name in fonts()]),
            "",
        ]
    )


def _table(what: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f"| {what} | licence |",
        "|---|---|",
        *(f"| {name} | {terms} |" for name, terms in rows),
    ]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
