"""What several test files need: the open warehouse, and a copy of the data to spoil."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from partv.paths import DATAPACKAGE
from partv.selection import Selection
from partv.warehouse import Warehouse

# The same examples on every machine and every run, and no example fails for being slow.
settings.register_profile("partv", deadline=None, derandomize=True)
settings.load_profile("partv")


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Warehouse:
    """The warehouse over the committed Parquet, whatever else was imported here."""
    return Warehouse(imported=tmp_path_factory.mktemp("imported"))


@pytest.fixture(scope="session")
def base(store) -> Selection:
    """The view of an address without a query string."""
    return Selection.default(store.vocabulary)


@pytest.fixture
def package(tmp_path) -> Path:
    """The datapackage.json of a copy of data/, source and Parquet, that a test may spoil."""
    without = shutil.ignore_patterns("imported")
    copy = shutil.copytree(DATAPACKAGE.parent, tmp_path / "data", ignore=without)
    return copy / DATAPACKAGE.name
