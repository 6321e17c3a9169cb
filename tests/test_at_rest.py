"""Data at rest: whole or refused, whatever was done to the files. The long version is torture/."""

import os
import shutil
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partv.data import current
from partv.data.answer_sets import SCHEMA, to_bytes
from partv.data.current import Current
from partv.data.folders import CONTENTS, undisturbed
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.ingest.register import Register
from partv.paths import PARQUET, ROOT
from tests.test_build import change
from tests.test_current import ANSWER


@pytest.fixture
def other(package):
    """The folder of another build, beside that of the package."""
    change(package, "articles", "20", "note", "new")
    build(package)
    return shutil.move(package.parent / "parquet", package.parent / "other")


@pytest.mark.parametrize("name", ["articles.parquet", CONTENTS])
def test_a_folder_with_a_file_of_another_build_is_refused(package, other, name):
    mixed = shutil.copytree(PARQUET, package.parent / "parquet")
    shutil.copy(other / name, mixed / name)
    with pytest.raises(DataUnavailable, match="python -m partv build"):
        Warehouse(mixed)
    with pytest.raises(Refused):
        Register.load(mixed)


def test_data_of_another_form_are_refused(package):
    listed = package.parent / "parquet" / CONTENTS
    listed.write_text(listed.read_text("utf-8").replace('"form": 1', '"form": 2'), "utf-8")
    with pytest.raises(DataUnavailable, match="python -m partv build"):
        Warehouse(package.parent / "parquet")


def test_what_is_read_while_it_is_replaced_is_read_again(package):
    folder, found = package.parent / "parquet", []

    def read() -> str:
        first = (folder / "articles.parquet").read_bytes()
        if not found:
            change(package, "articles", "20", "note", "new")
            build(package)
        found.append(first)
        return first

    assert undisturbed(read, folder) == (folder / "articles.parquet").read_bytes()
    assert found[0] != found[1]
    assert len(found) == 2


NO_ROOM = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from partv.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
sys.exit(main(sys.argv[1:]))
"""


def test_a_build_without_room_is_told_in_a_sentence_and_leaves_nothing(package):
    before = {file.name: file.read_bytes() for file in (package.parent / "parquet").iterdir()}
    change(package, "articles", "20", "note", "new")
    command = [sys.executable, "-c", NO_ROOM, "build", "--package", str(package)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{package.parent} cannot be written: File too large.",
        "The old data stand.",
    ]
    assert {f.name: f.read_bytes() for f in (package.parent / "parquet").iterdir()} == before
    assert not list(package.parent.glob(".parquet-*"))


def test_a_build_clears_away_what_killed_ones_left(package):
    (package.parent / ".parquet-killed").mkdir()
    build(package)
    assert not list(package.parent.glob(".parquet-*"))


# Imported answers


@pytest.fixture
def imported(tmp_path):
    folder = tmp_path / "imported"
    folder.mkdir()
    (folder / "trial.parquet").write_bytes(to_bytes([ANSWER]))
    assert "trial" in Warehouse(imported=folder).vocabulary.datasets
    return folder


def unsealed(rows: list[dict], schema: pa.Schema = SCHEMA) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink)
    return sink.getvalue().to_pybytes()


SEAL = pq.read_schema(pa.BufferReader(to_bytes([ANSWER]))).metadata


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("copy.parquet", to_bytes([ANSWER])),
        ("demo.parquet", to_bytes([ANSWER | {"data": "demo"}])),
        ("trial.parquet", unsealed([ANSWER, ANSWER])),
        ("trial.parquet", unsealed([ANSWER | {"status": "no"}], SCHEMA.with_metadata(SEAL))),
        ("trial.parquet", to_bytes([ANSWER])[:-30]),
    ],
    ids=["a copy", "a name that is taken", "twice", "not the rows that were written", "cut off"],
)
def test_a_file_that_would_be_counted_wrong_is_refused(imported, name, content):
    (imported / name).write_bytes(content)
    with pytest.raises(DataUnavailable, match=name):
        Warehouse(imported=imported)


# A server that is running


@pytest.fixture
def running(package):
    return Current(package.parent / "parquet", package.parent / "imported", look_seconds=0)


def looked(running):
    running.store(), running.store()
    return running.store()


def test_new_answers_with_the_size_and_the_time_of_the_old_are_seen(running, package):
    folder = package.parent / "imported"
    folder.mkdir()
    file = folder / "trial.parquet"
    file.write_bytes(to_bytes([ANSWER]))
    before, seen = looked(running).version, file.stat()
    content = to_bytes([ANSWER | {"iso3": "BEN"}])
    assert len(content) == seen.st_size
    file.write_bytes(content)
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert looked(running).version != before


def test_data_that_could_not_be_read_are_tried_again(running, package, monkeypatch):
    before = running.store()
    change(package, "articles", "20", "note", "new")
    build(package)
    with monkeypatch.context() as patch:
        # What passes by itself and leaves no trace on the files: no memory, no file handle left.
        patch.setattr(current, "Warehouse", _fails)
        assert looked(running) is before
        assert running.trouble
    assert looked(running) is before, "not at once"
    monkeypatch.setattr(current, "RETRY_SECONDS", 0)
    assert looked(running).version != before.version
    assert not running.trouble


def _fails(*folders):
    raise DataUnavailable("Too many open files.")
