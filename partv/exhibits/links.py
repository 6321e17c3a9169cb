"""Where an exhibit leads on: addresses of pages that keep the rest of the Selection.

A visitor's own upload has no address that would mean anything, so nothing in it is a link.
"""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from partv.address.parameters import ARTICLES
from partv.address.selection import Selection
from partv.charts.hyperlinks import CellLink, Link, PartyLink, RegionLink

Leads = Mapping[str, Mapping[str, str]]
"""Of a table: heading -> a text in its cells -> the address that it leads to."""


def article_link(selection: Selection) -> Link:
    """Article -> its page."""
    return lambda article: _address(selection, "article", articles=(article,))


def region_link(selection: Selection) -> RegionLink:
    """Code of a region -> the page Regions on that region; other headings lead nowhere."""

    def to_region(code: str) -> str | None:
        if code not in selection.vocabulary.regions:
            return None
        return _address(selection, "regions", regions=(code,), articles=())

    return to_region


def cell_link(selection: Selection) -> CellLink:
    """Region and Article -> the page of the Article on that region; else on those chosen."""

    def to_cell(heading: str, article: int) -> str | None:
        code = heading in selection.vocabulary.regions
        regions = (heading,) if code else selection.regions
        return _address(selection, "article", articles=(article,), regions=regions)

    return to_cell


def party_link(selection: Selection) -> PartyLink:
    """Code of a Party -> its profile."""
    return lambda code: _address(selection, "parties", party=code)


def onward_link(selection: Selection) -> Link:
    """Article -> its page; the one Article chosen -> its regions, of one region -> its Parties."""
    if not selection.party_level or len(selection.articles) != 1:
        return article_link(selection)
    page = "parties" if len(selection.regions) == 1 else "regions"
    return lambda article: _address(selection, page)


def article_column(selection: Selection) -> dict[str, str]:
    """For ``Leads``: the numbers of Articles and where they lead."""
    return _column(((str(article), article) for article in ARTICLES), article_link(selection))


def party_column(selection: Selection, members: pd.DataFrame) -> dict[str, str]:
    """For ``Leads``: the names of Parties (columns ``name``, ``iso3``) and where they lead."""
    return _column(zip(members["name"], members["iso3"], strict=True), party_link(selection))


def region_column(selection: Selection) -> dict[str, str]:
    """For ``Leads``: the codes of regions and where they lead."""
    codes = selection.vocabulary.regions
    return _column(zip(codes, codes, strict=True), region_link(selection))


def _column(
    places: Iterable[tuple[str, object]], link: Callable[[object], str | None]
) -> dict[str, str]:
    found = ((text, link(place)) for text, place in places)
    return {text: address for text, address in found if address}


def _address(selection: Selection, page: str, **values: object) -> str | None:
    if selection.private:
        return None
    query = selection.changed(**{"party": ""} | values).query_string()
    return f"{page}?{query}" if query else page
