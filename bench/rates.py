"""The question of every chart, ``queries/rates.sql``, beside the same computed in pandas."""

import time
from itertools import islice, permutations
from statistics import median

import numpy as np
import pandas as pd

from partv.exports.tables import to_csv
from partv.paths import PARQUET
from partv.selection import ARTICLES, Selection
from partv.tables import TABLES
from partv.warehouse import Warehouse

ROUNDS = 200


def measure(rounds: int = ROUNDS) -> tuple[float, float]:
    """Median milliseconds of the query and of pandas, in turns, both from tables in memory.

    Raises RuntimeError when the two do not give the same rates.
    """
    store = Warehouse()
    base = Selection.default(store.vocabulary)
    tables = {file.stem: pd.read_parquet(file) for file in PARQUET.glob("*.parquet")}
    times: list[tuple[float, float]] = []
    # The Articles in another order each time, so that no answer is one remembered.
    for articles in islice(permutations(ARTICLES), rounds):
        start = time.perf_counter()
        asked = store.ask("rates", **base.parameters() | {"articles": list(articles)})
        between = time.perf_counter()
        computed = rates(tables, base.cycle)
        times.append((between - start, time.perf_counter() - between))
    if to_csv(asked) != to_csv(computed):
        raise RuntimeError("The two ways do not give the same rates.")
    query, frames = zip(*times, strict=True)
    return median(query) * 1000, median(frames) * 1000


def rates(tables: dict[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """The published rates of a cycle for all Parties, of those that reported."""
    cycles = tables["cycles"].set_index("cycle").loc[year]
    entry = tables["parties"]["entry_into_force"].fillna(tables["parties"]["entry_latest"])
    due = int((entry <= cycles["closing_date"]).sum())
    printed = tables["published"].query("cycle == @year and region.isna()")
    indicators = tables["indicators"].sort_values(["article", "position"])
    frame = (
        indicators[["indicator_id", "article", "label"]]
        .merge(printed.drop(columns="cycle"), on="indicator_id", how="left")
        .merge(tables["documents"][["document_id", "title"]], on="document_id", how="left")
        .rename(columns={"label": "indicator", "count": "yes", "title": "document"})
    )
    frame = frame.assign(data="published", cycle=year, region="ALL", due=due)
    frame["reported"] = frame["denominator"] = int(cycles["reported"])
    frame["small"] = frame["denominator"] < 10
    frame["not_reported"] = due - frame["reported"]
    frame[["no", "not_answered", "not_applicable", "high"]] = None
    frame["percent"] = frame["percent"].fillna((100 * frame["yes"] / frame["denominator"]).round(1))
    frame["low"] = (100 * frame["yes"] / due).round(1)
    kinds = {
        "statement": frame["yes"].isna() & frame["statement"].notna(),
        "no_figure": frame["yes"].isna(),
        "derived": (frame["count_basis"] == "derived") & (frame["percent_basis"] == "derived"),
        "count_derived": frame["count_basis"] == "derived",
        "percent_derived": frame["percent_basis"] == "derived",
    }
    frame["basis"] = np.select(list(kinds.values()), list(kinds), "published")
    return frame[[field.name for field in TABLES["rates"].fields]]
