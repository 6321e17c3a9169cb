"""The language catalogues: every visible text of the code and of the source data, in one template.

``python -m tools catalogues`` writes ``locales/partv.pot`` and brings each ``partv.po`` up to it:
new texts arrive empty, texts that are gone leave.
"""

import ast
import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from partv.address.exported_tables import TABLES
from partv.exhibits import about
from partv.i18n.language import DOMAIN
from partv.paths import DATAPACKAGE, LOCALES, ROOT

# What looks up a text: Language.text, Language.plural and the short names given to them, with how
# many forms of the text each takes.
_LOOKUPS = {"text": 1, "t": 1, "say": 1, "plural": 2}

# Columns of data/source that are shown to people and not kept in several languages there; two
# together are the forms of one text, for one and for many.
TEXT_COLUMNS = {
    "articles": ("obligation", "note", "source"),
    "cycles": ("report", "note"),
    "documents": ("title", "note"),
    "indicators": ("label", ("wording_one", "wording"), "note"),
    "milestones": ("body", "text"),
    "parties": ("instrument", "confidence"),
    "published": ("statement", "flag_reason"),
}

# The same text gives the same file: the template bears no time of its own.
_STARTED = datetime(2026, 11, 1, tzinfo=UTC)


def template() -> Catalog:
    """Every text that needs a translation, with the places it stands in."""
    catalogue = Catalog(
        project="Part V Dashboard",
        version="1",
        msgid_bugs_address="",
        copyright_holder="the Part V Dashboard authors",
        creation_date=_STARTED,
        fuzzy=False,
        charset="utf-8",
    )
    catalogue.header_comment = "# Texts of the Part V Dashboard."
    for folder in ("partv", "pages"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for message in _texts_of_the_code(file):
                catalogue.add(message, None, [(file.relative_to(ROOT).as_posix(), 0)])
    for message, place in _texts_of_the_data():
        catalogue.add(message, None, [(place, 0)])
    return catalogue


def _texts_of_the_code(file: Path) -> Iterator[str | tuple[str, str]]:
    """Texts that a module looks up, in order; those in a variable are the data's to name.

    Read from the syntax tree: Babel's own extraction takes ``text(row["note"])`` for a text, and
    sees none inside an f-string.
    """
    tree = ast.parse(file.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = call.args[: _LOOKUPS.get(name, 0)]
        texts = [str(arg.value) for arg in given if isinstance(arg, ast.Constant)]
        if len(texts) == 1 == _LOOKUPS.get(name):
            yield texts[0]
        elif len(texts) == 2 == _LOOKUPS.get(name):
            yield texts[0], texts[1]


def _texts_of_the_data() -> Iterator[tuple[str | tuple[str, str], str]]:
    for text in about.texts():
        yield text, "partv/exhibits/about.md"
    for table in TABLES.values():
        yield table.title, "data/exports.json"
        yield table.description, "data/exports.json"
        for field in table.fields:
            yield field.description, "data/exports.json"
            if field.unit:
                yield field.unit, "data/exports.json"
    resources = json.loads(DATAPACKAGE.read_text("utf-8"))["resources"]
    for resource in resources:
        columns = TEXT_COLUMNS.get(resource["name"], ())
        if columns:
            with (DATAPACKAGE.parent / resource["path"]).open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    for column in columns:
                        forms = (column,) if isinstance(column, str) else column
                        texts = [str(row[name]) for name in forms if row[name]]
                        place = f"data/{resource['path']}"
                        if len(texts) == 1:
                            yield texts[0], place
                        elif len(texts) == 2:
                            yield (texts[0], texts[1]), place


def write(folder: Path = LOCALES) -> dict[str, int]:
    """Write the template and update every catalogue; returns texts without translation by file."""
    fresh = template()
    (folder / f"{DOMAIN}.pot").write_bytes(rendered(fresh))
    missing = {}
    for file in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        with file.open("rb") as source:
            catalogue = read_po(source, locale=file.parts[-3])
        catalogue.update(fresh, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        file.write_bytes(rendered(catalogue))
        missing[file.parts[-3]] = sum(
            1 for message in catalogue if message.id and not _translated(message.string)
        )
    return missing


def rendered(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of its file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=False, include_lineno=False)
    return out.getvalue()


def _translated(string: str | Sequence[str] | None) -> bool:
    return bool(string) if string is None or isinstance(string, str) else all(string)
