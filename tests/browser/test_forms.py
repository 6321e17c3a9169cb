"""A chart comes in forms for a phone, a laptop and a projector: one is drawn, and printed whole."""

import pytest
from playwright.sync_api import expect

from .looks import printed, resize
from .visits import chart

# The words in the charts that can be seen.
_WORDS = """() => [...document.querySelectorAll('[role=figure] svg text')]
  .filter(e => e.checkVisibility()).flatMap(e => e.innerHTML.replace(/<[^>]*>/g, ' ').split(/\\s+/))
  .filter(word => /^[\\w()%]+$/.test(word))"""


@pytest.mark.parametrize("address", ["/?data=demo", "/article?data=demo&article=27"])
def test_of_the_forms_only_the_one_in_sight_is_drawn(look, address):
    page = look(address)
    exhibits = page.locator("[class*='st-key-exhibit-']")
    assert exhibits.count() > 0
    # There and back, in a window that the visitor changes.
    for width, form in ((1440, "wide"), (390, "narrow"), (1920, "large"), (1000, "wide")):
        resize(page, width, 900)
        for exhibit in exhibits.all():
            expect(exhibit.locator(".js-plotly-plot")).to_have_count(1)
            drawn = exhibit.locator(f"[class*='st-key-{form}-']")
            expect(drawn.get_by_role("figure")).to_be_visible()
            expect(drawn.locator("svg.main-svg").first).to_be_visible()


@pytest.mark.parametrize(
    ("address", "width", "paper"),
    [
        ("/?of=due", 1440, "light"),
        ("/?data=demo", 390, "dark"),
        ("/regions?data=demo", 1920, "light"),
    ],
)
def test_a_printed_page_has_its_charts_whole(look, tmp_path, address, width, paper):
    page = look(address)
    resize(page, width, 900, paper)
    words = set(page.evaluate(_WORDS))
    assert len(words) > 30
    assert chart(page).count() == 1
    _, text = printed(page, tmp_path)
    assert any(words <= set(sheet.split()) for sheet in text.split("\f")), "all on one sheet"
