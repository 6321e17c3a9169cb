"""The charts that people open first, so that they can be drawn before somebody waits for them."""

from collections.abc import Callable, Iterator
from functools import partial

from partv.address.parameters import ARTICLES, CHARTS, DENOMINATORS, SORTS
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.catalog import PAGES, exhibit
from partv.exhibits.exhibit import Exhibit
from partv.i18n.language import SOURCE_LANGUAGE

_LIGHT, _BOTH = ("light",), ("light", "dark")


def usual(store: Warehouse) -> Iterator[Callable[[], Exhibit]]:
    """The charts, each as a call that draws it, in the order in which they are likely wanted.

    First those of every page as it opens, in every language and on both papers; then in English
    what one more choice in the filter bar shows, and on the Overview two. About 400 charts, which
    take a third of what may be remembered.
    """
    opened = {page: _opened(store) for page in CHARTS}
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
                        kept = PAGES[page]
                        chosen = kept.narrow(selection)
                        for key in kept.shows(store, chosen):
                            yield partial(exhibit, store, page, key, chosen, lang, theme)


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
