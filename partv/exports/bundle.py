"""Everything about an extract in one ZIP file: rows, metadata, SQL, citation, a page to read."""

import hashlib
import json
from datetime import datetime
from typing import Any

from partv import __version__
from partv.exports import citation
from partv.exports.extract import Extract
from partv.exports.markdown import as_text
from partv.exports.reproducible_zip import packed
from partv.exports.row_formats import to_csv
from partv.exports.sql import script
from partv.i18n import wording
from partv.i18n.language import Language, language

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MISSING = [{"value": "", "label": "not known, or not applicable: see the column beside it"}]


def to_zip(extract: Extract, say: Language, at: datetime, link: str = "") -> bytes:
    """The extract with all that is needed to trust, cite and repeat it.

    ``at``: when it was retrieved, UTC. ``link``: the address of the same rows, where there is one.
    ``metadata.json`` is a Data Package; its ``resources`` name the CSV beside it.
    """
    rows = to_csv(extract.rows)
    parts = {
        "README.md": _readme(extract, say, at, link).encode("utf-8"),
        f"{extract.name}.csv": rows,
        "metadata.json": _json(metadata(extract, rows, at, link)),
        "query.sql": script(extract).encode("utf-8"),
        "citation.txt": citation.plain(extract, at, link).encode("utf-8"),
        "citation.bib": citation.bibtex(extract, at, link).encode("utf-8"),
    }
    if extract.answers:
        parts["answers.parquet"] = extract.answers
    return packed(parts)


def metadata(extract: Extract, rows: bytes, at: datetime, link: str = "") -> dict[str, Any]:
    """A Data Package (version 2) of the CSV ``rows``: fields, units, filters, sources, version."""
    table, chosen = extract.table, extract.selection
    fields = [
        {"name": f.name, "type": f.type, "title": f.title, "description": f.description}
        | ({"unit": f.unit} if f.unit else {})
        for f in table.fields
    ]
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": extract.name.lower(),
        "title": f"{table.title}: {extract.name}",
        "description": f"{table.description} Unofficial; not endorsed by WHO or by the Convention "
        "Secretariat. No licence is granted over the figures, titles and dates: they remain under "
        "the terms of their sources.",
        "version": extract.version,
        "created": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "retrieved": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "software": f"Part V Dashboard {__version__}",
        "invented": extract.invented,
        "filters": extract.values(),
        "address": link or extract.address,
        "sources": [
            {"title": d["title"]}
            | ({"path": d["link"]} if d["link"] else {})
            | ({"version": d["number"]} if d["number"] else {})
            for d in extract.documents
        ],
    }
    if extract.invented:
        package["title"] = f"{wording.stamp(True, language('en'))}: {package['title']}"
    if "of" in extract.parameters:
        package["denominator"] = {
            "of": chosen.of,
            "definition": wording.denominator_meaning(chosen.of, language("en")),
        }
    return package | {
        "resources": [
            {
                "name": table.name,
                "type": "table",
                "path": f"{extract.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
                "bytes": len(rows),
                "hash": f"sha256:{hashlib.sha256(rows).hexdigest()}",
                "schema": {"fields": fields, "missingValues": _MISSING},
            }
        ]
    }


def _readme(extract: Extract, say: Language, at: datetime, link: str) -> str:
    stamp = wording.stamp(extract.invented, say)
    lines = [f"# {extract.name}", ""]
    lines += [f"**{stamp}**", ""] if stamp else []
    lines += [say.text(extract.table.description), ""]
    lines += [f"- {say.pair(name, value)}" for name, value in extract.filters(say)]
    if "of" in extract.parameters:
        meaning = wording.denominator_meaning(extract.selection.of, say)
        lines.append(f"- {say.pair(say.text('The denominator counts'), meaning)}")
    lines += [
        f"- {say.pair(say.text('Rows'), say.number(len(extract.rows)))}",
        f"- {say.pair(say.text('Version of the data'), extract.version)}",
        f"- {say.pair(say.text('Retrieved on'), say.date(at.date()))}",
    ]
    lines += [f"- {say.pair(say.text('Address'), link)}"] if link else []
    lines += ["", f"## {say.text('Files')}", ""]
    files = {
        f"{extract.name}.csv": say.text(
            "the rows: UTF-8, commas, decimal points; an empty cell is missing"
        ),
        "metadata.json": say.text("every column, filter and source for programs (Data Package)"),
        "query.sql": say.text("the SQL that gave the rows, ready for the DuckDB shell"),
        "citation.txt, citation.bib": say.text("how to cite them"),
    }
    if extract.answers:
        files["answers.parquet"] = say.text("your own answers, which the SQL reads")
    lines += [f"- {say.pair(f'`{name}`', meaning)}" for name, meaning in files.items()]
    lines += ["", f"## {say.text('Columns')}", ""]
    lines += [f"- {say.pair(f'`{f.name}`', say.text(f.description))}" for f in extract.table.fields]
    lines += ["", f"## {say.text('Sources')}", ""]
    for d in extract.documents:
        title = as_text(say.text(d["title"] or ""))
        parts = (title, as_text(d["number"] or ""), as_text(d["link"] or ""))
        lines.append("- " + " · ".join(part for part in parts if part))
    unofficial = wording.unofficial(say)
    return "\n".join([*lines, "", unofficial, ""])


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
