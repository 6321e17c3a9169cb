"""Chinese and English: by link, by the browser's wish, and from one to the other."""

import re

import pytest
from playwright.sync_api import expect

from .visits import (
    chart,
    expect_address,
    expect_choice,
    expect_shell,
    expect_view,
    filters,
    settle,
    view,
)

CHINESE = re.compile("[\u4e00-\u9fff]")
LATIN_WORD = re.compile("[a-z]{3}")


def expect_language(page, code):
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(CHINESE if code == "zh" else LATIN_WORD)
    if code == "en":
        expect(heading).not_to_contain_text(CHINESE)
    expect_shell(page)


@pytest.mark.parametrize(
    ("address", "locale", "code"),
    [
        ("/article?article=27", "zh-CN", "zh"),
        ("/about?lang=en", "zh-CN", "en"),
        ("/about", "fi-FI", "en"),
        ("/about?lang=xx", "en-GB", "en"),
        ("/about?lang=xx", "zh-TW", "zh"),
    ],
)
def test_language_of_a_visit(visit, address, locale, code):
    expect_language(visit(address, locale=locale), code)


def test_chinese_page_is_chinese_throughout(look):
    page = look("/article?article=25&lang=zh")
    for article in ("27", "22"):
        page.get_by_role("radio", name=article, exact=True).click()
        expect_address(page, "/article", f"article={article}&lang=zh")
        for heading in page.get_by_role("heading").all():
            expect(heading).to_contain_text(CHINESE)
        assert CHINESE.search(chart(page).first.get_attribute("aria-label"))
        expect(chart(page).first).to_contain_text(CHINESE)
    expect(page).to_have_title(CHINESE)
    sentences = page.get_by_role("main").locator("p, li, label, td, th").all_inner_texts()
    # The names of file formats are the same in every language.
    words = [text.replace("CSV Excel Parquet JSON ZIP", "") for text in sentences]
    english = [text for text in words if re.search(r"([A-Za-z]+[ ,]+){4}", text)]
    assert english == []


def test_switching_keeps_the_choice(visit):
    page = visit("/article?region=AFR&article=27&of=due")
    english = view(page)
    page.get_by_role("link", name="中文").click()
    expect_address(page, "/article", "region=AFR&article=27&of=due&lang=zh")
    expect_language(page, "zh")
    expect(page.get_by_role("button", pressed=True)).to_have_text(["AFR"])
    expect(page.get_by_role("radio", name="27", exact=True)).to_be_checked()

    page.get_by_role("radio", name="29", exact=True).click()
    expect_address(page, "/article", "region=AFR&article=29&of=due&lang=zh")
    expect_language(page, "zh")

    page.get_by_role("link", name="English").click()
    expect_address(page, "/article", "region=AFR&article=29&of=due&lang=en")
    expect_language(page, "en")
    filters(page).article(27).click()
    expect_address(page, "/article", "region=AFR&article=27&of=due&lang=en")
    expect_view(page, english | {"address": "/article?region=AFR&article=27&of=due&lang=en"})


def test_back_goes_back_to_the_other_language(visit):
    page = visit("/about?of=due")
    page.get_by_role("link", name="中文").click()
    expect_address(page, "/about", "of=due&lang=zh")
    expect_language(page, "zh")
    expect_choice(page, "of=due&lang=zh")
    page.go_back()
    expect_address(page, "/about", "of=due")
    settle(page)
    expect_language(page, "en")
