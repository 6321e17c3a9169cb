"""Axes: from the values of a chart to pixels, and the ticks between."""

from dataclasses import dataclass
from datetime import date
from math import floor, log10

from partv.svg.unsupported import known, required

_DRAWN = "range type tickvals ticktext tickfont tickformat dtick nticks side showticklabels"
_DRAWN += " showgrid gridcolor griddash zeroline zerolinecolor linecolor"
_IGNORED = "fixedrange"


@dataclass(frozen=True)
class Axis:
    """An axis laid over ``length`` pixels from ``start`` on."""

    given: dict
    low: float
    high: float
    start: float
    length: float
    down: bool
    """Whether it is a vertical axis, whose low end is at the bottom."""

    def place(self, value: str | float) -> float:
        """The pixel of a value on this axis."""
        share = (to_number(value, self.given) - self.low) / (self.high - self.low)
        return self.start + self.length * (1 - share if self.down else share)

    def ticks(self) -> list[tuple[float, str]]:
        """Pixel and label (Plotly's markup) of each tick within the range."""
        given = self.given
        if "tickvals" in given:
            values, labels = list(given["tickvals"]), [str(text) for text in given["ticktext"]]
        elif given.get("type") == "date":
            first, last = sorted((self._day(self.low).year, self._day(self.high).year))
            years = range(first, last + 1)
            values, labels = [f"{year}-01-01" for year in years], [str(year) for year in years]
        else:
            values = _round_steps(self.low, self.high, given["nticks"])
            labels = [str(value) for value in values]
        ends = sorted((self.low, self.high))
        return [
            (self.place(value), label)
            for value, label in zip(values, labels, strict=True)
            if ends[0] <= to_number(value, given) <= ends[1]
        ]

    @staticmethod
    def _day(number: float) -> date:
        return date.fromordinal(int(number))


def axis(given: dict, start: float, length: float, down: bool) -> Axis:
    """The axis of ``layout.xaxis`` or ``layout.yaxis``; raises ``Unsupported`` for the rest."""
    name = "yaxis" if down else "xaxis"
    known(name, given, _DRAWN, _IGNORED)
    required(f"{name}.type", given.get("type", "linear"), "linear", "date")
    sides = ("left", "right") if down else ("bottom", "top")
    required(f"{name}.side", given.get("side", sides[0]), *sides)
    known(f"{name}.tickfont", given.get("tickfont", {}), "size color")
    labelled = given.get("showticklabels", True) or given.get("showgrid", True)
    if given.get("type") == "date":
        required(f"{name}.dtick", given.get("dtick"), "M12")
        required(f"{name}.tickformat", given.get("tickformat"), "%Y")
    elif labelled and not ("tickvals" in given and "ticktext" in given):
        known(
            f"{name} without tickvals",
            {"nticks": 0} if "nticks" in given else {"ticks": 0},
            "nticks",
        )
    low, high = (to_number(end, given) for end in given["range"])
    return Axis(given, low, high, start, length, down)


def to_number(value: str | float, given: dict) -> float:
    """A value of an axis as a number; dates as days."""
    if given.get("type") == "date":
        return float(date.fromisoformat(str(value)[:10]).toordinal())
    return float(value)


def _round_steps(low: float, high: float, most: int) -> list[int]:
    """Whole round numbers within a range, at most about ``most``."""
    rough = (high - low) / most
    base = 10 ** floor(log10(rough))
    step = max(1, int(base * next(nice for nice in (2, 5, 10) if rough / base <= nice)))
    first = -(-int(low) // step) * step
    return list(range(first, int(high) + 1, step))
