"""What can be said of one Article: its obligation, what was published, and how it went by cycle."""

from dataclasses import dataclass

import pandas as pd

from partv import reading
from partv.exhibits.overview import articles_frame
from partv.language import Language, language
from partv.selection import Selection
from partv.warehouse import Warehouse

FIRST_WITH_FIGURE = 21
"""The Article shown when none is chosen: the first that has a figure."""


@dataclass(frozen=True)
class Measure:
    """One indicator of an Article, in words ready to read."""

    label: str
    figure: str
    wording: str
    statement: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """An Article's number, title and obligation; ``note`` where no indicator is published."""

    article: int
    title: str
    unofficial: bool
    """The title in this language was not seen in an authentic text."""
    obligation: str
    source: str
    note: str


def one_article(selection: Selection) -> Selection:
    """The Selection narrowed to the one Article that its page is about."""
    article = selection.articles[0] if selection.articles else FIRST_WITH_FIGURE
    return selection.changed(articles=(article,))


def heading(store: Warehouse, selection: Selection, lang: str) -> Heading:
    """The Article of a Selection narrowed by ``one_article``."""
    say = language(lang)
    row = store.ask("article", **selection.parameters() | {"lang": lang}).iloc[0]
    return Heading(
        article=int(row["article"]),
        title=row["title"],
        unofficial=row["verified"] != "yes",
        obligation=say.text(row["obligation"]),
        source=say.text(row["source"]),
        note=say.text(row["note"]) if reading.known(row["note"]) else "",
    )


def measures(store: Warehouse, selection: Selection, lang: str) -> list[Measure]:
    """The indicators of the Article with figure, wording, printed statement and provenance."""
    say = language(lang)
    frame = articles_frame(store, selection, lang)
    return [
        _measure(row, selection, say)
        for row in frame.to_dict("records")
        if reading.known(row["indicator"])
    ]


def _measure(row: dict, selection: Selection, say: Language) -> Measure:
    figure = reading.figure(row, say)
    if reading.known(row["yes"]):
        figure += " · " + reading.denominator_name(selection.of, say)
    details = [reading.basis(row, say)]
    if reading.known(row["flag_reason"]):
        details.append(f"{reading.FLAGGED} {row['flag_reason']}")
    if reading.known(row["document"]):
        details.append(
            say.text(
                "{document}, paragraph {paragraph}",
                document=row["document"],
                paragraph=row["paragraph"],
            )
        )
    if reading.known(row["wording_note"]):
        details.append(say.text(row["wording_note"]))
    return Measure(
        label=row["indicator"],
        figure=figure,
        wording=say.text("Parties that {did}", did=row["wording"]),
        statement=row["statement"] if reading.known(row["statement"]) else "",
        details=tuple(details),
    )


def by_cycle(store: Warehouse, selection: Selection, lang: str) -> pd.DataFrame:
    """A table of the Article's indicators by cycle: a row each, with who was due and reported."""
    say = language(lang)
    frame = store.ask("article_cycles", **selection.parameters())
    rows = []
    for row in frame.to_dict("records"):
        first = row["instrument"] == "first"
        rows.append(
            {
                say.text("Cycle"): str(row["cycle"]),
                say.text("Measure"): say.text(row["indicator"]),
                say.text("Parties"): reading.figure(row, say),
                say.text("Due"): say.number(row["due"]),
                say.text("Reported"): (
                    say.number(row["reported"])
                    if reading.known(row["reported"])
                    else say.text("not known")
                ),
                say.text("Reporting instrument"): (
                    say.text("first") if first else say.text("redesigned: not comparable")
                ),
            }
        )
    return pd.DataFrame(rows)
