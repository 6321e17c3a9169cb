"""How numbers, lists and dates read in a language, and which language a visitor gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.exhibits.article_slide import article_slide
from partv.exhibits.overview import overview
from partv.exhibits.parties_due import parties_due
from partv.i18n import language as module
from partv.i18n.language import Language, available_languages, language, preferred_language
from partv.text import bidi

ENGLISH, CHINESE, FRENCH, ARABIC = map(Language, ("en", "zh", "fr", "ar"))

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Article {number}"
msgstr "第{number}条"

msgid "{n} Party"
msgid_plural "{n} Parties"
msgstr[0] "{n}个缔约方"

#, fuzzy
msgid "Region"
msgstr "not looked at yet"

msgid "Cycle"
msgstr ""
"""


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """Catalogues for Chinese, with texts, and for French, empty: read as the real ones are."""
    for code, text in {"zh": CATALOGUE, "fr": ""}.items():
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "partv.po").write_text(text, "utf-8")
    monkeypatch.setattr(module, "LOCALES", tmp_path)
    cached = (available_languages, language)
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


# Numbers, lists, dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "english", "chinese", "french"),
    [
        (62, "62", "62", "62"),
        (0, "0", "0", "0"),
        (4.84, "4.8", "4.8", "4,8"),
        (5.0, "5", "5", "5"),
        (1234, "1,234", "1,234", "1\u202f234"),
    ],
)
def test_a_number_has_at_most_one_decimal(value, english, chinese, french):
    assert [lang.number(value) for lang in (ENGLISH, CHINESE, FRENCH)] == [english, chinese, french]


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (63, "63%", "63\xa0%"),
        (63.0, "63%", "63\xa0%"),
        (4.8, "4.8%", "4,8\xa0%"),
        (0, "0%", "0\xa0%"),
        (100, "100%", "100\xa0%"),
        (0.1, "0.1%", "0,1\xa0%"),
    ],
)
def test_a_percentage_is_given_in_per_cent_and_keeps_its_one_decimal(value, english, french):
    assert ENGLISH.percent(value) == CHINESE.percent(value) == english
    assert FRENCH.percent(value) == french


@given(st.integers(0, 1000))
def test_no_percentage_is_shown_other_than_it_is(tenths):
    shown = ENGLISH.percent(tenths / 10)
    assert float(shown.removesuffix("%")) == tenths / 10
    assert ("." in shown) == bool(tenths % 10)


def test_arabic_figures_have_western_digits_and_the_percent_sign_on_their_right():
    """As in the sources, which are in Latin letters, so that none is misread beside them."""
    assert ARABIC.number(1234.5) == "1,234.5"
    assert ARABIC.percent(4.8) == "4.8\u200e%\u200e"
    assert ARABIC.percent_format == '0"%"'
    assert ARABIC.date("2018-09-25") == "25 سبتمبر 2018"
    assert ARABIC.text("17 of 62 ({percent})", percent="27%") == "17 of 62 (27\u200e%\u200e)"
    once = ARABIC.text("{share}", share=ARABIC.percent(27))
    assert once == ARABIC.percent(27)


def test_a_list_is_joined_as_the_language_joins_it():
    assert ENGLISH.list(["20"]) == CHINESE.list(["20"]) == "20"
    assert ENGLISH.list(["20", "21"]) == "20 and 21"
    assert ENGLISH.list(["20", "21", "24"]) == "20, 21 and 24"
    assert CHINESE.list(["20", "21", "24"]) == "20、21和24"
    assert ENGLISH.list(iter(["20", "21"])) == "20 and 21"
    assert ENGLISH.list([]) == ""


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("2023-06-30", "30 June 2023", "2023 年 6 月 30 日"),
        ("2023-12", "December 2023", "2023 年 12 月"),
        ("2023", "2023", "2023 年"),
    ],
)
def test_a_date_reads_as_exactly_as_it_is_known(value, english, chinese):
    assert ENGLISH.date(value) == english
    assert CHINESE.date(value) == chinese


def test_the_first_of_a_month_is_counted_by_rank_in_french():
    assert FRENCH.date("2026-01-01") == "1er janvier 2026"
    assert FRENCH.date("2026-01-21") == "21 janvier 2026"
    assert FRENCH.date("2026-01") == "janvier 2026"


def test_values_are_listed_with_the_comma_of_the_language():
    assert ENGLISH.series(["AFR", "AMR"]) == "AFR, AMR"
    assert CHINESE.series(map(str, (2020, 2023))) == "2020、2023"
    assert ARABIC.series(["AFR", "AMR"]) == "AFR، AMR"


def test_a_language_is_named_in_itself_and_knows_its_direction():
    assert [lang.name for lang in (ENGLISH, CHINESE, FRENCH)] == ["English", "中文", "Français"]
    assert [lang.direction for lang in (ENGLISH, CHINESE, ARABIC)] == ["ltr", "ltr", "rtl"]


# Texts --------------------------------------------------------------------------------------------


def test_a_text_is_looked_up_and_its_placeholders_filled_in(catalogues):
    assert language("zh").text("Article {number}", number=21) == "第21条"
    assert language("en").text("Article {number}", number=21) == "Article 21"


def test_a_plural_follows_its_count(catalogues):
    def parties(code, count):
        return language(code).plural("{n} Party", "{n} Parties", count)

    assert [parties("en", count) for count in (0, 1, 2)] == ["0 Parties", "1 Party", "2 Parties"]
    assert parties("zh", 1) == "1个缔约方"
    assert parties("en", 1234) == "1,234 Parties"


@pytest.mark.parametrize("message", ["Region", "Cycle", "Never heard of", "{braces} and no values"])
def test_a_text_without_a_checked_translation_reads_in_english(catalogues, message):
    for code in ("en", "zh", "fr", "es"):
        assert language(code).text(message) == message


def test_an_empty_text_stays_empty(catalogues):
    # gettext answers the empty text with the head of the catalogue.
    assert language("zh").text("") == ""


# The language a visitor gets ----------------------------------------------------------------------


def test_the_languages_are_english_and_those_that_have_a_catalogue(catalogues):
    assert available_languages() == ("en", "fr", "zh")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("ZH-Hans-CN", "zh"),
        ("fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", "fr"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.3,zh;q=0.8", "zh"),
        ("de,zh;q=0.2", "zh"),
        ("zh;q=0,fr;q=0.1", "fr"),
        ("zh;q=0,de;q=0.5", "en"),
        ("de,es", "en"),
        ("*", "en"),
        ("zh;q=much,fr", "fr"),
        ("", "en"),
        (None, "en"),
        (",;,;q=,=,-", "en"),
    ],
)
def test_a_visitor_gets_the_language_the_browser_asks_for_first(catalogues, header, code):
    assert preferred_language(header) == code


@given(st.text() | st.lists(st.sampled_from([*"*;q=0.9,- ", "en", "fr", "zh", "nan"])).map("".join))
def test_no_header_fails(header):
    assert preferred_language(header) in available_languages()


@pytest.mark.parametrize(
    ("lang", "titles", "regions"),
    [
        ("en", False, False),
        ("fr", True, False),
        ("ru", True, True),
        ("zh", True, False),
        ("ar", True, True),
    ],
)
def test_a_title_or_name_that_was_not_seen_in_an_authentic_text_says_so(
    store, base, lang, titles, regions
):
    say = language(lang)
    note = say.text("The names of the regions are an unofficial translation.")
    assert (note in parties_due(store, base, lang, "light").notes) == regions
    # Article 25 has no indicator, so that the overview shows its title.
    shown = overview(store, base.changed(articles=(25,)), lang, "light").notes
    slide = article_slide(store, base.changed(articles=(25,)), lang, "light").notes
    one = "The title of Article {articles} is an unofficial translation."
    many = "The titles of Articles {articles} are unofficial translations."
    note = say.plural(one, many, 1, articles="25")
    assert (note in shown, note in slide) == (titles, titles)


def test_a_text_may_call_its_own_number_the_count():
    say = language("en")
    assert say.plural("{count} Party", "{count} Parties", 3, count="three") == "three Parties"


def test_a_number_after_a_latin_term_stays_behind_it_in_arabic():
    said = language("ar").pair("EUR", "2 من 26")
    parts = [said[start:end] for start, end, _ in bidi.runs(said, rtl=True)]
    # From left to right: 26, of, 2, EUR.
    numbers = [part for part in parts if part.strip() in ("26", "2", "EUR")]
    assert [part.strip() for part in numbers] == ["26", "2", "EUR"]
    assert language("en").pair("EUR", "2 of 26") == "EUR: 2 of 26"
