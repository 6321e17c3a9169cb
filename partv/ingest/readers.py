"""Files to tables of raw cells, each cell with its place: file, sheet, row, column.

A file is a long table (one answer a row), a wide table (Parties down, indicators across) or a
page of the Secretariat's implementation database (Parties down, cycles across), as CSV, XLSX or a
saved HTML page. What a cell means is not decided here. Whatever the bytes, ``read`` returns
tables and faults; it raises nothing, and what a hostile file can cost is bounded by ``LIMITS``.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from lxml import etree, html
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from partv.ingest.faults import Fault, Refused
from partv.ingest.names import fold
from partv.language import Language
from partv.spreadsheets import as_written

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What is read at most. All of this is far above any real file."""

    files: int = 200
    file_bytes: int = 20 * _MEGABYTE
    html_bytes: int = 5 * _MEGABYTE
    """A page takes fifty times its size in memory."""
    unpacked_bytes: int = 64 * _MEGABYTE
    ratio: int = 200
    """Unpacked to packed size of an XLSX above one megabyte."""
    parts: int = 2000
    marks: int = 400_000
    """Tags of an XLSX, by which it costs time: four a cell. All workbooks of an import together."""
    sheets: int = 30
    rows: int = 20_000
    columns: int = 200
    cell_characters: int = 32_767
    faults: int = 1000
    """What is told at most of what is wrong."""


LIMITS = Limits()

# Folded header texts and the role of their column. A table has a Party column and others.
_ROLES = {
    "party": (
        *("Party", "Parties", "Country", "State", "Name"),
        *("Partie", "Pays", "Parte", "País", "Сторона", "缔约方", "الطرف"),
    ),
    "iso3": ("iso3", "ISO code", "ISO 3166", "Code"),
    "region": ("Region", "WHO region", "Région", "Región", "Регион", "区域", "الإقليم"),
    "cycle": ("Cycle", "Year", "Reporting cycle"),
    "indicator": ("Indicator", "indicator_id", "Question"),
    "answer": ("Answer", "Status", "Response"),
    "text": ("Text", "Free text", "Comment", "Comments", "Details"),
}
ROLES = {fold(name): role for role, names in _ROLES.items() for name in names}
# Columns of our own exports that say nothing about the answer.
_OURS = {fold(name) for name in ("data", "source_file", "source_row", "article")}
_HEADER_WITHIN = 10
"""The header stands in one of the first rows; a title may stand above it."""

_CSV, _XLSX, _HTML = "CSV", "XLSX", "HTML"
_ENDINGS = {"csv": _CSV, "txt": _CSV, "tsv": _CSV, "xlsx": _XLSX, "html": _HTML, "htm": _HTML}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Cells = list[str | None]
"""The texts of a row; None where the cell is at fault already."""


@dataclass(frozen=True)
class Column:
    """A column that is read: where it is, and its header as it stands there."""

    index: int
    header: str


@dataclass
class Table:
    """A table of a file: what its columns are, and its rows with the numbers people see."""

    file: str
    sheet: str | None
    header_row: int
    roles: dict[str, Column]
    others: list[Column]
    """Columns without a role: cycles or indicators."""
    rows: list[tuple[int, Cells]]
    titles: tuple[str, ...] = ()
    """What the file says it is about: its name, the title and the address of a page."""
    lettered: bool = True
    """Columns have letters, as in a spreadsheet."""
    ignored: list[str] = field(default_factory=list)
    repeated_headers: int = 0

    @property
    def kind(self) -> str:
        """``long``, ``page`` or ``wide``."""
        if "answer" in self.roles or "indicator" in self.roles:
            return "long"
        years = [column for column in self.others if re.fullmatch(r"\d{4}", column.header)]
        return "page" if years and len(years) == len(self.others) else "wide"

    def fault(self, row: int, column: Column | None, value: str | None, accepted: str) -> Fault:
        """A fault of a cell, or of a row."""
        return Fault(self.file, row, column and self.place(column), value, accepted, self.sheet)

    def place(self, column: Column) -> str:
        """The column as people find it: its letter and its header."""
        letter = get_column_letter(column.index + 1) if self.lettered else ""
        if letter and column.header:
            return f"{letter} ({column.header})"
        return letter or column.header


@dataclass
class Reading:
    """What a file held."""

    tables: list[Table] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored_sheets: list[str] = field(default_factory=list)
    marks: int = 0
    """Tags of a workbook."""


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
            reason = _too_large(path.stat().st_size, LIMITS.file_bytes, language)
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


def read(file: str, content: bytes, language: Language) -> Reading:
    """The tables of a file, with everything that was wrong in reading it."""
    reading = Reading()
    try:
        _READERS[_type(file, content, language)](file, content, reading, language)
    except _Unreadable as error:
        reading.faults.append(Fault(file, None, None, None, str(error)))
    if not reading.faults:
        for table in reading.tables:
            if not table.rows:
                reason = language.text("there are no rows under the header.")
                reading.faults.append(table.fault(table.header_row, None, None, reason))
    return reading


class _Unreadable(Exception):
    """Why a file as a whole cannot be read: a sentence for people."""


def _too_large(size: int, limit: int, language: Language) -> str:
    return language.text(
        "the file has {size} MB, and {limit} MB are read at most. Split it.",
        size=language.number(size / _MEGABYTE),
        limit=language.number(limit / _MEGABYTE),
    )


def too_large_together(size: int, language: Language) -> str:
    """Why files that are small enough one by one are not read in one go."""
    return language.text(
        "with this file there are {size} MB, and {limit} MB are read at once at most.",
        size=language.number(size / _MEGABYTE),
        limit=language.number(LIMITS.file_bytes / _MEGABYTE),
    )


def _type(file: str, content: bytes, language: Language) -> str:
    """CSV, XLSX or HTML: what the name promises, held against the first bytes."""
    say = language.text
    ending = file.rpartition(".")[2].lower() if "." in file else ""
    promised = _ENDINGS.get(ending)
    if promised is None:
        raise _Unreadable(
            say(
                'files ending in "{ending}" are not read. Accepted: {accepted}.',
                ending=ending[:20],
                accepted=language.series(_ENDINGS),
            )
        )
    if len(content) > LIMITS.file_bytes:
        raise _Unreadable(_too_large(len(content), LIMITS.file_bytes, language))
    if not content.strip():
        raise _Unreadable(say("the file is empty."))
    found = _content(content)
    if found == "OLE":
        raise _Unreadable(
            say("this is an old or a protected Excel file. Save it as XLSX without a password.")
        )
    if found != promised:
        raise _Unreadable(
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


# Characters


def _decoded(content: bytes, language: Language) -> str:
    """The text of a file by its byte order mark, else as UTF-8, else as Windows-1252."""
    say = language.text
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unreadable(say("the characters cannot be read. Save the file as UTF-8."))


# CSV


def _read_csv(file: str, content: bytes, reading: Reading, language: Language) -> None:
    say = language.text
    text = _decoded(content, language)
    if _CONTROL.search(text):
        raise _Unreadable(say("this is not a text file."))
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
                if number == _HEADER_WITHIN:
                    break
        except csv.Error:
            pass
        table = _table(file, None, head, (_stem(file),))
        if table and len(table.others) + len(table.roles) > widest:
            widest, delimiter = len(table.others) + len(table.roles), candidate
    if not delimiter:
        raise _Unreadable(_no_header(language))
    records: list[tuple[int, list[str]]] = []
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(rows, start=1):
            if number > LIMITS.rows:
                raise _Unreadable(_too_many_rows(language))
            if len(record) > LIMITS.columns + 1:
                record = _without_empty_end(record, language)
            records.append((number, [as_written(cell) for cell in record]))
    except csv.Error as error:
        reason = say(
            "not readable as CSV ({reason}). Look for a quotation mark that is not closed.",
            reason=error,
        )
        reading.faults.append(Fault(file, number + 1, None, None, reason))
        return
    _add(file, None, records, (_stem(file),), reading, language)


def _without_empty_end(record: list[str], language: Language) -> list[str]:
    """A row far wider than any table, without the empty cells at its end."""
    width = next((n for n in range(len(record), 0, -1) if record[n - 1].strip()), 0)
    if width > LIMITS.columns + 1:
        raise _Unreadable(_too_many_columns(language))
    return record[:width]


# XLSX


def _read_xlsx(file: str, content: bytes, reading: Reading, language: Language) -> None:
    say = language.text
    try:
        reading.marks = _check_archive(content, language)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            sheets = workbook.worksheets
            if len(sheets) > LIMITS.sheets:
                raise _Unreadable(
                    language.plural(
                        "there is more than {n} sheet. Delete those without answers.",
                        "there are more than {n} sheets. Delete those without answers.",
                        LIMITS.sheets,
                    )
                )
            for sheet in sheets:
                if sheet.sheet_state != "visible" or not _read_sheet(
                    file, workbook, sheet, reading, language
                ):
                    reading.ignored_sheets.append(sheet.title)
    except _Unreadable:
        raise
    except Exception as error:
        # openpyxl trusts its input: a damaged file raises almost anything.
        raise _Unreadable(say("the file is damaged and cannot be opened as XLSX.")) from error
    if not reading.tables and not reading.faults:
        raise _Unreadable(_no_header(language))


def _check_archive(content: bytes, language: Language) -> int:
    """Refuse what would unpack to too much, before anything is unpacked; returns its tags.

    A tag costs openpyxl up to ten microseconds, in whatever part it stands. zipfile never unpacks
    more of a part than its entry declares, so the declared sizes bound it.
    """
    say = language.text
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise _Unreadable(say("this is a ZIP archive, but not an XLSX workbook."))
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > LIMITS.parts
        or unpacked > LIMITS.unpacked_bytes
        or unpacked > max(_MEGABYTE, LIMITS.ratio * len(content))
    ):
        raise _Unreadable(
            say(
                "the file unpacks to {size} MB, out of proportion to what it holds. "
                "Copy the cells to a new workbook.",
                size=language.number(unpacked / _MEGABYTE),
            )
        )
    marks = 0
    for entry in entries:
        marks += archive.read(entry).count(b"<")
        if marks > LIMITS.marks:
            raise _Unreadable(too_many_marks(language))
    return marks


def _read_sheet(
    file: str, workbook: object, sheet: object, reading: Reading, language: Language
) -> bool:
    """Read a sheet; False when it holds no table of answers.

    The parser is openpyxl's own, used without its sheet objects: those make a cell for every
    position of a merged range or a distant cell, which a small file can ask for by the billion.
    """
    parser = WorkSheetParser(
        sheet._get_source(),
        sheet._shared_strings,
        epoch=workbook.epoch,
        date_formats=workbook._date_formats,
        timedelta_formats=workbook._timedelta_formats,
    )
    records: dict[int, dict[int, tuple[str, object]]] = {}
    for _, cells in parser.parse():
        for cell in cells:
            if cell["value"] is None:
                continue
            row, column = cell["row"], cell["column"]
            if row > LIMITS.rows:
                raise _Unreadable(_too_many_rows(language))
            if column > LIMITS.columns:
                raise _Unreadable(_too_many_columns(language))
            records.setdefault(row, {})[column] = (cell["data_type"], cell["value"])
    last = max(records, default=0)
    width = max((max(cells) for cells in records.values()), default=0)
    texts = []
    for row in range(1, last + 1):
        cells = records.get(row, {})
        texts.append((row, [_shown(*cells.get(i, ("n", ""))) for i in range(1, width + 1)]))
    table = _add(file, sheet.title, texts, (_stem(file), sheet.title), reading, language)
    if table is None:
        return False
    numbered = dict(table.rows)
    for row, cells in sorted(records.items()):
        for index, (kind, value) in sorted(cells.items()):
            if row < table.header_row or kind not in ("f", "e"):
                continue
            if kind == "f":
                accepted = language.text("a value, not a formula: paste the cells as values")
            else:
                accepted = language.text("a value, not the error of a formula")
            column = _column(table, texts, index - 1)
            reading.faults.append(table.fault(row, column, _shown(kind, value), accepted))
            if row in numbered:
                numbered[row][index - 1] = None
    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        if merged.max_row >= table.header_row:
            column = _column(table, texts, merged.min_col - 1)
            accepted = language.text("one cell for each answer: unmerge the cells and fill each")
            reading.faults.append(table.fault(merged.min_row, column, merged.ref, accepted))
    return True


def _column(table: Table, texts: list[tuple[int, list[str]]], index: int) -> Column:
    header = texts[table.header_row - 1][1]
    return Column(index, header[index].strip() if index < len(header) else "")


def _shown(kind: str, value: object) -> str:
    """A cell's value as the spreadsheet shows it, near enough."""
    if kind == "f":
        return str(getattr(value, "text", None) or value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


# HTML


def _read_html(file: str, content: bytes, reading: Reading, language: Language) -> None:
    say = language.text
    if len(content) > LIMITS.html_bytes:
        raise _Unreadable(_too_large(len(content), LIMITS.html_bytes, language))
    text = _CONTROL.sub("", _decoded_html(content, language))
    # The parser ends at the first of these; what follows belongs to the page all the same.
    text = re.sub(r"</(html|body)\s*>", "", text, flags=re.IGNORECASE)
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        document = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise _Unreadable(say("the file is damaged and cannot be opened as HTML.")) from error
    if parser.error_log.filter_from_fatals():
        # The parser gave up half-way, at its own limits, and returned what it had.
        raise _Unreadable(say("the page is nested too deep or has a text that is too long."))
    for pause in document.iter("br"):
        pause.tail = " " + (pause.tail or "")
    titles = tuple(_titles(file, text, document))
    # Only innermost tables hold data; pages use the outer ones for layout.
    outer = {next(table.iterancestors("table"), None) for table in document.iter("table")}
    rows: dict[object, list[object]] = {}
    for count, row in enumerate(document.iter("tr")):
        if count > LIMITS.rows:
            raise _Unreadable(_too_many_rows(language))
        table = next(row.iterancestors("table"), None)
        if table is not None and table not in outer:
            rows.setdefault(table, []).append(row)
    for found in rows.values():
        records, merged = [], []
        for number, row in enumerate(found, start=1):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if len(cells) > LIMITS.columns + 1:
                raise _Unreadable(_too_many_columns(language))
            records.append((number, [" ".join(cell.text_content().split()) for cell in cells]))
            for index, cell in enumerate(cells):
                for span in ("colspan", "rowspan"):
                    if cell.get(span, "1").strip() not in ("", "0", "1"):
                        merged.append((number, index, f"{span}={cell.get(span)}"))
        table = _add(file, None, records, titles, reading, language, lettered=False)
        for number, index, value in merged if table else ():
            if number >= table.header_row:
                accepted = say("one cell for each answer: unmerge the cells and fill each")
                column = _column(table, records, index)
                reading.faults.append(table.fault(number, column, value, accepted))
    if not reading.tables and not reading.faults:
        raise _Unreadable(_no_header(language))


def _decoded_html(content: bytes, language: Language) -> str:
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", content[:4096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii", "replace").lower()
        if name in ("windows-1252", "iso-8859-1", "latin1"):
            try:
                return content.decode("cp1252")
            except UnicodeDecodeError:
                pass
    return _decoded(content, language)


def _titles(file: str, text: str, document: object) -> Iterator[str]:
    """What a page says it is about: file name, headings, title, its own address."""
    yield _stem(file)
    for tag in ("h1", "h2", "h3"):
        for heading in document.iter(tag):
            yield " ".join(heading.text_content().split())
    for title in document.iter("title"):
        whole = " ".join(title.text_content().split())
        yield whole
        yield from re.split(r"\s+[|–—-]\s+", whole)
    addresses = [
        link.get("href") for link in document.iter("link") if link.get("rel") == "canonical"
    ]
    saved = re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text[:2048])
    if saved:
        addresses.append(saved[1])
    for address in filter(None, addresses):
        yield re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2]


def _stem(file: str) -> str:
    return file.rpartition(".")[0]


# Tables


def _add(
    file: str,
    sheet: str | None,
    records: list[tuple[int, list[str]]],
    titles: tuple[str, ...],
    reading: Reading,
    language: Language,
    lettered: bool = True,
) -> Table | None:
    """Find the header, check the shape, and add the table to the reading."""
    table = _table(file, sheet, records, titles, lettered)
    if table is None:
        return None
    reading.tables.append(table)
    reading.faults += _shape(table, records, language)
    return table


def _table(
    file: str,
    sheet: str | None,
    records: list[tuple[int, list[str]]],
    titles: tuple[str, ...],
    lettered: bool = True,
) -> Table | None:
    """The table whose header is among the first records; None when there is none."""
    for position, (number, record) in enumerate(records[:_HEADER_WITHIN]):
        columns = [
            Column(index, text.strip()) for index, text in enumerate(record[: LIMITS.columns + 1])
        ]
        roles: dict[str, Column] = {}
        others: list[Column] = []
        ignored: list[str] = []
        for column in columns:
            name = fold(column.header) if len(column.header) <= 100 else ""
            role = ROLES.get(name)
            if role and role not in roles:
                roles[role] = column
            elif name in _OURS:
                ignored.append(column.header)
            elif column.header:
                others.append(column)
        named = "party" in roles or "iso3" in roles
        if not named or len(roles) + len(others) < 2 or _is_data(roles, others):
            continue
        table = Table(file, sheet, number, roles, others, [], titles, lettered, ignored)
        header = {column.index: column.header for column in [*roles.values(), *others]}
        for row, cells in records[position + 1 :]:
            texts: Cells = [cell.strip() for cell in cells]
            texts += [""] * (len(columns) - len(texts))
            if all(texts[index] == text for index, text in header.items()):
                table.repeated_headers += 1
            elif any(texts):
                table.rows.append((row, texts))
        return table
    return None


def _is_data(roles: dict[str, Column], others: list[Column]) -> bool:
    """Only a Party column and columns without meaning: a sentence, not a header."""
    return set(roles) <= {"party", "iso3"} and not others


def _shape(
    table: Table, records: list[tuple[int, list[str]]], language: Language
) -> Iterable[Fault]:
    say = language.text
    header = next(record for number, record in records if number == table.header_row)
    if len(header) > LIMITS.columns:
        yield table.fault(table.header_row, None, None, _too_many_columns(language))
    names: dict[str, Column] = {}
    for column in [*table.roles.values(), *table.others]:
        first = names.setdefault(fold(column.header), column)
        if first is not column:
            accepted = say("each column once ({place} is the same)", place=table.place(first))
            yield table.fault(table.header_row, column, column.header, accepted)
    nameless = [i for i, text in enumerate(header[: LIMITS.columns]) if not text.strip()]
    for index in nameless:
        filled = [(row, cells[index]) for row, cells in table.rows if cells[index]]
        # The first column of some exports numbers the rows.
        if filled and not (index == 0 and all(text.isdigit() for _, text in filled)):
            row, text = filled[0]
            accepted = say("a header for this column, or no cells under it")
            yield table.fault(row, Column(index, ""), text, accepted)
    for row, cells in table.rows:
        for index in range(len(header), len(cells)):
            if cells[index]:
                accepted = language.plural(
                    "nothing here: the header has {n} column",
                    "nothing here: the header has {n} columns",
                    len(header),
                )
                yield table.fault(row, Column(index, ""), cells[index], accepted)
                break
        for index, text in enumerate(cells[: len(header)]):
            if text and len(text) > LIMITS.cell_characters:
                accepted = language.plural(
                    "a text of at most {n} character",
                    "a text of at most {n} characters",
                    LIMITS.cell_characters,
                )
                yield table.fault(row, Column(index, header[index].strip()), text, accepted)
                cells[index] = None


def _no_header(language: Language) -> str:
    return language.text(
        "no table of answers was found. Its header has a column Party and: indicator and answer; "
        "or one column for each indicator; or one column for each cycle."
    )


def _too_many_rows(language: Language) -> str:
    return language.plural(
        "there is more than {n} row. Delete the empty ones, or split the file.",
        "there are more than {n} rows. Delete the empty ones, or split the file.",
        LIMITS.rows,
    )


def too_many_marks(language: Language) -> str:
    """Why workbooks with more cells than a table of answers are not read."""
    return language.plural(
        "there is more than {n} cell or format. Copy the answers to a new workbook.",
        "there are more than {n} cells and formats. Copy the answers to a new workbook.",
        LIMITS.marks // 4,
    )


def _too_many_columns(language: Language) -> str:
    return language.plural(
        "there is more than {n} column. Delete those without answers.",
        "there are more than {n} columns. Delete those without answers.",
        LIMITS.columns,
    )


_READERS = {_CSV: _read_csv, _XLSX: _read_xlsx, _HTML: _read_html}
