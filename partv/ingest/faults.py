"""What was wrong with an input, cell by cell, in sentences a person can act on."""

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
        value = _one_line(self.value)
        value = value if len(value) <= 60 else value[:57] + "..."
        return language.text(
            '{where}: "{value}" is not accepted. Accepted: {accepted}.',
            where=where,
            value=value,
            accepted=self.accepted,
        )


def _one_line(text: str) -> str:
    """What an input says, fit for a line of ours: no line ends, no control characters."""
    return "".join(c if c.isprintable() else " " for c in text)


class Refused(Exception):
    """An input was refused; nothing was changed. ``faults`` has every reason at once."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults
