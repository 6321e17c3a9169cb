"""What the register says of one Party beside its answers: when it was due, and its peers."""

from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.parties_due import entry_into_force
from partv.exhibits.party_names import named
from partv.i18n.language import Language


def due_facts(store: Warehouse, selection: Selection, say: Language) -> list[tuple[str, str]]:
    """Return in which cycles the Selection's Party was due to report, and in which not yet and
    why, as names and values. Empty for a code that no Party bears."""
    cycles = store.ask("party_cycles", **selection.parameters()).to_dict("records")
    due = [
        say.text("{cycle} (not certain)", cycle=row["cycle"])
        if not row["certain"]
        else str(row["cycle"])
        for row in cycles
        if row["due"]
    ]
    early = [_closed(row, selection.invented, say) for row in cycles if not row["due"]]
    facts = []
    if cycles:
        facts.append((say.text("Due to report"), say.list(due) or say.text("in no cycle so far")))
    if early:
        entry = _entry(store, selection, say)
        told = say.pair(say.list(early), entry) if entry else say.list(early)
        facts.append((say.text("Not yet due"), told))
    return facts


def _closed(row: dict, invented: bool, say: Language) -> str:
    """A cycle with the day on which it closed."""
    if invented:
        return str(row["cycle"])
    day = say.date(row["closing_date"])
    if row["closing_basis"] == "stated":
        return say.text("{cycle} (closed on {date})", cycle=row["cycle"], date=day)
    return say.text(
        "{cycle} (closed on {date}, a day that is assumed)", cycle=row["cycle"], date=day
    )


def _entry(store: Warehouse, selection: Selection, say: Language) -> str:
    """Since when the Protocol has been in force for the Party; empty for an invented one."""
    register = store.ask("parties", **selection.changed(regions=()).parameters())
    rows = register[register["iso3"] == selection.party].to_dict("records")
    return entry_into_force(rows[0], say) if rows else ""


def peers(store: Warehouse, selection: Selection, region: str, lang: str, say: Language) -> str:
    """Return the other Parties of ``region`` with the entry into force of each, as one text."""
    rows = store.ask("parties", **selection.changed(party="", regions=(region,)).parameters())
    others = named(store, rows[rows["iso3"] != selection.party], lang)
    return say.text("; ").join(
        say.pair(row["name"], entry_into_force(row, say)) for row in others.to_dict("records")
    )
