"""A data set of answers as a Parquet file: its columns, and what a file must be to be one."""

import hashlib
import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = pa.schema(
    [
        ("data", pa.string()),
        ("cycle", pa.int64()),
        ("iso3", pa.string()),
        ("indicator_id", pa.string()),
        ("status", pa.string()),
        ("text", pa.string()),
        ("source_file", pa.string()),
        ("source_row", pa.int64()),
    ]
)

NAME = r"[a-z][a-z0-9-]{0,30}"
"""A data set that may be imported is named like this; those of the dashboard are taken."""
RESERVED = ("published", "demo")

_DIGEST = b"sha256"
_KEY = ("cycle", "iso3", "indicator_id")


class NotAnswers(Exception):
    """The file is not a data set of answers, or not whole."""


class OtherColumns(NotAnswers):
    """The file is sound Parquet of something else."""


def to_bytes(rows: list[dict[str, object]]) -> bytes:
    """Rows as a Parquet file that bears a digest of them; the same rows give the same bytes."""
    table = pa.Table.from_pylist(rows, schema=SCHEMA.with_metadata({_DIGEST: _digest(rows)}))
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def read(file: Path) -> list[dict[str, object]]:
    """The rows of a file, which bears the name of its data set.

    Raises NotAnswers when it cannot be read, is not as it was written, or would count an answer
    twice: a copy under another name, or two rows of one Party, cycle and indicator.
    """
    try:
        table = pq.read_table(pa.BufferReader(file.read_bytes()))
        if table.schema.names != SCHEMA.names:
            raise OtherColumns
        rows = table.cast(SCHEMA.with_metadata(table.schema.metadata)).to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise NotAnswers from error
    written = (table.schema.metadata or {}).get(_DIGEST)
    if written is not None and written != _digest(rows):
        raise NotAnswers
    if not re.fullmatch(NAME, file.stem) or file.stem in RESERVED:
        raise NotAnswers
    if {row["data"] for row in rows} - {file.stem}:
        raise NotAnswers
    if len({tuple(row[name] for name in _KEY) for row in rows}) != len(rows):
        raise NotAnswers
    return rows


def _digest(rows: list[dict[str, object]]) -> bytes:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest().encode()
