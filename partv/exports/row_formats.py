"""Tables as CSV, JSON and Parquet: the same bytes from a page, the API and the command line."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from partv.address.exported_tables import Field
from partv.data.formula_text import harmless

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes UTF-8 for another encoding; pandas, R and DuckDB pass over it."""

_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def to_csv(frame: pd.DataFrame) -> bytes:
    """CSV after RFC 4180: UTF-8 with its mark, CRLF, a header, ISO dates, ``.`` decimals.

    Missing cells are empty. Text that a spreadsheet would run as a formula bears an apostrophe.
    """
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    for row in records(frame):
        writer.writerow([_text(cell) for cell in row])
    return out.getvalue().encode("utf-8")


def to_json(frame: pd.DataFrame) -> bytes:
    """JSON: a list of objects, UTF-8, ``null`` for missing, dates as ISO texts."""
    names = list(frame.columns)
    rows = [
        {
            name: cell.isoformat() if isinstance(cell, date) else cell
            for name, cell in zip(names, row, strict=True)
        }
        for row in records(frame)
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def to_parquet(frame: pd.DataFrame, fields: tuple[Field, ...]) -> bytes:
    """Parquet with the types of ``fields``, whatever rows there are; nothing is missing but null.

    Texts stand as they are: nothing runs them.
    """
    schema = pa.schema(
        [pa.field(f.name, _ARROW[f.type], metadata={"description": f.description}) for f in fields]
    )
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def records(frame: pd.DataFrame) -> list[tuple]:
    """The rows in plain Python: None for missing, whole floats as integers, dates as ``date``."""
    columns = [[_plain(cell) for cell in frame[name]] for name in frame.columns]
    return list(zip(*columns, strict=True)) if columns else []


def _text(value: str | int | float | bool | date | None) -> str | int | float:
    """A cell as CSV has it: nothing for missing, true and false as in JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: Any) -> str | int | float | bool | date | None:
    if value is None or value is pd.NaT or pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float):
        return int(value) if value.is_integer() else float(value)
    return value.item() if hasattr(value, "item") else value
