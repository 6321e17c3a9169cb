"""Every page and every exhibit, each said once.

From ``PAGES`` follow the navigation, the titles of windows, which exhibits a page shows and in
which order, its slide, and what is drawn ahead; from ``EXHIBITS`` the pictures of the API. A new
page is a row here and a script in ``pages/``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from partv.address.deck import View
from partv.address.parameters import offered
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
from partv.i18n.language import Language


@dataclass(frozen=True)
class Kept:
    """An exhibit: how it is composed, and the page on which it is explained."""

    page: str
    compose: Callable[..., Exhibit]
    """From data, Selection, language and theme; ``onward``: the Selection that links keep."""

    def seen(self, selection: Selection) -> Selection:
        """Return the Selection as the exhibit sees it."""
        return selection.narrowed(self.compose.uses)


EXHIBITS = {
    "overview": Kept("overview", overview),
    "article": Kept("article", article_slide),
    "regions": Kept("regions", regions),
    "cycles": Kept("cycles", cycles),
    "statuses": Kept("parties", statuses),
    "parties-due": Kept("parties", parties_due),
    "accession": Kept("parties", accession),
}


@dataclass(frozen=True)
class Page:
    """A page: its address, its name, and what it shows."""

    key: str
    """The name of its script in ``pages/``, and of its view in a deck."""
    path: str
    """In the address. Streamlit serves the default page at "/" only."""
    name: Callable[[Language], str]
    """Its name for people."""
    shows: Callable[[Warehouse, Selection], tuple[str, ...]] = lambda *_: ()
    """The keys of its exhibits for a Selection, in order; the first is its slide."""
    slide: str = ""
    """The key of its slide, where that is drawn another way than on the page."""
    narrow: Callable[[Selection], Selection] = lambda selection: selection
    """What else it leaves of a Selection."""

    @property
    def filtered(self) -> bool:
        """Return whether a filter has an effect on it."""
        return bool(offered(self.key))

    def seen(self, selection: Selection) -> Selection:
        """Return the Selection as the page sees it: what it does not offer has no effect."""
        return self.narrow(selection.narrowed(offered(self.key)))


def _article(store: Warehouse, chosen: Selection) -> tuple[str, ...]:
    told = chosen.party_level or by_region(store, chosen)
    many = ("regions",) if told and len(chosen.regions) != 1 else ()
    return ("overview", *many, "statuses" if chosen.party_level else "parties-due")


def _regions(store: Warehouse, chosen: Selection) -> tuple[str, ...]:
    if not chosen.party_level and not by_region(store, chosen):
        return ("parties-due",)
    first = "overview" if len(chosen.regions) == 1 else "regions"
    return (first, "parties-due") if chosen.party_level and not chosen.invented else (first,)


def _cycles(store: Warehouse, chosen: Selection) -> tuple[str, ...]:
    told = chosen.party_level or not cycles(store, chosen, "en", "light").empty
    return ("cycles",) if told else ("accession",)


def _parties(store: Warehouse, chosen: Selection) -> tuple[str, ...]:
    register = () if chosen.invented else ("parties-due", "accession")
    return ("statuses", *register) if chosen.party_level else register


_ALL = (
    Page("overview", "", lambda say: say.text("Overview"), lambda *_: ("overview",)),
    Page(
        "article",
        "article",
        lambda say: say.text("Article"),
        _article,
        slide="article",
        narrow=one_article,
    ),
    Page("regions", "regions", lambda say: say.text("Regions"), _regions),
    Page("cycles", "cycles", lambda say: say.text("Cycles"), _cycles),
    Page("parties", "parties", lambda say: say.text("Parties"), _parties),
    Page("briefing", "briefing", lambda say: say.text("Briefing")),
    Page("data", "data", lambda say: say.text("Data")),
    Page("about", "about", lambda say: say.text("About")),
)

PAGES = {page.key: page for page in _ALL}
"""Page by key, in the order of the menu."""


def exhibit(
    store: Warehouse,
    page: str,
    key: str,
    selection: Selection,
    lang: str,
    theme: str,
    onward: Selection | None = None,
) -> Exhibit:
    """Return the exhibit ``key`` as a page shows it of a Selection; its links keep ``onward``."""
    seen = PAGES[page].seen(selection)
    return EXHIBITS[key].compose(store, seen, lang, theme, onward=onward or selection)


def of_view(store: Warehouse, view: View) -> str:
    """Return the key of the exhibit that a slide of the view shows: what its page shows first."""
    page = PAGES[view.page]
    return page.slide or page.shows(store, page.seen(view.selection))[0]


def slide(store: Warehouse, view: View, lang: str, theme: str) -> Exhibit:
    """Return the one exhibit of a view."""
    return exhibit(store, view.page, of_view(store, view), view.selection, lang, theme)
