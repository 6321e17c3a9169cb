"""Saved HTML pages: the innermost tables, and what the page says it is about."""

import re
from collections.abc import Iterator

from lxml import etree, html

from partv.i18n.language import Language
from partv.ingest.encodings import CONTROL, declared_in, decoded
from partv.ingest.raw_tables import (
    LIMITS,
    Reading,
    Unreadable,
    add,
    column_at,
    no_header,
    stem,
    too_large,
    too_many_columns,
    too_many_rows,
    unescaped,
)


def read_html(file: str, content: bytes, reading: Reading, language: Language) -> None:
    """Add the tables of a saved page to the reading. Raises Unreadable."""
    say = language.text
    if len(content) > LIMITS.html_bytes:
        raise Unreadable(too_large(len(content), LIMITS.html_bytes, language))
    text = decoded(content, language, reading.wanted, reading.known, declared_in(content))
    text = CONTROL.sub("", text)
    # The parser ends at the first of these; what follows belongs to the page all the same.
    text = re.sub(r"</(html|body)\s*>", "", text, flags=re.IGNORECASE)
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        document = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable(say("the file is damaged and cannot be opened as HTML.")) from error
    if parser.error_log.filter_from_fatals():
        # The parser gave up half-way, at its own limits, and returned what it had.
        raise Unreadable(say("the page is nested too deep or has a text that is too long."))
    for pause in document.iter("br"):
        pause.tail = " " + (pause.tail or "")
    titles = tuple(_titles(file, text, document))
    # Only innermost tables hold data; pages use the outer ones for layout.
    outer = {next(table.iterancestors("table"), None) for table in document.iter("table")}
    rows: dict[object, list[object]] = {}
    for count, row in enumerate(document.iter("tr")):
        if count > LIMITS.rows:
            raise Unreadable(too_many_rows(language))
        table = next(row.iterancestors("table"), None)
        if table is not None and table not in outer:
            rows.setdefault(table, []).append(row)
    for found in rows.values():
        records, merged = [], []
        for number, row in enumerate(found, start=1):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if len(cells) > LIMITS.columns + 1:
                raise Unreadable(too_many_columns(language))
            records.append(
                (number, [" ".join(unescaped(cell.text_content()).split()) for cell in cells])
            )
            for index, cell in enumerate(cells):
                for span in ("colspan", "rowspan"):
                    if cell.get(span, "1").strip() not in ("", "0", "1"):
                        merged.append((number, index, f"{span}={cell.get(span)}"))
        table = add(file, None, records, titles, reading, language, lettered=False)
        for number, index, value in merged if table else ():
            if number >= table.header_row:
                accepted = say("one cell for each answer: unmerge the cells and fill each")
                column = column_at(table, records, index)
                reading.faults.append(table.fault(number, column, value, accepted))
    if not reading.tables and not reading.faults:
        raise Unreadable(no_header(language))


def _titles(file: str, text: str, document: object) -> Iterator[str]:
    """What a page says it is about: file name, headings, title, its own address."""
    yield stem(file)
    for tag in ("h1", "h2", "h3"):
        for heading in document.iter(tag):
            yield " ".join(heading.text_content().split())
    for title in document.iter("title"):
        whole = " ".join(title.text_content().split())
        yield whole
        yield from re.split(r"\s+[|–—-]\s+", whole)
    addresses = [
        link.get("href") for link in document.iter("link") if link.get("rel") == "canonical"
    ]
    saved = re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text[:2048])
    if saved:
        addresses.append(saved[1])
    for address in filter(None, addresses):
        yield re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2]
