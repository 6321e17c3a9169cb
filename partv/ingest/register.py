"""What an import is held against: Parties, cycles, regions, indicators and their other names."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from partv.data.folders import Damaged, contents, undisturbed
from partv.i18n.country_names import country_name
from partv.i18n.language import Language, language
from partv.ingest.faults import Fault, Refused
from partv.ingest.state_names import Names, fold
from partv.ingest.table_schema import Row
from partv.paths import PARQUET

_TABLES = (
    *("parties", "party_names", "party_aliases", "cycles", "indicators", "indicator_aliases"),
    *("regions", "region_names"),
)


@dataclass(frozen=True)
class Register:
    """The tables of the build that an import needs, as rows."""

    parties: dict[str, Row]
    party_names: list[Row]
    party_aliases: list[Row]
    cycles: dict[int, Row]
    indicators: dict[str, Row]
    indicator_aliases: list[Row]
    regions: dict[str, Row]
    region_names: list[Row]

    @classmethod
    def load(cls, parquet: Path = PARQUET, say: Language | None = None) -> Self:
        """Read the tables from the folder that ``build`` wrote.

        Raises Refused when they are not all there, or not as they were written.
        """
        try:
            files = undisturbed(lambda: contents(parquet), parquet)
            tables = {
                name: pq.read_table(pa.BufferReader(files[f"{name}.parquet"])).to_pylist()
                for name in _TABLES
            }
        except (pa.ArrowException, Damaged, KeyError, OSError) as error:
            reason = (say or language("en")).text("cannot be read. Run: python -m partv build")
            raise Refused([Fault(f"{parquet.name}/", None, None, None, reason)]) from error
        return cls.of_rows(tables)

    @classmethod
    def of_rows(cls, tables: dict[str, list[Row]]) -> Self:
        """From rows of the tables by name, as ``build`` checked them."""
        keys = {"parties": "iso3", "cycles": "cycle", "indicators": "indicator_id"}
        keys["regions"] = "region"
        return cls(
            **{
                name: {row[keys[name]]: row for row in tables[name]}
                if name in keys
                else tables[name]
                for name in _TABLES
            }
        )

    def names(self, lang: str = "en") -> Names:
        """The names of Parties and States, for one import that speaks ``lang``."""
        kept = {row["iso3"]: row["name"] for row in self.party_names if row["lang"] == lang}
        parties = {code: row["name"] for code, row in self.parties.items()}
        others = [(row["name"], row["iso3"]) for row in self.party_names]
        others += [(row["alias"], row["iso3"]) for row in self.party_aliases]
        return Names(parties, others, lambda code: kept.get(code) or country_name(code, lang))

    def entry(self, iso3: str) -> date:
        """When the Protocol entered into force for a Party, at the latest."""
        party = self.parties[iso3]
        return party["entry_into_force"] or party["entry_latest"]

    def is_due(self, iso3: str, cycle: int) -> bool:
        """Whether a Party was due to report: the Protocol was in force when the cycle closed."""
        return self.entry(iso3) <= self.cycles[cycle]["closing_date"]

    @cached_property
    def region_codes(self) -> dict[str, str]:
        """Folded names and abbreviations of the regions to their codes.

        With and without "WHO" before, and the abbreviations of the regional offices.
        """
        codes: dict[str, str] = {}
        pairs = [(row["name"], row["region"]) for row in self.region_names]
        for code, row in self.regions.items():
            pairs += [(name, code) for name in (code, row["secretariat_code"], row["name"])]
            pairs += [(f"{name}O", code) for name in (code, row["secretariat_code"])]
        for name, code in pairs:
            codes[fold(name)] = code
            codes[fold(re.sub(r"^WHO ", "", name))] = code
        return codes

    @cached_property
    def indicator_names(self) -> dict[str, str | None]:
        """Folded identifiers, labels and page titles to indicators; None: a page about no one."""
        names: dict[str, str | None] = {}
        for code, row in self.indicators.items():
            for name in (code, row["label"], f"{code} {row['label']}"):
                names[fold(name)] = code
        for row in self.indicator_aliases:
            names[fold(row["alias"])] = row["indicator_id"]
        return names

    def indicator(self, name: str) -> str | None:
        """The indicator a header or a cell names; None when it names none."""
        return self.indicator_names.get(fold(name)) if len(name) <= 300 else None

    def page(self, titles: tuple[str, ...]) -> tuple[set[str], bool]:
        """The indicators that titles of a page name, and whether one is known to name none."""
        found: set[str] = set()
        other = False
        for title in titles:
            # Titles of older pages begin with a code: "C428 - Progress made in ...".
            for form in (title, re.sub(r"^[A-Z]+\d+(_\d+)*\s*[-–]\s*", "", title)):
                folded = fold(form) if len(form) <= 300 else ""
                if folded in self.indicator_names:
                    code = self.indicator_names[folded]
                    other |= code is None
                    found |= {code} - {None}
        return found, other
