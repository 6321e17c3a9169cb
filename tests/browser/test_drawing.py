"""A chart drawn by the server stands as Plotly draws it in a browser, each text and each mark."""

import base64
import re
from pathlib import Path

import plotly
import pytest
import streamlit
from lxml import etree

from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.svg.figure_svg import draw
from tests.drawn import EXHIBITS, SVG, exhibit

FORMS = {"wide": 1120, "large": 1560, "narrow": 360}

# Every line of text with its middle, baseline and size, and every mark's middle, both from the
# chart's top left corner; marks that only answer the pointer are left out.
_MEASURE = """async ([figure, width]) => {
  document.body.innerHTML = `<div id="chart" style="width:${width}px"></div>`;
  figure.layout.width = width;
  await Plotly.newPlot('chart', figure.data, figure.layout, {displayModeBar: false});
  const chart = document.querySelector('#chart'), origin = chart.getBoundingClientRect();
  const place = (element, point) => {
    const at = point.matrixTransform(element.getScreenCTM());
    return [at.x - origin.x, at.y - origin.y];
  };
  const texts = [];
  for (const text of chart.querySelectorAll('svg text')) {
    const lines = text.querySelectorAll('tspan.line');
    for (const line of lines.length ? lines : [text]) {
      if (!line.textContent.trim()) continue;
      const [left, y] = place(text, line.getStartPositionOfChar(0));
      const [right] = place(text, line.getEndPositionOfChar(line.getNumberOfChars() - 1));
      const size = parseFloat(getComputedStyle(line).fontSize);
      texts.push([line.textContent.replace(/\\s+/g, ' ').trim(), (left + right) / 2, y, size]);
    }
  }
  const marks = [...chart.querySelectorAll('.points path.point')]
    .filter(mark => getComputedStyle(mark).opacity !== '0')
    .map(mark => place(mark, new DOMPoint(0, 0)));
  return {texts, marks};
}"""


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page(viewport={"width": 1700, "height": 1000})
    folder = Path(streamlit.__file__).parent / "static" / "static" / "media"
    (font,) = folder.glob("SourceSansVF-Upright*")
    data = base64.b64encode(font.read_bytes()).decode()
    source = f"src:url(data:font/woff2;base64,{data})"
    style = f'@font-face{{font-family:"Source Sans";font-weight:200 900;{source}}}body{{margin:0}}'
    page.set_content(f"<style>{style}</style><body></body>")
    page.add_script_tag(path=Path(plotly.__file__).parent / "package_data" / "plotly.min.js")
    for weight in ("", "bold "):
        page.evaluate("font => document.fonts.load(font)", f'{weight}16px "Source Sans"')
    yield page
    page.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Warehouse(imported=tmp_path_factory.mktemp("imported"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXHIBITS)
def test_texts_and_marks_stand_where_plotly_puts_them(name, form, page, store):
    base = Selection.default(store.vocabulary)
    figure = exhibit(name, store, base, "en", "light").draw(form)
    seen = page.evaluate(_MEASURE, [figure, FORMS[form]])
    drawing = draw(figure, FORMS[form])
    ours = [
        [label.words, (label.left + label.right) / 2, label.bottom - 0.25 * label.size, label.size]
        for label in drawing.labels
    ]
    assert sorted(words for words, *_ in seen["texts"]) == sorted(
        " ".join(words.split()) for words, *_ in ours
    )
    for words, x, y, size in seen["texts"]:
        same = [text for text in ours if " ".join(text[0].split()) == words]
        near = min(same, key=lambda text: abs(text[1] - x) + abs(text[2] - y))
        ours.remove(near)
        # Plotly rounds an annotation's place to whole pixels.
        assert (near[1], near[2]) == pytest.approx((x, y), abs=1.6), words
        assert near[3] == size
    root = etree.fromstring(f'<svg xmlns="{SVG[1:-1]}">{drawing.body}</svg>')
    middles = [_middle(mark) for mark in root.iterfind(".//*[@class='mark']")]
    assert len(middles) == len(seen["marks"])
    for ours_, theirs in zip(middles, seen["marks"], strict=True):
        assert ours_ == pytest.approx(theirs, abs=0.6)


def _middle(mark) -> tuple[float, float]:
    if mark.get("cx"):
        return float(mark.get("cx")), float(mark.get("cy"))
    points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", mark.get("d"))]
    if len(points) == 3:  # a triangle's middle is that of the circle around it
        return points[2][0], points[2][1] + (points[0][1] - points[2][1]) / 1.5
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
