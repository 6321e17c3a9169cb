"""An extract: rows of one table for one view, with all that is needed to trust and repeat them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from partv.address.exported_tables import Table
from partv.address.selection import Selection
from partv.i18n import wording
from partv.i18n.language import Language

SETTINGS = ("cycle", "regions", "articles", "of")
"""The settings that the name of a file says, where they matter for its content."""


def filters_in_name(chosen: Selection, uses: Sequence[str] = SETTINGS) -> list[str]:
    """What was chosen, as parts of a file name; ``uses``: the settings that matter."""
    parts = []
    if "cycle" in uses:
        base = f"{chosen.base_cycle}-" if "base" in uses else ""
        parts.append(f"{base}{chosen.cycle}")
    if "regions" in uses and chosen.regions:
        parts.append("-".join(chosen.regions))
    if "party" in uses and chosen.party:
        parts.append(chosen.party)
    if "articles" in uses and chosen.articles:
        parts.append("art-" + "-".join(map(str, chosen.articles)))
    if "of" in uses and chosen.of != "reported":
        parts.append(f"of-{chosen.of}")
    return parts


@dataclass(frozen=True)
class Extract:
    """The rows of ``table`` for ``selection``, as the query ``table.name`` answered."""

    table: Table
    selection: Selection
    rows: pd.DataFrame = field(compare=False)
    """In the columns of ``table.fields``."""
    version: str
    """The version of the data, twelve hex digits."""
    query: str
    """The SQL of ``queries/NAME.sql``."""
    parameters: tuple[str, ...]
    """The names of its parameters."""
    documents: tuple[Mapping[str, str], ...] = field(compare=False)
    """The documents that the rows are taken from: title, number, link (empty where none is)."""
    answers: bytes = field(compare=False, default=b"")
    """Parquet of the visitor's own answers, without which the query cannot be repeated."""

    @cached_property
    def name(self) -> str:
        """A file name that says the filters, without ending: ``part-v_rates_demo_2023_AFR-EUR``."""
        chosen, uses = self.selection, self.parameters
        by_region = "by_region" in uses and chosen.by == "region"
        parts = ["part-v", self.table.name, *(["by-region"] if by_region else [])]
        parts += [chosen.data] if self.table.computed else []
        parts += filters_in_name(chosen, uses)
        return "_".join([*parts, chosen.lang] if self.translated else parts)

    @property
    def invented(self) -> bool:
        """Whether the rows are about Parties that do not exist."""
        return self.selection.invented and self.table.computed

    @property
    def translated(self) -> bool:
        """Whether rows are asked for in another language than English."""
        return "lang" in self.parameters and self.selection.lang not in ("", "en")

    @property
    def address(self) -> str:
        """The query string that the API, and with it every other way, gives these rows for."""
        lang = self.selection.lang if self.translated else ""
        return self.selection.plain().changed(lang=lang).query_string()

    def values(self) -> dict[str, object]:
        """The parameters of the query by name."""
        known = self.selection.parameters()
        return {name: known[name] for name in self.parameters}

    def filters(self, say: Language) -> list[tuple[str, str]]:
        """What was chosen, in words: what it is, and which."""
        chosen, uses = self.selection, self.parameters
        lines = []
        if "data" in uses:
            lines.append((say.text("Data set"), wording.dataset(chosen.data, say)))
        if "base" in uses:
            lines.append((say.text("Earlier cycle"), str(chosen.base_cycle)))
        if "cycle" in uses:
            lines.append((say.text("Cycle"), str(chosen.cycle)))
        if "regions" in uses:
            lines.append(
                (say.text("WHO regions"), say.list(chosen.regions) or say.text("all regions"))
            )
        if "party" in uses and chosen.party:
            lines.append((say.text("Party"), chosen.party))
        if "articles" in uses:
            lines.append(
                (
                    say.text("Articles"),
                    say.list(map(str, chosen.articles)) or say.text("all Articles"),
                )
            )
        if self.translated:
            lines.append((say.text("Language"), chosen.lang))
        if "of" in uses:
            name = wording.denominator_name(chosen.of, say, self.invented)
            lines.append((say.text("Denominator"), name))
        return lines
