"""A spreadsheet to fill in: the Parties due in a cycle down, the indicators across."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from partv.exports.reproducible_zip import WHEN, timeless
from partv.i18n.collation import sort_key
from partv.i18n.language import Language, language
from partv.ingest.import_report import ANSWERS
from partv.ingest.register import Register

_FIXED = ("iso3", "Party", "Region", "Cycle")
_WIDTHS = (7, 34, 9, 8)
_GREY = PatternFill("solid", fgColor="E8E8E8")


def template(cycle: int, register: Register | None = None, to: Language | None = None) -> bytes:
    """An XLSX file that ``import`` reads back, with drop-downs of the accepted answers.

    Raises KeyError when there is no such cycle. The header row holds the indicators' identifiers,
    in every language; their labels and the instructions are on the second sheet.
    """
    register = register or Register.load()
    to = to or language("en")
    due = [iso3 for iso3 in register.parties if register.is_due(iso3, cycle)]
    names = register.names(to.code)
    due.sort(key=lambda iso3: sort_key(names.name_of(iso3), to.code))
    indicators = sorted(
        register.indicators.values(), key=lambda row: (row["article"], row["position"])
    )
    book = Workbook()
    sheet = book.active
    sheet.title = to.text("Answers")
    sheet.append([*_FIXED, *(row["indicator_id"] for row in indicators)])
    for iso3 in due:
        sheet.append([iso3, names.name_of(iso3), register.parties[iso3]["region"], cycle])
    _dress(sheet, indicators, len(due) + 1, to)
    _instruct(book.create_sheet(to.text("Instructions")), indicators, cycle, to)
    book.properties.title = to.text("Answers on Part V, cycle {cycle}", cycle=cycle)
    book.properties.creator = "Part V Dashboard"
    book.properties.created = WHEN
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def _dress(sheet: Worksheet, indicators: list[dict], last: int, to: Language) -> None:
    """Widths, a header that stays, and the drop-downs."""
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(indicators, start=len(_FIXED) + 1):
        letter = get_column_letter(number)
        free = row["kind"] == "text"
        sheet.column_dimensions[letter].width = 40 if free else 20
        choice = _choice(row, to)
        choice.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(choice)
        for line in range(2, last + 1):
            cell = sheet.cell(line, number)
            cell.alignment = Alignment(wrap_text=free, vertical="top")
            # As text: what begins with "=" or "-" is no formula.
            cell.number_format = "@"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = _GREY
    sheet.freeze_panes = sheet.cell(2, len(_FIXED) + 1)


def _choice(indicator: dict, to: Language) -> DataValidation:
    """What a column accepts, and its subject, shown while one of its cells is chosen."""
    if indicator["kind"] == "text":
        choice = DataValidation(allow_blank=True)
    else:
        answers = f'"{",".join(ANSWERS.values())}"'
        choice = DataValidation("list", formula1=answers, allow_blank=True)
        choice.showErrorMessage = True
        choice.errorTitle = to.text("Not an accepted answer")
        choice.error = to.text("Choose one of the list, or leave the cell empty.")
    choice.showInputMessage = True
    choice.promptTitle = indicator["indicator_id"]
    # Spreadsheets show 255 characters at most.
    choice.prompt = to.text(indicator["label"])[:255]
    return choice


def _instruct(sheet: Worksheet, indicators: list[dict], cycle: int, to: Language) -> None:
    say = to.text
    lines = [
        say("How to fill in this workbook"),
        say("Each row is a Party that was due to report in {cycle}.", cycle=cycle)
        + " "
        + say("Each column from E on is an indicator; they are listed below."),
        say("Accepted answers: {answers}.", answers=to.series(ANSWERS.values())),
        say(
            "Answer not provided: the Party reported and left this question blank. "
            "Report not provided: it sent no report."
        ),
        say(
            "Columns of free text take any text, or one of: {answers}.",
            answers=to.series(words for status, words in ANSWERS.items() if "_" in status),
        ),
        say("An empty cell says nothing and is not imported."),
        say("Keep the header row. No formulas, no merged cells."),
        say("Import it with: python -m partv import FILE --data NAME"),
    ]
    for line in lines:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append([say("Indicator"), say("Subject"), say("What a Yes says of the Party")])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
        cell.fill = _GREY
    for row in indicators:
        wording = to.plural(row["wording_one"], row["wording"], 1)
        if row["kind"] == "text":
            wording = say("Free text: {wording}", wording=wording)
        sheet.append([row["indicator_id"], to.text(row["label"]), wording])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 18), ("B", 50), ("C", 90)):
        sheet.column_dimensions[letter].width = width
