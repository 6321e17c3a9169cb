"""XLSX: what a workbook would cost is known before it is unpacked."""

import io
import warnings
import zipfile
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from partv.i18n.language import Language
from partv.ingest.raw_tables import (
    LIMITS,
    MEGABYTE,
    Reading,
    Unreadable,
    add,
    column_at,
    no_header,
    stem,
    too_many_columns,
    too_many_rows,
)


def read_xlsx(file: str, content: bytes, reading: Reading, language: Language) -> None:
    """Add the tables of a workbook's visible sheets to the reading. Raises Unreadable."""
    say = language.text
    try:
        reading.marks = _check_archive(content, language)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            sheets = workbook.worksheets
            if len(sheets) > LIMITS.sheets:
                raise Unreadable(
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
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl trusts its input: a damaged file raises almost anything.
        raise Unreadable(say("the file is damaged and cannot be opened as XLSX.")) from error
    if not reading.tables and not reading.faults:
        raise Unreadable(no_header(language))


def _check_archive(content: bytes, language: Language) -> int:
    """Refuse what would unpack to too much, before anything is unpacked; returns its tags.

    A tag costs openpyxl up to ten microseconds, in whatever part it stands. zipfile never unpacks
    more of a part than its entry declares, so the declared sizes bound it.
    """
    say = language.text
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise Unreadable(say("this is a ZIP archive, but not an XLSX workbook."))
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > LIMITS.parts
        or unpacked > LIMITS.unpacked_bytes
        or unpacked > max(MEGABYTE, LIMITS.ratio * len(content))
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
        marks += archive.read(entry).count(b"<")
        if marks > LIMITS.marks:
            raise Unreadable(too_many_marks(language))
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
                raise Unreadable(too_many_rows(language))
            if column > LIMITS.columns:
                raise Unreadable(too_many_columns(language))
            records.setdefault(row, {})[column] = (cell["data_type"], cell["value"])
    last = max(records, default=0)
    width = max((max(cells) for cells in records.values()), default=0)
    texts = []
    for row in range(1, last + 1):
        cells = records.get(row, {})
        texts.append((row, [_shown(*cells.get(i, ("n", ""))) for i in range(1, width + 1)]))
    table = add(file, sheet.title, texts, (stem(file), sheet.title), reading, language)
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
            column = column_at(table, texts, index - 1)
            reading.faults.append(table.fault(row, column, _shown(kind, value), accepted))
            if row in numbered:
                numbered[row][index - 1] = None
    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        if merged.max_row >= table.header_row:
            column = column_at(table, texts, merged.min_col - 1)
            accepted = language.text("one cell for each answer: unmerge the cells and fill each")
            reading.faults.append(table.fault(merged.min_row, column, merged.ref, accepted))
    return True


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


def too_many_marks(language: Language) -> str:
    """Why workbooks with more cells than a table of answers are not read."""
    return language.plural(
        "there is more than {n} cell or format. Copy the answers to a new workbook.",
        "there are more than {n} cells and formats. Copy the answers to a new workbook.",
        LIMITS.marks // 4,
    )
