"""The stamp of the demonstration across every page of an office file: one picture of its word."""

import io
from functools import cache
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml as docx_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.run import Run
from pptx.oxml import parse_xml as pptx_xml
from pptx.slide import Slide

from partv.exports.office.drawingml import NAMES, emu
from partv.exports.office.office_text import plain
from partv.exports.picture import to_png
from partv.i18n import wording
from partv.i18n.language import language
from partv.svg.watermark import PIECE, Watermark

_SLIDE = (960.0, 540.0)
_SCREEN = 1920 / _SLIDE[0]
"""Pixels to a point of a slide that fills a screen."""
_PAPER = (794.0, 1123.0)
"""A4 in pixels of a page at its usual size."""


def over_slide(slide: Slide, stamp: str, lang: str) -> None:
    """Lay the word over all that is on the slide so far; the pointer goes through to that."""
    _, key = slide.part.get_or_add_image_part(io.BytesIO(_slide_image(lang)))
    size = f'cx="{emu(_SLIDE[0])}" cy="{emu(_SLIDE[1])}"'
    slide.shapes._spTree.append(
        pptx_xml(
            f'<p:pic {NAMES}><p:nvPicPr><p:cNvPr id="999" name="Watermark"'
            f" descr={quoteattr(plain(stamp))}/><p:cNvPicPr>"
            '<a:picLocks noGrp="1" noSelect="1" noMove="1" noResize="1"/>'
            '</p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )


def behind_pages(run: Run, stamp: str, lang: str) -> None:
    """Lay the word behind every page of whose header ``run`` is a part."""
    picture = run.add_picture(io.BytesIO(_page_image(lang)), Mm(210), Mm(297))
    inline = picture._inline
    inline.docPr.set("descr", plain(stamp))
    inline.docPr.set("name", "Watermark")
    places = "".join(
        f'<wp:position{way} relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:position{way}>'
        for way in "HV"
    )
    anchor = docx_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0"'
        ' distR="0" simplePos="0" relativeHeight="0" behindDoc="1" locked="1" layoutInCell="1"'
        f' allowOverlap="1"><wp:simplePos x="0" y="0"/>{places}</wp:anchor>'
    )
    anchor.append(inline.extent)
    anchor.append(docx_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
    for child in list(inline):
        anchor.append(child)
    inline.getparent().replace(inline, anchor)


@cache
def _slide_image(lang: str) -> bytes:
    width, height = (side * _SCREEN for side in _SLIDE)
    return _image(lang, width, height, 1)


@cache
def _page_image(lang: str) -> bytes:
    return _image(lang, *_PAPER, 2)


def _image(lang: str, width: float, height: float, scale: float) -> bytes:
    mark = Watermark(wording.watermark(True, language(lang)), PIECE)
    return to_png(mark.sheet(width, height, "light"), scale)
