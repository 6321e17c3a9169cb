"""What stands under a chart: the notes of its marks, unofficial titles, and the source."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from partv.address.selection import Selection
from partv.data.rate_rows import Rate
from partv.data.warehouse import Warehouse
from partv.exhibits.rates import articles_frame
from partv.i18n import wording
from partv.i18n.language import Language, language


@dataclass(frozen=True)
class Cited:
    """What must stand under figures: where they are from, and what their marks say."""

    source: str
    """Documents and paragraphs as one line; empty where nothing is cited."""
    notes: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The notes, then the source."""
        return tuple(filter(None, (*self.notes, self.source)))


def flags(frame: pd.DataFrame, say: Language) -> tuple[str, ...]:
    """What the marks at figures say: printed oddly, derived from a percentage, computed here.

    A column ``place``, where there is one, says of which cycle or regions a figure is.
    """
    notes = []
    for row in frame[frame["flag"].notna()].to_dict("records"):
        notes.append(
            say.text(
                "{mark} Article {article}: {reason}",
                mark=wording.FLAGGED,
                article=_placed(row),
                reason=row["flag_reason"],
            )
        )
    computed = frame["basis"].isin(["count_derived", "derived"])
    sums = computed & frame["region"].fillna("").str.contains("+", regex=False)
    for row in frame[computed & ~sums].to_dict("records"):
        notes.append(
            say.text(
                "{mark} Article {article}: the count {count} is derived, not printed; it is the "
                "whole number that gives the printed percentage.",
                mark=wording.DERIVED,
                article=_placed(row),
                count=say.number(row["yes"]),
            )
        )
    if sums.any():
        notes.append(
            say.text(
                "{mark} Of several regions together, counts are added up here from those of each "
                "region.",
                mark=wording.DERIVED,
            )
        )
    shares = frame[frame["basis"].isin(["percent_derived", "derived"]) & frame["percent"].notna()]
    if len(shares):
        ordered = shares.sort_values("article", kind="stable")
        articles = list(dict.fromkeys(map(_placed, ordered.to_dict("records"))))
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
    return tuple(dict.fromkeys(notes))


def _placed(row: dict) -> str:
    """The Article of a row, with the cycle and regions that the row is of, where these are told."""
    place = row.get("place", "")
    return f"{row['article']} ({place})" if place else str(row["article"])


def cited(store: Warehouse, selections: Iterable[Selection], lang: str) -> Cited:
    """The source and the notes of all figures that are printed for several Selections together.

    Whatever shows figures of more than one cycle, or of regions beside the whole, takes both from
    here, so that none is left out.
    """
    say = language(lang)
    asked = list(dict.fromkeys(selections))
    cycles = {selection.cycle for selection in asked}
    regions = {selection.regions for selection in asked}
    frames = []
    for selection in asked:
        frame = articles_frame(store, selection, lang)
        told = [str(selection.cycle)] if len(cycles) > 1 else []
        told += [say.list(selection.regions)] if len(regions) > 1 and selection.regions else []
        frame["place"] = say.series(told)
        frames.append(frame)
    together = pd.concat(frames, ignore_index=True)
    return Cited(source_line(together, say), flags(together, say))


def every_cycle(selection: Selection) -> list[Selection]:
    """The Selection in each cycle there is, in order of time."""
    cycles = selection.vocabulary.cycles
    return [selection.changed(cycle=cycle, base=0, by="all") for cycle in cycles]


def each_region(selection: Selection) -> list[Selection]:
    """The Selection's regions together, then each by itself."""
    regions = selection.regions or selection.vocabulary.regions
    whole = selection.changed(by="all")
    return [whole, *(whole.changed(regions=(region,)) for region in regions)]


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


def source_line(frame: pd.DataFrame, say: Language) -> str:
    """Documents and paragraphs of the rows, as one line; empty without any."""
    cited = frame.dropna(subset=["document"])
    if cited.empty:
        return ""
    if cited["paragraph"].isna().all():  # files that answers were read from
        names = {name for names in cited["document"] for name in names.split(", ")}
        return say.text("Source: {sources}.", sources=say.list(sorted(names)))
    return say.text("Source: {sources}.", sources=documents_of(frame, say))


def documents_of(frame: pd.DataFrame, say: Language) -> str:
    """Return the documents of the rows with their paragraphs, in a row; empty without any."""
    parts = []
    for document, rows in frame.dropna(subset=["document"]).groupby("document", sort=False):
        # Of several regions a row names the paragraphs of each.
        named = (name for names in rows["paragraph"].dropna() for name in names.split(", "))
        paragraphs = sorted(set(named), key=_in_order)
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
        quoted = sorted({name for names in rows["quotes"].dropna() for name in names.split(", ")})
        if quoted:
            text += say.text(" (quoting {documents})", documents=say.list(quoted))
        parts.append(text)
    return say.text("; ").join(parts)


def _in_order(paragraph: str) -> tuple[int, str]:
    number = re.match(r"\d*", paragraph).group()
    return int(number or 0), paragraph[len(number) :]


def _paragraphs(paragraphs: list[str], say: Language) -> str:
    """Paragraphs as a list, or from first to last where none between is left out."""
    numbers = {_in_order(paragraph)[0] for paragraph in paragraphs}
    letters = [_in_order(paragraph)[1].strip("()") for paragraph in paragraphs]
    if len(numbers) == 1 and len(letters) > 2 and all(len(letter) == 1 for letter in letters):
        ends = ord(letters[0]), ord(letters[-1])
        if letters == [chr(code) for code in range(ends[0], ends[1] + 1)]:
            return say.text("{first} to {last}", first=paragraphs[0], last=paragraphs[-1])
    return say.list(paragraphs)


def register_source(say: Language) -> str:
    """Return the source of what is known of Parties themselves: dates and regions."""
    return say.text(
        "Source: register of Parties, compiled from public sources; each Party's source is in "
        "the download."
    )


def without_percentage(rates: Iterable[Rate], of: str, say: Language) -> tuple[str, ...]:
    """Return why counts of these rates have no percentage of the denominator ``of``, each reason
    once; nothing where all have one."""
    counted = [rate for rate in rates if rate.known and rate.share is None]
    notes = []
    if any(rate.denominator is None for rate in counted):
        notes.append(
            say.text("How many Parties answered is not published, so there is no percentage.")
            if of == "answered"
            else say.text("How many Parties reported is not known here, so there is no percentage.")
        )
    if any(rate.small and rate.denominator for rate in counted):
        notes.append(small_groups(say))
    return tuple(notes)


def small_groups(say: Language) -> str:
    """Return why there is a fraction and neither percentage nor mark."""
    return say.text("Fewer than ten Parties: a fraction, without a percentage and a mark for it.")
