"""The reference pages of ``docs/``: every table, field, exported column and query, in Markdown.

Written by ``python -m partv dictionary`` from what the program itself reads, so that a page that
is out of date is a failing test. Pure: text in, text out.
"""

import re
from collections.abc import Mapping

import duckdb

_DO_NOT_EDIT = "<!-- Written by `python -m partv dictionary`. Do not edit. -->"

RATES = {
    "data": "The data set: `published`, what the Convention Secretariat printed; `demo`, invented "
    "Parties; otherwise the name of a set of imported answers.",
    "cycle": "Year that names the reporting cycle of the Protocol.",
    "region": "The Parties counted: `ALL`; the chosen regions joined with `+`, pooled; or one "
    "region, in a table by region.",
    "article": "Number of the Article of the Protocol, 20 to 31.",
    "indicator_id": "The indicator: key of the table `indicators`.",
    "indicator": "Its short label, in English.",
    "yes": "Parties that reported the measure. The basis says whether the number was printed or "
    "counted.",
    "no": "Parties that answered No. Not printed by any publication held here.",
    "not_answered": "Parties that sent a report and left the question blank. Not printed by any "
    "publication held here.",
    "not_applicable": "Parties to which the question does not apply. Not printed by any "
    "publication held here.",
    "not_reported": "Parties that were due and sent no report: due less reported in the published "
    "figures, elsewhere those of which the data set says so. A Party of which a data set says "
    "nothing is absent: it counts neither here nor in `reported`.",
    "due": "Parties for which the Protocol was in force when the cycle closed, by the register "
    "(table `parties`); of the demonstration, invented Parties (table `demo_members`).",
    "reported": "Parties that sent a report in the cycle (table `cycles`). No publication held "
    "here gives it by region. In a data set of answers: Parties of which it has an answer to the "
    "indicator other than `not_reported`, or to any indicator where it has this one of nobody.",
    "denominator": "The Parties of which `percent` is a share, as chosen: those that reported (the "
    "default), that answered (yes and no), or that were due.",
    "percent": "Share of the denominator, in per cent. The printed one where one is printed and "
    "the denominator is the Parties that reported; else 100 × yes / denominator, to one decimal.",
    "low": "Lowest possible share of the Parties due, in per cent: every Party that gave no answer "
    "counted as No. 100 × yes / due, to one decimal.",
    "high": "Highest possible share of the Parties due, in per cent: every Party that gave no "
    "answer, absent ones too, counted as Yes. 100 × (due - no - not_applicable) / due, to one "
    "decimal.",
    "small": "Whether the denominator has fewer than ten Parties: read it as a fraction, such as "
    "3 of 7, and not as a percentage.",
    "basis": "`published`: the numbers are printed; `count_derived`: the percentage is printed, "
    "the count derived from it; `percent_derived`: the count is printed, the percentage computed "
    "here; `derived`: both computed here; `counted`: counted from the answers of the data set; "
    "`statement`: words only, no number; `free_text`: answered in free text, which is not counted; "
    "`no_figure`: nothing is held.",
    "flag": "`rounding`: the printed percentage does not follow from the count and the "
    "denominator. The reason is in the table `published`.",
    "document": "Title of the document in which the figure or statement is printed; of counted "
    "figures, the files that were imported.",
    "paragraph": "Paragraph of that document. Empty for counted figures.",
}
"""The columns of ``export rates``, in their order, with what each means."""


ANSWERS = {
    "data": "The data set.",
    "cycle": "Year that names the reporting cycle of the Protocol.",
    "region": "Code of the WHO region of the Party.",
    "iso3": "Code of the Party: key of the table `parties`; of the demonstration, `demo_members`.",
    "name": "Its name.",
    "article": "Number of the Article of the Protocol, 20 to 31.",
    "indicator_id": "The indicator: key of the table `indicators`.",
    "indicator": "Its short label, in the language of the page.",
    "status": "`yes`, `no`; `text`: a question of free text was answered; `not_answered`: the "
    "Party reported and left the question blank; `not_applicable`: the question does not apply to "
    "it; `not_reported`: it sent no report; `not_due`: the Protocol was not yet in force for it "
    "when the cycle closed; `absent`: it was due, and the data set does not say whether it "
    "reported.",
    "text": "What the Party wrote, as it was written.",
    "source_file": "The file that the answer was imported from; `invented` in the demonstration.",
    "source_row": "Its row in that file, as a spreadsheet shows it.",
}
"""The columns of the answers that the page Parties offers, in their order."""

CYCLES = {
    "data": "The data set.",
    "base_cycle": "The earlier cycle.",
    "cycle": "The later cycle.",
    "article": "Number of the Article of the Protocol, 20 to 31.",
    "indicator_id": "The indicator: key of the table `indicators`.",
    "indicator": "Its short label, in the language of the page.",
    "base_rate_yes": "All Parties, earlier cycle: those that answered Yes.",
    "base_rate_whole": "All Parties, earlier cycle: the denominator that was chosen.",
    "base_rate_percent": "The first as a share of the second, in per cent.",
    "rate_yes": "All Parties, later cycle: those that answered Yes.",
    "rate_whole": "All Parties, later cycle: the denominator that was chosen.",
    "rate_percent": "The first as a share of the second, in per cent.",
    "both": "Parties that reported in both cycles: the same Parties.",
    "base_yes": "Of these, those that answered Yes in the earlier cycle.",
    "base_percent": "Their share of `both`, in per cent.",
    "yes": "Of `both`, those that answered Yes in the later cycle.",
    "percent": "Their share of `both`, in per cent.",
    "gained": "Parties that answered No in the earlier cycle and Yes in the later one.",
    "lost": "Parties that answered Yes in the earlier cycle and No in the later one.",
    "newly_reporting": "Parties that reported in the later cycle and not in the earlier one, not "
    "due then or without a report. A Party absent from one of the cycles is not among them.",
    "newly_yes": "Of these, those that answered Yes.",
    "no_longer_reporting": "Parties that reported in the earlier cycle and not in the later one.",
    "comparable": "Whether both cycles used the same reporting instrument (table `cycles`).",
}
"""The columns of two cycles side by side that the page Cycles offers, in their order."""

_COMPUTED = {
    "rates": (
        "Rates, as exported",
        "One row is an indicator in a cycle, for the Parties and the denominator that were chosen. "
        "Not kept but computed, in `queries/setup/2_views.sql`; every page and file reads it "
        "(`python -m partv export rates`). An empty cell means not known.",
        RATES,
    ),
    "answers": (
        "Answers of Parties, as downloaded",
        "One row is a Party and an indicator, in the data set and cycle of the page Parties. The "
        "published figures have none. An indicator of which the data set has no answer in the "
        "cycle has no row.",
        ANSWERS,
    ),
    "two-cycles": (
        "Two cycles, as downloaded",
        "One row is an indicator answered Yes or No, in the data set of the page Cycles. Numbers "
        "are numbers of Parties; an empty cell means not known.",
        CYCLES,
    ),
}
"""What is computed and not kept: name -> title, what a row is, columns."""


def data_dictionary(package: Mapping) -> str:
    """``docs/data-dictionary.md``: the tables of a data package, and what is computed."""
    tables = package["resources"]
    lines = [
        "# Data dictionary",
        "",
        _DO_NOT_EDIT,
        "",
        f"{package['title']}, version {package['version']}. {package['description']}",
        "",
        "The tables are kept in `data/source/`, described in `data/datapackage.json` and built to "
        "`data/parquet/`; the build makes the invented ones itself. What is computed from them and "
        "exported is at the end of the page.",
        "",
    ]
    lines += [f"- [{table['name']}](#{table['name']}): {table['title']}" for table in tables]
    lines += [f"- [{name}](#{name}): {title}" for name, (title, *_) in _COMPUTED.items()]
    lines += [""]
    for table in tables:
        lines += _table(table)
    for name, (title, row, columns) in _COMPUTED.items():
        lines += [f"## {name}", "", f"**{title}.** {row}", "", "| column | meaning |", "|---|---|"]
        lines += [f"| `{column}` | {_cell(meaning)} |" for column, meaning in columns.items()]
        lines += [""]
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
