"""Every page, in light and dark: silent, self-contained and accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .visits import expect_shell, settle

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# axe cannot judge text in charts: each piece, its colour, and its contrast with what it stands on.
_FAINT = """() => {
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
  const ground = e => {  // the tile or cell that a text stands on, else the paper
    const box = e.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const tile = [...e.closest('[role=figure]').querySelectorAll('.shapelayer path')].find(p => {
      const at = p.getBoundingClientRect();
      const holds = at.left <= x && x <= at.right && at.top <= y && y <= at.bottom;
      return holds && at.height > 4 && getComputedStyle(p).fillOpacity > 0;
    });
    return tile ? getComputedStyle(tile).fill : paper;
  };
  const contrast = (color, ground) => {
    const [dark, bright] = [light(color), light(ground)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  return [...document.querySelectorAll('[role=figure] svg :is(text, tspan)')]
    .filter(e => e.checkVisibility() && !e.childElementCount && e.textContent.trim())
    .map(e => [e.textContent, getComputedStyle(e).fill, ground(e)])
    .filter(([, color, ground]) => contrast(color, ground) < 4.5)
    .map(([text, color, ground]) => `${text}: ${color} on ${ground}`);
}"""


def faults(page) -> str:
    """What axe finds serious or worse, one line an element; empty when all is well."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response
    assert found["toolOptions"]["runOnly"]["values"] == RULES
    lines = []
    for violation in found["violations"]:
        if violation["impact"] in ("serious", "critical"):
            for node in violation["nodes"]:
                said = " ".join(node["failureSummary"].split())
                lines.append(f"{violation['id']}: {node['target']} {node['html'][:200]} {said}")
    return "\n".join(lines)


@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/article?article=27",
        "/about?region=XXX&foo=bar",
        "/?region=AFR",
        "/?cycle=2020",
        "/?data=demo",
        "/regions?data=demo",
        "/cycles?data=demo&cycle=2025",
        "/parties",
        "/parties?data=demo&region=AMR",
        "/parties?party=KEN",
        "/data?data=demo",
    ],
)
def test_page_is_clean(visit, address, paper):
    page = visit(address, color_scheme=paper)
    expect_shell(page)
    dark = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (sum(map(int, dark[4:-1].split(","))) < 200) == (paper == "dark"), dark
    for table in page.get_by_text("The same data as a table").all():
        table.click()
    # axe passes over what is out of sight: let all of the page be in the window.
    height = page.evaluate("document.querySelector('[role=main], main').scrollHeight")
    page.set_viewport_size({"width": 1440, "height": height + 100})
    settle(page)
    assert faults(page) == ""
    assert page.evaluate(_FAINT) == []
    assert visit.complaints == []
    assert visit.strangers() == []
    kinds = {url.partition(":")[0] for url in visit.requests}
    assert {"http", "ws"} <= kinds, "requests and the web socket were watched"
