"""Data that cannot be read: the page says so in a sentence, the server stays up."""

import json
import shutil
import threading
import time

import pytest
from playwright.sync_api import expect

from lab.http import ask
from lab.project import copy_of_project
from lab.servers import dashboard, running
from partv.data.folders import CONTENTS, FORM

from .conftest import visits_to
from .visits import chart, filters, settle


@pytest.fixture
def copy(tmp_path):
    """A copy of the project to spoil."""
    return copy_of_project(tmp_path / "copy")


def test_data_that_cannot_be_read(browser, copy, tmp_path):
    """First none at all, then files of which one is empty, then all of them."""
    parquet = copy / "data" / "parquet"
    away = parquet.rename(tmp_path / "away")

    with running(dashboard(folder=copy)) as server:
        for visit in visits_to(browser, server):
            for address in ("/", "/article?article=27"):
                expect_apology(visit(address))
            shutil.copytree(away, parquet)
            (parquet / "published.parquet").write_bytes(b"")
            assert "python -m partv build" in until(server, 503)
            page = visit("/about?lang=zh")
            expect_apology(page)
            assert server.health() == "ok"

            shutil.rmtree(parquet)
            shutil.copytree(away, parquet)
            page.goto("/")
            settle(page)
            expect(chart(page)).to_contain_text("39 of 62")
            until(server, 200)


def expect_apology(page):
    """A sentence that says what to do, and nothing of the fault itself."""
    expect(page.get_by_role("alert")).to_contain_text("python -m partv build")
    expect(page.locator("body")).not_to_contain_text("Traceback")
    expect(page.get_by_test_id("stException")).to_have_count(0)


def until(server, status):
    """Ask the API whether it is well until it answers with that status; what it says."""
    end = time.monotonic() + 60
    while (answer := ask(f"{server.url}/api/v1/health")).status != status:
        assert time.monotonic() < end, answer
        threading.Event().wait(0.1)
    return answer.body.decode()


def truncated(parquet):
    file = parquet / "published.parquet"
    file.write_bytes(file.read_bytes()[:-40])


def of_another_version(parquet):
    listed = json.loads((parquet / CONTENTS).read_text("utf-8"))
    (parquet / CONTENTS).write_text(json.dumps(listed | {"form": FORM + 1}), "utf-8")


def test_data_that_are_damaged_while_somebody_looks(browser, copy, tmp_path):
    parquet = copy / "data" / "parquet"
    kept = shutil.copytree(parquet, tmp_path / "kept")
    with running(dashboard(folder=copy)) as server:
        for visit in visits_to(browser, server):
            page = visit("/")
            notice = page.get_by_text("Newer data were put in place and cannot be read")
            expect(chart(page)).to_contain_text("39 of 62")
            expect(notice).to_have_count(0)
            good = until(server, 200)
            for damage in (truncated, of_another_version, shutil.rmtree):
                damage(parquet)
                assert "What is served is from before" in until(server, 503)
                # Who looks on is told at the next click, who comes now at once.
                choose(page, "answered")
                expect(notice).to_be_visible()
                choose(page, "reported")
                expect(chart(page)).to_contain_text("39 of 62")
                newcomer = visit("/")
                expect(newcomer.get_by_text("Newer data were put in place")).to_be_visible()
                expect(chart(newcomer)).to_contain_text("39 of 62")

                shutil.rmtree(parquet, ignore_errors=True)
                shutil.copytree(kept, parquet)
                assert until(server, 200) == good
                choose(page, "answered")
                expect(notice).to_have_count(0)
                choose(page, "reported")
                expect(chart(page)).to_contain_text("39 of 62")


def choose(page, of):
    """Another denominator, by a click."""
    filters(page).of(of).click()
    settle(page)
