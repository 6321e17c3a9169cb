"""From a small phone to a projector: nothing sideways, nothing cut off, no text on another."""

import pytest
from playwright.sync_api import expect

from .visits import chart, settle

WIDTHS = (320, 390, 768, 1440, 1920)

# What reaches out of the window. Tables may be wider than a phone: they scroll within themselves.
_SIDEWAYS = """() => {
  const main = document.querySelector('[role=main], main');
  const wide = [document.documentElement, document.body, main]
    .filter(e => e.scrollWidth > e.clientWidth)
    .map(e => `${e.tagName} scrolls sideways: ${e.scrollWidth} > ${e.clientWidth}`);
  const inWindow = e => {
    const box = e.getBoundingClientRect();
    return box.width === 0 || (box.left >= -0.5 && box.right <= innerWidth + 0.5);
  };
  const out = [...main.querySelectorAll('h1, h2, h3, p, li, a, button, label, blockquote')]
    .filter(e => e.checkVisibility() && !e.closest('.to-read') && !inWindow(e))
    .map(e => `${e.tagName} reaches out of the window: ${e.innerText.slice(0, 60)}`);
  return [...wide, ...out];
}"""

# Texts of a chart that leave its box or the window, or lie on one another or on a dot.
_CLASHES = """figure => {
  const box = e => e.getBoundingClientRect();
  const frame = box(figure.querySelector('svg.main-svg'));
  // Texts and marks that are not painted only answer the pointer.
  const texts = [...figure.querySelectorAll('svg text')].filter(e => e.textContent.trim()
    && [e, ...e.querySelectorAll('a')].every(e => getComputedStyle(e).visibility === 'visible'));
  const painted = e => getComputedStyle(e).opacity > 0;
  const dots = [...figure.querySelectorAll('.points .point')].filter(painted);
  const said = [];
  if (!texts.length) said.push('no text at all');
  for (const text of texts) {
    const {left, right, top, bottom} = box(text);
    if (left < frame.left - 1 || right > frame.right + 1 || right > innerWidth
        || top < frame.top - 1 || bottom > frame.bottom + 1)
      said.push(`cut off: ${text.textContent}`);
  }
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  texts.forEach((text, i) => {
    for (const other of [...texts.slice(i + 1), ...dots])
      if (overlap(box(text), box(other)))
        said.push(`"${text.textContent}" lies on "${other.textContent || 'a dot'}"`);
  });
  return said;
}"""


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?lang=zh",
        "/article?article=27",
        "/article?article=27&lang=zh",
        "/about",
        "/?region=AFR",
        "/?cycle=2020",
        "/?data=demo&sort=rate",
        "/regions?data=demo",
        "/cycles?data=demo&cycle=2025",
        "/parties",
        "/parties?data=demo",
        "/parties?data=demo&party=AFR-03",
        "/parties?data=demo&article=27",
        "/data?data=demo",
    ],
)
def test_page_fits_every_width(visit, address):
    page = visit(address, viewport={"width": WIDTHS[0], "height": 800})
    said = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        said += [f"{width} px: {fault}" for fault in page.evaluate(_SIDEWAYS)]
        charts = chart(page).all()
        for figure in charts:
            said += [f"{width} px: {fault}" for fault in figure.evaluate(_CLASHES)]
        # Of the forms of each chart, one is in sight.
        exhibits = page.locator("[class*='st-key-exhibit-']").all()
        assert bool(exhibits) == (
            not address.startswith(("/about", "/data")) and "party=" not in address
        )
        assert len(charts) == len(exhibits)
        for exhibit in exhibits:
            expect(exhibit.get_by_role("figure")).to_have_count(1)
    assert not said, "\n".join(said)
