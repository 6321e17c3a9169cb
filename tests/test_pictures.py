"""Pictures: everything of the chart is in them, readable, and inside."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from partv.charts.theme import PALETTES
from partv.exports.picture import Picture, clear, to_png, to_svg
from partv.svg.figure_svg import draw
from partv.text import typeset
from tests.drawn import EXHIBITS, HOSTILE, SMALL, SVG, exhibit, lines_of, picture

SLIDES = [(1920, 1080), (1440, 1080), (1024, 768)]
ALL = pytest.mark.parametrize("name", EXHIBITS)


def image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.fixture
def one(store, base):
    return picture(exhibit("overview of one Article", store, base, "en", "light"))


# The picture --------------------------------------------------------------------------------------


@ALL
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_download_has_everything_that_belongs_to_the_chart(name, lang, store, base):
    shown = exhibit(name, store, base, lang, "light")
    root = etree.fromstring(to_svg(picture(shown, "wide", lang)))
    lines = lines_of(root)
    text = "".join(words for words, *_ in lines).replace(" ", "")
    for part in (shown.title, shown.subtitle, *shown.marks, *shown.notes, shown.source):
        assert "".join(part.split()) in text
    assert ("Unofficial." if lang == "en" else "非官方。") in text
    assert "https://part-v.example/overview?data=demo&cycle=2023" in text
    assert bool(root.findall(f"{SVG}rect[@class='stamp']")) == bool(shown.stamp)
    if shown.stamp:
        assert lines[0][0] == shown.stamp
    assert root.get("role") == "img"
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == typeset.printable(shown.title)
    assert root[1].text == typeset.printable(shown.alt)


@ALL
@pytest.mark.parametrize("size", [None, *SLIDES])
@pytest.mark.parametrize(("lang", "paper"), [("en", "light"), ("zh", "dark")])
def test_no_text_leaves_the_paper_or_touches_another(name, size, lang, paper, store, base):
    shown = exhibit(name, store, base, lang, paper)
    root = etree.fromstring(to_svg(picture(shown, "large" if size else "wide", lang), size, paper))
    width, height = (float(root.get(side)) for side in ("width", "height"))
    if size:
        assert (width, height) == size
    lines = lines_of(root)
    sizes = {text.get("font-size") for text in root.iter(f"{SVG}text")}
    assert len(sizes) > 2
    for _, left, right, y, _ in lines:
        assert left >= 0
        assert right <= width
        assert 10 <= y <= height - 10
    for number, (words, left, right, y, size) in enumerate(lines):
        for other, start, end, below, _ in lines[number + 1 :]:
            if abs(y - below) < 0.7 * size:
                assert right <= start + 0.5 or end <= left + 0.5, (words, other)


@ALL
def test_on_a_slide_source_measure_and_stamp_are_there_and_read_from_the_back(name, store, base):
    shown = exhibit(name, store, base, "en", "light")
    root = etree.fromstring(to_svg(picture(shown, "large"), (1920, 1080)))
    text = "".join(words for words, *_ in lines_of(root)).replace(" ", "")
    for part in (shown.title, shown.subtitle, shown.source, shown.stamp, *shown.marks):
        assert "".join(part.split()) in text
    company = [e for e in root if e.tag == f"{SVG}text"]
    assert min(float(e.get("font-size")) for e in company) >= 24
    if shown.stamp:
        assert max(float(e.get("font-size")) for e in company[:1]) >= 30


def smallest_text(shown, size):
    """The size of the smallest text of a slide, in pixels."""
    root = etree.fromstring(to_svg(shown, size))
    (chart,) = (g for g in root.findall(f"{SVG}g") if g.get("class") != "watermark")
    scale = float((re.findall(r"scale\(([\d.]+)\)", chart.get("transform")) or [1])[0])
    outside = [float(e.get("font-size")) for e in root if e.tag == f"{SVG}text"]
    return min(outside + [float(e.get("font-size")) * scale for e in chart.iter(f"{SVG}text")])


@pytest.mark.parametrize("article", range(20, 32))
def test_a_slide_of_one_article_reads_from_the_back_of_the_room(article, store, base):
    for data in ("published", "demo"):
        chosen = base.changed(data=data, articles=(article,))
        shown = EXHIBITS["overview"][0](store, chosen, "en", "light")
        for size in SLIDES[:2]:
            assert smallest_text(picture(shown, "large"), size) >= 24 - 0.01


def test_a_long_title_is_set_smaller_not_cut(one):
    title = "39 of 62 reporting Parties " * 8
    root = etree.fromstring(to_svg(replace(one, title=title), (1920, 1080)))
    assert title.replace(" ", "") in "".join(root.itertext()).replace(" ", "").replace("\n", "")
    assert not any("…" in words for words, *_ in lines_of(root))


def test_a_chart_whose_texts_would_touch_is_drawn_smaller(store, base):
    figure = exhibit("regions", store, base, "en", "light").draw("wide")
    assert not clear(draw(figure, 700))
    assert clear(draw(figure, 1300))


def test_arabic_stands_at_the_right(one):
    shown = replace(
        one,
        lang="ar",
        title="39 من 62 طرفاً (المادة 27).",
        subtitle="نسبة الأطراف",
        marks=("● أ", "○ ب"),
        notes=(),
        source="المصدر: FCTC/MOP/4/8.",
        stamp="عرض توضيحي",
    )
    root = etree.fromstring(to_svg(shown))
    own = ["".join(e.itertext()) for e in root if e.tag == f"{SVG}text"]
    address = [words for words in own if "https" in words]
    assert {words[0] + words[-1] for words in own if words not in address} == {"\u202b\u202c"}
    assert address == ["https://part-v.example/overview?data=demo&cycle=2023"]
    edges = {round(right) for words, _, right, *_ in lines_of(root) if words == shown.title}
    assert edges == {1160}
    assert {round(right) for w, _, right, *_ in lines_of(root) if w == shown.subtitle} == {1160}
    first, second = (line for line in lines_of(root) if line[0] in shown.marks)
    assert first[1] > second[2]


# Pixels -------------------------------------------------------------------------------------------


@ALL
@pytest.mark.parametrize("paper", ["light", "dark"])
def test_a_png_has_its_size_its_paper_and_something_on_it(name, paper, store, base):
    shown = picture(exhibit(name, store, base, "en", paper))
    svg = to_svg(shown, theme=paper)
    root = etree.fromstring(svg)
    drawn = image(to_png(svg))
    assert drawn.size == (int(root.get("width")), int(root.get("height")))
    corner = tuple(bytes.fromhex(PALETTES[paper].background[1:]))
    assert {drawn.getpixel((x, y)) for x in (0, drawn.width - 1) for y in (0, 9)} == {corner}
    colors = {color: count for count, color in drawn.getcolors(1 << 24)}
    assert colors[corner] < drawn.width * drawn.height * 0.99
    palette = PALETTES[paper]
    assert colors[tuple(bytes.fromhex(palette.text[1:]))] > 20
    inks = (palette.accent, palette.scale[0][0], palette.scale[-1][0])
    marks = [tuple(bytes.fromhex(ink[1:])) for ink in inks]
    assert max(colors.get(mark, 0) for mark in marks) > 20
    # Texts are in it where the SVG has them: no line without ink.
    for words, left, right, y, _ in lines_of(root):
        box = drawn.crop((int(left), int(y - 9), int(right) + 1, int(y) + 2))
        assert len(box.getcolors(1 << 20)) > 2, words


@pytest.mark.parametrize(
    ("size", "scale", "pixels"),
    [
        ((1920, 1080), 1, (1920, 1080)),
        ((1920, 1080), 2, (3840, 2160)),
        ((1440, 1080), 1, (1440, 1080)),
        ((1366, 768), 1, (1366, 768)),
        ((1920, 1080), 0.5, (960, 540)),
    ],
)
def test_a_slide_has_exactly_the_pixels_that_were_asked_for(size, scale, pixels, one):
    assert image(to_png(to_svg(one, size), scale)).size == pixels


def test_a_png_does_not_ask_for_a_font_of_the_machine(one):
    words = etree.fromstring(to_svg(one))
    for text in words.iter(f"{SVG}text"):
        text.set("font-family", "No such family")
    changed = etree.tostring(words)
    assert to_png(changed) == to_png(to_svg(one))


# Whatever the words are ---------------------------------------------------------------------------


@given(
    words=st.lists(HOSTILE, min_size=6, max_size=6),
    lists=st.tuples(st.lists(HOSTILE, max_size=3), st.lists(HOSTILE, max_size=3)),
    lang=st.sampled_from(["en", "ar", "zh"]),
    size=st.sampled_from([None, (1920, 1080)]),
)
def test_no_words_break_the_picture(words, lists, lang, size):
    title, subtitle, source, stamp, link, alt = words
    shown = Picture(
        title,
        subtitle,
        SMALL,
        marks=tuple(lists[0]),
        notes=tuple(lists[1]),
        source=source,
        stamp=stamp,
        link=link,
        alt=alt,
        lang=lang,
    )
    svg = to_svg(shown, size)
    root = etree.fromstring(svg)
    known = {
        "svg",
        "title",
        "desc",
        "rect",
        "text",
        "tspan",
        "g",
        "path",
        "circle",
        "pattern",
        "defs",
    }
    assert {etree.QName(element).localname for element in root.iter()} <= known
    width, height = (float(root.get(side)) for side in ("width", "height"))
    for line, left, right, y, _ in lines_of(root):
        assert -1 <= left <= right <= width + 1, line
        assert 0 < y <= height
    if len(title) < 50:
        assert root[0].text or not typeset.printable(title)
    assert len(svg) < 400_000
