"""Tables of raw cells: where they are in a file, what their columns are, what is read at most.

A table is long (one answer a row), wide (Parties down, indicators across) or that of a page of the
implementation database (Parties down, cycles across). What a cell means is not decided here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from partv.i18n.language import Language
from partv.ingest.faults import Fault
from partv.ingest.state_names import fold

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What is read at most. All of this is far above any real file."""

    files: int = 200
    file_bytes: int = 20 * MEGABYTE
    html_bytes: int = 5 * MEGABYTE
    """A page takes fifty times its size in memory."""
    unpacked_bytes: int = 64 * MEGABYTE
    ratio: int = 200
    """Unpacked to packed size of an XLSX above one megabyte."""
    parts: int = 2000
    marks: int = 400_000
    """Tags of an XLSX, by which it costs time: four a cell. All workbooks of an import together."""
    sheets: int = 30
    rows: int = 20_000
    columns: int = 200
    cell_characters: int = 32_767
    faults: int = 1000
    """What is told at most of what is wrong."""


LIMITS = Limits()


# Folded header texts and the role of their column. A table has a Party column and others.
_ROLES = {
    "party": (
        *("Party", "Parties", "Country", "State", "Name"),
        *("Partie", "Pays", "Parte", "País", "Сторона", "缔约方", "الطرف"),
    ),
    "iso3": ("iso3", "ISO code", "ISO 3166", "Code"),
    "region": ("Region", "WHO region", "Région", "Región", "Регион", "区域", "الإقليم"),
    "cycle": ("Cycle", "Year", "Reporting cycle"),
    "indicator": ("Indicator", "indicator_id", "Question"),
    "answer": ("Answer", "Status", "Response"),
    "text": ("Text", "Free text", "Comment", "Comments", "Details"),
}
ROLES = {fold(name): role for role, names in _ROLES.items() for name in names}
# Columns of our own exports that say nothing about the answer.
_OURS = {fold(name) for name in ("data", "source_file", "source_row", "article")}
HEADER_WITHIN = 10
"""The header stands in one of the first rows; a title may stand above it."""


Cells = list[str | None]
"""The texts of a row; None where the cell is at fault already."""


@dataclass(frozen=True)
class Column:
    """A column that is read: where it is, and its header as it stands there."""

    index: int
    header: str


@dataclass
class Table:
    """A table of a file: what its columns are, and its rows with the numbers people see."""

    file: str
    sheet: str | None
    header_row: int
    roles: dict[str, Column]
    others: list[Column]
    """Columns without a role: cycles or indicators."""
    rows: list[tuple[int, Cells]]
    titles: tuple[str, ...] = ()
    """What the file says it is about: its name, the title and the address of a page."""
    lettered: bool = True
    """Columns have letters, as in a spreadsheet."""
    ignored: list[str] = field(default_factory=list)
    repeated_headers: int = 0

    @property
    def kind(self) -> str:
        """``long``, ``page`` or ``wide``."""
        if "answer" in self.roles or "indicator" in self.roles:
            return "long"
        years = [column for column in self.others if re.fullmatch(r"\d{4}", column.header)]
        return "page" if years and len(years) == len(self.others) else "wide"

    def fault(self, row: int, column: Column | None, value: str | None, accepted: str) -> Fault:
        """A fault of a cell, or of a row."""
        return Fault(self.file, row, column and self.place(column), value, accepted, self.sheet)

    def place(self, column: Column) -> str:
        """The column as people find it: its letter and its header."""
        letter = get_column_letter(column.index + 1) if self.lettered else ""
        if letter and column.header:
            return f"{letter} ({column.header})"
        return letter or column.header


@dataclass
class Reading:
    """What a file held."""

    tables: list[Table] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored_sheets: list[str] = field(default_factory=list)
    hidden_rows: list[tuple[str, list[int]]] = field(default_factory=list)
    """By the place of the sheet, the hidden rows of a table: they are left out."""
    hidden_columns: list[str] = field(default_factory=list)
    """The places of hidden columns of tables: they are left out."""
    marks: int = 0
    """Tags of a workbook."""
    wanted: str | None = None
    """The encoding of a text file that somebody named."""
    known: Callable[[str], bool] = lambda name: False
    """Whether a text is the name of a State: by these the encoding of a text is recognised."""


class Unreadable(Exception):
    """Why a file as a whole cannot be read: a sentence for people."""


def add(
    file: str,
    sheet: str | None,
    records: list[tuple[int, list[str]]],
    titles: tuple[str, ...],
    reading: Reading,
    language: Language,
    lettered: bool = True,
) -> Table | None:
    """Find the header, check the shape, and add the table to the reading."""
    table = table_of(file, sheet, records, titles, lettered)
    if table is None:
        return None
    reading.tables.append(table)
    reading.faults += _shape(table, records, language)
    return table


def table_of(
    file: str,
    sheet: str | None,
    records: list[tuple[int, list[str]]],
    titles: tuple[str, ...],
    lettered: bool = True,
) -> Table | None:
    """The table whose header is among the first records; None when there is none."""
    for position, (number, record) in enumerate(records[:HEADER_WITHIN]):
        columns = [
            Column(index, text.strip()) for index, text in enumerate(record[: LIMITS.columns + 1])
        ]
        roles: dict[str, Column] = {}
        others: list[Column] = []
        ignored: list[str] = []
        for column in columns:
            name = fold(column.header) if len(column.header) <= 100 else ""
            role = ROLES.get(name)
            if role and role not in roles:
                roles[role] = column
            elif name in _OURS:
                ignored.append(column.header)
            elif column.header:
                others.append(column)
        named = "party" in roles or "iso3" in roles
        if not named or len(roles) + len(others) < 2 or _is_data(roles, others):
            continue
        table = Table(file, sheet, number, roles, others, [], titles, lettered, ignored)
        header = {column.index: column.header for column in [*roles.values(), *others]}
        for row, cells in records[position + 1 :]:
            texts: Cells = [cell.strip() for cell in cells]
            texts += [""] * (len(columns) - len(texts))
            if all(texts[index] == text for index, text in header.items()):
                table.repeated_headers += 1
            elif any(texts):
                table.rows.append((row, texts))
        return table
    return None


def _is_data(roles: dict[str, Column], others: list[Column]) -> bool:
    """Only a Party column and columns without meaning: a sentence, not a header."""
    return set(roles) <= {"party", "iso3"} and not others


def _shape(
    table: Table, records: list[tuple[int, list[str]]], language: Language
) -> Iterable[Fault]:
    say = language.text
    header = next(record for number, record in records if number == table.header_row)
    if len(header) > LIMITS.columns:
        yield table.fault(table.header_row, None, None, too_many_columns(language))
    names: dict[str, Column] = {}
    for column in [*table.roles.values(), *table.others]:
        first = names.setdefault(fold(column.header), column)
        if first is not column:
            accepted = say("each column once ({place} is the same)", place=table.place(first))
            yield table.fault(table.header_row, column, column.header, accepted)
    nameless = [i for i, text in enumerate(header[: LIMITS.columns]) if not text.strip()]
    for index in nameless:
        filled = [(row, cells[index]) for row, cells in table.rows if cells[index]]
        # The first column of some exports numbers the rows.
        if filled and not (index == 0 and all(text.isdigit() for _, text in filled)):
            row, text = filled[0]
            accepted = say("a header for this column, or no cells under it")
            yield table.fault(row, Column(index, ""), text, accepted)
    for row, cells in table.rows:
        for index in range(len(header), len(cells)):
            if cells[index]:
                accepted = language.plural(
                    "nothing here: the header has {n} column",
                    "nothing here: the header has {n} columns",
                    len(header),
                )
                yield table.fault(row, Column(index, ""), cells[index], accepted)
                break
        for index, text in enumerate(cells[: len(header)]):
            if text and len(text) > LIMITS.cell_characters:
                accepted = language.plural(
                    "a text of at most {n} character",
                    "a text of at most {n} characters",
                    LIMITS.cell_characters,
                )
                yield table.fault(row, Column(index, header[index].strip()), text, accepted)
                cells[index] = None


def no_header(language: Language) -> str:
    """Why a file is not read in which no header was found."""
    return language.text(
        "no table of answers was found. Its header has a column Party and: indicator and answer; "
        "or one column for each indicator; or one column for each cycle."
    )


def too_many_rows(language: Language) -> str:
    """Why a file with more rows is not read."""
    return language.plural(
        "there is more than {n} row. Delete the empty ones, or split the file.",
        "there are more than {n} rows. Delete the empty ones, or split the file.",
        LIMITS.rows,
    )


def too_many_columns(language: Language) -> str:
    """Why a file with more columns is not read."""
    return language.plural(
        "there is more than {n} column. Delete those without answers.",
        "there are more than {n} columns. Delete those without answers.",
        LIMITS.columns,
    )


def column_at(table: Table, texts: list[tuple[int, list[str]]], index: int) -> Column:
    """The column at a place, also one that was not read."""
    header = texts[table.header_row - 1][1]
    return Column(index, header[index].strip() if index < len(header) else "")


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str, controls_only: bool = True) -> str:
    """Return a text without the escape codes of workbooks (``_x000D_`` for a carriage return).

    They stay in what other programs made of a workbook, too; there ``controls_only`` are taken for
    escapes. Line ends become one kind, other controls go.
    """
    if "_x" in text:

        def sign(match: re.Match) -> str:
            character = chr(int(match[1], 16))
            return match[0] if controls_only and character.isprintable() else character

        text = _ESCAPE.sub(sign, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if (c >= " " and c != "\x7f") or c in "\n\t")


def stem(file: str) -> str:
    """The name of a file without its ending."""
    return file.rpartition(".")[0]


def too_large(size: int, limit: int, language: Language) -> str:
    """Why a file is not read that is larger than ``limit`` bytes."""
    return language.text(
        "the file has {size} MB, and {limit} MB are read at most. Split it.",
        size=language.number(size / MEGABYTE),
        limit=language.number(limit / MEGABYTE),
    )
