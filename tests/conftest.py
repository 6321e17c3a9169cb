"""What several test files need: the open warehouse, and a copy of the data to spoil."""

import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from partv.address.parameters import UPLOAD
from partv.address.selection import Selection
from partv.cli import main
from partv.data.warehouse import Warehouse
from partv.ingest.answers import read_answers
from partv.ingest.imported_sets import SCHEMA
from partv.ingest.register import Register
from partv.paths import DATAPACKAGE, PARQUET, QUERIES
from tests.making import hostile_file
from tests.quick import (  # noqa: F401
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_ignore_collect,
    pytest_terminal_summary,
)
from tests.three_cycles import package as three_cycles
from tests.tries import load_profile

load_profile()


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Warehouse:
    """The warehouse over the committed Parquet, whatever else was imported here."""
    return Warehouse(imported=tmp_path_factory.mktemp("imported"))


@pytest.fixture(scope="session")
def base(store) -> Selection:
    """The view of an address without a query string."""
    return Selection.default(store.vocabulary)


@pytest.fixture(scope="session")
def three(tmp_path_factory) -> Warehouse:
    """The warehouse over ``tests/three_cycles.py``: three published cycles, figures by region."""
    package = three_cycles(tmp_path_factory.mktemp("three"))
    return Warehouse(package.parent / "parquet", package.parent / "imported")


@pytest.fixture
def package(tmp_path) -> Path:
    """The datapackage.json of a copy of data/, source and Parquet, that a test may spoil."""
    without = shutil.ignore_patterns("imported", ".*")
    copy = shutil.copytree(DATAPACKAGE.parent, tmp_path / "data", ignore=without)
    return copy / DATAPACKAGE.name


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Path:
    """A folder with the project's queries and data, into which hostile texts were imported."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(QUERIES, folder / "queries")
    shutil.copytree(PARQUET, folder / "data" / "parquet")
    file = folder / "answers.csv"
    file.write_bytes(hostile_file())
    into = str(folder / "data" / "imported")
    assert main(["import", str(file), "--data", "trial", "--folder", into]) == 0
    return folder


@pytest.fixture(scope="session")
def hostile(house) -> Warehouse:
    """The warehouse of that folder."""
    return Warehouse(house / "data" / "parquet", house / "data" / "imported")


@pytest.fixture(scope="session")
def uploaded() -> Warehouse:
    """The warehouse of a visitor who uploaded the same answers."""
    done = read_answers([("answers.csv", hostile_file())], Register.load(), UPLOAD)
    return Warehouse(uploaded=pa.Table.from_pylist(done.rows, schema=SCHEMA))
