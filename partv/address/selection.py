"""The Selection: what a visitor is looking at, and its one URL grammar.

The same grammar serves pages, API and command line::

    ?data=demo&cycle=2025&base=2020&region=AFR&region=EUR&article=21&of=due&sort=rate&lang=zh
    ?table=answers&by=region
    ?present=1&slide=2&deck=article~article~27&deck=regions~data~demo

Names repeat for several values. What is left out is the default, and defaults are left out of
links, so that a view has exactly one address. ``Selection.parse`` never fails: what it does not
understand it returns as a list of ``Problem``, and drops.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from partv.address.parameters import (
    ARTICLES,
    DEMONSTRATION,
    PARAMETERS,
    UPLOAD,
    Parameter,
    Problem,
    Vocabulary,
)


@dataclass(frozen=True)
class Selection:
    """Data set, cycle, regions, Articles, denominator, order, language and Party of a view.

    ``table`` is the one that the page Data offers, ``by`` how its rates are cut. ``present``,
    ``slide`` (from 1; 0 for where the page begins) and ``deck`` are those of
    ``partv/address/deck.py``.

    ``regions`` and ``articles`` are empty for "all"; naming all of them is the same thing.
    ``lang`` is empty for "as the browser prefers". Build it through ``parse`` or ``of_values``,
    which put it into canonical form. ``base`` is the cycle to compare with, 0 for the one before.
    """

    data: str
    cycle: int
    regions: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    of: str = "reported"
    sort: str = "article"
    lang: str = ""
    base: int = 0
    party: str = ""
    table: str = "rates"
    by: str = "all"
    present: str = ""
    slide: int = 0
    deck: tuple[str, ...] = ()
    vocabulary: Vocabulary = field(repr=False, compare=False, hash=False, kw_only=True)

    @classmethod
    def default(cls, vocabulary: Vocabulary) -> Self:
        """The view of an address without a query string."""
        return cls(vocabulary.datasets[0], vocabulary.default_cycle, vocabulary=vocabulary)

    @classmethod
    def parse(
        cls, pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary
    ) -> tuple[Self, list[Problem]]:
        """Read (name, value) pairs, as of a query string, into a Selection and what was wrong."""
        given: dict[str, list[str]] = {}
        problems: list[Problem] = []
        for name, value in pairs:
            spelled = _spelled(name, value, vocabulary)
            if not spelled:
                problems.append(Problem(name, value, vocabulary.accepted(name)))
            elif spelled not in given.setdefault(name, []):
                given[name].append(spelled)
        for name, parameter in PARAMETERS.items():
            for extra in given.get(name, [])[max(parameter.repeats, 1) :]:
                problems.append(Problem(name, extra, vocabulary.accepted(name), repeated=True))
        base = cls.default(vocabulary)
        first = {name: values[0] for name, values in given.items()}
        if first.get("base") == first.get("cycle", str(base.cycle)):
            others = tuple(str(c) for c in vocabulary.cycles if str(c) != first["base"])
            problems.append(Problem("base", first["base"], others))
            del given["base"]
        strangers = vocabulary.strangers(first.get("party", ""), first.get("data", base.data))
        problems += strangers
        if "party" in given and not strangers:
            problems += [Problem("region", r, (), beside="party") for r in given.get("region", ())]
        read = {
            parameter.attribute: _read(parameter, given[name])
            for name, parameter in PARAMETERS.items()
            if name in given
        }
        return base.changed(**read), problems

    def changed(self, **values: object) -> Self:
        """A copy with other values, in canonical form: in order, once each, empty when all; without
        a Party that the data set does not have, and with a Party without regions."""
        other = replace(self, **values)
        before = replace(other, base=0).base_cycle
        party = "" if self.vocabulary.strangers(other.party, other.data) else other.party
        return replace(
            other,
            regions=() if party else _canonical(other.regions, self.vocabulary.regions),
            articles=_canonical(other.articles, ARTICLES),
            deck=tuple(other.deck),
            party=party,
            slide=other.slide if other.present else 0,
            base=0 if other.base in (other.cycle, before) else other.base,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The (name, value) pairs of the view's one address; defaults are left out."""
        base = Selection.default(self.vocabulary)
        pairs: list[tuple[str, str]] = []
        for name, parameter in PARAMETERS.items():
            value = getattr(self, parameter.attribute)
            if parameter.repeats:
                pairs += [(name, str(one)) for one in value]
            elif value != getattr(base, parameter.attribute):
                pairs.append((name, str(value)))
        return pairs

    def narrowed(self, uses: Iterable[str]) -> Self:
        """Return the view as what uses only the parameters of these names sees it: all others as
        they are by default, those of the visit (language, presentation) too."""
        base, kept = Selection.default(self.vocabulary), set(uses)
        others = (p for name, p in PARAMETERS.items() if name not in kept)
        return self.changed(**{p.attribute: getattr(base, p.attribute) for p in others})

    def plain(self) -> Self:
        """The view itself: without language, and what does not change its figures."""
        unseen = {"present": "", "slide": 0, "deck": (), "lang": "", "table": "rates"}
        return self.changed(**unseen)

    @property
    def invented(self) -> bool:
        """Whether the data set is about Parties that do not exist."""
        return self.data == DEMONSTRATION

    @property
    def private(self) -> bool:
        """Whether the data set is the visitor's own, which no address leads to."""
        return self.data == UPLOAD

    @property
    def party_level(self) -> bool:
        """Whether the data set has answers of single Parties."""
        return self.data != "published"

    @property
    def base_cycle(self) -> int:
        """The cycle to compare with: the one chosen, else the one before (or after the first)."""
        if self.base and self.base != self.cycle:
            return self.base
        others = [cycle for cycle in self.vocabulary.cycles if cycle != self.cycle]
        return max((cycle for cycle in others if cycle < self.cycle), default=min(others))

    def in_order(self) -> Self:
        """The same two cycles with the earlier one as the base."""
        if self.base_cycle < self.cycle:
            return self
        return self.changed(cycle=self.base_cycle, base=self.cycle)

    def query_string(self) -> str:
        """The query string of the view's address, without the question mark."""
        return urlencode(self.pairs())

    def parameters(self) -> dict[str, object]:
        """The ``$parameters`` that the files in ``queries/`` may name."""
        return {
            "data": self.data,
            "cycle": self.cycle,
            "regions": list(self.regions),
            "articles": list(self.articles),
            "of": self.of,
            "lang": self.lang or "en",
            "by_region": self.by == "region",
            "base": self.base_cycle,
            "party": self.party,
        }


def _spelled(name: str, value: str, vocabulary: Vocabulary) -> str:
    """Return a value in its one spelling; empty when it is not accepted."""
    if name == "deck":
        # Here, because a view in a deck is again a page and its settings.
        from partv.address.deck import View

        view = View.parse(value, vocabulary)
        return view.text if view else ""
    return value if vocabulary.knows(name, value) else ""


def _read(parameter: Parameter, given: list[str]) -> object:
    """Return the value of a field, of the texts that were given for it."""
    values = [int(value) if parameter.number else value for value in given]
    return tuple(values[: parameter.repeats]) if parameter.repeats else values[0]


def _canonical(chosen: Iterable, every: tuple) -> tuple:
    chosen = set(chosen)
    return () if chosen >= set(every) else tuple(value for value in every if value in chosen)
