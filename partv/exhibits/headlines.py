"""Findings as sentences: what so many Parties did, the highest figure and the lowest."""

import pandas as pd

from partv.address.selection import Selection
from partv.data.rate_rows import MeasureRate
from partv.exhibits.rates import figures_of
from partv.i18n import wording
from partv.i18n.language import Language


def headline(frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    """The sentence a delegate would quote: the highest and the lowest figure, from the data.

    Empty when nothing has a figure.
    """
    figures = figures_of(frame)
    if figures.empty:
        return ""
    ordered = MeasureRate.read(figures.sort_values("yes", ascending=False, kind="stable"))
    high, low = ordered[0], ordered[-1]
    many = int(high.yes or 0)
    if high.denominator is not None:
        whole = high.denominator
        first = say.text(
            "{count} of {parties} {did}",
            count=high.count(say),
            parties=wording.denominator_counted(selection.of, whole, say, selection.invented),
            did=did(high, many, say),
        )
    else:
        first = say.plural(
            "{count} Party {did}",
            "{count} Parties {did}",
            many,
            count=high.count(say),
            did=did(high, many, say),
        )
    second = say.text("{count} {did}", count=low.count(say), did=did(low, int(low.yes or 0), say))
    if len(figures) == 1:
        return _of_article(first, high, say) + say.text(".")
    if high.article != low.article:
        first = _of_article(first, high, say)
    return say.text("{first}; {second}.", first=first, second=_of_article(second, low, say))


def did(row: MeasureRate, count: int, say: Language) -> str:
    """What ``count`` Parties did, by the wording of an indicator: a clause that agrees with it."""
    return say.plural(row.wording_one or "", row.wording or "", count)


def _of_article(words: str, row: MeasureRate, say: Language) -> str:
    return say.text("{words} (Article {article})", words=words, article=row.article)
