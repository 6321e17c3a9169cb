"""Text set in the fonts we ship: every character has a glyph, lines fit, Arabic runs leftwards."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from partv.paths import FONTS, ROOT
from partv.text import bidi, typeset

ANY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\0\x08\x1b\x85\u202e\u2066\u200f\ufffe\ufeff\ud800<>&\"'😀🇫🇷\u0301漢ع\u0660"
        ),
    ),
    max_size=60,
)
FILES = sorted(FONTS.glob("*.ttf"))


def test_every_font_is_a_font_with_its_licence_beside_and_all_are_small():
    assert {len(TTFont(file).getBestCmap()) > 500 for file in FILES} == {True}
    licences = [file.read_text("utf-8") for file in FONTS.glob("OFL-*.txt")]
    assert len(licences) == 4
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in licences)
    assert sum(file.stat().st_size for file in FILES) < 8_000_000


def test_no_character_is_in_two_fonts():
    seen: dict[int, str] = {}
    for file in FILES:
        if not file.stem.endswith("-Bold"):
            for code in TTFont(file).getBestCmap():
                assert code not in seen, f"U+{code:04X} is in {seen[code]} and {file.stem}"
                seen[code] = file.stem


@pytest.mark.parametrize("bold", [False, True])
def test_every_character_of_our_texts_and_data_has_a_glyph(bold):
    files = [
        *ROOT.glob("locales/**/*.po*"),
        *ROOT.glob("data/source/*.csv"),
        *ROOT.glob("partv/**/*.py"),
    ]
    found = {character for file in files for character in file.read_text("utf-8")}
    letters = {c for c in found if c.isprintable() and not 0xE000 <= ord(c) < 0xF900}
    assert len(letters) > 600
    missing = letters - {c for c in letters if typeset.printable(c) == c} - {typeset.UNKNOWN}
    assert missing <= {unicodedata.normalize("NFD", "é")[1]}
    glyphs = {c: typeset.line(((c, bold),)).glyphs for c in letters - missing}
    assert [c for c, (glyph, *_) in glyphs.items() if glyph.number == 0] == []


@pytest.mark.parametrize(
    "alphabet",
    [
        "ABCÇÉÈÊËÎÏÔŒÙÛÜŸÑÁÍÓÚàâæçéèêëîïôœùûüÿñáíóú¿¡«»“”‘’–—…€№",
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىة،؛؟٠١٢٣٤٥٦٧٨٩ًٌٍَُِّْ",
        "的一是在不了有和人这中大为上个国我以要他烟草制品非法贸易议定书缔约方，。；：！？（）《》、",
        "●○◇◆□⬡■━┆┈×⊙△†‡→–…¶·≥≤−‑ ",
        "ŞĞİıÅåØøÆæŁłŻżČčĆćĐđŠšŽžŐőŰűĀāĒēĪīŪūȚțȘșẠạẾếĦħ",
    ],
)
def test_the_letters_of_each_language_have_a_glyph_in_both_weights(alphabet):
    assert typeset.printable(alphabet) == unicodedata.normalize("NFC", alphabet)
    for bold in (False, True):
        assert 0 not in {glyph.number for glyph in typeset.line(((alphabet, bold),)).glyphs}


def test_bold_chinese_is_bold_and_a_rare_character_falls_back_to_the_regular():
    assert {g.font for g in typeset.line((("烟草", True),)).glyphs} == {"NotoSansSC-Bold"}
    rare = "鳆"  # of level 2
    assert {g.font for g in typeset.line(((rare, True),)).glyphs} == {"NotoSansSC"}


@given(ANY)
def test_a_text_is_made_printable_once_and_for_all(text):
    printable = typeset.printable(text)
    assert typeset.printable(printable) == printable
    assert not {unicodedata.category(c) for c in printable} & {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert not set(printable) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f")
    assert 0 not in {glyph.number for glyph in typeset.line(((printable, False),)).glyphs}


def test_what_cannot_be_seen_goes_and_white_space_is_a_space():
    assert typeset.printable("a\0b\x1bc\u202ed\u2066e\u200f\ufeff\ud800") == "abcde"
    assert typeset.printable("a\tb\r\nc\u2028d\u3000e") == "a b  c d\u3000e"


def test_what_no_font_has_becomes_one_sign_that_is_drawn():
    assert typeset.printable("a 👩‍👩‍👧 b\tไทย") == f"a {typeset.UNKNOWN} b {typeset.UNKNOWN}"
    (glyph,) = typeset.line(((typeset.UNKNOWN, True),)).glyphs
    assert len(typeset.outline(glyph.font, glyph.number)) > 40


def test_a_line_is_as_wide_as_the_font_says():
    cmap, widths = (TTFont(FONTS / "SourceSans3.ttf")[table] for table in ("cmap", "hmtx"))
    expected = sum(widths[cmap.getBestCmap()[ord(c)]][0] for c in "mono 62") / 1000
    assert typeset.width("mono 62", 20) == pytest.approx(20 * expected)
    assert typeset.width("AVAVA", 20) < 5 * typeset.width("A", 20)  # kerned
    assert typeset.width("烟草", 20) == 40


# Lines --------------------------------------------------------------------------------------------


@given(ANY, st.integers(30, 400), st.booleans())
def test_lines_fit_and_lose_nothing_but_spaces(text, room, bold):
    lines = typeset.wrap(text, room, 20, bold)
    assert "".join("".join(lines).split()) == "".join(typeset.printable(text).split())
    assert all(typeset.width(line, 20, bold) <= room + 1 for line in lines)


@given(ANY, st.integers(1, 3))
def test_a_text_that_is_too_long_ends_in_an_ellipsis(text, most):
    every, lines = typeset.wrap(text, 90, 20), typeset.wrap(text, 90, 20, most=most)
    assert len(lines) <= most
    if len(every) <= most:
        assert lines == every
    else:
        assert lines[:-1] == every[: most - 1]
        assert lines[-1].endswith("…")
        assert typeset.width(lines[-1], 20) <= 91


def test_where_lines_break():
    def broken(text, room):
        return typeset.wrap(text, room, 20)

    assert broken("39 of 62 reporting Parties", 170) == ["39 of 62 reporting", "Parties"]
    lines = ["《议定", "书》第二", "十七条，", "缔约方。"]  # no sign that closes starts one
    assert broken("《议定书》第二十七条，缔约方。", 90) == lines
    address = "https://example.org/overview?data=demo&cycle=2023"
    assert broken(address, 300) == ["https://example.org/overview?", "data=demo&cycle=2023"]
    assert len(typeset.wrap("n" * 10_000, 600, 20, most=3)) == 3


# Right to left ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rtl", "parts"),
    [
        ("39 of 62", False, ["39 of 62"]),
        ("المادة 27: مكافحة", True, [": مكافحة", "27", "المادة "]),
        ("(39 من 62).", True, [").", "62", " من ", "39", "("]),
        ("WHO قال a (ب) b.", False, ["WHO ", "قال", " a (", "ب", ") b."]),
        ("FCTC/MOP/4/8 وثيقة", True, [" وثيقة", "FCTC/MOP/4/8"]),
    ],
)
def test_the_order_of_a_line_with_arabic(text, rtl, parts):
    assert [text[start:end] for start, end, _ in bidi.runs(text, rtl)] == parts


@given(st.text("abאבעح123٤٥ ()[].,:+-/%$\u064b!?", max_size=20), st.booleans())
def test_no_character_of_a_line_is_lost_or_doubled(text, rtl):
    parts = bidi.runs(text, rtl)
    places = [place for start, end, _ in parts for place in range(start, end)]
    assert sorted(places) == list(range(len(text)))


def test_arabic_letters_join_and_brackets_turn():
    joined = [glyph.number for glyph in typeset.line((("مم", False),), True).glyphs]
    alone = [glyph.number for glyph in typeset.line((("م م", False),), True).glyphs]
    assert joined[0] not in alone
    opened = typeset.line((("(", False),)).glyphs[0].number
    first = typeset.line((("(ب)", False),), True).glyphs[0]
    assert first.number == opened  # what closes an Arabic bracket opens to the left
