"""Rates as rows with types: made once where a frame is read, so that nobody asks a cell what it is.

A value that is not known is None, in whatever way the frame wrote it. What may be said of a rate
and how it reads is decided here: the denominator is always there; below ten Parties in the
denominator a fraction stands alone; what is computed here, not printed, bears a double dagger; a
printed figure that does not fit its own count bears a dagger.
"""

from dataclasses import dataclass, fields
from typing import Self

import pandas as pd

from partv.i18n import wording
from partv.i18n.language import Language

FEWEST = 10
"""Parties in a denominator below which there is no percentage; ``small`` in the queries."""

VISIBLE = 3
"""Percentage points that a range reaches beyond its dot in any form of the chart, if it is drawn:
a shorter one would lie under the dot, and its legend would tell of what nobody sees."""


class Row:
    """What rows of frames have in common."""

    @classmethod
    def read(cls, frame: pd.DataFrame) -> list[Self]:
        """Return the rows of a frame, in its order; columns that a row does not have are left."""
        names = [field.name for field in fields(cls) if field.name in frame.columns]
        return [
            cls(**{name: row[name] if wording.known(row[name]) else None for name in names})
            for row in frame.to_dict("records")
        ]


@dataclass(frozen=True, kw_only=True)
class Rate(Row):
    """The rate of an indicator: the columns of ``queries/rates.sql``."""

    article: int = 0
    indicator_id: str | None = None
    indicator: str | None = None
    region: str | None = None
    column: str | None = None
    """The heading of its region, where regions stand side by side."""
    yes: int | None = None
    no: int | None = None
    not_answered: int | None = None
    not_applicable: int | None = None
    not_reported: int | None = None
    due: int | None = None
    reported: int | None = None
    denominator: int | None = None
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    small: bool | None = None
    """Fewer than ten Parties in the denominator; None where it is not known."""
    basis: str = ""
    flag: str | None = None
    document: str | None = None
    paragraph: str | None = None

    @property
    def known(self) -> bool:
        """Whether Parties were counted."""
        return self.yes is not None

    @property
    def share(self) -> float | None:
        """The percentage that is shown: None where it is not known and for a small group."""
        return None if self.small else self.percent

    @property
    def ends(self) -> tuple[float, float] | None:
        """The ends of the range around the percentage; None where it would not be seen. Where the
        upper end is not known it ends at the rate."""
        if self.share is None or self.low is None:
            return None
        high = self.share if self.high is None else self.high
        seen = max(self.share - self.low, high - self.share) >= VISIBLE
        return (self.low, high) if seen else None

    @property
    def told(self) -> bool:
        """Whether there is a number: a count, or a percentage alone."""
        return self.yes is not None or self.percent is not None

    @property
    def derived(self) -> bool:
        """Whether the percentage was computed from a printed count."""
        return self.basis in ("percent_derived", "derived")

    def count(self, say: Language) -> str:
        """Return "39", with its mark; empty without a count."""
        if self.yes is None:
            return ""
        mark = wording.DERIVED if self.basis in ("count_derived", "derived") else ""
        return say.number(self.yes) + mark

    def count_of(self, say: Language) -> str:
        """Return "39 of 62"; "39" where the denominator is not known; empty without a count."""
        if self.yes is None or self.denominator is None:
            return self.count(say)
        whole = say.number(self.denominator)
        return say.text("{count} of {whole}", count=self.count(say), whole=whole)

    def percentage(self, say: Language) -> str:
        """Return "63%", with its marks; empty for small groups and where there is none."""
        if self.share is None:
            return ""
        mark = wording.DERIVED if self.derived else ""
        mark += wording.FLAGGED if self.flag is not None else ""
        return say.percent(self.share) + mark

    def no_percentage(self, say: Language) -> str:
        """Return what stands in the place of the percentage of a count that has none; else empty.

        The reason of one that is not known is a sentence (``partv/exhibits/notes.py``)."""
        if self.yes is None or self.share is not None:
            return ""
        if self.small and self.denominator:
            return say.text("Fewer than ten Parties")
        return say.text("No percentage")

    def figure(self, say: Language) -> str:
        """Return "39 of 62 (63%)", or as much of it as is known; else which kind of missing."""
        fraction, percent = self.count_of(say), self.percentage(say)
        if fraction and percent:
            return say.text("{count} ({percent})", count=fraction, percent=percent)
        return fraction or percent or wording.missing(self.basis, say)

    def fraction(self, say: Language) -> str:
        """Return "39 of 62", or the percentage where only that is known; else "not known"."""
        return self.count_of(say) or self.percentage(say) or say.text("not known")

    def basis_in_words(self, say: Language) -> str:
        """Return where the numbers come from, or which kind of missing they are."""
        return wording.basis(self.basis, self.share is not None, say)


@dataclass(frozen=True, kw_only=True)
class MeasureRate(Rate):
    """A rate with its Article and what was printed of it: the columns of ``queries/overview.sql``.

    An Article without an indicator is a row without a rate.
    """

    title: str = ""
    wording: str | None = None
    wording_one: str | None = None
    wording_note: str | None = None
    flag_reason: str | None = None
    statement: str | None = None
    note: str | None = None
    article_percent: float | None = None
    figures: int | None = None
    """How many measures of the Article have a percentage; ``article_percent`` is their mean."""
    mean_small: bool | None = None
    """One of them is of a small group."""

    @property
    def mean(self) -> float | None:
        """The mean of the Article's measures that is shown; none among small groups."""
        return None if self.mean_small else self.article_percent

    @property
    def label(self) -> str:
        """The measure, or the Article where none is published."""
        return self.title if self.indicator is None else self.indicator


@dataclass(frozen=True, kw_only=True)
class PairedRate(Row):
    """A measure in two cycles: the columns of ``queries/panel.sql``."""

    article: int
    indicator_id: str | None = None
    indicator: str
    base_rate_yes: int | None = None
    base_rate_whole: int | None = None
    base_rate_percent: float | None = None
    rate_yes: int | None = None
    rate_whole: int | None = None
    rate_percent: float | None = None
    base_basis: str = ""
    base_flag: str | None = None
    basis: str = ""
    flag: str | None = None
    both: int | None = None
    """Parties that reported in both cycles; None where nobody knows which did, with all below."""
    base_yes: int | None = None
    base_percent: float | None = None
    yes: int | None = None
    percent: float | None = None
    gained: int | None = None
    lost: int | None = None
    newly_reporting: int | None = None
    newly_yes: int | None = None
    comparable: bool

    @property
    def everyone(self) -> tuple[Rate, Rate]:
        """All reporters, earlier and later."""
        return (
            Rate(
                yes=self.base_rate_yes,
                denominator=self.base_rate_whole,
                percent=self.base_rate_percent,
                small=_small(self.base_rate_whole),
                basis=self.base_basis,
                flag=self.base_flag,
            ),
            Rate(
                yes=self.rate_yes,
                denominator=self.rate_whole,
                percent=self.rate_percent,
                small=_small(self.rate_whole),
                basis=self.basis,
                flag=self.flag,
            ),
        )

    @property
    def same(self) -> tuple["Share", "Share"] | None:
        """The Parties that reported in both cycles, earlier and later; None where unknown."""
        if self.both is None:
            return None
        return (
            Share(self.base_yes, self.both, self.base_percent),
            Share(self.yes, self.both, self.percent),
        )


def _small(whole: int | None) -> bool | None:
    return None if whole is None else whole < FEWEST


@dataclass(frozen=True)
class Share:
    """So many of so many, and the percentage that it is."""

    part: int | None
    whole: int | None
    percent: float | None

    @property
    def small(self) -> bool:
        """Whether there are too few Parties for a percentage."""
        return self.whole is not None and self.whole < FEWEST

    @property
    def share(self) -> float | None:
        """The percentage that is shown: None where it is not known and for a small group."""
        return None if self.small else self.percent

    def fraction(self, say: Language) -> str:
        """Return "39 of 62"; "39" where the whole is not known; empty without a count."""
        if self.part is None:
            return ""
        if self.whole is None:
            return say.number(self.part)
        return say.text(
            "{count} of {whole}", count=say.number(self.part), whole=say.number(self.whole)
        )
