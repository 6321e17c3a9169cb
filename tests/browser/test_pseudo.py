"""Every page in the pseudo-language: nothing past the catalogues, nothing cut off when longer."""

import pytest
from playwright.sync_api import expect

from lab.servers import dashboard, running

from .conftest import visits_to
from .looks import misplaced, outside_catalogues, resize, unfold
from .visits import LAPTOP, settle, turn_to


@pytest.fixture(scope="module")
def longer(browser):
    """Visits to a server that speaks the pseudo-language in place of English."""
    with running(dashboard(PARTV_PSEUDO="1")) as server:
        yield from visits_to(browser, server)


@pytest.fixture(scope="module")
def page(longer):
    return longer("/about?data=demo&cycle=2020")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?data=demo&sort=rate&region=AFR&foo=bar&cycle=1999",
        "/?region=AFR",
        "/article?article=27",
        "/article?article=25",
        "/article?data=demo&article=20",
        "/regions?data=demo",
        "/cycles?data=demo&cycle=2025",
        "/cycles",
        "/parties",
        "/parties?data=demo&party=AFR-03",
        "/briefing?data=demo",
        "/data?data=demo",
        "/data?table=answers&data=demo",
        "/about",
    ],
)
def test_a_page_says_nothing_past_the_catalogues_and_has_room(page, address):
    page.set_viewport_size(LAPTOP)
    turn_to(page, address)
    expect(page.get_by_role("main")).to_contain_text("«")
    unfold(page)
    said = outside_catalogues(page)
    for width in (1440, 320):
        resize(page, width, 900)
        said += misplaced(page)
    assert not said, "\n".join(said)


def test_what_opens_on_a_page_says_nothing_past_the_catalogues(longer):
    page = longer("/?deck=regions~data~demo&deck=overview")
    said = []
    for name in ("single-keys", "deck"):
        page.locator(f".st-key-{name} button").first.click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        said += outside_catalogues(page)
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    said += outside_catalogues(page)
    page.keyboard.press("Escape")
    for help in page.get_by_test_id("stTooltipIcon").all():
        help.hover()
        expect(page.get_by_role("tooltip").first).to_be_visible()
        said += outside_catalogues(page)
    page.keyboard.press("p")
    expect(page.locator("picture.slide")).to_have_count(1)
    settle(page)
    said += outside_catalogues(page)
    page.keyboard.press("f")
    expect(page.locator(".st-key-filters")).to_be_visible()
    settle(page)
    said += outside_catalogues(page) + misplaced(page)
    page.keyboard.press("f")
    expect(page.locator(".st-key-filters")).to_have_count(0)
    settle(page)
    page.keyboard.press("q")
    expect(page.locator("div.code")).to_be_visible()
    settle(page)
    said += outside_catalogues(page)
    assert not said, "\n".join(said)
