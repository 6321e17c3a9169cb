"""Rates by indicator: the frame that exhibits read them from, and the table that shows them."""

import pandas as pd

from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.i18n import wording
from partv.i18n.language import Language, language


def articles_frame(store: Warehouse, selection: Selection, lang: str) -> pd.DataFrame:
    """The answer of ``queries/overview.sql``, its texts in ``lang``, in the Selection's order.

    By rate, Articles go from the highest mean to the lowest, those without a figure last.
    """
    frame = store.ask("overview", **selection.parameters() | {"lang": lang})
    for column in ("indicator", "statement", "flag_reason", "note", "document"):
        frame[column] = [
            language(lang).text(text) if wording.known(text) else None for text in frame[column]
        ]
    if selection.sort == "rate":
        frame = frame.sort_values("article_percent", ascending=False, kind="stable")
    return frame.reset_index(drop=True)


def figures_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a count."""
    return frame[frame["yes"].notna()]


def has_figures(store: Warehouse, selection: Selection) -> bool:
    """Whether any measure has a number, for the Selection's regions together or, where it is cut
    by region, for one of them."""
    rates = store.ask("rates", **selection.parameters())
    return bool(rates[["yes", "percent"]].notna().any(axis=None))


def rates_table(frame: pd.DataFrame, say: Language) -> pd.DataFrame:
    """The rows as a table to read."""
    records = []
    for row in frame.to_dict("records"):
        measure = row["indicator"] if wording.known(row["indicator"]) else row["title"]
        mean = row["article_percent"] if wording.known(row["article_percent"]) else None
        records.append(
            {
                say.text("Article"): str(row["article"]),
                say.text("Measure"): measure,
                say.text("Parties"): wording.count_of(row, say) or wording.missing(row, say),
                say.text("Share"): wording.percent_of(row, say),
                say.text("Article mean (measures)"): (
                    say.text(
                        "{count} ({percent})",
                        count=say.percent(mean),
                        percent=say.number(row["figures"]),
                    )
                    if mean
                    else ""
                ),
                say.text("Basis"): wording.basis(row, say),
                say.text("Paragraph"): row["paragraph"] if wording.known(row["paragraph"]) else "",
            }
        )
    return pd.DataFrame(records)
