"""Exhibits of the Parties: accession over time, what each answered, and one Party's profile."""

from dataclasses import dataclass

import pandas as pd

from partv.address.selection import Selection
from partv.charts.marks import MARKS
from partv.charts.matrix import matrix
from partv.charts.roster import roster
from partv.charts.steps import steps
from partv.charts.theme import PALETTES
from partv.charts.wall import wall
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import Exhibit, drawn, nowhere, sees, sided
from partv.exhibits.extracts import extract
from partv.exhibits.links import (
    Leads,
    article_column,
    article_link,
    party_column,
    party_link,
    region_column,
)
from partv.exhibits.native_charts import answered, counts
from partv.exhibits.notes import cited, every_cycle, register_source
from partv.exhibits.parties_due import entry_into_force
from partv.exhibits.party_facts import due_facts
from partv.exhibits.party_names import in_order, named, party_names
from partv.i18n import wording
from partv.i18n.language import Language, language


@dataclass(frozen=True)
class Profile:
    """One Party: who it is, and what it answered."""

    name: str
    region: str
    facts: tuple[tuple[str, str], ...]
    """What the register knows: name and value."""
    invented: bool
    answers: pd.DataFrame
    """A table to read: a row an indicator, a column a cycle, then its region in each cycle."""
    leads: Leads
    """Where texts in that table lead, by its headings."""
    cited: tuple[str, ...]
    """What stands under that table: the marks of its figures, and where all in it is from."""


@sees("cycle", "region")
def accession(
    store: Warehouse, selection: Selection, lang: str, theme: str, onward: Selection
) -> Exhibit:
    """How many Parties the Protocol was in force for, over time, from the register."""
    say = language(lang)
    frame = store.ask("accession", **selection.parameters())
    closings = store.ask("region_cycles", **selection.parameters())
    frame["names"] = [in_order(store, codes, lang) for codes in frame["codes"]]
    frame["hover"] = [
        say.plural(
            "{date}: {n} Party; new: {names}",
            "{date}: {n} Parties; new: {names}",
            int(row["parties"]),
            date=say.date(row["day"]),
            names=say.list(row["names"])
            if len(row["names"]) < 6
            else say.number(len(row["names"])),
        )
        for row in frame.to_dict("records")
    ]
    parties = named(store, store.ask("parties", **selection.parameters()), lang)
    last = frame.iloc[-1]
    title = say.plural(
        "{n} Party by {date}",
        "{n} Parties by {date}",
        int(last["parties"]),
        date=say.date(last["day"]),
    )
    if selection.regions:
        title = say.pair(say.list(selection.regions), title)
    return Exhibit(
        key="accession",
        title=title,
        subtitle=say.text(
            "Parties for which the Protocol was in force, with the closing of each reporting cycle"
        ),
        alt=title + say.text("."),
        figures=drawn(lambda form: steps(frame, closings, say, PALETTES[theme], form), say),
        draw=sided(lambda form: steps(frame, closings, say, PALETTES[theme], form), say),
        native=lambda: counts(
            [
                (say.text("{cycle} cycle", cycle=row["cycle"]), {"yes": int(row["due"])})
                for row in closings.to_dict("records")
            ],
            {"yes": say.text("Parties due")},
        ),
        marks=(say.text("● date seen or computed"), say.text("○ date unverified, or the latest")),
        notes=(),
        source=register_source(say),
        table=pd.DataFrame(
            {
                say.text("Date"): [say.date(day) for day in frame["day"]],
                say.text("Parties in force"): [say.number(n) for n in frame["parties"]],
                say.text("New Parties"): [say.list(names) for names in frame["names"]],
            }
        ),
        extract=extract(store, selection, "parties"),
        leads={say.text("New Parties"): party_column(onward, parties)},
    )


@sees("data", "cycle", "region", "article")
def statuses(
    store: Warehouse, selection: Selection, lang: str, theme: str, onward: Selection
) -> Exhibit:
    """What every Party answered, indicator by indicator, the kinds of missing told apart."""
    say = language(lang)
    frame = named(store, store.ask("party_status", **selection.parameters()), lang, "region")
    frame["indicator"] = [say.text(text) for text in frame["indicator"]]
    asked = list(dict.fromkeys(frame["indicator"]))
    few = 0 < len(asked) <= 3
    link, to_party = article_link(onward), party_link(onward)

    def draw(form: str) -> dict:
        if few:
            return roster(frame, say, PALETTES[theme], form, to_party)
        return matrix(frame, say, PALETTES[theme], form, link, to_party)

    def unlinked(form: str) -> dict:
        if few:
            return roster(frame, say, PALETTES[theme], form, nowhere)
        if form == "slide":
            return wall(frame, PALETTES[theme])
        return matrix(frame, say, PALETTES[theme], form, nowhere, nowhere)

    found = [status for status in MARKS if status in set(frame["status"])]
    due = frame[frame["status"] != "not_due"]["iso3"].nunique()
    by_party = frame.groupby("iso3")["status"]
    silent = sum((said == "not_reported").all() for _, said in by_party)
    absent = sum((said == "absent").all() for _, said in by_party)
    parties = wording.denominator_counted("due", due, say, selection.invented)
    title = say.plural(
        "{n} of {parties} sent no report in {cycle}",
        "{n} of {parties} sent no report in {cycle}",
        silent,
        parties=parties,
        cycle=selection.cycle,
    )
    if absent:
        title = say.plural(
            "{n} of {parties} is in this data set for {cycle}",
            "{n} of {parties} are in this data set for {cycle}",
            due - absent,
            parties=parties,
            cycle=selection.cycle,
        )
    stamp = wording.stamp(selection.invented, say)
    return Exhibit(
        key="statuses",
        title=title,
        subtitle=say.text("Each Party's answer to: {measures}", measures=say.list(asked))
        if few
        else say.text("Each Party's answer to each measure, by Article number"),
        alt=title + say.text("."),
        figures=drawn(draw, say, stamp),
        draw=sided(unlinked, say),
        slide_form="slide",
        native=lambda: answered(frame, say),
        marks=tuple(f"{MARKS[status][1]} {wording.status(status, say)}" for status in found),
        notes=(),
        source=say.text("Source: {sources}.", sources=_sources(frame, selection, say)),
        table=_status_table(frame, say),
        extract=extract(store, selection, "answers"),
        leads={
            say.text("Party"): party_column(onward, frame),
            say.text("Region"): region_column(onward),
        },
        stamp=stamp,
        empty=frame.empty,
    )


@sees("data", "cycle", "article", "of", "party")
def profile(store: Warehouse, selection: Selection, lang: str, onward: Selection) -> Profile | None:
    """The Party of the Selection: from the register, and what it answered; None without one."""
    say = language(lang)
    parameters = selection.parameters() | {"lang": lang}
    register = store.ask("parties", **parameters | {"regions": []}).set_index("iso3")
    answers = store.ask("party_profile", **parameters)
    members = store.ask("members", **parameters | {"regions": []}).set_index("iso3")
    code = selection.party
    if code in register.index:
        row = register.loc[code]
        facts = [
            (say.text("Entry into force"), entry_into_force(row.to_dict(), say)),
            (say.text("Deposit"), _deposit(row, say)),
            (say.text("Instrument"), _instrument(row, say)),
            (say.text("Confidence in these facts"), say.text(row["confidence"])),
            (say.text("Source"), row["source"]),
        ]
    elif code in members.index:
        row = members.loc[code]
        facts = []
    else:
        return None
    facts += due_facts(store, selection, say)
    invented = code not in register.index
    numbers, link = article_column(onward), article_link(onward)
    asked = {
        say.text(row["indicator"]): address
        for row in answers.to_dict("records")
        if (address := link(row["article"]))
    }
    leads = {say.text("Article"): numbers, say.text("Measure"): asked}
    table = _answers(answers, say)
    name = party_names(store, lang).get(code, row["name"])
    region = every_cycle(selection.changed(party="", regions=(row["region"],)))
    lines = () if table.empty else cited(store, region, lang).lines
    return Profile(name, row["region"], tuple(facts), invented, table, leads, lines)


@sees("cycle", "region")
def register(
    store: Warehouse, selection: Selection, lang: str, onward: Selection
) -> tuple[pd.DataFrame, Leads]:
    """The register as a table to read, a row a Party of the chosen regions; where it leads."""
    say = language(lang)
    parties = named(store, store.ask("parties", **selection.parameters()), lang)
    leads = {
        say.text("Party"): party_column(onward, parties),
        say.text("Region"): region_column(onward),
    }
    table = pd.DataFrame(
        [
            {
                say.text("Party"): row["name"],
                say.text("Region"): row["region"],
                say.text("Deposit"): _deposit(row, say),
                say.text("Entry into force"): entry_into_force(row, say),
                say.text("Instrument"): _instrument(row, say),
                say.text("Confidence"): say.text(row["confidence"]),
            }
            for row in parties.to_dict("records")
        ]
    )
    return table, leads


def _instrument(row: dict, say: Language) -> str:
    known = say.text(row["instrument"])
    return known + say.text(" (presumed)") if row["instrument_basis"] == "presumed" else known


def _deposit(row: dict, say: Language) -> str:
    if not wording.known(row["deposit_date"]):
        return say.text("date not known")
    day = say.date(row["deposit_date"])
    kinds = {
        "unverified": say.text("{date} (unverified)", date=day),
        "derived": say.text("{date} (derived from the entry into force)", date=day),
    }
    return kinds.get(row["deposit_basis"], day)


def _answers(frame: pd.DataFrame, say: Language) -> pd.DataFrame:
    label = say.text("Measure")
    rows: dict[str, dict[str, str]] = {}
    for row in frame.to_dict("records"):
        entry = rows.setdefault(
            row["indicator_id"],
            {say.text("Article"): str(row["article"]), label: say.text(row["indicator"])},
        )
        answer = wording.status(row["status"], say)
        if wording.known(row["text"]):
            answer = say.pair(answer, str(row["text"]))
        entry[str(row["cycle"])] = answer
        if wording.known(row["region_yes"]):
            entry[say.text("{region}, {cycle}", region=row["region"], cycle=row["cycle"])] = (
                say.text(
                    "{count} of {whole}",
                    count=say.number(row["region_yes"]),
                    whole=say.number(row["region_whole"]),
                )
            )
    return pd.DataFrame(list(rows.values())).fillna("")


def _sources(frame: pd.DataFrame, selection: Selection, say: Language) -> str:
    if selection.invented:
        return say.text("Invented demonstration data")
    return say.list(sorted(set(frame["source_file"].dropna())))


def _status_table(frame: pd.DataFrame, say: Language) -> pd.DataFrame:
    """A row a Party; its answers in one cell, so that the table fits a page."""
    rows = []
    for name, answers in frame.groupby("name", sort=False):
        said = [
            say.pair(row["indicator_id"], wording.status(row["status"], say))
            for row in answers.to_dict("records")
        ]
        rows.append(
            {
                say.text("Party"): name,
                say.text("Region"): answers["region"].iloc[0],
                say.text("Answers"): say.text("; ").join(said),
            }
        )
    return pd.DataFrame(rows)
