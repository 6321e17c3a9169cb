"""The ZIP file: valid by another's check, whole, and enough to repeat the rows with."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from partv import __version__
from partv.address.exported_tables import TABLES
from partv.address.parameters import UPLOAD
from partv.address.selection import Selection
from partv.exhibits.extracts import extract
from partv.exports.bundle import to_zip
from partv.exports.row_formats import records, to_csv
from partv.exports.sql import literal, script
from partv.i18n import wording
from partv.i18n.language import language
from partv.paths import PARQUET
from tests.frictionless_apart import validate

ENGLISH = language("en")
AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
LINK = "https://example.org/api/v1/rates.zip?of=due"
MISSING = "(missing)"
STAMP = "Demonstration: invented Parties, not real data"
SHELL = Path(sys.executable).with_name("duckdb")


def parts(item, link=LINK, say=ENGLISH) -> dict[str, bytes]:
    """The files in the ZIP file of an extract."""
    with zipfile.ZipFile(io.BytesIO(to_zip(item, say, AT, link))) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def views(store) -> list[Selection]:
    """Views that differ in all that a file can differ in; some have no rows."""
    base = Selection.default(store.vocabulary)
    found = [
        base,
        base.changed(data="demo", cycle=2025, regions=("AFR", "EUR"), of="due", by="region"),
        base.changed(data="demo", cycle=2020, articles=(20, 27), of="answered", lang="zh"),
        base.changed(cycle=2020, articles=(25,), regions=("WPR",)),
    ]
    names = [name for name in store.vocabulary.datasets if name not in ("published", "demo")]
    return found + [base.changed(data=name, base=2025) for name in names]


# Valid --------------------------------------------------------------------------------------------


def checked(folder: Path):
    with contextlib.chdir(folder):
        return validate("metadata.json")


@pytest.mark.parametrize("table", TABLES)
def test_frictionless_finds_nothing_wrong_with_any_table(store, hostile, tmp_path, table):
    rows = 0
    for whose in (store, hostile):
        for number, selection in enumerate(views(whose)):
            item = extract(whose, selection, table)
            folder = tmp_path / f"{whose.version}-{number}"
            for name, content in parts(item).items():
                folder.mkdir(exist_ok=True)
                (folder / name).write_bytes(content)
            report = checked(folder)
            faults = [error.message for task in report.tasks for error in task.errors]
            assert report.valid, [*faults, *(error.message for error in report.errors)]
            (task,) = report.tasks
            assert task.stats.get("rows", 0) == len(item.rows)
            assert task.stats["fields"] == len(item.table.fields)
            rows += len(item.rows)
    assert rows > 0


@pytest.mark.parametrize(
    ("old", "new"), [(b"Party", b"Partz"), (b"\r\ndemo,2025", b"\r\ndemo,20x5"), (b"AFR", b"")]
)
def test_frictionless_would_find_a_spoiled_file(store, tmp_path, old, new):
    item = extract(store, views(store)[1], "answers")
    for name, content in parts(item).items():
        spoiled = content.replace(old, new, 1) if name.endswith(".csv") else content
        (tmp_path / name).write_bytes(spoiled)
    assert not checked(tmp_path).valid


# Whole --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_the_files_say_what_was_chosen_of_which_version_and_from_which_documents(store, table):
    for selection in views(store):
        item = extract(store, selection, table)
        files = parts(item)
        assert list(files) == [
            "README.md",
            f"{item.name}.csv",
            "metadata.json",
            "query.sql",
            "citation.txt",
            "citation.bib",
        ]
        assert files[f"{item.name}.csv"] == to_csv(item.rows)
        assert files["query.sql"].decode() == script(item)
        readme, meta = files["README.md"].decode(), json.loads(files["metadata.json"])
        plain, bibtex = files["citation.txt"].decode(), files["citation.bib"].decode()

        for text in (readme, plain, bibtex, meta["version"]):
            assert store.version in text
        for text in (readme, plain, bibtex, meta["address"]):
            assert LINK in text
        assert (meta["retrieved"], meta["created"]) == ("2026-02-03T04:05:06Z",) * 2
        assert "3 February 2026" in readme
        assert "Retrieved on 2026-02-03" in plain
        assert f"Part V Dashboard {__version__}" in plain
        assert f"Part V Dashboard {__version__}" == meta["software"]

        known = selection.in_order() if table == "panel" else selection
        assert meta["filters"] == {n: known.parameters()[n] for n in item.parameters}
        for words in item.filters(ENGLISH):
            assert f"- {ENGLISH.pair(*words)}\n" in readme
        if "of" in item.parameters:
            meaning = wording.denominator_meaning(selection.of, ENGLISH)
            assert meta["denominator"] == {"of": selection.of, "definition": meaning}
            assert meaning in readme

        for source in item.documents:
            assert source["title"] in readme
            assert source["title"] in [s["title"] for s in meta["sources"]]
            assert source["title"] in plain or item.invented
        assert meta["invented"] == item.invented == (STAMP in readme)
        assert item.invented == (STAMP in plain)
        (resource,) = meta["resources"]
        for field, told in zip(item.table.fields, resource["schema"]["fields"], strict=True):
            assert (told["name"], told["type"]) == (field.name, field.type)
            assert told["description"] == field.description
            assert told.get("unit", "") == field.unit
            assert f"`{field.name}`" in readme


def test_published_figures_come_with_the_document_they_are_printed_in(store, base):
    for table in ("rates", "published"):
        files = parts(extract(store, base, table))
        for name in ("README.md", "metadata.json", "citation.txt"):
            assert "report by the Convention Secretariat to the fourth session" in (
                files[name].decode()
            )


def test_a_file_name_says_the_filters_that_the_table_has(store, base):
    demo = base.changed(data="demo", regions=("EUR", "AFR"), articles=(27,), of="due", lang="zh")
    for table, name in {
        "rates": "part-v_rates_demo_2023_AFR-EUR_art-27_of-due",
        "panel": "part-v_panel_demo_2020-2023_AFR-EUR_art-27_of-due",
        "answers": "part-v_answers_demo_2023_AFR-EUR_art-27",
        "parties": "part-v_parties_2023_AFR-EUR",
        "published": "part-v_published_2023_AFR-EUR_art-27",
        "articles": "part-v_articles_art-27_zh",
        "milestones": "part-v_milestones",
    }.items():
        assert extract(store, demo, table).name == name
    name = extract(store, demo.changed(by="region", of="reported", data="published"), "rates").name
    assert name == "part-v_rates_by-region_published_2023_AFR-EUR_art-27"


def test_a_readme_in_another_language_is_in_that_language(store, base):
    chinese = language("zh")
    item = extract(store, base.changed(data="demo", lang="zh"), "articles")
    readme = parts(item, say=chinese)["README.md"].decode()
    assert chinese.text("Unofficial. Not endorsed by WHO or the Convention Secretariat.") in readme
    assert chinese.date(date(2026, 2, 3)) in readme


# Enough to repeat the rows ------------------------------------------------------------------------


def in_the_shell(text: str, folder: Path) -> list[list[str]]:
    """What the DuckDB shell prints, started in ``data/parquet`` and fed with a text."""
    command = [str(SHELL), "-csv", "-bail", "-nullvalue", MISSING]
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, cwd=folder, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return list(csv.reader(io.StringIO(done.stdout.decode("utf-8"), newline="")))


KINDS = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.get,
    "date": date.fromisoformat,
}


def same_rows(printed: list[list[str]], item) -> bool:
    """Whether the shell printed the rows of the extract, value by value, in their order."""
    header, *rows = printed
    assert header == [field.name for field in item.table.fields]
    read = [
        tuple(
            None if cell == MISSING else KINDS[field.type](cell)
            for field, cell in zip(item.table.fields, row, strict=True)
        )
        for row in rows
    ]
    assert read == records(item.rows)
    return bool(rows)


@pytest.mark.parametrize("table", TABLES)
def test_the_sql_runs_in_the_duckdb_shell_and_gives_the_rows(store, table):
    items = [extract(store, selection, table) for selection in views(store)]
    with_rows = [same_rows(in_the_shell(script(item), PARQUET), item) for item in items]
    assert any(with_rows)


@pytest.mark.parametrize("table", ["rates", "answers", "panel", "parties"])
def test_the_sql_of_an_imported_data_set_does_too(house, hostile, table):
    selection = Selection.default(hostile.vocabulary).changed(data="trial", base=2025)
    item = extract(hostile, selection, table)
    assert same_rows(in_the_shell(script(item), house / "data" / "parquet"), item)


@pytest.mark.parametrize("table", ["rates", "answers", "panel", "parties"])
def test_the_zip_of_an_upload_has_what_its_sql_needs(house, uploaded, tmp_path, table):
    selection = Selection.default(uploaded.vocabulary).changed(data=UPLOAD, base=2025)
    item = extract(uploaded, selection, table)
    files = parts(item, link="")
    folder = tmp_path / "data" / "parquet"
    for name in ("data", "queries"):
        if name == "data":
            folder.mkdir(parents=True)
            for file in (house / "data" / "parquet").iterdir():
                os.link(file, folder / file.name)
        else:
            (tmp_path / name).symlink_to(house / name)
    own = files.get("answers.parquet")
    assert (own is not None) == (table != "parties")
    if own:
        (folder / "answers.parquet").write_bytes(own)
        assert "answers.parquet" in files["README.md"].decode()
    assert same_rows(in_the_shell(files["query.sql"].decode(), folder), item)
    assert "http" not in files["citation.bib"].decode()


def test_the_sql_says_values_as_the_shell_reads_them():
    assert literal("O'Hara") == "'O''Hara'"
    assert literal([27, 30]) == "[27, 30]"
    assert literal(["AFR", "EUR"]) == "['AFR', 'EUR']"
    assert (literal(True), literal(2023)) == ("true", "2023")
    with pytest.raises(TypeError):
        literal(1.5)
