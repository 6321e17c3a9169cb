"""The spreadsheet to fill in: complete, the same every time, and what is filled in comes back."""

import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from partv.cli import main
from partv.data.current import Current
from partv.i18n.language import language
from partv.ingest.answers import read_answers
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.ingest.import_report import ANSWERS
from partv.ingest.register import Register
from partv.ingest.template import template
from partv.ui.upload import template_of
from tests.tries import tries

REGISTER = Register.load()
CYCLES = sorted(REGISTER.cycles)
TEMPLATES = {cycle: template(cycle, REGISTER) for cycle in CYCLES}
FREE = [code for code, row in REGISTER.indicators.items() if row["kind"] == "text"]


def due(cycle: int) -> set[str]:
    return {code for code in REGISTER.parties if REGISTER.is_due(code, cycle)}


def sheets(content: bytes):
    return load_workbook(io.BytesIO(content)).worksheets


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_template_has_every_party_due_and_every_indicator(cycle):
    answers, _ = sheets(TEMPLATES[cycle])
    header, *rows = answers.iter_rows(values_only=True)
    assert set(header[4:]) == set(REGISTER.indicators)
    assert len(header) == 4 + len(REGISTER.indicators)
    assert {row[0] for row in rows} == due(cycle)
    assert len(rows) == len(due(cycle))
    for code, name, region, year, *cells in rows:
        party = REGISTER.parties[code]
        assert (name, region, year) == (party["name"], party["region"], cycle)
        assert not any(cells)


def test_every_question_of_yes_or_no_has_a_drop_down_of_the_accepted_answers():
    answers, _ = sheets(TEMPLATES[2025])
    lists = {}
    for choice in answers.data_validations.dataValidation:
        (cells,) = choice.sqref.ranges
        header = answers.cell(1, cells.min_col).value
        assert (cells.min_row, cells.max_row) == (2, answers.max_row)
        assert cells.min_col == cells.max_col
        assert choice.prompt == REGISTER.indicators[header]["label"]
        lists[header] = choice.formula1 if choice.type == "list" else None
    wanted = '"' + ",".join(ANSWERS.values()) + '"'
    assert lists == {code: None if code in FREE else wanted for code in REGISTER.indicators}


def test_the_header_and_the_names_stay_in_sight_and_the_columns_have_widths():
    answers, _ = sheets(TEMPLATES[2025])
    assert answers.freeze_panes == "E2"
    assert all(answers.column_dimensions[letter].width > 5 for letter in "ABCDEFGHIJKLMNOPQR")


def test_the_second_sheet_says_how_and_lists_every_indicator():
    _, instructions = sheets(TEMPLATES[2025])
    cells = [str(cell) for row in instructions.iter_rows(values_only=True) for cell in row if cell]
    words = "\n".join(cells)
    for text in (*ANSWERS.values(), *REGISTER.indicators):
        assert text in words
    for row in REGISTER.indicators.values():
        assert row["label"] in cells


def test_the_template_bears_no_time_of_its_own():
    assert template(2025, REGISTER) == TEMPLATES[2025]
    with zipfile.ZipFile(io.BytesIO(TEMPLATES[2025])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(TEMPLATES[2025])).properties
    assert properties.created == properties.modified == datetime(2026, 1, 1)


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_template_in_any_language_that_is_not_filled_in_holds_nothing_to_import(code):
    with pytest.raises(Refused) as refused:
        read_answers([("t.xlsx", template(2025, REGISTER, language(code)))], REGISTER, "mine")
    (fault,) = refused.value.faults
    assert fault.accepted == "there is no answer of a Party that was due."


def test_the_page_gives_the_template_in_the_language_of_who_asks_and_of_the_data_of_now(package):
    build(package)
    data = Current(package.parent / "parquet", package.parent / "imported", look_seconds=0)
    given = {code: template_of(data.store(), 2025, language(code)) for code in ("ar", "en", "ar")}
    titles = {code: [sheet.title for sheet in sheets(file)] for code, file in given.items()}
    assert titles == {"ar": ["الإجابات", "تعليمات"], "en": ["Answers", "Instructions"]}

    source = package.parent / "source" / "indicators.csv"
    lines = source.read_text("utf-8")
    (last,) = [line for line in lines.splitlines() if line.startswith("30.extradition,")]
    for old, new in (("30.extradition", "30.more"), ("30,Use", "30,More use"), ("no,1,", "no,2,")):
        last = last.replace(old, new)
    source.write_text(f"{lines}{last}\n", "utf-8")
    build(package)
    data.store()
    answers, _ = sheets(template_of(data.store(), 2025, language("en")))
    assert "30.more" in [cell.value for cell in answers[1]]


CELLS = st.tuples(st.sampled_from(sorted(due(2020))), st.sampled_from(sorted(REGISTER.indicators)))
TEXT = st.text("aé中 ,;\"'\n=-+@", min_size=1, max_size=9).filter(str.strip)

SAID = st.tuples(st.sampled_from(sorted(ANSWERS)), TEXT)


@tries(15)
@given(
    st.sampled_from(CYCLES),
    st.dictionaries(
        CELLS, st.tuples(st.sampled_from(sorted(ANSWERS)), TEXT), min_size=1, max_size=40
    ),
)
def test_what_is_filled_in_is_what_is_imported(cycle, filled):
    book = load_workbook(io.BytesIO(TEMPLATES[cycle]))
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    columns = {sheet.cell(1, column).value: column for column in range(5, sheet.max_column + 1)}
    wanted = {}
    for (code, indicator), (status, text) in filled.items():
        cell = sheet.cell(rows[code], columns[indicator])
        if indicator in FREE and status in ("yes", "no"):
            # As Excel stores it in a cell of the format Text.
            cell.value, cell.data_type = text, "s"
            wanted[code, indicator] = ("text", text.strip())
        else:
            cell.value = ANSWERS[status]
            wanted[code, indicator] = (status, None)
    out = io.BytesIO()
    book.save(out)
    done = read_answers([("t.xlsx", out.getvalue())], REGISTER, "mine")
    assert {row["cycle"] for row in done.rows} == {cycle}
    found = {(row["iso3"], row["indicator_id"]): (row["status"], row["text"]) for row in done.rows}
    assert found == wanted
    assert [row["source_row"] for row in done.rows] == [rows[row["iso3"]] for row in done.rows]


def test_the_command_writes_the_template(tmp_path):
    file = tmp_path / "answers.xlsx"
    assert main(["template", "--cycle", "2025", "-o", str(file)]) == 0
    assert file.read_bytes() == TEMPLATES[2025]


def test_the_command_names_a_cycle_or_a_file_that_will_not_do(tmp_path, capsys):
    assert main(["template", "--cycle", "2024", "-o", str(tmp_path / "a.xlsx")]) == 1
    said = '--cycle "2024" is not accepted. Accepted: 2020, 2023, 2025.\n'
    assert capsys.readouterr().err == said
    assert main(["template", "--cycle", "2025", "-o", str(tmp_path / "none" / "a.xlsx")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
