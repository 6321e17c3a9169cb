"""Checks rows against a Table Schema (Data Package v2), as ``data/datapackage.json`` holds them.

The one contract: the same file documents the tables, is validated by any Data Package tool, and
is what ``build`` enforces. Only the parts of Table Schema that the file uses are known here; an
unknown type or constraint is an error of ours, not a cell's.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from partv.i18n.language import Language
from partv.ingest.faults import Fault

Cell = str | int | float | date | None
Row = dict[str, Cell]

_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
}
_CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum", "maxLength"}


def _integer(text: str) -> int:
    # Eighteen digits fit the 64 bits of Parquet.
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise ValueError
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]+)?", text):
        raise ValueError
    return float(text)


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError
    return date.fromisoformat(text)


_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters, which no spreadsheet or XML file can hold. A line may end in a cell."""

_READ: dict[str, Callable[[str], Cell]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "date": _date,
}


class Table:
    """One resource of the data package: its fields, keys and the checks they imply."""

    def __init__(self, resource: dict) -> None:
        self.name: str = resource["name"]
        self.path: str = resource["path"]
        self.fields: list[dict] = resource["schema"]["fields"]
        self.columns = [field["name"] for field in self.fields]
        self.primary_key = _as_list(resource["schema"].get("primaryKey", []))
        self.unique_keys = [_as_list(key) for key in resource["schema"].get("uniqueKeys", [])]
        self.foreign_keys = resource["schema"].get("foreignKeys", [])
        for field in self.fields:
            unknown = set(field.get("constraints", {})) - _CONSTRAINTS
            if field["type"] not in _READ or unknown:
                raise ValueError(f"{self.name}.{field['name']}: unknown {unknown or field['type']}")

    @property
    def arrow(self) -> pa.Schema:
        """The Parquet columns of this table."""
        return pa.schema([(field["name"], _ARROW[field["type"]]) for field in self.fields])

    def read(self, file: Path, shown: str, language: Language) -> tuple[list[Row], list[Fault]]:
        """Rows of a CSV file, with every fault of its cells and keys.

        ``shown`` is the file's name in the faults. A cell at fault reads as None.
        """
        faults: list[Fault] = []
        rows: list[Row] = []
        say = language.text
        records: list[list[str]] = []
        try:
            records.extend(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
        except FileNotFoundError:
            return [], [Fault(shown, None, None, None, say("the file is missing."))]
        except UnicodeDecodeError as error:
            reason = say("not UTF-8 at byte {byte}. Save the file as UTF-8.", byte=error.start)
            return [], [Fault(shown, None, None, None, reason)]
        except csv.Error as error:
            reason = say("not readable as CSV ({reason}).", reason=error)
            return [], [Fault(shown, len(records) + 1, None, None, reason)]
        header = records[0] if records else []
        if sorted(header) != sorted(self.columns):
            return [], [
                Fault(shown, 1, None, language.series(header), language.series(self.columns))
            ]
        for number, record in enumerate(records[1:], start=2):
            if len(record) != len(header):
                found = language.plural("{n} cell", "{n} cells", len(record))
                wanted = language.plural(
                    "{n} cell, as in the header", "{n} cells, as in the header", len(header)
                )
                faults.append(Fault(shown, number, None, found, wanted))
                rows.append(dict.fromkeys(self.columns))
                continue
            texts = dict(zip(header, record, strict=True))
            row: Row = {}
            for field in self.fields:
                text = texts[field["name"]]
                row[field["name"]], accepted = _cell(field, text, language)
                if accepted:
                    faults.append(Fault(shown, number, field["name"], text, accepted))
            rows.append(row)
        faults += self._duplicates(rows, shown, language)
        return rows, faults

    def _duplicates(self, rows: list[Row], shown: str, language: Language) -> Iterator[Fault]:
        single = [[f["name"]] for f in self.fields if f.get("constraints", {}).get("unique")]
        required = {f["name"] for f in self.fields if f.get("constraints", {}).get("required")}
        keys: list[list[str]] = []
        for key in [self.primary_key, *single, *self.unique_keys]:
            # A key that holds another one says nothing new.
            if key and not any(set(other) <= set(key) for other in keys):
                keys.append(key)
        for key in keys:
            seen: dict[tuple, int] = {}
            for number, row in enumerate(rows, start=2):
                value = tuple(row[column] for column in key)
                empty = {column for column in key if row[column] is None}
                if empty & required or empty == set(key):
                    continue
                if value in seen:
                    accepted = language.text(
                        "a value that is not in another row (it is in row {row})", row=seen[value]
                    )
                    text = " ".join(str(part) for part in value if part is not None)
                    yield Fault(shown, number, "+".join(key), text, accepted)
                seen.setdefault(value, number)

    def orphans(
        self, rows: list[Row], tables: dict[str, list[Row]], shown: str, language: Language
    ) -> Iterator[Fault]:
        """Faults of foreign keys: values that the table they point to does not have.

        ``tables`` has the tables that could be read.
        """
        for key in self.foreign_keys:
            columns = _as_list(key["fields"])
            target = key["reference"]["resource"] or self.name
            if target not in tables:
                continue
            there = _as_list(key["reference"]["fields"])
            known = {tuple(row[column] for column in there) for row in tables[target]}
            for number, row in enumerate(rows, start=2):
                value = tuple(row[column] for column in columns)
                if None not in value and value not in known:
                    accepted = language.text("a value of {table}", table=f"{target}.csv")
                    options = sorted({str(part) for (part, *_) in known})
                    if len(options) <= 14:
                        accepted += f" ({', '.join(options)})"
                    text = " ".join(map(str, value))
                    yield Fault(shown, number, "+".join(columns), text, accepted)


def _cell(field: dict, text: str, language: Language) -> tuple[Cell, str]:
    """A cell's value and, when it is at fault, what is accepted (else an empty text)."""
    rules = field.get("constraints", {})
    if text == "":
        return None, _accepted(field, text, language) if rules.get("required") else ""
    try:
        value = _READ[field["type"]](text)
    except ValueError:
        return None, _accepted(field, text, language)
    if _UNSEEN.search(text):
        return None, language.text("a text without control characters")
    fits = (
        ("enum" not in rules or value in rules["enum"])
        and ("pattern" not in rules or re.fullmatch(rules["pattern"], text))
        and ("minimum" not in rules or value >= _bound(field, "minimum"))
        and ("maximum" not in rules or value <= _bound(field, "maximum"))
        and len(text) <= rules.get("maxLength", len(text))
        and text == text.strip()
    )
    return (value, "") if fits else (None, _accepted(field, text, language))


def _bound(field: dict, which: str) -> Cell:
    bound = field["constraints"][which]
    return _READ[field["type"]](bound) if isinstance(bound, str) else bound


def _accepted(field: dict, text: str, language: Language) -> str:
    """What a field accepts that was given ``text``, in words."""
    rules, say = field.get("constraints", {}), language.text
    if "enum" in rules:
        words = language.series(map(str, rules["enum"]))
    elif "minimum" in rules and "maximum" in rules:
        kind = {
            "integer": say("a whole number from {low} to {high}"),
            "number": say("a number from {low} to {high}"),
            "date": say("a date YYYY-MM-DD from {low} to {high}"),
        }[field["type"]]
        words = kind.format(low=rules["minimum"], high=rules["maximum"])
    elif "minimum" in rules:
        kind = {
            "integer": say("a whole number of at least {low}"),
            "number": say("a number of at least {low}"),
            "date": say("a date YYYY-MM-DD not before {low}"),
        }[field["type"]]
        words = kind.format(low=rules["minimum"])
    elif len(text) > rules.get("maxLength", len(text)):
        words = language.plural(
            "a text of at most {n} character",
            "a text of at most {n} characters",
            rules["maxLength"],
        )
    elif "pattern" in rules:
        words = say("a text of the form {pattern}", pattern=rules["pattern"])
    else:
        words = {
            "string": say("a text without spaces around it"),
            "integer": say("a whole number"),
            "number": say("a number with a decimal point"),
            "date": say("a date YYYY-MM-DD"),
        }[field["type"]]
    return words if rules.get("required") else say("{words}, or nothing", words=words)


def _as_list(key: str | list[str]) -> list[str]:
    return [key] if isinstance(key, str) else key
