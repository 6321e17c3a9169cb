"""An extract as an Excel workbook: the rows, and a sheet that says what they are."""

import io
from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from partv.exports.extract import Extract
from partv.exports.reproducible_zip import WHEN, timeless
from partv.exports.row_formats import records
from partv.i18n import wording
from partv.i18n.language import Language

LONGEST_CELL = 32_767
"""Characters that a cell of an Excel sheet holds."""


def to_xlsx(extract: Extract, say: Language) -> bytes:
    """The rows with the machine names of their columns, dates as dates, every text as text.

    The second sheet has, in the language of ``say``, filters, sources and version; and what each
    column means. The same extract has the same bytes.
    """
    book = Workbook(write_only=True)
    rows = records(extract.rows)
    _table(book.create_sheet(extract.table.name), extract, rows)
    _about(book.create_sheet(say.text("About these rows")), extract, say)
    book.properties.title = extract.name
    book.properties.creator = "Part V Dashboard"
    book.properties.created = WHEN
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def _table(sheet: Worksheet, extract: Extract, rows: list[tuple]) -> None:
    fields = extract.table.fields
    for number, field in enumerate(fields, start=1):
        width = max([len(field.name), *(len(_shown(row[number - 1])) for row in rows[:200])])
        sheet.column_dimensions[get_column_letter(number)].width = min(max(width + 2, 8), 48)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{len(rows) + 1}"
    sheet.append([_cell(sheet, field.name, bold=True) for field in fields])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _about(sheet: Worksheet, extract: Extract, say: Language) -> None:
    sheet.sheet_view.rightToLeft = say.direction == "rtl"
    for letter, width in (("A", 24), ("B", 90), ("C", 14)):
        sheet.column_dimensions[letter].width = width

    def lines(*rows: Iterable[object], bold: bool = False) -> None:
        for row in rows:
            sheet.append([_cell(sheet, value, bold, wrap=True) for value in row])

    stamp = wording.stamp(extract.invented, say)
    lines([extract.name, stamp] if stamp else [extract.name], bold=True)
    lines([say.text("What a row is"), say.text(extract.table.description)])
    lines(*extract.filters(say))
    lines([say.text("Version of the data"), extract.version])
    for document in extract.documents:
        words = " ".join(
            filter(None, (say.text(document["title"]), document["number"], document["link"]))
        )
        lines([say.text("Source"), words])
    unofficial = wording.unofficial(say)
    lines(["", unofficial], [])
    lines([say.text("Column"), say.text("What it means"), say.text("Unit")], bold=True)
    for f in extract.table.fields:
        lines([f.name, say.text(f.description), say.text(f.unit)])


def _cell(sheet: Worksheet, value: object, bold: bool = False, wrap: bool = False) -> Cell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # What begins with "=" is a text that says so, not a formula.
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in set("=+-@")
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _shown(value: object) -> str:
    return "" if value is None else str(value)
