"""Names of Parties as people write them: known, of another State, ambiguous or unknown."""

import gettext
import unicodedata

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.i18n.language import language
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.ingest.register import Register
from partv.ingest.state_names import Ambiguous, NotAParty, Party, Unknown, fold

REGISTER = Register.load()
NAMES = REGISTER.names()
PARTIES = {code: row["name"] for code, row in REGISTER.parties.items()}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iran", "IRN"),
        ("Iran, Islamic Republic of", "IRN"),
        ("UK", "GBR"),
        ("United Kingdom", "GBR"),
        ("united kingdom of great britain & northern ireland", "GBR"),
        ("EU", "EUU"),
        ("European Union (EU)", "EUU"),
        ("Netherlands", "NLD"),
        ("The Netherlands", "NLD"),
        ("Kingdom of the Netherlands", "NLD"),
        ("Gambia (the)", "GMB"),
        ("The Gambia", "GMB"),
        ("Congo", "COG"),
        ("Congo-Brazzaville", "COG"),
        ("Guinea", "GIN"),
        ("Niger", "NER"),
        ("Swaziland", "SWZ"),
        ("Czech Republic", "CZE"),
        ("Macedonia", "MKD"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Turkey", "TUR"),
        ("Turkiye", "TUR"),
        ("Cape Verde", "CPV"),
        ("Ivory Coast", "CIV"),
        ("COTE D’IVOIRE", "CIV"),
        ("Côte d`Ivoire", "CIV"),
        ("Cote dIvoire", "CIV"),
        ("Moldova", "MDA"),
        ("RWA", "RWA"),
        ("EUU", "EUU"),
        (" Viet  Nam ", None),
        ("Royaume-Uni", "GBR"),
        ("République tchèque", "CZE"),
        ("Reino Unido", "GBR"),
        ("República Islámica del Irán", "IRN"),
        ("Турция", "TUR"),
        ("Великобритания", "GBR"),
        ("英国", "GBR"),
        ("伊朗", "IRN"),
        ("تركيا", "TUR"),
        ("كوت ديفوار", "CIV"),
        *((name, "EUU") for name in ("Union européenne", "Unión Europea", "Европейский союз")),
        *((name, "EUU") for name in ("欧洲联盟", "欧盟", "الاتحاد الأوروبي")),
    ],
)
def test_a_name_as_people_write_it_finds_its_party(name, code):
    assert NAMES.find(name) == (Party(code) if code else NotAParty("VNM", "Viet Nam"))


@pytest.mark.parametrize("locale", ["en", "ar", "es", "fr", "ru", "zh_CN"])
def test_every_iso_name_of_every_party_finds_it_in_the_six_languages(locale):
    catalogue = gettext.NullTranslations()
    if locale != "en":
        catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[locale])
    for country in pycountry.countries:
        if country.alpha_3 in PARTIES:
            for field in ("name", "official_name", "common_name"):
                if name := getattr(country, field, None):
                    assert NAMES.find(catalogue.gettext(name)) == Party(country.alpha_3), name


def test_every_name_and_code_of_the_register_and_the_alias_file_finds_its_own():
    for code, name in PARTIES.items():
        assert NAMES.find(name) == NAMES.find(code) == Party(code)
    for row in REGISTER.party_aliases:
        found = NAMES.find(row["alias"])
        assert isinstance(found, Party if row["iso3"] in PARTIES else NotAParty), row
        assert found.iso3 == row["iso3"], row


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Democratic Republic of the Congo", "COD"),
        ("DR Congo", "COD"),
        ("Bahrain (Kingdom of)", "BHR"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Micronesia (Federated States of)", "FSM"),
        ("United Republic of Tanzania", "TZA"),
        ("Republic of Korea", "KOR"),
        ("St. Lucia", "LCA"),
        ("Guinea-Bissau", "GNB"),
        ("USA", "USA"),
    ],
)
def test_a_state_that_is_not_a_party_is_known_as_such(name, code):
    found = NAMES.find(name)
    assert isinstance(found, NotAParty)
    assert found.iso3 == code


@pytest.mark.parametrize("name", ["Korea", "Corée", "Virgin Islands"])
def test_a_name_of_several_states_is_ambiguous_and_names_them(name):
    found = NAMES.find(name)
    assert isinstance(found, Ambiguous)
    assert len(found.candidates) == 2


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("Nigerea", "Nigeria"), ("Rwandaa", "Rwanda"), ("Turkmenistn", "Turkmenistan")],
)
def test_a_name_with_a_slip_is_not_guessed_but_suggested(name, suggestion):
    assert isinstance(NAMES.find(name), Unknown)
    assert suggestion in NAMES.like(name)


@pytest.mark.parametrize(
    "name", ["", "  ", "...", "Demo Party AFR-01", "Serbia and Montenegro", "rwa"]
)
def test_what_is_no_name_is_unknown(name):
    assert isinstance(NAMES.find(name), Unknown)


def test_whole_names_are_each_of_one_state():
    kept, iso, short = NAMES._layers
    assert [name for name, codes in (kept | iso).items() if len(codes) > 1] == []
    for name in set(kept) & (set(iso) | set(short)):
        assert kept[name] <= iso.get(name, set()) | short.get(name, set()), name


def test_what_was_asked_before_changes_no_answer():
    names = REGISTER.names()
    for number in range(40):
        assert names.like(f"Nigeri{number}")
    assert "Nigeria" in names.like("Nigerea")


@given(st.sampled_from(sorted(PARTIES.items())), st.data())
def test_case_accents_spaces_and_punctuation_do_not_matter(party, data):
    code, name = party
    name = data.draw(st.sampled_from([name, name.upper(), name.lower(), name.swapcase()]))
    if data.draw(st.booleans()):
        parts = unicodedata.normalize("NFD", name)
        name = "".join(c for c in parts if not unicodedata.combining(c))
    words = name.split(" ")
    gaps = st.sampled_from([" ", "  ", "\u00a0", " - ", ", ", "\n"])
    name = words[0] + "".join(data.draw(gaps) + word for word in words[1:])
    assert NAMES.find(name) == Party(code)


@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    assert isinstance(NAMES.find(text), Party | NotAParty | Ambiguous | Unknown)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "TÜRKEI,TUR,en,\nTurkei,DEU,en,",
            'row 122, column alias: "Turkei" is not accepted. '
            "Accepted: a name of one State (row 121 has it for TUR).",
        ),
        (
            "Atlantis,ATL,en,",
            'row 121, column iso3: "ATL" is not accepted. Accepted: a code of ISO 3166-1, or EUU.',
        ),
    ],
)
def test_the_build_refuses_an_alias_of_two_states_or_of_none(package, line, sentence):
    file = package.parent / "source" / "party_aliases.csv"
    rows = len(REGISTER.party_aliases)
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(Refused) as refused:
        build(package)
    (fault,) = refused.value.faults
    wanted = sentence.replace("122", str(rows + 3)).replace("121", str(rows + 2))
    assert fault.sentence(language("en")).endswith(wanted)
