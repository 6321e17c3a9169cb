"""Files to tables of raw cells, each cell with its place: file, sheet, row, column.

A file is read by its kind: ``csv_files``, ``workbooks`` or ``saved_pages``. Whatever the bytes,
``read`` returns tables and faults; it raises nothing, and what a hostile file can cost is bounded
by ``LIMITS`` (``partv/ingest/raw_tables.py``).
"""

import logging
import re
from collections.abc import Sequence
from pathlib import Path

from partv.i18n.language import Language
from partv.ingest.csv_files import read_csv
from partv.ingest.encodings import Known, nobody
from partv.ingest.faults import Fault, Refused
from partv.ingest.raw_tables import LIMITS, MEGABYTE, Reading, Unreadable, too_large
from partv.ingest.saved_pages import read_html
from partv.ingest.workbooks import read_xlsx

_CSV, _XLSX, _HTML = "CSV", "XLSX", "HTML"
_ENDINGS = {
    "csv": _CSV,
    "txt": _CSV,
    "tsv": _CSV,
    "xlsx": _XLSX,
    "xlsm": _XLSX,
    "html": _HTML,
    "htm": _HTML,
}

_OTHER_SHEETS = ("xls", "xlsb", "ods", "numbers")
"""Workbooks of which it cannot be told how they show a number, or what is hidden."""


def load(paths: Sequence[Path], language: Language) -> list[tuple[str, bytes]]:
    """The files with their contents; a file that is too large is not read.

    Raises Refused with every file that is missing, unreadable or too large.
    """
    files: list[tuple[str, bytes]] = []
    faults: list[Fault] = []
    for path in paths:
        if not path.exists():
            reason = language.text("there is no such file.")
        elif not path.is_file():
            reason = language.text("this is not a file.")
        elif path.stat().st_size > LIMITS.file_bytes:
            reason = too_large(path.stat().st_size, LIMITS.file_bytes, language)
        else:
            try:
                with path.open("rb") as file:
                    files.append((path.name, file.read(LIMITS.file_bytes + 1)))
                continue
            except OSError as error:
                reason = language.text("cannot be read: {reason}.", reason=error.strerror)
        faults.append(Fault(path.name or str(path), None, None, None, reason))
    if faults:
        raise Refused(faults)
    return files


def read(
    file: str,
    content: bytes,
    language: Language,
    encoding: str | None = None,
    known: Known = nobody,
) -> Reading:
    """Return the tables of a file, with everything that was wrong in reading it.

    ``encoding`` is that of a text file (of ``ENCODINGS``); None: it is told or recognised, and
    names of States (``known``) help with that.
    """
    reading = Reading(wanted=encoding, known=known)
    try:
        _READERS[_type(file, content, language)](file, content, reading, language)
    except Unreadable as error:
        reading.faults.append(Fault(file, None, None, None, str(error)))
    except Exception:
        # A fault of ours, or of a library that is another now: not one of the file.
        logging.getLogger(__name__).exception("A file with answers could not be read")
        reason = language.text(
            "it could not be read because of a fault in this program, not in the file. Please "
            "tell those who run it."
        )
        reading.faults.append(Fault(file, None, None, None, reason))
    if not reading.faults:
        for table in reading.tables:
            if not table.rows:
                reason = language.text("there are no rows under the header.")
                reading.faults.append(table.fault(table.header_row, None, None, reason))
    return reading


def too_large_together(size: int, language: Language) -> str:
    """Why files that are small enough one by one are not read in one go."""
    return language.text(
        "with this file there are {size} MB, and {limit} MB are read at once at most.",
        size=language.number(size / MEGABYTE),
        limit=language.number(LIMITS.file_bytes / MEGABYTE),
    )


def _type(file: str, content: bytes, language: Language) -> str:
    """CSV, XLSX or HTML: what the name promises, held against the first bytes."""
    say = language.text
    ending = file.rpartition(".")[2].lower() if "." in file else ""
    promised = _ENDINGS.get(ending)
    if ending in _OTHER_SHEETS:
        raise Unreadable(
            say('files ending in "{ending}" are not read. Save it as XLSX.', ending=ending)
        )
    if promised is None:
        raise Unreadable(
            say(
                'files ending in "{ending}" are not read. Accepted: {accepted}.',
                ending=ending[:20],
                accepted=language.series(_ENDINGS),
            )
        )
    if len(content) > LIMITS.file_bytes:
        raise Unreadable(too_large(len(content), LIMITS.file_bytes, language))
    if not content.strip():
        raise Unreadable(say("the file is empty."))
    found = _content(content)
    if found == "OLE":
        raise Unreadable(
            say("this is an old or a protected Excel file. Save it as XLSX without a password.")
        )
    if found != promised:
        raise Unreadable(
            say(
                "the name promises {promised}, but the content is {found}.",
                promised=promised,
                found=found or say("something else"),
            )
        )
    return promised


def _content(content: bytes) -> str:
    """What the first bytes look like; empty when they look like nothing known."""
    start = content[:512]
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _XLSX
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "OLE"
    if start.startswith(b"%PDF"):
        return "PDF"
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if re.match(rb"<[a-z!?]", text):
        return _HTML
    return "" if b"\x00" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff") else _CSV


_READERS = {_CSV: read_csv, _XLSX: read_xlsx, _HTML: read_html}
