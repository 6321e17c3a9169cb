"""What was wrong with an input, cell by cell, in sentences a person can act on."""

from dataclasses import dataclass

from partv.language import Language


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where it is, what stands there, and what is accepted instead.

    ``row`` counts as a spreadsheet shows it (the header is row 1); None: the whole file.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    accepted: str

    def sentence(self, language: Language) -> str:
        """The fault as one line: file, row, column, value, what is accepted."""
        place = [self.file]
        if self.row is not None:
            place.append(language.text("row {row}", row=self.row))
        if self.column is not None:
            place.append(language.text("column {column}", column=self.column))
        where = ", ".join(place)
        if self.value is None:
            return f"{where}: {self.accepted}"
        value = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        return language.text(
            '{where}: "{value}" is not accepted. Accepted: {accepted}.',
            where=where,
            value=value,
            accepted=self.accepted,
        )


class Refused(Exception):
    """An input was refused; nothing was changed. ``faults`` has every reason at once."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults
