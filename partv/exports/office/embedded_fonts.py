"""The fonts of a Word or PowerPoint file inside it, for machines that have none for its letters.

Only where it has letters that such a machine may lack: Arabic, whole; Chinese, cut down to the
characters of our texts and of all Parties, and what else the file has. Not to its own ones:
LibreOffice takes the font of the first file that it opens for all others.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from uuid import UUID

import pycountry
import uharfbuzz as hb
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pptx.opc.constants import RELATIONSHIP_TYPE as DECK_RT
from pptx.opc.package import Part as DeckPart
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml as parse_deck_xml
from pptx.presentation import Presentation as Deck

from partv.exports.office.drawingml import NAMES
from partv.exports.office.eot import as_eot
from partv.exports.office.office_text import COMPLEX, EAST_ASIAN
from partv.i18n.country_names import country_name
from partv.paths import FONTS

# What a file calls a font -> the files of its weights.
_FILES = {
    COMPLEX: (("Regular", "NotoSansArabic"), ("Bold", "NotoSansArabic-Bold")),
    EAST_ASIAN: (("Regular", "NotoSansSC"), ("Bold", "NotoSansSC-Bold")),
}
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_DECK_TYPE = "application/x-fontdata"


def embed(document: Paper) -> None:
    """Put into a document the fonts of the Arabic and Chinese letters that are in it now."""
    page = document.sections[0]
    places = (document.element, page.header._element, page.footer._element)
    texts = (text.text or "" for place in places for text in place.iter(qn("w:t")))
    table = document.part.part_related_by(RT.FONT_TABLE)
    fonts = []
    for family, weights in _needed(texts):
        inside = "".join(_in_word(table, *weight) for weight in weights)
        fonts.append(f'<w:font w:name="{family}">{inside}</w:font>')
    if not fonts:
        return
    table._blob = f"<w:fonts {nsdecls('w', 'r')}>{''.join(fonts)}</w:fonts>".encode()
    zoom = document.settings.element.find(qn("w:zoom"))
    for name in ("saveSubsetFonts", "embedTrueTypeFonts"):
        zoom.addnext(parse_xml(f"<w:{name} {nsdecls('w')}/>"))


def embed_in_deck(deck: Deck) -> None:
    """Put into a deck the fonts of the Arabic and Chinese letters that are in it now."""
    drawn = [part for part in deck.part.package.iter_parts() if isinstance(part, XmlPart)]
    texts = (text.text or "" for part in drawn for text in part._element.iter("{*}t", "{*}v"))
    fonts = []
    for family, weights in _needed(texts):
        inside = "".join(_in_deck(deck, weight, font) for weight, _, font in weights)
        fonts.append(f'<p:embeddedFont><p:font typeface="{family}"/>{inside}</p:embeddedFont>')
    if not fonts:
        return
    listed = f"<p:embeddedFontLst {NAMES}>{''.join(fonts)}</p:embeddedFontLst>"
    deck.element.find("{*}notesSz").addnext(parse_deck_xml(listed))
    deck.element.set("embedTrueTypeFonts", "1")


def _needed(texts: Iterable[str]) -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """Families, each with its weights: what the weight is called, its file, its bytes."""
    letters = set().union(*map(set, texts))
    codes = {ord(letter) for letter in letters}
    wanted = codes | _common() if codes & _known("NotoSansSC") else codes
    for family, files in _FILES.items():
        weights = []
        for weight, name in files:
            if codes & _known(name):
                weights.append((weight, name, _cut(name, tuple(sorted(wanted & _known(name))))))
        if weights:
            yield family, weights


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


def _in_word(table: Part, weight: str, name: str, font: bytes) -> str:
    """Adds the part of a font; the element that refers to it."""
    # The standard (ECMA-376, part 4, 1.3) has the first 32 bytes turned by a key.
    key = UUID(bytes=blake2b(font, digest_size=16).digest())
    turned = bytes(a ^ b for a, b in zip(font[:32], key.bytes[::-1] * 2, strict=True))
    place = PackURI(f"/word/fonts/{name}.odttf")
    part = Part(place, _WORD_TYPE, turned + font[32:], table.package)
    told = f'r:id="{table.relate_to(part, RT.FONT)}" w:fontKey="{{{str(key).upper()}}}"'
    return f'<w:embed{weight} {told} w:subsetted="true"/>'


def _in_deck(deck: Deck, weight: str, font: bytes) -> str:
    """Adds the part of a font; the element that refers to it."""
    place = deck.part.package.next_partname("/ppt/fonts/font%d.fntdata")
    part = DeckPart(place, _DECK_TYPE, deck.part.package, as_eot(font))
    return f'<p:{weight.lower()} r:id="{deck.part.relate_to(part, DECK_RT.FONT)}"/>'


@lru_cache(maxsize=4)
def _cut(name: str, letters: tuple[int, ...]) -> bytes:
    if "SC" not in name:
        return (FONTS / f"{name}.ttf").read_bytes()
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(letters)
    return hb.subset(_face(name), wanted).blob.data
