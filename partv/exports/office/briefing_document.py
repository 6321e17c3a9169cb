"""A briefing as a Word document: what is known of a Party or region, Article by Article."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.run import CT_R
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from partv.charts.theme import LIGHT
from partv.exports.office.blank_document import INNER_MM, empty_paper
from partv.exports.office.drawingml import Voice, color
from partv.exports.office.embedded_fonts import embed
from partv.exports.office.office_text import plain, tag
from partv.exports.office.stamped import behind_pages
from partv.exports.reproducible_zip import timeless

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")


@dataclass(frozen=True)
class BriefingSection:
    """A heading, paragraphs, and a table of state, change and peers."""

    heading: str
    text: Sequence[str] = ()
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    """Rows as long as ``header``; the first cell names the row."""
    weights: Sequence[float] = ()
    """Relative widths of the columns; without them the first is twice as wide as the others."""


@dataclass(frozen=True)
class Briefing:
    """A briefing in plain text, already in the reader's language."""

    title: str
    subtitle: str
    unofficial: str
    """The line that says that it is not official; in the foot of every page."""
    lang: str
    direction: str = "ltr"
    stamp: str = ""
    """The mark of the demonstration, or nothing; at the head of every page."""
    facts: Sequence[tuple[str, str]] = ()
    """What holds for the whole briefing: name and value."""
    sections: Sequence[BriefingSection] = ()
    sources_title: str = ""
    sources: Sequence[str] = ()
    link: str = ""
    """The address of the same view."""
    author: str = "Part V Dashboard"


def to_docx(briefing: Briefing) -> bytes:
    """The briefing as A4 pages; the same briefing gives the same bytes.

    A ValueError is raised when a row is not as long as its header.
    """
    voice = Voice(briefing.lang, briefing.direction)
    document = empty_paper(briefing.title, briefing.subtitle, briefing.author, voice)
    writer = _Writer(document, voice)
    writer.head_and_foot(briefing.stamp, briefing.unofficial)
    writer.say(briefing.title, "Title")
    if plain(briefing.subtitle):
        writer.say(briefing.subtitle, "Subtitle")
    if briefing.facts:
        writer.facts(briefing.facts)
    for section in briefing.sections:
        writer.section(section)
    if briefing.sources or plain(briefing.link):
        writer.sources(briefing.sources_title, briefing.sources, briefing.link)
    embed(document)
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


class _Writer:
    """Puts the parts of a briefing on the paper."""

    def __init__(self, document: Paper, voice: Voice) -> None:
        self.document, self.voice = document, voice

    def say(self, text: str, style: str = "Normal") -> Paragraph:
        """A paragraph of the body."""
        return self._run(self.document.add_paragraph(style=style), text)

    def head_and_foot(self, stamp: str, unofficial: str) -> None:
        """The stamp above every page, its word behind; below the unofficial line and "1 / 2"."""
        page = self.document.sections[0]
        if plain(stamp):
            head = self._run(page.header.paragraphs[0], stamp)
            sides = "".join(
                f'<w:{side} w:val="dashed" w:sz="12" w:space="4" w:color="{color(LIGHT.text)}"/>'
                for side in ("top", "left", "bottom", "right")
            )
            frame = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
            head._p.get_or_add_pPr().append(frame)
            head.alignment = WD_ALIGN_PARAGRAPH.CENTER
            behind_pages(page.header.add_paragraph().add_run(), stamp, self.voice.lang)
        foot = page.footer.paragraphs[0]
        tabs = parse_xml(
            f'<w:tabs {nsdecls("w")}><w:tab w:val="clear" w:pos="4320"/>'
            f'<w:tab w:val="clear" w:pos="8640"/>'
            f'<w:tab w:val="right" w:pos="{round(INNER_MM * 56.7)}"/></w:tabs>'
        )
        foot._p.get_or_add_pPr().append(tabs)
        self._run(foot, unofficial)
        foot.add_run().add_tab()
        self._field(foot, "PAGE")
        self._run(foot, " / ", keep=True)
        self._field(foot, "NUMPAGES")

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Names and values in a table without a header."""
        table = self._table(len(facts), (1, 3))
        for row, (name, value) in zip(table.rows, facts, strict=True):
            self._cell(row.cells[0], name, bold=True)
            self._cell(row.cells[1], value)

    def section(self, section: BriefingSection) -> None:
        """Heading, text and table."""
        self.say(section.heading, "Heading 1")
        for text in section.text:
            self.say(text)
        if section.rows:
            self._rows(section)

    def sources(self, title: str, sources: Sequence[str], link: str) -> None:
        """Where it comes from, and the address of the same view."""
        if plain(title):
            self.say(title, "Heading 1")
        for source in sources:
            self.say(source, "Caption")
        address = plain(link)
        if not address:
            return
        if not _ADDRESS.fullmatch(address):
            self.say(address, "Caption")
            return
        paragraph = self.document.add_paragraph(style="Caption")
        key = self.document.part.relate_to(address, RT.HYPERLINK, is_external=True)
        anchor = OxmlElement("w:hyperlink")
        anchor.set(qn("r:id"), key)
        self._run(paragraph, address)
        run = paragraph.runs[-1]
        run.font.underline = True
        run.font.color.rgb = None
        # An address runs from left to right, in Arabic too.
        properties = run._r.get_or_add_rPr()
        for mark in properties.findall(qn("w:rtl")):
            properties.remove(mark)
        anchor.append(run._r)
        paragraph._p.append(anchor)

    def _rows(self, section: BriefingSection) -> None:
        count = len(section.header)
        if any(len(row) != count for row in section.rows):
            raise ValueError(f"a row of {section.heading!r} is not as long as its header")
        table = self._table(len(section.rows) + 1, section.weights or (2, *[1] * (count - 1)))
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, name in zip(head.cells, section.header, strict=True):
            self._cell(cell, name, bold=True, kept=True)
        for made, row in zip(list(table.rows)[1:], section.rows, strict=True):
            for cell, text in zip(made.cells, row, strict=True):
                self._cell(cell, text)

    def _table(self, rows: int, weights: Sequence[float]) -> DocxTable:
        """A table of fixed widths, mirrored where the language is, its rows kept whole."""
        table = self.document.add_table(rows, len(weights))
        table.autofit = False
        properties = table._tbl.tblPr
        if self.voice.rtl:
            wide = properties.find(qn("w:tblW"))
            wide.addprevious(parse_xml(f"<w:bidiVisual {nsdecls('w')}/>"))
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{color(LIGHT.track)}"/>'
            for side in ("top", "bottom", "insideH")
        )
        margins = '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        layout = properties.find(qn("w:tblLayout"))
        layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
        layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
        for row in table.rows:
            row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for column, weight in zip(table.columns, weights, strict=True):
            column.width = Mm(INNER_MM * weight / sum(weights))
            for cell in column.cells:
                cell.width = column.width
        return table

    def _cell(self, cell: _Cell, text: str, bold: bool = False, kept: bool = False) -> None:
        paragraph = self._run(cell.paragraphs[0], text, bold=bold)
        paragraph.paragraph_format.space_after = 0
        if kept:
            paragraph.paragraph_format.keep_with_next = True

    def _run(
        self, paragraph: Paragraph, text: str, *, bold: bool = False, keep: bool = False
    ) -> Paragraph:
        """Adds text to a paragraph, with its language; ``keep`` keeps its spaces."""
        run = paragraph.add_run(text if keep else plain(text))
        if bold:
            run.font.bold = run.font.cs_bold = True
        self._language(run._r)
        return paragraph

    def _language(self, run: CT_R) -> None:
        """Says which language a run is in, in the attribute of its script."""
        properties = run.get_or_add_rPr()
        if self.voice.rtl:
            properties.append(OxmlElement("w:rtl"))
        attribute = {"zh": "w:eastAsia", "ar": "w:bidi"}.get(self.voice.lang, "w:val")
        language = OxmlElement("w:lang")
        language.set(qn(attribute), tag(self.voice.lang))
        properties.append(language)

    def _field(self, paragraph: Paragraph, name: str) -> None:
        """A field that the office program keeps."""
        field = parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
        paragraph._p.append(field)
