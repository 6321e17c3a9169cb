"""The overview exhibit: every Article of Part V, its indicators and their rates."""

from collections.abc import Mapping

import pandas as pd

from partv.address.selection import Selection
from partv.charts.dots import dots
from partv.charts.theme import PALETTES
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import Exhibit, drawn, nowhere, remembered, sided
from partv.exhibits.extracts import extract
from partv.exhibits.links import article_column, article_link, onward_link
from partv.exhibits.native_charts import bars
from partv.i18n import wording
from partv.i18n.language import Language, language


@remembered
def overview(store: Warehouse, selection: Selection, lang: str, theme: str) -> Exhibit:
    """The overview of a Selection, in a language, for the light or dark theme."""
    say = language(lang)
    frame = articles_frame(store, selection, lang)
    figures = figures_of(frame)
    link, onward = article_link(selection), onward_link(selection)
    stamp = wording.stamp(selection.invented, say)
    return Exhibit(
        key="overview",
        title=_title(frame, selection, say),
        subtitle=_subtitle(figures, selection, say),
        alt=_alt(frame, selection, say),
        figures=drawn(
            lambda form: dots(frame, say, PALETTES[theme], form, link, onward), say, stamp
        ),
        draw=sided(lambda form: dots(frame, say, PALETTES[theme], form, nowhere, nowhere), say),
        native=lambda: bars(frame, selection, say),
        marks=_marks(frame, say),
        notes=_notes(frame, selection, say),
        source=source_line(frame, say),
        table=rates_table(frame, say),
        extract=extract(store, selection.changed(by="all"), "rates"),
        slide_form="slide",
        leads={say.text("Article"): article_column(selection)},
        stamp=stamp,
        empty=figures.empty,
        headline=headline(frame, selection, say),
    )


def articles_frame(store: Warehouse, selection: Selection, lang: str) -> pd.DataFrame:
    """The answer of ``queries/overview.sql``, its texts in ``lang``, in the Selection's order.

    By rate, Articles go from the highest mean to the lowest, those without a figure last.
    """
    frame = store.ask("overview", **selection.parameters() | {"lang": lang})
    for column in ("indicator", "statement", "flag_reason", "note", "document"):
        frame[column] = [
            language(lang).text(text) if wording.known(text) else None for text in frame[column]
        ]
    if selection.sort == "rate":
        frame = frame.sort_values("article_percent", ascending=False, kind="stable")
    return frame.reset_index(drop=True)


def figures_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a count."""
    return frame[frame["yes"].notna()]


def headline(frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    """The sentence a delegate would quote: the highest and the lowest figure, from the data.

    Empty when nothing has a figure.
    """
    figures = figures_of(frame)
    if figures.empty:
        return ""
    ordered = figures.sort_values("yes", ascending=False, kind="stable")
    high, low = ordered.iloc[0], ordered.iloc[-1]
    many = int(high["yes"])
    if wording.known(high["denominator"]):
        whole = high["denominator"]
        first = say.text(
            "{count} of {parties} {did}",
            count=wording.count(high, say),
            parties=wording.denominator_counted(selection.of, whole, say, selection.invented),
            did=did(high, many, say),
        )
    else:
        first = say.plural(
            "{count} Party {did}",
            "{count} Parties {did}",
            many,
            count=wording.count(high, say),
            did=did(high, many, say),
        )
    second = say.text(
        "{count} {did}", count=wording.count(low, say), did=did(low, int(low["yes"]), say)
    )
    if len(figures) == 1:
        return _of_article(first, high, say) + say.text(".")
    if high["article"] != low["article"]:
        first = _of_article(first, high, say)
    return say.text("{first}; {second}.", first=first, second=_of_article(second, low, say))


def did(row: Mapping, count: int, say: Language) -> str:
    """What ``count`` Parties did, by the wording of an indicator: a clause that agrees with it."""
    return say.plural(row["wording_one"], row["wording"], count)


def _of_article(words: str, row: pd.Series, say: Language) -> str:
    return say.text("{words} (Article {article})", words=words, article=row["article"])


def _title(frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    figures = figures_of(frame)
    if 0 < len(figures) <= 2:
        return headline(frame, selection, say).rstrip(".。")
    if figures.empty:
        return say.text("No figure is available for this choice")
    shares = figures["percent"].dropna()
    if shares.empty:
        return say.plural(
            "{n} measure has a published count", "{n} measures have a published count", len(figures)
        )
    parties = wording.the_denominator(selection.of, say, selection.invented)
    above = int((shares > 50).sum())
    return say.plural(
        "{n} of {measures} measures was reported by more than half of {parties}",
        "{n} of {measures} measures were reported by more than half of {parties}",
        above,
        measures=say.number(len(shares)),
        parties=parties,
    )


def _subtitle(figures: pd.DataFrame, selection: Selection, say: Language) -> str:
    whole = figures["denominator"].dropna()
    if whole.empty:
        return say.text("Reporting cycle {cycle}", cycle=selection.cycle)
    if selection.of == "answered" and selection.party_level:
        return say.text(
            "Parties that answered Yes, as a share of {parties}, {cycle} cycle",
            parties=wording.the_denominator(selection.of, say, selection.invented),
            cycle=selection.cycle,
        )
    return say.text(
        "Parties that reported each measure, as a share of the {parties} of the {cycle} cycle",
        parties=wording.denominator_counted(selection.of, whole.iloc[0], say, selection.invented),
        cycle=selection.cycle,
    )


def _alt(frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    figures = figures_of(frame)
    listed = say.list(
        say.text(
            "Article {article}, {indicator}: {figure}",
            article=row["article"],
            indicator=row["indicator"],
            figure=wording.figure(row, say),
        )
        for row in figures.to_dict("records")
    )
    empty = frame[frame["yes"].isna()]["article"].unique()
    parts = [
        _title(frame, selection, say) + say.text("."),
        say.text("{sentence}.", sentence=listed) if listed else "",
    ]
    if len(empty):
        parts.append(
            say.plural(
                "Row without a number: Article {articles}.",
                "Rows without a number: Articles {articles}.",
                len(empty),
                articles=say.list(str(article) for article in empty),
            )
        )
    return " ".join(part for part in parts if part)


def _marks(frame: pd.DataFrame, say: Language) -> tuple[str, ...]:
    """What each mark that occurs in the chart means."""
    kinds = set(frame["basis"])
    marks = {
        say.text("● share of Parties"): "counted" in kinds,
        say.text("━ from all Parties without an answer counted as No to all as Yes"): (
            frame["high"].notna().any()
        ),
        say.text("● printed percentage"): kinds & {"published", "count_derived"},
        say.text("○ percentage computed here"): kinds & {"percent_derived", "derived"},
        say.text("━ down to the rate if Parties that did not report count as No"): (
            frame["high"].isna().all()
            and frame["low"].notna().any()
            and (frame["low"] != frame["percent"]).any()
        ),
        say.text("┆ mean of the Article's measures"): (frame["figures"].fillna(0) > 1).any(),
        say.text("◇ words only"): "statement" in kinds,
        say.text("□ no indicator"): "no_indicator" in kinds,
        say.text("⬡ free text, not counted"): "free_text" in kinds,
    }
    return tuple(mark for mark, shown in marks.items() if shown)


def flags(frame: pd.DataFrame, say: Language) -> tuple[str, ...]:
    """What the marks at figures say: printed oddly, derived from a percentage, computed here."""
    notes = []
    for row in frame[frame["flag"].notna()].to_dict("records"):
        notes.append(
            say.text(
                "{mark} Article {article}: {reason}",
                mark=wording.FLAGGED,
                article=row["article"],
                reason=row["flag_reason"],
            )
        )
    counts = frame[frame["basis"].isin(["count_derived", "derived"])]
    for row in counts.to_dict("records"):
        notes.append(
            say.text(
                "{mark} Article {article}: the count {count} is derived, not printed; it is the "
                "whole number that gives the printed percentage.",
                mark=wording.DERIVED,
                article=row["article"],
                count=say.number(row["yes"]),
            )
        )
    shares = frame[frame["basis"].isin(["percent_derived", "derived"]) & frame["percent"].notna()]
    if len(shares):
        articles = [str(article) for article in sorted(shares["article"].unique())]
        notes.append(
            say.plural(
                "{mark} Article {articles}: the percentage is computed here from the count and the "
                "denominator.",
                "{mark} Articles {articles}: the percentages are computed here from the counts and "
                "the denominator.",
                len(articles),
                mark=wording.DERIVED,
                articles=say.list(articles),
            )
        )
    return tuple(notes)


def unofficial_titles(frame: pd.DataFrame, say: Language) -> tuple[str, ...]:
    """That the titles of these Articles were not seen in an authentic text of the language."""
    unseen = frame[frame["title_verified"] != "yes"]["article"].unique()
    if not len(unseen):
        return ()
    note = say.plural(
        "The title of Article {articles} is an unofficial translation.",
        "The titles of Articles {articles} are unofficial translations.",
        len(unseen),
        articles=say.list(map(str, sorted(unseen))),
    )
    return (note,)


def _notes(frame: pd.DataFrame, selection: Selection, say: Language) -> tuple[str, ...]:
    notes = [*flags(frame, say), *unofficial_titles(frame[frame["indicator_id"].isna()], say)]
    if selection.data == "published" and len(figures_of(frame)):
        notes.append(
            say.text(
                "How many Parties left a question blank is not published, so the highest possible "
                "rate is not known."
            )
        )
    return tuple(notes)


def source_line(frame: pd.DataFrame, say: Language) -> str:
    """Documents and paragraphs of the rows, as one line; empty without any."""
    cited = frame.dropna(subset=["document"])
    if cited.empty:
        return ""
    parts = []
    if cited["paragraph"].isna().all():  # files that answers were read from
        names = {name for names in cited["document"] for name in names.split(", ")}
        return say.text("Source: {sources}.", sources=say.list(sorted(names)))
    for document, rows in cited.groupby("document", sort=False):
        paragraphs = sorted(set(rows["paragraph"].dropna()))
        if not paragraphs:
            parts.append(document)
            continue
        text = say.plural(
            "{document}, paragraph {paragraphs}",
            "{document}, paragraphs {paragraphs}",
            len(paragraphs),
            document=document,
            paragraphs=_paragraphs(paragraphs, say),
        )
        quoted = sorted(set(rows["quotes"].dropna()))
        if quoted:
            text += say.text(" (quoting {documents})", documents=say.list(quoted))
        parts.append(text)
    return say.text("Source: {sources}.", sources=say.text("; ").join(parts))


def _paragraphs(paragraphs: list[str], say: Language) -> str:
    """Paragraphs as a list, or from first to last where none between is left out."""
    letters = [paragraph[-2:-1] for paragraph in paragraphs]
    ends = ord(letters[0]), ord(letters[-1])
    if len(letters) > 2 and letters == [chr(code) for code in range(ends[0], ends[1] + 1)]:
        return say.text("{first} to {last}", first=paragraphs[0], last=paragraphs[-1])
    return say.list(paragraphs)


def rates_table(frame: pd.DataFrame, say: Language) -> pd.DataFrame:
    """The rows as a table to read."""
    records = []
    for row in frame.to_dict("records"):
        measure = row["indicator"] if wording.known(row["indicator"]) else row["title"]
        mean = row["article_percent"] if wording.known(row["article_percent"]) else None
        records.append(
            {
                say.text("Article"): str(row["article"]),
                say.text("Measure"): measure,
                say.text("Parties"): wording.count_of(row, say) or wording.missing(row, say),
                say.text("Share"): wording.percent_of(row, say),
                say.text("Article mean (measures)"): (
                    say.text(
                        "{count} ({percent})",
                        count=say.percent(mean),
                        percent=say.number(row["figures"]),
                    )
                    if mean
                    else ""
                ),
                say.text("Basis"): wording.basis(row, say),
                say.text("Paragraph"): row["paragraph"] if wording.known(row["paragraph"]) else "",
            }
        )
    return pd.DataFrame(records)
