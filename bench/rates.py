"""The question of every chart, ``queries/rates.sql``, beside the same computed in pandas."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice, permutations
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from partv.address.exported_tables import TABLES
from partv.address.parameters import ARTICLES
from partv.address.selection import Selection
from partv.data.folders import CONTENTS, replacing
from partv.data.warehouse import Warehouse
from partv.exports.row_formats import to_csv
from partv.paths import PARQUET, ROOT

ROUNDS = 200
CYCLE = 2023


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


def grown(folder: Path, answers: int) -> None:
    """The project's Parquet with about so many answers of invented Parties, in one cycle."""
    with replacing(folder) as new:
        listed = shutil.ignore_patterns(CONTENTS)
        shutil.copytree(PARQUET, new, ignore=listed, dirs_exist_ok=True)
        _grow(new, answers)


def _grow(folder: Path, answers: int) -> None:
    asked = pq.read_table(folder / "indicators.parquet").to_pandas()
    asked = asked.loc[asked["kind"] == "yes_no", "indicator_id"].to_numpy()
    count = max(1, answers // len(asked))
    dice = np.random.default_rng(20)
    codes = np.char.add("P-", np.arange(count).astype(str))
    regions = np.array(["AFR", "AMR", "EMR", "EUR", "SEAR", "WPR"])[dice.integers(0, 6, count)]
    members = pq.read_schema(folder / "demo_members.parquet")
    made = {"data": "demo", "iso3": codes, "name": codes, "region": regions, "due_from": 2020}
    _write(folder / "demo_members.parquet", members, made, count)
    statuses = np.array(["yes", "no", "not_answered", "not_applicable"])
    said = statuses[dice.choice(4, count * len(asked), p=[0.5, 0.3, 0.15, 0.05])]
    shape = pq.read_schema(folder / "demo_answers.parquet")
    made = {"data": "demo", "cycle": CYCLE, "status": said, "source_file": "bench.csv"}
    made |= {"iso3": np.repeat(codes, len(asked)), "indicator_id": np.tile(asked, count)}
    _write(folder / "demo_answers.parquet", shape, made, count * len(asked))


def _write(file: Path, shape: pa.Schema, made: dict[str, object], rows: int) -> None:
    """Columns that are not made are empty."""
    columns = []
    for field in shape:
        value = made.get(field.name)
        if isinstance(value, np.ndarray):
            columns.append(pa.array(value).cast(field.type))
        else:
            columns.append(pa.repeat(pa.scalar(value, field.type), rows))
    pq.write_table(pa.table(columns, schema=shape), file)


def by_size(answers: int) -> dict[str, dict[str, float]]:
    """Database and pandas over so many answers, each in a process of its own, the same counts.

    Seconds to load and to ask, and the peak of memory in MB. Raises RuntimeError when one fails or
    they disagree.
    """
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        grown(data, answers)
        for way in ("database", "pandas"):
            command = [sys.executable, "-m", "bench.rates", way, str(data)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
            if done.returncode:
                raise RuntimeError(f"{way} over {answers} answers: {done.stderr[-300:]}")
            found[way] = json.loads(done.stdout)
    if found["database"].pop("yes") != found["pandas"].pop("yes"):
        raise RuntimeError("Database and pandas count differently.")
    return found


def _database(folder: Path) -> dict[str, object]:
    start = time.perf_counter()
    store = Warehouse(folder, folder / "none")
    loaded = time.perf_counter()
    base = Selection.default(store.vocabulary).changed(data="demo", cycle=CYCLE)
    times = []
    for articles in islice(permutations(ARTICLES), 5):
        before = time.perf_counter()
        found = store.ask("rates", **base.parameters() | {"articles": list(articles)})
        times.append(time.perf_counter() - before)
    yes = found.loc[found["yes"].notna()].set_index("indicator_id")["yes"]
    return {"load": loaded - start, "ask": median(times), "yes": _as_dict(yes)}


def _pandas(folder: Path) -> dict[str, object]:
    start = time.perf_counter()
    tables = {file.stem: pd.read_parquet(file) for file in folder.glob("*.parquet")}
    loaded = time.perf_counter()
    times = []
    for _ in range(3):
        before = time.perf_counter()
        yes = _counted(tables)
        times.append(time.perf_counter() - before)
    return {"load": loaded - start, "ask": median(times), "yes": _as_dict(yes)}


def _counted(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Yes of the Parties due, by indicator, with the columns of ``rates`` beside it."""
    members = tables["demo_members"].query("due_from <= @CYCLE")
    answers = tables["demo_answers"].query("cycle == @CYCLE")
    joined = answers.merge(members[["iso3", "region"]], on="iso3")
    counts = joined.groupby(["indicator_id", "status"]).size().unstack(fill_value=0)
    reported = counts.sum(axis=1) - counts.get("not_reported", 0)
    counts["percent"] = (100 * counts["yes"] / reported).round(1)
    counts["low"] = (100 * counts["yes"] / len(members)).round(1)
    counts["high"] = 100 * (len(members) - counts["no"] - counts["not_applicable"]) / len(members)
    return counts["yes"]


def _as_dict(yes: pd.Series) -> dict[str, int]:
    return {str(name): int(count) for name, count in sorted(yes.items())}


def _peak() -> float:
    """The most memory that this process held, in MB. ``getrusage`` would give its parent's."""
    (line,) = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(line) / 1000


if __name__ == "__main__":
    ways = {"database": _database, "pandas": _pandas}
    result = ways[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps(result | {"peak": _peak()}))
