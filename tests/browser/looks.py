"""What is looked for on every page: faults that axe finds, text that is faint, cut off or covered,
and text that came past the catalogue."""

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from babel.dates import get_month_names
from playwright.sync_api import Page

from partv.charts.theme import PALETTES
from partv.paths import ROOT

from .conftest import ARTEFACTS
from .visits import chart, settle

SCREENS = ARTEFACTS / "screens"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# axe cannot judge text in charts: each piece, its colour, and its contrast with what it stands on.
_FAINT = """() => {
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
  const tiles = new Map([...document.querySelectorAll('[role=figure]')].map(figure => [
    figure,
    [...figure.querySelectorAll('.shapelayer path')]
      .map(path => [path, path.getBoundingClientRect(), getComputedStyle(path)])
      .filter(([, at, style]) => at.height > 4 && style.fillOpacity > 0)
      .map(([path, , style]) => [path, style.fill]),
  ]));
  const ground = e => {  // the tile or cell that a text stands on, else the paper
    const box = e.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const inside = path => path.isPointInFill(
      new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse()));
    const tile = tiles.get(e.closest('[role=figure]')).find(([path]) => inside(path));
    return tile ? tile[1] : paper;
  };
  const contrast = (color, ground) => {
    const [dark, bright] = [light(color), light(ground)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  return [...document.querySelectorAll('[role=figure] svg :is(text, tspan)')]
    .filter(e => e.checkVisibility() && !e.childElementCount && e.textContent.trim())
    .map(e => [e.textContent, getComputedStyle(e).fill, ground(e)])
    .filter(([, color, ground]) => contrast(color, ground) < 7)
    .map(([text, color, ground]) => `${text}: ${color} on ${ground}`);
}"""

# What reaches out of the window, and text that is cut off where it stands or lies on other text.
# Tables may be wider than a phone: they scroll within themselves.
_SIDEWAYS = """() => {
  const main = document.querySelector('[role=main], main');
  const said = [document.documentElement, document.body, main]
    .filter(e => e.scrollWidth > e.clientWidth)
    .map(e => `${e.tagName} scrolls sideways: ${e.scrollWidth} > ${e.clientWidth}`);
  const texts = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    const apart = 'svg, .to-read, [data-testid=stTable], pre, [translate=no]';
    if (!node.nodeValue.trim() || e.closest(apart)) continue;
    if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = node.nodeValue.trim().slice(0, 60);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;  // for screen readers
      if (box.left < -0.5 || box.right > innerWidth + 0.5)
        said.push(`reaches out of the window: ${words}`);
      for (let p = e; p && p !== main; p = p.parentElement) {
        const style = getComputedStyle(p);
        if (style.overflowX === 'visible' || p.clientWidth < 2) continue;
        const frame = p.getBoundingClientRect();
        if (box.left < frame.left - 1.5 || box.right > frame.right + 1.5)
          said.push(`cut off: ${words}`);
        if (['auto', 'scroll'].includes(style.overflowY)) break;
      }
      texts.push([box, words, e]);
    }
  }
  texts.sort(([a], [b]) => a.top - b.top);
  texts.forEach(([a, words, e], i) => {
    for (let j = i + 1; j < texts.length && texts[j][0].top < a.bottom; j++) {
      const [b, other, f] = texts[j];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - b.top;
      if (e !== f && wide > 2 && high > Math.min(a.height, b.height) * 0.4)
        said.push(`"${words}" lies on "${other}"`);
    }
  });
  return [...new Set(said)];
}"""

# Texts of a chart that leave its box or the window, or lie on one another or on a dot.
CLASHES = """figure => {
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
  // A browser's boxes of Arabic are higher than its letters, whose ink is seen in test_mirror.py.
  const inked = e => {
    const {left, right, top, bottom, height} = box(e);
    const air = /[\u0600-\u06ff]/.test(e.textContent) ? height / 6 : 0;
    return {left, right, top: top + air, bottom: bottom - air};
  };
  const marks = [...texts, ...dots].map(e => [inked(e), e.textContent])
    .sort(([a], [b]) => a.top - b.top);
  marks.forEach(([a, words], i) => {
    for (let j = i + 1; j < marks.length && marks[j][0].top < a.bottom; j++) {
      const [b, other] = marks[j];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - b.top;
      if ((words || other) && wide > 1 && high > 2)  // dots may lie on dots
        said.push(`"${words || 'a dot'}" lies on "${other || 'a dot'}"`);
    }
  });
  return said;
}"""

# Every text that can be read or heard, whole: a paragraph, a cell, a label, a name.
_SAID = """() => {
  const found = new Set([document.title]);
  const whole = 'p, li, h1, h2, h3, td, th, label, button, summary, text, dt, dd, [role=option]';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    const machine = 'code, pre, script, style, noscript, [translate=no], kbd, .st-key-preview';
    if (!node.nodeValue.trim() || e.closest(machine)) continue;
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    const root = (e.closest(whole) || e).cloneNode(true);
    root.querySelectorAll(machine).forEach(part => part.remove());
    found.add(root.textContent);
  }
  for (const e of document.querySelectorAll('[aria-label], [alt], [title], [placeholder]'))
    if (e.checkVisibility({visibilityProperty: true}))
      for (const name of ['aria-label', 'alt', 'title', 'placeholder'])
        if (e.getAttribute(name)) found.add(e.getAttribute(name));
  return [...found];
}"""


def on_paper(page: Page, paper: str) -> None:
    """Let the visitor's system turn light or dark, and wait until page and charts have followed."""
    page.mouse.move(0, 0)  # no label of a mark that happens to be under it
    page.emulate_media(color_scheme=paper)
    theme = PALETTES[paper]
    page.wait_for_function(_FOLLOWED, arg=[_rgb(theme.background), _rgb(theme.text)], polling=100)
    settle(page)


def _rgb(color: str) -> str:
    return f"rgb({', '.join(str(int(color[i : i + 2], 16)) for i in (1, 3, 5))})"


def unfold(page: Page) -> None:
    """Open the tables under the charts, and let all of the page be in the window: axe passes over
    what is out of sight."""
    closed = page.locator("main details:not([open]) > summary")
    closed.evaluate_all("all => all.forEach(summary => summary.click())")
    page.wait_for_function("() => !document.querySelector('main details:not([open]) > summary')")
    settle(page)


def resize(page: Page, width: int, height: int | None = None, paper: str = "") -> None:
    """A window of that width; without a height, as high as the page. ``paper``: also on that."""
    page.set_viewport_size({"width": width, "height": height or 900})
    on_paper(page, paper) if paper else settle(page)
    if height is None:
        high = page.evaluate("document.querySelector('[role=main], main').scrollHeight")
        page.set_viewport_size({"width": width, "height": high + 100})
        settle(page)


def keep(page: Page, name: str) -> None:
    """A screenshot of the whole page, to be looked at."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def printed(page: Page, folder: Path) -> tuple[int, str]:
    """Pages and text of the page printed to PDF as a browser prints it."""
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    facts = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "A4" in re.search(r"Page size:.*", facts)[0]
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    return int(re.search(r"Pages:\s+(\d+)", facts)[1]), text


_FOLLOWED = """([paper, ink]) => {
  const app = document.querySelector('.stApp');
  if (getComputedStyle(app).backgroundColor !== paper) return false;
  return [...document.querySelectorAll('[role=figure]')].filter(f => f.checkVisibility())
    .every(f => [...f.querySelectorAll('svg text')].some(t => getComputedStyle(t).fill === ink));
}"""


def faults(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe finds against WCAG 2.2 AA, and faint text in charts; empty when all is well.

    Four fifths of axe's work is the ``contrast`` of texts, which is that of their colours: at
    another width or in another language it is what it was.
    """
    rules = {"color-contrast": {"enabled": contrast}}
    options = {"runOnly": RULES, "resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, options=options).response
    assert found["toolOptions"]["runOnly"]["values"] == RULES
    lines = []
    for violation in found["violations"]:
        for node in violation["nodes"]:
            said = " ".join(node["failureSummary"].split())
            lines.append(f"{violation['id']}: {node['target']} {node['html'][:200]} {said}")
    return lines + [f"faint: {text}" for text in page.evaluate(_FAINT)]


def misplaced(page: Page) -> list[str]:
    """What reaches out of the window, is cut off or lies on something, at the width as it is."""
    width = page.viewport_size["width"]
    said = page.evaluate(_SIDEWAYS)
    for figure in chart(page).all():
        said += figure.evaluate(CLASHES)
    return [f"{width} px: {fault}" for fault in said]


def outside_catalogues(page: Page) -> list[str]:
    """What a page in the pseudo-language says without brackets, or with one missing."""
    return [text for text in page.evaluate(_SAID) if _unbracketed(text)]


def _unbracketed(text: str) -> str:
    depth, outside = 0, []
    for letter in text:
        if letter == "»":
            depth -= 1
        if depth == 0:
            outside.append(letter)
        if letter == "«":
            depth += 1
        if depth < 0:
            return text
    if depth:
        return text
    rest = "".join(outside)
    for known in MAY_STAY:
        rest = known.sub(" ", rest)
    return re.sub(r"[\W\d_]+", "", rest)


def _kept() -> Iterator[str]:
    """Texts that the source data hold in each language, and names that stay as they are."""
    for table, column in (
        ("article_titles", "title"), ("regions", "name"), ("regions", "region"),
        ("parties", "name"), ("parties", "iso3"), ("documents", "number"),
    ):  # fmt: skip
        with (ROOT / "data" / "source" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get(column):
                    yield row[column]


MAY_STAY = [
    re.compile("|".join(map(re.escape, sorted(set(_kept()), key=len, reverse=True)))),
    re.compile(r"\bDemo Party\b|\b[A-Z]{3,4}-\d\d\b|\bALL\b"),
    # The language's own words for lists and dates, by CLDR; paragraphs.
    re.compile(rf"\band\b|\b({'|'.join(get_month_names(locale='en').values())})\b|\d\([a-z]\)"),
    # Formats, tools, the names of keys and of languages.
    re.compile(
        r"\b(CSV|Excel|Parquet|JSON|ZIP|PNG|SVG|XLSX|TSV|TXT|HTML?|MB)\b"
        r"|\b(Python|pandas|R|Power Query|curl|DuckDB)\b"
        r"|Made with Streamlit|\bMOP\d*\b"
        r"|\b(Home|End|Esc|Page Up|Page Down|[PBFQ])\b"
        r"|English|Español|Français|Русский|中文|العربية"
    ),
    # Machine names: columns, indicators, settings, addresses, file names.
    re.compile(r"https?://\S+|\b[a-z0-9]+(?:[._/~=-][a-zA-Z0-9_]+)+\b"),
]
