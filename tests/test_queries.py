"""Rules of the house: SQL only in ``queries/``, one question a file; imports run one way."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from partv.paths import PAGES, QUERIES, ROOT

FILES = sorted(QUERIES.glob("*.sql"))
SCRIPTS = sorted([*(QUERIES / "setup").glob("*.sql"), *(QUERIES / "shell").glob("*.sql")])
LIBRARY = ROOT / "partv"
MODULES = [*sorted(LIBRARY.rglob("*.py")), *sorted(PAGES.glob("*.py")), ROOT / "app.py"]


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


# Queries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_is_one_select_that_says_what_it_answers(file):
    sql = file.read_text("utf-8")
    assert re.match(r"-- \w.*\.?\n", sql), "it begins with a comment"
    (statement,) = duckdb.extract_statements(sql)
    assert statement.type == duckdb.StatementType.SELECT


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_names_only_parameters_that_every_selection_has(file, base):
    (statement,) = duckdb.extract_statements(file.read_text("utf-8"))
    assert set(statement.named_parameters) <= set(base.parameters())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_is_understood_by_the_database(file, store, base):
    sql = file.read_text("utf-8")
    (statement,) = duckdb.extract_statements(sql)
    named = {name: base.parameters()[name] for name in statement.named_parameters}
    with store._connection.cursor() as cursor:
        assert cursor.execute(f"EXPLAIN {sql}", named).fetchall()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_answers_every_kind_of_view(file, store, base):
    views = [base, base.changed(cycle=2020, regions=("AFR", "WPR"), articles=(21, 25), of="due")]
    for view in views:
        for by_region in (False, True):
            answer = store.ask(file.stem, **view.parameters() | {"by_region": by_region})
            assert len(answer.columns) == len(set(answer.columns)) > 0


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_a_script_says_what_it_is_for(file):
    assert file.read_text("utf-8").startswith("-- ")


# SQL is nowhere else ------------------------------------------------------------------------------

KEYWORDS = re.compile(
    r"\s*(SELECT|WITH|FROM|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|COPY|SET|RESET|ATTACH|DETACH|"
    r"INSTALL|LOAD|PRAGMA|EXPLAIN|DESCRIBE|SUMMARIZE|PIVOT|UNPIVOT|CALL|EXPORT|IMPORT)\s"
)
STATEMENTS = {
    getattr(duckdb.StatementType, name)
    for name in (
        *("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP"),
        *("COPY", "ATTACH", "DETACH", "SET", "PRAGMA", "EXPLAIN", "EXPORT"),
    )
}


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text in the code, formatted ones with a name for what is filled in.

    A formatted text of two words is left out, as "from {year}" is no more SQL than English.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values]
            if len("".join(parts).split()) > 2:
                yield node.lineno, "".join(parts)


def is_sql(text: str) -> bool:
    """Whether a text begins as SQL is written, or the database takes it for a statement."""
    if KEYWORDS.match(text):
        return True
    if len(text.split()) < 2:
        return False
    try:
        found = duckdb.extract_statements(text)
    except (duckdb.Error, TypeError):  # TypeError: no text that could be sent anywhere
        return False
    return any(statement.type in STATEMENTS for statement in found)


# An entry of Streamlit's menu, which the database would take for a COPY.
NO_SQL = {"Copy version to clipboard"}


def sql_in(code: str) -> list[tuple[int, str]]:
    found = texts(ast.parse(code))
    return [(line, text) for line, text in found if text not in NO_SQL and is_sql(text)]


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_there_is_no_sql_in_the_code(file):
    assert sql_in(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'ask("SELECT 1")',
        'ask("select iso3 from parties")',
        'ask("from parties")',
        'ask(f"FROM {table} WHERE cycle = {cycle}")',
        'ask(f"select {column} from parties")',
        'ask("""\n    WITH a AS (SELECT 1)\n    FROM a\n""")',
        'QUERY = "INSERT INTO parties VALUES (1)"',
        'ask("SELECT count(*)" + " FROM parties")',
        'run("SET threads = 1")',
        "run(\"copy parties to 'out.csv'\")",
        'run("drop table parties")',
        'run("-- the Parties\\nselect * from parties")',
    ],
)
def test_sql_in_code_would_be_found(code):
    assert sql_in(code)


@pytest.mark.parametrize(
    "code",
    [
        '"""Select a region, then an Article."""',
        'text("from {low} to {high}")',
        'text(f"from {low}")',
        'text("No figure published")',
        'text("Set by the visitor")',
        'name = "select"',
    ],
)
def test_plain_words_in_code_are_not_taken_for_sql(code):
    assert sql_in(code) == []


# Imports run one way ------------------------------------------------------------------------------


def imports(code: str, file: Path) -> set[str]:
    """The modules that code imports, anywhere in it, by their full names."""
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            found |= {module, *(f"{module}.{name.name}" for name in node.names)}
    return found


def imported(file: Path, *modules: str) -> set[str]:
    """Which of these modules, or of what is in them, a file imports."""
    return {
        found
        for found in imports(file.read_text("utf-8"), file)
        if any(found == module or found.startswith(f"{module}.") for module in modules)
    }


def folder(*names: str) -> list[Path]:
    return [file for name in names for file in sorted((LIBRARY / name).rglob("*.py"))]


WITH_STREAMLIT = {LIBRARY / "ui", LIBRARY / "streamlit_patches"}
BELOW = [file for file in folder("") if not WITH_STREAMLIT & set(file.parents)]


@pytest.mark.parametrize("file", BELOW, ids=named)
def test_the_library_below_ui_knows_neither_streamlit_nor_the_ui(file):
    assert imported(file, "streamlit", "partv.ui", "partv.streamlit_patches") == set()


@pytest.mark.parametrize("file", folder("charts", "exports", "svg", "text"), ids=named)
def test_charts_and_exports_never_query(file):
    assert imported(file, "partv.data.warehouse") == set()


@pytest.mark.parametrize("file", folder("api", "follow"), ids=named)
def test_the_api_knows_no_chart_and_asks_no_query_of_its_own(file):
    assert imported(file, "duckdb", "plotly", "partv.charts", "partv.cli", "partv.ingest") == set()
    assert not re.search(r"\.ask\(", file.read_text("utf-8"))


@pytest.mark.parametrize("file", folder("charts"), ids=named)
def test_charts_know_nothing_of_what_stands_above_them(file):
    assert imported(file, "duckdb", "partv.exhibits", "partv.exports", "partv.cli") == set()


@pytest.mark.parametrize("file", [*folder("address", "i18n"), LIBRARY / "paths.py"], ids=named)
def test_what_everything_rests_on_rests_on_no_data(file):
    above = ("data", "charts", "exports", "exhibits", "ingest", "ui", "cli")
    assert imported(file, "duckdb", "plotly", *(f"partv.{name}" for name in above)) == set()


@pytest.mark.parametrize("file", sorted(PAGES.glob("*.py")), ids=named)
def test_a_page_is_read_in_a_minute_and_builds_no_figure_and_runs_no_sql(file):
    assert len(file.read_text("utf-8").splitlines()) <= 80
    assert imported(file, "plotly", "duckdb", "partv.data.warehouse.Warehouse") == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import streamlit as st", "streamlit"),
        ("def f():\n    from streamlit.web import cli", "streamlit.web"),
        ("from partv import ui", "partv.ui"),
        ("from ..ui import shell", "partv.ui"),
        ("from . import theme", "partv.charts.theme"),
    ],
)
def test_a_forbidden_import_would_be_found_however_it_is_written(code, found):
    assert found in imports(code, LIBRARY / "charts" / "dots.py")
