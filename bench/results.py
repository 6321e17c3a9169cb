"""What a bench found, beside its baseline and its goal."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Row:
    """One figure: ours, the baseline's if there is one, and what it should be."""

    what: str
    unit: str
    ours: float
    baseline: float | None = None
    decimals: int = 0
    goal: float | None = None
    """In the row's unit: at most this, or at least if ``more``."""
    more: bool = False
    """More is better."""
    gain_goal: float | None = None
    """How many times better than the baseline it should be."""

    @property
    def gain(self) -> float | None:
        """How many times better than the baseline."""
        if not self.baseline or not self.ours:
            return None
        return self.ours / self.baseline if self.more else self.baseline / self.ours

    @property
    def met(self) -> bool | None:
        """Whether the goals are met; None where there is none."""
        met = []
        if self.goal is not None:
            met.append(self.ours >= self.goal if self.more else self.ours <= self.goal)
        if self.gain_goal is not None:
            met.append((self.gain or 0) >= self.gain_goal)
        return all(met) if met else None


@dataclass
class Crowd:
    """What a crowd waited, for the plot: times in ms."""

    who: str
    p50: float
    p95: float
    longest: float


@dataclass
class Part:
    """The rows of one part of the bench, how they were taken, and the crowds in it."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    crowds: list[Crowd] = field(default_factory=list)


@dataclass(frozen=True)
class Settings:
    """How long everything takes."""

    seconds: float = 120
    """For how long viewers change filters."""
    joining: float = 30
    rounds: int = 2
    """Turns in which a figure and its baseline are taken."""
    say: Callable[[str], None] = print
