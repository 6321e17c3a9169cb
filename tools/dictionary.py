"""The reference pages of ``docs/``: every table, field, exported column and query, in Markdown.

Written by ``python -m tools dictionary`` from what the program itself reads, so that a page that
is out of date is a failing test. Pure: text in, text out.
"""

import re
from collections.abc import Iterable, Mapping

import duckdb

from partv.address.exported_tables import Table

_DO_NOT_EDIT = "<!-- Written by `python -m tools dictionary`. Do not edit. -->"


def data_dictionary(package: Mapping, exported: Iterable[Table]) -> str:
    """``docs/data-dictionary.md``: the tables of a data package, and those that are exported."""
    exported = list(exported)
    tables = package["resources"]
    lines = [
        "# Data dictionary",
        "",
        _DO_NOT_EDIT,
        "",
        f"{package['title']}, version {package['version']}. {package['description']}",
        "",
        "The tables are kept in `data/source/`, described in `data/datapackage.json` and built to "
        "`data/parquet/`; the build makes the invented ones itself. What pages, command line and "
        "API give away is asked of them, described in `data/exports.json`, and stands at the end.",
        "",
    ]
    lines += [f"- [{table['name']}](#{table['name']}): {table['title']}" for table in tables]
    lines += [f"- [{_export(table)}](#{_anchor(table)}): {table.title}" for table in exported]
    lines += [""]
    for table in tables:
        lines += _table(table)
    for table in exported:
        lines += [f"## {_export(table)}", "", f"**{table.title}.** {table.description}", ""]
        lines += ["| column | type | unit | meaning |", "|---|---|---|---|"]
        for f in table.fields:
            lines.append(f"| `{f.name}` | {f.type} | {f.unit} | {_cell(f.description)} |")
        lines += [""]
    return "\n".join(lines)


def _export(table: Table) -> str:
    return f"export {table.name}"


def _anchor(table: Table) -> str:
    return _export(table).replace(" ", "-")


def queries_page(queries: Mapping[str, str]) -> str:
    """``docs/queries.md``: name -> SQL, as each file's heading comment and its parameters."""
    lines = [
        "# Queries",
        "",
        _DO_NOT_EDIT,
        "",
        "All SQL of the project is in `queries/`, one question a file. Any of them can be asked in "
        "a DuckDB shell started in `data/parquet/`: read the tables and views, put `PREPARE` "
        "before the file, and give its parameters (an empty list means all).",
        "",
        "```sql",
        ".read ../../queries/setup/1_tables.sql",
        ".read ../../queries/setup/2_views.sql",
        "PREPARE documents AS",
        "-- ... here the text of queries/documents.sql",
        "EXECUTE documents;",
        "-- with parameters: EXECUTE coverage(data := 'demo', cycle := 2023, regions := []);",
        "```",
        "",
    ]
    for name, sql in queries.items():
        parameters = sorted(duckdb.extract_statements(sql)[0].named_parameters)
        shown = ", ".join(f"`${parameter}`" for parameter in parameters) or "none"
        words = re.sub(r"(\$\w+)", r"`\1`", "\n".join(heading(sql)))
        lines += [f"## {name}", "", words, "", f"Parameters: {shown}.", ""]
    return "\n".join(lines)


def heading(sql: str) -> list[str]:
    """The comment at the head of a query, without its dashes."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return lines


def _table(table: Mapping) -> list[str]:
    schema = table["schema"]
    # A key with a column that may be empty is none that the Data Package takes for a primary one.
    keys = [schema["primaryKey"]] if "primaryKey" in schema else []
    first, *keys = keys + [key for key in schema.get("uniqueKeys", []) if key not in keys]
    lines = [
        f"## {table['name']}",
        "",
        f"**{table['title']}.** {table['description']}",
        "",
        f"- File: `data/{table['path']}`",
        f"- Key: {_names(first)}",
    ]
    lines += [f"- Also unique: {_names(key)}" for key in keys]
    for key in schema.get("foreignKeys", []):
        there = key["reference"]
        target = f"[{there['resource']}](#{there['resource']})"
        lines.append(f"- {_names(key['fields'])} refers to {_names(there['fields'])} of {target}")
    lines += ["", "| field | type | accepted | meaning |", "|---|---|---|---|"]
    for field in schema["fields"]:
        meaning = _cell(f"**{field['title']}.** {field['description']}")
        lines.append(f"| `{field['name']}` | {field['type']} | {_accepted(field)} | {meaning} |")
    return [*lines, ""]


def _accepted(field: Mapping) -> str:
    """The constraints of a field in words."""
    rules = field.get("constraints", {})
    words = ["required" if rules.get("required") else "may be empty"]
    words += ["unique"] if rules.get("unique") else []
    words += [", ".join(f"`{value}`" for value in rules.get("enum", []))]
    words += [f"from {rules['minimum']}"] if "minimum" in rules else []
    words += [f"to {rules['maximum']}"] if "maximum" in rules else []
    words += [f"at most {rules['maxLength']} characters"] if "maxLength" in rules else []
    words += [f"`{rules['pattern']}`"] if "pattern" in rules else []
    return _cell("; ".join(word for word in words if word).replace("; to ", " to "))


def _names(names: str | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in ([names] if isinstance(names, str) else names))


def _cell(text: str) -> str:
    """A text for a cell of a Markdown table."""
    return text.replace("|", "\\|")
