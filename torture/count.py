"""Rates counted by hand: plain Python over the source files, without the program or its SQL."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Answers = Mapping[tuple[int, str, str], str]
"""(cycle, Party, indicator) to status."""

REGIONS = ("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR")
_WORDS = {
    "Yes": "yes",
    "No": "no",
    "Answer not provided": "not_answered",
    "Report not provided": "not_reported",
    "Not applicable": "not_applicable",
}


def read_csv(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def answers_in(file: Path) -> dict[tuple[int, str, str], str]:
    """The answers of a file to be imported: party, cycle, indicator, answer."""
    return {
        (int(row["cycle"]), row["party"], row["indicator"]): _WORDS[row["answer"]]
        for row in read_csv(file)
    }


@dataclass
class Source:
    """The tables of ``data/source/`` that rates are counted from."""

    parties: dict[str, tuple[str, date]]
    cycles: dict[int, dict[str, str]]
    indicators: dict[str, dict[str, str]]
    published: list[dict[str, str]]

    @classmethod
    def read(cls, folder: Path) -> "Source":
        """Read them."""
        return cls(
            {
                row["iso3"]: (
                    row["region"],
                    date.fromisoformat(row["entry_into_force"] or row["entry_latest"]),
                )
                for row in read_csv(folder / "parties.csv")
            },
            {int(row["cycle"]): row for row in read_csv(folder / "cycles.csv")},
            {row["indicator_id"]: row for row in read_csv(folder / "indicators.csv")},
            read_csv(folder / "published.csv"),
        )

    def due(self, cycle: int, regions: Iterable[str]) -> list[str]:
        """The Parties for which the Protocol was in force when a cycle closed."""
        closing = date.fromisoformat(self.cycles[cycle]["closing_date"])
        wanted = set(regions) or set(REGIONS)
        return [
            code
            for code, (region, entry) in self.parties.items()
            if region in wanted and entry <= closing
        ]

    def printed(self, cycle: int, regions: tuple[str, ...], of: str) -> dict[str, dict]:
        """The published figures of a cycle, by indicator, with what is counted from them."""
        due = len(self.due(cycle, regions))
        reported = _number(self.cycles[cycle]["reported"]) if not regions else None
        rates = {}
        for code in self.indicators:
            row = next(
                (
                    row
                    for row in self.published
                    if int(row["cycle"]) == cycle
                    and row["indicator_id"] == code
                    and not row["region"]
                    and not regions
                ),
                {},
            )
            yes = _number(row.get("count"))
            whole = {"reported": reported, "answered": None, "due": due}[of]
            printed = _number(row.get("percent")) if of == "reported" else None
            rates[code] = {
                "yes": yes,
                "due": due,
                "reported": reported,
                "denominator": whole,
                "percent": printed if printed is not None else _share(yes, whole),
                "low": _share(yes, due),
                "high": None,
            }
        return rates

    def counted(
        self, answers: Answers, cycle: int, regions: tuple[str, ...], of: str
    ) -> dict[str, dict]:
        """The rates of an imported data set, of the questions that it has for the cycle."""
        return count(answers, cycle, self.due(cycle, regions), of, self.indicators)


def count(
    answers: Answers, cycle: int, due: list[str], of: str, indicators: Mapping[str, dict]
) -> dict[str, dict]:
    """Count the answers of the Parties due to each question of Yes or No."""
    rates = {}
    for code in {code for year, _, code in answers if year == cycle}:
        if indicators[code]["kind"] != "yes_no":
            continue
        said = Counter(answers.get((cycle, party, code), "absent") for party in due)
        reported = len(due) - said["not_reported"] - said["absent"]
        whole = {"reported": reported, "answered": said["yes"] + said["no"], "due": len(due)}[of]
        rates[code] = {
            "yes": said["yes"],
            "no": said["no"],
            "not_answered": said["not_answered"],
            "not_applicable": said["not_applicable"],
            "not_reported": said["not_reported"],
            "due": len(due),
            "reported": reported,
            "denominator": whole,
            "percent": _share(said["yes"], whole),
            "low": _share(said["yes"], len(due)),
            "high": _share(len(due) - said["no"] - said["not_applicable"], len(due)),
        }
    return rates


def differences(rows: list[dict], expected: Mapping[str, dict]) -> list[str]:
    """Where served rows of ``rates`` are not what was counted; empty when all are right."""
    served = {row["indicator_id"]: row for row in rows}
    wrong = [f"{code} is missing" for code in expected if code not in served]
    for code, columns in expected.items():
        for name, value in columns.items():
            found = served.get(code, {}).get(name)
            if (found is None) != (value is None) or (
                value is not None and abs(float(found) - value) > 0.0501
            ):
                wrong.append(f"{code}, {name}: served {found}, counted {value}")
    return wrong


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _share(part: float | None, whole: float | None) -> float | None:
    return 100 * part / whole if part is not None and whole else None
