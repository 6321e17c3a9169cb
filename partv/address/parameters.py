"""The settings of a view, each said once.

The grammar of an address (``partv/address/selection.py``), the OpenAPI document, the options of
``export`` on the command line, the controls of the filter bar and the README's table of addresses
follow from ``PARAMETERS``. A new setting is a row here, a field of the Selection, and a control in
``partv/ui/filters.py``.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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

CHARTS = ("overview", "article", "regions", "cycles", "parties")
"""The pages with a chart, which a slide can show."""

_FILTERED = (*CHARTS, "briefing", "data")


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
        """Return the accepted values of the parameter ``name``; None when there is none."""
        if name not in PARAMETERS:
            return None
        return tuple(map(str, PARAMETERS[name].values(self)))

    def knows(self, name: str, value: str) -> bool:
        """Return whether ``value`` is accepted for a parameter whose values are listed, or whether
        it is written as they are."""
        parameter = PARAMETERS.get(name)
        if parameter and parameter.pattern:
            return re.fullmatch(parameter.pattern, value) is not None
        return value in (self.accepted(name) or ())

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
    beside: str = ""
    """Set for a value that would be accepted without this other parameter."""
    tables: tuple[str, ...] = ()
    """Set for a parameter that only these tables take."""


@dataclass(frozen=True)
class Parameter:
    """A setting of a view: how an address says it, and where it is offered."""

    name: str
    """In an address, in the API and, after ``--``, on the command line."""
    values: Callable[[Vocabulary], tuple]
    """The accepted values in order; of a ``pattern``, some that show it."""
    help: str
    """What it chooses, for the reference of the API."""
    pages: tuple[str, ...] = ()
    """The pages that offer it: on any other it has no effect."""
    field: str = ""
    """The field of the Selection, where it is not called as the parameter."""
    default: object = ""
    """The value that an address leaves out; None where the data say it."""
    repeats: int = 0
    """How often it may be given, 1,000 for any number; 0: it takes one value."""
    number: bool = False
    """Whether its values are whole numbers."""
    pattern: str = ""
    """How a value is written, where they cannot be listed."""
    option: str = ""
    """What the command line says of the option of ``export``; empty where there is none."""
    tables: tuple[str, ...] = tuple(TABLES)
    """The tables of the API that accept it."""
    stays: bool = False
    """Whether it is of the visit, not of what is shown: a link to any page keeps it."""

    @property
    def attribute(self) -> str:
        """The name of its field of the Selection."""
        return self.field or self.name


_ALL = (
    Parameter(
        "data",
        lambda known: known.datasets,
        "The data set: `published`, what was printed; `demo`, invented Parties; or the name of a "
        "set of imported answers.",
        _FILTERED,
        default=None,
        option="the data set (published)",
    ),
    Parameter(
        "cycle",
        lambda known: known.cycles,
        "The reporting cycle.",
        _FILTERED,
        default=None,
        number=True,
        option="the reporting cycle (2023)",
    ),
    Parameter(
        "base",
        lambda known: known.cycles,
        "The cycle to compare with, in the table `panel`: another one than `cycle`; none: the one "
        "before.",
        ("cycles", "briefing"),
        default=0,
        number=True,
        option="the cycle to compare with, in panel",
    ),
    Parameter(
        "region",
        lambda known: known.regions,
        "A WHO region; repeat for several. None: all.",
        _FILTERED,
        "regions",
        default=(),
        repeats=1000,
        option="a WHO region; repeat for several",
    ),
    Parameter(
        "article",
        lambda known: ARTICLES,
        "An Article of Part V; repeat for several. None: all.",
        _FILTERED,
        "articles",
        default=(),
        repeats=1000,
        number=True,
        option="an Article; repeat for several",
    ),
    Parameter(
        "of",
        lambda known: DENOMINATORS,
        "The denominator.",
        _FILTERED,
        default="reported",
        option="denominator: reported, answered or due",
    ),
    Parameter(
        "sort",
        lambda known: SORTS,
        "Of the pages; accepted and without effect here.",
        ("overview",),
        default="article",
    ),
    Parameter(
        "lang",
        lambda known: known.languages,
        "Language of the titles in the table `articles` and of the words in XLSX and ZIP; all else "
        "is in English.",
        option="language of titles and of a ZIP's page",
        stays=True,
    ),
    Parameter(
        "party",
        lambda known: known.parties,
        "A Party of the data set: of `demo` an invented one, of any other one of the register. The "
        "rows of that Party, or the briefing on it; not together with `region`. Pictures and "
        "slides are of several Parties: accepted and without effect there.",
        ("parties", "briefing"),
        option="a Party, by its code, in answers and parties",
        tables=("answers", "parties"),
    ),
    Parameter(
        "table",
        lambda known: tuple(TABLES),
        "Of the page Data; the name of the table that is asked for.",
        ("data",),
        default="rates",
    ),
    Parameter(
        "by",
        lambda known: BY,
        "In the table `rates`: `all`, the chosen regions pooled in one row an indicator; `region`, "
        "one row an indicator and region.",
        ("data",),
        default="all",
        option="region: one row a region, not pooled",
    ),
    Parameter(
        "present",
        lambda known: ("1",),
        "Of the pages; accepted and without effect here.",
        _FILTERED,
        stays=True,
    ),
    Parameter(
        "slide",
        lambda known: ("1", "2", "3", "…"),
        "Which slide of the deck, from 1.",
        _FILTERED,
        default=0,
        number=True,
        pattern="[1-9][0-9]{0,2}",
        stays=True,
    ),
    Parameter(
        "deck",
        lambda known: ("article~article~27", "regions~data~demo", "…"),
        "The pinned views in order; repeat for several. None: the Articles, after the view that "
        "the page begins with.",
        _FILTERED,
        default=(),
        repeats=LONGEST_DECK,
        stays=True,
    ),
)

PARAMETERS = {parameter.name: parameter for parameter in _ALL}
"""Parameter by name, in the order of an address."""

PRESENTING = ("present", "slide", "deck")
"""Those of a presentation."""


def offered(page: str) -> tuple[str, ...]:
    """Return the names of the parameters that a page offers, in the order of an address."""
    return tuple(name for name, parameter in PARAMETERS.items() if page in parameter.pages)


def foreign(pairs: Iterable[tuple[str, str]], table: str) -> list[Problem]:
    """Return the problems of (name, value) pairs whose parameters the table does not take."""
    return [
        Problem(name, value, (), tables=PARAMETERS[name].tables)
        for name, value in pairs
        if name in PARAMETERS and table not in PARAMETERS[name].tables
    ]


def taken_by(table: str) -> tuple[str, ...]:
    """Return the names of the parameters that a table of the API takes."""
    return tuple(name for name, parameter in PARAMETERS.items() if table in parameter.tables)
