"""The SQL behind an extract, as a script that the DuckDB shell runs as it stands."""

from datetime import date

from partv.exports.extract import Extract


def script(extract: Extract) -> str:
    """Start ``duckdb`` in ``data/parquet/`` and feed it this: it gives the rows of the extract."""
    lines = [
        f"-- Part V Dashboard, data {extract.version}: the rows of {extract.name}.",
        "-- Run it in a DuckDB shell started in data/parquet/ of the dashboard.",
        ".read ../../queries/setup/1_tables.sql",
    ]
    selection = extract.selection
    if extract.table.computed and selection.private:
        lines += [
            "-- Your own answers: answers.parquet, in the same ZIP file, laid into data/parquet/.",
            ".read ../../queries/shell/uploaded.sql",
        ]
    elif extract.table.computed and selection.party_level and not selection.invented:
        lines.append(".read ../../queries/shell/imported.sql")
    lines += [".read ../../queries/setup/2_views.sql", f"PREPARE {extract.table.name} AS"]
    values = ", ".join(f"{name} := {literal(value)}" for name, value in extract.values().items())
    call = f"({values})" if values else ""
    return "\n".join([*lines, extract.query.rstrip(), f"EXECUTE {extract.table.name}{call};", ""])


def literal(value: object) -> str:
    """A value as DuckDB writes it. Raises TypeError for what no parameter is."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str | date):
        return "'" + str(value).replace("'", "''") + "'"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    raise TypeError(f"{type(value).__name__} is no parameter of a query")
