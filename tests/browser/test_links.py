"""Links that someone got wrong, or meant ill: the page works and says what it left out."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from partv.address.selection import Selection
from tests.tries import tries

from .visits import chart, expect_address, expect_choice, expect_shell, filters, settle

NOTICE = "Part of this link was not understood and is left out"
SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
MARKDOWN = "[x](javascript:alert(1))"


def notice(page):
    """What says that part of the link is left out."""
    return page.get_by_test_id("stAlertContentWarning")


def test_every_bad_value_is_named_and_the_good_part_kept(look):
    page = look("/?cycle=1999&region=XXX&region=AFR&article=99&of=most&foo=bar")
    expect_shell(page)
    expect(notice(page)).to_contain_text(NOTICE)
    for words in (
        "cycle=1999: accepted are 2020, 2023",
        "region=XXX: accepted are AFR, AMR, EMR, EUR, SEAR",
        "article=99: accepted are 20, 21, 22",
        "of=most: accepted are reported, answered",
        "foo=bar: there is no such setting.",
    ):
        expect(notice(page)).to_contain_text(words)
    expect(page.get_by_role("button", pressed=True)).to_have_text(["AFR"])
    expect(filters(page).cycle(2023)).to_be_checked()
    expect(filters(page).of("reported")).to_be_checked()
    expect_choice(page, "region=AFR")
    filters(page).region("EUR").click()
    expect_address(page, "/", "region=AFR&region=EUR")
    expect(notice(page)).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "settings", "named", "kept"),
    [
        (
            "/about",
            [("cycle", "2020"), ("cycle", "2025"), ("of", "due"), ("of", "answered")],
            ["cycle=2025: only one value can be shown", "of=answered: only one value can be shown"],
            "cycle=2020&of=due",
        ),
        (
            "/about",
            [("region", "A" * 3000), ("B" * 3000, "1"), ("region", "AFR")],
            ["region=" + "A" * 40 + "…: accepted", "B" * 40 + "…=1: there is no such setting"],
            "region=AFR",
        ),
        (
            "/",
            [("region", SCRIPT), ("lang", IMAGE), (MARKDOWN, "x"), ("article", "27")],
            [f"region={SCRIPT}", f"lang={IMAGE}", f"{MARKDOWN}=x"],
            "article=27",
        ),
        (
            "/about",
            [("region", "\0"), ("cycle", "2023\0"), ("region", "WPR")],
            ["region= : accepted are AFR", "cycle=2023: accepted are 2020"],
            "region=WPR",
        ),
        (
            "/article",
            [("of", "$x^2$"), ("region", "😀"), ("cycle", "`2020`"), ("article", ":red[27]")],
            ["of=$x^2$", "region=😀", "cycle='2020'", "article=:red[27]"],
            "",
        ),
        (
            "/about",
            [("region", "\u202eRFA"), ("cycle", "２０２３"), ("article", " 27"), ("of", "DUE")],
            ["region=RFA: accepted", "cycle=２０２３", "article= 27: accepted", "of=DUE"],
            "",
        ),
        (
            "/about",
            [(f"name{number}", "x") for number in range(300)],
            ["name4=x: there is no such setting.", "and 295 more values"],
            "",
        ),
    ],
    ids=["repeated", "long", "markup", "nul", "markdown", "look-alikes", "many"],
)
def test_odd_values_are_words_and_nothing_more(visit, path, settings, named, kept):
    page = visit(f"{path}?{urlencode(settings)}")
    expect_shell(page)
    for words in named:
        expect(notice(page)).to_contain_text(words)
    expect(notice(page)).not_to_contain_text("\u202e")
    # Nothing of it became markup: no image, link, formula, colour or script in the notice.
    expect(notice(page).locator("img, a, script, .katex, .stMarkdownColoredText")).to_have_count(0)
    assert visit.dialogs == []
    expect_choice(page, kept)
    assert page.evaluate("document.querySelector('[role=main], main').scrollWidth <= innerWidth"), (
        "a long value is not wider than the window"
    )


def test_page_that_does_not_exist(visit):
    page = visit("/no-such-page")
    expect(page.get_by_role("dialog")).to_contain_text("Page not found")
    expect(chart(page)).to_contain_text("39 of 62")
    (complaint,) = visit.complaints
    assert "does not seem to exist" in complaint
    visit.complaints.clear()


@pytest.fixture(scope="module")
def reused_page(shared_visit):
    return shared_visit("/about")


names = st.sampled_from(["data", "cycle", "region", "article", "of", "sort", "lang"])
known = st.sampled_from(["published", "2020", "AFR", "EUR", "21", "30", "due", "rate", "zh"])
odd = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(
    tries(10),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    path=st.sampled_from(["/about", "/about", "/about", "/"]),
    pairs=st.lists(st.tuples(names | odd, known | odd), max_size=6),
)
def test_any_link_gives_a_page(reused_page, store, path, pairs):
    reused_page.goto(f"{path}?{urlencode(pairs)}" if pairs else path)
    settle(reused_page)
    expect_shell(reused_page)
    selection, problems = Selection.parse(pairs, store.vocabulary)
    expect_choice(reused_page, selection.query_string())
    expect(notice(reused_page)).to_have_count(1 if problems else 0)


@pytest.mark.parametrize(
    "text", ["%", "%zz=%zz", "%ff%fe=1", "region=%80", "&&&", "=", "#x", "a[]=1"]
)
def test_broken_encoding_gives_a_page(reused_page, text):
    reused_page.goto(f"/about?{text}")
    settle(reused_page)
    expect_shell(reused_page)
