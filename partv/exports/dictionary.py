"""The reference pages of ``docs/``: every table, field, exported column and query, in Markdown.

Written by ``python -m partv dictionary`` from what the program itself reads, so that a page that
is out of date is a failing test. Pure: text in, text out.
"""

import re
from collections.abc import Mapping

import duckdb

_DO_NOT_EDIT = "<!-- Written by `python -m partv dictionary`. Do not edit. -->"

RATES = {
    "data": "The data set: `published`, what the Convention Secretariat printed.",
    "cycle": "Year that names the reporting cycle of the Protocol.",
    "region": "The Parties counted: `ALL`; the chosen regions joined with `+`, pooled; or one "
    "region, in a table by region.",
    "article": "Number of the Article of the Protocol, 20 to 31.",
    "indicator_id": "The indicator: key of the table `indicators`.",
    "indicator": "Its short label, in English.",
    "yes": "Parties that reported the measure. The basis says whether the number was printed.",
    "no": "Parties that answered No. Not printed by any publication held here.",
    "not_answered": "Parties that sent a report and left the question blank. Not printed by any "
    "publication held here.",
    "not_applicable": "Parties to which the question does not apply. Not printed by any "
    "publication held here.",
    "not_reported": "Parties that were due and sent no report: due less reported.",
    "due": "Parties for which the Protocol was in force when the cycle closed, by the register "
    "(table `parties`).",
    "reported": "Parties that sent a report in the cycle (table `cycles`). No publication held "
    "here gives it by region.",
    "denominator": "The Parties of which `percent` is a share, as chosen: those that reported (the "
    "default), that answered (yes and no), or that were due.",
    "percent": "Share of the denominator, in per cent. The printed one where one is printed and "
    "the denominator is the Parties that reported; else 100 × yes / denominator, to one decimal.",
    "low": "Lowest possible share of the Parties due, in per cent: every Party that gave no answer "
    "counted as No. 100 × yes / due, to one decimal.",
    "high": "Highest possible share of the Parties due, in per cent: every Party that gave no "
    "answer counted as Yes. 100 × (yes + not_answered + not_reported) / due, to one decimal.",
    "basis": "`published`: the numbers are printed; `count_derived`: the percentage is printed, "
    "the count derived from it; `percent_derived`: the count is printed, the percentage computed "
    "here; `derived`: both computed here; `statement`: words only, no number; `no_figure`: nothing "
    "is held.",
    "flag": "`rounding`: the printed percentage does not follow from the count and the "
    "denominator. The reason is in the table `published`.",
    "document": "Title of the document in which the figure or statement is printed.",
    "paragraph": "Paragraph of that document.",
}
"""The columns of ``export rates``, in their order, with what each means."""


def data_dictionary(package: Mapping) -> str:
    """``docs/data-dictionary.md``: the tables of a data package, and the columns of ``rates``."""
    tables = package["resources"]
    lines = [
        "# Data dictionary",
        "",
        _DO_NOT_EDIT,
        "",
        f"{package['title']}, version {package['version']}. {package['description']}",
        "",
        "The tables are kept in `data/source/`, described in `data/datapackage.json` and built to "
        "`data/parquet/`. What is exported from them is at the end of the page.",
        "",
    ]
    lines += [f"- [{table['name']}](#{table['name']}): {table['title']}" for table in tables]
    lines += ["- [rates](#rates): Rates, as exported", ""]
    for table in tables:
        lines += _table(table)
    lines += [
        "## rates",
        "",
        "**Rates, as exported.** One row is an indicator in a cycle, for the Parties and the "
        "denominator that were chosen. Not kept but computed, in `queries/setup/2_views.sql`; "
        "every page and file reads it (`python -m partv export rates`). An empty cell means not "
        "known.",
        "",
        "| column | meaning |",
        "|---|---|",
        *(f"| `{name}` | {_cell(meaning)} |" for name, meaning in RATES.items()),
        "",
    ]
    return "\n".join(lines)


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
        "-- with parameters: EXECUTE coverage(cycle := 2023, regions := []);",
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
    lines = [
        f"## {table['name']}",
        "",
        f"**{table['title']}.** {table['description']}",
        "",
        f"- File: `data/{table['path']}`",
        f"- Key: {_names(schema['primaryKey'])}",
    ]
    keys = [key for key in schema.get("uniqueKeys", []) if key != schema["primaryKey"]]
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
