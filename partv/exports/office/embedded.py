"""The fonts of a Word document inside it, for machines that have none for its letters.

Only of letters that such a machine may lack, and cut down to those that the text has. A reader
that has the font, or another for these letters, loses nothing.
"""

from collections.abc import Sequence
from functools import cache
from uuid import NAMESPACE_URL, uuid5

import uharfbuzz as hb
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from partv.exports.office.text import COMPLEX, EAST_ASIAN
from partv.paths import FONTS

# What a document calls a font -> the files of its weights.
_FILES = {
    COMPLEX: (("Regular", "NotoSansArabic"), ("Bold", "NotoSansArabic-Bold")),
    EAST_ASIAN: (("Regular", "NotoSansSC"), ("Bold", "NotoSansSC-Bold")),
}
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def embed(paper: Paper) -> None:
    """Put into the document the fonts of the Arabic and Chinese letters that are in it now."""
    letters = _letters(paper)
    table = paper.part.part_related_by(RT.FONT_TABLE)
    fonts = []
    for family, files in _FILES.items():
        cuts = [(weight, name, letters & _known(name)) for weight, name in files]
        inside = "".join(
            _font(table, weight, name, sorted(found)) for weight, name, found in cuts if found
        )
        if inside:
            fonts.append(f'<w:font w:name="{family}">{inside}</w:font>')
    if not fonts:
        return
    table._blob = f"<w:fonts {nsdecls('w', 'r')}>{''.join(fonts)}</w:fonts>".encode()
    zoom = paper.settings.element.find(qn("w:zoom"))
    for name in ("saveSubsetFonts", "embedTrueTypeFonts"):
        zoom.addnext(parse_xml(f"<w:{name} {nsdecls('w')}/>"))


def _letters(paper: Paper) -> set[int]:
    page = paper.sections[0]
    places = (paper.element, page.header._element, page.footer._element)
    return {ord(c) for place in places for text in place.iter(qn("w:t")) for c in text.text or ""}


@cache
def _face(name: str) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(FONTS / f"{name}.ttf")))


@cache
def _known(name: str) -> frozenset[int]:
    return frozenset(_face(name).unicodes)


def _font(table: Part, weight: str, name: str, letters: Sequence[int]) -> str:
    """Adds the part of a font; the element that refers to it."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(letters)
    content = hb.subset(_face(name), wanted).blob.data
    # The standard (ECMA-376, part 4, 1.3) has the first 32 bytes turned by a key.
    key = uuid5(NAMESPACE_URL, f"{name} {letters}")
    turned = bytes(a ^ b for a, b in zip(content[:32], key.bytes[::-1] * 2, strict=True))
    place = PackURI(f"/word/fonts/{name}.odttf")
    part = Part(place, _TYPE, turned + content[32:], table.package)
    told = f'r:id="{table.relate_to(part, RT.FONT)}" w:fontKey="{{{str(key).upper()}}}"'
    return f'<w:embed{weight} {told} w:subsetted="true"/>'
