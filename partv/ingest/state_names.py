"""Names of States, as people and organisations write them, to the register of Parties.

pycountry knows the names of ISO 3166 in the six languages; ``data/source/party_aliases.csv`` adds
what it lacks. Case, accents, punctuation, articles and spaces do not matter; nothing is guessed:
a name is known or it is not, and one that fits several States is refused with all of them.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pycountry

from partv.i18n.country_names import CATALOGUES, catalogue

EUROPEAN_UNION = "EUU"
"""Its code in the register; ISO 3166-1 has none of three letters."""

_ARTICLES = {"the", "la", "le", "les", "l", "el", "los", "las"}
_WORDS = {"st": "saint", "ste": "sainte"}
# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "&": " and "})
_LONGEST = 200
_SUGGESTIONS = 3


@dataclass(frozen=True)
class Party:
    """The name is that of a Party in the register."""

    iso3: str


@dataclass(frozen=True)
class NotAParty:
    """The name is that of a State or territory which the register does not have."""

    iso3: str
    name: str


@dataclass(frozen=True)
class Ambiguous:
    """The name fits several States; their names with their codes."""

    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """Nobody's name."""


Found = Party | NotAParty | Ambiguous | Unknown


def fold(name: str) -> str:
    """A name without what does not matter: case, accents, punctuation, articles, spaces."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(c for c in apart if not unicodedata.category(c).startswith("M"))
    words = [_WORDS.get(word, word) for word in re.findall(r"[^\W_]+", bare)]
    return "".join([word for word in words if word not in _ARTICLES] or words)


class Names:
    """Every name that is known, and whose it is; one object for one import.

    ``parties`` maps the codes of the register to its names; ``aliases`` are (alias, code) pairs.
    ``called`` gives the name of a code in the language of the import, or None.
    """

    def __init__(
        self,
        parties: Mapping[str, str],
        aliases: Iterable[tuple[str, str]],
        called: Callable[[str], str | None] = lambda code: None,
    ) -> None:
        self._parties = dict(parties)
        self._called = called
        kept = [*((name, code) for code, name in parties.items()), *aliases]
        # The first of these that has the name decides: what people keep comes before ISO 3166,
        # and whole names before the short forms made from them.
        self._layers = (_index(kept), _iso_names(), _iso_short_forms())
        # The first one is the register's own.
        self._written = {fold(name): name for name, _ in reversed(kept)}
        self._found: dict[str, Found] = {}
        self._like: dict[str, tuple[str, ...]] = {}

    def find(self, name: str) -> Found:
        """Whose name this is. A code of ISO 3166 (alpha-3) in capitals is a name too."""
        if name not in self._found:
            self._found[name] = self._find(name.strip())
        return self._found[name]

    def knows(self, name: str) -> bool:
        """Return whether this is the name of a State."""
        return isinstance(self.find(name), Party | NotAParty)

    def _find(self, name: str) -> Found:
        if re.fullmatch("[A-Z]{3}", name) and (
            name in self._parties or pycountry.countries.get(alpha_3=name)
        ):
            return self._one(name)
        folded = fold(name) if len(name) <= _LONGEST else ""
        for layer in self._layers:
            codes = layer.get(folded, ())
            if len(codes) > 1:
                return Ambiguous(tuple(f"{self.name_of(code)} ({code})" for code in sorted(codes)))
            if codes:
                return self._one(*codes)
        return Unknown()

    def _one(self, code: str) -> Party | NotAParty:
        return Party(code) if code in self._parties else NotAParty(code, self.name_of(code))

    def name_of(self, code: str) -> str:
        """The name of a code as the import calls it, else the register's, else that of ISO 3166."""
        country = pycountry.countries.get(alpha_3=code)
        known = self._called(code) or self._parties.get(code)
        return known or (country.name if country else code)

    def like(self, name: str) -> tuple[str, ...]:
        """Return the names that are written most like ``name``, at most three; none when none is.

        The search takes some hundredths of a second, so whoever reads a file asks for few names.
        """
        folded = fold(name) if len(name) <= _LONGEST else ""
        if folded not in self._like:
            known = {**_iso_written(), **self._written}
            close = difflib.get_close_matches(folded, known, n=_SUGGESTIONS, cutoff=0.7)
            self._like[folded] = tuple(dict.fromkeys(known[one] for one in close))
        return self._like[folded]


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    for name, code in pairs:
        index.setdefault(fold(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in index.items() if name}


@lru_cache
def _iso_pairs() -> tuple[tuple[str, str], ...]:
    catalogues = [catalogue(code) for code in CATALOGUES]
    pairs = []
    for country in pycountry.countries:
        names = [getattr(country, field, None) for field in ("name", "official_name")]
        names.append(getattr(country, "common_name", None))
        for name in filter(None, names):
            pairs.append((name, country.alpha_3))
            pairs += [(one.gettext(name), country.alpha_3) for one in catalogues]
    return tuple(dict.fromkeys(pairs))


@lru_cache
def _iso_names() -> dict[str, frozenset[str]]:
    return _index(_iso_pairs())


@lru_cache
def _iso_short_forms() -> dict[str, frozenset[str]]:
    """From "Iran, Islamic Republic of": "Islamic Republic of Iran", and "Iran" alone."""
    return _index((form, code) for name, code in _iso_pairs() for form in _short_forms(name))


def _short_forms(name: str) -> Iterator[str]:
    parts = re.fullmatch(r"([^,،(（]+)(?:[,،]\s*|\s*[(（])([^)）]+)[)）]?", name)
    if parts:
        first, rest = parts.groups()
        yield first
        yield f"{rest} {first}"


@lru_cache
def _iso_written() -> dict[str, str]:
    return {fold(name): name for name, _ in reversed(_iso_pairs())}
