"""The Selection: what a visitor is looking at, and its one URL grammar.

The same grammar serves pages, API and command line::

    ?data=demo&cycle=2025&base=2020&region=AFR&region=EUR&article=21&of=due&sort=rate&lang=zh
    ?table=answers&by=region
    ?present=1&slide=2&deck=article~article~27&deck=regions~data~demo

Names repeat for several values. What is left out is the default, and defaults are left out of
links, so that a view has exactly one address. ``Selection.parse`` never fails: what it does not
understand it returns as a list of ``Problem``, and drops.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from partv.address.exported_tables import TABLES

ARTICLES = tuple(range(20, 32))
"""The Articles of Part V of the Protocol."""

FIRST_WITH_FIGURE = 21
"""The Article that its page shows when none is chosen: the first that has a figure."""

DENOMINATORS = ("reported", "answered", "due")
"""Parties that sent a report in the cycle (the Secretariat's own denominator); that answered the
question Yes or No; for which the Protocol was in force when the cycle closed."""

LONGEST_DECK = 30
"""Views that a deck holds."""

SORTS = ("article", "rate")

BY = ("all", "region")
"""One row for the chosen regions together, or one a region."""

DEMONSTRATION = "demo"
"""The name of the data set about Parties that do not exist."""

UPLOAD = "upload"
"""The name of the data set that a visitor uploaded. It lives in that visit only: an address with
it means nothing to anybody else."""


_TEXTS = ("of", "sort", "lang", "party", "table", "by", "present")
"""The settings that are one text, in the order of an address."""


@dataclass(frozen=True)
class Vocabulary:
    """The values a Selection may take, read from the data once at start-up."""

    datasets: tuple[str, ...]
    cycles: tuple[int, ...]
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    parties: tuple[str, ...]
    """Codes of the Parties of every data set."""
    default_cycle: int
    invented: tuple[str, ...]
    """Those of them that the demonstration is about; all other data sets are about the others."""

    def accepted(self, name: str) -> tuple[str, ...] | None:
        """The accepted values of the parameter ``name``; None when there is no such parameter."""
        values: dict[str, tuple[object, ...]] = {
            "data": self.datasets,
            "cycle": self.cycles,
            "base": self.cycles,
            "region": self.regions,
            "article": ARTICLES,
            "of": DENOMINATORS,
            "sort": SORTS,
            "lang": self.languages,
            "party": self.parties,
            "table": tuple(TABLES),
            "by": BY,
            "present": ("1",),
            "slide": ("1", "2", "3", "…"),
            "deck": ("article~article~27", "regions~data~demo", "…"),
        }
        return tuple(map(str, values[name])) if name in values else None

    def parties_of(self, data: str) -> tuple[str, ...]:
        """Return the codes of the Parties of a data set: invented ones, or those of the register.

        No name of a Party stands over invented figures, and no invented Party among real ones.
        """
        return tuple(code for code in self.parties if self._has(data, code))

    def strangers(self, party: str, data: str) -> "list[Problem]":
        """Return the problem of a Party that the data set does not have; nothing if it has it."""
        if not party or (party in self.parties and self._has(data, party)):
            return []
        return [Problem("party", party, self.parties_of(data), data=data)]

    def _has(self, data: str, party: str) -> bool:
        return (party in self.invented) == (data == DEMONSTRATION)

    def knows(self, name: str, value: str) -> bool:
        """Whether ``value`` is accepted for the parameter ``name``."""
        if name == "slide":
            return re.fullmatch("[1-9][0-9]{0,2}", value) is not None
        if name == "deck":
            return bool(self.one_spelling(value))
        return value in (self.accepted(name) or ())

    def one_spelling(self, view: str) -> str:
        """A view of a deck in its one spelling; empty when it is not understood."""
        # Here, because a view in a deck is again a page and its settings.
        from partv.address.deck import View

        parsed = View.parse(view, self)
        return parsed.text if parsed else ""


@dataclass(frozen=True)
class Problem:
    """A value in a link that was not understood, and what would have been."""

    name: str
    value: str
    accepted: tuple[str, ...] | None
    """None: no parameter has this name. Otherwise the accepted values."""
    repeated: bool = False
    """True: the value is fine, but a parameter that takes one value had several."""
    data: str = ""
    """Set for a Party that this data set does not have, though another one does."""


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
            accepted = vocabulary.accepted(name)
            if accepted is None or not vocabulary.knows(name, value):
                problems.append(Problem(name, value, accepted))
                continue
            if name == "deck":
                value = vocabulary.one_spelling(value)
            if value not in given.setdefault(name, []):
                given[name].append(value)
        for name in ("data", "cycle", "base", "slide", *_TEXTS):
            for extra in given.get(name, [])[1:]:
                problems.append(Problem(name, extra, vocabulary.accepted(name), repeated=True))
        for extra in given.get("deck", [])[LONGEST_DECK:]:
            problems.append(Problem("deck", extra, vocabulary.accepted("deck"), repeated=True))
        base = cls.default(vocabulary)
        first = {name: values[0] for name, values in given.items()}
        if first.get("base") == first.get("cycle", str(base.cycle)):
            others = tuple(str(c) for c in vocabulary.cycles if str(c) != first["base"])
            problems.append(Problem("base", first.pop("base"), others))
        data = first.get("data", base.data)
        problems += vocabulary.strangers(first.get("party", ""), data)
        selection = base.changed(
            data=data,
            cycle=int(first.get("cycle", base.cycle)),
            regions=given.get("region", ()),
            articles=[int(article) for article in given.get("article", ())],
            base=int(first.get("base", base.base)),
            slide=int(first.get("slide", base.slide)),
            deck=tuple(given.get("deck", ())[:LONGEST_DECK]),
            **{name: first.get(name, getattr(base, name)) for name in _TEXTS},
        )
        return selection, problems

    def changed(self, **values: object) -> Self:
        """A copy with other values, in canonical form: in order, once each, empty when all; without
        a Party that the data set does not have."""
        other = replace(self, **values)
        before = replace(other, base=0).base_cycle
        return replace(
            other,
            regions=_canonical(other.regions, self.vocabulary.regions),
            articles=_canonical(other.articles, ARTICLES),
            deck=tuple(other.deck),
            party="" if self.vocabulary.strangers(other.party, other.data) else other.party,
            slide=other.slide if other.present else 0,
            base=0 if other.base in (other.cycle, before) else other.base,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The (name, value) pairs of the view's one address; defaults are left out."""
        base = Selection.default(self.vocabulary)
        pairs = [("data", self.data)] if self.data != base.data else []
        if self.cycle != base.cycle:
            pairs.append(("cycle", str(self.cycle)))
        if self.base != base.base:
            pairs.append(("base", str(self.base)))
        pairs += [("region", region) for region in self.regions]
        pairs += [("article", str(article)) for article in self.articles]
        pairs += [
            (name, getattr(self, name))
            for name in _TEXTS
            if getattr(self, name) != getattr(base, name)
        ]
        pairs += [("slide", str(self.slide))] if self.slide else []
        return pairs + [("deck", view) for view in self.deck]

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


def _canonical(chosen: Iterable, every: tuple) -> tuple:
    chosen = set(chosen)
    return () if chosen >= set(every) else tuple(value for value in every if value in chosen)
