"""What an exhibit is."""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Exhibit:
    """A chart and its company. All texts are in the visitor's language, plain, not markup."""

    key: str
    """A name unique on the page, for element keys and file names."""
    title: str
    """The finding, as a sentence."""
    subtitle: str
    """The measure, the denominator and the cycle."""
    alt: str
    """What the chart shows, for those who do not see it."""
    figures: dict[str, dict]
    """The Plotly figure in each form (``wide``, ``narrow``), as plain dicts."""
    key_line: str
    """What the marks mean."""
    notes: tuple[str, ...]
    """Flags, derivations and bounds that the chart needs."""
    source: str
    """Document and paragraph."""
    table: pd.DataFrame = field(compare=False)
    """The same data as a table to read, headings and cells in the visitor's language."""
    rows: pd.DataFrame = field(compare=False)
    """The same data as machine-readable rows, for download."""
    rows_name: str = "rates"
    """Which table the rows are, for the file's name."""
