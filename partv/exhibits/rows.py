"""The rows of a view as a table to look over before taking them away."""

import pandas as pd

from partv import reading
from partv.exhibits.exhibit import remembered
from partv.language import language
from partv.selection import Selection
from partv.warehouse import Warehouse


@remembered
def rates_rows(store: Warehouse, selection: Selection) -> pd.DataFrame:
    """The rows of ``queries/rates.sql`` for the Selection, as exported."""
    return store.ask("rates", **selection.parameters())


@remembered
def preview(store: Warehouse, selection: Selection, lang: str) -> pd.DataFrame:
    """The same rows in few columns, to read."""
    say = language(lang)
    return pd.DataFrame(
        [
            {
                say.text("Indicator"): row["indicator_id"],
                say.text("Region"): row["region"],
                say.text("Figure"): reading.figure(row, say),
                say.text("Due"): say.number(row["due"]),
                say.text("Reported"): (
                    say.number(row["reported"]) if reading.known(row["reported"]) else ""
                ),
                say.text("Basis"): reading.basis(row, say),
            }
            for row in rates_rows(store, selection).to_dict("records")
        ]
    )
