"""What Parties answered: tables of raw cells to checked rows, all of them or none.

The status of an answer is one of ``imported.STATUSES``. For a question of free text it is
``text``, and whatever was written stays text: fillers such as "XXX" or "RAS", and "Non" too, are
never read as an answer. ``Report not provided`` of a Party that was not due says nothing, and is
left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from partv.data.answer_sets import NAME, RESERVED
from partv.i18n.language import Language, language
from partv.ingest.faults import Fault, Refused
from partv.ingest.import_report import ANSWERS, STATUSES, Counted, Imported
from partv.ingest.imported_sets import store_answers
from partv.ingest.named_cycles import cycle_of_names, other_than_named
from partv.ingest.raw_tables import LIMITS, Column, Table
from partv.ingest.readers import read, too_large_together
from partv.ingest.register import Register
from partv.ingest.state_names import Ambiguous, NotAParty, Party, Unknown, fold
from partv.ingest.table_schema import Row
from partv.ingest.workbooks import too_many_marks

__all__ = ["read_answers", "store_answers"]

Progress = Callable[[int, int], None]

_STATUS = {words.casefold(): status for status, words in ANSWERS.items()}
_STATUS |= {status.replace("_", " "): status for status in STATUSES}
_FILLERS = {
    fold(words)
    for words in (
        *("xxx", "RAS", "N/A", "NA", "so", "non", "no", "none", "nil", "sans objet"),
        *("pas de données", "no information", "see the EU reply", "as reported by EU Commission"),
    )
}
_STEP = 200
"""Rows between two reports of progress."""
_SUGGESTED_NAMES = 30
"""Names that get suggestions in one import: the search is slow, and thirty are enough to see."""


def read_answers(
    files: Sequence[tuple[str, bytes]],
    register: Register,
    data: str,
    cycle: int | None = None,
    indicator: str | None = None,
    say: Language | None = None,
    progress: Progress | None = None,
    default_cycle: int | None = None,
    taken: Sequence[str] = RESERVED,
    encodings: Mapping[str, str] | None = None,
    on_page: bool = False,
) -> Imported:
    """Read and check (name, content) pairs into the answers of the data set ``data``.

    The cycle of an answer is that of its column, else that in the name of its sheet, else that in
    the name of its file, else ``default_cycle``. Where two of them disagree they are refused.
    ``cycle`` is the one to import: that of rows that name none, the only column that is read of a
    page, and a fault where a row or a name says another. ``indicator`` is the question of a page or
    a table that names none. ``taken`` are names that ``data`` may not have. ``encodings`` has the
    encodings of text files by their names, where somebody named one. ``progress`` is called with
    rows done and rows in all. ``on_page``: in words for a page, where the cycle that is missing is
    asked for (``Refused.without_cycle``); else in those of the command line.

    Raises Refused with every fault; nothing is written in any case.
    """
    checked = _Checked(register, data, cycle, indicator, say or language("en"), on_page)
    checked.check_options(taken)
    checked.default_cycle = default_cycle
    tables = checked.open(files, encodings or {})
    total = sum(len(table.rows) for table in tables)
    done = 0
    for table in tables:
        for _ in checked.table(table):
            done += 1
            if progress and (done % _STEP == 0 or done == total):
                progress(done, total)
    return checked.result(files)


class Said(NamedTuple):
    """One answer as it stands in a file, with the columns it stands in."""

    cycle: int
    indicator: str
    given: str | None
    column: Column | None
    text: str | None = ""
    text_column: Column | None = None


Cells = Callable[[int, list[str | None]], Iterator[Said]]
"""Finds the answers in a row: its number and its texts."""


class _Checked:
    """One import under way: the answers so far, and every fault so far."""

    def __init__(
        self,
        register: Register,
        data: str,
        cycle: int | None,
        indicator: str | None,
        to: Language,
        on_page: bool = False,
    ) -> None:
        self.register, self.data, self.to, self.on_page = register, data, to, on_page
        self.cycle, self.indicator = cycle, indicator
        self.names = register.names(to.code)
        self.rows: dict[tuple[int, str, str], Row] = {}
        self.places: dict[tuple[int, str, str], tuple[Table, int]] = {}
        self.faults: list[Fault] = []
        self.counted = Counted()
        self.default_cycle: int | None = None
        self.cycle_of_table: int | None = None
        """What the table under way is about where no column says it."""
        self.named: int | None = None
        """The cycle that the name of its sheet or its file says."""
        self.disagreeing = False
        self.without_cycle: list[str] = []
        self.suggested: set[str] = set()

    def check_options(self, taken: Sequence[str]) -> None:
        """Hold what was asked for against the register; what does not exist is dropped."""
        say = self.to.text
        if not re.fullmatch(NAME, self.data) or self.data in taken:
            accepted = say(
                "lower-case letters, digits and hyphens, at most 31, a letter first; "
                "none of {names}",
                names=self.to.series(taken),
            )
            self.faults.append(Fault("--data", None, None, self.data, accepted))
        if self.cycle is not None and self.cycle not in self.register.cycles:
            self.faults.append(Fault("--cycle", None, None, str(self.cycle), self._cycles()))
            self.cycle = None
        if self.indicator is not None and self.indicator not in self.register.indicators:
            fault = Fault("--indicator", None, None, self.indicator, self._indicators())
            self.faults.append(fault)
            self.indicator = None

    def _cycles(self) -> str:
        return self.to.series(map(str, sorted(self.register.cycles)))

    def _indicators(self) -> str:
        return self.to.series(self.register.indicators)

    def open(self, files: Sequence[tuple[str, bytes]], encodings: Mapping[str, str]) -> list[Table]:
        """The tables of the files; what was wrong in reading them is kept."""
        if len(files) > LIMITS.files:
            reason = self.to.plural(
                "at most {n} file is read at once.",
                "at most {n} files are read at once.",
                LIMITS.files,
            )
            raise Refused([Fault(files[LIMITS.files][0], None, None, None, reason)])
        tables, size, marks = [], 0, 0
        for name, content in files:
            size += len(content)
            if len(content) < size > LIMITS.file_bytes:
                reason = too_large_together(size, self.to)
                raise Refused([Fault(name, None, None, None, reason)])
            reading = read(name, content, self.to, encodings.get(name), self.names.knows)
            marks += reading.marks
            if marks > LIMITS.marks:
                raise Refused([Fault(name, None, None, None, too_many_marks(self.to))])
            self.faults += reading.faults
            tables += reading.tables
            self.counted.hidden_rows += reading.hidden_rows
            self.counted.hidden_columns += reading.hidden_columns
            self.counted.ignored_sheets += [f"{name}: {sheet}" for sheet in reading.ignored_sheets]
        return tables

    def result(self, files: Sequence[tuple[str, bytes]]) -> Imported:
        """The import, or Refused."""
        if not self.faults and not self.rows and not self.without_cycle:
            reason = self.to.text("there is no answer of a Party that was due.")
            self.faults += [Fault(name, None, None, None, reason) for name, _ in files]
        if self.faults or self.without_cycle:
            order = {name: number for number, (name, _) in reversed(list(enumerate(files)))}
            raise Refused(
                sorted(
                    self.faults,
                    key=lambda fault: (
                        order.get(fault.file, -1),
                        fault.sheet or "",
                        fault.row or 0,
                    ),
                ),
                self.without_cycle,
            )
        for row in self.rows.values():
            self.counted.answers[row["cycle"], row["status"]] += 1
        return Imported(self.data, [self.rows[key] for key in sorted(self.rows)], self.counted)

    # A table

    def table(self, table: Table) -> Iterator[None]:
        """Check a table; yields after each row."""
        self.counted.repeated_headers += table.repeated_headers
        self._ignore(table, table.ignored)
        cells = {"long": self._long, "wide": self._wide, "page": self._page}[table.kind](table)
        for number, texts in table.rows:
            iso3 = self._party(table, number, texts)
            if iso3 and cells:
                for answer in cells(number, texts):
                    self._answer(table, number, iso3, answer)
            yield
            if len(self.faults) >= LIMITS.faults:
                reason = self.to.text("the rest was not read: there is too much wrong with it.")
                raise Refused([*self.faults, Fault(table.file, None, None, None, reason)])

    def _ignore(self, table: Table, headers: Iterable[str]) -> None:
        self.counted.ignored_columns += [f"{table.file}: {header}" for header in headers]

    def _fault(
        self, table: Table, row: int, column: Column | None, value: str, accepted: str
    ) -> None:
        self.faults.append(table.fault(row, column, value, accepted))

    def _long(self, table: Table) -> Cells | None:
        """How the answers of a row are found: one a row."""
        say = self.to.text
        for column in table.others:
            if self.register.indicator(column.header) or re.fullmatch(r"\d{4}", column.header):
                accepted = say("either columns for indicator and answer, or one for each indicator")
                self._fault(table, table.header_row, column, column.header, accepted)
            else:
                self._ignore(table, [column.header])
        roles = table.roles
        question = None
        if "indicator" not in roles:
            question = self._question(table)
        if not self._has_cycle(table) or (question is None and "indicator" not in roles):
            return None

        def cells(number: int, texts: list[str | None]) -> Iterator[Said]:
            cycle = self._cycle_of(table, number, texts)
            asked = question or self._asked(table, number, texts)
            if cycle and asked:
                given = texts[roles["answer"].index] if "answer" in roles else ""
                text = texts[roles["text"].index] if "text" in roles else ""
                yield Said(cycle, asked, given, roles.get("answer"), text, roles.get("text"))

        return cells

    def _wide(self, table: Table) -> Cells | None:
        """How the answers of a row are found: one a column, each of another question."""
        say = self.to.text
        asked: list[tuple[Column, str]] = []
        if "text" in table.roles:
            self._ignore(table, [table.roles["text"].header])
        for column in table.others:
            found = self.register.indicator(column.header)
            if found is None:
                self._fault(table, table.header_row, column, column.header, self._indicators())
            elif self.indicator and found != self.indicator:
                accepted = self._as_asked()
                self._fault(table, table.header_row, column, column.header, accepted)
            elif first := next((one for one, name in asked if name == found), None):
                accepted = say("each column once ({place} is the same)", place=table.place(first))
                self._fault(table, table.header_row, column, column.header, accepted)
            else:
                asked.append((column, found))
        if not self._has_cycle(table):
            return None

        def cells(number: int, texts: list[str | None]) -> Iterator[Said]:
            cycle = self._cycle_of(table, number, texts)
            for column, found in asked if cycle else ():
                yield Said(cycle, found, texts[column.index], column)

        return cells

    def _page(self, table: Table) -> Cells | None:
        """How the answers of a row are found: one a column, each of another cycle."""
        say = self.to.text
        question = self._question(table)
        cycles: list[tuple[Column, int]] = []
        for column in table.others:
            year = int(column.header)
            if self.cycle and year != self.cycle:
                self._ignore(table, [column.header])
            elif year in self.register.cycles:
                cycles.append((column, year))
            elif all(
                _status(texts[column.index] or "") in ("", "not_reported")
                for _, texts in table.rows
            ):
                # The database shows a column 2018 for the Protocol, which had no such cycle.
                self._ignore(table, [column.header])
            else:
                self._fault(table, table.header_row, column, column.header, self._cycles())
        if self.cycle and not cycles:
            accepted = say("a column {cycle}, as --cycle says", cycle=self.cycle)
            found = self.to.series(column.header for column in table.others)
            self._fault(table, table.header_row, None, found, accepted)
        if question is None:
            return None

        def cells(number: int, texts: list[str | None]) -> Iterator[Said]:
            for column, year in cycles:
                yield Said(year, question, texts[column.index], column)

        return cells

    def _question(self, table: Table) -> str | None:
        """The indicator of a table that has no column for it."""
        if self.indicator:
            return self.indicator
        say = self.to.text
        found, other = self.register.page(table.titles)
        if len(found) == 1 and not other:
            return found.pop()
        title = next((title for title in table.titles if title), "")
        if found:
            reason = (
                say("one indicator, not several; or choose the measure on the page")
                if self.on_page
                else say("one indicator, not several; or name it with --indicator")
            )
        elif other:
            reason = say(
                "a page about an indicator ({indicators}); this one asks something else",
                indicators=self._indicators(),
            )
        else:
            named = {"indicators": self._indicators()}
            reason = (
                say("a title that names one of {indicators}; or choose the measure", **named)
                if self.on_page
                else say(
                    "a title that names the indicator, or --indicator with one of {indicators}",
                    **named,
                )
            )
        self._fault(table, table.header_row, None, title, reason)
        return None

    def _has_cycle(self, table: Table) -> bool:
        """Settle the cycle of a table that is not a page; False when it cannot be told."""
        self.named, faults = cycle_of_names(table, self.register.cycles, self.cycle, self.to)
        self.disagreeing = False
        self.cycle_of_table = self.cycle or self.named or self.default_cycle
        self.faults += faults
        if faults:
            return False
        if "cycle" in table.roles or self.cycle_of_table:
            return True
        self._ask_cycle(table, table.header_row, None)
        return False

    def _ask_cycle(self, table: Table, row: int, column: Column | None) -> None:
        if self.on_page:
            place = self.to.pair(table.file, table.sheet) if table.sheet else table.file
            if place not in self.without_cycle:
                self.without_cycle.append(place)
        elif column:
            self._fault(table, row, column, "", self._cycles())
        else:
            reason = self.to.text(
                "no column says the cycle, nor does the name of the sheet or the file; "
                "name it with --cycle ({cycles}).",
                cycles=self._cycles(),
            )
            self.faults.append(table.fault(row, None, None, reason))

    def _as_asked(self) -> str:
        if self.on_page:
            return self.to.text("{indicator}, the measure chosen", indicator=self.indicator)
        return self.to.text("{indicator}, as --indicator says", indicator=self.indicator)

    # A row

    def _party(self, table: Table, row: int, texts: list[str | None]) -> str | None:
        """The Party of a row; None when it is none or cannot be told."""
        say = self.to.text
        found: dict[str, Party | NotAParty] = {}
        for role in ("party", "iso3"):
            column = table.roles.get(role)
            text = texts[column.index] if column else ""
            if text is None:
                return None
            if text:
                match = self.names.find(text)
                if isinstance(match, Ambiguous):
                    names = say("; ").join(match.candidates)
                    accepted = say("one State, by its whole name or its code: {names}", names=names)
                    self._fault(table, row, column, text, accepted)
                    return None
                if isinstance(match, Unknown):
                    self._fault(table, row, column, text, self._like(text))
                    return None
                found[role] = match
        if not found:
            column = table.roles.get("party") or table.roles["iso3"]
            self._fault(table, row, column, "", say("the name of a Party"))
            return None
        if len({match.iso3 for match in found.values()}) > 1:
            code = found["party"].iso3
            accepted = say("{code}, the code of {name}", code=code, name=self.names.name_of(code))
            column = table.roles["iso3"]
            self._fault(table, row, column, texts[column.index], accepted)
            return None
        match = next(iter(found.values()))
        if isinstance(match, NotAParty):
            self.counted.not_parties[match.name] += 1
            return None
        self._check_region(table, row, texts, match.iso3)
        return match.iso3

    def _like(self, name: str) -> str:
        if len(self.suggested) < _SUGGESTED_NAMES:
            self.suggested.add(name)
        if name in self.suggested and (suggestions := self.names.like(name)):
            return self.to.text(
                "the name of a Party; written most like it: {names}",
                names=self.to.series(suggestions),
            )
        return self.to.text("the name of a Party")

    def _check_region(self, table: Table, row: int, texts: list[str | None], iso3: str) -> None:
        column = table.roles.get("region")
        text = texts[column.index] if column else ""
        party = self.register.parties[iso3]
        if text and self.register.region_codes.get(fold(text[:100])) != party["region"]:
            accepted = self.to.text(
                "{region}, the region of {party} in the register",
                region=party["region"],
                party=self.names.name_of(iso3),
            )
            self._fault(table, row, column, text, accepted)

    def _cycle_of(self, table: Table, row: int, texts: list[str | None]) -> int | None:
        column = table.roles.get("cycle")
        text = texts[column.index] if column else ""
        if text is None:
            return None
        year = int(text) if re.fullmatch(r"[0-9]{4}", text) else None
        if not text:
            if not self.cycle_of_table:
                self._ask_cycle(table, row, column)
            return self.cycle_of_table
        if year not in self.register.cycles:
            self._fault(table, row, column, text, self._cycles())
            return None
        if self.cycle and year != self.cycle:
            accepted = self.to.text("{cycle}, as --cycle says", cycle=self.cycle)
            self._fault(table, row, column, text, accepted)
            return None
        if self.named and year != self.named:
            if not self.disagreeing:
                self.faults.append(other_than_named(table, row, year, self.named, self.to))
            self.disagreeing = True
            return None
        return year

    def _asked(self, table: Table, row: int, texts: list[str | None]) -> str | None:
        column = table.roles["indicator"]
        text = texts[column.index]
        if text is None:
            return None
        found = self.register.indicator(text) if text else None
        if found is None:
            self._fault(table, row, column, text, self._indicators())
        elif self.indicator and found != self.indicator:
            accepted = self._as_asked()
            self._fault(table, row, column, text, accepted)
            return None
        return found

    # An answer

    def _answer(self, table: Table, row: int, iso3: str, said: Said) -> None:
        """Check one answer and keep it."""
        if said.given is None or said.text is None:
            return
        if not said.given and not said.text:
            self.counted.blank += 1
            return
        column = said.column or said.text_column
        party = self.names.name_of(iso3)
        status, text = self._meant(table, row, said)
        if not status:
            return
        if not self.register.is_due(iso3, said.cycle):
            if status == "not_reported":
                self.counted.not_due[said.cycle, party] += 1
                return
            accepted = self._why_not_due(iso3, said.cycle)
            self._fault(table, row, column, said.given or said.text, accepted)
            return
        key = (said.cycle, iso3, said.indicator)
        answer = {
            "data": self.data,
            "cycle": said.cycle,
            "iso3": iso3,
            "indicator_id": said.indicator,
            "status": status,
            "text": text or None,
            "source_file": table.file,
            "source_row": row,
        }
        first = self.rows.setdefault(key, answer)
        there, number = self.places.setdefault(key, (table, row))
        if first is answer:
            if status == "text" and fold(text[:100]) in {"", *_FILLERS}:
                self.counted.fillers += 1
        elif (first["status"], first["text"]) == (status, answer["text"]):
            self.counted.repeated += 1
        else:
            accepted = self.to.text(
                "one answer of {party} to {indicator} in {cycle} "
                '({file}, row {row} says "{answer}")',
                party=party,
                indicator=said.indicator,
                cycle=said.cycle,
                file=there.file,
                row=number,
                answer=_said(first),
            )
            self._fault(table, row, column, _said(answer), accepted)

    def _why_not_due(self, iso3: str, cycle: int) -> str:
        party = self.register.parties[iso3]
        values = {
            "party": self.names.name_of(iso3),
            "cycle": cycle,
            "date": self.to.date(self.register.entry(iso3)),
        }
        if party["entry_into_force"]:
            return self.to.text(
                "no answer: {party} was not yet due in {cycle} (in force for it from {date})",
                **values,
            )
        return self.to.text(
            "no answer: {party} was not yet due in {cycle} (in force for it by {date})", **values
        )

    def _meant(self, table: Table, row: int, said: Said) -> tuple[str, str]:
        """Status and text of an answer; an empty status when it is at fault."""
        say = self.to.text
        status, text = _status(said.given), said.text
        free = self.register.indicators[said.indicator]["kind"] == "text"
        accepted = self.to.series(words for one, words in ANSWERS.items() if not free or "_" in one)
        if free and status in ("", "yes", "no", "text"):
            written = "" if status == "text" else said.given
            if written and text:
                place = table.place(said.text_column)
                accepted = say("a text in one place only (column {place} has one)", place=place)
            elif written or text:
                return "text", written or text
            else:
                accepted = say("the text that was given, or {answers}", answers=accepted)
        elif text and (free or status == "not_reported"):
            accepted = say("no text beside {answer}", answer=ANSWERS[status])
            self._fault(table, row, said.text_column, text, accepted)
            return "", ""
        elif status not in ("", "text"):
            return status, text
        self._fault(table, row, said.column or said.text_column, said.given, accepted)
        return "", ""


def _status(text: str) -> str:
    """The status that the words of an answer mean; empty when they mean none."""
    if len(text) > 50:
        return ""
    return _STATUS.get(" ".join(text.replace("_", " ").casefold().split()), "")


def _said(row: Row) -> str:
    """An answer in a few words, as a file says it."""
    text = " ".join((row["text"] or "").split())
    text = text if len(text) <= 60 else text[:57] + "..."
    words = "" if row["status"] == "text" else ANSWERS[row["status"]]
    return " ".join(filter(None, (words, text)))
