"""How a figure reads: "39 of 62 (63%)", with marks for what is derived or flagged.

Rules (design of the project): the denominator is always there; below ten Parties in the
denominator a fraction stands alone; what is computed here, not printed, bears a double dagger;
a printed figure that does not fit its own count bears a dagger.
"""

from collections.abc import Mapping

import pandas as pd

from partv.i18n.language import Language

DERIVED = "‡"
FLAGGED = "†"


def known(value: object) -> bool:
    """Whether a cell has a value."""
    return value is not None and not pd.isna(value)


def is_small(row: Mapping) -> bool:
    """Whether the denominator of a rate has too few Parties for a percentage."""
    return known(row["small"]) and bool(row["small"])


def count(row: Mapping, language: Language) -> str:
    """ "39", with its mark; empty without a count."""
    if not known(row["yes"]):
        return ""
    mark = DERIVED if row["basis"] in ("count_derived", "derived") else ""
    return language.number(row["yes"]) + mark


def count_of(row: Mapping, language: Language) -> str:
    """ "39 of 62"; "39" where the denominator is not known; empty without a count."""
    if not known(row["yes"]) or not known(row["denominator"]):
        return count(row, language)
    whole = language.number(row["denominator"])
    return language.text("{count} of {whole}", count=count(row, language), whole=whole)


def percent_of(row: Mapping, language: Language) -> str:
    """ "63%", with its mark; empty for small groups and where there is none."""
    if not known(row["percent"]) or is_small(row):
        return ""
    mark = DERIVED if row["basis"] in ("percent_derived", "derived") else ""
    mark += FLAGGED if known(row["flag"]) else ""
    return language.percent(row["percent"]) + mark


def figure(row: Mapping, language: Language) -> str:
    """ "39 of 62 (63%)", or as much of it as is known."""
    fraction, percent = count_of(row, language), percent_of(row, language)
    if fraction and percent:
        return language.text("{count} ({percent})", count=fraction, percent=percent)
    return fraction or percent or missing(row, language)


def missing(row: Mapping, language: Language) -> str:
    """Which kind of missing a figure without a number is; each kind reads differently."""
    kinds = {
        "statement": language.text("Words only, no number"),
        "no_figure": language.text("No figure available"),
        "no_indicator": language.text("No indicator published"),
        "free_text": language.text("Free text, not counted"),
    }
    return kinds.get(row["basis"], "")


def basis(row: Mapping, language: Language) -> str:
    """Where the numbers of a row come from, in words."""
    kinds = {
        "published": language.text("Count and percentage as printed")
        if known(row["percent"])
        else language.text("Count as printed"),
        "count_derived": language.text("Percentage as printed; count derived from it"),
        "percent_derived": language.text("Count as printed; percentage computed here"),
        "derived": language.text("Computed here"),
        "counted": language.text("Counted from the Parties' answers"),
    }
    return kinds.get(row["basis"]) or missing(row, language)


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
