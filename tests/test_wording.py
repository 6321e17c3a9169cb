"""How a figure reads: its denominator always there, its marks, small groups, kinds of missing."""

import ast
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from partv.data.rate_rows import Rate
from partv.i18n import wording
from partv.i18n.language import Language

ENGLISH = Language("en")
MISSING = [None, pd.NA, float("nan")]


def row(yes=None, denominator=None, percent=None, basis="published", flag=None):
    cells = {
        "yes": yes,
        "denominator": denominator,
        "percent": percent,
        "small": denominator < 10 if wording.known(denominator) else denominator,
        "basis": basis,
        "flag": flag,
    }
    (rate,) = Rate.read(pd.DataFrame([cells], dtype=object))
    return rate


@pytest.mark.parametrize(
    ("figure", "reads"),
    [
        (row(39, 62, 63.0), "39 of 62 (63%)"),
        (row(22, 62, 36.0, flag="rounding"), "22 of 62 (36%†)"),
        (row(24, 62, 39.0, "count_derived"), "24‡ of 62 (39%)"),
        (row(3, 62, 4.8, "percent_derived"), "3 of 62 (4.8%‡)"),
        (row(24, 66, 36.4, "derived"), "24‡ of 66 (36.4%‡)"),
        (row(22, 66, 33.3, "derived", flag="rounding"), "22‡ of 66 (33.3%‡†)"),
        (row(0, 62, 0.0), "0 of 62 (0%)"),
        # Below ten Parties a fraction stands alone.
        (row(3, 7, 42.9, "percent_derived"), "3 of 7"),
        (row(3, 9, 33.3, "derived"), "3‡ of 9"),
        (row(3, 10, 30.0, "percent_derived"), "3 of 10 (30%‡)"),
        # As much of it as is known.
        (row(39, None, None), "39"),
        (row(24, None, None, "derived"), "24‡"),
        (row(None, 62, 39.0), "39%"),
        # Each kind of missing reads differently.
        (row(None, 62, None, "statement"), "Words only, no number"),
        (row(None, None, None, "no_figure"), "No figure available"),
        (row(None, None, None, "no_indicator"), "No indicator published"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_figure_reads_with_its_denominator_and_its_marks(figure, reads):
    assert figure.figure(ENGLISH) == reads


@pytest.mark.parametrize("missing", MISSING, ids=str)
def test_a_missing_value_is_missing_in_whatever_way_a_frame_writes_it(missing):
    assert row(39, missing, missing).figure(ENGLISH) == "39"
    assert row(missing, 62, 39, flag=missing).figure(ENGLISH) == "39%"
    words = row(missing, missing, missing, "statement").figure(ENGLISH)
    assert words == "Words only, no number"


def test_the_figures_of_the_report_read_as_a_delegate_quotes_them(store, base):
    rates = Rate.read(store.ask("rates", **base.parameters()))
    read = {rate.indicator_id: rate.figure(ENGLISH) for rate in rates}
    assert read == {
        "20.seizures": "Words only, no number",
        "21.exchange": "17 of 62 (27%)",
        "22.notified": "22 of 62 (36%†)",
        "23.assistance": "Words only, no number",
        "23.areas": "Words only, no number",
        "23.origin": "10 of 62 (16%)",
        "24.arrangements": "14 of 62 (23%)",
        "26.jurisdiction": "27 of 62 (44%)",
        "27.domestic": "39 of 62 (63%)",
        "27.abroad": "24‡ of 62 (39%)",
        "28.agreements": "17 of 62 (27%)",
        "29.authority": "18 of 62 (29%)",
        "29.initiatives": "7 of 62 (11%)",
        "30.extradition": "3 of 62 (4.8%‡)",
    }


def test_a_rate_of_which_the_denominator_is_not_known_is_not_small():
    assert row(3, 9).small
    assert not any(row(3, missing).small for missing in (10, *MISSING))


def test_every_basis_has_its_own_words():
    kinds = ("published", "count_derived", "percent_derived", "derived")
    kinds += ("statement", "no_figure", "no_indicator")
    words = {row(basis=kind).basis_in_words(ENGLISH) for kind in kinds}
    assert len(words) == len(kinds)
    assert all(words)


def test_every_denominator_has_its_own_name():
    names = {wording.denominator_name(of, ENGLISH) for of in ("reported", "answered", "due")}
    assert len(names) == 3
    assert "reporting Parties" in names


def test_a_sentence_is_written_in_one_place():
    places = defaultdict(set)
    for file in sorted((Path(__file__).parent.parent / "partv").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = isinstance(call, ast.Call) and getattr(call.func, "attr", None)
            for text in call.args if name in ("text", "plural") else ():
                if isinstance(text, ast.Constant) and len(str(text.value)) > 40:
                    places[text.value].add(file.name)
    assert len(places) > 100
    assert {text: files for text, files in places.items() if len(files) > 1} == {}
