"""Sentences agree with their counts, by the plural rules of each language (CLDR)."""

import gettext
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pytest
from babel import Locale
from babel.messages.pofile import read_po

from partv.address.parameters import UPLOAD
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.article_slide import article_slide
from partv.exhibits.coverage import coverage
from partv.exhibits.cycles import cycles
from partv.exhibits.overview import overview
from partv.exhibits.parties import statuses
from partv.i18n.language import DOMAIN
from partv.ingest.imported_sets import SCHEMA
from partv.paths import LOCALES

# One count of each category that a language tells apart, and 21, which is one in Russian.
COUNTS = {
    "en": (1, 2),
    "fr": (1, 2),
    "es": (1, 2),
    "ru": (2, 5, 21),
    "zh": (1,),
    "ar": (1, 2, 5, 21),
}
CATALOGUES = sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))

# What must stand in the texts below for a count of a category: the verb of the headline, the
# Parties counted, the verb of the report that was not sent, and of the one that was.
FORMS = {
    "en": {
        "one": ("coordinate its", "1 reporting Party ", "sent no report", "reported"),
        "other": ("coordinate their", "reporting Parties ", "sent no report", "reported"),
    },
    "fr": {
        "one": ("a mis en place", "Partie ayant", "n’a pas présenté", "a fait rapport"),
        "other": ("ont mis en place", "Parties ayant", "n’ont pas présenté", "ont fait rapport"),
    },
    "es": {
        "one": ("estableció", "Parte informante", "no presentó", "informó"),
        "other": ("establecieron", "Partes informantes", "no presentaron", "informaron"),
    },
    "ru": {
        "one": ("создала", "Стороны, представившей", "не поступил", "доклад представила"),
        "few": ("создали", "Сторон, представивших", "не поступил", "доклад представили"),
        "many": ("создали", "Сторон, представивших", "не поступил", "доклад представили"),
    },
    "zh": {"other": ("设立了", "个提交报告的缔约方", "未提交报告", "已报告")},
    "ar": {
        "one": ("أنشأ آلية", "طرف مبلِّغ واحد", "لم يقدّم ", "قدّم "),
        "two": ("أنشآ آلية", "طرفين مبلِّغين", "لم يقدّما ", "قدّم "),
        "few": ("أنشأت آلية", "أطراف مبلِّغة", "لم تقدّم ", "قدّمت "),
        "many": ("أنشأت آلية", "طرفاً مبلِّغاً", "لم تقدّم ", "قدّمت "),
    },
}


@pytest.fixture(scope="module")
def counted(store, tmp_path_factory):
    """From a count to answers in which as many Parties reported, all Yes, in 2023; in 2020 all
    Parties due reported but as many."""
    return lru_cache(lambda count: _answers(count, store, tmp_path_factory.mktemp("imported")))


def _answers(count: int, store: Warehouse, nothing: Path) -> Warehouse:
    register = store.ask("parties", cycle=2020, regions=[], party="")
    due = list(register.loc[register["due"], "iso3"])
    said = [(2023, code, "yes") for code in due[:count]]
    said += [(2020, code, "no") for code in due[:-count]]
    said += [(2020, code, "not_reported") for code in due[-count:]]
    rows = [
        {
            "data": UPLOAD,
            "cycle": cycle,
            "iso3": code,
            "indicator_id": "27.domestic",
            "status": status,
            "source_file": "answers.csv",
            "source_row": line,
        }
        for line, (cycle, code, status) in enumerate(said, start=2)
    ]
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    return Warehouse(imported=nothing, uploaded=table)


@pytest.mark.parametrize(
    ("lang", "count"), [(lang, count) for lang, counts in COUNTS.items() for count in counts]
)
def test_headlines_titles_and_alternatives_agree_with_their_counts(counted, lang, count):
    store = counted(count)
    did, parties, silent, reported = FORMS[lang][Locale.parse(lang).plural_form(count)]
    view = Selection.default(store.vocabulary).changed(data=UPLOAD)

    seen = overview(store, view, lang, "light")
    for sentence in (seen.headline, seen.title, seen.alt):
        assert did in sentence
        assert parties in sentence
    assert parties in seen.subtitle + " "
    assert str(count) in seen.headline
    assert silent in statuses(store, view.changed(cycle=2020), lang, "light").alt
    assert reported in coverage(store, view, lang)
    if lang != "es":  # "1 of 1 measure" stands there, whatever the number of Parties
        assert parties in cycles(store, view.changed(base=2020), lang, "light").title
    slide = article_slide(store, view.changed(articles=(27,)), lang, "light")
    assert parties in slide.subtitle + " "


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_a_catalogue_has_a_form_for_each_number_as_cldr_tells_them_apart(file):
    lang = file.parts[-3]
    with file.open("rb") as source:
        catalogue = read_po(source, locale=lang)
    rule = gettext.c2py(catalogue.plural_expr)
    forms = {
        number: (Locale.parse(lang).plural_form(number), rule(number)) for number in range(300)
    }
    pairs = set(forms.values())
    assert len({name for name, _ in pairs}) == len({form for _, form in pairs}) == len(pairs)
    assert {form for _, form in pairs} == set(range(catalogue.num_plurals))


def test_no_sentence_with_a_number_of_things_has_one_form_only():
    """A number before a noun is a count; what is a place, a size or a name is listed here."""
    with (LOCALES / f"{DOMAIN}.pot").open("rb") as source:
        template = read_po(source)
    alone = {m.id for m in template if isinstance(m.id, str) and "{n} " in f"{m.id} "}
    assert alone == {
        "{n} of {all}",
        "half of {n}",
        ", {n} for certain",
        "{region} {n}",
        "No to Yes: {n}",
        "Yes to No: {n}",
        "Newly reporting: {n}",
        "a whole number from 0 to the denominator, {n}",
        "a number of Parties not above those due by parties.csv, {n}",
        "{n} (the sum of the regions), or the flag sum with its reason",
    }
