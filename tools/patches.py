"""Which patches are on with the libraries that are installed, and what in those is not as reviewed.

``partv/streamlit_patches/reviewed.json`` has the SHA-256 of the source of every target, as it was
when somebody read it and found the patch right.
"""

import json
from importlib.metadata import version

from partv import streamlit_patches
from partv.paths import ROOT
from partv.streamlit_patches.registry import PATCHES
from partv.streamlit_patches.targets import Different

REVIEWED = ROOT / "partv/streamlit_patches/reviewed.json"
LIBRARIES = ("streamlit", "plotly", "starlette", "uvicorn")


def found() -> dict[str, dict[str, str]]:
    """Return the digests of all targets as they are now, by patch and name; "" of what is gone."""
    return {patch.name: _digests(patch) for patch in PATCHES}


def unlike() -> dict[str, list[str]]:
    """Return the names of the targets that are not as they were reviewed, by patch."""
    reviewed = json.loads(REVIEWED.read_text("utf-8"))["targets"]
    return {
        name: sorted(t for t, digest in now.items() if digest != reviewed.get(name, {}).get(t))
        for name, now in found().items()
    }


def accept() -> str:
    """Write the targets as they are now down as reviewed; return the name of the file."""
    versions = {name: version(name) for name in LIBRARIES}
    text = json.dumps({"versions": versions, "targets": found()}, indent=1)
    REVIEWED.write_text(text + "\n", encoding="utf-8", newline="\n")
    return str(REVIEWED.relative_to(ROOT))


def report() -> str:
    """Return a line for each patch: on or aside and why, and which targets are not as reviewed."""
    changed = unlike()
    streamlit_patches.apply()
    lines = [", ".join(f"{name} {version(name)}" for name in LIBRARIES)]
    for patch in PATCHES:
        on = patch.name in streamlit_patches.applied
        state = "on" if on else f"aside: {streamlit_patches.aside[patch.name]}"
        lines.append(f"{patch.name}: {state}")
        lines += [f"    not as reviewed: {target}" for target in changed[patch.name]]
    return "\n".join(lines)


def _digests(patch: streamlit_patches.Patch) -> dict[str, str]:
    try:
        targets = patch.targets
    except Different:
        return {}
    digests = {}
    for target in targets:
        try:
            digests[target.name] = target.digest()
        except Different:
            digests[target.name] = ""
    return digests
