"""An accepted import: its rows, the words of answers, and the report of what was in the files."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from partv.i18n.collation import sort_key
from partv.i18n.language import Language
from partv.ingest.table_schema import Row

ANSWERS = {
    "yes": "Yes",
    "no": "No",
    "not_answered": "Answer not provided",
    "not_reported": "Report not provided",
    "not_applicable": "Not applicable",
}
"""The statuses of an answer and the words that are accepted for them."""

STATUSES = (*ANSWERS, "text")
"""Every status; ``text`` is that of a question of free text which was answered."""


def labels(to: Language) -> dict[str, str]:
    """The statuses in words, in a language; what is accepted in a file is ``ANSWERS``."""
    say = to.text
    return {
        "yes": say("Yes"),
        "no": say("No"),
        "not_answered": say("Answer not provided"),
        "not_reported": say("Report not provided"),
        "not_applicable": say("Not applicable"),
        "text": say("Free text"),
    }


@dataclass
class Counted:
    """What was in the files, for the report of an import that was accepted."""

    answers: Counter = field(default_factory=Counter)
    """Answers by (cycle, status)."""
    not_parties: Counter = field(default_factory=Counter)
    """Rows of States that are not Parties, by name."""
    not_due: Counter = field(default_factory=Counter)
    """``Report not provided`` of Parties not yet due, by (cycle, Party)."""
    fillers: int = 0
    blank: int = 0
    repeated: int = 0
    repeated_headers: int = 0
    ignored_columns: list[str] = field(default_factory=list)
    ignored_sheets: list[str] = field(default_factory=list)
    hidden_rows: list[tuple[str, list[int]]] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)

    def sentences(self, to: Language) -> list[str]:
        """The report, a sentence a line."""
        return list(self._sentences(to))

    def _sentences(self, to: Language) -> Iterator[str]:
        say, plural = to.text, to.plural
        words = labels(to)
        for cycle in sorted({cycle for cycle, _ in self.answers}):
            counts = {status: self.answers[cycle, status] for status in STATUSES}
            parts = [f"{words[s]} {to.number(n)}" for s, n in counts.items() if n]
            total = plural("{n} answer", "{n} answers", sum(counts.values()))
            yield say("{cycle}: {total} ({parts}).", cycle=cycle, total=total, parts=to.list(parts))
        if self.not_due:
            cycles = Counter(cycle for cycle, _ in self.not_due)
            parts = [
                say(
                    "{cycle}: {names}",
                    cycle=cycle,
                    names=to.series(self._parties_not_due(cycle, to)),
                )
                for cycle in sorted(cycles)
            ]
            yield plural(
                "{n} cell left out, of Parties not yet due: {parts}.",
                "{n} cells left out, of Parties not yet due: {parts}.",
                self.not_due.total(),
                parts=say("; ").join(parts),
            )
        if self.not_parties:
            yield plural(
                "{n} row left out, of States that are not Parties to the Protocol: {names}.",
                "{n} rows left out, of States that are not Parties to the Protocol: {names}.",
                self.not_parties.total(),
                names=say("; ").join(in_order(self.not_parties, to)),
            )
        if self.fillers:
            yield plural(
                "{n} text says nothing (such as XXX or N/A); it is kept as text.",
                "{n} texts say nothing (such as XXX or N/A); they are kept as text.",
                self.fillers,
            )
        if self.blank:
            yield plural("{n} empty cell left out.", "{n} empty cells left out.", self.blank)
        if self.repeated:
            yield plural(
                "{n} answer stands in the files more than once, the same; it counts once.",
                "{n} answers stand in the files more than once, the same; they count once.",
                self.repeated,
            )
        if self.repeated_headers:
            yield plural(
                "{n} repeated header left out.",
                "{n} repeated headers left out.",
                self.repeated_headers,
            )
        if self.hidden_rows:
            places = [to.pair(place, to.series(_runs(rows))) for place, rows in self.hidden_rows]
            yield plural(
                "{n} hidden or filtered row left out: {places}. Show it to import it.",
                "{n} hidden or filtered rows left out: {places}. Show them to import them.",
                sum(len(rows) for _, rows in self.hidden_rows),
                places=say("; ").join(places),
            )
        if self.hidden_columns:
            yield plural(
                "{n} hidden column left out: {places}. Show it to import it.",
                "{n} hidden columns left out: {places}. Show them to import them.",
                len(self.hidden_columns),
                places=say("; ").join(self.hidden_columns),
            )
        if self.ignored_columns:
            names = to.series(self.ignored_columns)
            yield say("Columns that were not read: {names}.", names=names)
        if self.ignored_sheets:
            names = to.series(self.ignored_sheets)
            yield say("Sheets that were not read: {names}.", names=names)

    def _parties_not_due(self, wanted: int, to: Language) -> list[str]:
        return in_order((name for cycle, name in self.not_due if cycle == wanted), to)


def _runs(rows: list[int]) -> list[str]:
    """Numbers of rows, those that follow each other together."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def in_order(names: Iterable[str], to: Language) -> list[str]:
    """Names in the alphabetical order of the language."""
    return sorted(names, key=lambda name: sort_key(name, to.code))


@dataclass(frozen=True)
class Imported:
    """Checked answers of one data set, in order of cycle, Party and indicator."""

    data: str
    rows: list[Row]
    counted: Counted
