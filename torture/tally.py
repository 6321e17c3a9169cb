"""The count of what was tried, and of what went wrong."""

import sys
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """One part's numbers: what was tried, and everything that went wrong."""

    name: str
    tries: Counter = field(default_factory=Counter)
    """How often each kind of harm was done."""
    losses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was measured beside."""

    def tried(self, kind: str, times: int = 1) -> None:
        """Count a try."""
        self.tries[kind] += times

    def lost(self, what: str) -> None:
        """Write down something that must not happen."""
        self.losses.append(what)
        print(f"LOST {self.name}: {what}", file=sys.stderr, flush=True)

    def expect(self, fine: bool, what: str) -> None:
        """Write down ``what`` unless all is fine."""
        if not fine:
            self.lost(what)
