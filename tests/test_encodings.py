"""Text files in the encodings that computers of the Parties write: read right, or refused."""

import random

import pytest

from partv.i18n.language import language
from partv.ingest.answers import read_answers
from partv.ingest.encodings import AsRead, is_language, recognised
from partv.ingest.faults import Refused
from partv.ingest.register import Register
from tests.making import PAGE, html_file

ENGLISH = language("en")
REGISTER = Register.load()
KNOWN = REGISTER.names().knows

SAID = {
    "ru": ("Кения", "12 тонн сигарет изъято на границе"),
    "uk": ("Кенія", "Вилучено дванадцять тонн сигарет"),
    "sr": ("Кенија", "Заплењено је дванаест тона цигарета"),
    "ar": ("كينيا", "تم ضبط 12 طنا من السجائر على الحدود"),
    "zh": ("肯尼亚", "海关查获十二吨卷烟"),
    "tw": ("肯亞", "海關查獲十二噸捲煙"),
    "fr": ("Kenya", "12 tonnes saisies à la frontière, coopération assurée"),
    "es": ("Kenya", "12 toneladas incautadas este año en Perú"),
    "cs": ("Kenya", "Zadrženo 12 tun cigaret na hranicích s příslušnými orgány"),
    "pl": ("Kenya", "Zatrzymano 12 ton papierosów, współpraca służb"),
    "hu": ("Kenya", "12 tonna cigarettát foglaltak le a határon, együttműködés"),
    "tr": ("Kenya", "Sınırda 12 ton sigara ele geçirildi, işbirliği sağlandı"),
    "el": ("Kenya", "Κατασχέθηκαν δώδεκα τόνοι τσιγάρων"),
}
WRITTEN = [
    *(("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "mac_cyrillic"), ("ru", "cp866")),
    *(("ru", "iso8859_5"), ("uk", "cp1251"), ("uk", "koi8_u"), ("sr", "cp1251")),
    *(("ar", "cp1256"), ("ar", "iso8859_6"), ("zh", "gbk"), ("zh", "gb18030"), ("tw", "big5")),
    *(("fr", "cp1252"), ("fr", "mac_roman"), ("fr", "cp850"), ("es", "cp1252")),
    *(("es", "mac_roman"), ("cs", "cp1250"), ("cs", "iso8859_2"), ("cs", "mac_latin2")),
    *(("pl", "cp1250"), ("hu", "cp1250"), ("tr", "cp1254"), ("tr", "iso8859_9"), ("el", "cp1253")),
]


def long_table(party: str, text: str) -> str:
    return f"Party;Cycle;Indicator;Answer;Text\n{party};2023;20.seizures;;{text}\n"


def read(name: str, content: bytes, **options) -> str | None:
    """What one Party wrote, as it would be stored."""
    (row,) = read_answers([(name, content)], REGISTER, "mine", **options).rows
    return row["text"]


@pytest.mark.parametrize("by", ["code", "name"])
@pytest.mark.parametrize(("lang", "encoding"), WRITTEN)
def test_one_answer_in_another_encoding_is_stored_as_it_was_written(lang, encoding, by):
    name, text = SAID[lang]
    party = "KEN" if by == "code" or not KNOWN(name) else name
    content = long_table(party, text).encode(encoding)
    assert read("a.csv", content) == text
    (shown,) = recognised([("a.csv", content)], {}, KNOWN, ENGLISH)
    assert shown.lines[0] == f"{party};2023;20.seizures;;{text}"


@pytest.mark.parametrize(
    ("encoding", "party", "text"),
    [
        # Too short to tell by the language; the names of States tell it.
        ("cp1251", "Кения", "нет"),
        ("cp1256", "كينيا", "لا"),
        ("gbk", "肯尼亚", "没有"),
        ("mac_roman", "Perú", "Sí"),
        ("cp1254", "Türkiye", "yok"),
    ],
)
def test_names_of_states_tell_the_encoding_of_a_short_text(encoding, party, text):
    rows = f"Party;Cycle;Indicator;Answer;Text\n{party};2023;20.seizures;;{text}\n"
    (shown,) = recognised([("a.csv", rows.encode(encoding))], {}, KNOWN, ENGLISH)
    assert shown.lines[0] == f"{party};2023;20.seizures;;{text}"


@pytest.mark.parametrize("content", [long_table("KEN", "oui"), long_table("KEN", "нет")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_says_its_encoding_is_nothing_to_ask_about(content, encoding):
    assert recognised([("a.csv", content.encode(encoding))], {}, KNOWN, ENGLISH) == []


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        *(("windows-1251", "cp1251"), ("koi8-r", "koi8_r"), ("x-mac-cyrillic", "mac_cyrillic")),
        *(("utf-8", "utf-8"), ("iso-8859-5", "iso8859_5")),
    ],
)
def test_a_page_is_read_as_it_declares(declared, encoding):
    rows = [PAGE[0], ["Австрия", "EUR", "Yes", "No", ""]]
    content = html_file(rows, "21.exchange", f'<meta charset="{declared}">', encoding)
    done = read_answers([("a.html", content)], REGISTER, "mine")
    assert {row["iso3"] for row in done.rows} == {"AUT"}
    assert recognised([("a.html", content)], {}, KNOWN, ENGLISH) == []


def told(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_answers([("a.csv", content)], REGISTER, "mine")
    return [fault.sentence(ENGLISH) for fault in refused.value.faults]


def test_capitals_before_a_quotation_mark_are_no_lost_characters():
    assert read("a.csv", long_table("KEN", "«CAFÉ» et «SEÑ»").encode()) == "«CAFÉ» et «SEÑ»"


@pytest.mark.parametrize("seed", range(5))
def test_what_is_no_language_in_any_encoding_is_refused(seed):
    dice = random.Random(seed)
    noise = bytes(dice.choice(range(0x80, 0x100)) for _ in range(400))
    content = long_table("KEN", "x").encode().replace(b"x", noise)
    assert told(content) == ["a.csv: the characters cannot be read. Save the file as UTF-8."]
    shown = recognised([("a.csv", content)], {}, KNOWN, ENGLISH)
    assert shown == [AsRead("a.csv", "", ())]


@pytest.mark.parametrize(
    ("text", "sample"),
    [
        ("12 tonnes \ufffd la fronti\ufffdre", "12 tonnes \ufffd la fron"),
        ("saisies à la frontière".encode().decode("cp1252", "replace"), "Ã"),
        ("Кения, нет".encode().decode("cp1252", "ignore"), "Ð"),
    ],
)
def test_characters_that_were_lost_before_are_refused_with_some_of_them(text, sample):
    (sentence,) = told(long_table("KEN", text).encode())
    assert sentence.startswith("a.csv: its characters were lost before, in another program")
    assert sample in sentence
    assert sentence.endswith("Save the original as UTF-8.")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Кения", True),
        ("Êåíèÿ ñèãàðåòà", False),
        ("оЕР УХЗБТЕФ", False),
        ("işbirliği ışığı sağlandı", True),
        ("通过WHO组织合作", True),
        ("«12 t» – 3 °C", True),
        ("ÐšÐµÐ½Ð¸Ñ", False),
        ("Kenяa Kenяb", False),
    ],
)
def test_what_can_be_language(text, fits):
    assert is_language(text) is fits


def test_escape_codes_of_a_workbook_do_not_stay_in_a_text():
    content = long_table("KEN", '"one_x000D_\ntwo_x0009_three _x0041_"').encode()
    assert read("a.csv", content) == "one\ntwo\tthree _x0041_"


def test_an_invisible_character_is_named_where_it_is_refused():
    rows = "Party,Cycle,Indicator,Answer\nKEN,\u200e2023,21.exchange,Yes\n"
    rows += "FJI,2023,21.exchange,Yes\u200b\n"
    assert told(rows.encode()) == [
        'a.csv, row 2, column B (Cycle): "[U+200E LEFT-TO-RIGHT MARK]2023" is not accepted. '
        "Accepted: 2020, 2023, 2025.",
        'a.csv, row 3, column D (Answer): "Yes[U+200B ZERO WIDTH SPACE]" is not accepted. '
        "Accepted: Yes, No, Answer not provided, Report not provided, Not applicable.",
    ]
