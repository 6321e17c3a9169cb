"""Charts drawn: nothing of the figure is lost, everything stands at its value, the rest refused."""

import html
import re

import pytest
from hypothesis import given
from lxml import etree

from partv.exports.picture import to_svg
from partv.svg.figure_svg import draw
from partv.svg.unsupported import Unsupported
from partv.text import typeset
from tests.drawn import EXHIBITS, HOSTILE, SMALL, SVG, exhibit, picture

FORMS = {"wide": 1120, "large": 1560, "narrow": 360}
ALL = pytest.mark.parametrize("name", EXHIBITS)


def words_of(text: str) -> str:
    """The words of a Plotly text, or of an SVG, without markup and with single spaces."""
    return " ".join(html.unescape(re.sub(r"</?(?:b|u|a|br)\b[^<>]*>", " ", text)).split())


@ALL
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_drawing_has_every_text_and_mark_of_the_chart(name, form, lang, store, base):
    figure = exhibit(name, store, base, lang, "dark").draw(form)
    drawing = draw(figure, FORMS[form])
    root = etree.fromstring(f'<svg xmlns="{SVG[1:-1]}">{drawing.body}</svg>')
    drawn = [" ".join("".join(text.itertext()).split()) for text in root.iter(f"{SVG}text")]
    layout = figure["layout"]
    texts = [note["text"] for note in layout.get("annotations", ())]
    texts += [text for trace in figure["data"] for text in trace.get("text", ())]
    for axis in (layout["xaxis"], layout["yaxis"]):
        if axis.get("showticklabels", True):
            texts += axis.get("ticktext", ())
    expected = [words_of(line) for text in texts for line in text.split("<br>")]
    for line in filter(None, expected):
        assert line in drawn
        drawn.remove(line)
    # What is left are ticks that Plotly, too, finds by itself.
    assert all(re.fullmatch(r"20\d\d|\d{1,2}", text) for text in drawn)
    assert not drawn or name == "steps"
    shown = [trace for trace in figure["data"] if trace["mode"] != "text"]
    seen = [trace for trace in shown if trace["marker"].get("opacity") != 0]
    assert drawing.body.count('class="mark"') == sum(len(trace["x"]) for trace in seen)
    shapes = [s for s in layout.get("shapes", ()) if s["line"]["width"] or "fillcolor" in s]
    rules = len(root.findall(f"{SVG}path")) - len(root.findall(f"{SVG}path[@class='mark']"))
    assert rules >= sum(shape["type"] in ("line", "path") for shape in shapes)
    assert len(drawing.frames) == sum(shape["type"] == "rect" for shape in shapes)


# Days are measured by the browser's test.
@pytest.mark.parametrize("name", [name for name in EXHIBITS if name != "steps"])
def test_round_marks_stand_at_their_values(name, store, base):
    figure = exhibit(name, store, base, "en", "light").draw("wide")
    layout = figure["layout"]
    (low, high), margin = layout["xaxis"]["range"], layout["margin"]
    room = 1000 - margin["l"] - margin["r"]
    expected = []
    for trace in figure["data"]:
        if trace["mode"] == "text":
            continue
        symbols = trace["marker"].get("symbol", "circle")
        symbols = [symbols] * len(trace["x"]) if isinstance(symbols, str) else symbols
        for value, symbol in zip(trace["x"], symbols, strict=True):
            if symbol.startswith("circle") and trace["marker"].get("opacity") != 0:
                expected.append(margin["l"] + room * (value - low) / (high - low))
    drawn = re.findall(r'<circle class="mark" cx="([\d.]+)"', draw(figure, 1000).body)
    assert [float(x) for x in drawn] == pytest.approx(expected, abs=0.006)
    assert drawn or name.startswith(("overview", "regions", "tiles"))


def test_a_picture_leads_nowhere(store, base):
    figure = exhibit("overview", store, base, "en", "light").draw("wide")
    note = figure["layout"]["annotations"][0]
    for address in ("article?article=27", "javascript:alert(1)", "data:text/html,x"):
        note["text"] = f'<a href="{address}"><u>20</u></a>'
        body = draw(figure, 1120).body
        assert address not in body
        assert ">20<" in body


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("data", 0, "type"), "bar", "bar"),
        (("data", 0, "mode"), "lines", "lines"),
        (("data", 0, "fill"), "tozeroy", "fill"),
        (("data", 0, "error_x"), {"array": [1]}, "error_x"),
        (("data", 0, "marker", "symbol"), "star", "star"),
        (("data", 0, "marker", "opacity"), 0.5, "opacity"),
        (("data", 0, "marker", "color"), ["red", "red"], "red"),
        (("layout", "shapes", 0, "type"), "circle", "circle"),
        (("layout", "shapes", 0, "yref"), "paper", "paper"),
        (("layout", "shapes", 0, "label"), {"text": "x"}, "label"),
        (("layout", "shapes", 0, "line", "dash"), "dashdot", "dashdot"),
        (("layout", "shapes", 0, "xsizemode"), "share", "share"),
        (("layout", "shapes", 0), {"type": "path", "path": "M0,0C1,1", "line": {}}, "C1,1"),
        (("layout", "annotations", 0, "showarrow"), True, "showarrow"),
        (("layout", "annotations", 0, "textangle"), 90, "textangle"),
        (("layout", "annotations", 0, "bgcolor"), "#ffffff", "bgcolor"),
        (("layout", "xaxis", "type"), "log", "log"),
        (("layout", "xaxis", "title"), {"text": "x"}, "title"),
        (("layout", "showlegend"), True, "showlegend"),
        (("layout", "images"), [{}], "images"),
        (("layout", "xaxis2"), {}, "xaxis2"),
        (("layout", "paper_bgcolor"), "#ffffff", "paper_bgcolor"),
        (("frames",), [], "frames"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(path, value, named, store, base):
    one = picture(exhibit("cycles of one Article", store, base, "en", "light"))
    to_svg(one)
    *way, last = path
    place = one.figure
    for step in way:
        place = place[step]
    place[last] = value
    with pytest.raises(Unsupported, match=named):
        to_svg(one)


@given(HOSTILE)
def test_no_words_in_the_chart_break_it_or_become_markup(text):
    figure = {
        "data": [],
        "layout": SMALL["layout"]
        | {
            "annotations": [
                {"text": html.escape(text, quote=False), "x": 50, "y": 10, "showarrow": False}
            ]
        },
    }
    root = etree.fromstring(f'<svg xmlns="{SVG[1:-1]}">{draw(figure, 1120).body}</svg>')
    drawn = [e for e in root.iter(f"{SVG}text") if not re.fullmatch(r"\d+%", "".join(e.itertext()))]
    shown = "".join("".join(e.itertext()) for e in drawn)
    assert "".join(shown.split()) == "".join(typeset.printable(text).split())
