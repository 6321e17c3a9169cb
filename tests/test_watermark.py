"""The stamp lies across what is invented: in every piece of it, readable, and in nobody's way."""

import io
import random
import re

import pytest
from docx import Document
from lxml import etree
from PIL import Image, ImageChops
from pptx import Presentation

from partv.address.deck import View
from partv.address.selection import Selection
from partv.charts.theme import PALETTES
from partv.exhibits.briefing import docx
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.deck_slides import pptx
from partv.exhibits.phone_slide import WIDTH, phone_slide
from partv.exhibits.picture_files import SIZES, picture_of, slide_svg
from partv.exports.picture import to_png, to_svg
from partv.i18n import wording
from partv.i18n.language import available_languages, language
from partv.svg.watermark import INKS, PIECE, Watermark
from partv.ui import style
from tests.colours import contrast
from tests.office import pages

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = available_languages()
WORDS = {code: wording.watermark(True, language(code)) for code in LANGUAGES}
PIECES = (PIECE, (PIECE[0] / 2, PIECE[1] / 2))


@pytest.fixture(scope="module")
def demo(store):
    return Selection.default(store.vocabulary).changed(data="demo")


def whole(mark: Watermark, left: float, top: float, width: float, height: float) -> bool:
    """Whether a whole word stands in this piece."""
    wide, high = mark.box
    return any(
        left <= x - wide / 2
        and x + wide / 2 <= left + width
        and top <= y - high / 2
        and y + high / 2 <= top + height
        for x, y in mark.places(left + width, top + height)
    )


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_every_piece_has_a_whole_word(word, piece):
    """The word is as large as it says, and pieces are cut out anywhere."""
    mark, dice = Watermark(word, piece), random.Random(word)
    assert mark.size >= 0.1 * piece[1], "it is read from as far as the labels"
    for _ in range(300):
        left, top = dice.uniform(0, 1500), dice.uniform(0, 1500)
        assert whole(mark, left, top, *piece)
    # A chart that is lower than a piece has one as well.
    assert whole(mark, 0, 0, piece[0], mark.box[1] + mark.size)


def _seen(mark: Watermark, theme: str, ground: str, width: float, height: float) -> Image.Image:
    paper = f'<rect width="{width}" height="{height}" fill="{ground}"/>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{paper}'
        f"{mark.over(width, height, theme)}</svg>"
    )
    return Image.open(io.BytesIO(to_png(svg.encode(), 1))).convert("RGB")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_stand_where_they_are_said_to_and_a_tile_is_the_whole(lang):
    mark = Watermark(WORDS[lang])
    across, down = mark.step
    width, height = 2 * across, 4 * down
    seen = _seen(mark, "light", "#ffffff", width, height).convert("L")
    (wide, high), ink = mark.box, seen.point(lambda value: 255 * (value < 250))
    for x, y in mark.places(width, height):
        box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        if box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height:
            assert ink.crop([round(side) for side in box]).getbbox()
    tile = Image.open(io.BytesIO(to_png(mark.tile("light"), 1)))
    ground = Image.new("RGBA", tile.size, "white")
    ground.alpha_composite(tile)
    for left, top in ((0, 0), (across, 0), (0, 2 * down), (across, 2 * down)):
        there = seen.crop((int(left), int(top), int(left + across), int(top + 2 * down)))
        difference = ImageChops.difference(there, ground.convert("L"))
        assert difference.getextrema()[1] < 12, "no seam"


@pytest.mark.parametrize("theme", PALETTES)
def test_what_lies_under_it_is_read_and_the_word_too(theme):
    """Text with the word over it: 7:1 on paper, 4.5:1 in a coloured cell. The word itself differs
    from every ground in lightness alone, so that a copier keeps it."""
    palette, mark = PALETTES[theme], Watermark("■■■■■■")

    def under(color: str) -> str:
        """The colour in the middle of the word, of all its inks together."""
        levels = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        for ink, share, aside in INKS[theme]:
            if aside:
                continue
            ink_levels = [int(ink[at : at + 2], 16) for at in (1, 3, 5)]
            levels = [a * (1 - share) + b * share for a, b in zip(levels, ink_levels, strict=True)]
        return "#" + "".join(f"{round(level):02x}" for level in levels)

    for text in (palette.text, palette.muted):
        assert contrast(under(text), under(palette.background)) >= 7
    for ground, ink in palette.scale:
        assert contrast(under(ink), under(ground)) >= 4.5
    for ground in (palette.background, *(fill for fill, _ in palette.scale)):
        low, high = _seen(mark, theme, ground, 300, 200).convert("L").getextrema()
        assert contrast(f"#{low:02x}{low:02x}{low:02x}", f"#{high:02x}{high:02x}{high:02x}") > 1.05


def _crops(size: tuple[int, int], piece: tuple[int, int], count: int, dice: random.Random):
    for _ in range(count):
        left = dice.randrange(max(size[0] - piece[0], 0) + 1)
        top = dice.randrange(max(size[1] - piece[1], 0) + 1)
        yield left, top, min(left + piece[0], size[0]), min(top + piece[1], size[1])


@pytest.mark.parametrize("key", sorted(set(EXHIBITS) - {"parties-due", "accession"}))
@pytest.mark.parametrize("theme", PALETTES)
def test_no_piece_of_a_picture_is_without_it(store, demo, key, theme):
    """Of a PNG as it is taken away, against the same without the stamp."""
    chosen = demo.changed(articles=(27,)) if key in ("article", "statuses") else demo
    lang = "ar" if theme == "dark" else "en"
    exhibit = EXHIBITS[key].compose(store, chosen, lang, theme)
    picture = picture_of(exhibit, language(lang), "wide", "")
    root = etree.fromstring(to_svg(picture, None, theme))
    stamped = Image.open(io.BytesIO(to_png(etree.tostring(root), 2))).convert("RGB")
    for group in root.findall(f"{SVG}g[@class='watermark']"):
        root.remove(group)
    bare = Image.open(io.BytesIO(to_png(etree.tostring(root), 2))).convert("RGB")
    changed = ImageChops.difference(stamped, bare).convert("L").point(lambda v: 255 * (v > 3))
    for box in _crops(stamped.size, PIECE, 40, random.Random(key)):
        ink = changed.crop(box)
        assert ink.histogram()[255] > 400, (key, box)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["overview", "article", "regions", "cycles", "parties"])
def test_a_slide_and_a_phone_bear_it_over_all_else(store, demo, page, size):
    view = View(page, demo.changed(articles=(27,)) if page == "article" else demo)
    for lang in ("en", "ar", "zh"):
        root = etree.fromstring(slide_svg(store, view, lang, "light", size, "http://x/"))
        (group,) = root.findall(f"{SVG}g[@class='watermark']")
        assert group is root[-1]
        sheet = group.find(f"{SVG}rect")
        assert (int(sheet.get("width")), int(sheet.get("height"))) == SIZES[size]
        pattern = group.find(f"{SVG}pattern")
        step = float(pattern.get("width")), float(pattern.get("height")) / 2
        assert step == Watermark(WORDS[lang]).step
        chart = etree.fromstring(phone_slide(store, view, lang, "light").chart)
        mark = chart[-1]
        assert mark.get("class") == "watermark"
        assert float(mark.find("{*}rect").get("width")) == WIDTH
    published = View(page, view.selection.changed(data="published"))
    assert b"watermark" not in slide_svg(store, published, "en", "light", size, "http://x/")
    assert "watermark" not in phone_slide(store, published, "en", "light").chart


def test_a_page_has_the_words_whatever_they_are():
    css = style._watermark("Invented", 'Said "so" \\ </style>\n', "dark")
    assert css.count("</style>") == 1
    assert css.count("data:image/svg+xml;base64,") == 2
    assert '"Said \\22 so\\22  \\5c  \\3c /style>\\a "' in css
    assert not re.search("--(screen|paper|said)--", css)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_slide_and_every_page_of_an_office_file_bears_it(store, demo, lang, tmp_path):
    """As LibreOffice prints them: the words stand at the head, the word across."""
    views = [View("overview", demo), View("overview", demo.changed(data="published"))]
    bare = io.BytesIO(pptx(store, views, lang, "http://x"))
    for slide in Presentation(bare).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        stamp = wording.stamp(True, language(lang))
        marks = [shape for shape in slide.shapes if shape.name == "Watermark"]
        assert len(marks) == (stamp in texts)
        for mark in marks:
            assert (mark.left, mark.top) == (0, 0)
            assert (mark.width, mark.height) == (12192000, 6858000)
            assert mark._element.nvPicPr.cNvPr.get("descr") == stamp
    briefing = docx(store, demo, lang, "http://x")
    printed = pages(briefing, tmp_path, ".docx")
    assert printed
    if lang == "en":
        assert all(wording.stamp(True, language(lang)) in page for page in printed)
    header = Document(io.BytesIO(briefing)).sections[0].header
    (anchor,) = header._element.iter("{*}anchor")
    assert anchor.get("behindDoc") == "1"
    real = Document(io.BytesIO(docx(store, demo.changed(data="published"), lang, "http://x")))
    assert not list(real.sections[0].header._element.iter("{*}anchor"))
