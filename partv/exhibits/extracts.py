"""The rows of a view: as an extract to take away, and as a table to look over before."""

from collections.abc import Mapping

import pandas as pd

from partv.address.exported_tables import TABLES, Table
from partv.address.parameters import taken_by
from partv.address.selection import Selection
from partv.data.rate_rows import Rate
from partv.data.warehouse import Warehouse, parameters_of, sql_of
from partv.exhibits.notes import cited, each_region
from partv.exports.extract import Extract
from partv.exports.row_formats import records
from partv.i18n import wording
from partv.i18n.language import Language, language

SHOWN = 200
"""Rows of a preview."""


def extract(store: Warehouse, selection: Selection, table: str) -> Extract:
    """The rows of ``table`` for the Selection, as pages, API and command line give them away.

    Of settings that the table does not take nothing is left. Raises KeyError when there is no such
    table.
    """
    return store.composed(_extract, selection.narrowed(taken_by(table)), table)


def _extract(store: Warehouse, selection: Selection, table: str) -> Extract:
    described = TABLES[table]
    if table == "panel":
        selection = selection.in_order()
    if not described.computed:
        # A table of the register has no data set, and no address of the demonstration.
        selection = selection.changed(data=selection.vocabulary.datasets[0])
    rows = store.ask(table, **selection.parameters())
    private = selection.private and described.computed
    return Extract(
        table=described,
        selection=selection,
        rows=rows[[field.name for field in described.fields]],
        version=store.version,
        query=sql_of(table),
        parameters=parameters_of(table),
        documents=_documents(store, selection, described, rows),
        answers=store.uploaded if private else b"",
    )


def _documents(
    store: Warehouse, selection: Selection, table: Table, rows: pd.DataFrame
) -> tuple[Mapping[str, str], ...]:
    """The documents that the rows name; for files that were imported, their names."""
    if selection.invented and table.computed:
        return ({"title": wording.stamp(True, language("en")), "number": "", "link": ""},)
    held = store.ask("documents").fillna("")
    if "document_id" in rows:
        cited = held[held["document_id"].isin(rows["document_id"].dropna())]
        named: set[str] = set()
    else:
        column = {"answers": "source_file", "parties": "source", "articles": "source"}
        cells = rows.get(column.get(table.name, "document"), pd.Series(dtype="string")).dropna()
        if table.name == "panel":
            cells = pd.concat([cells, rows["base_document"].dropna()])
        # Several documents of one row stand in it one after the other.
        named = {
            part
            for cell in set(cells)
            for part in [title for title in held["title"] if title in cell] or [cell]
        }
        cited = held[held["title"].isin(named)]
    documents = cited[["title", "number", "link"]].to_dict("records")
    others = sorted(named - set(cited["title"]))
    return (*documents, *({"title": title, "number": "", "link": ""} for title in others))


def preview(item: Extract, say: Language) -> pd.DataFrame:
    """The first rows to read: rates in words, other tables as they are."""
    if item.table.name == "rates":
        return _rates(item.rows, say)
    rows = item.rows.head(SHOWN)
    cells = [["" if cell is None else str(cell) for cell in row] for row in records(rows)]
    return pd.DataFrame(cells, columns=list(rows.columns))


def preview_cited(store: Warehouse, item: Extract, lang: str) -> tuple[str, ...]:
    """What stands under that table: the marks of its figures, and where its rows are from."""
    say, selection = language(lang), item.selection
    if item.table.name == "rates":
        parts = each_region(selection)
        return cited(store, parts if selection.by == "region" else parts[:1], lang).lines
    if item.table.name not in ("published", "panel", "answers"):
        return ()  # the rows say it themselves
    titles = [say.text(document["title"]) for document in item.documents]
    return (say.text("Source: {sources}.", sources=say.text("; ").join(titles)),) if titles else ()


def _rates(rows: pd.DataFrame, say: Language) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                say.text("Indicator"): row.indicator_id,
                say.text("Region"): row.region,
                say.text("Figure"): row.figure(say),
                say.text("Due"): say.number(row.due),
                say.text("Reported"): "" if row.reported is None else say.number(row.reported),
                say.text("Basis"): row.basis_in_words(say),
            }
            for row in Rate.read(rows)
        ]
    )
