"""A deck brings the fonts of its Arabic and Chinese letters, as office programs read them."""

import io
import struct

import pytest
from fontTools.ttLib import TTFont
from pptx import Presentation

from partv.exports.office.office_text import leading
from partv.exports.office.pptx import to_pptx
from partv.exports.office.slide_content import BarRow, Bars, DeckFacts, Slide
from tests.office import faults, parts

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def deck(title: str, lang: str = "en", row: str = "27 Coordination") -> bytes:
    chart = Bars([BarRow(row, 62.9, "39 of 62 (63%)")], "", "")
    facts = DeckFacts(title, "", lang, "rtl" if lang == "ar" else "ltr")
    return to_pptx([Slide(title, "", chart)], facts)


def embedded(content: bytes) -> dict[str, dict[str, TTFont]]:
    """The fonts in a deck: family, then weight."""
    deck = Presentation(io.BytesIO(content))
    entries = deck.element.findall(f"{P}embeddedFontLst/{P}embeddedFont")
    # Programs take them only where the deck says so.
    assert deck.element.get("embedTrueTypeFonts") == ("1" if entries else None)
    found = {}
    for family, *weights in entries:
        fonts = {
            weight.tag.removeprefix(P): deck.part.related_part(weight.get(f"{R}id"))
            for weight in weights
        }
        assert {font.content_type for font in fonts.values()} == {"application/x-fontdata"}
        found[family.get("typeface")] = {
            weight: unwrapped(font.blob) for weight, font in fonts.items()
        }
    assert len(found) == len(entries)
    return found


def unwrapped(content: bytes) -> TTFont:
    """The font in Embedded OpenType, read as https://www.w3.org/submissions/EOT/ has it."""
    size, of_font, version, flags = struct.unpack_from("<4L", content)
    font = TTFont(io.BytesIO(content[-of_font:]))
    about = font["OS/2"]
    assert (size, version, flags) == (len(content), 0x00020002, 0)
    weight, rights, magic = struct.unpack_from("<LHH", content, 28)
    assert (weight, rights, magic) == (about.usWeightClass, about.fsType, 0x504C)
    assert rights == 0  # may be installed and changed
    assert struct.unpack_from("<L", content, 36) == (about.ulUnicodeRange1,)
    assert struct.unpack_from("<L", content, 60) == (font["head"].checkSumAdjustment,)
    place, names = 82, []
    for _ in range(5):
        (length,) = struct.unpack_from("<H", content, place)
        names.append(content[place + 2 : place + 2 + length].decode("utf-16-le"))
        place += 2 + length + 2
    told = [font["name"].getDebugName(number) for number in (1, 2, 5, 4)]
    assert names == [*told, ""]
    # No address, no signature, no characters of a user: the font begins here.
    assert struct.unpack_from("<L", content, place - 2) == (0x50475342,)
    assert content[place + 2 : -of_font] == bytes(16)
    return font


@pytest.mark.parametrize(
    ("lang", "words", "family", "common"),
    [
        ("ar", "المادة ممثلة", "Part V Arabic", "كينيا"),
        ("zh", "第条 A", "Noto Sans SC", "肯尼亚演虚真"),
    ],
)
def test_letters_that_a_machine_may_lack_bring_their_font(lang, words, family, common, tmp_path):
    assert embedded(deck("plain words")) == {}
    content = deck(words, lang)
    parts(content)
    assert faults(content, tmp_path, ".pptx") == []
    fonts = embedded(content)
    assert list(fonts) == [family]
    assert list(fonts[family]) == ["regular", "bold"]
    for font in fonts[family].values():
        assert font["name"].getBestFamilyName() == family
        # The deck's own letters, and those that someone is likely to write into it.
        letters = {ord(letter) for letter in words + common if letter > "\u05ff"}
        assert letters <= set(font.getBestCmap())
        # Lines as high as those of the Latin font: rows are counted with that height.
        lines = font["hhea"].ascent - font["hhea"].descent
        assert lines / font["head"].unitsPerEm <= leading(lang)
    # Whatever language the deck is in, and where only a chart has the letters.
    assert list(embedded(deck("plain words", row=words))) == [family]
