"""The charts that people open first, so that they can be drawn before somebody waits for them."""

from collections.abc import Callable, Iterator
from functools import partial

from partv.address.deck import PAGES
from partv.address.parameters import ARTICLES, DENOMINATORS, SORTS
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.article import one_article
from partv.exhibits.coverage import by_region
from partv.exhibits.cycles import cycles
from partv.exhibits.exhibit import Exhibit
from partv.exhibits.overview import overview
from partv.exhibits.parties import accession, statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions
from partv.i18n.language import SOURCE_LANGUAGE

_LIGHT, _BOTH = ("light",), ("light", "dark")


def usual(store: Warehouse) -> Iterator[Callable[[], Exhibit]]:
    """The charts, each as a call that draws it, in the order in which they are likely wanted.

    First those of every page as it opens, in every language and on both papers; then in English
    what one more choice in the filter bar shows, and on the Overview two. About 400 charts, which
    take a third of what may be remembered.
    """
    opened = {page: _opened(store) for page in PAGES}
    one = {page: _further(page, views) for page, views in opened.items()}
    two = {"overview": _further("overview", one["overview"])}
    codes = sorted(store.vocabulary.languages, key=lambda code: code != SOURCE_LANGUAGE)
    for views, languages, papers in (
        (opened, codes, _BOTH),
        (one, codes[:1], _LIGHT),
        (two, codes[:1], _LIGHT),
    ):
        for lang in languages:
            for theme in papers:
                for page, selections in views.items():
                    for selection in selections:
                        for compose, chosen in shown(store, page, selection):
                            yield partial(compose, store, chosen, lang, theme)


def shown(
    store: Warehouse, page: str, selection: Selection
) -> list[tuple[Callable[..., Exhibit], Selection]]:
    """What a page shows of a Selection, as the scripts in ``pages/`` do."""
    if page == "overview":
        return [(overview, selection)]
    if page == "article":
        chosen = one_article(selection)
        one = (statuses if selection.party_level else parties_due, chosen)
        told = selection.party_level or by_region(store, chosen)
        many = [(regions, chosen)] if told and len(chosen.regions) != 1 else []
        return [(overview, chosen), *many, one]
    if page == "parties":
        if selection.party_level:
            return [(statuses, selection)]
        return [(parties_due, selection), (accession, selection)]
    if page == "cycles":
        if selection.party_level or not cycles(store, selection, "en", "light").empty:
            return [(cycles, selection)]
        return [(parties_due, selection)]
    if not selection.party_level and not by_region(store, selection):
        return [(parties_due, selection)]
    return [(overview if len(selection.regions) == 1 else regions, selection)]


def _opened(store: Warehouse) -> list[Selection]:
    """A page as its links open it, on each data set."""
    base = Selection.default(store.vocabulary)
    return [base.changed(data=name) for name in store.vocabulary.datasets]


def _further(page: str, selections: list[Selection]) -> list[Selection]:
    """What one more choice in the filter bar shows."""
    found: dict[Selection, None] = {}
    for chosen in selections:
        known = chosen.vocabulary
        changes: list[dict[str, object]] = [{"of": of} for of in DENOMINATORS]
        changes += [{"sort": order} for order in SORTS]
        changes += [{"cycle": cycle} for cycle in known.cycles]
        if chosen.party_level:
            changes += [{"regions": (region,)} for region in known.regions]
        if page == "article":
            changes += [{"articles": (article,)} for article in ARTICLES]
        found |= {chosen.changed(**change): None for change in changes}
    return [selection for selection in found if selection not in selections]
