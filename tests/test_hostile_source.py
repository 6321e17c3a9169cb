"""Names, titles and statements of the source are text in everything that is made of them."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from html import unescape

import openpyxl
import pytest
from docx import Document
from lxml import etree
from PIL import Image
from pptx import Presentation

from partv.address.deck import PAGES, View
from partv.address.exported_tables import TABLES
from partv.address.selection import Selection
from partv.charts.layout import FORMS
from partv.data.warehouse import Warehouse
from partv.exhibits.briefing import docx
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.deck_slides import pptx
from partv.exhibits.extracts import extract
from partv.exhibits.picture_files import picture_png, picture_svg, slide_svg
from partv.exports.bundle import to_zip
from partv.exports.formats import FORMATS
from partv.i18n.language import language
from tests import hostile
from tests.hostile import OURS, WRITTEN, flat, outside, strings

ENGLISH = language("en")
HOME = "http://dashboard.test"
PICTURE = {"svg", "title", "desc", "g", "rect", "path", "text", "tspan", "line", "circle", "use"}
PICTURE |= {"defs", "polygon", "clipPath", "pattern"}
"""What a picture is made of: nothing that runs, loads or leads somewhere."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "data"
    hostile.source(folder)
    return Warehouse(folder / "parquet", folder / "imported")


@pytest.fixture(scope="module", params=["published", "demo"])
def selection(request, store):
    return Selection.default(store.vocabulary).changed(data=request.param)


@pytest.mark.parametrize("key", EXHIBITS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_name_is_markup_in_a_chart_of_any_form(store, selection, key, lang):
    exhibit = EXHIBITS[key].compose(store, selection, lang, "light")
    figures = [json.loads(figure.json) for figure in exhibit.figures.values()]
    figures += [] if exhibit.empty else [exhibit.draw(form) for form in FORMS]
    for figure in figures:
        found = list(strings(figure))
        for name, text in found:
            rest = OURS.sub("", text)
            assert "<" not in rest, (name, text)
            assert not re.search(r"\b(on\w+|src|javascript:?)\s*=", "".join(_tags(text))), text
        # Figures that were printed say nothing of single Parties.
        if selection.party_level or key not in ("cycles", "statuses"):
            assert WRITTEN.search(unescape(" ".join(OURS.sub("", text) for _, text in found)))
        for tag in (tag for _, text in found for tag in _tags(text)):
            assert "127.0.0.1" not in tag, tag


def _tags(text):
    return [tag.group() for tag in OURS.finditer(text)]


@pytest.mark.parametrize("key", EXHIBITS)
def test_a_picture_is_drawn_with_the_names_as_text(store, selection, key):
    content = picture_svg(store, key, selection, "en", "light", HOME)
    assert content == picture_svg(store, key, selection, "en", "light", HOME)
    for made in (content, slide_svg(store, View("overview", selection), "en", "light", "16:9", "")):
        tree = etree.fromstring(made)
        assert {etree.QName(part).localname for part in tree.iter(etree.Element)} <= PICTURE
        for part in tree.iter(etree.Element):
            assert not [name for name in part.attrib if name.startswith("on")]
            assert all(to[0] == "#" for name, to in part.attrib.items() if name.endswith("href"))
        assert len(made) < 3_000_000
    picture = Image.open(io.BytesIO(picture_png(store, key, selection, "en", "light", HOME)))
    picture.load()
    assert picture.width * picture.height < 40_000_000


@pytest.mark.parametrize("table", TABLES)
def test_every_file_of_rows_is_text_and_leads_only_to_the_documents(store, selection, table):
    item = extract(store, selection, table)
    for form in FORMATS.values():
        assert form.render(item, ENGLISH)
    content = FORMATS["xlsx"].render(item, ENGLISH)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d", "b"}, "no formula"
    assert item.rows.empty or WRITTEN.search(" ".join(flat(cell.value) for cell in cells))
    with zipfile.ZipFile(
        io.BytesIO(to_zip(item, ENGLISH, datetime(2026, 1, 1, tzinfo=UTC)))
    ) as archive:
        readme = archive.read("README.md").decode()
    told = [line for line in readme.splitlines() if WRITTEN.search(line.replace("\\", ""))]
    for line in told:
        assert not re.search(r"(?<!\\)[<*$\[]|(?<!\\):(?=//)", line), line


def test_slides_and_briefings_have_the_names_as_text(store, selection):
    views = [View(page, selection) for page in PAGES if page not in ("briefing", "data", "about")]
    content = pptx(store, views, "en", HOME)
    assert all(target.startswith(HOME) for target in outside(content))
    shown = " ".join(
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert WRITTEN.search(shown)
    for party in ("", "AUT", "CZE", "FJI"):
        content = docx(store, selection.changed(party=party), "en", HOME)
        assert all(target.startswith(HOME) for target in outside(content))
        document = Document(io.BytesIO(content))
        parts = [*document.paragraphs]
        parts += [p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs]
        assert WRITTEN.search(" ".join(part.text for part in parts))
