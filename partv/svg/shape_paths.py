"""Plotly's paths: moves and straight lines in the values of the axes, as SVG."""

import re
from collections.abc import Callable

from partv.svg.markup import number
from partv.svg.unsupported import Unsupported

_STEP = re.compile(r"([MLHVZ])([-\d.]*),?([-\d.]*)")


def pixels(path: str, across: Callable[[float], float], down: Callable[[float], float]) -> str:
    """Return a path with its values turned into pixels by ``across`` and ``down``.

    Raises ``Unsupported`` for anything but M, L, H, V and Z with plain numbers.
    """
    made, end = [], 0
    for step in _STEP.finditer(path):
        if step.start() != end:
            break
        end = step.end()
        kind, first, second = step.groups()
        if kind in "ML":
            made.append(f"{kind}{number(across(float(first)))} {number(down(float(second)))}")
        elif kind == "H":
            made.append(f"H{number(across(float(first)))}")
        elif kind == "V":
            made.append(f"V{number(down(float(first)))}")
        else:
            made.append("Z")
    if end != len(path):
        raise Unsupported(f"shape.path: {path[end : end + 20]}")
    return "".join(made)
