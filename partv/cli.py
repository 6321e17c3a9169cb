"""The command line: ``python -m partv build | import | template | export | ...``.

Speaks the grammar of the pages' addresses. Exit status 0, or 1 when an input was refused.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from partv.address.exported_tables import TABLES
from partv.address.parameters import PARAMETERS, UPLOAD, Problem, foreign
from partv.address.selection import Selection
from partv.data.current import warehouse
from partv.data.warehouse import DataUnavailable
from partv.exhibits.extracts import extract
from partv.exports.bundle import to_zip
from partv.exports.formats import FORMATS
from partv.i18n.language import language
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.paths import DATAPACKAGE, IMPORTED


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

    command = commands.add_parser("import", help="bring in answers of single Parties")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, XLSX or HTML")
    command.add_argument("--data", required=True, metavar="NAME", help="the data set to write")
    command.add_argument("--cycle", type=int, help="the cycle to import")
    command.add_argument("--indicator", help="the question of pages that name none")
    command.add_argument("--encoding", help="that of CSV and HTML files, if not as recognised")
    command.add_argument("--dry-run", action="store_true", help="check and report; write nothing")
    command.add_argument("--folder", type=Path, default=IMPORTED, help=argparse.SUPPRESS)
    command.set_defaults(run=_import)

    command = commands.add_parser("template", help="write a spreadsheet to fill in")
    command.add_argument("--cycle", type=int, required=True, help="the reporting cycle")
    command.add_argument("-o", "--output", type=Path, required=True, help="an XLSX file")
    command.set_defaults(run=_template)

    command = commands.add_parser("export", help="print a table, filtered as on the pages")
    command.add_argument("table", choices=list(TABLES))
    for name, parameter in PARAMETERS.items():
        if parameter.option:
            command.add_argument(f"--{name}", action="append", help=parameter.option)
    command.add_argument("--format", choices=sorted([*FORMATS, "zip"]), default="csv")
    command.add_argument("-o", "--output", type=Path, help="a file, instead of standard output")
    command.set_defaults(run=_export)
    return parser


def _build(options: argparse.Namespace) -> int:
    try:
        report = build(options.package)
    except Refused as refused:
        return _refused(refused)
    except FileNotFoundError as error:
        print(f"There is no {error.filename}.", file=sys.stderr)
        return 1
    except OSError as error:
        return _unwritten(options.package.parent, error)
    width = max(map(len, report))
    for name, rows in report.items():
        print(f"{name:<{width}}  {rows:>4} rows")
    return 0


def _import(options: argparse.Namespace) -> int:
    from partv.data.answer_sets import RESERVED
    from partv.ingest.answers import read_answers, store_answers
    from partv.ingest.encodings import ENCODINGS, recognised
    from partv.ingest.imported_sets import compare
    from partv.ingest.readers import load
    from partv.ingest.register import Register

    english = language("en")
    encoding = {name.lower(): name for name in ENCODINGS}.get((options.encoding or "").lower())
    if options.encoding and not encoding:
        accepted = ", ".join(ENCODINGS)
        print(
            f'--encoding "{options.encoding}" is not accepted. Accepted: {accepted}.',
            file=sys.stderr,
        )
        return 1
    try:
        files, register = load(options.files, english), Register.load()
        encodings = {name: encoding for name, _ in files} if encoding else {}
        for read in recognised(files, encodings, register.names().knows, english):
            # What cannot be read is told among the faults.
            if read.lines:
                print(f"{read.file} is read as {read.encoding}:", *read.lines, sep="\n  ")
        imported = read_answers(
            files,
            register,
            options.data,
            options.cycle,
            options.indicator,
            english,
            _progress if sys.stderr.isatty() else None,
            taken=(*RESERVED, UPLOAD),
            encodings=encodings,
        )
        if options.dry_run:
            _, changes = compare(imported, options.folder, english)
        else:
            changes = store_answers(imported, options.folder, english)
    except Refused as refused:
        return _refused(refused)
    except OSError as error:
        return _unwritten(options.folder, error)
    lines = [*imported.counted.sentences(english), *changes.sentences(english)]
    print("\n".join(lines))
    if options.dry_run:
        print("A dry run: nothing was written.")
    else:
        print(f"The data set is {options.data}: {options.folder.name}/{options.data}.parquet")
    return 0


def _progress(done: int, total: int) -> None:
    print(f"\r{done} of {total} rows", end="\n" if done == total else "", file=sys.stderr)


def _template(options: argparse.Namespace) -> int:
    from partv.ingest.register import Register
    from partv.ingest.template import template

    try:
        register = Register.load()
    except Refused as refused:
        return _refused(refused)
    if options.cycle not in register.cycles:
        cycles = ", ".join(map(str, sorted(register.cycles)))
        print(f'--cycle "{options.cycle}" is not accepted. Accepted: {cycles}.', file=sys.stderr)
        return 1
    return _write(options.output, template(options.cycle, register))


def _refused(refused: Refused) -> int:
    english = language("en")
    for fault in refused.faults:
        print(fault.sentence(english), file=sys.stderr)
    count = english.plural("{n} fault", "{n} faults", len(refused.faults))
    print(f"{count}. Nothing was written; the old data stand.", file=sys.stderr)
    return 1


def _write(file: Path, content: bytes) -> int:
    try:
        file.write_bytes(content)
    except OSError as error:
        print(f"{file} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _unwritten(folder: Path, error: OSError) -> int:
    """The disk is full, or nothing may be written there."""
    print(f"{folder} cannot be written: {error.strerror or error}.", file=sys.stderr)
    print("The old data stand.", file=sys.stderr)
    return 1


def _export(options: argparse.Namespace) -> int:
    names = [name for name, parameter in PARAMETERS.items() if parameter.option]
    pairs = [(name, value) for name in names for value in getattr(options, name) or []]
    try:
        store = warehouse()
    except DataUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    selection, problems = Selection.parse(pairs, store.vocabulary)
    problems += foreign(pairs, options.table)
    if problems:
        for problem in problems:
            print(_sentence(problem), file=sys.stderr)
        return 1
    item = extract(store, selection, options.table)
    say = language(selection.lang or "en")
    if options.format == "zip":
        content = to_zip(item, say, datetime.now(UTC))
    else:
        content = FORMATS[options.format].render(item, say)
    if not options.output:
        sys.stdout.buffer.write(content)
        return 0
    return _write(options.output, content)


def _sentence(problem: Problem) -> str:
    accepted = ", ".join(problem.accepted or ())
    if problem.repeated:
        return f"--{problem.name} takes one value; {problem.value} is one too many."
    if problem.beside:
        return f'--{problem.name} "{problem.value}" is not accepted beside --{problem.beside}.'
    if problem.tables:
        return f"--{problem.name} is accepted of the tables {', '.join(problem.tables)} only."
    if problem.data:
        return f'--{problem.name} "{problem.value}" is not a Party of the data set {problem.data}.'
    return f'--{problem.name} "{problem.value}" is not accepted. Accepted: {accepted}.'
