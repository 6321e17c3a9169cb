"""Files opened by a spreadsheet: nothing in them is run, and what is read is what was written.

LibreOffice opens what goes out and saves it as a workbook, whose cells are looked at here.
"""

import io
import subprocess
import zipfile
from datetime import datetime

import openpyxl
import pytest

from partv.address.exported_tables import TABLES
from partv.address.selection import Selection
from partv.data.formula_text import as_written
from partv.exhibits.extracts import extract
from partv.exports.row_formats import records, to_csv
from partv.exports.xlsx import to_xlsx
from partv.i18n.language import language
from partv.paths import ROOT
from tests.making import HOSTILE

ENGLISH = language("en")

# Commas, quotation marks, UTF-8, all settings that make a spreadsheet read more into a text than
# there is: numbers and dates detected, formulas evaluated.
EAGER = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true"


@pytest.fixture(scope="module")
def opened(hostile, tmp_path_factory):
    """Every file that the tests look at, opened by LibreOffice and saved as a workbook."""
    folder = tmp_path_factory.mktemp("office")
    shown = subprocess.run(
        ["sh", ROOT / "bin" / "find-libreoffice"], capture_output=True, text=True, check=False
    )
    assert shown.returncode == 0, shown.stderr
    (folder / "csv").mkdir()
    (folder / "xlsx").mkdir()
    for table in TABLES:
        item = view(hostile, table)
        (folder / "csv" / f"{table}.csv").write_bytes(to_csv(item.rows))
        (folder / "xlsx" / f"{table}.xlsx").write_bytes(to_xlsx(item, ENGLISH))
    (folder / "csv" / "raw.csv").write_text('n,text\r\n1,"=1+1"\r\n', encoding="utf-8-sig")
    for kind, options in (("csv", [f"--infilter={EAGER}"]), ("xlsx", [])):
        command = [
            shown.stdout.strip(),
            "--headless",
            f"-env:UserInstallation={folder.as_uri()}/me",
        ]
        command += [*options, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        command += ["--outdir", str(folder / f"{kind}-opened"), *sorted((folder / kind).iterdir())]
        subprocess.run(command, capture_output=True, check=True, timeout=180)

    def cells(kind, table):
        book = openpyxl.load_workbook(folder / f"{kind}-opened" / f"{table}.xlsx")
        return [list(row) for row in book.worksheets[0].iter_rows()]

    return cells


def view(store, table):
    """What the tests look at: for answers, the texts that Parties wrote."""
    base = Selection.default(store.vocabulary)
    if table == "answers":
        return extract(store, base.changed(data="trial"), table)
    return extract(store, base.changed(data="demo", cycle=2025, by="region"), table)


def value(cell):
    """A cell of a workbook in plain Python."""
    return cell.value.date() if isinstance(cell.value, datetime) else cell.value


def test_a_text_that_was_not_made_harmless_would_be_run(opened):
    assert opened("csv", "raw")[1][1].data_type == "f"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("table", TABLES)
def test_what_the_spreadsheet_reads_is_what_was_written_and_nothing_is_run(
    hostile, opened, kind, table
):
    item = view(hostile, table)
    header, *rows = opened(kind, table)
    assert [cell.value for cell in header] == [field.name for field in item.table.fields]
    wanted = records(item.rows)
    assert len(rows) == len(wanted) > 0 or table == "published"
    for row, cells in zip(wanted, rows, strict=True):
        for field, expected, cell in zip(item.table.fields, row, cells, strict=True):
            found = value(cell)
            if field.type == "boolean":
                found = LIBREOFFICE_SAYS.get(found, found)
            else:
                assert cell.data_type not in ("f", "e"), cell.value
            if kind == "csv" and field.type == "string" and expected is not None:
                if read_as_other_than_text(expected):
                    continue
                found = as_written(found)
            assert found == expected, (field.name, expected)


LIBREOFFICE_SAYS = {"=TRUE()": True, "=FALSE()": False}
"""How it saves a truth value."""


def read_as_other_than_text(text: str) -> bool:
    """Texts that are numbers, dates or truths to a spreadsheet that is told to look for them."""
    return text in ("007", "1e5", "2023-01-02", "TRUE") or text.replace("-", "").isdigit()


def test_the_hostile_texts_are_among_what_was_opened(hostile):
    base = Selection.default(hostile.vocabulary).changed(data="trial")
    texts = set()
    for cycle in (2023, 2025):
        texts |= set(extract(hostile, base.changed(cycle=cycle), "answers").rows["text"].dropna())
    assert texts == set(HOSTILE)


# The workbook itself ------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_a_workbook_has_no_formula_and_dates_are_dates(hostile, table):
    for cycle in (2023, 2025):
        data = "trial" if table == "answers" else "demo"
        chosen = Selection.default(hostile.vocabulary).changed(data=data, cycle=cycle)
        item = extract(hostile, chosen, table)
        content = to_xlsx(item, ENGLISH)
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = list(book.worksheets[0].iter_rows(min_row=2))
        assert [tuple(map(value, row)) for row in rows] == records(item.rows)
        for sheet in book:
            for row in sheet.iter_rows():
                assert not [cell.value for cell in row if cell.data_type in ("f", "e")]
        for number, field in enumerate(item.table.fields):
            cells = [row[number] for row in rows if row[number].value is not None]
            if field.type == "date":
                assert {cell.number_format for cell in cells} == {"yyyy-mm-dd"}
            if field.type == "string":
                assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
                started = [cell for cell in cells if str(cell.value)[0] in "=+-@"]
                assert all(cell.quotePrefix for cell in started)
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            sheets = [n for n in file.namelist() if n.startswith("xl/worksheets/sheet")]
            assert len(sheets) == 2
            assert not [name for name in sheets if b"<f>" in file.read(name)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_second_sheet_says_what_the_rows_are(store, base, lang):
    say = language(lang)
    item = extract(store, base.changed(regions=("AFR",), of="due", data="demo"), "rates")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(item, say)))
    assert book.sheetnames == ["rates", say.text("About these rows")]
    lines = [[c for c in row if c is not None] for row in book.worksheets[1].values]
    assert lines[0] == [item.name, say.text("Demonstration: invented Parties, not real data")]
    for words in (*item.filters(say), (say.text("Version of the data"), store.version)):
        assert list(words) in lines
    for field in item.table.fields:
        assert [
            c for c in (field.name, say.text(field.description), say.text(field.unit)) if c
        ] in (lines)
    published = extract(store, base, "rates")
    real = openpyxl.load_workbook(io.BytesIO(to_xlsx(published, say)))
    told = [cell for row in real.worksheets[1].values for cell in row if cell]
    titles = [say.text(document["title"]) for document in published.documents]
    assert titles
    for title in titles:
        assert any(title in str(cell) for cell in told), title
    assert say.text("Demonstration: invented Parties, not real data") not in told


def test_a_workbook_opens_on_its_header_with_columns_to_read(store, base):
    sheet = openpyxl.load_workbook(
        io.BytesIO(to_xlsx(extract(store, base, "parties"), ENGLISH))
    ).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:P{sheet.max_row}"
    assert all(8 <= column.width <= 48 for column in sheet.column_dimensions.values())
    assert all(cell.font.bold for cell in sheet[1])
