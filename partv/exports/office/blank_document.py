"""An empty Word document: A4, the dashboard's fonts, one language and its direction."""

from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from partv.charts.theme import LIGHT
from partv.exports.office.drawingml import Voice, color
from partv.exports.office.office_text import COMPLEX, EAST_ASIAN, LATIN, plain, tag
from partv.exports.reproducible_zip import WHEN

WIDTH_MM, HEIGHT_MM, MARGIN_MM = 210, 297, 17
INNER_MM = WIDTH_MM - 2 * MARGIN_MM

_RESULTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"

# Style -> size in points, bold, ink, space before and after in points, kept with what follows.
_STYLES = {
    "Normal": (9, False, LIGHT.text, 0, 3, False),
    "Title": (18, True, LIGHT.text, 0, 2, True),
    "Subtitle": (11, False, LIGHT.muted, 0, 6, True),
    "Heading 1": (11.5, True, LIGHT.text, 8, 2, True),
    "Heading 2": (9, True, LIGHT.text, 4, 1, True),
    "Caption": (8.5, False, LIGHT.muted, 0, 4, False),
    "List Bullet": (9, False, LIGHT.text, 0, 1, False),
    "Header": (11, True, LIGHT.text, 0, 0, False),
    "Footer": (8.5, False, LIGHT.muted, 0, 0, False),
}


def empty_paper(title: str, subject: str, author: str, voice: Voice) -> Paper:
    """A document without content, its properties and styles set."""
    document = Document()
    _set_page(document, voice)
    _set_defaults(document, voice)
    for name, looks in _STYLES.items():
        _set_style(document, name, looks, voice)
    _set_settings(document, voice)
    about = document.core_properties
    # The library refuses more than 255 characters.
    about.title, about.subject = plain(title)[:255], plain(subject)[:255]
    about.author = about.last_modified_by = plain(author)[:255]
    about.language = tag(voice.lang)
    about.created = about.modified = WHEN
    about.revision = 1
    about.comments = about.keywords = about.category = ""
    # What the library's empty file brings along.
    _forget(document.part.package.rels, RT.THUMBNAIL)
    _forget(document.part.rels, _RESULTS)
    _forget(document.part.rels, RT.CUSTOM_XML)
    return document


def _set_page(document: Paper, voice: Voice) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(WIDTH_MM), Mm(HEIGHT_MM)
    page.left_margin = page.right_margin = Mm(MARGIN_MM)
    page.top_margin, page.bottom_margin = Mm(15), Mm(18)
    page.header_distance = page.footer_distance = Mm(8)
    if voice.rtl:
        # Before w:rtlGutter and w:docGrid (CT_SectPr is a sequence).
        grid = page._sectPr.find(qn("w:docGrid"))
        bidi = parse_xml(f"<w:bidi {nsdecls('w')}/>")
        if grid is None:
            page._sectPr.append(bidi)
        else:
            grid.addprevious(bidi)


def _set_defaults(document: Paper, voice: Voice) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{_fonts()}"
            f'<w:sz w:val="18"/><w:szCs w:val="18"/><w:lang w:val="{_latin(voice)}" '
            f'w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )


def _latin(voice: Voice) -> str:
    """The language of Latin letters: English where the document's own has others."""
    return tag("en") if voice.lang in ("zh", "ar") else tag(voice.lang)


def _fonts() -> str:
    return (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{EAST_ASIAN}" '
        f'w:cs="{COMPLEX}"/>'
    )


def _set_style(document: Paper, name: str, looks: tuple, voice: Voice) -> None:
    size, bold, ink, before, after, kept = looks
    style = document.styles[name].element
    numbering = None
    if name == "List Bullet":  # the library's subtitle is a list too
        numbering = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    for old in (qn("w:pPr"), qn("w:rPr")):
        for element in style.findall(old):
            style.remove(element)
    bold_xml = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    properties = parse_xml(
        f"<w:pPr {nsdecls('w')}>{'<w:keepNext/>' if kept else ''}"
        f"{'<w:bidi/>' if voice.rtl else ''}"
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="228" '
        'w:lineRule="auto"/></w:pPr>'
    )
    if numbering is not None:
        place = 1 if kept else 0
        properties.insert(place, numbering)
        spacing = properties.find(qn("w:spacing"))
        spacing.addnext(parse_xml(f'<w:ind {nsdecls("w")} w:left="227" w:hanging="227"/>'))
    style.append(properties)
    style.append(
        parse_xml(
            f'<w:rPr {nsdecls("w")}>{_fonts()}{bold_xml}<w:i w:val="0"/>'
            f'<w:color w:val="{color(ink)}"/><w:spacing w:val="0"/>'
            f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
        )
    )


def _set_settings(document: Paper, voice: Voice) -> None:
    settings = document.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), _latin(voice))
    language.set(qn("w:eastAsia"), "zh-CN")
    language.set(qn("w:bidi"), "ar-SA")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # As of Word 2013; without it the document opens in an older mode.
            setting.set(qn("w:val"), "15")


def _forget(rels: Any, kind: str) -> None:
    for key in [key for key, rel in rels.items() if rel.reltype == kind]:
        rels.pop(key)
