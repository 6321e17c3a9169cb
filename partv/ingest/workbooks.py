"""XLSX: what a workbook would cost is known before it is unpacked, and a cell reads as it shows.

Read with lxml from the parts themselves. The libraries that open workbooks give values: not how a
number is shown, nor which rows are hidden; and they make a cell for every position of a merged
range or a distant cell, which a small file can ask for by the billion.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from partv.i18n.language import Language
from partv.ingest.number_formats import BUILTIN, number_shown
from partv.ingest.raw_tables import (
    LIMITS,
    MEGABYTE,
    Reading,
    Table,
    Unreadable,
    add,
    column_at,
    no_header,
    stem,
    too_many_columns,
    too_many_rows,
    unescaped,
)


class Damaged(Exception):
    """A part of a workbook is not there, or not as it has to be."""


_SPOILED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, KeyError),
    *(RuntimeError, NotImplementedError, UnicodeError),
)
"""What zipfile raises over a damaged archive; caught around its calls, and nowhere else."""


@dataclass
class _Cell:
    text: str
    kind: str = "text"
    """``text``; ``formula``, ``error``; ``number`` of which it cannot be told how it is shown."""
    format: str = ""


@dataclass
class _Book:
    """What the sheets of a workbook share."""

    archive: zipfile.ZipFile
    strings: list[str]
    formats: list[str]
    epoch_1904: bool


@dataclass
class _Sheet:
    cells: dict[int, dict[int, _Cell]] = field(default_factory=dict)
    """By row and column, both from 1; hidden ones are left out."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: dict[int, dict[int, str]] = field(default_factory=dict)
    """By column, what stands in it, by row."""
    merged: list[tuple[int, int, int, str]] = field(default_factory=list)
    """First column, first and last row of a merged range, and the range."""


def read_xlsx(file: str, content: bytes, reading: Reading, language: Language) -> None:
    """Add the tables of a workbook's visible sheets to the reading. Raises Unreadable."""
    try:
        archive = _archive(content)
        reading.marks = _check_archive(archive, len(content), language)
        book, sheets = _open(archive)
        if len(sheets) > LIMITS.sheets:
            raise Unreadable(
                language.plural(
                    "there is more than {n} sheet. Delete those without answers.",
                    "there are more than {n} sheets. Delete those without answers.",
                    LIMITS.sheets,
                )
            )
        for name, part, visible in sheets:
            found = visible and _table(file, name, _sheet(book, part, language), reading, language)
            if not found:
                reading.ignored_sheets.append(name)
    except (Damaged, etree.XMLSyntaxError) as error:
        reason = language.text("the file is damaged and cannot be opened as XLSX.")
        raise Unreadable(reason) from error
    if not reading.tables and not reading.faults:
        raise Unreadable(no_header(language))


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _SPOILED as error:
        raise Damaged("the archive") from error


def _unpacked(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(name)
    except _SPOILED as error:
        raise Damaged(str(name)) from error


def _check_archive(archive: zipfile.ZipFile, size: int, language: Language) -> int:
    """Refuse what would unpack to too much, before anything is unpacked; returns its tags.

    zipfile never unpacks more of a part than its entry declares, so the declared sizes bound it.
    """
    say = language.text
    entries = archive.infolist()
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise Unreadable(say("this is a ZIP archive, but not an XLSX workbook."))
    if any(
        entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        for entry in entries
    ):
        raise Damaged("encrypted, or packed as no workbook is")
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > LIMITS.parts
        or unpacked > LIMITS.unpacked_bytes
        or unpacked > max(MEGABYTE, LIMITS.ratio * size)
    ):
        raise Unreadable(
            say(
                "the file unpacks to {size} MB, out of proportion to what it holds. "
                "Copy the cells to a new workbook.",
                size=language.number(unpacked / MEGABYTE),
            )
        )
    marks = 0
    for entry in entries:
        marks += _unpacked(archive, entry).count(b"<")
        if marks > LIMITS.marks:
            raise Unreadable(too_many_marks(language))
    return marks


def _open(archive: zipfile.ZipFile) -> tuple[_Book, list[tuple[str, str, bool]]]:
    """What the sheets share, and name, part and visibility of each."""
    book = _part(archive, "xl/workbook.xml")
    parts: dict[str, str] = {}
    shared: dict[str, str] = {}
    for one in _part(archive, "xl/_rels/workbook.xml.rels").iter("{*}Relationship"):
        target = one.get("Target", "")
        target = target[1:] if target.startswith("/") else f"xl/{target}"
        kind = one.get("Type", "").rpartition("/")[2]
        shared.setdefault(kind, target)
        if kind == "worksheet":
            parts[one.get("Id", "")] = target
    sheets = []
    for one in book.iter("{*}sheet"):
        key = next((value for name, value in one.items() if name.endswith("}id")), "")
        if key in parts:
            visible = one.get("state", "visible") == "visible"
            sheets.append((one.get("name", ""), parts[key], visible))
    strings = []
    if "sharedStrings" in shared:
        strings = [_text(one) for one in _part(archive, shared["sharedStrings"]).iter("{*}si")]
    formats = _formats(_part(archive, shared["styles"])) if "styles" in shared else []
    epoch = any(_true(one.get("date1904")) for one in book.iter("{*}workbookPr"))
    return _Book(archive, strings, formats, epoch), sheets


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    content = _unpacked(archive, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root is None:
        raise Damaged(name)
    return root


def _formats(styles: etree._Element) -> list[str]:
    """The number format of each style of a cell."""
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter("{*}numFmt")}
    found = []
    for one in styles.iterfind("{*}cellXfs/{*}xf"):
        key = one.get("numFmtId", "0")
        found.append(own.get(key) or BUILTIN.get(key, f"#{key}"))
    return found


def _text(item: etree._Element) -> str:
    """The text of a cell, its runs together; how it is pronounced is not part of it."""
    parts = [
        one.text or ""
        for one in item.iter("{*}t")
        if next(one.iterancestors("{*}rPh"), None) is None
    ]
    return unescaped("".join(parts), controls_only=False)


def _sheet(book: _Book, part: str, language: Language) -> _Sheet:
    root, sheet = _part(book.archive, part), _Sheet()
    hidden = _hidden_columns(root)
    row = 0
    for line in root.iterfind("{*}sheetData/{*}row"):
        row = _number(line.get("r", str(row + 1)))
        out = _true(line.get("hidden")) or line.get("ht") == "0"
        column = 0
        for one in line.iterfind("{*}c"):
            column = _column(one.get("r"), row) if one.get("r") else column + 1
            cell = _cell(one, book)
            if cell is None:
                continue
            if row > LIMITS.rows:
                raise Unreadable(too_many_rows(language))
            if column > LIMITS.columns:
                raise Unreadable(too_many_columns(language))
            if out:
                sheet.hidden_rows.add(row)
            elif column in hidden:
                sheet.hidden_columns.setdefault(column, {})[row] = cell.text
            else:
                sheet.cells.setdefault(row, {})[column] = cell
    for one in root.iterfind("{*}mergeCells/{*}mergeCell"):
        ref = one.get("ref", "")
        corners = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})(?::[A-Z]{1,3}(\d{1,7}))?", ref)
        if corners is None:
            raise Damaged(ref)
        letters, first, last = corners.groups()
        column = column_index_from_string(letters)
        sheet.merged.append((column, int(first), int(last or first), ref))
    return sheet


def _hidden_columns(root: etree._Element) -> set[int]:
    """The columns that are hidden or have no width, as far as tables go."""
    found: set[int] = set()
    for one in root.iterfind("{*}cols/{*}col"):
        if _true(one.get("hidden")) or one.get("width") == "0":
            first, last = _number(one.get("min", "")), _number(one.get("max", ""))
            found.update(range(first, min(last, LIMITS.columns) + 1))
    return found


def _cell(one: etree._Element, book: _Book) -> _Cell | None:
    """What a cell shows; None when it shows nothing."""
    kind, value, formula = one.get("t", "n"), one.find("{*}v"), one.find("{*}f")
    if formula is not None:
        return _Cell(f"={formula.text or ''}", "formula")
    if kind == "inlineStr":
        inline = one.find("{*}is")
        return _Cell(_text(inline)) if inline is not None else None
    raw = (value.text or "") if value is not None else ""
    if not raw:
        return None
    if kind == "s":
        number = _number(raw)
        if number >= len(book.strings):
            raise Damaged(raw)
        return _Cell(book.strings[number])
    if kind == "e":
        return _Cell(raw, "error")
    if kind == "b":
        return _Cell("TRUE" if _true(raw) else "FALSE")
    if kind in ("str", "d"):
        return _Cell(unescaped(raw, controls_only=False))
    style = _number(one.get("s", "0"))
    code = book.formats[style] if style < len(book.formats) else "General"
    shown = number_shown(raw, code, book.epoch_1904)
    return _Cell(raw, "number", code) if shown is None else _Cell(shown)


def _true(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()):
        raise Damaged(text)
    return int(text)


def _column(ref: str, row: int) -> int:
    """The column of a cell, by its address."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", ref)
    if found is None or int(found[2]) != row:
        raise Damaged(ref)
    return column_index_from_string(found[1])


def _table(file: str, name: str, sheet: _Sheet, reading: Reading, language: Language) -> bool:
    """Add the table of a sheet to the reading; False when it holds none."""
    last = max(sheet.cells, default=0)
    width = max((max(cells) for cells in sheet.cells.values()), default=0)
    texts = []
    for row in range(1, last + 1):
        cells = sheet.cells.get(row, {})
        texts.append((row, [cells[i].text if i in cells else "" for i in range(1, width + 1)]))
    table = add(file, name, texts, (stem(file), name), reading, language)
    if table is None:
        return False
    _refuse(table, sheet, texts, reading, language)
    for column, first, last, ref in sheet.merged:
        if last >= table.header_row:
            place = column_at(table, texts, column - 1)
            accepted = language.text("one cell for each answer: unmerge the cells and fill each")
            reading.faults.append(table.fault(first, place, ref, accepted))
    rows = sorted(row for row in sheet.hidden_rows if row > table.header_row)
    if rows:
        reading.hidden_rows.append((f"{file}: {name}", rows))
    for column, under in sorted(sheet.hidden_columns.items()):
        if max(under) >= table.header_row:
            header = under.get(table.header_row, "")
            letter = get_column_letter(column)
            place = f"{letter} ({header})" if header else letter
            reading.hidden_columns.append(f"{file}: {name}, {place}")
    return True


def _refuse(
    table: Table,
    sheet: _Sheet,
    texts: list[tuple[int, list[str]]],
    reading: Reading,
    language: Language,
) -> None:
    """Name every cell that is no plain value; of numbers, those in columns that are read."""
    say = language.text
    numbered = dict(table.rows)
    read = {column.index for column in table.roles.values()}
    if table.kind != "long":
        read |= {column.index for column in table.others}
    for row, cells in sorted(sheet.cells.items()):
        for index, cell in sorted(cells.items()):
            if row < table.header_row or cell.kind == "text":
                continue
            if cell.kind == "formula":
                accepted = say("a value, not a formula: paste the cells as values")
            elif cell.kind == "error":
                accepted = say("a value, not the error of a formula")
            elif index - 1 in read:
                accepted = say(
                    "a text as it shows, or a number without a format: this one's ({format}) does "
                    "not tell how it is shown",
                    format=cell.format,
                )
            else:
                continue
            column = column_at(table, texts, index - 1)
            reading.faults.append(table.fault(row, column, cell.text, accepted))
            if row in numbered:
                numbered[row][index - 1] = None


def too_many_marks(language: Language) -> str:
    """Why workbooks with more cells than a table of answers are not read."""
    return language.plural(
        "there is more than {n} cell or format. Copy the answers to a new workbook.",
        "there are more than {n} cells and formats. Copy the answers to a new workbook.",
        LIMITS.marks // 4,
    )
