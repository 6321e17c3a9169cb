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
    """What the tables say of each other: figures belong to a cycle that has figures, and are of
    the Parties that reported in it."""
    say = language.text
    cycles = {row["cycle"]: row for row in tables["cycles"]}
    for number, row in enumerate(tables["published"], start=2):
        cycle = cycles.get(row["cycle"])
        if cycle is None:
            continue
        if cycle["status"] == "no_figure":
            accepted = say("a cycle whose status in cycles.csv is published")
            yield Fault(shown["published"], number, "cycle", str(row["cycle"]), accepted)
        elif row["region"] is None and row["denominator"] not in (None, cycle["reported"]):
            accepted = (
                say("{n}, as reported in cycles.csv", n=cycle["reported"])
                if cycle["reported"] is not None
                else say("nothing, as reported is empty for this cycle in cycles.csv")
            )
            yield Fault(
                shown["published"], number, "denominator", str(row["denominator"]), accepted
            )


RULES: dict[str, Rule] = {
    "published": published,
    "parties": parties,
    "party_aliases": party_aliases,
}
