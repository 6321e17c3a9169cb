"""The command line: ``python -m partv build | export | catalogues | dictionary``.

Speaks the grammar of the pages' addresses. Exit status 0, or 1 when an input was refused.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from partv.exports.dictionary import data_dictionary, queries_page
from partv.exports.tables import FORMATS
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.language import language
from partv.paths import DATAPACKAGE, QUERIES, ROOT
from partv.selection import Problem, Selection
from partv.warehouse import DataUnavailable, questions, warehouse

DOCS = ROOT / "docs"
TABLES = ("rates", "published", "parties")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    return options.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m partv", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("build", help="check data/source and write data/parquet")
    command.add_argument("--package", type=Path, default=DATAPACKAGE, help="a datapackage.json")
    command.set_defaults(run=_build)

    command = commands.add_parser("export", help="print a table, filtered as on the pages")
    command.add_argument("table", choices=TABLES)
    command.add_argument("--data", action="append", help="the data set (published)")
    command.add_argument("--cycle", action="append", help="the reporting cycle (2023)")
    command.add_argument("--region", action="append", help="a WHO region; repeat for several")
    command.add_argument("--article", action="append", help="an Article; repeat for several")
    command.add_argument("--of", action="append", help="denominator: reported, answered or due")
    command.add_argument("--by", choices=["region"], help="one row a region, not pooled")
    command.add_argument("--format", choices=sorted(FORMATS), default="csv")
    command.add_argument("-o", "--output", type=Path, help="a file, instead of standard output")
    command.set_defaults(run=_export)

    command = commands.add_parser("catalogues", help="bring the language catalogues up to date")
    command.set_defaults(run=_catalogues)

    command = commands.add_parser("dictionary", help="write the reference pages in docs/")
    command.set_defaults(run=_dictionary)
    return parser


def _build(options: argparse.Namespace) -> int:
    try:
        report = build(options.package)
    except Refused as refused:
        for fault in refused.faults:
            print(fault.sentence(language("en")), file=sys.stderr)
        count = language("en").plural("{n} fault", "{n} faults", len(refused.faults))
        print(f"{count}. Nothing was written; the old data stand.", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"There is no {error.filename}.", file=sys.stderr)
        return 1
    width = max(map(len, report))
    for name, rows in report.items():
        print(f"{name:<{width}}  {rows:>4} rows")
    return 0


def _catalogues(options: argparse.Namespace) -> int:
    from partv import catalogues

    for code, missing in catalogues.write().items():
        print(f"{code}: {missing} texts without a translation")
    return 0


def _dictionary(options: argparse.Namespace) -> int:
    package = json.loads(DATAPACKAGE.read_text("utf-8"))
    queries = {name: (QUERIES / f"{name}.sql").read_text("utf-8") for name in questions()}
    pages = {
        "data-dictionary.md": data_dictionary(package),
        "queries.md": queries_page(queries),
    }
    for name, page in pages.items():
        (DOCS / name).write_text(page, encoding="utf-8", newline="\n")
        print(f"docs/{name}")
    return 0


def _export(options: argparse.Namespace) -> int:
    names = ("data", "cycle", "region", "article", "of")
    pairs = [(name, value) for name in names for value in getattr(options, name) or []]
    try:
        store = warehouse()
    except DataUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    selection, problems = Selection.parse(pairs, store.vocabulary)
    if problems:
        for problem in problems:
            print(_sentence(problem), file=sys.stderr)
        return 1
    parameters = selection.parameters() | {"by_region": options.by == "region"}
    content = FORMATS[options.format](store.ask(options.table, **parameters))
    if not options.output:
        sys.stdout.buffer.write(content)
        return 0
    try:
        options.output.write_bytes(content)
    except OSError as error:
        print(f"{options.output} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _sentence(problem: Problem) -> str:
    accepted = ", ".join(problem.accepted or ())
    if problem.repeated:
        return f"--{problem.name} takes one value; {problem.value} is one too many."
    return f'--{problem.name} "{problem.value}" is not accepted. Accepted: {accepted}.'
