"""The briefing: what was given stands on the pages, and office programs open it."""

import io
import re
import subprocess

import pytest
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from lxml import etree

from partv.exports.office.briefing_document import Briefing, BriefingSection, to_docx
from partv.exports.office.office_text import plain
from tests.office import HOSTILE, faults, pages, parts

STAMP = "Demonstration: invented Parties, not real data"
UNOFFICIAL = "Unofficial, not endorsed by WHO."
LINK = "https://dashboard.example.org/briefing?data=demo&region=AFR"
HEADER = ("Measure", "2023", "2020", "AFR", "Gaps")
ROW = ("Coordination between agencies", "39 of 62 (63%)", "30 of 60", "12 of 21", "6 not reported")


def section(article, **more):
    given = {
        "header": HEADER,
        "rows": [ROW, ("Coordination abroad", "31 of 62 (50%)", "–", "3 of 7", "–")],
    }
    return BriefingSection(f"Article {article}", **(given | more))


def briefing(lang="en", direction="ltr", title="Africa in the 2023 cycle", **more):
    given = {
        "stamp": STAMP,
        "facts": [("Parties due", "68"), ("Reported", "62 of 68")],
        "sections": [
            section(27),
            BriefingSection("Article 25", text=["No indicator is published."]),
            section(30),
        ],
        "sources_title": "Sources",
        "sources": ["FCTC/MOP/4/5, paragraph 5"],
        "link": LINK,
    }
    return Briefing(
        title,
        "State, change, gaps",
        UNOFFICIAL,
        lang,
        direction,
        **(given | more),
    )


def opened(content):
    return Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def made():
    return to_docx(briefing())


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """A briefing of twelve Articles as LibreOffice lays it out."""
    twelve = briefing(sections=[section(article) for article in range(20, 32)])
    return pages(to_docx(twelve), tmp_path_factory.mktemp("briefing"), ".docx")


def test_titles_and_headings_are_real_ones_in_order(made):
    styled = [(p.style.name, p.text) for p in opened(made).paragraphs]
    assert styled[:2] == [
        ("Title", "Africa in the 2023 cycle"),
        ("Subtitle", "State, change, gaps"),
    ]
    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == ["Article 27", "Article 25", "Article 30", "Sources"]
    assert ("Normal", "No indicator is published.") in styled
    assert ("Caption", "FCTC/MOP/4/5, paragraph 5") in styled


def test_tables_have_what_was_given(made):
    facts, first, second = opened(made).tables
    assert [[cell.text for cell in row.cells] for row in facts.rows] == [
        ["Parties due", "68"],
        ["Reported", "62 of 68"],
    ]
    for table in (first, second):
        assert tuple(cell.text for cell in table.rows[0].cells) == HEADER
        assert tuple(cell.text for cell in table.rows[1].cells) == ROW


def test_headers_repeat_and_no_row_is_broken_between_pages(made):
    facts, *others = opened(made).tables
    for table in (facts, *others):
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    for table in others:
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True, False, False]


def test_the_page_is_a4_with_stamp_above_and_status_and_number_below(made):
    (page,) = opened(made).sections
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    stamp = page.header.paragraphs[0]
    assert stamp.text == STAMP
    assert stamp._p.pPr.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "dashed"
    foot = page.footer.paragraphs[0]
    assert foot.text.startswith(UNOFFICIAL)
    fields = [field.get(qn("w:instr")).strip() for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_without_a_stamp_there_is_no_frame():
    (page,) = opened(to_docx(briefing(stamp=""))).sections
    assert not page.header.paragraphs[0].text
    assert not list(page.header._element.iter(qn("w:pBdr")))


def test_the_address_is_a_link_if_it_is_one(made):
    (anchor,) = opened(made).element.iter(qn("w:hyperlink"))
    assert opened(made).part.rels[anchor.get(qn("r:id"))].target_ref == LINK
    other = opened(to_docx(briefing(link="javascript:alert(1)")))
    assert not list(other.element.iter(qn("w:hyperlink")))
    assert "javascript:alert(1)" in [p.text for p in other.paragraphs]


SCRIPTS = [
    ("en", "ltr", "w:val", "en-GB"),
    ("zh", "ltr", "w:eastAsia", "zh-CN"),
    ("ar", "rtl", "w:bidi", "ar-SA"),
]


@pytest.mark.parametrize(("lang", "direction", "attribute", "tag"), SCRIPTS)
def test_every_run_says_its_language_in_the_attribute_of_its_script(
    lang, direction, attribute, tag
):
    paper = opened(to_docx(briefing(lang, direction)))
    page = paper.sections[0]
    for element in (paper.element, page.header._element, page.footer._element):
        runs = [run for run in element.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        named = [run.find(f"{qn('w:rPr')}/{qn('w:lang')}") for run in runs]
        assert {lang.get(qn(attribute)) for lang in named if lang is not None} <= {tag}
    body = [run for run in paper.element.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None for run in body)
    for style in ("Normal", "Title", "Heading 1"):
        fonts = paper.styles[style].element.rPr.rFonts
        assert [fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")] == [
            "Noto Sans",
            "Noto Sans",
            "Noto Sans SC",
            "Part V Arabic",
        ]
    assert paper.core_properties.language == tag


def test_what_is_written_from_right_to_left_is_mirrored():
    def marks(direction):
        paper = opened(to_docx(briefing("ar", direction)))
        return (
            [table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in paper.tables],
            [paper.styles[name].element.pPr.find(qn("w:bidi")) is not None
             for name in ("Normal", "Title", "Heading 1", "List Bullet", "Footer")],
            paper.sections[0]._sectPr.find(qn("w:bidi")) is not None,
            {run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
             for run in paper.element.iter(qn("w:r"))
             if run.find(qn("w:t")) is not None and run.getparent().tag != qn("w:hyperlink")},
            {mark.tag for link in paper.element.iter(qn("w:hyperlink"))
             for mark in link.iter(qn("w:rtl"))},
        )  # fmt: skip

    # But an address runs from left to right.
    assert marks("rtl") == ([True] * 3, [True] * 5, True, {True}, set())
    assert marks("ltr") == ([False] * 3, [False] * 5, False, {False}, set())


def test_the_same_briefing_is_the_same_bytes_and_bears_no_time(made):
    assert to_docx(briefing()) == made
    parts(made)
    about = opened(made).core_properties
    assert about.created == about.modified
    assert (about.title, about.author) == ("Africa in the 2023 cycle", "Part V Dashboard")
    assert not [name for name in parts(made) if "thumbnail" in name]


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("zh", "ltr"), ("ar", "rtl")])
def test_the_schema_of_the_office_programs_is_kept(lang, direction, tmp_path):
    content = to_docx(briefing(lang, direction))
    parts(content)
    assert faults(content, tmp_path, ".docx") == []
    bare = to_docx(Briefing("Title", "", "", lang, direction))
    assert faults(bare, tmp_path, ".docx") == []


def test_hostile_text_is_shown_as_text(tmp_path):
    for text, seen in {**HOSTILE, "long " * 2000: plain("long " * 2000)}.items():
        one = BriefingSection(text, [text], [text], [[text]], [1])
        content = to_docx(
            Briefing(
                text, text, text, "en", "ltr", text, [(text, text)], [one], text, [text], text, text
            )
        )
        parts(content)
        assert faults(content, tmp_path, ".docx") == []
        paper = opened(content)
        assert {p.text for p in paper.paragraphs} == {seen}
        assert {c.text for table in paper.tables for row in table.rows for c in row.cells} == {seen}
        assert paper.sections[0].header.paragraphs[0].text == seen


@pytest.mark.parametrize(
    ("words", "family", "common"),
    [("المادة ممثلة", "Part V Arabic", "كينيا"), ("第条 A", "Noto Sans SC", "肯尼亚演虚真")],
)
def test_letters_that_a_machine_may_lack_bring_their_font(words, family, common, tmp_path):
    assert not [name for name in parts(to_docx(briefing())) if name.endswith(".odttf")]
    content = to_docx(briefing(title=words))
    assert faults(content, tmp_path, ".docx") == []
    (listed,) = etree.fromstring(parts(content)["word/fontTable.xml"])
    assert listed.get(qn("w:name")) == family
    targets = {
        rel.get("Id"): rel.get("Target")
        for rel in etree.fromstring(parts(content)["word/_rels/fontTable.xml.rels"])
    }
    assert [weight.tag for weight in listed] == [qn("w:embedRegular"), qn("w:embedBold")]
    for weight in listed:
        turned = parts(content)["word/" + targets[weight.get(qn("r:id"))]]
        key = bytes.fromhex(weight.get(qn("w:fontKey")).strip("{}").replace("-", ""))[::-1]
        start = bytes(a ^ b for a, b in zip(turned[:32], key * 2, strict=True))
        font = TTFont(io.BytesIO(start + turned[32:]))
        assert font["name"].getBestFamilyName() == family
        assert set(font.getBestCmap()) >= {ord(letter) for letter in words if letter > "\u05ff"}
        # Another document's letters too: LibreOffice opens both with the font of the first.
        assert {ord(letter) for letter in common} <= set(font.getBestCmap())
    # Here LibreOffice draws it in that font, whether or not the machine has it.
    pages(content, tmp_path, ".docx")
    used = subprocess.run(
        ["pdffonts", tmp_path / "file.pdf"], capture_output=True, text=True, check=True
    ).stdout
    assert family.replace(" ", "") in used


def test_a_row_that_does_not_fit_its_header_is_refused():
    with pytest.raises(ValueError, match="Article 27"):
        to_docx(briefing(sections=[section(27, rows=[("one", "two")])]))


def test_libreoffice_makes_two_pages_of_twelve_articles_with_their_words(converted):
    assert len(converted) == 2
    for number, page in enumerate(converted, start=1):
        assert STAMP in page
        assert UNOFFICIAL in page
        assert re.search(rf"{number} ?/ ?2$", page)
    text = " ".join(converted)
    for article in range(20, 32):
        assert f"Article {article}" in text
    for words in ("39 of 62 (63%)", "Parties due", LINK):
        assert words in text
