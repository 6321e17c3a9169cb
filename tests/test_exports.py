"""What goes out: the formats to the byte, and the command line that prints them."""

import csv
import io
import json
import subprocess
import sys

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.address.exported_tables import TABLES
from partv.cli import main
from partv.data.formula_text import as_written, harmless
from partv.exhibits.extracts import extract
from partv.exports.formats import FORMATS
from partv.exports.row_formats import BYTE_ORDER_MARK, to_csv, to_json, to_parquet
from partv.i18n.language import available_languages
from partv.paths import ROOT

RATES_HEADER = (
    "data,cycle,region,article,indicator_id,indicator,yes,no,not_answered,not_applicable,"
    "not_reported,due,reported,denominator,percent,low,high,small,basis,flag,document,paragraph"
)
REPORT = (
    "International cooperation under the Protocol: report by the Convention Secretariat "
    "to the fourth session of the Meeting of the Parties"
)


@pytest.fixture
def run(capfdbinary):
    """Run the command line; answers exit status, standard output and standard error."""

    def command(line: str, *more: str) -> tuple[int, bytes, str]:
        status = main([*line.split(), *more])
        sys.stdout.flush()
        printed = capfdbinary.readouterr()
        return status, printed.out, printed.err.decode("utf-8")

    return command


def records(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# The formats --------------------------------------------------------------------------------------

FRAME = pd.DataFrame(
    {
        "count": pd.array([39, None], dtype="Int64"),
        "percent": [63.0, 4.8],
        "low": [float("nan"), 0.0],
        "due": pd.array([True, None], dtype="boolean"),
        "date": [pd.Timestamp("2023-06-30").date(), None],
        "text": pd.array(['Côte d\'Ivoire, "AFR"', None], dtype="string"),
    }
)


def test_csv_is_utf_8_with_its_mark_and_crlf_and_empty_for_missing():
    assert (
        to_csv(FRAME)
        == (
            "\ufeffcount,percent,low,due,date,text\r\n"
            '39,63,,true,2023-06-30,"Côte d\'Ivoire, ""AFR"""\r\n'
            ",4.8,0,,,\r\n"
        ).encode()
    )


def test_json_is_a_list_of_objects_with_null_for_missing():
    assert json.loads(to_json(FRAME)) == [
        {
            "count": 39,
            "percent": 63,
            "low": None,
            "due": True,
            "date": "2023-06-30",
            "text": 'Côte d\'Ivoire, "AFR"',
        },
        {"count": None, "percent": 4.8, "low": 0, "due": None, "date": None, "text": None},
    ]
    assert "Côte".encode() in to_json(FRAME), "letters are not escaped"
    assert b"63.0" not in to_json(FRAME)
    assert to_json(FRAME).endswith(b"]\n")


def test_a_table_without_rows_keeps_its_header():
    assert to_csv(FRAME.head(0)) == b"\xef\xbb\xbfcount,percent,low,due,date,text\r\n"
    assert json.loads(to_json(FRAME.head(0))) == []


ARROW = {
    **{"string": "string", "integer": "int64", "number": "double"},
    **{"boolean": "bool", "date": "date32[day]"},
}
TEXTS = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


@given(TEXTS.filter(bool) | st.from_regex(r"\A'*[=+@\t-].*", fullmatch=True))
def test_text_that_a_spreadsheet_would_run_is_harmless_and_comes_back(text):
    assert as_written(harmless(text)) == text
    shown = harmless(text)
    assert len(shown) == 1 or shown[0] not in "=+-@\t\r\n＝＋－＠"
    assert shown in (text, f"'{text}")


def test_numbers_are_not_taken_for_formulas():
    frame = pd.DataFrame({"change": [-5, 5.5], "text": ["-", "-5"]})
    assert to_csv(frame).decode("utf-8-sig") == "change,text\r\n-5,-\r\n5.5,'-5\r\n"


@given(st.lists(st.tuples(TEXTS, st.integers(-(2**62), 2**62) | st.none(), st.floats(-1e9, 1e9))))
def test_every_text_and_number_comes_back_as_it_went_out(rows):
    frame = pd.DataFrame(
        {
            "text": pd.array([row[0] for row in rows], dtype="string"),
            "count": pd.array([row[1] for row in rows], dtype="Int64"),
            "percent": pd.array([row[2] for row in rows], dtype="float64"),
        }
    )
    written = records(to_csv(frame))
    assert [as_written(row["text"]) for row in written] == [row[0] or "" for row in rows]
    assert [row["count"] for row in written] == ["" if r[1] is None else str(r[1]) for r in rows]
    assert [float(row["percent"]) for row in written] == [row[2] for row in rows]
    assert [tuple(record.values()) for record in json.loads(to_json(frame))] == rows


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_an_exported_table_back_as_it_was(store, base, table):
    item = extract(store, base.changed(data="demo"), table)
    frame = item.rows.copy()
    dates = [field.name for field in item.table.fields if field.type == "date"]
    for name in dates:
        frame[name] = frame[name].map(str, na_action="ignore").astype("string")
    read = pd.read_csv(
        io.BytesIO(to_csv(item.rows)),
        dtype=frame.dtypes.to_dict(),
        keep_default_na=False,
        na_values=[""],
    )
    pd.testing.assert_frame_equal(read, frame)
    assert bool(dates) == (table in ("parties", "cycles"))


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_types_of_the_dictionary_even_without_rows(store, base, table):
    item = extract(store, base, table)
    for rows in (item.rows, item.rows.head(0)):
        read = pq.read_table(io.BytesIO(to_parquet(rows, item.table.fields)))
        assert [(f.name, str(f.type)) for f in read.schema] == [
            (f.name, ARROW[f.type]) for f in item.table.fields
        ]
        assert read.num_rows == len(rows)
        for f in item.table.fields:
            described = read.schema.field(f.name).metadata[b"description"]
            assert described.decode("utf-8") == f.description


# The command line ---------------------------------------------------------------------------------


def test_the_command_of_the_issue_prints_these_bytes():
    command = "-m partv export rates --data published --cycle 2023 --format csv"
    done = subprocess.run(
        [sys.executable, *command.split()], cwd=ROOT, capture_output=True, check=True
    )
    lines = done.stdout.decode("utf-8").removeprefix(BYTE_ORDER_MARK).split("\r\n")
    assert lines[:4] == [
        RATES_HEADER,
        "published,2023,ALL,20,20.seizures,Quantity and quality of seizures,"
        f",,,,4,66,62,62,,,,false,statement,,{REPORT},5(a)",
        "published,2023,ALL,21,21.exchange,Exchange of law-enforcement information between Parties,"
        f"17,,,,4,66,62,62,27,25.8,,false,published,,{REPORT},5(b)",
        "published,2023,ALL,22,22.notified,National authorities notified to the Secretariat,"
        f"22,,,,4,66,62,62,36,33.3,,false,published,rounding,{REPORT},5(c)",
    ]
    assert lines[-2] == (
        "published,2023,ALL,30,30.extradition,Use of the Protocol for extradition,"
        f"3,,,,4,66,62,62,4.8,4.5,,false,percent_derived,,{REPORT},5(j)"
    )
    assert lines[-1] == ""
    assert len(lines) == 1 + 14 + 1
    assert done.stderr == b""


def test_what_is_left_out_is_the_default(run):
    spelled_out = run("export rates --data published --cycle 2023 --of reported")
    assert run("export rates") == spelled_out
    assert spelled_out[0] == 0


def test_json_has_the_same_rows_as_csv(run):
    _, as_json, _ = run("export rates --format json")
    _, as_csv, _ = run("export rates --format csv")
    rows = json.loads(as_json)
    assert ",".join(rows[0]) == RATES_HEADER
    written = {None: "", False: "false", True: "true"}
    assert [
        {
            name: str(value) if type(value) in (int, float, str) else written[value]
            for name, value in row.items()
        }
        for row in rows
    ] == records(as_csv)


def test_regions_and_articles_repeat_and_regions_are_pooled(run):
    status, out, _ = run("export rates --region EUR --region AFR --article 27 --article 30")
    rows = records(out)
    assert status == 0
    assert {row["region"] for row in rows} == {"AFR+EUR"}
    assert [row["indicator_id"] for row in rows] == ["27.domestic", "27.abroad", "30.extradition"]
    assert {row["due"] for row in rows} == {"47"}


def test_by_region_prints_a_row_a_region(run):
    rows = records(run("export rates --article 30 --by region")[1])
    assert {row["region"]: row["due"] for row in rows} == {
        **{"AFR": "21", "AMR": "7", "EMR": "7"},
        **{"EUR": "26", "SEAR": "2", "WPR": "3"},
    }


def test_another_denominator_gives_another_percentage(run):
    (row,) = records(run("export rates --article 22 --of due")[1])
    assert (row["denominator"], row["percent"], row["basis"]) == ("66", "33.3", "percent_derived")


def test_an_article_without_an_indicator_gives_the_header_alone(run):
    header = f"{BYTE_ORDER_MARK}{RATES_HEADER}\r\n".encode()
    assert run("export rates --article 25") == (0, header, "")


def test_the_published_statements_are_exported_with_the_basis_of_every_value(run):
    rows = records(run("export published")[1])
    assert len(rows) == 14
    by_name = {row["indicator_id"]: row for row in rows}
    flagged = by_name["22.notified"]
    assert (flagged["count"], flagged["percent"], flagged["flag"]) == ("22", "36", "rounding")
    assert "35.48%" in flagged["flag_reason"]
    assert by_name["27.abroad"]["count_basis"] == "derived"
    assert by_name["30.extradition"]["percent_basis"] == "derived"
    assert {row["denominator_basis"] for row in rows if row["count"]} == {"derived"}
    assert {row["document"] for row in rows} == {REPORT}
    assert all(row["statement"] and row["wording"] and row["paragraph"] for row in rows)


def test_nothing_is_published_of_a_region(run):
    status, out, _ = run("export published --region AFR")
    assert status == 0
    assert records(out) == []
    assert out.decode("utf-8-sig").startswith("cycle,article,indicator_id,")


def test_the_register_is_exported_with_how_sure_each_date_is(run):
    rows = {row["iso3"]: row for row in records(run("export parties")[1])}
    assert len(rows) == 72
    assert rows["PRY"]["entry_into_force"] == ""
    assert (rows["PRY"]["entry_earliest"], rows["PRY"]["entry_latest"]) == (
        "2022-10-16",
        "2023-01-18",
    )
    assert (rows["SYC"]["entry_basis"], rows["SYC"]["confidence"]) == ("unverified", "low")
    assert (rows["BEL"]["due"], rows["VUT"]["due"]) == ("true", "false")


def test_the_register_of_a_region_in_a_cycle(run):
    rows = records(run("export parties --region WPR --cycle 2025")[1])
    assert [(row["iso3"], row["due"]) for row in rows] == [
        ("FJI", "true"),
        ("MNG", "true"),
        ("WSM", "true"),
        ("VUT", "false"),
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--region XX", '--region "XX" is not accepted. Accepted: AFR, AMR, EMR, EUR, SEAR, WPR.'),
        ("--cycle 2021", '--cycle "2021" is not accepted. Accepted: 2020, 2023, 2025.'),
        ("--data mine", '--data "mine" is not accepted. Accepted: published, demo.'),
        ("--of all", '--of "all" is not accepted. Accepted: reported, answered, due.'),
        ("--by party", '--by "party" is not accepted. Accepted: all, region.'),
        (
            "--lang xx",
            f'--lang "xx" is not accepted. Accepted: {", ".join(available_languages())}.',
        ),
        ("--base 2023", '--base "2023" is not accepted. Accepted: 2020, 2025.'),
        ("--cycle 2023 --cycle 2025", "--cycle takes one value; 2025 is one too many."),
    ],
)
def test_a_value_that_is_not_accepted_prints_no_table_and_says_what_is(run, arguments, told):
    assert run(f"export rates {arguments}") == (1, b"", f"{told}\n")


def test_every_value_that_is_not_accepted_is_told_at_once(run):
    status, out, error = run("export rates --region XX --article 19 --of all")
    assert (status, out) == (1, b"")
    assert [line.split(" is ")[0] for line in error.splitlines()] == [
        '--region "XX"',
        '--article "19"',
        '--of "all"',
    ]


def test_two_cycles_are_given_in_order_of_time_whichever_is_the_base(run):
    forth = run("export panel --data demo --cycle 2025 --base 2020")
    assert forth == run("export panel --data demo --cycle 2020 --base 2025")
    rows = records(forth[1])
    assert {(row["base_cycle"], row["cycle"]) for row in rows} == {("2020", "2025")}
    assert {row["comparable"] for row in rows} == {"false"}


def test_titles_of_articles_come_in_the_language_asked_for(run):
    english, chinese = (
        records(run(f"export articles --article 27{lang}")[1])[0] for lang in ("", " --lang zh")
    )
    assert english["title"] == "Law enforcement cooperation"
    assert chinese["title"] != english["title"]
    assert chinese["obligation"] == english["obligation"]


@pytest.mark.parametrize("ending", [*FORMATS, "zip"])
@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_exported_in_every_format(run, table, ending):
    status, out, error = run(f"export {table} --data demo --format {ending}")
    assert (status, error) == (0, "")
    signs = {"csv": BYTE_ORDER_MARK.encode(), "json": b"[", "parquet": b"PAR1"}
    assert out.startswith(signs.get(ending, b"PK\x03\x04"))


def test_an_export_into_a_file_has_the_same_bytes_and_prints_nothing(run, tmp_path):
    _, printed, _ = run("export parties")
    assert run("export parties", "-o", str(tmp_path / "parties.csv")) == (0, b"", "")
    assert (tmp_path / "parties.csv").read_bytes() == printed


def test_a_file_that_cannot_be_written_is_named(run, tmp_path):
    file = tmp_path / "no-such-folder" / "parties.csv"
    status, out, error = run("export parties", "-o", str(file))
    assert (status, out) == (1, b"")
    assert error == f"{file} cannot be written: No such file or directory.\n"
