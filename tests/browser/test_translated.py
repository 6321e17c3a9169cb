"""A browser that translates the page: what is shown is what a fresh load shows."""

import re

import pytest
from playwright.sync_api import expect

from .visits import chart, expect_no_fault, settle, turn_to

# Every text is wrapped in two <font>, or replaced by them, as browsers do it; new ones too.
_TRANSLATE = """replaced => {
  const skipped = 'font, script, style, svg, noscript, title';
  const wrap = text => {
    const at = text.parentElement;
    if (!text.nodeValue.trim() || !at || at.closest(skipped)) return;
    const outer = document.createElement('font'), inner = document.createElement('font');
    outer.append(inner);
    if (replaced) inner.textContent = text.nodeValue;
    text.replaceWith(outer);
    if (!replaced) inner.append(text);
  };
  const all = from => {
    const walker = document.createTreeWalker(from, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    found.forEach(wrap);
  };
  all(document.body);
  new MutationObserver(records => {
    for (const record of records) {
      if (record.type === 'characterData') wrap(record.target);
      for (const node of record.addedNodes) if (node.isConnected)
        node.nodeType === Node.TEXT_NODE ? wrap(node) : node.nodeType === 1 && all(node);
    }
  }).observe(document.body, {childList: true, characterData: true, subtree: true});
}"""
_SAID = """() => document.querySelector('main, [role=main]').innerText.split(/\\s*\\n\\s*/)
  .filter(Boolean)"""


@pytest.mark.parametrize("replaced", [True, False], ids=["replaced", "wrapped"])
def test_a_translated_page_says_what_a_fresh_one_says(visit, replaced):
    page = visit("/")
    page.evaluate(_TRANSLATE, replaced)
    settle(page)
    page.get_by_role("radio", name="were due").click()
    expect(page).to_have_url(re.compile("of=due"))
    settle(page)
    _expect_as_fresh(page, visit)
    for address in (
        "/?cycle=2025", "/?sort=rate", "/regions?data=demo&region=AFR", "/regions?region=EUR",
        "/article?article=27", "/parties?party=KEN", "/briefing?region=AFR", "/briefing",
    ):  # fmt: skip
        turn_to(page, address)
        _expect_as_fresh(page, visit)


def _expect_as_fresh(page, visit):
    expect_no_fault(page)
    assert chart(page).count() == 0 or page.evaluate(_SAID)
    fresh = visit(page.url.removeprefix(visit.url))
    assert page.evaluate(_SAID) == fresh.evaluate(_SAID), page.url
    fresh.close()
