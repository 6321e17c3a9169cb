"""The demonstration data: answers of Parties that do not exist, in real proportions.

For showing what Party-level answers can show, without a word about a real Party. As many invented
Parties are due in each region and cycle as in the register; for 2023, 62 of them reported and each
measure was answered Yes as often as printed; everything else is invented. Deterministic.
"""

import random
from collections.abc import Iterable

import pyarrow as pa

from partv.ingest.table_schema import Row

DATASET = "demo"

MEMBERS = pa.schema(
    [
        ("data", pa.string()),
        ("iso3", pa.string()),
        ("name", pa.string()),
        ("region", pa.string()),
        ("due_from", pa.int64()),
    ]
)
_SEED = 20240212
# Invented: how many of those due reported, and how far each measure had got beside 2023.
_REPORTED = {2020: 43, 2025: 61}
_PROGRESS = {2020: 0.72, 2025: 1.18}
_UNPRINTED = 5
"""Parties answering Yes in 2023 where the report says "very few" and gives no number."""


def demonstration(
    parties: list[Row], cycles: list[Row], indicators: list[Row], published: list[Row]
) -> tuple[list[Row], list[Row]]:
    """Members and answers of the data set ``demo``, from the tables of the source."""
    chance = random.Random(_SEED)
    members = _members(parties, cycles)
    zeal = {member["iso3"]: chance.gauss(0, 1) for member in members}
    counts = {row["indicator_id"]: row["count"] for row in published if row["count"] is not None}
    printed = next((row["denominator"] for row in published if row["denominator"]), len(members))
    answers: list[Row] = []
    for cycle in cycles:
        year = cycle["cycle"]
        due = [m["iso3"] for m in members if m["due_from"] and m["due_from"] <= year]
        reported = _pick(due, _REPORTED.get(year, printed), zeal, chance, spread=1.5)
        for indicator in sorted(indicators, key=lambda row: row["indicator_id"]):
            name = indicator["indicator_id"]
            if indicator["kind"] == "text":
                given = {code: _words(code, chance) for code in reported}
            else:
                wanted = counts.get(name, _UNPRINTED)
                wanted = round(wanted * _PROGRESS.get(year, 1) * len(reported) / printed)
                yes = set(_pick(reported, min(wanted, len(reported)), zeal, chance, spread=0.9))
                given = {
                    code: ("yes" if code in yes else _other(chance), None) for code in reported
                }
            for code in due:
                status, text = given.get(code, ("not_reported", None))
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
                    "data": DATASET,
                    "iso3": code,
                    "name": f"Demo Party {code}",
                    "region": region,
                    "due_from": None if year == 9999 else year,
                }
            )
    return members


def _pick(
    codes: Iterable[str], count: int, zeal: dict[str, float], chance: random.Random, spread: float
) -> list[str]:
    """``count`` of the codes, the zealous more likely, in the order given."""
    ranked = sorted(codes, key=lambda code: -(zeal[code] + chance.gauss(0, spread)))
    chosen = set(ranked[:count])
    return [code for code in codes if code in chosen]


def _other(chance: random.Random) -> str:
    return chance.choices(["no", "not_answered", "not_applicable"], [80, 15, 5])[0]


def _words(code: str, chance: random.Random) -> tuple[str, str | None]:
    if chance.random() < 0.6:
        return "not_answered", None
    return "text", f"Invented text of Demo Party {code}."


def _answer(cycle: int, code: str, indicator: str, status: str, text: str | None) -> Row:
    return {
        "data": DATASET,
        "cycle": cycle,
        "iso3": code,
        "indicator_id": indicator,
        "status": status,
        "text": text,
        "source_file": "invented",
        "source_row": None,
    }
