"""The words of the field, each said in one way: marks, kinds of missing, denominators, answers.

How a rate reads, "39 of 62 (63%)", is in ``partv/data/rate_rows.py``.
"""

import pandas as pd

from partv.i18n.language import Language

DERIVED = "‡"
FLAGGED = "†"


def known(value: object) -> bool:
    """Whether a cell has a value."""
    return value is not None and not pd.isna(value)


def missing(kind: str, language: Language) -> str:
    """Return which kind of missing a figure without a number is; each kind reads differently."""
    kinds = {
        "statement": language.text("Words only, no number"),
        "no_figure": language.text("No figure available"),
        "no_indicator": language.text("No indicator published"),
        "free_text": language.text("Free text, not counted"),
    }
    return kinds.get(kind, "")


def basis(kind: str, percent: bool, language: Language) -> str:
    """Return where numbers come from, in words; ``percent``: there is a percentage among them."""
    kinds = {
        "published": language.text("Count and percentage as printed")
        if percent
        else language.text("Count as printed"),
        "count_derived": language.text("Percentage as printed; count derived from it"),
        "percent_derived": language.text("Count as printed; percentage computed here"),
        "derived": language.text("Computed here"),
        "counted": language.text("Counted from the Parties' answers"),
    }
    return kinds.get(kind) or missing(kind, language)


def denominator_counted(of: str, count: float, language: Language, invented: bool) -> str:
    """The denominator with its number, as in "39 of 62 reporting Parties"."""
    plural, whole = language.plural, int(count)
    if invented:
        return {
            "reported": plural(
                "{n} reporting invented Party", "{n} reporting invented Parties", whole
            ),
            "answered": plural(
                "{n} invented Party that answered", "{n} invented Parties that answered", whole
            ),
            "due": plural(
                "{n} invented Party due to report", "{n} invented Parties due to report", whole
            ),
        }[of]
    return {
        "reported": plural("{n} reporting Party", "{n} reporting Parties", whole),
        "answered": plural("{n} Party that answered", "{n} Parties that answered", whole),
        "due": plural("{n} Party due to report", "{n} Parties due to report", whole),
    }[of]


def the_denominator(of: str, language: Language, invented: bool) -> str:
    """The denominator in a sentence, as in "more than half of the reporting Parties"."""
    if invented:
        return {
            "reported": language.text("the reporting invented Parties"),
            "answered": language.text("the invented Parties that answered"),
            "due": language.text("the invented Parties due to report"),
        }[of]
    return {
        "reported": language.text("the reporting Parties"),
        "answered": language.text("the Parties that answered"),
        "due": language.text("the Parties due to report"),
    }[of]


def denominator_name(of: str, language: Language, invented: bool = False) -> str:
    """The Parties in the denominator ``of``, by themselves: a label."""
    if invented:
        return {
            "reported": language.text("reporting invented Parties"),
            "answered": language.text("invented Parties that answered"),
            "due": language.text("invented Parties due to report"),
        }[of]
    return {
        "reported": language.text("reporting Parties"),
        "answered": language.text("Parties that answered"),
        "due": language.text("Parties due to report"),
    }[of]


def denominator_meaning(of: str, language: Language) -> str:
    """What the denominator ``of`` counts, as a clause."""
    return {
        "reported": language.text(
            "Parties that sent a report in the cycle: the Secretariat's own denominator"
        ),
        "answered": language.text("Parties that answered the question with Yes or No"),
        "due": language.text(
            "Parties that were due to report: the Protocol was in force for them when the cycle "
            "closed"
        ),
    }[of]


def articles(numbers: list[str], language: Language) -> str:
    """ "Article 21", or "Articles 21, 24 and 26"."""
    return language.plural(
        "Article {articles}",
        "Articles {articles}",
        len(numbers),
        articles=language.list(numbers),
    )


def unofficial_regions(language: Language) -> str:
    """What is said where names of regions were not seen in a text of WHO."""
    return language.text("The names of the regions are an unofficial translation.")


def stamp(invented: bool, language: Language) -> str:
    """The mark on everything made from the demonstration data; empty for real ones."""
    return language.text("Demonstration: invented Parties, not real data") if invented else ""


def watermark(invented: bool, language: Language) -> str:
    """Return the one word that lies across everything made from the demonstration data; empty for
    real ones."""
    return language.text("Invented") if invented else ""


def unofficial(language: Language) -> str:
    """Return the line that stands wherever a figure leaves the pages: whose product it is not."""
    return language.text("Unofficial. Not endorsed by WHO or the Convention Secretariat.")


def not_understood(language: Language) -> str:
    """Return what is said of an address of which a part was left out."""
    return language.text("Part of this link was not understood and is left out")


def dataset(name: str, language: Language) -> str:
    """A data set's name for people."""
    names = {
        "published": language.text("Published"),
        "demo": language.text("Demonstration"),
        "upload": language.text("Your upload"),
    }
    return names.get(name, name)


def cells(printed: bool, language: Language) -> dict[str, str]:
    """Return what each kind of cell of a strip means; ``printed``: of figures that a report gives,
    where it is not known what those said who are not counted."""
    kinds = ("yes", "no", "not_answered", "not_applicable", "absent")
    names = {name: status(name, language) for name in kinds}
    if printed:
        names["yes"] = language.text("Reported the measure")
    return names | {
        "other": language.text("Other Parties that reported"),
        "not_reported": language.text("due, sent no report"),
    }


def status(name: str, language: Language) -> str:
    """What a Party said, or which kind of missing its answer is."""
    return {
        "yes": language.text("Yes"),
        "no": language.text("No"),
        "text": language.text("Text"),
        "not_answered": language.text("Not answered"),
        "not_reported": language.text("Not reported"),
        "not_applicable": language.text("Not applicable"),
        "not_due": language.text("Not due"),
        "absent": language.text("Not in this data set"),
    }[name]
