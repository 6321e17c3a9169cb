"""The warehouse: DuckDB over the Parquet, locked down; it answers the named queries.

``queries/setup/*.sql`` loads the Parquet, defines the views and locks the door: from then on no
file can be read or written and no setting changed. Every other file in ``queries/`` is one
question, one SELECT, with DuckDB's own ``$parameters``; it runs as it stands in the DuckDB shell.
"""

import hashlib
import weakref
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from partv.data.answer_sets import SCHEMA, NotAnswers, read
from partv.data.folders import Damaged, contents, undisturbed
from partv.i18n.language import available_languages
from partv.data.cache import kept
from partv.paths import IMPORTED, PARQUET, QUERIES
from partv.address.parameters import Vocabulary

_NULLABLE = {
    pa.int32(): pd.Int64Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): pd.StringDtype(),
}

# Every visitor's upload has a database of its own, and so have data that a visit still shows: none
# keeps threads for files (eight, as DuckDB has it) that are read only when it opens.
# A name that is no table is not looked up among the variables of Python either.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "async_threads": 0, "python_enable_replacements": False}

# Bytes of answers, and of exhibits and files, that are remembered: by the server, and for each
# visitor's upload. A link can be varied without end, so that there has to be one.
_MOST, _MOST_OF_AN_UPLOAD = 128 * 2**20, 16 * 2**20


_Key = ParamSpec("_Key")
_Made = TypeVar("_Made")


class DataUnavailable(Exception):
    """The Parquet is missing or unreadable; the message says which and what to do."""


def not_readable(error: OSError) -> str:
    """Why a folder of data cannot be looked into."""
    return f"The data cannot be read: {error.strerror}."


class Warehouse:
    """One DuckDB connection over a folder of Parquet files; safe to use from many threads."""

    def __init__(
        self,
        parquet: Path = PARQUET,
        imported: Path = IMPORTED,
        uploaded: pa.Table | None = None,
    ) -> None:
        """Load ``parquet``, the imported data sets and ``uploaded`` answers, and lock the door.

        Raises DataUnavailable when something is missing or cannot be read, with what to do.
        """
        self.parquet = parquet
        """The folder of what was built."""
        self.uploaded = _parquet(uploaded) if uploaded is not None else b""
        """The visitor's own answers as Parquet; empty where there are none."""
        # Loaded data do not change, so an answer stays right; sessions share it. What is
        # remembered belongs to the warehouse and ends with it. It holds the warehouse weakly, so
        # that the database is closed when the last one lets go, not when cycles are collected.
        most = _MOST if uploaded is None else _MOST_OF_AN_UPLOAD
        this: weakref.ref[Warehouse] = weakref.ref(self)

        def answer(question: str, named: tuple[tuple[str, object], ...]) -> pd.DataFrame:
            return _alive(this)._answer(question, named)

        def compose(make: Callable, key: tuple) -> Any:
            return make(_alive(this), *key)

        self._remembered = kept(answer, most)
        self._composed = kept(compose, most)
        try:
            undisturbed(lambda: self._open(parquet, imported, uploaded), parquet, imported)
        except PermissionError as error:
            raise DataUnavailable(not_readable(error)) from error
        except (duckdb.Error, Damaged, KeyError, OSError, TypeError, ValueError) as error:
            raise DataUnavailable(
                f"The data in {parquet.name}/ cannot be read. Run: python -m partv build"
            ) from error

    def _open(self, parquet: Path, imported: Path, uploaded: pa.Table | None) -> None:
        self._remembered.cache_clear()
        built = contents(parquet)
        sets = sorted(imported.glob("*.parquet"))
        answers = [_imported(file) for file in sets]
        answers += [uploaded] if uploaded is not None else []
        self._connection = duckdb.connect(":memory:", config=_CONFIG)
        self._load(parquet, answers)
        self.vocabulary = self._vocabulary()
        digest = hashlib.sha256()
        for name, content in built.items():
            digest.update(name.encode() + content)
        for file in sets:
            digest.update(file.name.encode() + file.read_bytes())
        self.version = digest.hexdigest()[:12]
        """Twelve hex digits that name the data: another Parquet, another version."""

    def _load(self, parquet: Path, answers: list[pa.Table]) -> None:
        known = {"folder": str(parquet.resolve())}
        compress = (QUERIES / "loading" / "compress.sql").read_text(encoding="utf-8")
        for script in sorted((QUERIES / "setup").glob("*.sql")):
            tables = script.stem == "1_tables"
            for statement in duckdb.extract_statements(script.read_text(encoding="utf-8")):
                named = {name: known[name] for name in statement.named_parameters}
                self._connection.execute(statement, named)
                if tables:
                    self._connection.execute(compress)
            if tables:
                for table in answers:
                    self._connection.append("answers", table.to_pandas())

    def _vocabulary(self) -> Vocabulary:
        cycles = self.ask("cycles")
        codes = self.ask("codes")
        figures = cycles.loc[cycles["status"] == "published", "cycle"]
        return Vocabulary(
            datasets=tuple(self.ask("datasets")["data"]),
            cycles=tuple(int(cycle) for cycle in cycles["cycle"]),
            regions=tuple(self.ask("regions")["region"]),
            languages=available_languages(),
            parties=tuple(codes["iso3"]),
            invented=tuple(codes.loc[codes["invented"], "iso3"]),
            default_cycle=int(figures.max()),
        )

    def ask(self, question: str, **parameters: object) -> pd.DataFrame:
        """Answer ``queries/<question>.sql`` with those of ``parameters`` that it names.

        Returns a frame with nullable types (Int64, string, float64 with NaN); the columns are
        documented in the head of the file. Raises KeyError when no such query exists.
        """
        _, wanted = _question(question)
        named = tuple(
            (name, tuple(value) if isinstance(value := parameters[name], list) else value)
            for name in sorted(wanted)
        )
        return self._remembered(question, named).copy()

    def check(self) -> None:
        """Ask the database anew; raises DataUnavailable when it does not answer."""
        try:
            self._answer("datasets", ())
        except duckdb.Error as error:
            raise DataUnavailable("The database does not answer.") from error

    def composed(
        self,
        compose: Callable[Concatenate["Warehouse", _Key], _Made],
        *key: _Key.args,
        **none: _Key.kwargs,
    ) -> _Made:
        """``compose(self, *key)``, remembered; once, however many ask for it at the same time."""
        return self._composed(compose, key)

    def forget(self) -> None:
        """Let go of what is remembered: another warehouse is in use now. Answers stay right, and
        runs that began with this one end with it."""
        self._remembered.cache_clear()
        self._composed.cache_clear()

    def _answer(self, question: str, named: tuple[tuple[str, object], ...]) -> pd.DataFrame:
        sql, _ = _question(question)
        values = {name: list(v) if isinstance(v, tuple) else v for name, v in named}
        with self._connection.cursor() as cursor:
            answer = cursor.sql(sql, params=values)
            return answer.to_arrow_table().to_pandas(types_mapper=_NULLABLE.get)


def sql_of(question: str) -> str:
    """The text of ``queries/<question>.sql``. Raises KeyError when no such query exists."""
    return _question(question)[0]


def parameters_of(question: str) -> tuple[str, ...]:
    """The names of the parameters of a query, in alphabetical order. Raises KeyError likewise."""
    return tuple(sorted(_question(question)[1]))


def questions() -> list[str]:
    """The names of all queries, in order."""
    return sorted(file.stem for file in QUERIES.glob("*.sql"))


def _alive(warehouse: "weakref.ref[Warehouse]") -> Warehouse:
    """The warehouse; it is there for as long as something is asked of it."""
    found = warehouse()
    if found is None:
        raise ReferenceError("A question came after the end of its warehouse.")
    return found


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def _imported(file: Path) -> pa.Table:
    try:
        return pa.Table.from_pylist(read(file), schema=SCHEMA)
    except NotAnswers as error:
        raise DataUnavailable(
            f"The imported answers in {file.name} cannot be read. Import them again, or remove the "
            "file."
        ) from error


@lru_cache
def _question(name: str) -> tuple[str, frozenset[str]]:
    file = QUERIES / f"{name}.sql"
    if not file.is_file():
        raise KeyError(f"No query named {name}. There are: {', '.join(questions())}")
    sql = file.read_text(encoding="utf-8")
    (statement,) = duckdb.extract_statements(sql)
    return sql, frozenset(statement.named_parameters)
