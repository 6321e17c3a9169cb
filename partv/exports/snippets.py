"""Lines of code that fetch an extract from the API, for Python, R, Excel and the shell."""

from partv.exports.extract import Extract


def snippets(extract: Extract, api: str) -> dict[str, str]:
    """Name -> code for the rows at ``api``, the address of the API.

    The Python ones run as they stand; DuckDB is fed by pandas, because reading from the network
    would make it download an extension first.
    """
    table = extract.table.name
    query = f"?{extract.address}" if extract.address else ""
    csv, parquet = f"{api}/{table}.csv{query}", f"{api}/{table}.parquet{query}"
    return {
        "Python (pandas)": (
            "import pandas as pd\n\n"
            f'{table} = pd.read_parquet(\n    "{parquet}"\n)\nprint({table})\n'
        ),
        "Python (DuckDB)": (
            "import duckdb\nimport pandas as pd\n\n"
            f'{table} = pd.read_parquet(\n    "{parquet}"\n)\n'
            f'duckdb.sql("SELECT * FROM {table} LIMIT 20").show()\n'
        ),
        "R": (
            f'{table} <- read.csv(\n  "{csv}",\n  na.strings = "", fileEncoding = "UTF-8-BOM"\n)\n'
            f"str({table})\n"
        ),
        "Excel (Power Query)": _power_query(extract, csv),
        "curl": f'curl -O -J "{csv}"\n',
    }


def _power_query(extract: Extract, csv: str) -> str:
    """For Data > Get Data > Blank Query > Advanced Editor; numbers and dates in any locale."""
    kinds = {
        "integer": "Int64.Type",
        "number": "type number",
        "boolean": "type logical",
        "date": "type date",
    }
    columns = {field.name: kinds.get(field.type, "type text") for field in extract.table.fields}
    types = ", ".join(f'{{"{name}", {kind}}}' for name, kind in columns.items())
    return (
        "let\n"
        f'  Source = Csv.Document(Web.Contents("{csv}"),\n'
        '    [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),\n'
        "  Rows = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),\n"
        f'  Typed = Table.TransformColumnTypes(Rows, {{{types}}}, "en-US")\n'
        "in\n"
        "  Typed\n"
    )
