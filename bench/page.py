"""``docs/bench.md`` and its pictures, from what the parts found."""

import os
import platform
from datetime import date
from importlib.metadata import version
from math import ceil, floor, log10

from bench.results import Crowd, Part, Row
from partv.charts.layout import layout
from partv.charts.theme import PALETTES
from partv.exports.picture import to_png
from partv.svg.figure_svg import draw
from partv.text.typeset import FAMILIES

PACKAGES = ("streamlit", "plotly", "duckdb", "pandas", "dash", "gunicorn")
PAGE = """\
# Bench

<!-- Written by `make bench`. Do not edit. -->

Each figure stands beside a baseline measured in the same run, on the same machine. What carries
over to another machine is the gain: how many times better than the baseline; below 1 it is worse.
Measured on {machine}.

`make bench` runs all of it; `python -m bench --only viewers --seconds 30` one part, shorter. The
figures as they came are in [bench/results.json](../bench/results.json).

{failed}{table}
{pictures}
## How it was measured

{notes}
"""


def machine() -> str:
    """This machine, and the versions that were measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{date.today().isoformat()} with {os.cpu_count()} cores ({platform.machine()}), load "
        f"{os.getloadavg()[0]:.1f} before the run (0 is idle), Python "
        f"{platform.python_version()}, {packages}"
    )


def files(parts: dict[str, Part], failed: dict[str, str], about: str) -> dict[str, bytes]:
    """The page and its pictures by their names in ``docs/``."""
    files: dict[str, bytes] = {}
    crowds = [crowd for part in parts.values() for crowd in part.crowds]
    rows = [row for part in parts.values() for row in part.rows]
    pictures = []
    if crowds:
        files["bench-viewers.png"] = waits(crowds)
        pictures.append("![How long viewers wait after a change](bench-viewers.png)\n")
    if any(row.gain for row in rows):
        files["bench-gains.png"] = gains(rows)
        pictures.append("![How many times better than the baseline](bench-gains.png)\n")
    notes = [f"- {note}" for part in parts.values() for note in part.notes]
    page = PAGE.format(
        machine=about,
        failed="".join(f"**The part `{name}` failed**: {why}\n\n" for name, why in failed.items()),
        table=table(rows),
        pictures="\n".join(["", *pictures]),
        notes="\n".join(notes),
    )
    return files | {"bench.md": page.encode()}


def table(rows: list[Row]) -> str:
    """The table of the page, Markdown."""
    lines = ["| what | dashboard | baseline | gain | goal |", "|---|---:|---:|---:|---|"]
    for row in rows:
        unit = f" {row.unit}" if row.unit else ""
        baseline = "" if row.baseline is None else f"{row.baseline:,.{row.decimals}f}"
        gain = "" if row.gain is None else f"{row.gain:.2g}"
        goals = []
        if row.goal is not None:
            goals.append(f"{'at least' if row.more else 'at most'} {row.goal:g}{unit}")
        if row.gain_goal is not None:
            goals.append(f"gain {row.gain_goal:g}")
        met = {True: ": met", False: ": **not met**", None: ""}[row.met]
        lines.append(
            f"| {row.what}{',' + unit if unit else ''} | {row.ours:,.{row.decimals}f} | {baseline} "
            f"| {gain} | {' and '.join(goals)}{met} |"
        )
    return "\n".join(lines)


def waits(crowds: list[Crowd]) -> bytes:
    """A PNG: how long each crowd waited after a change; median, 95th percentile, longest."""
    rows = [
        (crowd.who, [("circle", crowd.p50), ("diamond", crowd.p95), ("circle-open", crowd.longest)])
        for crowd in crowds
    ]
    title = "Wait after a change of a filter, ms: ● median, ◆ 95th percentile, ○ longest"
    return _dots(title, rows)


def gains(rows: list[Row]) -> bytes:
    """A PNG: how many times better each figure is than its baseline."""
    shown = [(row.what, [("circle", row.gain)]) for row in rows if row.gain]
    return _dots("How many times better than the baseline (1: as good)", shown)


def _dots(title: str, rows: list[tuple[str, list[tuple[str, float]]]]) -> bytes:
    """Rows of marks on one logarithmic scale, drawn as the charts of the pages are."""
    palette = PALETTES["light"]
    values = [value for _, marks in rows for _, value in marks if value > 0]
    low, high = floor(log10(min(values))), ceil(log10(max(values)) + 1e-9)
    powers = range(low, high + 1)
    figure = layout(palette, 15, 44 + 30 * len(rows) + 40, (430, 44, 90, 40))
    figure["xaxis"] = {
        "range": [low - 0.02, high + 0.02],
        "tickvals": list(powers),
        "ticktext": [f"{10.0**power:,g}" for power in powers],
        "gridcolor": palette.grid,
        "griddash": "dot",
        "fixedrange": True,
    }
    figure["yaxis"] = {
        "range": [len(rows) - 0.5, -0.5],
        "tickvals": list(range(len(rows))),
        "ticktext": [name for name, _ in rows],
        "showgrid": False,
        "fixedrange": True,
    }
    figure["annotations"] = [
        {
            "text": f"<b>{title}</b>",
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "xshift": -422,
            "yanchor": "bottom",
            "yshift": 8,
            "showarrow": False,
        }
    ]
    marks = [
        (place, symbol, value)
        for place, (_, found) in enumerate(rows)
        for symbol, value in found
        if value > 0
    ]
    figure["annotations"] += [
        {
            "text": _short(marks_[-1][1]),
            "x": log10(max(value for _, value in marks_)),
            "y": place,
            "xanchor": "left",
            "xshift": 9,
            "showarrow": False,
        }
        for place, (_, marks_) in enumerate(rows)
        if any(value > 0 for _, value in marks_)
    ]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [log10(value) for _, _, value in marks],
        "y": [place for place, _, _ in marks],
        "marker": {
            "symbol": [symbol for _, symbol, _ in marks],
            "size": 11,
            "color": palette.accent,
            "line": {"color": palette.accent, "width": 2},
        },
    }
    wide = 1100
    drawing = draw({"data": [dots], "layout": figure}, wide)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{drawing.height:.0f}"'
        f' font-family="{FAMILIES}" xml:space="preserve">'
        f'<rect width="100%" height="100%" fill="{palette.background}"/>{drawing.body}</svg>'
    )
    return to_png(svg.encode(), 1.5)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"
