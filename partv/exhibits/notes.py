"""What stands under a chart: the notes of its marks, unofficial titles, and the source."""

import pandas as pd

from partv.i18n import wording
from partv.i18n.language import Language


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


def register_source(say: Language) -> str:
    """Return the source of what is known of Parties themselves: dates and regions."""
    return say.text(
        "Source: register of Parties, compiled from public sources; each Party's source is in "
        "the download."
    )
