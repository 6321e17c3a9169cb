"""Data that cannot be read: the page says so in a sentence, the server stays up."""

import shutil

import pytest
from playwright.sync_api import expect

from .conftest import visits_to
from .served import ROOT, running
from .visits import chart, settle

NOT_NEEDED = shutil.ignore_patterns(
    ".venv", ".git", "test-artefacts", "__pycache__", "tests", "docs", ".*_cache", ".hypothesis"
)


@pytest.fixture
def copy(tmp_path):
    """A copy of the project to spoil."""
    return shutil.copytree(ROOT, tmp_path / "copy", ignore=NOT_NEEDED)


@pytest.mark.parametrize("damage", ["missing", "empty file"])
def test_data_that_cannot_be_read(browser, copy, tmp_path, damage):
    parquet = copy / "data" / "parquet"
    if damage == "missing":
        parquet.rename(tmp_path / "away")
    else:
        shutil.copytree(parquet, tmp_path / "away")
        (parquet / "published.parquet").write_bytes(b"")

    with running(copy, tmp_path) as server:
        for visit in visits_to(browser, server):
            for address in ("/", "/article?article=27", "/about?lang=zh"):
                page = visit(address)
                message = page.get_by_role("alert")
                expect(message).to_contain_text("python -m partv build")
                expect(page.locator("body")).not_to_contain_text("Traceback")
                expect(page.get_by_test_id("stException")).to_have_count(0)
            assert server.health() == "ok"

            shutil.rmtree(parquet, ignore_errors=True)
            shutil.copytree(tmp_path / "away", parquet)
            page.goto("/")
            settle(page)
            expect(chart(page)).to_contain_text("39 of 62")
