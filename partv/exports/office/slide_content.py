"""What a slide deck is made of: plain text and numbers, already in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class BarRow:
    """One bar. ``percent``, ``low`` and ``high`` are in per cent, None where not known."""

    label: str
    percent: float | None
    value: str
    """How the figure reads, "39 of 62 (63%)"; for a row without a number which kind of missing."""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Bars:
    """Rates on one axis from 0 to 100 per cent, each with its range."""

    rows: Sequence[BarRow]
    measure: str
    """What a bar is, as in "Reported the measure"; heads the column of the chart's data sheet."""
    whole: str
    """What 100 per cent is, as in "Reporting Parties"; the name of the track behind the bars."""
    low: str = ""
    """Heading of the lower bounds in the data sheet."""
    high: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of answer. ``key`` is a status of ``answers`` or ``absent`` and chooses the fill."""

    key: str
    name: str


@dataclass(frozen=True)
class StackRow:
    """Counts of Parties, one for each kind."""

    label: str
    counts: Sequence[int]


@dataclass(frozen=True)
class Stack:
    """Counts by kind of answer, stacked."""

    kinds: Sequence[Kind]
    rows: Sequence[StackRow]


@dataclass(frozen=True)
class Block:
    """A measure with its figure in large type, and how many Parties are of each kind."""

    label: str
    figure: str
    """ "39 of 62", or which kind of missing it is."""
    share: str = ""
    """ "63%"; empty where there is none."""
    statement: str = ""
    """What was said in words, where there are no counts."""
    counts: Sequence[int] = ()
    """Of each kind; empty where nothing was counted."""


@dataclass(frozen=True)
class Blocks:
    """A few measures, one below the other, to be seen before they are read."""

    kinds: Sequence[Kind]
    rows: Sequence[Block]


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``shade`` is a class of ``Grid.scale``, None for no colour."""

    text: str
    shade: int | None = None


@dataclass(frozen=True)
class Grid:
    """A heat map as a table. ``scale`` has fill and ink of each class, as ``#rrggbb``."""

    corner: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    scale: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Value:
    """A rate in per cent and how it reads; None where there is no number."""

    percent: float | None
    text: str


@dataclass(frozen=True)
class PairRow:
    """Earlier and later cycle, among all reporters and among the same Parties (None: unknown)."""

    label: str
    everyone: tuple[Value, Value]
    same: tuple[Value, Value] | None = None


@dataclass(frozen=True)
class Pairs:
    """Two cycles side by side."""

    rows: Sequence[PairRow]
    cycles: tuple[str, str]
    everyone: str
    """Heading of the comparison among all reporters."""
    same: str
    """Heading of the comparison among the same Parties."""
    comparable: bool = True
    """False where the instrument changed in between: the cycles are shown apart."""
    series_break: str = ""
    """The words that say so; shown only where ``comparable`` is False."""


@dataclass(frozen=True)
class Words:
    """Statements without a figure."""

    statements: Sequence[str]


Chart = Bars | Stack | Blocks | Grid | Pairs | Words


@dataclass(frozen=True)
class Slide:
    """One view. A chart with more rows than can be read goes on over further slides."""

    title: str
    """The finding."""
    subtitle: str
    """Measure, denominator and cycle."""
    chart: Chart
    notes: Sequence[str] = ()
    """Small print that the chart needs: flags, derivations, what the thin line is."""
    source: str = ""
    stamp: str = ""
    """The mark of the demonstration, or nothing."""
    link: str = ""
    """The address of the view."""
    speaker_notes: Sequence[str] = ()
    """Paragraphs for the presenter: definition, denominator, wording, link."""
    alt: str = ""
    """What the chart shows, for those who do not see it; else its rows are read out."""


@dataclass(frozen=True)
class DeckFacts:
    """What holds for all slides of a deck."""

    title: str
    unofficial: str
    """The line that says that the deck is not official."""
    lang: str
    direction: str = "ltr"
    author: str = "Part V Dashboard"
    percent: str = '0"%"'
    """Number format of the axis, in the language's way of writing a percentage."""
    smallest: int = 16
    """Smallest size of text in charts, in points; below 18 only where that saves a slide. More
    rows than fit go on over another slide. 12 points are 24 pixels of a screen of 1080 lines."""
    smallest_in_tables: int = 14
