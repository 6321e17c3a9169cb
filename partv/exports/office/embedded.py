"""The fonts of a Word document inside it, for machines that have none for its letters.

Only where it has letters that such a machine may lack: Arabic, whole; Chinese, cut down to the
characters of our texts and of all Parties, and what else the document has. Not to its own ones:
LibreOffice takes the font of the first document that it opens for all others.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from uuid import NAMESPACE_URL, uuid5

import pycountry
import uharfbuzz as hb
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from partv.country_names import country_name
from partv.exports.office.text import EAST_ASIAN, EMBEDDED_COMPLEX
from partv.paths import FONTS

# What a document calls a font -> the files of its weights.
_FILES = {
    EMBEDDED_COMPLEX: (("Regular", "NotoSansArabic"), ("Bold", "NotoSansArabic-Bold")),
    EAST_ASIAN: (("Regular", "NotoSansSC"), ("Bold", "NotoSansSC-Bold")),
}
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def embed(paper: Paper) -> None:
    """Put into the document the fonts of the Arabic and Chinese letters that are in it now."""
    letters = _letters(paper)
    wanted = letters | _common() if letters & _known("NotoSansSC") else letters
    table = paper.part.part_related_by(RT.FONT_TABLE)
    fonts = []
    for family, files in _FILES.items():
        inside = "".join(
            _font(table, weight, name, sorted(wanted & _known(name)))
            for weight, name in files
            if letters & _known(name)
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
def _common() -> frozenset[int]:
    """The characters of our Chinese texts, as the style sheet of the pages lists them, and those of
    the names of Parties."""
    sheet = (FONTS / "web" / "fonts.css").read_text("utf-8")
    rule = next(line for line in sheet.splitlines() if "NotoSansSC.texts" in line)
    names = "".join(country_name(state.alpha_3, "zh") or "" for state in pycountry.countries)
    found = {ord(letter) for letter in names}
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule):
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


@cache
def _face(name: str) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(FONTS / f"{name}.ttf")))


@cache
def _known(name: str) -> frozenset[int]:
    return frozenset(_face(name).unicodes)


def _font(table: Part, weight: str, name: str, letters: Sequence[int]) -> str:
    """Adds the part of a font; the element that refers to it."""
    content = _cut(name, tuple(letters)) if "SC" in name else (FONTS / f"{name}.ttf").read_bytes()
    # The standard (ECMA-376, part 4, 1.3) has the first 32 bytes turned by a key.
    key = uuid5(NAMESPACE_URL, f"{name} {letters}")
    turned = bytes(a ^ b for a, b in zip(content[:32], key.bytes[::-1] * 2, strict=True))
    place = PackURI(f"/word/fonts/{name}.odttf")
    part = Part(place, _TYPE, turned + content[32:], table.package)
    told = f'r:id="{table.relate_to(part, RT.FONT)}" w:fontKey="{{{str(key).upper()}}}"'
    return f'<w:embed{weight} {told} w:subsetted="true"/>'


@lru_cache(maxsize=4)
def _cut(name: str, letters: tuple[int, ...]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(letters)
    return hb.subset(_face(name), wanted).blob.data
