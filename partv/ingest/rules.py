"""Checks that need more than one cell: the figures agree with themselves and with each other."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pycountry

from partv.i18n.language import Language
from partv.ingest.faults import Fault
from partv.ingest.state_names import EUROPEAN_UNION, fold
from partv.ingest.table_schema import Row

Numbered = Iterable[tuple[int, Row]]
Rule = Callable[[Numbered, str, Language], Iterator[Fault]]

_FORTY_STATES = date(2018, 6, 27)
_IN_FORCE = date(2018, 9, 25)
_NINETY_DAYS = timedelta(days=90)
_LATEST = date.max - _NINETY_DAYS


def published(rows: Numbered, shown: str, language: Language) -> Iterator[Fault]:
    """Printed figures: count, percentage and denominator agree within rounding, unless flagged.

    Also: a value has a basis and a basis has a value; a count is not above its denominator.
    """
    say = language.text
    for number, row in rows:
        for column in ("count", "percent", "denominator"):
            basis = f"{column}_basis"
            if (row[column] is None) != (row[basis] is None):
                accepted = say("a basis for every value, and none without one")
                yield Fault(shown, number, basis, str(row[basis] or ""), accepted)
        if (row["flag"] is None) != (row["flag_reason"] is None):
            accepted = say("a reason for every flag, and none without one")
            yield Fault(shown, number, "flag_reason", str(row["flag_reason"] or ""), accepted)
        count, percent, denominator = row["count"], row["percent"], row["denominator"]
        if count is None or not denominator:
            continue
        if count > denominator:
            accepted = say("a whole number from 0 to the denominator, {n}", n=denominator)
            yield Fault(shown, number, "count", str(count), accepted)
        elif percent is not None and row["flag"] != "rounding":
            decimals = Decimal("1") if float(percent).is_integer() else Decimal("0.1")
            exact = Decimal(100 * count) / Decimal(denominator)
            expected = exact.quantize(decimals, ROUND_HALF_UP)
            if Decimal(str(percent)) != expected:
                accepted = say(
                    "{expected} ({count} of {denominator} is {exact}), or the flag rounding "
                    "with its reason",
                    expected=expected,
                    count=count,
                    denominator=denominator,
                    exact=round(exact, 2),
                )
                yield Fault(shown, number, "percent", f"{percent:g}", accepted)


def parties(rows: Numbered, shown: str, language: Language) -> Iterator[Fault]:
    """The register: the window holds the date, and firm dates follow Article 45 of the Protocol.

    25 September 2018 for instruments deposited by 27 June 2018, else ninety days after deposit.
    """
    say = language.text
    for number, row in rows:
        entry, first, last = row["entry_into_force"], row["entry_earliest"], row["entry_latest"]
        if first and last and first > last:
            accepted = say("a date not before entry_earliest, {date}", date=first)
            yield Fault(shown, number, "entry_latest", str(last), accepted)
        elif entry and first and last and not first <= entry <= last:
            accepted = say("a date from {low} to {high}", low=first, high=last)
            yield Fault(shown, number, "entry_into_force", str(entry), accepted)
        if (entry is None) != (row["entry_basis"] == "window"):
            accepted = say("window exactly where entry_into_force is empty")
            yield Fault(shown, number, "entry_basis", str(row["entry_basis"] or ""), accepted)
        deposit = row["deposit_date"]
        if (deposit is None) != (row["deposit_basis"] == "not_known"):
            accepted = say("not_known exactly where deposit_date is empty")
            yield Fault(shown, number, "deposit_basis", str(row["deposit_basis"] or ""), accepted)
        if entry and deposit:
            due = _IN_FORCE if deposit <= _FORTY_STATES else min(deposit, _LATEST) + _NINETY_DAYS
            if entry != due:
                accepted = say("{date}, by Article 45 from the deposit", date=due)
                yield Fault(shown, number, "entry_into_force", str(entry), accepted)


def party_aliases(rows: Numbered, shown: str, language: Language) -> Iterator[Fault]:
    """Other names: each is of one State, however it is written, and its code exists."""
    say = language.text
    seen: dict[str, tuple[int, str]] = {}
    for number, row in rows:
        alias, code = row["alias"], row["iso3"]
        if code != EUROPEAN_UNION and not pycountry.countries.get(alpha_3=code):
            accepted = say("a code of ISO 3166-1, or {code}", code=EUROPEAN_UNION)
            yield Fault(shown, number, "iso3", code, accepted)
        first, owner = seen.setdefault(fold(alias), (number, code))
        if owner != code:
            accepted = say(
                "a name of one State (row {row} has it for {code})", row=first, code=owner
            )
            yield Fault(shown, number, "alias", alias, accepted)


def together(tables: dict[str, list[Row]], shown: dict[str, str], language: Language) -> Iterator:
    """What the tables say of each other: figures belong to a cycle that has figures, are of the
    Parties that reported in it, and those of regions agree with each other and with the total."""
    say, where = language.text, shown["published"]
    cycles = {row["cycle"]: row for row in tables["cycles"]}
    rows = list(enumerate(tables["published"], start=2))
    of_regions: dict[tuple[int, str], tuple[int, int]] = {}
    for number, row in rows:
        cycle = cycles.get(row["cycle"])
        if cycle is None:
            continue
        reported, denominator = cycle["reported"], row["denominator"]
        if cycle["status"] == "no_figure":
            accepted = say("a cycle whose status in cycles.csv is published")
            yield Fault(where, number, "cycle", str(row["cycle"]), accepted)
        elif denominator is None:
            continue
        elif row["region"] is None and denominator != reported:
            accepted = (
                say("{n}, as reported in cycles.csv", n=reported)
                if reported is not None
                else say("nothing, as reported is empty for this cycle in cycles.csv")
            )
            yield Fault(where, number, "denominator", str(denominator), accepted)
        elif row["region"] is not None:
            place = (row["cycle"], row["region"])
            first, known = of_regions.setdefault(place, (number, denominator))
            if denominator != known:
                accepted = say("{n}, as in row {row} for the same region", n=known, row=first)
                yield Fault(where, number, "denominator", str(denominator), accepted)
    yield from _no_more_than_were_due(tables, of_regions, shown, language)
    yield from _sums(tables, where, language)


def _no_more_than_were_due(
    tables: dict[str, list[Row]],
    of_regions: dict[tuple[int, str], tuple[int, int]],
    shown: dict[str, str],
    language: Language,
) -> Iterator[Fault]:
    """Not more Parties reported than were due by the register, in all and in each region."""

    def accepted(due: int) -> str:
        return language.text("a number of Parties not above those due by parties.csv, {n}", n=due)

    for number, cycle in enumerate(tables["cycles"], start=2):
        due = [
            party["region"]
            for party in tables["parties"]
            if (party["entry_into_force"] or party["entry_latest"]) <= cycle["closing_date"]
        ]
        if cycle["reported"] is not None and cycle["reported"] > len(due):
            told = accepted(len(due))
            yield Fault(shown["cycles"], number, "reported", str(cycle["reported"]), told)
        for (year, region), (place, reported) in of_regions.items():
            if year == cycle["cycle"] and reported > due.count(region):
                told = accepted(due.count(region))
                yield Fault(shown["published"], place, "denominator", str(reported), told)


def _sums(tables: dict[str, list[Row]], where: str, language: Language) -> Iterator[Fault]:
    """The counts of all regions add up to the one of all Parties, unless it is flagged."""
    every = {row["region"] for row in tables["regions"]}
    parts: dict[tuple[int, str], dict[str, int]] = {}
    for row in tables["published"]:
        if row["region"] is not None and row["count"] is not None:
            parts.setdefault((row["cycle"], row["indicator_id"]), {})[row["region"]] = row["count"]
    for number, row in enumerate(tables["published"], start=2):
        regions = parts.get((row["cycle"], row["indicator_id"]), {})
        if row["region"] is not None or row["count"] is None or row["flag"] == "sum":
            continue
        total = sum(regions.values())
        if total > row["count"] or (set(regions) == every and total != row["count"]):
            accepted = language.text(
                "{n} (the sum of the regions), or the flag sum with its reason", n=total
            )
            yield Fault(where, number, "count", str(row["count"]), accepted)


RULES: dict[str, Rule] = {
    "published": published,
    "parties": parties,
    "party_aliases": party_aliases,
}
