"""The tables that pages, command line and API give away, as ``data/exports.json`` describes them.

Each is the answer of the query of its name in ``queries/``, for a Selection. The description is a
Data Package, so that the same words stand in the data dictionary, in the API and in every file.
"""

import json
from dataclasses import dataclass

from partv.paths import EXPORTS

COMPUTED = ("rates", "answers", "panel")
"""Tables about one data set: their rows say which."""


@dataclass(frozen=True)
class Field:
    """A column: its type (string, integer, number, boolean, date), its unit and what it means."""

    name: str
    type: str
    title: str
    description: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table that is given away; ``description`` says what a row is."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]

    @property
    def computed(self) -> bool:
        """Whether it is about one data set, so that its name belongs to a file's name."""
        return self.name in COMPUTED


def _load() -> dict[str, Table]:
    tables = json.loads(EXPORTS.read_text("utf-8"))["resources"]
    return {
        table["name"]: Table(
            table["name"],
            table["title"],
            table["description"],
            tuple(Field(**field) for field in table["schema"]["fields"]),
        )
        for table in tables
    }


TABLES = _load()
"""Table by name, in the order of the description."""
