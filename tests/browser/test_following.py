"""A presenter and two phones in a real browser: they turn with the slides, stop, and go on."""

import os
import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lab.servers import dashboard, running

from .looks import RULES
from .test_party_level import GOOD, upload
from .test_present import codes, keep, press, slide
from .visits import Visits, expect_shell, settle

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
FRENCH = PHONE | {"locale": "fr-CH", "color_scheme": "dark"}


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """Where the servers of this file keep their channels."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def server(state):
    with running(dashboard(PARTV_STATE=str(state))) as server:
        yield server


def follow(visit: Visits, link: str, **options):
    """A phone that has opened the code."""
    page = visit.tab(visit.visitor(**options))
    page.goto(link)
    expect(page.locator("#slide h1")).to_be_visible()
    return page


def let_follow(page) -> str:
    """The presenter shows the code; the address that a phone reads, and back to the slide."""
    press(page, "l")
    expect(page.locator("div.code p")).to_have_count(2)
    settle(page)
    (link,) = codes(keep(page, "code-to-follow"))
    assert page.locator("div.code p").last.inner_text() == link
    press(page, "l")
    slide(page)
    return link


def expect_place(page, place: str) -> None:
    expect(page.locator("#slide .note b").last).to_have_text(place)


def button(page):
    return page.get_by_role("button")


def test_phones_turn_with_the_presenter_stop_and_go_on(visit, state):
    page = visit("/?data=demo&present=1")
    link = let_follow(page)
    # The code in the corner of the slide now leads there too.
    settle(page)
    assert codes(page.screenshot()) == [link]
    english, french = follow(visit, link, **PHONE), follow(visit, link, **FRENCH)
    expect_place(english, "1 of 13")
    expect_place(french, "1 sur 13")
    expect(english.locator("#slide .stamp")).to_contain_text("Demonstration")
    for name, phone in (("phone", english), ("phone-fr", french)):
        keep(phone, name)
        assert not Axe().run(phone, options={"runOnly": RULES}).response["violations"]
    press(page, "ArrowRight")
    expect_place(english, "2 of 13")
    expect_place(french, "2 sur 13")
    title = english.locator("#slide h1").inner_text()
    assert title.startswith("Article 20")
    expect(english).to_have_title(title)
    expect(english.locator("#news")).to_have_text(f"2 of 13 · {title}")
    # One stops: the slide stays, and the other phone goes on.
    button(french).click()
    press(page, "End")
    expect_place(english, "13 of 13")
    expect_place(french, "2 sur 13")
    assert french.locator("#said").inner_text() != english.locator("#said").inner_text()
    button(french).click()
    expect_place(french, "13 sur 13")
    # The view behind the slide, and back to following.
    english.get_by_role("link", name="Explore this view yourself").click()
    settle(english)
    expect(english.get_by_role("heading", level=1)).to_contain_text("Article 31")
    assert "data=demo" in english.url
    english.go_back()
    # A page loaded again goes on with its followers; another tab of the same browser does not.
    page.reload()
    slide(page)
    press(page, "ArrowLeft")
    expect_place(english, "12 of 13")
    other = visit.tab(page.context)
    other.goto("/regions?data=demo&present=1")
    slide(other)
    press(other, "ArrowRight")
    expect(other).to_have_url(re.compile("slide=2"))
    expect(other.get_by_role("button", name="Stop letting others follow")).to_have_count(0)
    other.close()
    # Not heard of for a while: that is said, until the presenter's page gives its next sign.
    file = state / "channels" / f"{link.rpartition('/')[2]}.json"
    os.utime(file, (time.time() - 60,) * 2)
    expect(english.locator("#said")).to_contain_text("Nothing has been heard of the presenter")
    expect(english.locator("#said")).to_have_text("You are following the presenter.", timeout=20000)
    expect_place(english, "12 of 13")
    page.get_by_role("button", name="Stop letting others follow").focus()
    page.keyboard.press("Enter")
    expect(english.locator("#said")).to_have_text(
        "The presenter has ended the presentation. This slide stays."
    )
    expect_place(english, "12 of 13")
    settle(page)
    assert codes(page.screenshot()) != [link]


def test_what_a_visitor_uploaded_is_not_broadcast(visit):
    page = visit("/data")
    # The files of an upload are made with its pages, which takes its time on a busy machine.
    page.set_default_timeout(60_000)
    upload(page, "answers.csv", GOOD)
    page.get_by_role("link", name="See them by region").click()
    expect(page).to_have_url(re.compile("data=upload"))
    press(page, "p")
    slide(page)
    expect(page.get_by_role("button", name="Let others follow")).to_be_disabled()
    press(page, "l")
    settle(page)
    expect(page.locator("div.code")).to_have_count(0)


def test_a_server_that_starts_again_keeps_presenter_and_followers(browser, state):
    server = dashboard(PARTV_STATE=str(state))
    with running(server):
        visit = Visits(browser, server.url)
        page = visit("/?data=demo&present=1")
        link = let_follow(page)
        phone = follow(visit, link, **PHONE)
    # It has stopped, though a phone was waiting for its answer.
    expect(phone.locator("#said")).to_contain_text("The server does not answer.")
    with running(server):
        expect(phone.locator("#said")).to_have_text("You are following the presenter.")
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-connection-state", "CONNECTED", timeout=30000
        )
        press(page, "ArrowRight")
        expect_place(phone, "2 of 13")
        # What the browsers said of the server that was away is not looked at.
        visit.close()
        assert not visit.strangers()


def test_the_page_fits_the_narrowest_phone_and_an_old_link_is_told(visit):
    page = visit("/regions?data=demo&present=1")
    phone = follow(visit, let_follow(page), **PHONE | {"viewport": {"width": 320, "height": 568}})
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    size = "e => e.getBoundingClientRect().height"
    assert button(phone).evaluate(size) >= 44
    address = phone.url.rpartition("/")[0] + "/abcdefghjk"
    answer = page.request.get(address)
    assert answer.status == 404
    assert "There is no presentation at this address" in answer.text()
    phone.get_by_role("link", name="Part V Dashboard").click()
    settle(phone)
    expect_shell(phone)
