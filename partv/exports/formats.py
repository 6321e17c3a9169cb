"""The formats of an extract: one renderer each, for page, API and command line alike."""

from collections.abc import Callable
from dataclasses import dataclass

from partv.exports.extract import Extract
from partv.exports.row_formats import to_csv, to_json, to_parquet
from partv.exports.xlsx import to_xlsx
from partv.i18n.language import Language


@dataclass(frozen=True)
class Format:
    """A file format: its media type, and how an extract becomes its bytes."""

    media_type: str
    render: Callable[[Extract, Language], bytes]


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", lambda extract, say: to_csv(extract.rows)),
    "json": Format("application/json", lambda extract, say: to_json(extract.rows)),
    "parquet": Format(
        "application/vnd.apache.parquet",
        lambda extract, say: to_parquet(extract.rows, extract.table.fields),
    ),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        to_xlsx,
    ),
}
"""Format by the ending of its files. A ZIP file (``bundle.to_zip``) bears a time besides."""
