"""Names of States in the six languages, by ISO 3166-1 as pycountry translates it.

What the United Nations write otherwise is kept in ``data/source/party_names.csv`` and goes before.
"""

import gettext
import re
import unicodedata
from functools import lru_cache

import pycountry

CATALOGUES = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh": "zh_CN"}
"""Our code of a language -> what pycountry calls its catalogue."""


@lru_cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The names of ISO 3166-1 in a language of ``CATALOGUES``, by the English ones."""
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[CATALOGUES[lang]])


def country_name(code: str, lang: str) -> str | None:
    """The name of a State (alpha-3 code) in a language; None in English and without a translation.

    "Bolivia, Plurinational State of" reads "Bolivia (Plurinational State of)", as the United
    Nations write it, and Arabic has no vowel marks.
    """
    country = pycountry.countries.get(alpha_3=code)
    if country is None or lang not in CATALOGUES:
        return None
    name = catalogue(lang).gettext(country.name)
    if name == country.name and lang in ("ar", "ru", "zh"):
        return None  # not translated: in these scripts no name is the English one
    bare = "".join(c for c in name if lang != "ar" or unicodedata.category(c) != "Mn")
    return re.sub(r"^([^,،]+)[,،]\s*(.+)$", r"\1 (\2)", bare)
