"""Parties by their names in six languages: on pages, in slides and files, in a list to search."""

import csv
import io
import re

import pytest
from docx import Document

from partv.address.deck import View
from partv.exhibits.briefing import docx
from partv.exhibits.deck_slides import deck_slides
from partv.exhibits.extracts import extract
from partv.exhibits.parties import accession, profile, register, statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.party_names import finder, named, party_name, party_names
from partv.i18n.collation import sort_key
from partv.i18n.country_names import CATALOGUES, country_name
from partv.ingest.register import Register
from partv.ingest.state_names import Party
from partv.paths import DATAPACKAGE

SCRIPTS = {"ru": "[а-яё]", "zh": "[\u4e00-\u9fff]", "ar": "[\u0620-\u064a]"}

# As the United Nations write them, where ISO 3166 as translated does not.
KEPT = {
    "en": {"TUR": "Türkiye", "GBR": "United Kingdom of Great Britain and Northern Ireland"},
    "fr": {"IRN": "Iran (République islamique d')", "EUU": "Union européenne", "DEU": "Allemagne"},
    "es": {"MDA": "República de Moldova", "CIV": "Côte d'Ivoire", "SAU": "Arabia Saudita"},
    "ru": {"IRN": "Иран (Исламская Республика)", "SYC": "Сейшельские Острова"},
    "zh": {"MLT": "马耳他", "GBR": "大不列颠及北爱尔兰联合王国", "EUU": "欧洲联盟"},
    "ar": {"TUR": "تركيا", "MNE": "الجبل الأسود", "SEN": "السنغال", "NLD": "مملكة هولندا"},
}


@pytest.mark.parametrize("lang", KEPT)
def test_every_party_has_a_name_of_its_own_in_every_language(store, lang):
    names = party_names(store, lang)
    assert set(names) == set(store.ask("register_names")["iso3"])
    assert len(set(names.values())) == len(names)
    assert {code: names[code] for code in KEPT[lang]} == KEPT[lang]
    if lang in SCRIPTS:
        assert [n for n in names.values() if not re.search(SCRIPTS[lang], n.lower())] == []
        assert [n for n in names.values() if re.search("[A-Za-z]", n)] == []
    # No name is turned round a comma, and none has the vowel marks that nobody writes.
    assert [n for n in names.values() if re.search("[,،\u064b-\u0652]", n)] == []


def test_a_party_of_a_view_has_its_name_and_invented_ones_theirs(store, base):
    assert party_name(store, base.changed(party="KEN"), "ar") == "كينيا"
    invented = base.changed(data="demo", party="AFR-03", regions=("EUR",))
    assert party_name(store, invented, "ar") == "Demo Party AFR-03"


def test_no_kept_name_is_what_iso_3166_gives_anyway():
    with (DATAPACKAGE.parent / "source" / "party_names.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [r for r in rows if r["name"] == country_name(r["iso3"], r["lang"])] == []


def test_a_name_that_iso_3166_turns_round_is_put_in_brackets():
    assert country_name("VEN", "es") == "Venezuela (República Bolivariana de)"
    assert country_name("BOL", "en") is None
    assert country_name("EUU", "fr") is None


@pytest.mark.parametrize(
    ("lang", "ordered"),
    [
        ("en", ["Costa Rica", "Côte d'Ivoire", "Croatia", "Türkiye", "Turkmenistan"]),
        ("fr", ["Allemagne", "Égypte", "Équateur", "Espagne", "Sénégal", "Serbie"]),
        ("es", ["Nepal", "Níger", "Nuez", "Ñandú", "Omán"]),
        ("ru", ["Египет", "Ёлка", "Индия", "Иран", "Йемен", "Кабо-Верде"]),
        ("zh", ["埃及", "北马其顿", "法国", "斐济", "佛得角", "捷克", "也门", "乍得"]),
        ("ar", ["الاتحاد الأوروبي", "الأردن", "ألمانيا", "البرازيل", "السنغال", "العراق", "الهند"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(lang, ordered):
    assert sorted(set(ordered), key=lambda name: sort_key(name, lang)) == ordered


@pytest.mark.parametrize("lang", CATALOGUES)
def test_exhibits_name_parties_in_the_language_and_in_its_order(store, base, lang):
    names, english = party_names(store, lang), party_names(store, "en")
    others = {name for code, name in english.items() if name not in names.values()}

    table, leads = register(store, base, lang)
    shown = list(table.iloc[:, 0])
    assert shown == sorted(names.values(), key=lambda name: sort_key(name, lang))
    assert set(leads[table.columns[0]]) == set(shown)
    assert profile(store, base.changed(party="DEU"), lang).name == names["DEU"]
    for compose in (parties_due, accession):
        exhibit = compose(store, base, lang, "light")
        read = str(exhibit.table.to_dict()) + str(exhibit.notes) + str(exhibit.draw("wide"))
        assert names["BRA"] in read
        # "Mali" is in "Somalia": whole names only.
        assert [n for n in others if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", read)] == []


def test_the_rows_of_one_region_stay_together(store, base):
    frame = named(store, store.ask("party_status", **base.changed(data="demo").parameters()), "fr")
    assert set(frame["name"].str[:11]) == {"Demo Party "}
    due = store.ask("parties_by_region", **base.parameters() | {"lang": "fr"})
    assert list(named(store, due, "fr", "region")["region"]) == list(due["region"])


def test_answers_of_real_parties_bear_their_names(hostile, base):
    chosen = base.changed(data="trial")
    table = statuses(hostile, chosen, "fr", "light").table
    assert {"Allemagne", "Brésil"} <= set(table.iloc[:, 0])


def test_a_party_is_found_by_its_own_and_by_its_english_name(store, base):
    french = finder(store, base, "fr")
    assert french["DEU"] == "Allemagne (EUR) · Germany"
    assert french["FRA"] == "France (EUR)"
    assert finder(store, base, "en")["DEU"] == "Germany (EUR)"
    assert next(iter(finder(store, base, "ru").values())).startswith("Австрия")


def test_files_to_read_name_the_party_in_the_language(store, base):
    chosen = base.changed(party="DEU", lang="zh")
    text = "\n".join(p.text for p in Document(io.BytesIO(docx(store, chosen, "zh", ""))).paragraphs)
    assert "德国" in text
    assert "Germany" not in text
    (slide,), _ = deck_slides(store, [View("parties", base)], "zh", "")
    assert "Germany" not in str(slide)


def test_rows_for_programs_keep_the_names_of_the_register(store, base):
    item = extract(store, base.changed(lang="fr"), "parties")
    assert "Germany" in set(item.rows["name"])


def test_an_import_speaks_of_states_in_the_language():
    names = Register.load().names("fr")
    assert names.find("Suisse").name == names.name_of("CHE") == "Suisse"
    assert names.name_of("TUR") == "Türkiye"
    assert Register.load().names().find("Suisse").name == "Switzerland"


@pytest.mark.parametrize("lang", KEPT)
def test_an_import_knows_every_name_that_we_show(store, lang):
    names = Register.load().names()
    shown = party_names(store, lang)
    assert {code: names.find(name) for code, name in shown.items()} == {
        code: Party(code) for code in shown
    }
