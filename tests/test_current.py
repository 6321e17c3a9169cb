"""The warehouse of the process follows the data on disk: whole, or not at all."""

import gc
import shutil
import weakref

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partv.address.deck import View
from partv.address.exported_tables import TABLES
from partv.address.selection import Selection
from partv.data.current import Current
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.exhibits.briefing import docx
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.deck_slides import pptx
from partv.exhibits.extracts import extract
from partv.exhibits.picture_files import picture_svg
from partv.ingest.build import build
from partv.ingest.imported_sets import SCHEMA

ANSWER = {
    "data": "trial",
    "cycle": 2023,
    "iso3": "KEN",
    "indicator_id": "21.exchange",
    "status": "yes",
    "text": None,
    "source_file": "a.csv",
    "source_row": 2,
}


class Remembered:
    """Something that was composed once."""


@pytest.fixture
def current(package):
    """Over a copy of the data; it looks at the disk each time it is asked."""
    build(package)
    return Current(package.parent / "parquet", package.parent / "imported", look_seconds=0)


def looked(current):
    """The warehouse after it has seen twice what is on disk now."""
    current.store()
    return current.store()


def test_as_long_as_nothing_changes_the_warehouse_is_the_same(current):
    assert current.store() is looked(current)
    assert current.trouble == ""


def test_an_import_is_there_without_a_restart(current, package):
    before = current.store()
    assert "trial" not in before.vocabulary.datasets
    imported = package.parent / "imported"
    imported.mkdir()
    pq.write_table(pa.Table.from_pylist([ANSWER], schema=SCHEMA), imported / "trial.parquet")
    after = looked(current)
    assert "trial" in after.vocabulary.datasets
    assert after.version != before.version
    chosen = Selection.default(after.vocabulary).changed(data="trial")
    (row,) = after.ask("answers", **chosen.parameters()).to_dict("records")
    assert (row["iso3"], row["status"]) == ("KEN", "yes")
    # Whoever has the old data in hand finishes with them.
    assert len(before.ask("rates", **Selection.default(before.vocabulary).parameters())) == 14


def test_a_new_build_is_there_without_a_restart(current, package):
    before = current.store()
    source = package.parent / "source" / "published.csv"
    source.write_text(source.read_text("utf-8").replace("Very few", "Few", 1), "utf-8")
    build(package)
    assert looked(current).version != before.version


@pytest.mark.parametrize("spoil", ["truncated", "removed", "other columns", "folder removed"])
def test_data_that_cannot_be_read_leave_the_last_good_ones(current, package, spoil):
    before = current.store()
    folder = package.parent / "parquet"
    kept = shutil.copytree(folder, package.parent / "kept")
    file = folder / "published.parquet"
    if spoil == "truncated":
        file.write_bytes(file.read_bytes()[:-40])
    elif spoil == "other columns":
        pq.write_table(pa.table({"a": [1]}), file)
    elif spoil == "removed":
        file.unlink()
    else:
        shutil.rmtree(folder)
    assert looked(current) is before
    assert "cannot be read" in current.trouble
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    assert looked(current).version == before.version
    assert current.trouble == ""


def test_without_any_data_it_says_so_until_there_are_some(current, package):
    folder = package.parent / "parquet"
    folder.rename(package.parent / "away")
    with pytest.raises(DataUnavailable, match="python -m partv build"):
        current.store()
    (package.parent / "away").rename(folder)
    assert current.store().vocabulary.datasets == ("published", "demo")


@pytest.fixture
def uncollected():
    """No collection of cycles: what is gone, went when the last one let go of it."""
    gc.disable()
    yield
    gc.enable()


def test_what_old_data_remembered_is_let_go_and_their_answers_stay_right(
    current, package, uncollected
):
    before = current.store()
    asked = Selection.default(before.vocabulary).parameters()
    rates = before.ask("rates", **asked)
    kept = weakref.ref(before.composed(lambda _store: Remembered()))
    source = package.parent / "source" / "published.csv"
    source.write_text(source.read_text("utf-8").replace("Very few", "Few", 1), "utf-8")
    build(package)
    assert looked(current) is not before
    assert kept() is None
    assert before.ask("rates", **asked).equals(rates)


def test_a_database_is_closed_as_soon_as_nobody_has_it_in_hand(uncollected):
    opened = Warehouse()
    base = Selection.default(opened.vocabulary).changed(data="demo")
    for key in EXHIBITS:
        picture_svg(opened, key, base, "en", "light", "http://a.test")
    for table in TABLES:
        extract(opened, base, table)
    pptx(opened, [View("overview", base)], "en", "http://a.test")
    docx(opened, base.changed(party="KEN"), "en", "http://a.test")
    database = weakref.ref(opened)
    del opened
    assert database() is None


def test_a_database_that_is_kept_costs_one_thread(store):
    process = psutil.Process()
    before = process.num_threads()
    kept = [Warehouse() for _ in range(8)]
    assert process.num_threads() <= before + len(kept)
