"""Present mode in a real browser: the slide fills the screen, the keys turn it, the link is it."""

import io
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from lab.servers import dashboard, running

from .conftest import ARTEFACTS, visits_to
from .visits import expect_address, expect_no_fault, expect_shell, filters, query, settle

STAMP = "Demonstration: invented Parties, not real data"
SIZES = [(1920, 1080), (1366, 768), (1024, 768), (3840, 2160)]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

# All that is to be seen on the screen besides the picture: of what can be seen, the innermost.
_BESIDE = """() => [...document.body.querySelectorAll('*')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || !box.height || e.closest('picture.slide')) return false;
  if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
  if (box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight)
    return false;
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  return own || ['IMG', 'SVG', 'BUTTON', 'INPUT'].includes(e.tagName.toUpperCase());
}).map(e => e.outerHTML.slice(0, 200))"""

_SCROLLS = """() => [document.documentElement, document.body, ...document.querySelectorAll('*')]
  .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY)
    && e.scrollHeight > e.clientHeight + 1 && e.checkVisibility()).map(e => e.className)"""


def slide(page):
    """The picture of the slide, loaded."""
    image = page.locator("picture.slide img")
    expect(image).to_be_visible()
    page.wait_for_function(
        "() => { const i = document.querySelector('picture.slide img');"
        " return i && i.complete && i.naturalWidth > 0; }"
    )
    return image


def address_of(image) -> list[tuple[str, str]]:
    """The settings of the picture that is on."""
    return parse_qsl(urlsplit(image.evaluate("e => e.currentSrc")).query)


def expect_slide(page, **settings):
    """Wait for a slide with these settings in the address of its picture."""
    for name, value in settings.items():
        setting = re.compile(rf"[?&]{name}={value}(&|$)")
        expect(page.locator("picture.slide img")).to_have_attribute("src", setting)
    return slide(page)


def bytes_of(page) -> bytes:
    """What the picture that is on consists of."""
    source = slide(page).evaluate("e => e.currentSrc")
    answer = page.request.get(source)
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    return answer.body()


def press(page, key: str) -> None:
    """A key, once the page listens."""
    settle(page)
    page.keyboard.press(key)


def codes(picture: bytes) -> list[str]:
    """What a phone reads on a picture."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def keep(page, name: str) -> bytes:
    """A screenshot, for people too."""
    folder = ARTEFACTS / "present"
    folder.mkdir(parents=True, exist_ok=True)
    return page.screenshot(path=folder / f"{name}.png")


@pytest.fixture(scope="module")
def presented(shared_visit):
    return shared_visit("/article?data=demo&article=27&present=1")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_slide_fills_the_screen_and_nothing_else_is_on_it(width, height, presented):
    page, size = presented, {"width": width, "height": height}
    page.set_viewport_size(size)
    settle(page)
    image = slide(page)
    expect_no_fault(page)
    page.mouse.move(width / 2, height / 3)
    assert image.bounding_box() == {"x": 0, "y": 0, **size}
    assert image.evaluate("e => getComputedStyle(e).objectFit") == "contain"
    wide, high = image.evaluate("e => [e.naturalWidth, e.naturalHeight]")
    assert (wide, high) == ((1440, 1080) if 3 * width == 4 * height else (1920, 1080))
    # Contained in the screen it leaves at most a pixel beside it.
    assert min(width / wide, height / high) * wide > width - 2
    assert min(width / wide, height / high) * high > height - 2
    assert page.evaluate(_SCROLLS) == []
    assert page.evaluate(
        "() => [document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]"
    ) == [width, height]
    assert page.evaluate(_BESIDE) == []
    alt = image.get_attribute("alt")
    for words in (STAMP, "Article 27: Law enforcement cooperation.", "9 of 61", "Source: "):
        assert words in alt
    seen = Image.open(io.BytesIO(keep(page, f"article-27-{width}x{height}"))).convert("RGB")
    assert seen.size == (width, height)
    # Not a screen of paper: the marks of 46 answers are drawn.
    colors = {color: count for count, color in seen.getcolors(1 << 24)}
    assert colors[(0, 114, 178)] > 0.005 * width * height


def test_p_presents_every_page_that_has_a_chart(visit):
    page = visit("/?data=demo")
    for name, path in (
        ("Regions", "/regions"), ("Cycles", "/cycles"), ("Parties", "/parties"),
        ("Overview", "/"), ("Article", "/article"),
    ):  # fmt: skip
        link = page.get_by_role("main").get_by_role("link", name=name, exact=True)
        link.click()
        expect_address(page, path, "data=demo")
        press(page, "p")
        expect_address(page, path, "data=demo&present=1")
        expect(slide(page)).to_have_attribute("alt", re.compile(f"^{STAMP}"))
        keep(page, f"page-{name.lower()}")
        press(page, "Escape")
    expect_shell(page)


def test_the_keys_turn_blank_show_the_code_and_leave(visit):
    page = visit("/?data=demo")
    press(page, "p")
    expect_slide(page, present=1)
    for key, place in (
        ("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("ArrowLeft", 3), ("PageUp", 2),
        ("End", 13), ("ArrowRight", 13), ("Home", 1), ("ArrowLeft", 1), ("PageDown", 2),
    ):  # fmt: skip
        press(page, key)
        expect_slide(page, slide=place)
        expect_address(page, "/", f"data=demo&present=1&slide={place}")
    expect(slide(page)).to_have_attribute("alt", re.compile("Article 20: General information"))
    press(page, "b")
    blank = page.locator("div.blank")
    expect(blank).to_be_visible()
    expect(page.locator("picture.slide")).to_have_count(0)
    settle(page)
    dark = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert dark.getcolors() == [(dark.width * dark.height, (0, 0, 0))]
    press(page, "b")
    expect_slide(page, slide=2)
    expect(blank).to_have_count(0)
    press(page, "q")
    expect(page.locator("div.code")).to_be_visible()
    settle(page)
    shown = keep(page, "code")
    home = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"
    assert codes(shown) == [f"{home}/article?data=demo&article=20"]
    press(page, "q")
    expect_slide(page, slide=2)
    press(page, "Escape")
    expect_address(page, "/article", "data=demo&article=20")
    expect_shell(page)


def test_filters_change_the_slide_without_leaving(visit):
    page = visit("/?present=1&slide=9&lang=en")
    expect_slide(page, slide=9)
    press(page, "f")
    expect(filters(page).cycle(2023)).to_be_visible()
    settle(page)
    filters(page).of("were due").click()
    expect_slide(page, of="due", slide=9)
    expect_address(page, "/", "of=due&lang=en&present=1&slide=9")
    filters(page).article(29).click()
    expect_slide(page, of="due", slide=11)
    expect(slide(page)).to_have_attribute("alt", re.compile("^Article 29: "))
    keep(page, "filters")
    settle(page)
    filters(page).article(29).press("f")
    expect(page.locator(".st-key-filters")).to_have_count(0)
    press(page, "Escape")
    expect_address(page, "/article", "article=29&of=due&lang=en")


def test_pinned_views_are_the_deck_and_its_link_is_the_same_elsewhere(visit):
    page = visit("/regions?data=demo")
    pin = page.get_by_role("button", name="Add to deck")
    pin.click()
    expect(page.get_by_test_id("stToast")).to_contain_text(
        "Added to the deck, which now has 1 slide: Regions · 2023 cycle · Demonstration"
    )
    expect(page.get_by_role("button", name="In the deck")).to_be_disabled()
    settle(page)
    # A link of the chart, one of the navigation: both keep the deck.
    page.get_by_role("figure").locator("a", has_text="27").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Article 27: Law enforcement cooperation"
    )
    settle(page)
    assert ("deck", "regions~data~demo") in query(page)
    pin.click()
    expect(page.get_by_role("button", name="Deck: 2 slides")).to_be_visible()
    settle(page)
    page.get_by_role("main").get_by_role("link", name="Cycles", exact=True).click()
    expect(page).to_have_url(re.compile("/cycles"))
    settle(page)
    pin.click()
    deck = page.get_by_role("button", name="Deck: 3 slides")
    expect(deck).to_be_visible()
    settle(page)
    deck.click()
    listed = page.locator("[class*='st-key-deck-'] li")
    expect(listed).to_contain_text(["Regions · 2023", "Article 27 · 2023", "Cycles · Article 27"])
    keep(page, "deck")
    page.locator(".st-key-arrow_upward-2").get_by_role("button").click()
    expect(listed).to_contain_text(["Regions · 2023", "Cycles · Article 27", "Article 27 · 2023"])
    page.keyboard.press("Escape")
    settle(page)
    other = page.get_by_role("link", name="中文").get_attribute("href")
    assert [value for name, value in parse_qsl(urlsplit(other).query) if name == "deck"] == [
        value for name, value in query(page) if name == "deck"
    ]
    # It begins with the view of the page, which is the second.
    press(page, "p")
    expect_slide(page, slide=2)
    press(page, "Home")
    expect_slide(page, slide=1)
    pictures = [bytes_of(page)]
    for place in (2, 3):
        press(page, "PageDown")
        expect_slide(page, slide=place)
        pictures.append(bytes_of(page))
    assert len(set(pictures)) == 3
    settle(page)
    place = urlsplit(page.url)
    there = visit(f"{place.path}?{place.query}")
    for number in (3, 2, 1):
        expect_slide(there, slide=number)
        assert bytes_of(there) == pictures[number - 1]
        press(there, "PageUp")
    press(there, "Escape")
    expect(there.get_by_role("button", name="Deck: 3 slides")).to_be_visible()
    expect_shell(there)


def test_the_code_on_the_slide_opens_the_view_on_a_phone(visit):
    page = visit("/article?data=demo&cycle=2025&region=AFR&region=EUR&article=26&present=1")
    slide(page)
    expect_no_fault(page)
    home = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"
    (code,) = codes(keep(page, "slide-with-code"))
    assert code == f"{home}/article?data=demo&cycle=2025&region=AFR&region=EUR&article=26"
    assert page.request.get(code).status == 200
    phone = visit(code.removeprefix(home), **PHONE)
    expect_shell(phone)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Article 26: Jurisdiction")
    expect(filters(phone).cycle(2025)).to_be_checked()
    expect(phone.get_by_role("button", pressed=True)).to_have_text(["AFR", "EUR"])
    # The figure of the slide is one of the phone's.
    (figure,) = re.findall(r"\d+ of \d+", slide(page).get_attribute("alt"))[:1]
    expect(phone.get_by_role("main")).to_contain_text(figure)


def test_a_public_address_is_what_the_codes_lead_to(browser):
    with running(dashboard(PARTV_PUBLIC_URL="https://part-v.example/room/")) as server:
        for visit in visits_to(browser, server):
            page = visit("/article?article=26&present=1")
            slide(page)
            wanted = "https://part-v.example/room/article?article=26"
            assert codes(page.screenshot()) == [wanted]
            press(page, "q")
            expect(page.locator("div.code p")).to_have_text(wanted)
            settle(page)
            assert codes(page.screenshot()) == [wanted]


def test_a_view_of_a_link_that_is_not_understood_is_told_and_the_others_shown(visit):
    page = visit("/?present=1&deck=article~article~99&deck=regions~data~demo")
    expect(page.get_by_test_id("stToast")).to_contain_text("Part of this link was not understood")
    expect(slide(page)).to_have_attribute("alt", re.compile(f"^{STAMP}.*Regions"))
