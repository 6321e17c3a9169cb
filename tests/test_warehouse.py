"""The warehouse: a locked door, many threads, and a plain sentence when the data are not there."""

import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partv.cli import main
from partv.data import current
from partv.data.warehouse import DataUnavailable, Warehouse, questions
from partv.ingest.build import build
from partv.paths import DATAPACKAGE, PARQUET


@pytest.fixture
def parquet(tmp_path):
    """A copy of the Parquet, to spoil."""
    return shutil.copytree(PARQUET, tmp_path / "parquet")


# The door -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "COPY parties TO '{folder}/out.parquet'",
        "EXPORT DATABASE '{folder}/out'",
        "FROM read_csv('{folder}/in.csv')",
        "FROM '{folder}/in.csv'",
        "FROM read_text('{folder}/in.csv')",
        "FROM glob('{folder}/*')",
        "FROM read_parquet('{parquet}/parties.parquet')",
        "FROM read_parquet('parties.parquet')",
        "COPY regions FROM '{folder}/in.csv'",
        "ATTACH '{folder}/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "FROM read_csv('https://localhost/in.csv')",
        "SET enable_external_access = true",
        "RESET enable_external_access",
        "SET lock_configuration = false",
        "SET allowed_directories = ['{folder}']",
        "SET threads = 1",
    ],
)
def test_the_open_warehouse_reaches_no_file_and_changes_no_setting(store, tmp_path, statement):
    (tmp_path / "in.csv").write_text("region\nAFR\n")
    refused = (duckdb.PermissionException, duckdb.InvalidInputException)
    with store._connection.cursor() as cursor, pytest.raises(refused) as error:
        cursor.execute(statement.format(folder=tmp_path, parquet=PARQUET)).fetchall()
    assert "disabled" in str(error.value) or "locked" in str(error.value)
    assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


def test_the_door_is_shut_behind_every_cursor_after_a_query(store, base, tmp_path):
    store.ask("rates", **base.parameters())
    with store._connection.cursor() as cursor, pytest.raises(duckdb.PermissionException):
        cursor.execute(f"COPY (SELECT 1) TO '{tmp_path}/out.csv'")


def test_the_same_statements_are_accepted_before_the_door_is_shut(tmp_path):
    (tmp_path / "in.csv").write_text("region\nAFR\n")
    with duckdb.connect(":memory:") as open_door:
        open_door.execute(f"COPY (FROM '{tmp_path}/in.csv') TO '{tmp_path}/out.csv'")
        open_door.execute("SET threads = 1")
    assert (tmp_path / "out.csv").read_text() == "region\nAFR\n"


# Questions ----------------------------------------------------------------------------------------


def test_two_hundred_questions_from_sixteen_threads_are_all_answered_right(store, base):
    some_regions = [(), *combinations(store.vocabulary.regions, 1)]
    some_regions += combinations(store.vocabulary.regions, 2)
    asked = [
        (name, base.changed(cycle=cycle, regions=regions).parameters())
        for name in ("coverage", "parties", "published")
        for cycle in store.vocabulary.cycles
        for regions in some_regions
    ]
    asked += [
        ("rates", base.changed(of=of).parameters() | {"by_region": True})
        for of in ("due", "reported")
    ]
    assert len(asked) == 200
    alone = [store.ask(name, **parameters) for name, parameters in asked]

    crowded = Warehouse()
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda one: crowded.ask(one[0], **one[1]), asked))
    for expected, answer in zip(alone, answers, strict=True):
        pd.testing.assert_frame_equal(answer, expected)


def test_what_a_caller_does_to_an_answer_is_not_seen_by_the_next(store, base):
    before = store.ask("rates", **base.parameters())
    before["yes"] = 0
    assert store.ask("rates", **base.parameters())["yes"].max() == 39


def test_counts_stay_whole_numbers_where_some_are_missing(store, base):
    rates = store.ask("rates", **base.parameters())
    assert rates["yes"].dtype == pd.Int64Dtype()
    assert rates["yes"].isna().any()
    assert rates["high"].dtype == "float64"
    assert store.ask("parties", **base.parameters())["due"].dtype == pd.BooleanDtype()


def test_a_value_is_never_read_as_sql(store, base):
    evil = base.parameters() | {"data": "'; DROP TABLE parties; --"}
    assert store.ask("rates", **evil).empty
    assert len(store.ask("parties", **base.parameters())) == 72


def test_a_question_nobody_wrote_is_answered_with_those_there_are(store):
    with pytest.raises(KeyError, match=r"No query named rate. There are: .*rates"):
        store.ask("rate")
    assert {"rates", "published", "parties", "overview"} <= set(questions())


def test_the_process_has_one_warehouse_however_many_ask_for_it_at_once(monkeypatch):
    monkeypatch.setattr(current, "_current", current.Current())
    with ThreadPoolExecutor(8) as threads:
        opened = threads.map(lambda _: current.warehouse(), range(8))
        assert len({id(store) for store in opened}) == 1


def test_what_may_be_chosen_is_read_from_the_data(store):
    vocabulary = store.vocabulary
    assert vocabulary.datasets == ("published", "demo")
    assert vocabulary.cycles == (2020, 2023, 2025)
    assert vocabulary.regions == ("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR")
    assert vocabulary.default_cycle == 2023, "the newest cycle that has figures"


# The data are not there ---------------------------------------------------------------------------


def gone(file):
    file.unlink()


def truncated(file):
    file.write_bytes(file.read_bytes()[:-20])


def emptied(file):
    file.write_bytes(b"")


def text(file):
    file.write_text("iso3,name\n")


@pytest.mark.parametrize("spoil", [gone, truncated, emptied, text])
@pytest.mark.parametrize("table", ["documents", "published", "milestones"])
def test_a_spoiled_parquet_is_answered_with_what_to_do(parquet, spoil, table):
    spoil(parquet / f"{table}.parquet")
    with pytest.raises(DataUnavailable) as error:
        Warehouse(parquet)
    assert str(error.value) == "The data in parquet/ cannot be read. Run: python -m partv build"


def test_a_folder_that_is_not_there_is_answered_with_what_to_do(tmp_path):
    with pytest.raises(DataUnavailable, match="python -m partv build"):
        Warehouse(tmp_path / "parquet")


def test_the_command_line_says_so_too_and_prints_no_table(tmp_path, monkeypatch, capsys):
    gone = current.Current(tmp_path / "parquet", tmp_path / "imported")
    monkeypatch.setattr(current, "_current", gone)
    assert main(["export", "rates"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "The data in parquet/ cannot be read. Run: python -m partv build\n"


def test_a_replacement_that_was_cut_off_is_mended_when_the_warehouse_opens(parquet):
    os.replace(parquet, parquet.parent / ".parquet-previous")
    assert Warehouse(parquet).version == Warehouse(PARQUET).version
    assert parquet.is_dir()


# The version --------------------------------------------------------------------------------------


def test_the_same_data_have_the_same_version_wherever_they_lie(parquet):
    assert Warehouse(parquet).version == Warehouse(PARQUET).version


def test_another_cell_is_another_version(package):
    before = Warehouse(package.parent / "parquet").version
    source = package.parent / "source" / "articles.csv"
    source.write_text(source.read_text("utf-8").replace("aggregate data", "summary data"), "utf-8")
    build(package)
    after = Warehouse(package.parent / "parquet").version
    assert before == Warehouse(DATAPACKAGE.parent / "parquet").version != after


def test_a_parquet_in_the_folder_one_stands_in_is_not_taken_for_the_data(tmp_path, monkeypatch):
    pq.write_table(pa.table({"region": ["XXX"]}), tmp_path / "regions.parquet")
    monkeypatch.chdir(tmp_path)
    assert Warehouse(PARQUET).vocabulary.regions == ("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR")


def test_what_many_ask_for_at_the_same_time_is_composed_once():
    store = Warehouse()
    made, all_here = [], threading.Barrier(4)

    def compose(_store, key):
        made.append(key)
        return _store.ask("regions")

    def ask(_):
        all_here.wait()
        return store.composed(compose, "key")

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, range(4)))
    assert made == ["key"]
    assert all(each is found[0] for each in found)
