"""The demonstration data: answers of Parties that do not exist, to show what answers can show.

As many invented Parties are due in each region and cycle as in the register; all else is invented,
and nothing of it is taken from what was published, so that a part of a chart cannot pass for the
published one. Each answer hangs on its cycle, its indicator and its Party alone: a figure that is
published, a cycle or an indicator more leave the other answers as they are, to the byte.
"""

import hashlib
from statistics import NormalDist

import pyarrow as pa

from partv.address.parameters import DEMONSTRATION
from partv.ingest.table_schema import Row

MEMBERS = pa.schema(
    [
        ("data", pa.string()),
        ("iso3", pa.string()),
        ("name", pa.string()),
        ("region", pa.string()),
        ("due_from", pa.int64()),
    ]
)
_SEED = "7254"
"""Another text, another demonstration. This one gives no printed count; a test holds it."""

_REPORTED = {2020: 0.74}
"""The share of those due that reported, where it is not ``_USUALLY_REPORTED``."""
_USUALLY_REPORTED = 0.92

_LEAST, _MOST = 0.06, 0.78
"""Between these lies how far an indicator had got in ``_MIDDLE``."""
_MIDDLE = 2023
_A_YEAR = 0.015
"""How much further an indicator gets in a year, beside what the cycle itself adds or takes."""


def demonstration(
    parties: list[Row], cycles: list[Row], indicators: list[Row]
) -> tuple[list[Row], list[Row]]:
    """Return the members and answers of the data set ``demo``.

    Of ``parties`` only regions and dates are read, of ``cycles`` the closing dates, of
    ``indicators`` the name and whether it is answered in text.
    """
    members = _members(parties, cycles)
    answers: list[Row] = []
    for year in (cycle["cycle"] for cycle in cycles):
        due = [m["iso3"] for m in members if m["due_from"] and m["due_from"] <= year]
        reported = _first(due, _REPORTED.get(year, _USUALLY_REPORTED), year)
        for indicator in sorted(indicators, key=lambda row: row["indicator_id"]):
            name = indicator["indicator_id"]
            yes = _first(reported, _share(year, name), year, name)
            for code in due:
                status, text = "not_reported", None
                if code in reported and indicator["kind"] == "text":
                    status, text = _words(year, name, code)
                elif code in reported:
                    status = "yes" if code in yes else _other(year, name, code)
                answers.append(_answer(year, code, name, status, text))
    return members, answers


def _members(parties: list[Row], cycles: list[Row]) -> list[Row]:
    """One invented Party for each real one, in the order in which they became due."""
    years = sorted((row["closing_date"], row["cycle"]) for row in cycles)
    places = []
    for party in parties:
        entry = party["entry_into_force"] or party["entry_latest"]
        due_from = next((year for closing, year in years if entry <= closing), None)
        places.append((party["region"], due_from or 9999))
    members = []
    for region in sorted({region for region, _ in places}):
        from_years = sorted(year for place, year in places if place == region)
        for number, year in enumerate(from_years, start=1):
            code = f"{region}-{number:02d}"
            members.append(
                {
                    "data": DEMONSTRATION,
                    "iso3": code,
                    "name": f"Demo Party {code}",
                    "region": region,
                    "due_from": None if year == 9999 else year,
                }
            )
    return members


def _drawn(*of: object) -> float:
    """Return a number between 0 and 1 that hangs on nothing but ``of``."""
    digest = hashlib.sha256("|".join((_SEED, *map(str, of))).encode()).digest()
    return (int.from_bytes(digest[:6]) + 0.5) / 2**48


def _normal(*of: object) -> float:
    return NormalDist().inv_cdf(_drawn(*of))


def _share(year: int, name: str) -> float:
    """Return the share of Yes among those that reported."""
    level = _LEAST + (_MOST - _LEAST) * _drawn("level", name)
    share = level + _A_YEAR * (year - _MIDDLE) + 0.05 * _normal("share", year, name)
    return min(max(share, 0.02), 0.98)


def _first(codes: list[str], share: float, year: int, name: str = "report") -> list[str]:
    """Return a share of the codes, in the order given, those who are ahead.

    Some Parties are ahead in everything, some in one thing; both stay so from cycle to cycle.
    """
    ahead = {
        code: _normal("zeal", code)
        + 0.8 * _normal("leaning", name, code)
        + 0.6 * _normal("then", year, name, code)
        for code in codes
    }
    chosen = set(sorted(codes, key=lambda code: -ahead[code])[: round(share * len(codes))])
    return [code for code in codes if code in chosen]


def _other(*of: object) -> str:
    drawn = _drawn("other", *of)
    return "no" if drawn < 0.8 else "not_answered" if drawn < 0.95 else "not_applicable"


def _words(year: int, name: str, code: str) -> tuple[str, str | None]:
    if _drawn("words", year, name, code) < 0.6:
        return "not_answered", None
    return "text", f"Invented text of Demo Party {code}."


def _answer(cycle: int, code: str, indicator: str, status: str, text: str | None) -> Row:
    return {
        "data": DEMONSTRATION,
        "cycle": cycle,
        "iso3": code,
        "indicator_id": indicator,
        "status": status,
        "text": text,
        "source_file": "invented",
        "source_row": None,
    }
