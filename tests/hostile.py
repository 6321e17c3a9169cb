"""Texts that something might take for more than text, files in which Parties wrote them, and a
source whose names and statements they are."""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from lxml import etree

from partv.ingest.build import build
from partv.paths import DATAPACKAGE
from tests.making import LONG, csv_file

HOSTILE = (
    '<img src="http://127.0.0.1:9/x.png" onerror="window.owned=1">',
    "<script>window.owned=1</script>",
    '"><svg onload="window.owned=1">',
    "![picture](http://127.0.0.1:9/y.png) [link](http://127.0.0.1:9/z)",
    "http://127.0.0.1:9/bare www.example.org a@example.org",
    "**bold** _slant_ `code` ~~gone~~ # heading :material/star: :red[red] :smile:",
    "$x^2$ $$\\frac{1}{2}$$ \\(y\\)",
    "<b>bold</b><br><sup>2</sup> <a href='javascript:window.owned=1'>go</a>",
    "%{x} {0} {n} {title} %s %(x)s ${x} {{x}} &lt; &amp; &#60;",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200f",
    "😀👩‍👩‍👧‍👦🏴‍☠️ e\u0301 \ufeffx",
    "long " * 2000,
    "x" * 10_000,
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>&b; ]]> <!--",
    "line\nline\r\n# heading\n- point\n\n---",
    '=HYPERLINK("http://127.0.0.1:9/","x") \\input{/etc/passwd} {{7*7}}',
)
_PARTIES = (
    *("AUT", "BEL", "CZE", "ESP", "FRA", "HUN", "LTU", "PRT"),
    *("SRB", "TUR", "GBR", "KEN", "BRA", "IND", "EGY", "FJI"),
)
FILE = "<img src=x onerror=window.owned=1> **f** $a$ [l](http://127.0.0.1:9/f).csv"


def answers() -> bytes:
    """A table that is imported without a fault: free texts, and answers with a remark."""
    rows = [
        [party, 2023, "20.seizures", "", text]
        for party, text in zip(_PARTIES, HOSTILE, strict=True)
    ]
    rows += [
        [party, 2023, "27.domestic", "Yes", text]
        for party, text in zip(_PARTIES, reversed(HOSTILE), strict=True)
    ]
    return csv_file([LONG[0], *rows])


def refused() -> bytes:
    """A table in whose every place that a sentence names stands such a text."""
    rows = [[text, 2023, text, text, text] for text in HOSTILE]
    return csv_file([[*LONG[0], *HOSTILE[:6]], *rows])


NAMES = tuple(text for text in HOSTILE if len(text) <= 100 and "\n" not in text)
"""Those that a name in the source may be."""
LINK = "https://127.0.0.1:9/'onerror='window.owned=1'//[x](y)*_$z$"
_WRITTEN = {
    "parties": {"name": 100, "note": 1000, "source": 1000},
    "party_names": {"name": 100, "source": 1000},
    "regions": {"name": 60},
    "region_names": {"name": 60},
    "indicators": {"label": 60, "wording": 1000, "wording_one": 1000, "note": 1000},
    "published": {"statement": 1000, "flag_reason": 1000},
    "articles": {"obligation": 150, "note": 1000, "source": 1000},
    "article_titles": {"title": 200},
    "documents": {"title": 300, "number": 60, "note": 1000, "link": 1000},
    "cycles": {"report": 100, "note": 1000},
    "milestones": {"text": 1000, "link": 1000},
}
"""What is free text in the source, and its room."""

WRITTEN = re.compile(
    r"owned|127\.0\.0\.1:9|\*\*bold|\\frac|&lt; &amp;|HYPERLINK|😀|right to left|material/star"
)
"""By this such a text is known."""


def source(data: Path) -> None:
    """Make a copy of the source in ``data``, every free text of it such a text, and build it."""
    without = shutil.ignore_patterns("imported", "parquet", ".*")
    shutil.copytree(DATAPACKAGE.parent, data, ignore=without)
    for table, columns in _WRITTEN.items():
        file = data / "source" / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as given:
            rows = list(csv.DictReader(given))
        for column, room in columns.items():
            line = column in ("name", "label", "title", "report", "number")
            fitting = [text for text in (NAMES if line else HOSTILE) if len(text) <= room - 4]
            if column.startswith("wording"):  # a message of the catalogues, which fill braces
                fitting = [text for text in fitting if not {"{", "}"} & set(text)]
            texts = cycle(fitting)
            for number, row in enumerate(rows):
                if column == "link":
                    row[column] = row[column] and LINK
                elif row[column]:
                    row[column] = f"{number} {next(texts)}".replace("\r", "").strip()
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    build(data / DATAPACKAGE.name)


OURS = re.compile(r"</?(b|u|br|i|sup|sub|span|a|extra)\b[^<>]*>")
"""The tags that Plotly reads; those in a chart are ours."""


def flat(text: object) -> str:
    """A text in one line."""
    return " ".join(str(text).split())


def strings(value: object) -> Iterator[tuple[str, str]]:
    """Every text in a figure, with the name of what it is."""
    if isinstance(value, dict):
        for name, part in value.items():
            if isinstance(part, str):
                yield name, part
            else:
                yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from [("", part)] if isinstance(part, str) else strings(part)


def outside(content: bytes) -> set[str]:
    """What an office file would load or lead to elsewhere, and that its XML is sound."""
    found = set()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                tree = etree.fromstring(archive.read(name))
                found |= {
                    part.get("Target")
                    for part in tree.iter("{*}Relationship")
                    if part.get("TargetMode") == "External"
                }
    return found
