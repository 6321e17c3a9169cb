"""The pages in Arabic: the axis on the right, figures in their order, arrows as one reads."""

from playwright.sync_api import expect

from .looks import CLASHES
from .test_present import expect_slide, press
from .visits import chart, settle

# Where each character of a text of the chart begins and ends, by what the browser laid out.
_PLACES = """(figure, words) => {
  const bare = text => text.replace(/[\\u200e\\u202a-\\u202c]/g, '');
  const text = [...figure.querySelectorAll('svg text')].find(
    e => bare(e.textContent).startsWith(words) && e.checkVisibility());
  const box = text.getBoundingClientRect();
  const chars = [...text.textContent].map((sign, i) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode(), at = i;
    while (at >= node.length) { at -= node.length; node = walker.nextNode(); }
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const {left, right} = range.getBoundingClientRect();
    return [sign, left, right];
  });
  return {left: box.left, right: box.right, chars};
}"""


def test_an_arabic_page_and_its_chart_run_from_right_to_left(visit):
    page = visit("/?lang=ar")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "ar")
    expect(html).to_have_attribute("dir", "rtl")
    figure = chart(page).first

    def places(words):
        return figure.evaluate(_PLACES, words)

    # Number, strip, share and count stand from right to left.
    half, share, count = places("نصف"), places("63%"), places("39")
    assert places("31")["left"] > half["right"] > half["left"] > share["right"]
    assert share["left"] > count["right"]
    # 39 of 62, and 36%†: read from the right, each number whole, its mark behind it.
    for begins, expected in (("39", "6239"), ("36%", "36%†")):
        chars = [
            (sign, left) for sign, left, _ in places(begins)["chars"] if sign in "0123456789%†"
        ]
        assert "".join(sign for sign, _ in sorted(chars, key=lambda pair: pair[1])) == expected
    # Words begin where the page begins, which is on the right.
    heading = page.get_by_role("heading", level=1).bounding_box()
    foot = page.locator(".st-key-foot p").first.bounding_box()
    body = page.locator(".st-key-page").bounding_box()
    for box in (heading, foot):
        assert abs(box["x"] + box["width"] - body["x"] - body["width"]) < 40
    for width in (390, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        # Whether letters touch is seen by the ink, in tests/test_mirror.py: the boxes that a
        # browser gives Arabic are higher than its letters.
        said = chart(page).first.evaluate(CLASHES)
        assert [fault for fault in said if fault.startswith("cut off")] == [], width
        main = page.get_by_role("main")
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth"), width


def test_codes_and_addresses_run_from_left_to_right_among_arabic(visit):
    page = visit("/data?data=demo&lang=ar")
    code = page.get_by_role("cell", name="27.domestic").first
    first, last = code.evaluate(
        """cell => {
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          const node = walker.nextNode(), range = document.createRange();
          return [0, node.length - 1].map(at => {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            return range.getBoundingClientRect().left;
          });
        }"""
    )
    assert first < last
    expect(page.locator("pre").first).to_have_css("direction", "ltr")


def test_fonts_come_from_this_server_and_only_where_they_are_needed(visit):
    page = visit("/?lang=ar")
    fonts = [url for url in visit.requests if "/fonts/" in url]
    assert {url.rpartition("/")[2] for url in fonts} >= {"fonts.css", "NotoSansArabic.woff2"}
    assert page.evaluate("document.fonts.check('16px \"Noto Sans Arabic\"', 'المادة')")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.weight)"
    )
    assert {family.replace('"', "") for family in loaded} >= {
        "Noto Sans Arabic400", "Noto Sans Arabic700",
    }  # fmt: skip
    before = len(visit.requests)
    visit("/")
    assert [url for url in visit.requests[before:] if "/fonts/" in url] == []


def test_arrows_turn_slides_as_one_reads(visit):
    page = visit("/?lang=ar")
    press(page, "p")
    expect_slide(page, present=1)
    for key, place in (("ArrowLeft", 2), ("PageDown", 3), ("ArrowRight", 2), ("PageUp", 1)):
        press(page, key)
        expect_slide(page, slide=place)
