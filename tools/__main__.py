"""``python -m tools COMMAND``: what is not written by hand."""

import argparse
import json

from partv.address.exported_tables import TABLES
from partv.data.warehouse import questions
from partv.paths import DATAPACKAGE, QUERIES, ROOT
from tools import catalogues, licences, lock, patches
from tools.dictionary import data_dictionary, queries_page

DOCS = ROOT / "docs"


def main() -> None:
    """Run one command."""
    commands = {
        "catalogues": write_catalogues,
        "dictionary": write_dictionary,
        "licences": write_licences,
        "patches": lambda: print(patches.report()),
        "reviewed": lambda: print(patches.accept()),
        "lock": lambda: write_locks(raised=False),
        "raise": lambda: write_locks(raised=True),
    }
    parser = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    parser.add_argument("command", choices=sorted(commands))
    commands[parser.parse_args().command]()


def write_catalogues() -> None:
    """Bring ``locales/`` up to the texts of code and data."""
    for code, missing in catalogues.write().items():
        print(f"{code}: {missing} texts without a translation")


def write_dictionary() -> None:
    """Write the reference pages of data and queries in ``docs/``."""
    package = json.loads(DATAPACKAGE.read_text("utf-8"))
    queries = {name: (QUERIES / f"{name}.sql").read_text("utf-8") for name in questions()}
    _write("data-dictionary.md", data_dictionary(package, TABLES.values()))
    _write("queries.md", queries_page(queries))


def write_licences() -> None:
    """Write ``docs/licences.md`` from what is installed."""
    _write("licences.md", licences.licences_page())


def write_locks(raised: bool) -> None:
    """Lock what is installed; ``raised``: in the newest versions."""
    changes = lock.lock(raised)
    print("\n".join(changes) or "The locks are as they were.")


def _write(name: str, page: str) -> None:
    (DOCS / name).write_text(page, encoding="utf-8", newline="\n")
    print(f"docs/{name}")


if __name__ == "__main__":
    main()
