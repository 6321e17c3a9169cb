"""Colours and type of the charts, for light and dark paper.

Okabe-Ito hues, which stay apart for the common colour deficiencies and in greyscale. Text is
7:1 or better against what it stands on. Colour carries meaning only; shape repeats it. Both are
computed in ``tests/test_colours.py``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One set of colours; ``name`` is ``light`` or ``dark``."""

    name: str
    background: str
    text: str
    muted: str
    grid: str
    track: str
    accent: str
    light: str
    """Cells beside those that count; 3:1 or more against these."""
    edge: str
    """Outlines of cells."""
    second: str
    """A second hue, always with a second shape."""
    scale: tuple[tuple[str, str], ...]
    """Fill and ink of five equal classes of a share, from low to high."""


LIGHT = Palette(
    name="light",
    background="#ffffff",
    text="#1a1d21",
    muted="#4a515b",
    grid="#e3e6ea",
    track="#b9c0c9",
    accent="#0072b2",
    light="#d3dbe4",
    edge="#8a929d",
    second="#7a5000",
    scale=(
        ("#eef4f9", "#1a1d21"),
        ("#cfe2f0", "#1a1d21"),
        ("#9cc4e0", "#1a1d21"),
        ("#215a8c", "#ffffff"),
        ("#0b3f6b", "#ffffff"),
    ),
)
DARK = Palette(
    name="dark",
    background="#14171b",
    text="#f3f5f7",
    muted="#c2c8d0",
    grid="#2b3038",
    track="#6a727d",
    accent="#56b4e9",
    light="#3a434e",
    edge="#9aa4b0",
    second="#f0b860",
    scale=(
        ("#1b2a38", "#f3f5f7"),
        ("#1d415f", "#f3f5f7"),
        ("#205a85", "#ffffff"),
        ("#7cc0ec", "#14171b"),
        ("#c9e6f9", "#14171b"),
    ),
)
PALETTES = {"light": LIGHT, "dark": DARK}

FONT = (
    '"Source Sans", "Noto Sans", "Noto Sans Arabic", "Noto Sans SC", "Microsoft YaHei",'
    ' "PingFang SC", sans-serif'
)
