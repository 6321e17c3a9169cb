"""Ways from page to page keep what was chosen; Back and Forward go one step at a time."""

import pytest
from playwright.sync_api import expect

from .visits import (
    chart,
    expect_address,
    expect_choice,
    expect_shell,
    filters,
    settle,
    turn_to,
    view,
)


def test_links_between_pages_keep_the_choice(look):
    page = look("/?cycle=2025&article=29&of=due")
    for name, path, heading in [
        ("Article", "/article", "Article 29"),
        ("About", "/about", "About this dashboard"),
        ("Overview", "/", "Part V of the Protocol"),
    ]:
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        expect_address(page, path, "cycle=2025&article=29&of=due")
        expect_shell(page)
    bar = filters(page)
    expect(bar.cycle(2025)).to_be_checked()
    expect(bar.of("were due")).to_be_checked()
    page.go_back()
    expect_address(page, "/about", "cycle=2025&article=29&of=due")
    page.go_back()
    expect_address(page, "/article", "cycle=2025&article=29&of=due")
    expect(bar.article(29)).to_be_checked()
    page.go_forward()
    expect_address(page, "/about", "cycle=2025&article=29&of=due")


def test_one_click_is_one_step_back_and_forward(look):
    page = look("/about?of=due")
    page.get_by_role("link", name="Overview", exact=True).click()
    expect_address(page, "/", "of=due")
    pressed = page.get_by_role("button", pressed=True)
    for code, settings in [("AMR", "region=AMR&of=due"), ("WPR", "region=AMR&region=WPR&of=due")]:
        filters(page).region(code).click()
        expect_address(page, "/", settings)
    page.go_back()
    expect_address(page, "/", "region=AMR&of=due")
    expect(pressed).to_have_text(["AMR"])
    page.go_back()
    expect_address(page, "/", "of=due")
    expect(pressed).to_have_count(0)
    page.go_forward()
    expect_address(page, "/", "region=AMR&of=due")
    page.go_forward()
    expect_address(page, "/", "region=AMR&region=WPR&of=due")
    expect(pressed).to_have_text(["AMR", "WPR"])


@pytest.fixture(scope="module")
def page(shared_visit):
    return shared_visit("/about")


@pytest.mark.parametrize(
    "address",
    [
        "/?region=AFR&of=due",
        "/parties?party=KEN",
        "/cycles?data=demo&cycle=2025&base=2020&lang=fr",
    ],
)
def test_an_address_gone_to_in_the_page_is_the_view_that_it_loads(visit, page, address):
    """Nothing is left of the view before, whose settings are all others."""
    wanted = view(visit(address))
    turn_to(page, "/article?data=demo&cycle=2020&region=EUR&article=20&of=answered")
    assert view(turn_to(page, address)) == wanted


def test_back_leaves_a_link_in_another_order(visit):
    page = visit("/about")
    page.goto("/about?of=due&article=30")
    settle(page)
    expect_choice(page, "article=30&of=due")
    page.go_back()
    expect_address(page, "/about")
    expect_choice(page, "")


def test_article_number_in_the_chart_leads_to_its_page(look):
    page = look("/?of=due")
    chart(page).get_by_text("26", exact=True).click()
    expect_address(page, "/article", "article=26&of=due")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Article 26")
    expect(filters(page).of("were due")).to_be_checked()


@pytest.mark.parametrize(
    ("address", "name", "path", "settings"),
    [
        ("/?region=AFR&of=due", "Show the figures for all regions", "/", "of=due"),
        ("/?cycle=2020", "Show 2023", "/", ""),
        ("/?article=25&sort=rate", "Show all Articles", "/", "sort=rate"),
        (
            "/article?region=AFR&article=28&of=due",
            "Show the figures for all regions",
            "/article",
            "article=28&of=due",
        ),
    ],
)
def test_way_out_of_a_view_without_figures(look, address, name, path, settings):
    page = look(address)
    # To the same page it is a button: see partv/ui/navigation.py.
    page.get_by_role("button", name=name).click()
    expect_address(page, path, settings)
    expect(chart(page).first).to_contain_text("17 of 6")
