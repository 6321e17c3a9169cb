"""``python -m partv build``: same source, same bytes; every fault named; all or nothing."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partv.cli import main
from partv.data import folders
from partv.data.folders import CONTENTS
from partv.data.warehouse import Warehouse
from partv.i18n.language import language
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.paths import DATAPACKAGE, PARQUET, ROOT

ENGLISH = language("en")


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def sentences(package: Path) -> list[str]:
    """What a person reads when the build refuses this package."""
    with pytest.raises(Refused) as refused:
        build(package)
    return [fault.sentence(ENGLISH) for fault in refused.value.faults]


def read(package: Path, table: str) -> list[list[str]]:
    with (package.parent / "source" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(package: Path, table: str, rows: list[list[str]]) -> None:
    path = package.parent / "source" / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def change(package: Path, table: str, key: str, column: str, value: str) -> int:
    """Put ``value`` into a cell; returns the row as a spreadsheet numbers it."""
    rows = read(package, table)
    index = next(index for index, row in enumerate(rows) if key in row[:2])
    rows[index][rows[0].index(column)] = value
    write(package, table, rows)
    return index + 1


# One cell made wrong ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A cell made wrong, and what the person who did it is told is accepted."""

    kind: str
    table: str
    key: str
    column: str
    value: str
    accepted: str
    told: tuple[str, str] | None = None
    """Column and value that the sentence names, where they are not the ones changed."""

    def plant(self, package: Path) -> str:
        row = change(package, self.table, self.key, self.column, self.value)
        column, value = self.told or (self.column, self.value)
        value = value if len(value) <= 60 else value[:57] + "..."
        return (
            f"data/source/{self.table}.csv, row {row}, column {column}: "
            f'"{value}" is not accepted. Accepted: {self.accepted}.'
        )


REGIONS = "AFR, AMR, EMR, EUR, SEAR, WPR"
BASIS = "a basis for every value, and none without one"
DATE = "a date YYYY-MM-DD not before 2013-01-10, or nothing"
SIGNED = "a date YYYY-MM-DD from 2013-01-10 to 2014-01-09, or nothing"
COUNT = "a whole number of at least 0, or nothing"
PERCENT = "a number from 0 to 100, or nothing"
UNSEEN = "a text without control characters"
CELLS = [
    Cell("a word for a number", "published", "21.exchange", "count", "seventeen", COUNT),
    Cell("a decimal for a count", "published", "26.jurisdiction", "count", "27.0", COUNT),
    Cell("full-width digits", "published", "27.domestic", "count", "３９", COUNT),
    Cell("a per cent sign", "published", "24.arrangements", "percent", "23%", PERCENT),
    Cell("a percentage out of range", "published", "28.agreements", "percent", "127", PERCENT),
    Cell("a date not in ISO form", "parties", "BEL", "deposit_date", "22/02/2019", DATE),
    Cell("a day that does not exist", "parties", "BEN", "signature_date", "2013-02-30", SIGNED),
    Cell("a date out of range", "parties", "CIV", "signature_date", "2015-01-01", SIGNED),
    Cell("not in the vocabulary", "parties", "BRA", "region", "EURO", REGIONS),
    Cell("another form", "parties", "CRI", "iso3", "Cri", "a text of the form ^[A-Z]{3}$"),
    Cell("too long", "articles", "20", "obligation", "x" * 151, "a text of at most 150 characters"),
    Cell(
        "ten thousand characters",
        "parties",
        "FRA",
        "name",
        "x" * 10_000,
        "a text of at most 100 characters",
    ),
    Cell(
        "a null byte", "parties", "LTU", "name", "Lith\0uania", UNSEEN, told=("name", "Lith uania")
    ),
    Cell(
        "a link that ends an attribute",
        "documents",
        "fctc-mop-2-5",
        "link",
        'https://a.test/"><script>',
        'a text of the form ^https?://[^\\s<>"\\\\^`{|}]+$, or nothing',
    ),
    Cell(
        "a place to be filled",
        "indicators",
        "30.extradition",
        "wording_one",
        "agreed to {this}",
        "a text of the form ^[^{}]+$",
    ),
    Cell(
        "a required cell left empty",
        "indicators",
        "20.seizures",
        "wording",
        "",
        "a text of the form ^[^{}]+$",
    ),
    Cell(
        "spaces around a text",
        "documents",
        "fctc-mop-2-7",
        "title",
        " Assistance",
        "a text without spaces around it",
    ),
    Cell(
        "a reference to nothing",
        "published",
        "23.areas",
        "document_id",
        "no-such-document",
        "a value of documents.csv",
    ),
    Cell(
        "a percentage that its count does not give",
        "published",
        "23.origin",
        "percent",
        "17",
        "16 (10 of 62 is 16.13), or the flag rounding with its reason",
    ),
    Cell(
        "a count above its denominator",
        "published",
        "30.extradition",
        "count",
        "63",
        "a whole number from 0 to the denominator, 62",
    ),
    Cell("a value without a basis", "published", "29.authority", "count_basis", "", BASIS),
    Cell("a basis without a value", "published", "20.seizures", "count_basis", "derived", BASIS),
    Cell(
        "a flag without a reason",
        "published",
        "22.notified",
        "flag_reason",
        "",
        "a reason for every flag, and none without one",
    ),
    Cell(
        "an entry window that ends before it begins",
        "parties",
        "PRY",
        "entry_latest",
        "2022-10-15",
        "a date not before entry_earliest, 2022-10-16",
    ),
    Cell(
        "an entry outside its window",
        "parties",
        "SYC",
        "entry_latest",
        "2020-02-01",
        "a date from 2020-01-14 to 2020-02-01",
        told=("entry_into_force", "2020-04-06"),
    ),
    Cell(
        "a window where there is a date",
        "parties",
        "COM",
        "entry_basis",
        "window",
        "window exactly where entry_into_force is empty",
    ),
    Cell(
        "a date said not to be known",
        "parties",
        "COG",
        "deposit_basis",
        "not_known",
        "not_known exactly where deposit_date is empty",
    ),
    Cell(
        "not ninety days after the deposit (Article 45)",
        "parties",
        "CPV",
        "deposit_date",
        "2019-10-17",
        "2020-01-15, by Article 45 from the deposit",
        told=("entry_into_force", "2020-01-14"),
    ),
    Cell(
        "a deposit too late for the first entry into force (Article 45)",
        "parties",
        "AUT",
        "deposit_date",
        "2018-06-28",
        "2018-09-26, by Article 45 from the deposit",
        told=("entry_into_force", "2018-09-25"),
    ),
]


# A file made wrong --------------------------------------------------------------------------------


def a_cell_too_many(package: Path) -> str:
    rows = read(package, "article_titles")
    rows[3].append("one more")
    write(package, "article_titles", rows)
    return (
        'data/source/article_titles.csv, row 4: "6 cells" is not accepted. '
        "Accepted: 5 cells, as in the header."
    )


def a_row_given_twice(package: Path) -> str:
    rows = read(package, "article_titles")
    rows.append(rows[8])
    write(package, "article_titles", rows)
    return (
        f"data/source/article_titles.csv, row {len(rows)}, column article+lang: "
        f'"{rows[8][0]} {rows[8][1]}" is not accepted. '
        "Accepted: a value that is not in another row (it is in row 9)."
    )


def an_unknown_column(package: Path) -> str:
    rows = read(package, "milestones")
    accepted = ", ".join(rows[0])
    for row in rows:
        row.append("colour")
    write(package, "milestones", rows)
    header = f"{accepted}, colour"[:57] + "..."
    return f'data/source/milestones.csv, row 1: "{header}" is not accepted. Accepted: {accepted}.'


def a_missing_column(package: Path) -> str:
    rows = read(package, "regions")
    accepted = ", ".join(rows[0])
    write(package, "regions", [row[:-1] for row in rows])
    header = ", ".join(rows[0][:-1])
    return f'data/source/regions.csv, row 1: "{header}" is not accepted. Accepted: {accepted}.'


def a_missing_file(package: Path) -> str:
    (package.parent / "source" / "cycles.csv").unlink()
    return "data/source/cycles.csv: the file is missing."


def a_stray_file(package: Path) -> str:
    (package.parent / "source" / "notes.txt").write_text("a remark")
    return "data/source/notes.txt: no table in datapackage.json describes this file."


def a_file_not_in_utf_8(package: Path) -> str:
    file = package.parent / "source" / "region_names.csv"
    text = file.read_text("utf-8").split("\n")[0] + "\nAFR,fr,Région africaine,no,x\n"
    file.write_bytes(text.encode("latin-1"))
    place = text.index("é")
    return f"data/source/region_names.csv: not UTF-8 at byte {place}. Save the file as UTF-8."


def a_cell_that_no_csv_reader_takes(package: Path) -> str:
    row = change(package, "party_names", "BEN", "source", "x" * 200_000)
    return (
        f"data/source/party_names.csv, row {row}: not readable as CSV "
        "(field larger than field limit (131072))."
    )


FILES: list[Callable[[Path], str]] = [
    a_cell_too_many,
    a_row_given_twice,
    an_unknown_column,
    a_missing_column,
    a_missing_file,
    a_stray_file,
    a_file_not_in_utf_8,
    a_cell_that_no_csv_reader_takes,
]


# The tests ----------------------------------------------------------------------------------------


def test_the_committed_parquet_is_byte_for_byte_what_the_source_builds(package):
    committed = contents(PARQUET)
    for file in (package.parent / "parquet").iterdir():
        file.unlink()
    build(package)
    assert contents(package.parent / "parquet") == committed


def test_building_twice_gives_the_same_bytes(package):
    build(package)
    first = contents(package.parent / "parquet")
    build(package)
    assert contents(package.parent / "parquet") == first
    assert sorted(path.name for path in package.parent.iterdir()) == [
        ".parquet.lock",
        "datapackage.json",
        "exports.json",
        "parquet",
        "source",
    ]


def test_a_changed_cell_reaches_the_parquet_and_only_its_table(package):
    before = contents(package.parent / "parquet")
    change(package, "articles", "20", "note", "A remark.")
    build(package)
    after = contents(package.parent / "parquet")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"articles.parquet", CONTENTS}


def test_a_table_that_is_no_longer_described_leaves_no_parquet_behind(package):
    described = json.loads(package.read_text("utf-8"))
    described["resources"] = [r for r in described["resources"] if r["name"] != "milestones"]
    package.write_text(json.dumps(described), "utf-8")
    (package.parent / "source" / "milestones.csv").unlink()
    build(package)
    assert not (package.parent / "parquet" / "milestones.parquet").exists()


def test_the_build_says_how_many_rows_each_table_has(package, capsys):
    assert main(["build", "--package", str(package)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["parties", "72", "rows"] in lines
    assert [name for name, *_ in lines] == [
        resource["name"] for resource in json.loads(package.read_text("utf-8"))["resources"]
    ]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.kind)
def test_a_bad_cell_is_answered_with_row_column_value_and_what_is_accepted(cell, package):
    expected = cell.plant(package)
    assert sentences(package) == [expected]


@pytest.mark.parametrize("plant", FILES, ids=lambda plant: plant.__name__)
def test_a_file_of_another_shape_is_answered_in_one_sentence(plant, package):
    expected = plant(package)
    assert sentences(package) == [expected]


def test_a_party_entered_twice_is_told_for_its_code_and_for_its_name(package):
    rows = read(package, "parties")
    write(package, "parties", [*rows, rows[1]])
    place = f"data/source/parties.csv, row {len(rows) + 1}, column"
    end = "is not accepted. Accepted: a value that is not in another row (it is in row 2)."
    code, name = rows[1][:2]
    assert sentences(package) == [f'{place} iso3: "{code}" {end}', f'{place} name: "{name}" {end}']


# Cycle, indicator, region, count and denominator of figures that are put in; what is told of the
# last one: the column, its value, and what is accepted.
REGIONAL = [
    ([("2023", "AFR", "8", "20"), ("2023", "EUR", "9", "25")], None),
    (
        [("2023", "AFR", "", "20"), ("2023", "AFR", "8", "19")],
        ("denominator", "19", "20, as in row 16 for the same region"),
    ),
    (
        [("2023", "WPR", "2", "4")],
        ("denominator", "4", "a number of Parties not above those due by parties.csv, 3"),
    ),
]


@pytest.mark.parametrize(("figures", "told"), REGIONAL)
def test_figures_of_regions_are_held_against_each_other_and_the_register(figures, told, package):
    rows = read(package, "published")
    like = dict(zip(rows[0], rows[-1], strict=True))
    for indicator, (cycle, region, count, of) in zip(
        ("21.exchange", "27.domestic"), figures, strict=False
    ):
        numbers = {"count": count, "count_basis": "published" if count else ""}
        numbers |= {"percent": "", "percent_basis": "", "denominator": of}
        given = {"cycle": cycle, "region": region, "indicator_id": indicator}
        given |= {"denominator_basis": "published", "flag": "", "flag_reason": ""}
        rows.append(list((like | numbers | given).values()))
    write(package, "published", rows)
    if told is None:
        build(package)
        return
    column, value, accepted = told
    assert sentences(package) == [
        f"data/source/published.csv, row {len(rows)}, column {column}: "
        f'"{value}" is not accepted. Accepted: {accepted}.'
    ]


def test_figures_of_regions_that_exceed_their_total_need_a_flag(package):
    rows = read(package, "published")
    place = next(n for n, row in enumerate(rows) if row[1] == "30.extradition")
    like = dict(zip(rows[0], rows[place], strict=True))
    given = {"region": "AFR", "count": "4", "percent": "", "percent_basis": ""}
    given |= {"denominator": "20", "denominator_basis": "published"}
    rows.append(list((like | given).values()))
    write(package, "published", rows)
    assert sentences(package) == [
        f"data/source/published.csv, row {place + 1}, column count: "
        '"3" is not accepted. Accepted: 4 (the sum of the regions), or the flag sum with its '
        "reason."
    ]
    rows[place][rows[0].index("flag")] = "sum"
    rows[place][rows[0].index("flag_reason")] = "The regions add up to 4; the report prints 3."
    write(package, "published", rows)
    build(package)


def test_more_parties_than_were_due_cannot_have_reported(package):
    row = change(package, "cycles", "2020", "reported", "59")
    change(package, "cycles", "2020", "reported_basis", "published")
    assert sentences(package) == [
        f"data/source/cycles.csv, row {row}, column reported: "
        '"59" is not accepted. Accepted: a number of Parties not above those due by parties.csv, '
        "58."
    ]


def test_a_flagged_percentage_that_loses_its_flag_is_held_against_its_count(package):
    row = change(package, "published", "22.notified", "flag", "")
    place = f"data/source/published.csv, row {row}, column"
    flag, percent = sentences(package)
    assert flag.startswith(f"{place} flag_reason:")
    assert percent == (
        f'{place} percent: "36" is not accepted. Accepted: 35 (22 of 62 is 35.48), '
        "or the flag rounding with its reason."
    )


def test_a_row_is_numbered_as_the_spreadsheet_numbers_it_after_a_cell_with_line_breaks(package):
    change(package, "articles", "20", "note", "one\ntwo\nthree")
    row = change(package, "articles", "25", "obligation", "")
    (told,) = sentences(package)
    assert row == 7
    assert told.startswith("data/source/articles.csv, row 7, column obligation:")


def test_an_empty_line_is_a_row_without_cells(package):
    file = package.parent / "source" / "articles.csv"
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    (told,) = sentences(package)
    assert told.startswith('data/source/articles.csv, row 14: "0 cells" is not accepted.')


def test_a_file_saved_by_a_spreadsheet_with_a_byte_order_mark_and_crlf_builds_the_same(package):
    for file in (package.parent / "source").glob("*.csv"):
        text = file.read_text("utf-8").replace("\n", "\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    build(package)
    assert contents(package.parent / "parquet") == contents(PARQUET)


def test_columns_in_another_order_build_the_same(package):
    for file in (package.parent / "source").glob("*.csv"):
        write(package, file.stem, [row[::-1] for row in read(package, file.stem)])
    build(package)
    assert contents(package.parent / "parquet") == contents(PARQUET)


def test_every_fault_is_told_at_once_and_the_old_parquet_stands(package):
    before = contents(package.parent / "parquet")
    planted = [cell.plant(package) for cell in CELLS] + [plant(package) for plant in FILES]
    build_command = [sys.executable, "-m", "partv", "build", "--package", str(package)]
    done = subprocess.run(build_command, cwd=ROOT, capture_output=True, encoding="utf-8")
    *told, last = done.stderr.splitlines()
    assert sorted(told) == sorted(planted)
    assert last == f"{len(planted)} faults. Nothing was written; the old data stand."
    assert done.stdout == ""
    assert done.returncode == 1
    assert contents(package.parent / "parquet") == before
    assert {path.name for path in package.parent.iterdir()} == {
        "datapackage.json",
        "exports.json",
        "parquet",
        "source",
    }


def test_one_fault_is_counted_as_one(package, capsys):
    change(package, "parties", "BRA", "region", "EURO")
    assert main(["build", "--package", str(package)]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "1 fault. Nothing was written; the old data stand."


def test_a_package_that_does_not_exist_is_named(tmp_path, capsys):
    assert main(["build", "--package", str(tmp_path / "none.json")]) == 1
    assert capsys.readouterr().err == f"There is no {tmp_path / 'none.json'}.\n"


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory) -> Path:
    """A package for many examples, each of which spoils a cell and puts it back."""
    folder = tmp_path_factory.mktemp("spoiled") / "data"
    return shutil.copytree(DATAPACKAGE.parent, folder) / DATAPACKAGE.name


ANYTHING = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
)


@given(place=st.tuples(*[st.integers(0, 10**6)] * 3), text=ANYTHING)
@example(place=(7, 0, 5), text="9" * 30)
@example(place=(6, 8, 6), text="9999-12-31")
def test_whatever_stands_in_a_cell_is_built_or_answered(spoiled, place, text):
    resources = json.loads(spoiled.read_text("utf-8"))["resources"]
    tables = [resource["name"] for resource in resources if resource["type"] == "table"]
    table = tables[place[0] % len(tables)]
    rows = read(spoiled, table)
    row = 1 + place[1] % (len(rows) - 1)
    column = place[2] % len(rows[0])
    file = spoiled.parent / "source" / f"{table}.csv"
    before = file.read_bytes()
    rows[row][column] = text
    write(spoiled, table, rows)
    try:
        build(spoiled)
    except Refused as refused:
        told = [fault.sentence(ENGLISH) for fault in refused.faults]
        assert told
        assert all(re.match(r"data/source/\w+\.csv, row \d+", sentence) for sentence in told)
    finally:
        file.write_bytes(before)


# Cut off ------------------------------------------------------------------------------------------

KILLED_AT_A_CALL = """
import os, shutil, signal, sys
from pathlib import Path
import pyarrow.parquet
from partv.ingest.build import build

package, module, name, number = sys.argv[1:]
left = [int(number)]
module = {"os": os, "shutil": shutil, "parquet": pyarrow.parquet}[module]
original = getattr(module, name)

def killed(*arguments, **options):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*arguments, **options)

setattr(module, name, killed)
build(Path(package))
"""


@pytest.mark.parametrize(
    ("module", "name", "number", "found"),
    [
        ("parquet", "write_table", 3, "old"),
        ("os", "replace", 1, "old"),
        ("os", "replace", 2, "old"),
        ("shutil", "rmtree", 1, "new"),
    ],
    ids=[
        "while the files are written",
        "before the first rename",
        "between the two renames",
        "after the second rename",
    ],
)
def test_a_build_that_is_killed_leaves_the_old_data_or_the_new(
    package, module, name, number, found
):
    change(package, "articles", "20", "note", "new")
    command = [sys.executable, "-c", KILLED_AT_A_CALL, str(package), module, name, str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == -signal.SIGKILL, done.stderr

    opened = Warehouse(package.parent / "parquet")
    with opened._connection.cursor() as cursor:
        (note,) = cursor.execute("SELECT note FROM articles WHERE article = 20").fetchone()
    assert (note or "old") == found

    build(package)
    parquet = contents(package.parent / "parquet")
    assert parquet["articles.parquet"] != contents(PARQUET)["articles.parquet"]
    assert sorted(parquet) == sorted(contents(PARQUET))
    assert not (package.parent / ".parquet-previous").exists()


def test_a_refused_build_after_one_that_was_killed_still_finds_the_old_data(package):
    parquet = package.parent / "parquet"
    before = contents(parquet)
    os.replace(parquet, package.parent / ".parquet-previous")
    change(package, "parties", "BRA", "region", "EURO")
    assert len(sentences(package)) == 1
    assert contents(parquet) == before


def test_a_rename_that_fails_leaves_the_old_data_in_place(package, monkeypatch):
    parquet = package.parent / "parquet"
    before = contents(parquet)
    rename = os.replace

    def fails_for_the_new_folder(source, target):
        if Path(source).name.startswith(".parquet-") and "previous" not in Path(source).name:
            raise PermissionError("in use")
        rename(source, target)

    monkeypatch.setattr(folders.os, "replace", fails_for_the_new_folder)
    with pytest.raises(PermissionError):
        build(package)
    assert contents(parquet) == before
    assert {path.name for path in package.parent.iterdir()} == {
        ".parquet.lock",
        "datapackage.json",
        "exports.json",
        "parquet",
        "source",
    }


# Tables that speak of each other ------------------------------------------------------------------


def test_a_figure_of_a_cycle_without_figures_is_answered(spoiled):
    rows = read(spoiled, "published")
    kept = [list(row) for row in rows]
    rows[1][rows[0].index("cycle")] = "2020"
    write(spoiled, "published", rows)
    try:
        with pytest.raises(Refused) as refused:
            build(spoiled)
    finally:
        write(spoiled, "published", kept)
    told = [fault.sentence(ENGLISH) for fault in refused.value.faults]
    assert told == [
        'data/source/published.csv, row 2, column cycle: "2020" is not accepted. Accepted: a cycle '
        "whose status in cycles.csv is published."
    ]


def test_a_denominator_other_than_the_number_that_reported_is_answered(spoiled):
    rows = read(spoiled, "published")
    kept = [list(row) for row in rows]
    columns = [rows[0].index(name) for name in ("count", "percent", "denominator")]
    row = next(row for row in rows if row[rows[0].index("indicator_id")] == "27.domestic")
    for column, value in zip(columns, ("39", "65", "60"), strict=True):
        row[column] = value
    write(spoiled, "published", rows)
    try:
        with pytest.raises(Refused) as refused:
            build(spoiled)
    finally:
        write(spoiled, "published", kept)
    told = " ".join(fault.sentence(ENGLISH) for fault in refused.value.faults)
    assert 'column denominator: "60" is not accepted. Accepted: 62, as reported in' in told
