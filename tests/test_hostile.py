"""What Parties wrote is shown as they wrote it, in every file that is taken away."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx import Document
from lxml import etree
from PIL import Image
from pptx import Presentation

from partv.address.deck import View
from partv.address.parameters import UPLOAD
from partv.address.selection import Selection
from partv.data.formula_text import as_written
from partv.data.warehouse import Warehouse
from partv.exhibits.briefing import docx
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.deck_slides import pptx
from partv.exhibits.extracts import extract
from partv.exhibits.overview import overview
from partv.exhibits.parties import statuses
from partv.exhibits.picture_files import picture_png, picture_svg
from partv.exhibits.regions import regions
from partv.exports.bundle import to_zip
from partv.exports.formats import FORMATS
from partv.exports.markdown import as_text
from partv.i18n.language import language
from partv.ingest.answers import read_answers
from partv.ingest.imported_sets import SCHEMA
from partv.ingest.register import Register
from tests import hostile
from tests.hostile import OURS, flat, outside, strings

ENGLISH = language("en")
WRITTEN = {" ".join(text.split()) for text in hostile.HOSTILE}


@pytest.fixture(scope="module")
def store():
    """The warehouse of a visitor who uploaded the file."""
    given = [(hostile.FILE, hostile.answers())]
    done = read_answers(given, Register.load(), UPLOAD)
    return Warehouse(uploaded=pa.Table.from_pylist(done.rows, schema=SCHEMA))


@pytest.fixture(scope="module")
def selection(store):
    return Selection.default(store.vocabulary).changed(data=UPLOAD)


def test_every_file_of_rows_has_every_text_as_it_was_written(store, selection):
    item = extract(store, selection, "answers")
    made = {ending: form.render(item, ENGLISH) for ending, form in FORMATS.items()}
    rows = csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"), newline=""))
    found = {"csv": {flat(as_written(row["text"])) for row in rows}}
    found["json"] = {flat(row["text"]) for row in json.loads(made["json"])}
    table = pq.read_table(io.BytesIO(made["parquet"]))
    found["parquet"] = {flat(text) for text in table["text"].to_pylist()}
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found["xlsx"] = {flat(cell.value) for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d", "b"}, "no formula"
    assert not [cell for cell in cells if cell.hyperlink and "127.0.0.1" in cell.hyperlink.target]
    for ending, texts in found.items():
        assert texts >= WRITTEN, (ending, [text[:50] for text in WRITTEN - texts])


def test_the_readme_of_a_zip_has_the_name_of_a_file_as_text(store, selection):
    item = extract(store, selection, "rates")
    content = to_zip(item, ENGLISH, datetime(2026, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lines = archive.read("README.md").decode().splitlines()
    (line,) = [line for line in lines if "window" in line]
    assert re.sub(r"\\(.)", r"\1", line) == f"- {hostile.FILE}"
    assert not re.search(r"(?<!\\)[<*$\[]|(?<!\\):(?=//)", line), line


@pytest.mark.parametrize("text", hostile.HOSTILE[:10])
def test_a_text_in_markdown_has_no_markup(text):
    line = as_text(text)
    assert not re.search(r"(?<!\\)[<*_`$\[~&]|(?<!\\):(?=//)|www\.", line)
    kept = "".join(c if c.isprintable() else " " for c in text).replace("\\", "")
    assert line.replace("\\", "") == kept


def test_slides_and_briefing_have_the_texts_as_text_and_lead_nowhere_else(store, selection):

    home = "http://dashboard.test"
    views = [
        View("overview", selection),
        View("regions", selection),
        View("parties", selection),
        View("article", selection.changed(articles=(27,))),
    ]
    content = pptx(store, views, "en", home)
    assert all(target.startswith(home) for target in outside(content))
    slides = Presentation(io.BytesIO(content)).slides
    words = " ".join(
        paragraph.text
        for slide in slides
        for frame in (
            *(shape.text_frame for shape in slide.shapes if shape.has_text_frame),
            slide.notes_slide.notes_text_frame,
        )
        for paragraph in frame.paragraphs
    )
    assert hostile.FILE in words
    for party in ("", "AUT", "CZE", "FJI"):
        content = docx(store, selection.changed(party=party), "en", home)
        assert all(target.startswith(home) for target in outside(content))
        document = Document(io.BytesIO(content))
        parts = [*document.paragraphs]
        parts += [p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs]
        assert hostile.FILE in " ".join(part.text for part in parts)


def test_no_text_of_a_party_is_markup_in_a_chart_or_a_picture(store, selection):

    for make in (overview, regions, statuses):
        exhibit = make(store, selection, "en", "light")
        for figure in exhibit.figures.values():
            for name, text in strings(json.loads(figure.json)):
                rest = OURS.sub("", text)
                assert "<" not in rest, (make.__name__, name, text)
                assert "127.0.0.1:9" not in text or name in ("", "text"), (name, text)


@pytest.mark.parametrize("key", EXHIBITS)
@pytest.mark.parametrize("name", [hostile.FILE, "file " * 2000 + ".csv", "x" * 10_000 + ".csv"])
def test_a_picture_of_an_upload_is_drawn_and_no_larger_than_others(key, name):
    done = read_answers([(name, hostile.answers())], Register.load(), UPLOAD)
    store = Warehouse(uploaded=pa.Table.from_pylist(done.rows, schema=SCHEMA))
    chosen = Selection.default(store.vocabulary).changed(data=UPLOAD)
    content = picture_svg(store, key, chosen, "en", "light", "http://dashboard.test")
    foreign = [part.tag for part in etree.fromstring(content).iter() if "script" in part.tag]
    assert not foreign
    picture = Image.open(
        io.BytesIO(picture_png(store, key, chosen, "en", "light", "http://dashboard.test"))
    )
    picture.load()
    assert picture.width <= 2400
    assert picture.height <= 8000
