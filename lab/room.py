"""What viewers do on the real pages, and what they must then see.

Every answer is held against what the exhibit says for the filters of that viewer, asked of the
library beside the server: title, headline, and each chart to the letter. A chart of another
visitor, of another filter, or half a page, is a fault.
"""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from lab.tab import Fault, Seen, Tab
from partv.address.parameters import DENOMINATORS, SORTS
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.cycles import cycles
from partv.exhibits.exhibit import Exhibit
from partv.exhibits.overview import overview
from partv.exhibits.parties import statuses
from partv.exhibits.regions import regions

_BUTTONS = ("of", "sort")
_FIGURES = ((), (22, 23, 27), (26, 27, 28, 30))


@dataclass(frozen=True)
class Filter:
    """A filter that viewers use: the setting, its widget, and what they choose."""

    setting: str
    widget: str
    values: tuple[object, ...]


_OF = Filter("of", "filter_of", DENOMINATORS)
_SORT = Filter("sort", "filter_sort", SORTS)
_REGION = Filter("regions", "filter_region", ((), ("AFR",), ("EUR",), ("WPR",)))
_CYCLE = Filter("cycle", "filter_cycle", (2020, 2023, 2025))
_ARTICLES = Filter("articles", "filter_article", _FIGURES)
_ARTICLE = Filter("articles", "filter_one_article", ((22,), (23,), (24,), (26,), (27,), (28,)))


@dataclass(frozen=True)
class Place:
    """A page that viewers look at: its path, its first settings, its chart and its filters."""

    path: str
    start: tuple[tuple[str, str], ...]
    compose: Callable[[Warehouse, Selection, str, str], Exhibit]
    filters: tuple[Filter, ...]
    share: int
    """How many of a hundred viewers are here."""


PLACES = (
    # The presenter's code leads to the Overview; the others have gone on to a page of their own.
    Place("", (), overview, (_OF, _SORT, _ARTICLES), 50),
    Place("", (("data", "demo"),), overview, (_OF, _SORT, _REGION), 15),
    Place("article", (("article", "27"),), overview, (_OF, _ARTICLE), 15),
    Place("regions", (("data", "demo"),), regions, (_OF, _CYCLE), 10),
    Place("cycles", (("data", "demo"), ("cycle", "2025")), cycles, (_REGION,), 5),
    Place("parties", (("data", "demo"), ("region", "WPR")), statuses, (_OF,), 5),
)


class Room:
    """The places, and what is right there. One for all viewers: what is right is kept."""

    def __init__(self, store: Warehouse | None = None) -> None:
        self.store = store or Warehouse()
        self._right = lru_cache(maxsize=None)(self._compose)

    def viewer(self, number: int) -> "Viewer":
        """The viewer of a number, always at the same place and with the same choices."""
        chance = random.Random(number)
        place = chance.choices(PLACES, [place.share for place in PLACES])[0]
        return Viewer(self, place, chance)

    def prepare(self) -> None:
        """Compose all that viewers may see, so that no answer is held up by it later."""
        for place in PLACES:
            views = {Selection.parse(place.start, self.store.vocabulary)[0]}
            for used in place.filters:
                views |= {view.changed(**{used.setting: v}) for view in views for v in used.values}
            for view in views:
                self._right(place, view)

    def check(self, place: Place, selection: Selection, seen: Seen) -> None:
        """Raise Fault unless the page shows this Selection."""
        texts, charts = self._right(place, selection)
        for text in texts - seen.texts:
            raise Fault(f"{place.path or 'overview'} does not say: {text[:120]}")
        for key, spec in charts.items():
            shown = seen.charts.get(key, "{}")
            # To the letter; what Plotly wrote (bench/without.py) has to mean the same.
            if shown != spec and _drawn(shown) != _drawn(spec):
                raise Fault(f"{place.path or 'overview'} shows another {key}, or none")

    def _compose(self, place: Place, selection: Selection) -> tuple[set[str], dict[str, str]]:
        exhibit = place.compose(self.store, selection, "en", "light")
        if exhibit.empty:
            raise ValueError(f"Viewers would see no chart: {place.path}?{selection.query_string()}")
        texts = {f"## {_plain(exhibit.title)}", _plain(exhibit.subtitle)}
        if place.compose is overview and not place.path:
            texts.add(_plain(exhibit.headline))
        charts = {
            f"chart-{form}-{exhibit.key}": figure.json for form, figure in exhibit.figures.items()
        }
        return texts, charts


class Viewer:
    """One viewer's choices at a place."""

    def __init__(self, room: Room, place: Place, chance: random.Random) -> None:
        self.place, self._room, self._chance = place, room, chance
        self.selection, _ = Selection.parse(place.start, room.store.vocabulary)

    @property
    def path(self) -> str:
        """The address of the view that is chosen now."""
        return f"{self.place.path}?{self.selection.query_string()}".rstrip("?")

    def check(self, tab: Tab) -> None:
        """Raise Fault unless the tab shows, and has in its address, what is chosen."""
        self._room.check(self.place, self.selection, tab.seen)
        if tab.query != self.selection.query_string():
            raise Fault(f"the address is {tab.query}, not {self.selection.query_string()}")

    def follow(self, tab: Tab) -> None:
        """Take the view in the tab's address for the chosen one: a change came to nothing."""
        pairs = parse_qsl(tab.query)
        self.selection, _ = Selection.parse(pairs, self._room.store.vocabulary)

    async def change(self, tab: Tab) -> float:
        """Change a filter, and check what comes; the seconds until it was complete."""
        used = self._chance.choice(self.place.filters)
        others = [v for v in used.values if v != getattr(self.selection, used.setting)]
        value = self._chance.choice(others)
        labels = [str(each) for each in value] if isinstance(value, tuple) else [str(value)]
        if used.setting in _BUTTONS:  # their labels are words
            labels = [tab.options[used.widget][used.values.index(value)]]
        self.selection = self.selection.changed(**{used.setting: value})
        waited = await tab.choose(used.widget, *labels)
        self.check(tab)
        return waited


def _drawn(spec: str) -> dict:
    """What a specification draws: without the template, which sets nothing."""
    chart = json.loads(spec)
    chart.get("layout", {}).pop("template", None)
    return chart


def _plain(text: str) -> str:
    """As pages write a text into Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|$:~&])", r"\\\1", text)
