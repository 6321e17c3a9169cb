"""Charts and pages in the engines of other browsers: Gecko (Firefox) and WebKit (Safari)."""

import unicodedata
from pathlib import Path
from types import SimpleNamespace

import plotly
import pytest

from partv.exports.picture import to_svg
from partv.text import bidi
from partv.ui import style
from tests.drawn import EXHIBITS, exhibit, picture

from . import engines

FORMS = {"wide": 1120, "large": 1560, "narrow": 360}

# Every line of text with its characters as they stand from left to right, by what was laid out.
# Characters without a width are not seen.
_LINES = r"""scope => [...document.querySelectorAll(scope + ' svg text')].flatMap(text => {
  const parts = text.querySelectorAll('tspan.line');
  return [...(parts.length ? parts : [text])].map(line => {
    const seen = [];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const {0: sign, index} of node.data.matchAll(/\P{M}\p{M}*/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + sign.length);
        const {left, width} = range.getBoundingClientRect();
        if (width > .01) seen.push([left, sign]);
      }
    seen.sort((one, other) => one[0] - other[0]);
    return [text.textContent, line.textContent, seen.map(part => part[1]).join('')];
  });
})"""
_PLOT = """async (figure, width) => {
  document.body.innerHTML = `<div id="chart" style="width:${width}px"></div>`;
  figure.layout.width = width;
  await Plotly.newPlot('chart', figure.data, figure.layout, {displayModeBar: false});
}"""


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(request, tmp_path_factory):
    """Each of the browsers, one after the other."""
    if request.param == "chromium":
        page = request.getfixturevalue("browser").new_page(viewport={"width": 1440, "height": 900})
        yield SimpleNamespace(
            name="chromium",
            resize=lambda width, height: page.set_viewport_size({"width": width, "height": height}),
            open=page.goto,
            run=lambda function, *values: page.evaluate(
                f"values => ({function})(...values)", list(values)
            ),
            screenshot=lambda file: page.screenshot(path=file),
        )
        page.close()
        return
    with getattr(engines, request.param)(tmp_path_factory.mktemp("engine")) as found:
        yield found


@pytest.fixture(scope="module")
def blank(engine, tmp_path_factory):
    """The browser on an empty page that is read from right to left and can draw charts."""
    file = tmp_path_factory.mktemp("blank") / "blank.html"
    drawing = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    file.write_text(
        f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><body>'
        f'{style.sheet("page", "print", "rtl")}<script src="{drawing.as_uri()}"></script>',
        "utf-8",
    )
    engine.open(file.as_uri())
    return engine


def expected(text: str, line: str) -> str:
    """How a line of a text reads from left to right."""
    kept = "".join(sign for sign in line if sign not in bidi.MARKS)
    parts = bidi.runs(kept, bidi.is_right_to_left(text) or bidi.LEFTWARDS in line)
    turned = (kept[start:end][::-1] if left else kept[start:end] for start, end, left in parts)
    return "".join(turned)


def misread(engine) -> list[tuple[str, ...]]:
    """The lines that do not stand as the bidirectional algorithm has them."""
    found = []
    for text, line, seen in engine.run(_LINES, "body"):
        wanted = inked(expected(text, line))
        if inked(seen) != wanted:
            found.append((line, seen, wanted))
    return found


def inked(text: str) -> str:
    """The signs of a text that have a place of their own: no spaces, no vowels over letters, and no
    alif, which may be one sign with the letter before it."""
    unplaced = ("Zs", "Cf", "Mn")
    return "".join(s for s in text if unicodedata.category(s) not in unplaced and s not in "اأإآ")


@pytest.mark.parametrize("form", FORMS)
def test_every_label_of_an_arabic_chart_is_read_in_its_order(form, blank, store, base):
    mixed = 0
    for name in EXHIBITS:
        figure = exhibit(name, store, base, "ar", "light").figures[form].to_dict()
        blank.run(_PLOT, figure, FORMS[form])
        assert misread(blank) == [], name
        mixed += sum(
            bidi.is_right_to_left(line) and any(map(str.isdigit, line))
            for _, line, _ in blank.run(_LINES, "body")
        )
    assert mixed > 70


def test_every_line_of_an_arabic_picture_is_read_in_its_order(blank, store, base):
    for name in EXHIBITS:
        drawn = to_svg(picture(exhibit(name, store, base, "ar", "light"), lang="ar")).decode()
        blank.run("svg => { document.body.innerHTML = svg; }", drawn)
        assert len(blank.run(_LINES, "body")) > 10
        assert misread(blank) == [], name


@pytest.mark.parametrize("address", ["/?lang=ar", "/regions?data=demo&lang=ar"])
def test_an_arabic_page_does_not_scroll_sideways(engine, server, address):
    engine.resize(1024, 800)
    engine.open(server.url + address)
    engines.wait_for(engine, "() => !!document.querySelector('[role=figure] svg text')")
    sideways = """() => {
      scrollTo(-200, 0);
      return [document.documentElement.scrollWidth - innerWidth, scrollX];
    }"""
    wide, moved = engine.run(sideways)
    assert wide <= 0
    assert moved == 0
    # In the page as it is, too, every label is read in its order.
    assert misread(engine) == []
