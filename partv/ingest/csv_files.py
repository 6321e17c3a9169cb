"""CSV: the delimiter by the header that it makes, every row within the limits."""

import csv
import io
import re

from partv.data.formula_text import as_written
from partv.i18n.language import Language
from partv.ingest.encodings import BINARY, CONTROL, decoded
from partv.ingest.faults import Fault
from partv.ingest.raw_tables import (
    HEADER_WITHIN,
    LIMITS,
    Reading,
    Unreadable,
    add,
    no_header,
    stem,
    table_of,
    too_many_columns,
    too_many_rows,
    unescaped,
)


def read_csv(file: str, content: bytes, reading: Reading, language: Language) -> None:
    """Add the table of a CSV file to the reading. Raises Unreadable."""
    say = language.text
    if BINARY.search(content) and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(say("this is not a text file."))
    text = decoded(content, language, reading.wanted, reading.known)
    if CONTROL.search(text):
        raise Unreadable(say("this is not a text file."))
    declared = re.match(r"sep=(.)\r?\n", text)
    if declared:
        # Excel's own first line, which Excel does not show.
        text = text[declared.end() :]
    widest, delimiter = 0, ""
    for candidate in (",", ";", "\t"):
        # Newlines are made one kind first: a cell may hold them, and old files end rows in \r.
        lines = io.StringIO(text, newline=None)
        head: list[tuple[int, list[str]]] = []
        try:
            for number, record in enumerate(csv.reader(lines, delimiter=candidate), start=1):
                head.append((number, record[: LIMITS.columns + 1]))
                if number == HEADER_WITHIN:
                    break
        except csv.Error:
            pass
        table = table_of(file, None, head, (stem(file),))
        if table and len(table.others) + len(table.roles) > widest:
            widest, delimiter = len(table.others) + len(table.roles), candidate
    if not delimiter:
        raise Unreadable(no_header(language))
    records: list[tuple[int, list[str]]] = []
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(rows, start=1):
            if number > LIMITS.rows:
                raise Unreadable(too_many_rows(language))
            if len(record) > LIMITS.columns + 1:
                record = _without_empty_end(record, language)
            records.append((number, [as_written(unescaped(cell)) for cell in record]))
    except csv.Error as error:
        reason = say(
            "not readable as CSV ({reason}). Look for a quotation mark that is not closed.",
            reason=error,
        )
        reading.faults.append(Fault(file, number + 1, None, None, reason))
        return
    add(file, None, records, (stem(file),), reading, language)


def _without_empty_end(record: list[str], language: Language) -> list[str]:
    """A row far wider than any table, without the empty cells at its end."""
    width = next((n for n in range(len(record), 0, -1) if record[n - 1].strip()), 0)
    if width > LIMITS.columns + 1:
        raise Unreadable(too_many_columns(language))
    return record[:width]
