"""A deck as PowerPoint: native charts and tables that can be edited, 16:9, in one language."""

import io
import re
from collections.abc import Sequence

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide as PptxSlide

from partv.charts.theme import LIGHT
from partv.exports.office import table
from partv.exports.office.blank_deck import FOOT, empty_deck
from partv.exports.office.chart import chart_xml
from partv.exports.office.chart_data import Native, workbook
from partv.exports.office.compose import LINK, Composer, Page, alternative
from partv.exports.office.drawingml import NAMES, Voice, frame, number_paragraph, paragraph
from partv.exports.office.embedded_fonts import embed_in_deck
from partv.exports.office.office_text import plain
from partv.exports.office.slide_content import DeckFacts, Slide
from partv.exports.office.stamped import over_slide
from partv.exports.reproducible_zip import timeless

_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
# What an office program takes as an address; a longer one it calls damaged.
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")


def to_pptx(slides: Sequence[Slide], deck: DeckFacts) -> bytes:
    """A PowerPoint file of at least one slide for each of ``slides``, in their order.

    A chart or table with more rows than can be read in ``deck.smallest`` goes on over further
    slides, whose titles are numbered. What is too long for its place is cut on the slide with an
    ellipsis and stands whole in the speaker notes. The fonts of Arabic and Chinese letters are in
    the file. The same slides give the same bytes.
    """
    made = empty_deck(deck)
    voice = Voice(deck.lang, deck.direction)
    for slide in slides:
        for page in Composer(slide, deck, len(made.slides)).pages():
            _add(made, page, slide, voice)
    embed_in_deck(made)
    out = io.BytesIO()
    made.save(out)
    return timeless(out.getvalue())


def _add(deck: Deck, page: Page, slide: Slide, voice: Voice) -> None:
    made = deck.slides.add_slide(deck.slide_layouts[0])
    tree = made.shapes._spTree
    for clone in list(made.placeholders):
        tree.remove(clone._element)
    for shape in page.before:
        tree.append(parse_xml(shape))
    alt = alternative(slide, voice.lang)
    for number, placed in enumerate(page.charts):
        inside = _chart(made, placed.native)
        # The layout has one place for content; a second chart stands beside it.
        xml = frame(10 + number, "Chart", placed.box, alt, _CHART_URI, inside, content=number == 0)
        tree.append(parse_xml(xml))
    if page.table:
        inside, box = page.table
        tree.append(parse_xml(frame(10, "Table", box, alt, table.URI, inside, content=True)))
    if plain(slide.stamp):
        over_slide(made, slide.stamp, voice.lang)
    for shape in page.after:
        tree.append(parse_xml(_linked(made, shape, plain(slide.link))))
    if page.notes:
        _speak(made, page.notes, voice)


def _chart(slide: PptxSlide, native: Native) -> str:
    """Adds the part of a chart with its workbook; the element that refers to it."""
    package = slide.part.package
    name = package.next_partname(ChartPart.partname_template)
    part = ChartPart.load(name, CT.DML_CHART, package, chart_xml(native))
    part.chart_workbook.update_from_xlsx_blob(workbook(native))
    key = slide.part.relate_to(part, RT.CHART)
    return f'<c:chart xmlns:c="{_CHART_URI}" r:id="{key}"/>'


def _linked(slide: PptxSlide, shape: str, address: str) -> str:
    """A shape with the address in it as a link, or as words where it is no address."""
    mark = f'<a:hlinkClick r:id="{LINK}"/>'
    if mark not in shape:
        return shape
    if not _ADDRESS.fullmatch(address):
        return shape.replace(mark, "")
    key = slide.part.relate_to(address, RT.HYPERLINK, is_external=True)
    return shape.replace(LINK, key)


def _speak(slide: PptxSlide, notes: Sequence[str], voice: Voice) -> None:
    """The speaker notes, a paragraph each, and the number on the page that is printed of them."""
    spoken = slide.notes_slide
    for place in spoken.placeholders:
        kind = place.placeholder_format.type
        if kind == PP_PLACEHOLDER.BODY:
            _say(place, [paragraph(note, voice, FOOT) for note in notes])
        elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            _say(place, [number_paragraph(voice, FOOT, LIGHT.muted, slide.slide_id - 255)])


def _say(place: Shape, paragraphs: Sequence[str]) -> None:
    body = place.text_frame._txBody
    for old in body.findall("{*}p"):
        body.remove(old)
    for text in paragraphs:
        body.append(parse_xml(text.replace("<a:p>", f"<a:p {NAMES}>", 1)))
