"""Patches of Streamlit, Plotly and uvicorn: the only place where their private parts are touched.

``apply`` puts them on, once. Each first looks whether what it touches is what it expects; if not,
it steps aside with one line in the log: pages are slower, or less is kept from visitors, but right.
The table of all is in ``registry.py``.
"""

import logging
import os
from collections.abc import Iterable, Mapping

from partv.middleware.settings import patches_left_out
from partv.streamlit_patches import server_options
from partv.streamlit_patches.registry import PATCHES, Patch
from partv.streamlit_patches.targets import Different

_log = logging.getLogger(__name__)

applied: set[str] = set()
"""The names of those that are on."""
aside: dict[str, str] = {}
"""Those that are not, and why."""


def apply(environment: Mapping[str, str] = os.environ) -> None:
    """Put on all patches but those that ``PARTV_PATCHES`` leaves out. Once: then it does nothing.

    Raises SettingFault where that variable is not understood.
    """
    if applied or aside:
        return
    left = patches_left_out(environment, [patch.name for patch in PATCHES])
    aside.update(dict.fromkeys(left, "left out by PARTV_PATCHES"))
    if left:
        _log.warning("Left out by PARTV_PATCHES: %s. See docs/upgrading.md.", ", ".join(left))
    put_on(patch for patch in PATCHES if patch.name not in left)


def put_on(patches: Iterable[Patch]) -> None:
    """Put on each of these whose targets are what it expects; say of the others that, and why."""
    for patch in patches:
        try:
            patch.apply()
        except Different as found:
            step_aside(patch.name, str(found))
        else:
            applied.add(patch.name)


def step_aside(name: str, why: str) -> None:
    """Note that a patch is not on, with its one line in the log."""
    applied.discard(name)
    aside[name] = why
    _log.warning("The patch %s steps aside: %s. See docs/upgrading.md.", name, why)


def served() -> None:
    """To be called when a server has started: say so if it could not be told its options."""
    if "server_options" in applied and not server_options.told:
        step_aside("server_options", "the server was made before this program was imported")
