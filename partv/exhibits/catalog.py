"""Every exhibit by its key, with the page it stands on; and which one a slide of a page shows."""

from collections.abc import Callable
from dataclasses import dataclass

from partv.address.deck import View
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.article import one_article
from partv.exhibits.article_slide import article_slide
from partv.exhibits.coverage import by_region
from partv.exhibits.cycles import cycles
from partv.exhibits.exhibit import Exhibit
from partv.exhibits.overview import overview
from partv.exhibits.parties import accession, statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions


@dataclass(frozen=True)
class Kept:
    """An exhibit as the registry keeps it."""

    page: str
    compose: Callable[[Warehouse, Selection, str, str], Exhibit]
    """From data, Selection, language and theme."""


def _article(store: Warehouse, selection: Selection, lang: str, theme: str) -> Exhibit:
    return article_slide(store, one_article(selection), lang, theme)


EXHIBITS = {
    "overview": Kept("overview", overview),
    "article": Kept("article", _article),
    "regions": Kept("regions", regions),
    "cycles": Kept("cycles", cycles),
    "statuses": Kept("parties", statuses),
    "parties-due": Kept("parties", parties_due),
    "accession": Kept("parties", accession),
}


def of_view(store: Warehouse, view: View) -> str:
    """The key of the exhibit that a slide of the view shows: what its page shows first, or the
    nearest that has data."""
    chosen = view.selection
    told = chosen.party_level or (view.page == "regions" and by_region(store, chosen))
    if view.page == "regions" and len(chosen.regions) == 1 and told:
        return "overview"
    if told or (view.page == "cycles" and not cycles(store, chosen, "en", "light").empty):
        return {"parties": "statuses"}.get(view.page, view.page)
    nearest = {"regions": "parties-due", "cycles": "accession", "parties": "parties-due"}
    return nearest.get(view.page, view.page)


def slide(store: Warehouse, view: View, lang: str, theme: str) -> Exhibit:
    """The one exhibit of a view."""
    return EXHIBITS[of_view(store, view)].compose(store, view.selection, lang, theme)
