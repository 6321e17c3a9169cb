"""Filters, address and view keep step: by click, by link, by Back, by reload."""

import pytest
from playwright.sync_api import expect

from .visits import expect_address, expect_choice, expect_view, filters, settle, view

REGIONS = ("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR")


def of_due(page):
    filters(page).of("were due").click()


def of_answered(page):
    filters(page).of("answered").click()


def by_rate(page):
    filters(page).order("by rate").click()


def articles_27_and_30(page):
    filters(page).choose_articles(27, 30)


def article_23(page):
    filters(page).article(23).click()


def cycle_2025(page):
    filters(page).cycle(2025).click()


def region(code):
    def choose(page):
        filters(page).region(code).click()

    choose.__name__ = code
    return choose


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        (
            "/",
            [
                (by_rate, "sort=rate"),
                (articles_27_and_30, "article=27&article=30&sort=rate"),
                (of_due, "article=27&article=30&of=due&sort=rate"),
            ],
        ),
        (
            "/",
            [
                (region("EUR"), "region=EUR"),
                (cycle_2025, "cycle=2025&region=EUR"),
                (region("AFR"), "cycle=2025&region=AFR&region=EUR"),
                (region("EUR"), "cycle=2025&region=AFR"),
            ],
        ),
        (
            "/article",
            [
                (article_23, "article=23"),
                (of_answered, "article=23&of=answered"),
                (region("WPR"), "region=WPR&article=23&of=answered"),
            ],
        ),
    ],
    ids=["order-articles-denominator", "regions-cycle", "article-denominator-region"],
)
def test_address_makes_the_same_view_and_back_undoes(visit, path, steps):
    page = visit(path)
    views = [view(page)]
    for step, settings in steps:
        step(page)
        expect_address(page, path, settings)
        views.append(view(page))
        assert views[-1] != views[-2] | {"address": views[-1]["address"]}, "nothing changed in view"
    address = views[-1]["address"]

    expect_view(visit(address), views[-1])  # a new visitor at this address

    page.reload()
    expect_view(page, views[-1])

    for before in reversed(views[:-1]):
        # A step may be several clicks, each of which Back takes back on its own.
        while page.evaluate("location.pathname + location.search") != before["address"]:
            page.go_back()
            settle(page)
        expect_view(page, before)


def test_clicks_in_a_row_all_count(visit):
    page = visit("/")
    bar = filters(page)
    for control in (bar.region("AFR"), bar.region("SEAR"), bar.of("answered"), bar.cycle(2020)):
        control.click()
    expect_address(page, "/", "cycle=2020&region=AFR&region=SEAR&of=answered")
    expect(page.get_by_role("button", pressed=True)).to_have_text(["AFR", "SEAR"])
    expect(bar.of("answered")).to_be_checked()
    expect(bar.cycle(2020)).to_be_checked()


def test_all_regions_are_none(visit):
    page = visit("/")
    everything = view(page)
    for code in REGIONS:
        filters(page).region(code).click()
    expect_address(page, "/")
    clicked = view(page)
    assert clicked["text"] == everything["text"]
    assert clicked["charts"] == everything["charts"]
    page.goto("/?" + "&".join(f"region={code}" for code in REGIONS))
    settle(page)
    expect_choice(page, "")
    named = view(page)
    # Nobody clicked, so the address stands as it was given, and every region is seen chosen.
    assert named["text"] == everything["text"]
    assert named["charts"] == everything["charts"]
