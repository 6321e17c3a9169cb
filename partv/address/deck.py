"""A deck: the views that a presenter steps through, all of them in the one address.

A view in an address is a page and its settings, joined by ``~``: ``regions~data~demo~region~AFR``.
The settings are those of the one grammar. A presenter who has pinned nothing steps through the
Articles, beginning with the view that is on the screen.
"""

from dataclasses import dataclass
from functools import cached_property

from partv.address.parameters import (
    ARTICLES,
    CHARTS,
    FIRST_WITH_FIGURE,
    LONGEST_DECK,
    Vocabulary,
)
from partv.address.selection import Selection

PAGES = CHARTS
"""The pages that have a chart to present."""


@dataclass(frozen=True)
class View:
    """One slide: a page, and the Selection of what it shows."""

    page: str
    selection: Selection

    @property
    def text(self) -> str:
        """The view as it stands in an address."""
        settings = (part for pair in self.selection.plain().pairs() for part in pair)
        return "~".join((self.page, *settings))

    def address(self, base: str) -> str:
        """The address of the view's page, of a server reached at ``base``.

        Without a language, so that whoever opens it reads it in their own.
        """
        path = "" if self.page == PAGES[0] else self.page
        return f"{base}/{path}?{self.selection.query_string()}".rstrip("?")

    @classmethod
    def parse(cls, text: str, vocabulary: Vocabulary) -> "View | None":
        """The view of a text; None when anything in it is not understood or not of a view."""
        page, *settings = text.split("~")
        if page not in PAGES or len(settings) % 2:
            return None
        pairs = list(zip(settings[::2], settings[1::2], strict=True))
        selection, problems = Selection.parse(pairs, vocabulary)
        return cls(page, selection) if not problems and selection == selection.plain() else None


@dataclass(frozen=True)
class Deck:
    """The slides of a presentation that began on ``page`` with ``selection``, and where it is."""

    page: str
    selection: Selection

    @cached_property
    def slides(self) -> tuple[View, ...]:
        """The pinned views; without any, the Articles, after the view that it began with."""
        selection = self.selection
        if selection.deck:
            found = (View.parse(text, selection.vocabulary) for text in selection.deck)
            return tuple(filter(None, found))
        bare = selection.plain()
        articles = tuple(View("article", bare.changed(articles=(a,))) for a in ARTICLES)
        return articles if self.page == "article" else (self.here, *articles)

    @property
    def place(self) -> int:
        """Which slide is on the screen, from 1. The Article page begins at its Article."""
        if self.selection.slide:
            return min(self.selection.slide, len(self.slides))
        if not self.selection.deck and self.page == "article":
            return ARTICLES.index(self.here.selection.articles[0]) + 1
        return 1

    @property
    def here(self) -> View:
        """The view of the page itself; the Overview for a page without a chart."""
        page = self.page if self.page in PAGES else PAGES[0]
        plain = self.selection.plain()
        if page == "article":
            plain = plain.changed(articles=(plain.articles or (FIRST_WITH_FIGURE,))[:1])
        return View(page, plain)

    @property
    def has_here(self) -> bool:
        """Whether the view of the page is pinned."""
        return self.here.text in self.selection.deck

    @property
    def full(self) -> bool:
        """Whether no other view can be pinned."""
        return len(self.selection.deck) >= LONGEST_DECK

    @property
    def private(self) -> bool:
        """Whether a slide is of the visitor's own data, so that no address leads to the deck."""
        return any(view.selection.private for view in self.slides)

    @property
    def shown(self) -> View:
        """The slide on the screen."""
        return self.slides[self.place - 1]

    def at(self, place: int) -> Selection:
        """The Selection with another slide on the screen, the first or last one at the ends."""
        place = min(max(place, 1), len(self.slides))
        if not self.selection.deck and self.page == "article":
            return self.selection.changed(articles=(ARTICLES[place - 1],), slide=0)
        return self.selection.changed(slide=place)

    def filtered(self, selection: Selection) -> Selection:
        """The Selection after the filters of the slide on the screen were set to ``selection``."""
        if self.selection.deck:
            views = list(self.slides)
            views[self.place - 1] = View(self.shown.page, selection)
            return self.at(self.place).changed(deck=[view.text for view in views])
        # The Article of a slide is its place in the deck; of the first view they are a filter.
        place, articles = self.place, selection.articles
        if self.shown.page == "article":
            was, now = self.shown.selection.articles[0], (articles or (FIRST_WITH_FIGURE,))[0]
            place += ARTICLES.index(now) - ARTICLES.index(was)
            articles = self.selection.articles
        changed = selection.changed(
            articles=articles, present="1", deck=(), lang=self.selection.lang
        )
        return Deck(self.page, changed).at(place)

    def pinned(self) -> Selection:
        """The Selection with the view of the page at the end of the deck; as it is, if full."""
        if self.has_here or self.full:
            return self.selection
        return self.selection.changed(deck=(*self.selection.deck, self.here.text))

    def without(self, number: int) -> Selection:
        """The Selection with one pinned view (from 0) taken out."""
        pinned = self.selection.deck
        return self.selection.changed(deck=pinned[:number] + pinned[number + 1 :])

    def moved(self, number: int, to: int) -> Selection:
        """The Selection with one pinned view (from 0) moved to the place of another."""
        pinned = list(self.selection.deck)
        pinned.insert(to, pinned.pop(number))
        return self.selection.changed(deck=pinned)
