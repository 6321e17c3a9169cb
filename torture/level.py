"""Whether something that is measured again and again stays where it is, once it has filled up."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from statistics import median

HALF_HOUR = 1800.0
_MINUTE = 60.0


@dataclass(frozen=True)
class Level:
    """What was measured in the second half of a run."""

    height: float
    """The median."""
    rise: float
    """By how much it grows in half an hour: the median slope between its minutes."""


def level(seen: Sequence[tuple[float, float]]) -> Level | None:
    """The level of values with their seconds; None where the second half has not three minutes.

    The first half is for filling up. Of each minute the median counts, and of all pairs of
    minutes the median slope (Theil and Sen): neither one export nor the time since the last
    collection of garbage makes a trend.
    """
    if not seen:
        return None
    begin, end = seen[0][0], seen[-1][0]
    half = [(at, value) for at, value in seen if at >= (begin + end) / 2]
    minutes = [
        (minute, median(value for _, value in values))
        for minute, values in groupby(half, lambda one: int((one[0] - begin) // _MINUTE))
    ]
    if len(minutes) < 3:
        return None
    slope = median((b - a) / (at - since) for (since, a), (at, b) in combinations(minutes, 2))
    return Level(median(value for _, value in half), slope * HALF_HOUR / _MINUTE)
