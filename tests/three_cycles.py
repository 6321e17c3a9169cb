"""A copy of the data with three published cycles, figures by region, printed denominators and an
indicator that nobody had before. Every figure of 2020 and 2025 in it is invented, for tests only.
"""

import csv
import shutil
from pathlib import Path

from partv.ingest.build import build
from partv.paths import DATAPACKAGE

REPORTED = {2020: 41, 2023: 62, 2025: 57}
"""Parties that reported; all but the one of 2023 invented, and printed in the invented reports."""

REPORTED_OF_REGIONS = {
    2020: {"AFR": 15, "AMR": 4, "EMR": 5, "EUR": 12, "SEAR": 2, "WPR": 3},
    2025: {"AFR": 20, "EUR": 25},
}

NEW = "31.measures"

INVENTED: list[tuple[int, str, str, int | None, int | None]] = [
    # cycle, indicator, region, count, percentage
    (2020, "21.exchange", "", 11, 27),
    (2020, "21.exchange", "AFR", 3, 20),
    (2020, "21.exchange", "AMR", 1, 25),
    (2020, "21.exchange", "EMR", 0, 0),
    (2020, "21.exchange", "EUR", 5, 42),
    (2020, "21.exchange", "SEAR", 1, 50),
    (2020, "21.exchange", "WPR", 1, 33),
    (2020, "27.domestic", "", 20, 49),
    (2020, "27.domestic", "AFR", 6, 40),
    (2020, "27.domestic", "EUR", 10, 83),
    (2020, "28.agreements", "", 9, None),
    (2020, "30.extradition", "", None, None),
    (2025, "21.exchange", "", 23, 40),
    (2025, "27.domestic", "", 40, 70),
    (2025, "27.domestic", "AFR", 11, 55),
    (2025, "27.domestic", "EUR", 22, 88),
    (2025, "29.authority", "", 19, 33),
    (2025, NEW, "", 8, 14),
]
"""Without a percentage it is computed; with neither there are words only."""

REPORTS = {2020: "invented-2020", 2025: "invented-2025"}
TITLES = {cycle: f"Invented report on {cycle}, of a test" for cycle in REPORTS}
PARAGRAPH = {2020: "12", 2025: "7(b)"}
FLAG = "An invented reason for a flag."
_FLAGGED = (2025, "29.authority", "")
"""Bears a flag, though its numbers agree."""


def package(folder: Path) -> Path:
    """Build the data into ``folder``; returns its datapackage.json, with Parquet beside it."""
    without = shutil.ignore_patterns("imported", ".*")
    copy = shutil.copytree(DATAPACKAGE.parent, folder / "data", ignore=without)
    source = copy / "source"
    with _changed(source / "documents.csv") as rows:
        for cycle, name in REPORTS.items():
            given = {"document_id": name, "title": TITLES[cycle], "number": f"TEST/{cycle}"}
            rows.append(dict.fromkeys(rows[0], "") | given | {"language": "en"})
    with _changed(source / "cycles.csv") as rows:
        for row in rows:
            if (cycle := int(row["cycle"])) in REPORTS:
                row["status"], row["note"] = "published", ""
                row["reported"], row["reported_basis"] = str(REPORTED[cycle]), "published"
    with _changed(source / "indicators.csv") as rows:
        given = {"indicator_id": NEW, "article": "31", "label": "Invented measure of a test"}
        given |= dict.fromkeys(("wording", "wording_one"), "took an invented measure")
        given |= {"kind": "yes_no", "position": "1", "paragraph": "7(b)", "note": ""}
        rows.append(given)
    with _changed(source / "published.csv") as rows:
        for cycle, indicator, region, count, percent in INVENTED:
            flagged = (cycle, indicator, region) == _FLAGGED
            of = REPORTED_OF_REGIONS[cycle][region] if region else REPORTED[cycle]
            given = dict.fromkeys(rows[0], "") | {
                "cycle": str(cycle),
                "indicator_id": indicator,
                "region": region,
                "statement": "Invented for a test.",
                "document_id": REPORTS[cycle],
                "paragraph": PARAGRAPH[cycle],
            }
            if count is not None:
                given |= {"count": str(count), "count_basis": "published"}
                given |= {"denominator": str(of), "denominator_basis": "published"}
            if percent is not None:
                given |= {"percent": str(percent), "percent_basis": "published"}
            if flagged:
                given |= {"flag": "rounding", "flag_reason": FLAG}
            rows.append(given)
    build(copy / DATAPACKAGE.name)
    return copy / DATAPACKAGE.name


class _changed:
    """The rows of a CSV file, written back when the block ends."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __enter__(self) -> list[dict[str, str]]:
        with self.file.open(encoding="utf-8", newline="") as read:
            self.rows = list(csv.DictReader(read))
        return self.rows

    def __exit__(self, *_: object) -> None:
        with self.file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(self.rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)
