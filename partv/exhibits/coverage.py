"""Who was due and who reported; and what can be said where a choice has no figure."""

from dataclasses import dataclass

import pandas as pd

from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import sees
from partv.exhibits.rates import has_figures
from partv.i18n import wording
from partv.i18n.language import Language, language


@dataclass(frozen=True)
class Absence:
    """Why a choice has no figure, and the nearest view that has."""

    title: str
    body: str
    label: str
    """What the way out is called, and ``selection`` where it leads."""
    selection: Selection


@sees("data", "cycle", "region")
def coverage(store: Warehouse, selection: Selection, lang: str) -> str:
    """One sentence: Parties due, reported and silent in the cycle, and where that is from."""
    say = language(lang)
    rows = store.ask("coverage", **selection.parameters())
    wanted = selection.regions or ("ALL",)
    # A sum with an unknown part is unknown.
    whole = rows[rows["region"].isin(wanted)].sum(numeric_only=True, skipna=False)
    due = int(whole["due"])
    if selection.invented:
        first = say.plural(
            "{n} invented Party was due to report", "{n} invented Parties were due to report", due
        )
    else:
        first = say.plural(
            "{n} Party was due to report (register)",
            "{n} Parties were due to report (register)",
            due,
        )
    facts = [first]
    if int(whole["due_certain"]) < due:
        facts[0] += say.text(", {n} for certain", n=say.number(whole["due_certain"]))
    if wording.known(whole["reported"]):
        kinds = set(rows.loc[rows["region"].isin(wanted), "reported_basis"])
        # A number is printed where each of its parts is.
        basis = kinds.pop() if len(kinds) == 1 else "derived"
        facts.append(_reported(whole, basis, selection.party_level, say))
    else:
        facts.append(say.text("how many reported is not known here"))
    both = say.text("{first}; {second}", first=facts[0], second=facts[1])
    if selection.regions:
        return say.text(
            "{cycle} cycle, {regions}: {facts}.",
            cycle=selection.cycle,
            regions=say.list(selection.regions),
            facts=both,
        )
    return say.text("{cycle} cycle: {facts}.", cycle=selection.cycle, facts=both)


def _reported(whole: pd.Series, basis: str, party_level: bool, say: Language) -> str:
    """How many reported, how many did not, and of how many nothing is said."""
    reported, silent, absent = (int(whole[n]) for n in ("reported", "not_reported", "absent"))
    first = {
        "counted": say.plural(
            "{n} reported (counted from the answers)",
            "{n} reported (counted from the answers)",
            reported,
        ),
        "derived": say.plural(
            "{n} reported (derived from the printed percentages)",
            "{n} reported (derived from the printed percentages)",
            reported,
        ),
        "published": say.plural("{n} reported (as printed)", "{n} reported (as printed)", reported),
    }[basis]
    second = say.plural("{n} did not", "{n} did not", silent)
    told = say.text("{first}, {second}", first=first, second=second)
    if not (party_level and absent):
        return told
    nothing = say.plural(
        "the data set says nothing of {n} Party",
        "the data set says nothing of {n} Parties",
        absent,
    )
    return say.text("{first}; {second}", first=told, second=nothing)


@sees("data", "cycle", "region", "article", "of")
def absence(store: Warehouse, selection: Selection, lang: str, onward: Selection) -> Absence | None:
    """Why nothing has a figure for this cycle, these regions or these Articles; None if some do.

    The Articles count last: an Article without a figure in a cycle that has others is a fact of
    the publication, not a gap in the data.
    """
    say = language(lang)
    if selection.party_level:
        return _absence_of_answers(store, selection, lang, onward)
    cycle = store.ask("cycles").set_index("cycle").loc[selection.cycle]
    if cycle["status"] == "no_figure":
        back = onward.changed(cycle=selection.vocabulary.default_cycle, regions=())
        return Absence(
            say.text("No figure on Part V is available here for {cycle}", cycle=selection.cycle),
            say.text(
                "The figures of this cycle belong to the {report} ({document}), which this "
                "dashboard has not been able to read.",
                report=say.text(cycle["report"]),
                document=cycle["document_number"],
            ),
            say.text("Show {cycle}", cycle=back.cycle),
            back,
        )
    if selection.regions and has_figures(store, selection.changed(by="all", articles=())):
        return None
    if selection.regions:
        return Absence(
            no_regions(store, selection, say).rstrip(".。"),
            say.pair(
                say.text("What is known for {regions}", regions=say.list(selection.regions)),
                say.text("which Parties were due to report, from the register."),
            ),
            say.text("Show the figures for all regions"),
            onward.changed(regions=()),
        )
    if not has_figures(store, selection.changed(by="all")):
        return Absence(
            say.text("No number is available for this choice"),
            say.text(
                "The report describes these measures in words only, or says nothing about the "
                "Article."
            ),
            say.text("Show all Articles"),
            onward.changed(articles=()),
        )
    return None


def nearest(store: Warehouse, selection: Selection, lang: str) -> tuple[str, Selection]:
    """Return where the nearest published figures are: what the way there is called, and the view
    of the Overview that has them."""
    found = absence(store, selection, lang)
    if found:
        return found.label, found.selection
    return language(lang).text("Show the figures for all regions"), selection


def by_region(store: Warehouse, selection: Selection) -> bool:
    """Whether the Selection's cycle has a figure of one WHO region."""
    every = selection.changed(by="region", regions=(), articles=(), of="reported")
    return has_figures(store, every)


def no_regions(store: Warehouse, selection: Selection, say: Language) -> str:
    """That the Selection's cycle has no published figure of its regions, and which cycle has some
    of which regions; a sentence from the data."""
    held = store.ask("published_cycles").to_dict("records")
    printed = {row["cycle"]: row["regions"] for row in held if wording.known(row["regions"])}
    here = printed.pop(selection.cycle, "")
    told = (
        say.text(
            "The published figures of {cycle} by region are of {regions} only.",
            cycle=selection.cycle,
            regions=say.list(here.split("+")),
        )
        if here
        else say.text(
            "The published figures of {cycle} have no regional breakdown.", cycle=selection.cycle
        )
    )
    elsewhere = _regions_of(printed, say)
    return f"{told} {elsewhere}" if elsewhere else told


def figures_by_region(store: Warehouse, say: Language) -> str:
    """Return which cycles have published figures of which regions, as a sentence."""
    held = store.ask("published_cycles").to_dict("records")
    printed = {row["cycle"]: row["regions"] for row in held if wording.known(row["regions"])}
    return _regions_of(printed, say) or say.text("No published figure is of a single WHO region.")


def _regions_of(printed: dict[int, str], say: Language) -> str:
    cycles = [
        say.text("{cycle} ({regions})", cycle=cycle, regions=say.list(regions.split("+")))
        for cycle, regions in printed.items()
    ]
    if not cycles:
        return ""
    return say.text("By region there are figures of {cycles}.", cycles=say.list(cycles))


def _absence_of_answers(
    store: Warehouse, selection: Selection, lang: str, onward: Selection
) -> Absence | None:
    say = language(lang)
    rates = store.ask("rates", **selection.parameters())
    if not rates["yes"].isna().all():
        return None
    everything = selection.changed(articles=())
    out = onward.changed(articles=())
    if not selection.articles or (
        store.ask("rates", **everything.parameters())["yes"].isna().all()
    ):
        out = out.changed(data="published")
    return Absence(
        say.text("This data set has no countable answer for this choice"),
        say.text(
            "It has nothing for these Articles in the {cycle} cycle, or answers in free text only.",
            cycle=selection.cycle,
        ),
        say.text("Show what there is"),
        out,
    )
