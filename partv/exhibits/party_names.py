"""Parties by their names in the visitor's language, in its alphabetical order.

The rows that are given away keep the register's English names, as they keep English columns.
"""

from collections.abc import Iterable

import pandas as pd

from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.exhibit import remembered, sees
from partv.i18n.collation import sort_key
from partv.i18n.country_names import country_name


@remembered
def party_names(store: Warehouse, lang: str) -> dict[str, str]:
    """Code of a Party of the register -> its name: as kept, else by ISO 3166, else in English."""
    kept = store.ask("party_names", lang=lang).set_index("iso3")["name"]
    register = store.ask("register_names")
    return {
        code: kept.get(code) or country_name(code, lang) or name if lang != "en" else name
        for code, name in zip(register["iso3"], register["name"], strict=True)
    }


@sees("data", "cycle", "party")
def party_name(store: Warehouse, selection: Selection, lang: str) -> str:
    """The name of the Selection's Party; empty without one."""
    code = selection.party
    members = store.ask("members", **selection.changed(regions=()).parameters() | {"lang": lang})
    invented = dict(zip(members["iso3"], members["name"], strict=True))
    return party_names(store, lang).get(code) or invented.get(code, code)


def named(store: Warehouse, frame: pd.DataFrame, lang: str, *within: str) -> pd.DataFrame:
    """The frame with ``name`` in the language, by ``iso3``, and in the order of the names.

    The groups of the columns ``within`` stay in the order in which they come, and so do rows of
    one name. Parties that are not in the register, the invented ones, keep their names.
    """
    names = party_names(store, lang)
    frame = frame.reset_index(drop=True)
    frame["name"] = [
        names.get(code, name) if isinstance(code, str) else name
        for code, name in zip(frame["iso3"], frame["name"], strict=True)
    ]
    groups = [pd.factorize(frame[column])[0] for column in within]
    keys = [sort_key(name, lang) if isinstance(name, str) else () for name in frame["name"]]
    order = sorted(frame.index, key=lambda at: (*(group[at] for group in groups), keys[at]))
    return frame.loc[order].reset_index(drop=True)


def in_order(store: Warehouse, codes: Iterable[str], lang: str) -> list[str]:
    """The names of Parties of the register, in alphabetical order."""
    names = party_names(store, lang)
    return sorted((names[code] for code in codes), key=lambda name: sort_key(name, lang))


@sees("data", "cycle", "region")
def finder(store: Warehouse, selection: Selection, lang: str) -> dict[str, str]:
    """For a list to search the Parties of the data set and regions: code -> name and region, in
    the order of the names.

    The English name stands behind another one, so that typing either finds the Party.
    """
    question = "members" if selection.party_level else "parties"
    members = store.ask(question, **selection.parameters() | {"lang": lang})
    english = dict(zip(members["iso3"], members["name"], strict=True))
    rows = named(store, members, lang)
    return {
        row["iso3"]: f"{row['name']} ({row['region']})"
        + (f" · {english[row['iso3']]}" if row["name"] != english[row["iso3"]] else "")
        for row in rows.to_dict("records")
    }
