"""``python -m partv build``: ``data/source/*.csv`` to ``data/parquet/``, whole or not at all."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import Timeout

from partv.data.answer_sets import SCHEMA
from partv.data.folders import recover, replacing, write
from partv.i18n.language import Language, language
from partv.ingest.demo import MEMBERS, demonstration
from partv.ingest.faults import Fault, Refused
from partv.ingest.rules import RULES, together
from partv.ingest.table_schema import Row, Table
from partv.paths import DATAPACKAGE

Report = dict[str, int]


def build(package: Path = DATAPACKAGE, say: Language | None = None) -> Report:
    """Check the tables of a data package and write them to ``parquet/`` beside it.

    Returns the number of rows a table. Raises Refused with every fault at once; then nothing is
    written and the old Parquet stands. Raises OSError when nothing can be written, likewise. The
    same source gives the same bytes.
    """
    target = package.parent / "parquet"
    recover(target)
    say = say or language("en")
    tables = check(package, say)
    frames = {table.name: (rows, table.arrow) for table, rows in tables}
    named = {table.name: rows for table, rows in tables}
    members, answers = demonstration(named["parties"], named["cycles"], named["indicators"])
    frames |= {"demo_members": (members, MEMBERS), "demo_answers": (answers, SCHEMA)}
    try:
        with replacing(target) as folder:
            for name, (rows, schema) in frames.items():
                write(folder / f"{name}.parquet", _parquet(rows, schema))
    except Timeout as error:
        reason = say.text("another build is under way. Try again.")
        shown = f"{package.parent.name}/{target.name}"
        raise Refused([Fault(shown, None, None, None, reason)]) from error
    return {name: len(rows) for name, (rows, _) in frames.items()}


def _parquet(rows: list[Row], schema: pa.Schema) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def check(package: Path, say: Language) -> list[tuple[Table, list[Row]]]:
    """The tables of a data package with their rows, in the package's order.

    Raises Refused with every fault: cells, keys, references, and what ``rules`` asks.
    """
    described = json.loads(package.read_text("utf-8"))
    tables = [Table(one) for one in described["resources"] if one["type"] == "table"]
    rows: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    shown = {table.name: f"{package.parent.name}/{table.path}" for table in tables}
    for table in tables:
        file = package.parent / table.path
        rows[table.name], found = table.read(file, shown[table.name], say)
        faults += found
    broken = {(fault.file, fault.row) for fault in faults}
    # A table that could not be read at all is told once, not by every row that points to it.
    faulty = {fault.file for fault in faults}
    readable = {
        name: rows[name] for name, file in shown.items() if rows[name] or file not in faulty
    }
    for table in tables:
        faults += table.orphans(rows[table.name], readable, shown[table.name], say)
        if table.name in RULES:
            # A row whose cells are at fault already is not told twice.
            sound = [
                (number, row)
                for number, row in enumerate(rows[table.name], start=2)
                if (shown[table.name], number) not in broken
            ]
            faults += RULES[table.name](sound, shown[table.name], say)
    if not faults:
        faults += together(rows, shown, say)
    known = {package.parent / table.path for table in tables}
    for file in sorted((package.parent / "source").glob("*")):
        if file not in known:
            reason = say.text("no table in {package} describes this file.", package=package.name)
            faults.append(
                Fault(f"{package.parent.name}/source/{file.name}", None, None, None, reason)
            )
    if faults:
        raise Refused(sorted(faults, key=lambda fault: (fault.file, fault.row or 0)))
    return [(table, rows[table.name]) for table in tables]
