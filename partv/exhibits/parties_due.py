"""The exhibit of Parties due to report in a cycle, by WHO region: what the register knows."""

import pandas as pd

from partv.address.selection import Selection
from partv.charts.theme import PALETTES
from partv.charts.tiles import tiles
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import Exhibit, drawn, nowhere, sees, sided
from partv.exhibits.extracts import extract
from partv.exhibits.links import party_column, party_link
from partv.exhibits.native_charts import counts as counted
from partv.exhibits.notes import register_source
from partv.exhibits.party_names import named
from partv.i18n import wording
from partv.i18n.language import Language, language


@sees("cycle", "region")
def parties_due(
    store: Warehouse, selection: Selection, lang: str, theme: str, onward: Selection
) -> Exhibit:
    """Parties due in the Selection's cycle, those of its regions in colour."""
    say = language(lang)
    parameters = selection.parameters() | {"lang": lang}
    frame = store.ask("parties_by_region", **parameters)
    frame = named(store, frame, lang, "region", "entry_latest")
    frame["hover"] = [_hover(row, say) for row in frame.to_dict("records")]
    due = frame[frame["name"].notna()]
    chosen = due[due["chosen"]]

    link = party_link(onward)
    where = say.list(selection.regions)
    title = say.plural(
        "The Protocol was in force for {n} Party when the {cycle} cycle closed",
        "The Protocol was in force for {n} Parties when the {cycle} cycle closed",
        len(chosen),
        cycle=selection.cycle,
    )
    if selection.regions:
        title = say.plural(
            "The Protocol was in force for {n} Party of {regions} when the {cycle} cycle closed",
            "The Protocol was in force for {n} Parties of {regions} when the {cycle} cycle closed",
            len(chosen),
            cycle=selection.cycle,
            regions=where,
        )
    counts = [
        say.text("{region} {n}", region=region, n=say.number(int(rows["name"].notna().sum())))
        for region, rows in frame.groupby("region", sort=False)
    ]
    cycle = store.ask("cycles").set_index("cycle").loc[selection.cycle]
    closed = say.date(cycle["closing_date"])
    notes = [
        say.text("The cycle closed on {date}.", date=closed)
        if cycle["closing_basis"] == "stated"
        else say.text("The cycle closed on {date}; the day is assumed.", date=closed)
    ]
    for row in chosen[chosen["entry_basis"] == "window"].to_dict("records"):
        notes.append(
            say.text("{party}: {entry}.", party=row["name"], entry=entry_into_force(row, say))
        )
    unsure = chosen[~chosen["certain"].astype(bool)]
    for row in unsure.to_dict("records"):
        notes.append(
            say.text(
                "{party} (dashed tile): the date of entry into force is unverified and may lie "
                "after the cycle closed.",
                party=row["name"],
            )
        )
    if (frame["region_verified"] != "yes").any():
        notes.append(wording.unofficial_regions(say))
    return Exhibit(
        key="parties-due",
        title=title,
        subtitle=say.text("One tile a Party, by WHO region, in the order of entry into force"),
        alt=say.text("{sentence}.", sentence=say.pair(title, say.list(counts))),
        figures=drawn(lambda form: tiles(frame, say, PALETTES[theme], form, link), say),
        draw=sided(lambda form: tiles(frame, say, PALETTES[theme], form, nowhere), say),
        native=lambda: counted(
            [
                (f"{region} · {rows['region_name'].iloc[0]}", {"yes": int(rows["name"].count())})
                for region, rows in frame.groupby("region", sort=False)
            ],
            {"yes": say.text("Parties due")},
        ),
        slide_form="slide",
        marks=(),
        notes=tuple(notes),
        source=register_source(say),
        table=pd.DataFrame(
            {
                say.text("WHO region"): [
                    f"{region} · {rows['region_name'].iloc[0]}"
                    for region, rows in frame.groupby("region", sort=False)
                ],
                say.text("Parties due"): [
                    say.number(int(rows["name"].notna().sum()))
                    for _, rows in frame.groupby("region", sort=False)
                ],
                say.text("Parties"): [
                    say.list(rows["name"].dropna())
                    for _, rows in frame.groupby("region", sort=False)
                ],
            }
        ),
        extract=extract(store, selection, "parties"),
        leads={say.text("Parties"): party_column(onward, due)},
    )


def _hover(row: dict, say: Language) -> str:
    if not wording.known(row["name"]):
        return ""
    return say.pair(row["name"], entry_into_force(row, say))


def entry_into_force(row: dict, say: Language) -> str:
    """When the Protocol entered into force for a Party, with how the date is known."""
    if row["entry_basis"] == "window":
        return say.text(
            "in force from a day between {first} and {last}; the date is not known",
            first=say.date(row["entry_earliest"]),
            last=say.date(row["entry_latest"]),
        )
    day = say.date(row["entry_into_force"])
    if row["entry_basis"] == "unverified":
        return say.text("in force from {date} (unverified)", date=day)
    if row["entry_basis"] == "computed":
        return say.text("in force from {date} (computed from the deposit)", date=day)
    return say.text("in force from {date}", date=day)
