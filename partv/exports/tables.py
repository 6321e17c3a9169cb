"""Tables as CSV and JSON: the same bytes from a page, the API and the command line."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pandas as pd


def to_csv(frame: pd.DataFrame) -> bytes:
    """CSV after RFC 4180: UTF-8, CRLF, a header, ISO dates, ``.`` decimals, empty for missing."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False):
        writer.writerow([_text(_plain(cell)) for cell in row])
    return out.getvalue().encode("utf-8")


def to_json(frame: pd.DataFrame) -> bytes:
    """JSON: a list of objects, UTF-8, ``null`` for missing, dates as ISO texts."""
    names = list(frame.columns)
    records = [
        dict(zip(names, map(_plain, row), strict=True)) for row in frame.itertuples(index=False)
    ]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {"csv": to_csv, "json": to_json}


def _text(value: str | int | float | bool | None) -> str | int | float:
    """A cell as CSV has it: nothing for missing, true and false as in JSON."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


def _plain(value: object) -> str | int | float | bool | None:
    """A cell as plain Python: None for missing, whole floats as integers, dates as ISO texts."""
    if value is None or value is pd.NaT or pd.isna(value):
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value.item() if hasattr(value, "item") else value
