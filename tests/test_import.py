"""Answers of Parties: what files say becomes rows, or every fault is told and nothing changes."""

import csv
import io
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.cli import main
from partv.data.formula_text import harmless
from partv.i18n.language import language
from partv.ingest.answers import read_answers, store_answers
from partv.ingest.faults import Refused
from partv.ingest.import_report import ANSWERS, STATUSES
from partv.ingest.imported_sets import SCHEMA, compare
from partv.ingest.register import Register
from partv.paths import ROOT
from tests.making import LONG, OLD_PAGE, PAGE, WIDE, csv_file, html_file, xlsx_file

ENGLISH = language("en")
REGISTER = Register.load()
HEADER = LONG[0]
INDICATORS = ", ".join(REGISTER.indicators)
YES_NO = "Yes, No, Answer not provided, Report not provided, Not applicable"


def imported(*files, **options):
    """The import of (name, content) pairs."""
    return read_answers(files, REGISTER, options.pop("data", "mine"), **options)


def answers(done) -> dict[tuple, tuple]:
    """Status and text by cycle, Party and indicator."""
    return {
        (row["cycle"], row["iso3"], row["indicator_id"]): (row["status"], row["text"])
        for row in done.rows
    }


def faults(*files, **options) -> list[str]:
    """What a person reads when the import is refused."""
    with pytest.raises(Refused) as refused:
        imported(*files, **options)
    return [fault.sentence(ENGLISH) for fault in refused.value.faults]


# What is said


def test_a_long_table_says_one_answer_a_row():
    done = imported(("a.csv", csv_file(LONG)))
    assert answers(done) == {
        (2023, "TUR", "21.exchange"): ("yes", None),
        (2023, "CIV", "21.exchange"): ("no", "in preparation"),
        (2023, "IRN", "20.seizures"): ("text", "12 tonnes, in «three» ports; see annex, 2"),
        (2023, "EUU", "29.authority"): ("not_answered", None),
    }
    places = {row["iso3"]: (row["source_file"], row["source_row"]) for row in done.rows}
    assert places == {
        "TUR": ("a.csv", 2),
        "CIV": ("a.csv", 3),
        "IRN": ("a.csv", 4),
        "EUU": ("a.csv", 5),
    }


def test_a_wide_table_says_one_answer_a_cell():
    done = imported(("a.xlsx", xlsx_file(WIDE)), cycle=2020)
    assert answers(done) == {
        (2020, "TUR", "21.exchange"): ("yes", None),
        (2020, "TUR", "20.seizures"): ("text", "RAS"),
        (2020, "TUR", "29.authority"): ("not_applicable", None),
        (2020, "LKA", "21.exchange"): ("no", None),
        (2020, "LKA", "29.authority"): ("not_reported", None),
    }
    assert done.counted.blank == 1
    assert done.counted.fillers == 1


@pytest.mark.parametrize(
    "file", [("a.html", html_file(PAGE)), ("a.csv", csv_file(PAGE, "utf-16"))], ids=["html", "csv"]
)
def test_a_page_of_the_database_says_one_answer_a_cycle(file):
    done = imported(file, indicator="21.exchange")
    assert answers(done) == {
        (2023, "AUT", "21.exchange"): ("yes", None),
        (2020, "AUT", "21.exchange"): ("no", None),
        (2023, "LKA", "21.exchange"): ("not_answered", None),
        (2020, "LKA", "21.exchange"): ("yes", None),
        (2023, "EGY", "21.exchange"): ("yes", None),
    }
    # Egypt was not due in 2020; the Protocol had no cycle 2018.
    assert done.counted.not_due == Counter({(2020, "Egypt"): 1})
    assert done.counted.ignored_columns == [f"{file[0]}: 2018"]


def test_a_page_of_the_older_export_reads_too():
    done = imported(("a.csv", csv_file(OLD_PAGE)), indicator="30.extradition")
    assert len(done.rows) == 4
    assert done.counted.repeated_headers == 1


def test_only_the_cycle_asked_for_is_read_of_a_page():
    done = imported(("a.html", html_file(PAGE)), indicator="21.exchange", cycle=2023)
    assert {row["cycle"] for row in done.rows} == {2023}
    assert done.counted.ignored_columns == ["a.html: 2020", "a.html: 2018"]


def test_the_default_cycle_is_that_of_tables_that_name_none():
    files = ("a.csv", csv_file(LONG)), ("b.html", html_file(PAGE, "22.notified"))
    done = imported(*files, ("c.csv", csv_file(WIDE)), default_cycle=2025)
    cycles = Counter((row["source_file"], row["cycle"]) for row in done.rows)
    assert cycles == {
        ("a.csv", 2023): 4,
        ("b.html", 2023): 3,
        ("b.html", 2020): 2,
        ("c.csv", 2025): 5,
    }


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("21.exchange.html", "Page"),
        ("a.html", "21.exchange"),
        ("a.html", "Exchange of law-enforcement information between Parties"),
        ("a.html", "F21 - Exchange of law-enforcement information between Parties"),
    ],
)
def test_the_title_or_the_name_of_a_page_names_the_indicator(name, title):
    done = imported((name, html_file(PAGE, title)))
    assert {row["indicator_id"] for row in done.rows} == {"21.exchange"}


def test_parties_are_found_by_name_or_code_and_states_that_are_none_are_listed():
    rows = [
        ["iso3", "country", "region", "year", "question", "status", "comments"],
        ["GBR", "UK", "Europe", 2023, "29.authority", "yes", ""],
        ["LKA", "", "WHO South-East Asia Region", 2023, "29.authority", "NOT_REPORTED", ""],
        ["", "Korea (Republic of)", "WPR", 2023, "29.authority", "No", ""],
        ["", "Viet Nam", "WPR", 2023, "29.authority", "nonsense", ""],
        ["", "India", "SEARO", 2023, "29.authority", "Answer  not provided ", ""],
    ]
    rows[1][2] = "EUR"
    done = imported(("a.csv", csv_file(rows)))
    assert {key[1]: status for key, (status, _) in answers(done).items()} == {
        "GBR": "yes",
        "LKA": "not_reported",
        "IND": "not_answered",
    }
    assert done.counted.not_parties == Counter({"Korea, Republic of": 1, "Viet Nam": 1})


@pytest.mark.parametrize("region", ["SEA", "SEAR", "SEARO", "South-East Asia Region", "东南亚区域"])
def test_a_region_may_be_written_in_every_way_that_was_seen(region):
    rows = [["Party", "Region", "21.exchange"], ["India", region, "Yes"]]
    assert imported(("a.csv", csv_file(rows)), cycle=2023).rows


@pytest.mark.parametrize(
    "filler", ["XXX", "RAS", "N/A", "-", "so", "Non", "No", "Yes", "see the EU reply", "Oui."]
)
def test_words_in_answer_to_a_question_of_free_text_stay_text(filler):
    rows = [["Party", "20.seizures"], ["Chad", filler]]
    done = imported(("a.csv", csv_file(rows)), cycle=2023)
    assert answers(done) == {(2023, "TCD", "20.seizures"): ("text", filler)}
    long = [HEADER, ["Chad", 2023, "20.seizures", filler, ""]]
    assert answers(imported(("a.csv", csv_file(long)))) == answers(done)


def test_an_answer_that_is_not_given_is_not_a_text():
    rows = [["Party", "20.seizures", "23.areas"]]
    rows += [["Chad", "Answer not provided", "Report not provided"]]
    assert [row["status"] for row in imported(("a.csv", csv_file(rows)), cycle=2023).rows] == [
        "not_answered",
        "not_reported",
    ]


def test_the_same_answer_twice_counts_once():
    done = imported(("a.csv", csv_file(LONG)), ("b.xlsx", xlsx_file(LONG)))
    assert answers(done) == answers(imported(("a.csv", csv_file(LONG))))
    assert done.counted.repeated == 4
    assert {row["source_file"] for row in done.rows} == {"a.csv"}


def test_an_export_of_the_rows_reads_back_as_the_same_answers():
    done = imported(("a.csv", csv_file(LONG)), ("b.xlsx", xlsx_file(LONG)))
    out = io.StringIO()
    writer = csv.DictWriter(out, SCHEMA.names)
    writer.writeheader()
    writer.writerows(done.rows)
    assert answers(imported(("c.csv", out.getvalue().encode()))) == answers(done)


def test_the_report_says_what_was_in_the_files():
    rows = [
        *LONG,
        ["Canada", 2023, "21.exchange", "Yes", ""],
        ["Chad", 2023, "20.seizures", "xxx", ""],
    ]
    rows += [["Poland", 2023, "21.exchange", "Report not provided", ""]]
    rows += [["Chad", 2023, "21.exchange", "", ""], LONG[1]]
    done = imported(("a.csv", csv_file(rows)))
    assert done.counted.sentences(ENGLISH) == [
        "2023: 5 answers (Yes 1, No 1, Answer not provided 1 and Free text 2).",
        "1 cell left out, of Parties not yet due: 2023: Poland.",
        "1 row left out, of States that are not Parties to the Protocol: Canada.",
        "1 text says nothing (such as XXX or N/A); it is kept as text.",
        "1 empty cell left out.",
        "1 answer stands in the files more than once, the same; it counts once.",
    ]


def test_progress_is_told_up_to_the_last_row():
    told = []
    rows = [["Party", "21.exchange"], *[["Fiji", "Yes"]] * 450]
    imported(
        ("a.csv", csv_file(rows)),
        cycle=2023,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(200, 450), (400, 450), (450, 450)]


STATUS = st.sampled_from(sorted(ANSWERS))
CODES = sorted(code for code in REGISTER.parties if REGISTER.is_due(code, 2020))


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(sorted(REGISTER.cycles)),
            st.sampled_from(CODES),
            st.sampled_from(sorted(REGISTER.indicators)),
        ),
        st.tuples(STATUS, st.text("aé中 ,;\"'\n=-", min_size=1, max_size=8).filter(str.strip)),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(["csv", "xlsx"]),
)
def test_what_is_written_in_any_table_is_what_is_imported(given_answers, ending):
    rows, wanted = [HEADER], {}
    for key, (status, text) in given_answers.items():
        cycle, code, indicator = key
        free = REGISTER.indicators[indicator]["kind"] == "text"
        if free and status in ("yes", "no"):
            cell = "'" + text
            rows.append([code, cycle, indicator, "", harmless(cell) if ending == "csv" else cell])
            wanted[key] = ("text", ("'" + text).strip())
        else:
            rows.append([code, cycle, indicator, ANSWERS[status], ""])
            wanted[key] = (status, None)
    content = csv_file(rows) if ending == "csv" else xlsx_file(rows)
    assert answers(imported((f"a.{ending}", content))) == wanted


# What is refused: each fault planted alone, then all of them together

LONG_FAULTS = [
    (
        ["Rwnda", 2023, "21.exchange", "Yes", ""],
        'column A (party): "Rwnda" is not accepted. '
        "Accepted: the name of a Party; written most like it: Rwanda",
    ),
    (
        ["Korea", 2023, "21.exchange", "Yes", ""],
        'column A (party): "Korea" is not accepted. Accepted: one State, by its whole name or its '
        "code: Korea, Republic of (KOR); Korea, Democratic People's Republic of (PRK).",
    ),
    (
        ["", 2023, "21.exchange", "Yes", ""],
        'column A (party): "" is not accepted. Accepted: the name of a Party.',
    ),
    (
        ["Fiji", 2018, "21.exchange", "Yes", ""],
        'column B (cycle): "2018" is not accepted. Accepted: 2020, 2023, 2025.',
    ),
    (
        ["Fiji", "", "21.exchange", "Yes", ""],
        'column B (cycle): "" is not accepted. Accepted: 2020, 2023, 2025.',
    ),
    (
        ["Fiji", 2023, "21.exchanges", "Yes", ""],
        f'column C (indicator): "21.exchanges" is not accepted. Accepted: {INDICATORS}.',
    ),
    (
        ["Fiji", 2023, "21.exchange", "Perhaps", ""],
        f'column D (answer): "Perhaps" is not accepted. Accepted: {YES_NO}.',
    ),
    (
        ["Fiji", 2023, "22.notified", "N/A", ""],
        f'column D (answer): "N/A" is not accepted. Accepted: {YES_NO}.',
    ),
    (
        ["Fiji", 2023, "23.origin", "", "only a text"],
        f'column D (answer): "" is not accepted. Accepted: {YES_NO}.',
    ),
    (
        ["Fiji", 2023, "24.arrangements", "Report not provided", "but a text"],
        'column E (text): "but a text" is not accepted. '
        "Accepted: no text beside Report not provided.",
    ),
    (
        ["Fiji", 2023, "20.seizures", "much", "more"],
        'column D (answer): "much" is not accepted. '
        "Accepted: a text in one place only (column E (text) has one).",
    ),
    (
        ["Fiji", 2023, "23.areas", "text", ""],
        'column D (answer): "text" is not accepted. Accepted: the text that was given, or '
        "Answer not provided, Report not provided, Not applicable.",
    ),
    (
        ["Poland", 2023, "21.exchange", "Yes", ""],
        'column D (answer): "Yes" is not accepted. Accepted: no answer: Poland was not yet due in '
        "2023 (in force for it from 21 December 2023).",
    ),
    (
        ["Paraguay", 2020, "21.exchange", "Answer not provided", ""],
        'column D (answer): "Answer not provided" is not accepted. Accepted: no answer: Paraguay '
        "was not yet due in 2020 (in force for it by 18 January 2023).",
    ),
    (
        ["Turkey", 2023, "21.exchange", "No", ""],
        'column D (answer): "No" is not accepted. Accepted: one answer of Türkiye to 21.exchange '
        'in 2023 (a.csv, row 2 says "Yes").',
    ),
    (
        ["Iran", 2023, "20.seizures", "", "another text"],
        'column D (answer): "another text" is not accepted. Accepted: one answer of Iran (Islamic '
        "Republic of) to 20.seizures in 2023 "
        '(a.csv, row 4 says "12 tonnes, in «three» ports; see annex, 2").',
    ),
]


@pytest.mark.parametrize(("row", "sentence"), LONG_FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_in_a_long_table_is_told_with_its_place(row, sentence):
    (found,) = faults(("a.csv", csv_file([*LONG, row])))
    assert found.startswith(f"a.csv, row 6, {sentence}")


WIDE_HEADER = ["iso3", "Party", "Region", "Cycle", "21.exchange"]
WIDE_FAULTS = [
    (
        ["AUT", "Austria", "AFR", 2023, "Yes"],
        'column C (Region): "AFR" is not accepted. '
        "Accepted: EUR, the region of Austria in the register.",
    ),
    (
        ["FRA", "Germany", "EUR", 2023, "Yes"],
        'column A (iso3): "FRA" is not accepted. Accepted: DEU, the code of Germany.',
    ),
    (
        ["", "Spain", "Elsewhere", 2023, "Yes"],
        'column C (Region): "Elsewhere" is not accepted. '
        "Accepted: EUR, the region of Spain in the register.",
    ),
]


@pytest.mark.parametrize(("row", "sentence"), WIDE_FAULTS)
def test_a_fault_in_a_wide_table_is_told_with_its_place(row, sentence):
    rows = [WIDE_HEADER, ["", "Fiji", "WPR", 2023, "Yes"], row]
    assert faults(("a.xlsx", xlsx_file(rows))) == [f"a.xlsx, sheet Answers, row 3, {sentence}"]


PAGE_FAULTS = [
    (
        [PAGE[0], ["Austria", "EUR", "Yes", "No", "Yes"]],
        {"indicator": "21.exchange"},
        'row 1, column 2018: "2018" is not accepted. Accepted: 2020, 2023, 2025.',
    ),
    (
        [PAGE[0], ["Egypt", "EMR", "Yes", "No", ""]],
        {"indicator": "21.exchange"},
        'row 2, column 2020: "No" is not accepted. Accepted: no answer: Egypt was not yet due in '
        "2020 (in force for it from 9 December 2020).",
    ),
    (
        PAGE,
        {},
        'row 1: "a" is not accepted. Accepted: a title that names the indicator, or --indicator '
        f"with one of {INDICATORS}.",
    ),
    (
        PAGE,
        {"indicator": "21.exchange", "cycle": 2025},
        'row 1: "2023, 2020, 2018" is not accepted. Accepted: a column 2025, as --cycle says.',
    ),
]


@pytest.mark.parametrize(("rows", "options", "sentence"), PAGE_FAULTS)
def test_a_fault_in_a_page_is_told_with_its_place(rows, options, sentence):
    assert faults(("a.html", html_file(rows)), **options) == [f"a.html, {sentence}"]


def test_a_page_that_asks_something_else_is_known_and_refused():
    page = html_file(PAGE, "Progress made in implementing Article 27")
    assert faults(("a.html", page)) == [
        'a.html, row 1: "a" is not accepted. Accepted: a page about an indicator '
        f"({INDICATORS}); this one asks something else."
    ]
    (found,) = faults(("22.notified.html", html_file(PAGE, "21.exchange")))
    assert found.endswith("Accepted: one indicator, not several; or name it with --indicator.")


LABEL = "Exchange of law-enforcement information between Parties"
TABLE_FAULTS = [
    (
        [["Party", "21.exchange", "99.wrong"], ["Fiji", "Yes", "Yes"]],
        {"cycle": 2023},
        f'row 1, column C (99.wrong): "99.wrong" is not accepted. Accepted: {INDICATORS}.',
    ),
    (
        [["Party", "21.exchange", LABEL], ["Fiji", "Yes", "No"]],
        {"cycle": 2023},
        f'row 1, column C ({LABEL}): "{LABEL}" is not accepted. '
        "Accepted: each column once (B (21.exchange) is the same).",
    ),
    (
        [["Party", "21.exchange"], ["Fiji", "Yes"]],
        {},
        "row 1: no column says the cycle, nor does the name of the sheet or the file; "
        "name it with --cycle (2020, 2023, 2025).",
    ),
    (
        [["Party", "Cycle", "21.exchange"], ["Fiji", 2023, "Yes"]],
        {"cycle": 2025},
        'row 2, column B (Cycle): "2023" is not accepted. Accepted: 2025, as --cycle says.',
    ),
    (
        [["Party", "21.exchange"], ["Fiji", "Yes"]],
        {"cycle": 2023, "indicator": "22.notified"},
        'row 1, column B (21.exchange): "21.exchange" is not accepted. '
        "Accepted: 22.notified, as --indicator says.",
    ),
    (
        LONG[:2],
        {"indicator": "22.notified"},
        'row 2, column C (indicator): "21.exchange" is not accepted. '
        "Accepted: 22.notified, as --indicator says.",
    ),
    (
        [["Party", "Answer", "22.notified"], ["Fiji", "Yes", "No"]],
        {"cycle": 2023, "indicator": "22.notified"},
        'row 1, column C (22.notified): "22.notified" is not accepted. '
        "Accepted: either columns for indicator and answer, or one for each indicator.",
    ),
]


@pytest.mark.parametrize(("rows", "options", "sentence"), TABLE_FAULTS)
def test_a_table_that_does_not_fit_the_question_is_refused(rows, options, sentence):
    assert faults(("a.csv", csv_file(rows)), **options) == [f"a.csv, {sentence}"]


YES = [["Party", "21.exchange"], ["Fiji", "Yes"]]
WITH_CYCLE = [["Party", "Cycle", "21.exchange"], ["Fiji", 2023, "Yes"]]


def of_sheet(title, rows=YES):
    """A workbook whose one sheet has that name."""
    return xlsx_file(rows, lambda book: setattr(book.active, "title", title))


@pytest.mark.parametrize(
    ("name", "content", "options", "cycle"),
    [
        ("a.csv", csv_file(WITH_CYCLE), {}, 2023),
        ("answers_2023.csv", csv_file(YES), {}, 2023),
        ("answers_2023.csv", csv_file(YES), {"default_cycle": 2025}, 2023),
        ("Cycle 2020, final (2).csv", csv_file(YES), {}, 2020),
        ("2025-11-30 answers of 2023.csv", csv_file(YES), {}, 2023),
        ("20251130_2023.csv", csv_file(YES), {}, 2023),
        ("a.xlsx", of_sheet("2020"), {}, 2020),
        ("a.xlsx", of_sheet("Answers 2020"), {"default_cycle": 2025}, 2020),
        ("a_2020.xlsx", of_sheet("2020"), {"cycle": 2020}, 2020),
        ("saved in 2024.xlsx", of_sheet("2020"), {}, 2020),
        ("a.csv", csv_file(YES), {"cycle": 2020}, 2020),
        ("a.csv", csv_file(YES), {"default_cycle": 2020}, 2020),
        ("2024.csv", csv_file(YES), {"cycle": 2020}, 2020),
    ],
)
def test_the_cycle_is_that_of_the_column_else_of_the_sheet_else_of_the_file(
    name, content, options, cycle
):
    assert {row["cycle"] for row in imported((name, content), **options).rows} == {cycle}


NO_CYCLE = (
    "row 1: no column says the cycle, nor does the name of the sheet or the file; "
    "name it with --cycle (2020, 2023, 2025)."
)


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("a.csv", csv_file(YES), {}, f"a.csv, {NO_CYCLE}"),
        ("2020-2023.csv", csv_file(YES), {}, f"2020-2023.csv, {NO_CYCLE}"),
        ("2024.csv", csv_file(YES), {}, f"2024.csv, {NO_CYCLE}"),
        ("2023-11-30.csv", csv_file(YES), {}, f"2023-11-30.csv, {NO_CYCLE}"),
        ("30.11.2023.csv", csv_file(YES), {}, f"30.11.2023.csv, {NO_CYCLE}"),
        (
            "a.xlsx",
            of_sheet("2020"),
            {"cycle": 2023},
            "a.xlsx, sheet 2020: the name of the sheet says 2020, and --cycle 2023.",
        ),
        (
            "2023.xlsx",
            of_sheet("2020"),
            {},
            "2023.xlsx, sheet 2020: the name of the sheet says 2020, that of the file 2023.",
        ),
        (
            "2020.csv",
            csv_file(YES),
            {"cycle": 2023},
            "2020.csv: the name of the file says 2020, and --cycle 2023.",
        ),
        (
            "a.xlsx",
            of_sheet("2018"),
            {"cycle": 2023},
            'a.xlsx, sheet 2018: "2018" is not accepted. Accepted: 2020, 2023, 2025.',
        ),
        (
            "2025.csv",
            csv_file([*WITH_CYCLE, ["Kenya", 2023, "No"]]),
            {},
            "2025.csv, row 2, column B (Cycle): "
            "the column of the cycle says 2023, and the name of the file 2025.",
        ),
        (
            "a.xlsx",
            of_sheet("2020", WITH_CYCLE),
            {},
            "a.xlsx, sheet 2020, row 2, column B (Cycle): "
            "the column of the cycle says 2023, and the name of the sheet 2020.",
        ),
    ],
)
def test_a_cycle_that_nothing_says_or_that_names_disagree_on_is_refused(
    name, content, options, sentence
):
    assert faults((name, content), **options) == [sentence]


def test_on_the_page_the_cycle_that_nothing_says_is_asked_for():
    blank = [WITH_CYCLE[0], ["Fiji", "", "Yes"]]
    files = ("a.csv", csv_file(YES)), ("b.xlsx", of_sheet("Blank", blank))
    files += (("2020.csv", csv_file(YES)),)
    with pytest.raises(Refused) as refused:
        imported(*files, on_page=True)
    assert refused.value.faults == []
    assert refused.value.without_cycle == ("a.csv", "b.xlsx: Blank")
    done = imported(*files, on_page=True, default_cycle=2025)
    assert Counter(row["cycle"] for row in done.rows) == {2025: 1, 2020: 1}


def test_on_the_page_no_sentence_speaks_of_the_command_line():
    files = ("a.html", html_file(PAGE)), ("b.csv", csv_file(LONG))
    for options in ({}, {"indicator": "22.notified"}):
        told = faults(*files, on_page=True, **options)
        assert told
        assert not [sentence for sentence in told if "--" in sentence]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"cycle": 2018}, '--cycle: "2018" is not accepted. Accepted: 2020, 2023, 2025.'),
        ({"indicator": "x"}, f'--indicator: "x" is not accepted. Accepted: {INDICATORS}.'),
        *(
            (
                {"data": name},
                f'--data: "{name}" is not accepted. Accepted: lower-case letters, digits and '
                "hyphens, at most 31, a letter first; none of published, demo.",
            )
            for name in ("published", "demo", "Mine", "a/b", "..", "", "1a", "a" * 32, "a\n")
        ),
    ],
)
def test_an_option_out_of_range_is_refused(options, sentence):
    found = faults(("a.csv", csv_file(LONG)), **options)
    assert found == [sentence.replace("\n", " ")]


def test_answers_of_no_party_that_was_due_are_nothing_to_import():
    rows = [["Party", "21.exchange"], ["Canada", "Yes"], ["Poland", "Report not provided"]]
    assert faults(("a.csv", csv_file(rows)), cycle=2023) == [
        "a.csv: there is no answer of a Party that was due."
    ]


def test_all_faults_of_all_files_are_told_at_once():
    long = [*LONG, *(row for row, _ in LONG_FAULTS)]
    wide = [WIDE_HEADER, *(row for row, _ in WIDE_FAULTS)]

    def spoil(book):
        book.active["E2"] = "=1"
        book.active.merge_cells("D4:E4")

    found = faults(
        ("a.csv", csv_file(long)),
        ("b.xlsx", xlsx_file(wide, spoil)),
        ("c.html", html_file(PAGE)),
        ("d.pdf", b"%PDF"),
        ("e.csv", b""),
        data="demo",
    )
    wanted = ["--data"]
    wanted += [f"a.csv, row {row}, {said}" for row, (_, said) in enumerate(LONG_FAULTS, start=6)]
    sheet = "b.xlsx, sheet Answers"
    wanted += [f"{sheet}, row {row}, {said}" for row, (_, said) in enumerate(WIDE_FAULTS, start=2)]
    wanted += ['b.xlsx, sheet Answers, row 2, column E (21.exchange): "=1" is not accepted']
    wanted += ['b.xlsx, sheet Answers, row 4, column D (Cycle): "D4:E4" is not accepted']
    wanted += ["c.html, row 1", "d.pdf: files ending", "e.csv: the file is empty."]
    assert len(found) == len(wanted)
    for start in wanted:
        assert [one for one in found if one.startswith(start)], start
    assert [one.split(",")[0].split(":")[0] for one in found] == sorted(
        one.split(",")[0].split(":")[0] for one in found
    )


# On disk


def folder_of(tmp_path) -> Path:
    return tmp_path / "imported"


def contents(folder: Path) -> dict[str, bytes]:
    """What is in the folder, but for the files by which imports wait for each other."""
    files = folder.iterdir() if folder.exists() else ()
    return {file.name: file.read_bytes() for file in files if file.suffix != ".lock"}


def test_the_rows_on_disk_are_those_that_were_imported(tmp_path):
    done = imported(("a.csv", csv_file(LONG)))
    store_answers(done, tmp_path)
    table = pq.read_table(tmp_path / "mine.parquet")
    assert table.schema.equals(SCHEMA)
    assert table.to_pylist() == done.rows
    assert set(table["status"].to_pylist()) <= set(STATUSES)
    keys = [(row["cycle"], row["iso3"], row["indicator_id"]) for row in done.rows]
    assert keys == sorted(keys)


def test_importing_the_same_file_twice_changes_nothing(tmp_path):
    done = imported(("a.csv", csv_file(LONG)))
    changes = store_answers(done, tmp_path)
    assert len(changes.added) == 4
    before = contents(tmp_path), (tmp_path / "mine.parquet").stat().st_mtime_ns
    changes = store_answers(imported(("a.csv", csv_file(LONG))), tmp_path)
    assert (changes.added, changes.changed, changes.unchanged, changes.left) == ([], [], 4, [])
    assert (contents(tmp_path), (tmp_path / "mine.parquet").stat().st_mtime_ns) == before


def test_the_order_of_the_rows_does_not_change_the_answers(tmp_path):
    store_answers(imported(("a.csv", csv_file(LONG))), tmp_path / "one")
    store_answers(imported(("a.csv", csv_file([HEADER, *LONG[:0:-1]]))), tmp_path / "two")
    one, two = (pq.read_table(tmp_path / name / "mine.parquet") for name in ("one", "two"))
    assert one.drop(["source_row"]).equals(two.drop(["source_row"]))


def test_a_corrected_file_replaces_its_rows_and_says_what_changed(tmp_path):
    store_answers(imported(("a.csv", csv_file(LONG))), tmp_path)
    corrected = [row for row in LONG if row[0] != "European Union"]
    corrected[1] = ["Türkiye", 2023, "21.exchange", "No", "a slip"]
    corrected += [["Fiji", 2023, "21.exchange", "Yes", ""]]
    done = imported(("a.csv", csv_file(corrected)))
    _, changes = compare(done, tmp_path)
    assert store_answers(done, tmp_path) == changes
    assert changes.sentences(ENGLISH) == [
        "1 answer is new, 1 was corrected, 2 are as they were.",
        'TUR, 2023, 21.exchange: was "Yes", is "No: a slip".',
        "EUU, 2023, 29.authority: no longer in a.csv; the answer stays.",
    ]
    rows = pq.read_table(tmp_path / "mine.parquet").to_pylist()
    assert len(rows) == 5
    assert {row["iso3"]: row["status"] for row in rows}["TUR"] == "no"


def test_another_file_adds_to_the_data_set_and_leaves_the_other_sets_alone(tmp_path):
    store_answers(imported(("a.csv", csv_file(LONG))), tmp_path)
    store_answers(imported(("a.csv", csv_file(LONG)), data="mine-too"), tmp_path)
    before = contents(tmp_path)["mine-too.parquet"]
    store_answers(imported(("b.csv", csv_file(WIDE)), cycle=2020), tmp_path)
    assert len(pq.read_table(tmp_path / "mine.parquet")) == 9
    assert contents(tmp_path)["mine-too.parquet"] == before


@pytest.mark.parametrize(
    "content", [b"", b"PAR1 not really PAR1", (ROOT / "data/parquet/cycles.parquet").read_bytes()]
)
def test_a_data_set_on_disk_that_cannot_be_read_is_named_and_left_alone(tmp_path, content):
    (tmp_path / "mine.parquet").write_bytes(content)
    with pytest.raises(Refused) as refused:
        store_answers(imported(("a.csv", csv_file(LONG))), tmp_path)
    (fault,) = refused.value.faults
    assert "mine.parquet: " in fault.sentence(ENGLISH)
    assert (tmp_path / "mine.parquet").read_bytes() == content


KILLED_AT_A_CALL = """
import os, signal, sys
from pathlib import Path
from partv.cli import main

name, *arguments = sys.argv[1:]

def killed(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(os, name, killed)
main(arguments)
"""


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_import_that_is_killed_changes_nothing_and_the_next_one_works(tmp_path, call):
    folder = folder_of(tmp_path)
    store_answers(imported(("a.csv", csv_file(LONG))), folder)
    before = contents(folder)
    file = tmp_path / "b.csv"
    file.write_bytes(csv_file(WIDE))
    arguments = ["import", str(file), "--data", "mine", "--cycle", "2020", "--folder", str(folder)]
    command = [sys.executable, "-c", KILLED_AT_A_CALL, call, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert {name: data for name, data in contents(folder).items() if name in before} == before
    assert not [file for file in folder.glob("*.parquet") if file.name not in before]

    assert main(arguments) == 0
    assert set(contents(folder)) == {"mine.parquet"}
    assert len(pq.read_table(folder / "mine.parquet")) == 9


STOPPED_BEFORE_IT_WRITES = """
import os, sys
from partv.cli import main

replace = os.replace

def waiting(*arguments):
    print("about to write", flush=True)
    sys.stdin.readline()
    replace(*arguments)

os.replace = waiting
sys.exit(main(sys.argv[1:]))
"""


def test_an_import_waits_for_another_one_into_the_same_data_set(tmp_path):
    folder, file = folder_of(tmp_path), tmp_path / "b.csv"
    file.write_bytes(csv_file(WIDE))
    arguments = ["import", str(file), "--data", "mine", "--cycle", "2020", "--folder", str(folder)]
    command = [sys.executable, "-c", STOPPED_BEFORE_IT_WRITES, *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    mine, other_set = imported(("a.csv", csv_file(LONG))), {"data": "mine-too"}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as other:
        assert other.stdout.readline() == "about to write\n"
        with pytest.raises(Refused) as refused:
            store_answers(mine, folder, patience=0)
        store_answers(imported(("a.csv", csv_file(LONG)), **other_set), folder, patience=0)
        other.communicate("go on\n")
    assert other.returncode == 0
    (fault,) = refused.value.faults
    wanted = "imported/mine.parquet: another import into it is under way. Try again."
    assert fault.sentence(ENGLISH) == wanted
    store_answers(mine, folder, patience=0)
    assert len(pq.read_table(folder / "mine.parquet")) == 9


MANY_IMPORTS = """
import sys
from partv.cli import main

print("ready", flush=True)
sys.stdin.readline()
options = ["--data", "mine", "--folder", sys.argv[1]]
sys.exit(max(main(["import", file, *options]) for file in sys.argv[2:]))
"""


def test_imports_at_once_into_one_data_set_lose_no_row(tmp_path):
    folder = folder_of(tmp_path)
    parties = [code for code in REGISTER.parties if REGISTER.is_due(code, 2023)][:40]
    for code in parties:
        rows = [HEADER, [code, 2023, "21.exchange", "Yes", ""]]
        (tmp_path / f"{code}.csv").write_bytes(csv_file(rows))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    halves = [[str(tmp_path / f"{code}.csv") for code in parties[half::2]] for half in (0, 1)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MANY_IMPORTS, str(folder), *files], cwd=ROOT, **pipes
        )
        for files in halves
    ]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate()
        assert process.returncode == 0
    assert {row["iso3"] for row in pq.read_table(folder / "mine.parquet").to_pylist()} == set(
        parties
    )
    assert set(contents(folder)) == {"mine.parquet"}


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def fails(*arguments):
        raise PermissionError("in use")

    monkeypatch.setattr("partv.ingest.imported_sets.os.replace", fails)
    with pytest.raises(PermissionError):
        store_answers(imported(("a.csv", csv_file(LONG))), tmp_path)
    assert contents(tmp_path) == {}


# The command


@pytest.fixture
def run(tmp_path, capsys):
    """Runs ``python -m partv import`` over a file; returns status, output and errors."""

    def run(content: bytes, *options: str, name: str = "a.csv"):
        file = tmp_path / name
        file.write_bytes(content)
        folder = ["--folder", str(folder_of(tmp_path))]
        status = main(["import", str(file), "--data", "mine", *folder, *options])
        return status, *capsys.readouterr()

    return run


def test_the_command_reports_and_writes(run, tmp_path):
    status, out, errors = run(csv_file(LONG))
    file = folder_of(tmp_path) / "mine.parquet"
    assert (status, errors) == (0, "")
    assert out.splitlines() == [
        "2023: 4 answers (Yes 1, No 1, Answer not provided 1 and Free text 1).",
        "4 answers are new, 0 were corrected, 0 are as they were.",
        "The data set is mine: imported/mine.parquet",
    ]
    assert file.exists()


RUSSIAN = "Party,Cycle,Indicator,Answer,Text\nKEN,2023,20.seizures,,12 тонн сигарет на границе\n"


def test_the_command_says_in_which_encoding_it_read_and_another_can_be_named(run, tmp_path):
    content = RUSSIAN.encode("cp1251")
    status, out, _ = run(content)
    assert status == 0
    assert out.splitlines()[:3] == [
        "a.csv is read as Windows-1251:",
        "  KEN,2023,20.seizures,,12 тонн сигарет на границе",
        "  Party,Cycle,Indicator,Answer,Text",
    ]
    (row,) = pq.read_table(folder_of(tmp_path) / "mine.parquet").to_pylist()
    assert row["text"] == "12 тонн сигарет на границе"
    status, out, _ = run(content, "--encoding", "windows-1252")
    assert "12 òîíí ñèãàðåò" in out
    status, _, errors = run(content, "--encoding", "UTF-8")
    assert (status, errors.splitlines()[0]) == (
        1,
        "a.csv: the characters cannot be read. Save the file as UTF-8.",
    )
    status, _, errors = run(content, "--encoding", "klingon")
    assert status == 1
    assert errors.startswith('--encoding "klingon" is not accepted. Accepted: UTF-8, UTF-16,')


def test_a_dry_run_reports_the_same_and_writes_nothing(run, tmp_path):
    _, wet, _ = run(csv_file(LONG))
    before = contents(folder_of(tmp_path))
    corrected = [*LONG[:1], ["Türkiye", 2023, "21.exchange", "No", ""]]
    status, out, errors = run(csv_file(corrected), "--dry-run")
    assert (status, errors) == (0, "")
    assert 'TUR, 2023, 21.exchange: was "Yes", is "No".' in out
    assert out.endswith("A dry run: nothing was written.\n")
    assert contents(folder_of(tmp_path)) == before
    assert wet.splitlines()[0].startswith("2023: 4 answers")


def test_the_name_of_what_a_visitor_uploads_is_taken_on_disk(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(csv_file(LONG))
    assert main(["import", str(tmp_path / "a.csv"), "--data", "upload"]) == 1
    assert "none of published, demo, upload." in capsys.readouterr().err
    assert imported(("a.csv", csv_file(LONG)), data="upload").rows


def test_a_dry_run_makes_no_folder(run, tmp_path):
    assert run(csv_file(LONG), "--dry-run")[0] == 0
    assert not folder_of(tmp_path).exists()


def test_a_refused_file_is_told_a_line_a_fault_and_changes_nothing(run, tmp_path):
    run(csv_file(LONG))
    before = contents(folder_of(tmp_path))
    rows = [*LONG, *(row for row, _ in LONG_FAULTS)]
    status, out, errors = run(csv_file(rows))
    assert (status, out) == (1, "")
    lines = errors.splitlines()
    assert len(lines) == len(LONG_FAULTS) + 1
    assert lines[-1] == f"{len(LONG_FAULTS)} faults. Nothing was written; the old data stand."
    assert contents(folder_of(tmp_path)) == before


def test_a_file_of_200_megabytes_is_refused_by_the_command(tmp_path, capsys):
    file = tmp_path / "large.csv"
    with file.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    assert main(["import", str(file), "--data", "mine"]) == 1
    assert "large.csv: the file has 200 MB" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(csv_file(LONG))
    (tmp_path / "imported").write_text("a file")
    options = ["--data", "mine", "--folder", str(tmp_path / "imported")]
    assert main(["import", str(tmp_path / "a.csv"), *options]) == 1
    assert "imported cannot be written" in capsys.readouterr().err


def test_a_register_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(Refused) as refused:
        Register.load(tmp_path)
    (fault,) = refused.value.faults
    assert fault.sentence(ENGLISH).endswith("cannot be read. Run: python -m partv build")


def test_the_faults_are_told_in_the_language_of_the_reader():
    with pytest.raises(Refused) as refused:
        imported(("a.csv", csv_file([*LONG, LONG_FAULTS[0][0]])), say=language("zh"))
    (fault,) = refused.value.faults
    assert fault.sentence(language("zh")).startswith("a.csv")
