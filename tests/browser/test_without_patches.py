"""Without any patch the dashboard is slower, and right: every page, a filter, files, an upload."""

import json
import re

import pytest
from playwright.sync_api import expect

from lab.http import ask
from lab.servers import dashboard, running
from partv.exhibits.catalog import PAGES

from .conftest import visits_to
from .test_downloads import TALL, downloaded, rows_link
from .test_party_level import GOOD, upload
from .visits import expect_address, expect_no_fault, expect_shell, filters, turn_to, view


@pytest.fixture(scope="module")
def bare():
    """A server that leaves Streamlit and uvicorn as they are, and says so once."""
    with running(dashboard(PARTV_PATCHES="0")) as server:
        yield server
    assert server.log.count("Left out by PARTV_PATCHES") == 1
    assert "steps aside" not in server.log


@pytest.fixture(scope="module")
def page(browser, bare):
    """A page of it that goes from address to address."""
    visits = visits_to(browser, bare)
    yield next(visits)("/", viewport=TALL)
    with pytest.raises(StopIteration):
        next(visits)


@pytest.fixture(scope="module")
def whole(shared_visit):
    """The same page of a server that has all patches."""
    return shared_visit("/", viewport=TALL)


def seen(page) -> dict:
    """What a visitor sees, whatever the port of the server that some pages name."""
    return json.loads(re.sub(r"localhost:\d+", "localhost", json.dumps(view(page))))


@pytest.mark.parametrize("path", [page.path for page in PAGES.values() if page.path])
def test_every_page_is_the_same_as_with_all_patches(page, whole, path):
    address = f"/{path}?data=demo&region=WPR&article=27"
    assert seen(turn_to(page, address)) == seen(turn_to(whole, address))
    expect_shell(page)


def test_a_filter_changes_the_page(page):
    turn_to(page, "/?data=demo")
    filters(page).region("EUR").click()
    expect_address(page, "/", "data=demo&region=EUR")
    expect_no_fault(page)


def test_a_download_has_the_bytes_of_the_api(page, server):
    turn_to(page, "/?article=27&of=due")
    name, _, content = downloaded(page, rows_link(page, "csv"))
    assert name == "part-v_rates_published_2023_art-27_of-due.csv"
    assert content == ask(f"{server.url}/api/v1/rates.csv?article=27&of=due").body


def test_slides_turn(page):
    turn_to(page, "/article?article=27&present=1")
    image = page.locator("picture.slide img")
    expect(image).to_have_attribute("src", re.compile("article=27"))
    page.keyboard.press("ArrowRight")
    expect(image).to_have_attribute("src", re.compile("article=28"))
    expect_no_fault(page)


def test_an_upload_is_read_and_shown(page):
    turn_to(page, "/data")
    upload(page, "answers.csv", GOOD)
    page.get_by_role("link", name="See them by Article").click()
    expect_address(page, "/", "data=upload")
    expect(page.get_by_role("figure").first).to_contain_text("21")
    expect_shell(page)


def test_a_page_in_arabic_runs_from_right_to_left(page):
    page.goto("/?lang=ar")
    view(page)
    assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == [
        "ar",
        "rtl",
    ]
