"""What to do about a figure that has something no chart of ours had so far."""

import re
from collections.abc import Mapping


class Unsupported(ValueError):
    """The figure has something that the drawing does not know, and would leave out."""


def known(where: str, given: Mapping, drawn: str, ignored: str = "") -> None:
    """Raise ``Unsupported`` if ``given`` has keys that are neither drawn nor known not to show.

    Both are names in a string, with spaces between.
    """
    more = set(given) - set(drawn.split()) - set(ignored.split())
    if more:
        raise Unsupported(f"{where}: {', '.join(sorted(more))}")


def required(where: str, given: object, *accepted: object) -> None:
    """Raise ``Unsupported`` if ``given`` is none of the values that are drawn."""
    if given not in accepted:
        raise Unsupported(f"{where}: {given!r}")


def ink(color: object) -> str:
    """A colour of the palette, ``#1a1d21``; raises ``Unsupported`` for any other notation."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", str(color)):
        raise Unsupported(f"colour {color!r}")
    return str(color)
