"""Small files of every format that an import reads, made in memory."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable

from openpyxl import Workbook

from partv.data.formula_text import harmless

Rows = Iterable[Iterable[object]]

LONG = [
    ["party", "cycle", "indicator", "answer", "text"],
    ["Türkiye", 2023, "21.exchange", "Yes", ""],
    ["Côte d'Ivoire", 2023, "21.exchange", "No", "in preparation"],
    ["Iran", 2023, "20.seizures", "", "12 tonnes, in «three» ports; see annex, 2"],
    ["European Union", 2023, "29.authority", "Answer not provided", ""],
]
WIDE = [
    ["Party", "Region", "21.exchange", "20.seizures", "29.authority"],
    ["Türkiye", "EUR", "Yes", "RAS", "Not applicable"],
    ["Sri Lanka", "SEA", "No", "", "Report not provided"],
]
PAGE = [
    ["Party", "Region", "2023", "2020", "2018"],
    ["Austria", "EUR", "Yes", "No", "Report not provided"],
    ["Sri Lanka", "SEA", "Answer not provided", "Yes", "Report not provided"],
    ["Egypt", "EMR", "Yes", "Report not provided", "Report not provided"],
]
OLD_PAGE = [
    ["", "Party", "2023", "2020", "2018", "Region"],
    ["1", "Austria", "Yes", "No", "Report not provided", "WHO European Region"],
    ["2", "India", "No", "Yes", "Report not provided", "WHO South-East Asia Region"],
    ["3", "Party", "2023", "2020", "2018", "Region"],
]


def csv_file(rows: Rows, encoding: str = "utf-8", delimiter: str = ",", end: str = "\n") -> bytes:
    """Rows as the bytes of a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_file(rows: Rows, spoil: Callable[[Workbook], object] | None = None) -> bytes:
    """Rows as the bytes of a workbook with one sheet, Answers; ``spoil`` may change it."""
    book = Workbook()
    book.active.title = "Answers"
    for row in rows:
        book.active.append(list(row))
    if spoil:
        spoil(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def html_file(rows: Rows, title: str = "A page", head: str = "", encoding: str = "utf-8") -> bytes:
    """Rows as a page of the implementation database, saved by a browser."""
    first, *rest = [list(row) for row in rows]
    header = "".join(f"<th>{cell}</th>" for cell in first)
    body = "".join("<tr>" + "".join(f"<td> {c}\n </td>" for c in row) + "</tr>" for row in rest)
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{title} | WHO FCTC</title></head><body>"
        f"<h1>Implementation database</h1><h2>{title}</h2><p>Answers in</p>"
        "<table><tr><td>Yes</td><td>No</td></tr></table><table><tr><td>"
        f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"
        "</td></tr></table></body></html>"
    ).encode(encoding)


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed: ``change`` is given each name and content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def shared_strings(content: bytes) -> bytes:
    """A workbook as Excel writes it: the texts of its cells in a part of their own, in runs."""
    texts: list[bytes] = []

    def shared(match: re.Match) -> bytes:
        text = match[2]
        texts.append(b"<si><r><t>" + text[:2] + b"</t></r><r><t>" + text[2:] + b"</t></r></si>")
        return match[1] + b't="s"><v>%d</v></c>' % (len(texts) - 1)

    def change(name: str, part: bytes) -> bytes:
        if name.startswith("xl/worksheets/"):
            part = re.sub(rb'(<c [^>]*)t="inlineStr"><is><t>([^<&]*)</t></is></c>', shared, part)
        kind = b"officeDocument/2006/relationships/sharedStrings"
        if name.endswith("workbook.xml.rels"):
            tag = (
                b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/%s" Target="%s"/>'
            )
            tag %= (kind, b"sharedStrings.xml")
            part = part.replace(b"</Relationships>", tag + b"</Relationships>")
        if name == "[Content_Types].xml":
            tag = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/>' % (
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            )
            part = part.replace(b"</Types>", tag + b"</Types>")
        return part

    out = io.BytesIO(repacked(content, change))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
        namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        part = b'<sst xmlns="%s">%s</sst>' % (namespace, b"".join(texts))
        book.writestr("xl/sharedStrings.xml", part)
    return out.getvalue()


HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://localhost/","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "＝1+1",
    "'=1+1",
    "''=1+1",
    "=",
    "-",
    'a","=1+1',
    "=1+1\n=2+2",
    "a\n=1+1",
    "#N/A",
    "007",
    "1e5",
    "2023-01-02",
    "TRUE",
    "<script>alert(1)</script>",
    "; =1+1;|",
)
"""Texts that a spreadsheet might run, or take for something else than a text."""


def hostile_file() -> bytes:
    """A table that is imported without a fault, in which Parties wrote these texts."""
    parties = ("AUT", "BEL", "CZE", "ESP", "FRA", "HUN", "LTU", "PRT", "SRB", "TUR", "GBR")
    places = [(party, cycle) for cycle in (2023, 2025) for party in parties]
    rows = [
        [party, cycle, "20.seizures", "", harmless(text)]
        for (party, cycle), text in zip(places, HOSTILE, strict=False)
    ]
    assert len(rows) == len(HOSTILE)
    rows += [[p, cycle, "21.exchange", "Yes", ""] for p in parties for cycle in (2023, 2025)]
    return csv_file([LONG[0], *rows])
