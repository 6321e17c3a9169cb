"""What can be said of one Article: its obligation, what was published, and how it went by cycle."""

from dataclasses import dataclass

import pandas as pd

from partv.address.parameters import FIRST_WITH_FIGURE
from partv.address.selection import Selection
from partv.data.rate_rows import MeasureRate, Rate
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import sees
from partv.exhibits.headlines import did
from partv.exhibits.notes import Cited, cited, every_cycle
from partv.exhibits.rates import articles_frame
from partv.i18n import wording
from partv.i18n.language import Language, language

_SEVERAL = 5
"""As many as no language has a form of its own for: "Parties that ..." without a number."""


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


@sees("article")
def heading(store: Warehouse, selection: Selection, lang: str) -> Heading:
    """The Article of a Selection narrowed by ``one_article``."""
    say = language(lang)
    row = store.ask("articles", **selection.parameters() | {"lang": lang}).iloc[0]
    return Heading(
        article=int(row["article"]),
        title=row["title"],
        unofficial=row["verified"] != "yes",
        obligation=say.text(row["obligation"]),
        source=say.text(row["source"]),
        note=say.text(row["note"]) if wording.known(row["note"]) else "",
    )


@sees("data", "cycle", "region", "article", "of")
def measures(store: Warehouse, selection: Selection, lang: str) -> list[Measure]:
    """The indicators of the Article with figure, wording, printed statement and provenance."""
    say = language(lang)
    frame = articles_frame(store, selection, lang)
    return [
        _measure(row, selection, say)
        for row in MeasureRate.read(frame)
        if row.indicator is not None
    ]


def _measure(row: MeasureRate, selection: Selection, say: Language) -> Measure:
    figure = row.figure(say)
    if row.denominator is not None and row.known:
        figure += " · " + wording.denominator_name(selection.of, say, selection.invented)
    elif row.known:
        figure += " · " + row.no_percentage(say)
    details = [row.basis_in_words(say)] if row.known else []
    if wording.DERIVED in figure:
        details[0] = f"{wording.DERIVED} {details[0]}"
    if row.flag_reason is not None:
        details.append(f"{wording.FLAGGED} {row.flag_reason}")
    if row.document is not None and row.paragraph is not None:
        details.append(
            say.text(
                "{document}, paragraph {paragraph}",
                document=row.document,
                paragraph=row.paragraph,
            )
        )
    if row.wording_note is not None:
        details.append(say.text(row.wording_note))
    return Measure(
        label=row.indicator or "",
        figure=figure,
        wording=say.text("Parties that {did}", did=did(row, _SEVERAL, say)),
        statement=row.statement or "",
        details=tuple(details),
    )


@sees("data", "region", "article", "of")
def by_cycle_cited(store: Warehouse, selection: Selection, lang: str) -> Cited:
    """What stands under the table of ``by_cycle``: the documents and marks of every cycle."""
    return cited(store, every_cycle(selection), lang)


@sees("data", "region", "article", "of")
def by_cycle(store: Warehouse, selection: Selection, lang: str) -> pd.DataFrame:
    """A table of the Article by cycle: a row a measure, then who was due and reported.

    Columns: the measure, and one for each cycle. The cycle from which on the reporting instrument
    is another one says so: that is the series break.
    """
    say = language(lang)
    frame = store.ask("article_cycles", **selection.parameters())
    label = say.text("Measure")
    rows: dict[str, dict[str, str]] = {}
    for rate, cycle in zip(Rate.read(frame), map(str, frame["cycle"]), strict=True):
        name = say.text(rate.indicator or "")
        rows.setdefault(name, {label: name})[cycle] = rate.figure(say)
    facts: dict[str, dict[str, str]] = {
        "due": {label: say.text("Parties due to report")},
        "reported": {label: say.text("Parties that reported")},
        "instrument": {label: say.text("Reporting instrument")},
    }
    for row in frame.drop_duplicates("cycle").to_dict("records"):
        cycle = str(row["cycle"])
        known = wording.known(row["reported"])
        facts["due"][cycle] = say.number(row["due"])
        facts["reported"][cycle] = say.number(row["reported"]) if known else say.text("not known")
        facts["instrument"][cycle] = (
            say.text("first")
            if row["comparable"]
            else say.text("redesigned: series break, not comparable")
        )
    return pd.DataFrame([*rows.values(), *facts.values()])
