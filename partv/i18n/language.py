"""Language: gettext catalogues, and numbers, lists and dates by CLDR through Babel.

Every sentence a person reads goes through ``Language.text`` or ``Language.plural``; texts that
live in the source data (labels, obligations, statements) are looked up the same way, and the
catalogue template holds them too (see ``tools/catalogues.py``). Machine names stay English.
"""

import gettext
import io
import os
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from partv.paths import LOCALES

DOMAIN = "partv"
SOURCE_LANGUAGE = "en"
_RIGHT_TO_LEFT = {"ar"}

# The United Nations write English dates and lists as Britain does: 3 March 2026; a, b and c.
_LOCALES = {"en": "en_GB"}

# In Arabic too the digits are Western ones: a figure must not be misread beside its source, which
# is in Latin letters, and pages, pictures and files must not differ in it.
_DIGITS = "latn"

# After Arabic letters a percent sign would change to the other side of its number. The marks around
# it are those that CLDR has for Arabic with Western digits.
_PERCENT_SIGN = re.compile(r"(?<=\d)%")
_SIDED_PERCENT = "\N{LEFT-TO-RIGHT MARK}%\N{LEFT-TO-RIGHT MARK}"

# What stands between values that are listed one by one.
_COMMAS = {"ar": "، ", "zh": "、"}

# How a year, a month and a day are written where the document language has its own way.
_DATES = {
    "es": ("y", "MMMM 'de' y", "d 'de' MMMM 'de' y"),
    "ru": ("y год", "LLLL y 'года'", "d MMMM y 'года'"),
    "zh": ("y 年", "y 年 M 月", "y 年 M 月 d 日"),
}


class Language:
    """One language's catalogue and its number, list and date formats."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(_LOCALES.get(code, code))

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        """Read when the first text is asked for: links to a language need its name only."""
        return _catalogue(self.code)

    @property
    def name(self) -> str:
        """The language's name in the language itself."""
        return (Locale.parse(self.code).get_display_name(self.code) or self.code).capitalize()

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return "rtl" if self.code in _RIGHT_TO_LEFT else "ltr"

    def text(self, message: str, **values: object) -> str:
        """The message in this language, with its ``{placeholders}`` filled in."""
        translated = self._catalogue.gettext(message) if message else ""
        return self._sided(translated.format(**values) if values else translated)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The message for ``count``, which fills ``{n}``."""
        translated = self._catalogue.ngettext(one, many, count)
        return self._sided(translated.format(n=self.number(count), **values))

    def number(self, value: float) -> str:
        """A count, or a number with at most one decimal."""
        return format_decimal(round(float(value), 1), locale=self.locale, numbering_system=_DIGITS)

    def percent(self, value: float) -> str:
        """A percentage given in per cent (63 gives "63%"), at most one decimal."""
        share = Decimal(str(round(float(value), 1))).normalize() / 100
        return self._sided(
            format_percent(
                share, locale=self.locale, decimal_quantization=False, numbering_system=_DIGITS
            )
        )

    @property
    def percent_format(self) -> str:
        """The number format by which Office writes per cent values (63, not 0.63) as here."""
        written = format_percent(1, locale=self.locale, numbering_system=_DIGITS)
        return written.replace("100", "0").replace("%", '"%"')

    def list(self, items: Iterable[str]) -> str:
        """Items joined as this language joins them: "a, b and c"."""
        return format_list(list(items), locale=self.locale)

    def series(self, items: Iterable[str]) -> str:
        """Items one after the other with the comma of the language, without "and": values."""
        return _COMMAS.get(self.code, ", ").join(items)

    def date(self, value: date | str) -> str:
        """A date, or a partial one (``2023-12``, ``2023``), as this language writes it."""
        parts = [int(part) for part in str(value)[:10].split("-")]
        pattern = _DATES.get(self.code, ("y", "MMMM y", "d MMMM y"))[len(parts) - 1]
        shown = format_date(date(*parts, *[1] * (3 - len(parts))), pattern, locale=self.locale)
        # CLDR has no pattern for the one day that French counts by rank.
        return re.sub("^1 ", "1er ", shown) if self.code == "fr" and len(parts) == 3 else shown

    def _sided(self, text: str) -> str:
        """The text with percent signs that stay on their side, where they would not."""
        return text if self.direction == "ltr" else _PERCENT_SIGN.sub(_SIDED_PERCENT, text)

    def pair(self, term: str, meaning: str) -> str:
        """A term and what it means, with the colon of the language."""
        if self.direction == "rtl" and term[-1:].isascii() and meaning[:1].isdigit():
            # After Latin letters the number would stand on their other side: "2 :EUR".
            meaning = f"\N{RIGHT-TO-LEFT MARK}{meaning}"
        return self.text("{term}: {meaning}", term=term, meaning=meaning)


def _catalogue(code: str) -> gettext.NullTranslations:
    # The .po files are what is kept; compiled in memory there is no .mo that can be out of date.
    if code == SOURCE_LANGUAGE and os.environ.get("PARTV_PSEUDO"):
        from partv.i18n.pseudo_language import Pseudo  # which reads the code, and so this module

        return Pseudo()
    file = LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if code == SOURCE_LANGUAGE or not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as source:
        catalogue = read_po(source, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache
def available_languages() -> tuple[str, ...]:
    """English and the languages that have a catalogue, in code order after English."""
    files = LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    codes = {file.parts[-3] for file in files}
    return (SOURCE_LANGUAGE, *sorted(codes))


@lru_cache
def language(code: str) -> Language:
    """The language of that code; codes come from ``available_languages``."""
    return Language(code)


def preferred_language(header: str | None) -> str:
    """The available language an ``Accept-Language`` header asks for first, else English."""
    available = available_languages()
    wanted: list[tuple[float, str]] = []
    for part in (header or "").split(","):
        tag, _, quality = part.replace(" ", "").partition(";q=")
        try:
            wanted.append((float(quality or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    ranked = sorted(wanted, key=lambda pair: -pair[0])
    return next((tag for weight, tag in ranked if weight > 0 and tag in available), "en")
