"""A number of a workbook is stored as its cell showed it, or refused: never as something else."""

import io

import pytest
from openpyxl import load_workbook

from partv.i18n.language import language
from partv.ingest import workbooks
from partv.ingest.answers import read_answers
from partv.ingest.faults import Refused
from partv.ingest.number_formats import BUILTIN, number_shown
from partv.ingest.readers import read
from partv.ingest.register import Register
from tests.making import LONG, repacked, xlsx_file

ENGLISH = language("en")
REGISTER = Register.load()
DAY = "44624"  # 4 March 2022


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("0.36", "0%", "36%"),
        ("0.355", "0.0%", "35.5%"),
        ("0.36", "0 %", "36 %"),
        ("0.36", "General", "0.36"),
        ("0.30000000000000004", "General", "0.3"),
        ("12", "General", "12"),
        ("-12.5", "General", "-12.5"),
        ("1e3", "General", "1000"),
        ("123456789012", "General", None),
        ("0.00001", "General", None),
        ("12.5", "0", "13"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("7", "000", "007"),
        ("12", '0" t"', "12 t"),
        ("12", '"about "0', "about 12"),
        ("12", "@", "12"),
        ("1", '"Yes";;"No"', "Yes"),
        ("0", '"Yes";;"No"', "No"),
        ("1", '[=1]"Yes";"No"', None),
        ("-5", "0;[Red]0", None),
        ("5", "0_);[Red]\\(0\\)", "5"),
        ("12", "[$€-2] 0", "€ 12"),
        ("1200", "0.00E+00", None),
        ("0.5", "# ?/?", None),
        (DAY, "yyyy-mm-dd", "2022-03-04"),
        (DAY, "dd/mm/yyyy", "04/03/2022"),
        (DAY, "d.m.yy", "4.3.22"),
        (DAY, "[$-409]dd\\-mm\\-yyyy", "04-03-2022"),
        (DAY + ".5", "yyyy-mm-dd hh:mm", "2022-03-04 12:00"),
        (DAY + ".503", "mm/dd/yyyy h:mm:ss", "03/04/2022 12:04:19"),
        (DAY, "d mmm yyyy", None),
        (DAY, "[$-F800]dddd", None),
        (DAY, BUILTIN["14"], None),
        (DAY, BUILTIN["15"], None),
        ("12", "dd/mm/yyyy", None),
        ("9999999", "dd/mm/yyyy", None),
        ("1e999", "General", None),
        ("nan", "General", None),
        ("x", "0", None),
    ],
)
def test_a_number_reads_as_it_is_shown_or_not_at_all(raw, code, shown):
    assert number_shown(raw, code) == shown


def test_the_other_calendar_of_workbooks_is_known():
    assert number_shown("43162", "dd/mm/yyyy", epoch_1904=True) == "04/03/2022"


def formatted(value, code):
    """A table in whose free text stands a number with that format."""

    def change(book):
        book.active["E2"] = value
        book.active["E2"].number_format = code

    rows = [LONG[0], ["Kenya", 2023, "20.seizures", None, None]]
    return xlsx_file(rows, change)


def test_what_a_party_wrote_as_a_number_is_kept_as_it_shows():
    for value, code, text in ((0.36, "0%", "36%"), (44624, "dd/mm/yyyy", "04/03/2022")):
        done = read_answers([("a.xlsx", formatted(value, code))], REGISTER, "mine")
        assert [row["text"] for row in done.rows] == [text]


def test_a_number_whose_look_cannot_be_told_is_refused_with_its_format():
    with pytest.raises(Refused) as refused:
        read_answers([("a.xlsx", formatted(44624, "d mmm yyyy"))], REGISTER, "mine")
    (fault,) = refused.value.faults
    assert fault.sentence(ENGLISH) == (
        'a.xlsx, sheet Answers, row 2, column E (text): "44624" is not accepted. Accepted: a text '
        "as it shows, or a number without a format: this one's (d mmm yyyy) does not tell how it "
        "is shown."
    )


def test_a_number_in_a_column_that_is_not_read_is_no_fault():
    def change(book):
        book.active["F1"], book.active["F2"] = "Timestamp", 44624
        book.active["F2"].number_format = "d mmm yyyy"

    assert not read("a.xlsx", xlsx_file(LONG, change), ENGLISH).faults


def test_escape_codes_of_the_format_do_not_stay_in_a_text():
    def change(name, part):
        return part.replace(b"<t>in preparation", b"<t>one_x000D__x000A_two _x005F_x0041_ _x0042_")

    content = repacked(xlsx_file(LONG), change)
    (table,) = read("a.xlsx", content, ENGLISH).tables
    assert table.rows[1][1][4] == "one\ntwo _x0041_ B"


# What is hidden


def hidden(book):
    sheet = book.active
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["E"].hidden = True
    second = book.create_sheet("Old")
    for row in LONG:
        second.append(row)
    second.sheet_state = "hidden"


def test_hidden_rows_columns_and_sheets_are_left_out_named_and_counted():
    done = read_answers([("a.xlsx", xlsx_file(LONG, hidden))], REGISTER, "mine")
    assert {row["iso3"] for row in done.rows} == {"TUR", "EUU"}
    assert done.counted.sentences(ENGLISH) == [
        "2023: 2 answers (Yes 1 and Answer not provided 1).",
        "2 hidden or filtered rows left out: a.xlsx: Answers: 3–4. Show them to import them.",
        "1 hidden column left out: a.xlsx: Answers, E (text). Show it to import it.",
        "Sheets that were not read: a.xlsx: Old.",
    ]


def test_a_title_that_is_hidden_is_nothing_to_tell():
    def title(book):
        book.active.insert_rows(1)
        book.active["A1"] = "Draft"
        book.active.row_dimensions[1].hidden = True

    done = read_answers([("a.xlsx", xlsx_file(LONG, title))], REGISTER, "mine")
    assert len(done.rows) == 4
    assert done.counted.hidden_rows == []


# A fault of ours


def test_a_fault_of_the_program_is_not_said_to_be_one_of_the_file(monkeypatch, caplog):
    def broken(*arguments):
        raise AttributeError("a name that an upgrade took away")

    monkeypatch.setattr(workbooks, "number_shown", broken)
    (fault,) = read("a.xlsx", xlsx_file(LONG), ENGLISH).faults
    assert fault.sentence(ENGLISH) == (
        "a.xlsx: it could not be read because of a fault in this program, not in the file. "
        "Please tell those who run it."
    )
    assert "A file with answers could not be read" in caplog.text


def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it():
    content = xlsx_file(LONG)
    rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    (table,) = read("a.xlsx", content, ENGLISH).tables
    _, *wanted = [[str(cell) if cell else "" for cell in row] for row in rows]
    assert [texts for _, texts in table.rows] == wanted
