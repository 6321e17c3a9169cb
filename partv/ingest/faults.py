"""What was wrong with an input, cell by cell, in sentences a person can act on."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from partv.i18n.language import Language


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where it is, what stands there, and what is accepted instead.

    ``row`` counts as a spreadsheet shows it (the header is row 1); None: the whole file.
    Without a ``value``, ``accepted`` is the whole sentence. ``sheet`` is a spreadsheet's.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    accepted: str
    sheet: str | None = None

    def sentence(self, language: Language) -> str:
        """The fault as one line: file, sheet, row, column, value, what is accepted."""
        place = [_one_line(self.file)]
        if self.sheet is not None:
            place.append(language.text("sheet {sheet}", sheet=_one_line(self.sheet)))
        if self.row is not None:
            place.append(language.text("row {row}", row=self.row))
        if self.column is not None:
            place.append(language.text("column {column}", column=_one_line(self.column)))
        where = language.series(place)
        if self.value is None:
            return language.pair(where, self.accepted)
        value = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        value = _one_line(value)
        return language.text(
            '{where}: "{value}" is not accepted. Accepted: {accepted}.',
            where=where,
            value=value,
            accepted=self.accepted,
        )


def _one_line(text: str) -> str:
    """What an input says, fit for a line of ours: no line ends; what is invisible is named."""
    return "".join(c if c.isprintable() else _named(c) for c in text)


def _named(character: str) -> str:
    """A space, or the name of a character that nobody would see between two letters."""
    if unicodedata.category(character) != "Cf":
        return " "
    return f"[U+{ord(character):04X} {unicodedata.name(character, '?')}]"


class Refused(Exception):
    """An input was refused; nothing was changed. ``faults`` has every reason at once.

    ``without_cycle`` are the tables, by their places, of which a person has to say the cycle.
    """

    def __init__(self, faults: list[Fault], without_cycle: Sequence[str] = ()) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults, self.without_cycle = faults, tuple(without_cycle)
