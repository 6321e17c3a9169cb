"""The deck: what is in it, where it is, and that all of it lives in the address."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.address.deck import PAGES, Deck, View
from partv.address.parameters import (
    ARTICLES,
    DENOMINATORS,
    FIRST_WITH_FIGURE,
    LONGEST_DECK,
    UPLOAD,
    Vocabulary,
)
from partv.address.selection import Selection

VOCABULARY = Vocabulary(
    datasets=("published", "demo"),
    cycles=(2020, 2023, 2025),
    regions=("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR"),
    languages=("ar", "en", "zh"),
    parties=("KEN", "AFR-01"),
    default_cycle=2023,
    invented=("AFR-01",),
)
BASE = Selection.default(VOCABULARY)

selections = st.builds(
    BASE.changed,
    data=st.sampled_from(VOCABULARY.datasets),
    cycle=st.sampled_from(VOCABULARY.cycles),
    regions=st.sets(st.sampled_from(VOCABULARY.regions)),
    articles=st.sets(st.sampled_from(ARTICLES)),
    of=st.sampled_from(DENOMINATORS),
    sort=st.sampled_from(("article", "rate")),
    party=st.sampled_from(("", "KEN", "AFR-01")),
)
views = st.builds(View, st.sampled_from(PAGES), selections)
pages = st.sampled_from((*PAGES, "data", "about"))
decks = st.lists(views, max_size=6, unique_by=lambda view: view.text).map(
    lambda held: [view.text for view in held]
)


def opened(query: str) -> Selection:
    """The Selection of a link, all of which is understood."""
    selection, problems = Selection.parse(parse_qsl(query), VOCABULARY)
    assert problems == []
    return selection


def texts(deck: Deck) -> list[str]:
    return [view.text for view in deck.slides]


@given(views)
def test_a_view_is_one_text_of_an_address_and_back(view):
    assert View.parse(view.text, VOCABULARY) == view
    assert opened(f"deck={view.text}").deck == (view.text,)
    address = view.address("https://example.org")
    path, _, query = address.partition("?")
    assert path in (f"https://example.org/{view.page}", "https://example.org/")
    assert opened(query).plain() == view.selection


@pytest.mark.parametrize(
    "text",
    [
        "", "data", "about", "article~article", "article~article~99", "nowhere~cycle~2023",
        "article~article~27~", "regions~region~AFR~region", "overview~deck~article",
        "overview~present~2", "overview~present~1",
        "overview~lang~zh", "overview~~", "cycles~base~2023", "overview~data~upload",
    ],
)  # fmt: skip
def test_a_view_that_is_not_understood_is_named_and_left_out(text):
    assert View.parse(text, VOCABULARY) is None
    selection, (problem,) = Selection.parse(
        [("deck", "article~article~27"), ("deck", text), ("deck", "regions")], VOCABULARY
    )
    assert (problem.name, problem.value) == ("deck", text)
    assert texts(Deck("overview", selection)) == ["article~article~27", "regions"]


def test_a_view_in_another_spelling_is_the_same_view():
    link = "deck=article~article~27&deck=article~cycle~2023~article~27&deck=regions~by~all"
    assert opened(link).deck == ("article~article~27", "regions")


def test_an_upload_is_in_no_deck_but_its_visitor_s():
    own = Vocabulary(**(vars(VOCABULARY) | {"datasets": ("published", "upload")}))
    text = "article~data~upload~article~27"
    assert View.parse(text, own).selection.private
    assert View.parse(text, VOCABULARY) is None


@given(pages, selections)
def test_without_pins_the_deck_is_the_articles_after_the_view_it_began_with(page, selection):
    deck = Deck(page, selection.changed(present="1"))
    articles = [(a,) for a in ARTICLES]
    if page == "article":
        assert [v.selection.articles for v in deck.slides] == articles
        (first, *_) = selection.articles or (FIRST_WITH_FIGURE,)
        assert deck.shown.selection.articles == (first,)
    else:
        first, *others = deck.slides
        assert first == View(page if page in PAGES else "overview", selection.plain())
        assert [v.selection.articles for v in others] == articles
        assert deck.place == 1
        assert {v.page for v in others} == {"article"}
    for view in deck.slides[page != "article" :]:
        assert view.selection == selection.plain().changed(articles=view.selection.articles)


@given(pages, selections, decks, st.integers(-3, 40))
def test_any_slide_is_reached_by_its_link_and_the_ends_are_the_ends(page, selection, held, to):
    deck = Deck(page, selection.changed(present="1", deck=held))
    there = opened(deck.at(to).query_string())
    turned = Deck(page, there)
    assert turned.place == min(max(to, 1), len(deck.slides))
    assert texts(turned)[turned.place - 1] == texts(deck)[turned.place - 1]
    if page != "article" or held:
        assert texts(turned) == texts(deck)


@given(st.lists(st.tuples(st.sampled_from(PAGES), selections), max_size=8))
def test_pins_are_kept_in_order_each_once_and_all_in_the_link(pins):
    selection, expected = BASE, []
    for page, chosen in pins:
        deck = Deck(page, chosen.changed(deck=selection.deck))
        if not deck.has_here:
            expected.append(deck.here.text)
        selection = opened(deck.pinned().query_string())
        assert Deck(page, selection).has_here
    assert list(selection.deck) == expected
    if expected:
        assert texts(Deck("about", selection)) == expected


def test_the_article_page_pins_the_article_that_it_shows():
    assert Deck("article", BASE).here.text == f"article~article~{FIRST_WITH_FIGURE}"
    two = BASE.changed(articles=(23, 27))
    assert Deck("article", two).here.text == "article~article~23"


def test_a_full_deck_keeps_what_it_has():
    held = tuple(
        View("overview", BASE.changed(articles=(a,), cycle=c)).text
        for c in VOCABULARY.cycles
        for a in ARTICLES
    )
    full = Deck("regions", BASE.changed(deck=held[:LONGEST_DECK]))
    assert full.full
    assert full.pinned().deck == held[:LONGEST_DECK]
    link = [("deck", text) for text in held]
    selection, problems = Selection.parse(link, VOCABULARY)
    assert selection.deck == held[:LONGEST_DECK]
    assert [problem.value for problem in problems] == list(held[LONGEST_DECK:])
    assert all(problem.repeated for problem in problems)


@given(decks.filter(bool), st.data())
def test_a_pin_moves_and_is_taken_out_and_the_others_stay(held, data):
    deck = Deck("overview", BASE.changed(deck=held))
    places = st.integers(0, len(held) - 1)
    number, to = data.draw(places), data.draw(places)
    moved = opened(deck.moved(number, to).query_string()).deck
    assert moved[to] == held[number]
    assert sorted(moved) == sorted(held)
    rest = [text for text in held if text != held[number]]
    assert [text for text in moved if text != held[number]] == rest
    assert list(deck.without(number).deck) == rest


@given(selections, decks.filter(bool), st.sampled_from(("ar", "en", "zh")), st.data())
def test_filters_change_the_slide_that_is_on_and_no_other(selection, held, lang, data):
    place = data.draw(st.integers(1, len(held)))
    began = BASE.changed(present="1", deck=held, slide=place, lang=lang)
    deck = Deck("overview", began)
    changed = Deck("overview", deck.filtered(deck.shown.selection.changed(cycle=2025)))
    assert changed.place == place
    assert changed.selection.lang == lang
    for number, (before, after) in enumerate(zip(deck.slides, changed.slides, strict=True), 1):
        cycle = 2025 if number == place else before.selection.cycle
        assert after == View(before.page, before.selection.changed(cycle=cycle))


@given(pages, selections, st.integers(1, 12))
def test_filters_of_a_default_deck_change_all_its_slides(page, selection, to):
    deck = Deck(page, selection.changed(present="1"))
    deck = Deck(page, deck.at(to))
    changed = Deck(page, deck.filtered(deck.shown.selection.changed(of="due", cycle=2020)))
    assert changed.place == deck.place
    assert changed.shown.selection.articles == deck.shown.selection.articles
    assert {(v.selection.of, v.selection.cycle) for v in changed.slides} == {("due", 2020)}
    assert changed.selection.present


@given(pages, selections, st.integers(1, 12), st.sampled_from(ARTICLES))
def test_the_article_filter_of_an_article_s_slide_turns_to_its_slide(page, selection, to, article):
    deck = Deck(page, selection.changed(present="1"))
    deck = Deck(page, deck.at(to + (page != "article")))
    changed = Deck(page, deck.filtered(deck.shown.selection.changed(articles=(article,))))
    assert changed.shown == View("article", selection.plain().changed(articles=(article,)))
    if page != "article":
        assert changed.slides[0] == deck.slides[0]


def test_a_deck_with_a_visitors_own_view_is_private_whatever_slide_is_on():
    vocabulary = replace(VOCABULARY, datasets=(*VOCABULARY.datasets, UPLOAD))
    public = Selection.default(vocabulary)
    deck = Deck("overview", public).pinned()
    assert not Deck("overview", deck).private
    own = Deck("regions", deck.changed(data=UPLOAD)).pinned().changed(data="published")
    mixed = Deck("overview", own.changed(present="1", slide=1))
    assert not mixed.shown.selection.private
    assert mixed.private
