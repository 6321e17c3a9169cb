"""How to cite an extract: in plain words, and for BibTeX."""

from collections.abc import Mapping
from datetime import datetime

from partv import __version__
from partv.exports.extract import Extract
from partv.i18n import wording
from partv.i18n.language import language

_AUTHORS = "Part V Dashboard authors"


def plain(extract: Extract, at: datetime, link: str = "") -> str:
    """One paragraph for the dashboard, and a line for each document that the figures come from."""
    title = f"{extract.table.title} ({extract.name})"
    where = f" {link}" if link else ""
    stamp = f" {_stamp(extract)}." if extract.invented else ""
    lines = [
        f"{_AUTHORS}. {title}. Part V Dashboard {__version__}, data {extract.version}. "
        f"Retrieved on {at:%Y-%m-%d}.{where} Unofficial.{stamp}"
    ]
    if extract.documents and not extract.invented:
        lines += ["", "The figures themselves are from:"]
        lines += [f"- {_document(document)}" for document in extract.documents]
    return "\n".join(lines) + "\n"


def bibtex(extract: Extract, at: datetime, link: str = "") -> str:
    """One ``@misc`` entry."""
    fields = {
        "author": f"{{{_AUTHORS}}}",
        "title": f"{{{_escaped(f'{extract.table.title}: {extract.name}')}}}",
        "howpublished": f"Part V Dashboard {__version__}, data {extract.version}",
        "year": f"{at:%Y}",
        "note": f"Unofficial. Retrieved on {at:%Y-%m-%d}"
        + (f". {_stamp(extract)}" if extract.invented else ""),
    }
    if link:
        fields["url"] = link
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{partv-{extract.version},\n{body}}}\n"


def _stamp(extract: Extract) -> str:
    return wording.stamp(extract.invented, language("en"))


def _document(document: Mapping[str, str]) -> str:
    number = f" ({document['number']})" if document["number"] else ""
    link = f" {document['link']}" if document["link"] else ""
    return f"{document['title']}{number}.{link}"


def _escaped(text: str) -> str:
    return text.replace("_", r"\_").replace("&", r"\&").replace("%", r"\%")
