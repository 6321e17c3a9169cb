"""Rates by indicator: the frame that exhibits read them from, and the table that shows them."""

from collections.abc import Sequence

import pandas as pd

from partv.address.selection import Selection
from partv.data.rate_rows import MeasureRate
from partv.data.warehouse import Warehouse
from partv.i18n import wording
from partv.i18n.language import Language, language


def articles_frame(store: Warehouse, selection: Selection, lang: str) -> pd.DataFrame:
    """The answer of ``queries/overview.sql``, its texts in ``lang``, in the Selection's order.

    By rate, measures go from the highest to the lowest, those without a figure last.
    """
    frame = store.ask("overview", **selection.parameters() | {"lang": lang})
    for column in ("indicator", "statement", "flag_reason", "note", "document"):
        frame[column] = [
            language(lang).text(text) if wording.known(text) else None for text in frame[column]
        ]
    if selection.sort == "rate":
        frame = frame.sort_values("percent", ascending=False, kind="stable")
    return frame.reset_index(drop=True)


def figures_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a count."""
    return frame[frame["yes"].notna()]


def has_figures(store: Warehouse, selection: Selection) -> bool:
    """Whether any measure has a number, for the Selection's regions together or, where it is cut
    by region, for one of them."""
    rates = store.ask("rates", **selection.parameters())
    return bool(rates[["yes", "percent"]].notna().any(axis=None))


def rates_table(rows: Sequence[MeasureRate], say: Language) -> pd.DataFrame:
    """The rows as a table to read."""
    records = []
    for row in rows:
        records.append(
            {
                say.text("Article"): str(row.article),
                say.text("Measure"): row.label,
                say.text("Parties"): row.count_of(say) or wording.missing(row.basis, say),
                say.text("Share"): row.percentage(say) or row.no_percentage(say),
                say.text("Article mean (measures)"): (
                    say.text(
                        "{count} ({percent})",
                        count=say.percent(row.mean),
                        percent=say.number(row.figures),
                    )
                    if row.mean is not None
                    else ""
                ),
                say.text("Basis"): row.basis_in_words(say),
                say.text("Paragraph"): row.paragraph or "",
            }
        )
    return pd.DataFrame(records)
