"""A deck: the views that a presenter steps through, all of them in the one address.

A view in an address is a page and its settings, joined by ``~``: ``regions~data~demo~region~AFR``.
The settings are those of the one grammar. A presenter who has pinned nothing steps through the
Articles, beginning with the view that is on the screen.
"""

from dataclasses import dataclass
from functools import cached_property

from partv.selection import ARTICLES, Selection, Vocabulary

PAGES = ("overview", "article", "regions", "cycles", "parties")
"""The pages that have a chart to present."""

LONGEST = 40
"""Views that a deck holds."""


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
        """The address of the view's page, of a server reached at ``base``."""
        path = "" if self.page == PAGES[0] else self.page
        return f"{base}/{path}?{self.selection.query_string()}".rstrip("?")

    @classmethod
    def parse(cls, text: str, vocabulary: Vocabulary) -> "View | None":
        """The view of a text; None when anything in it is not understood."""
        page, *settings = text.split("~")
        if page not in PAGES or len(settings) % 2:
            return None
        pairs = list(zip(settings[::2], settings[1::2], strict=True))
        selection, problems = Selection.parse(pairs, vocabulary)
        return None if problems else cls(page, selection.plain())


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
            lang = selection.lang
            return tuple(View(v.page, v.selection.changed(lang=lang)) for v in found if v)
        bare = selection.plain()
        articles = tuple(View("article", bare.changed(articles=(a,))) for a in ARTICLES)
        page = self.page if self.page in PAGES else PAGES[0]
        return articles if page == "article" else (View(page, bare), *articles)

    @property
    def place(self) -> int:
        """Which slide is on the screen, from 1. The Article page begins at its Article."""
        if self.selection.slide:
            return min(self.selection.slide, len(self.slides))
        if not self.selection.deck and self.page == "article" and self.selection.articles:
            return ARTICLES.index(self.selection.articles[0]) + 1
        return 1

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
        # The Articles of a slide are its place in the deck; of the first view they are a filter.
        articles = self.selection.articles if self.shown.page == "article" else selection.articles
        return selection.changed(
            articles=articles, present="1", slide=self.place, deck=(), lang=self.selection.lang
        )

    def pinned(self) -> Selection:
        """The Selection with the view of the page added to the deck, once."""
        page = self.page if self.page in PAGES else PAGES[0]
        view = View(page, self.selection.plain()).text
        kept = [text for text in self.selection.deck if text != view]
        return self.selection.changed(deck=[*kept, view][-LONGEST:])
