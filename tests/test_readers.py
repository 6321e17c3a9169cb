"""Files to cells: every format and encoding, every place as people see it, no bytes that crash."""

import io
import random
import zipfile
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from partv.i18n.language import language
from partv.ingest.answers import read_answers
from partv.ingest.faults import Refused
from partv.ingest.raw_tables import LIMITS
from partv.ingest.readers import load, read
from partv.ingest.register import Register
from tests.making import (
    LONG,
    OLD_PAGE,
    PAGE,
    WIDE,
    csv_file,
    html_file,
    repacked,
    shared_strings,
    xlsx_file,
)
from tests.tries import tries

ENGLISH = language("en")
REGISTER = Register.load()
BOM = "\ufeff"


def cells(name: str, content: bytes) -> list[list[str]]:
    """Header and rows of the one table of a sound file."""
    reading = read(name, content, ENGLISH)
    assert [fault.sentence(ENGLISH) for fault in reading.faults] == []
    (table,) = reading.tables
    width = 1 + max(column.index for column in [*table.roles.values(), *table.others])
    header = [""] * width
    for column in [*table.roles.values(), *table.others]:
        header[column.index] = column.header
    return [header, *(texts for _, texts in table.rows)]


def sentences(name: str, content: bytes) -> list[str]:
    """What is wrong with a file, as people read it."""
    return [fault.sentence(ENGLISH) for fault in read(name, content, ENGLISH).faults]


def as_text(rows) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]


# Formats


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_a_csv_file_reads_the_same_in_every_encoding_with_every_delimiter(encoding, delimiter, end):
    rows = [
        [cell.replace("ü", "ü") if isinstance(cell, str) else cell for cell in row] for row in LONG
    ]
    content = csv_file(rows, encoding, delimiter, end)
    if encoding.endswith(("le", "be")):
        content = BOM.encode(encoding) + content
    assert cells("a.csv", content) == as_text(LONG)


@pytest.mark.parametrize("rows", [LONG, WIDE, PAGE], ids=["long", "wide", "page"])
def test_a_table_reads_the_same_as_csv_xlsx_and_html(rows):
    assert (
        cells("a.csv", csv_file(rows))
        == cells("a.xlsx", xlsx_file(rows))
        == cells("a.html", html_file(rows))
        == as_text(rows)
    )


@pytest.mark.parametrize(
    ("rows", "kind"), [(LONG, "long"), (WIDE, "wide"), (PAGE, "page"), (OLD_PAGE, "page")]
)
def test_the_header_tells_what_kind_of_table_it_is(rows, kind):
    (table,) = read("a.csv", csv_file(rows), ENGLISH).tables
    assert table.kind == kind


def test_the_delimiter_is_told_by_the_header_and_not_by_the_cells():
    rows = [["party", "indicator", "answer", "text"], ["Fiji", "20.seizures", "", "a, b, c, d, e"]]
    assert cells("a.csv", csv_file(rows, delimiter=";"))[1][3] == "a, b, c, d, e"


def test_the_line_that_excel_writes_for_itself_is_not_a_row():
    content = b"sep=;\r\n" + csv_file(LONG, delimiter=";", end="\r\n")
    (table,) = read("a.csv", content, ENGLISH).tables
    assert table.header_row == 1
    assert [number for number, _ in table.rows] == [2, 3, 4, 5]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    rows = [
        ["Answers of 2023"],
        [],
        *LONG[:2],
        [],
        ["Fiji", 2023, "20.seizures", "", "one\ntwo"],
        *LONG[2:3],
    ]
    for name, content in (("a.csv", csv_file(rows)), ("a.xlsx", xlsx_file(rows))):
        (table,) = read(name, content, ENGLISH).tables
        assert table.header_row == 3
        assert [number for number, _ in table.rows] == [4, 6, 7]


def test_a_column_has_its_letter_and_its_header():
    (table,) = read("a.xlsx", xlsx_file(LONG), ENGLISH).tables
    fault = table.fault(4, table.roles["answer"], "Maybe", "Yes, No")
    assert fault.sentence(ENGLISH) == (
        'a.xlsx, sheet Answers, row 4, column D (answer): "Maybe" is not accepted. '
        "Accepted: Yes, No."
    )
    (page,) = read("a.html", html_file(PAGE), ENGLISH).tables
    assert page.fault(2, page.others[0], None, "no.").sentence(ENGLISH) == (
        "a.html, row 2, column 2023: no."
    )


def test_the_header_that_older_pages_repeat_as_their_last_row_is_dropped():
    (table,) = read("a.csv", csv_file(OLD_PAGE), ENGLISH).tables
    assert len(table.rows) == 2
    assert table.repeated_headers == 1


def test_a_page_says_what_it_is_about():
    head = (
        '<link rel="canonical" href="https://extranet.who.int/x/indicators/some-question/?lang=fr">'
        "<!-- x -->"
    )
    content = html_file(PAGE, "Some question", head)
    saved = b"<!-- saved from url=(0042)https://extranet.who.int/x/indicators/other-one -->\n"
    (table,) = read("question 3.html", saved + content, ENGLISH).tables
    assert {"question 3", "Some question", "some-question", "other-one"} <= set(table.titles)


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", '<meta charset="windows-1252">')],
)
def test_a_page_reads_in_its_encoding(encoding, head):
    content = html_file(
        [PAGE[0], ["Côte d’Ivoire", "AFR", "Yes", "No", ""]], head=head, encoding=encoding
    )
    assert cells("a.html", content)[1][0] == "Côte d’Ivoire"


def test_values_of_a_spreadsheet_read_as_they_are_shown():
    row = ["Fiji", 2023.0, "20.seizures", None, date(2023, 6, 30)]
    assert cells("a.xlsx", xlsx_file([LONG[0], row]))[1] == [
        "Fiji",
        "2023",
        "20.seizures",
        "",
        "2023-06-30",
    ]
    row = ["Fiji", 2023, "20.seizures", True, 1.5]
    assert cells("a.xlsx", xlsx_file([LONG[0], row]))[1][3:] == ["TRUE", "1.5"]


def test_texts_that_a_workbook_keeps_apart_read_as_those_in_the_cells():
    content = shared_strings(xlsx_file(LONG))
    assert content != xlsx_file(LONG)
    assert cells("a.xlsx", content) == as_text(LONG)


def test_sheets_without_answers_and_hidden_sheets_are_named_and_not_read():
    def more(book):
        book.create_sheet("Notes").append(["How to"])
        book.create_sheet("Empty")
        hidden = book.create_sheet("Old")
        for row in LONG:
            hidden.append(row)
        hidden.sheet_state = "hidden"

    reading = read("a.xlsx", xlsx_file(LONG, more), ENGLISH)
    assert not reading.faults
    assert [table.sheet for table in reading.tables] == ["Answers"]
    assert reading.ignored_sheets == ["Notes", "Empty", "Old"]


def test_every_sheet_and_every_table_of_a_page_with_answers_is_read():
    def more(book):
        second = book.create_sheet("Second")
        for row in WIDE:
            second.append(row)

    assert len(read("a.xlsx", xlsx_file(LONG, more), ENGLISH).tables) == 2
    assert len(read("a.html", html_file(PAGE) + html_file(WIDE), ENGLISH).tables) == 2


# What is refused


def merged(book):
    book.active.merge_cells("D2:D3")


def merged_title(book):
    book.active.insert_rows(1)
    book.active["A1"] = "Answers"
    book.active.merge_cells("A1:E1")


def formula(book):
    book.active["D3"] = '=IF(1,"Yes","No")'


def array_formula(book):
    book.active["D3"] = ArrayFormula("D3:D4", "=D2")


def error(book):
    book.active["D3"] = "#N/A"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            merged,
            'row 2, column D (answer): "D2:D3" is not accepted. '
            "Accepted: one cell for each answer: unmerge the cells and fill each.",
        ),
        (
            formula,
            'row 3, column D (answer): "=IF(1,"Yes","No")" is not accepted. '
            "Accepted: a value, not a formula: paste the cells as values.",
        ),
        (
            array_formula,
            'row 3, column D (answer): "=D2" is not accepted. '
            "Accepted: a value, not a formula: paste the cells as values.",
        ),
        (
            error,
            'row 3, column D (answer): "#N/A" is not accepted. '
            "Accepted: a value, not the error of a formula.",
        ),
    ],
)
def test_a_cell_that_is_no_plain_value_is_named(spoil, sentence):
    assert sentences("a.xlsx", xlsx_file(LONG, spoil)) == [f"a.xlsx, sheet Answers, {sentence}"]


def test_a_merged_title_above_the_table_is_no_fault():
    reading = read("a.xlsx", xlsx_file(LONG, merged_title), ENGLISH)
    assert not reading.faults
    assert reading.tables[0].header_row == 2


def test_a_cell_of_a_page_that_spans_others_is_named():
    content = html_file(PAGE).replace(b"<td> Yes", b'<td colspan="2"> Yes', 1)
    assert sentences("a.html", content) == [
        'a.html, row 2, column 2023: "colspan=2" is not accepted. '
        "Accepted: one cell for each answer: unmerge the cells and fill each."
    ]


NO_TABLE = (
    "no table of answers was found. Its header has a column Party and: indicator and answer; "
    "or one column for each indicator; or one column for each cycle."
)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "the file is empty."),
        ("a.csv", b" \r\n ", "the file is empty."),
        ("a.csv", b"a,b\n1,2\n", NO_TABLE),
        ("a.csv", b"Party\nFiji\n", NO_TABLE),
        ("a.xlsx", xlsx_file([]), NO_TABLE),
        ("a.html", b"<html><body>Sign in</body></html>", NO_TABLE),
        ("a.csv", xlsx_file(LONG), "the name promises CSV, but the content is XLSX."),
        ("a.xlsx", csv_file(LONG), "the name promises XLSX, but the content is CSV."),
        ("a.csv", html_file(PAGE), "the name promises CSV, but the content is HTML."),
        ("a.csv", b"%PDF-1.7 ...", "the name promises CSV, but the content is PDF."),
        ("a.xlsx", b"\x00\x01\x02", "the name promises XLSX, but the content is something else."),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x01", "this is not a text file."),
        (
            "a.csv",
            b"Party,2023\nFiji," + bytes(range(0x80, 0x100)),
            "the characters cannot be read. Save the file as UTF-8.",
        ),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "this is an old or a protected Excel file. Save it as XLSX without a password.",
        ),
        ("a.xlsx", xlsx_file(LONG)[:-40], "the file is damaged and cannot be opened as XLSX."),
        (
            "a.pdf",
            b"%PDF-1.7",
            'files ending in "pdf" are not read. Accepted: csv, txt, tsv, xlsx, xlsm, html, htm.',
        ),
        (
            "README",
            b"Party",
            'files ending in "" are not read. Accepted: csv, txt, tsv, xlsx, xlsm, html, htm.',
        ),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_a_sentence(name, content, sentence):
    assert sentences(name, content) == [f"{name}: {sentence}"]


@pytest.mark.parametrize("ending", ["xls", "xlsb", "ods", "numbers"])
def test_a_workbook_of_another_kind_is_refused_with_the_way_out(ending):
    assert sentences(f"a.{ending}", b"\xd0\xcf\x11\xe0") == [
        f'a.{ending}: files ending in "{ending}" are not read. Save it as XLSX.'
    ]


def test_a_workbook_that_may_have_macros_reads_as_one_that_may_not():
    assert cells("a.xlsm", xlsx_file(LONG)) == as_text(LONG)


def test_a_zip_archive_of_something_else_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert sentences("a.xlsx", out.getvalue()) == [
        "a.xlsx: this is a ZIP archive, but not an XLSX workbook."
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([LONG[0]], "row 1: there are no rows under the header."),
        (
            [LONG[0], ["Fiji", 2023, "21.exchange", "Yes", "", "", "extra"]],
            'row 2, column G: "extra" is not accepted. '
            "Accepted: nothing here: the header has 5 columns.",
        ),
        (
            [["Party", "21.exchange", "21.Exchange"], ["Fiji", "Yes", "No"]],
            'row 1, column C (21.Exchange): "21.Exchange" is not accepted. '
            "Accepted: each column once (B (21.exchange) is the same).",
        ),
        (
            [["Party", "", "2023"], ["Fiji", "Yes", "No"]],
            'row 2, column B: "Yes" is not accepted. '
            "Accepted: a header for this column, or no cells under it.",
        ),
        (
            [LONG[0], ["Fiji", 2023, "20.seizures", "", "x" * (LIMITS.cell_characters + 1)]],
            f'row 2, column E (text): "{"x" * 57}..." is not accepted. '
            f"Accepted: a text of at most {LIMITS.cell_characters:,} characters.",
        ),
        (
            [["Party", *range(LIMITS.columns)], ["Fiji", "Yes"]],
            f"row 1: there are more than {LIMITS.columns} columns. Delete those without answers.",
        ),
    ],
)
def test_a_table_out_of_shape_is_refused_with_its_place(rows, sentence):
    assert f"a.csv, {sentence}" in sentences("a.csv", csv_file(rows))


def test_a_quotation_mark_that_is_not_closed_is_named_with_its_row():
    content = b'party,indicator,answer,text\nFiji,20.seizures,,ok\nFiji,20.seizures,,"open\n'
    (sentence,) = sentences("a.csv", content)
    assert sentence.startswith("a.csv, row 3: not readable as CSV (")


# What a hostile file may cost


def test_a_file_of_200_megabytes_is_refused_by_its_size_and_not_read(tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    with pytest.raises(Refused) as refused:
        load([file], ENGLISH)
    (fault,) = refused.value.faults
    assert fault.sentence(ENGLISH) == (
        "large.csv: the file has 200 MB, and 20 MB are read at most. Split it."
    )
    too_large = b"x" * (LIMITS.file_bytes + 1)
    assert "20 MB are read at most" in sentences("a.csv", too_large)[0]


def test_every_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(Refused) as refused:
        load([tmp_path / "none.csv", tmp_path], ENGLISH)
    assert [fault.sentence(ENGLISH) for fault in refused.value.faults] == [
        "none.csv: there is no such file.",
        f"{tmp_path.name}: this is not a file.",
    ]


def bomb(size: int) -> bytes:
    """A workbook whose one sheet unpacks to ``size`` bytes."""
    blank = b" " * size
    return repacked(
        xlsx_file(LONG), lambda name, part: part + blank if name.endswith("sheet1.xml") else part
    )


@pytest.mark.parametrize("size", [LIMITS.unpacked_bytes, 8 * 1024 * 1024])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(size):
    content = bomb(size)
    assert len(content) < 100_000
    (sentence,) = sentences("a.xlsx", content)
    assert "out of proportion to what it holds" in sentence


def test_a_zip_entry_that_lies_about_its_size_is_not_unpacked_further():
    content = bytearray(bomb(1024 * 1024 * 2))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = (1000).to_bytes(4, "little")
    lying = bytes(content).replace(real.to_bytes(4, "little"), lie)
    assert lying != bytes(content)
    assert sentences("a.xlsx", lying) == [
        "a.xlsx: the file is damaged and cannot be opened as XLSX."
    ]


@pytest.mark.parametrize(
    "content",
    [b"<html>" + b"<div>" * 300 + html_file(PAGE), b"<html>" + b"</b>" * 999 + b"<i>" * 300],
)
def test_a_page_that_the_parser_would_cut_short_is_refused(content):
    assert sentences("a.html", content) == [
        "a.html: the page is nested too deep or has a text that is too long."
    ]


def test_a_page_of_more_than_5_megabytes_is_refused():
    (sentence,) = sentences("a.html", html_file(PAGE) + b" " * LIMITS.html_bytes)
    assert "5 MB are read at most" in sentence


def test_more_entries_than_a_workbook_has_are_refused():
    out = io.BytesIO(xlsx_file(LONG))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(LIMITS.parts):
            archive.writestr(f"x{number}", b"")
    assert "out of proportion" in sentences("a.xlsx", out.getvalue())[0]


def test_a_merged_range_over_a_whole_sheet_costs_nothing():
    def change(name, part):
        tag = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        return part.replace(b"</sheetData>", tag) if name.endswith("sheet1.xml") else part

    (sentence,) = sentences("a.xlsx", repacked(xlsx_file(LONG), change))
    assert '"A1:XFD1048576" is not accepted' in sentence


@pytest.mark.parametrize(
    ("cell", "words"),
    [("A1048576", "20,000 rows"), ("XFD2", "200 columns"), ("A20001", "20,000 rows")],
)
def test_a_cell_far_out_is_refused_without_filling_the_space_between(cell, words):
    def far(book):
        book.active[cell] = "x"

    (sentence,) = sentences("a.xlsx", xlsx_file(LONG, far))
    assert words in sentence


def test_rows_and_sheets_beyond_the_limit_are_refused():
    rows = [LONG[0], *[["Fiji", 2023, "21.exchange", "Yes", ""]] * LIMITS.rows]
    assert "more than 20,000 rows" in sentences("a.csv", csv_file(rows))[0]
    assert "more than 20,000 rows" in sentences("a.html", html_file(rows))[0]

    def more(book):
        for _ in range(LIMITS.sheets):
            book.create_sheet()

    assert "more than 30 sheets" in sentences("a.xlsx", xlsx_file(LONG, more))[0]


@pytest.mark.parametrize("wanted", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_that_multiply_are_not_expanded(wanted):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>'.encode()

    def change(name, part):
        return doctype + part.replace(b"<t>", b"<t>&a11;") if name == wanted else part

    content = repacked(shared_strings(xlsx_file(LONG, formula)), change)
    reading = read("a.xlsx", content, ENGLISH)
    for table in reading.tables:
        assert max(len(text) for _, texts in table.rows for text in texts if text) < 1000


# Any bytes


def imported_or_refused(name: str, content: bytes) -> None:
    try:
        done = read_answers([(name, content)], REGISTER, "mine", indicator="21.exchange")
    except Refused as refused:
        said = [fault.sentence(ENGLISH) for fault in refused.faults]
    else:
        said = done.counted.sentences(ENGLISH)
    assert said
    assert all(sentence.isprintable() for sentence in said)
    assert not [sentence for sentence in said if "a fault in this program" in sentence]


NAMES = st.sampled_from(["a.csv", "a.xlsx", "a.html", "a.txt", "a"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"<html>", b"<table>", b"\xff\xfe", b"\xef\xbb\xbf", b"Party,2023\n"]
)


@tries(80)
@given(NAMES, STARTS, st.binary(max_size=300))
@example("a.xlsx", b"PK\x05\x06", b"\x00" * 18)
def test_any_bytes_are_imported_or_refused(name, start, content):
    imported_or_refused(name, start + content)


VALID = {
    "shared.xlsx": shared_strings(xlsx_file(LONG)),
    "a.csv": csv_file(LONG),
    "page.csv": csv_file(OLD_PAGE, "utf-16"),
    "a.html": html_file(PAGE),
    "a.xlsx": xlsx_file(WIDE),
}
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=4
)


def mutated(content: bytes, changes) -> bytes:
    for place, cut, put in changes:
        at = int(place * len(content))
        content = content[:at] + put + content[at + cut :]
    return content


@tries(80)
@given(st.sampled_from(sorted(VALID)), CHANGES)
def test_a_spoiled_file_is_imported_or_refused(name, changes):
    imported_or_refused(name, mutated(VALID[name], changes))


PARTS = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
PARTS += ["xl/_rels/workbook.xml.rels", "[Content_Types].xml"]
XML = st.sampled_from(
    b"""<c/>|<row/>|<c r="A9999999999"/>|<row r="-1"/>|t="s"|<v>99999</v>|&#27;|\x00|<f/>|r="ZZZZ1"
    |<c r="B2" t="d"><v>x</v></c>|1e999|nan|<mergeCells><mergeCell ref="A1:XFD9"/></mergeCells>
    """.split(b"|")
)


@tries(80)
@given(
    st.sampled_from(PARTS),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 30), XML | st.binary(max_size=4)), max_size=4
    ),
)
def test_a_workbook_with_spoiled_parts_is_imported_or_refused(wanted, changes):
    content = repacked(
        VALID["shared.xlsx"], lambda name, part: mutated(part, changes) if name == wanted else part
    )
    imported_or_refused("a.xlsx", content)


TAGS = ["table", "/table", "tr", "/tr", "td", "th", "br", "script", "!--", "/html", "body"]
MARKUP = st.sampled_from(
    [f"<{tag}>" for tag in TAGS]
    + ["<td colspan=x>", "<td rowspan='3'>", "&#0;", "&nbsp;", "-->", "<", "Party", "2023", "Yes"]
)


@tries(80)
@given(st.lists(MARKUP, max_size=40))
def test_any_markup_is_imported_or_refused(parts):
    imported_or_refused("a.html", ("<html>" + "".join(parts)).encode())


def test_the_limits_are_the_ones_that_people_are_told():
    assert (LIMITS.file_bytes, LIMITS.rows) == (20 * 1024 * 1024, 20_000)


# What many small things cost together


@pytest.mark.parametrize(
    ("wanted", "before", "tag"),
    [
        ("xl/sharedStrings.xml", b"</sst>", b"<si/>"),
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>"),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row/>"),
    ],
)
def test_a_workbook_of_very_many_small_things_is_refused_before_it_is_parsed(wanted, before, tag):
    def change(name, part):
        return part.replace(before, tag * LIMITS.marks + before) if name == wanted else part

    out = io.BytesIO(repacked(shared_strings(xlsx_file(LONG)), change))
    with zipfile.ZipFile(out, "a") as archive:
        # What cannot be packed, so that the whole is in proportion.
        archive.writestr("junk.bin", random.Random(1).randbytes(50_000))
    assert sentences("a.xlsx", out.getvalue()) == [
        "a.xlsx: there are more than 100,000 cells and formats. Copy the answers to a new workbook."
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", csv_file(LONG) + b"," * 1_000_000 + b"x\n"),
        ("a.html", html_file([["Party", "2023"], ["Fiji", "Yes", *"x" * (LIMITS.columns + 1)]])),
    ],
    ids=["csv", "html"],
)
def test_a_row_far_wider_than_any_table_is_refused(name, content):
    assert sentences(name, content) == [
        f"{name}: there are more than 200 columns. Delete those without answers."
    ]


def test_empty_cells_far_out_are_nothing():
    assert cells("a.csv", csv_file(LONG) + b"," * 1_000_000 + b"\n") == as_text(LONG)


def told(files) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_answers(files, REGISTER, "mine")
    return [fault.sentence(ENGLISH) for fault in refused.value.faults]


def test_files_that_are_too_large_together_are_refused():
    half = csv_file(LONG) + b"," * (LIMITS.file_bytes // 2)
    assert told([("a.csv", half), ("b.csv", half)]) == [
        "b.csv: with this file there are 20 MB, and 20 MB are read at once at most."
    ]


def test_faults_beyond_the_first_thousand_are_not_told_one_by_one():
    rows = [LONG[0], *[["Atlantis", 2023, "21.exchange", "Yes", ""]] * (LIMITS.rows - 1)]
    sentences = told([("a.csv", csv_file(rows))])
    assert len(sentences) == LIMITS.faults + 1
    assert sentences[-1] == "a.csv: the rest was not read: there is too much wrong with it."


def test_every_limit_is_kept_to_the_last_that_it_allows():
    longest = "x" * LIMITS.cell_characters
    assert cells("a.csv", csv_file([LONG[0], ["Fiji", 2023, "20.seizures", "", longest]]))
    columns = [["Party", *range(1000, 999 + LIMITS.columns)], ["Fiji", "Yes"]]
    assert not read("a.csv", csv_file(columns), ENGLISH).faults
    rows = [LONG[0], *[["Fiji", 2023, "21.exchange", "Yes", ""]] * (LIMITS.rows - 1)]
    assert not read("a.csv", csv_file(rows), ENGLISH).faults
