"""Unknown is not zero, zero is not blank, and a small group has no percentage, in any view."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.address.parameters import ARTICLES, DENOMINATORS, SORTS
from partv.charts.layout import FORMS
from partv.charts.theme import LIGHT
from partv.data.rate_rows import FEWEST, VISIBLE, MeasureRate, PairedRate, Rate
from partv.exhibits.article import by_cycle, measures, one_article
from partv.exhibits.article_slide import article_slide
from partv.exhibits.briefing import briefing
from partv.exhibits.cycles import cycles
from partv.exhibits.overview import overview
from partv.exhibits.rates import articles_frame, rates_table
from partv.exhibits.regions import regions
from partv.i18n.language import language
from tests.drawn import boxes
from tests.tries import tries

DRAWN = (*FORMS, "slide")
SIGN = re.compile("[%٪％]")
ANSWERED = "How many Parties answered is not published, so there is no percentage."
SMALL = "Fewer than ten Parties: a fraction, without a percentage and a mark for it."


@st.composite
def selections(draw, base):
    """Any settings at all."""
    known = base.vocabulary
    return base.changed(
        data=draw(st.sampled_from(known.datasets)),
        cycle=draw(st.sampled_from(known.cycles)),
        base=draw(st.sampled_from((0, *known.cycles))),
        of=draw(st.sampled_from(DENOMINATORS)),
        sort=draw(st.sampled_from(SORTS)),
        regions=tuple(draw(st.lists(st.sampled_from(known.regions), unique=True, max_size=3))),
        articles=tuple(draw(st.lists(st.sampled_from(ARTICLES), unique=True, max_size=3))),
    )


def marks(figure) -> list[tuple[float, float]]:
    """The marks that are seen, each with its place."""
    return [
        (x, y)
        for trace in figure["data"]
        if "markers" in trace["mode"] and trace["marker"].get("opacity") != 0
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]


def said(figure) -> list[str]:
    """Every text of a chart but those of its axes, and what hovering shows."""
    texts = [note.get("text", "") for note in figure["layout"].get("annotations", ())]
    texts += [note.get("hovertext", "") for note in figure["layout"].get("annotations", ())]
    for trace in figure["data"]:
        texts += [*trace.get("text", ()), *trace.get("customdata", ())]
    return [unescape(re.sub("<[^>]*>", " ", text)) for text in texts]


def words(exhibit) -> list[str]:
    """What stands around a chart and in its table; its notes explain percentages and stay out."""
    cells = [str(cell) for row in exhibit.table.to_numpy() for cell in row]
    return [exhibit.title, exhibit.subtitle, exhibit.alt, exhibit.headline, *cells]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_cell_is_filled_only_for_a_party_that_the_figure_counts(lang, store, base):
    @tries(25)
    @given(selections(base))
    def holds(chosen):
        rates = MeasureRate.read(articles_frame(store, chosen, lang))
        assert all(
            rate.denominator is not None and rate.denominator >= FEWEST
            for rate in rates
            if rate.share is not None and rate.basis == "counted"
        )
        shown = overview(store, chosen, lang, "light")
        counted = [rate for rate in rates if rate.known and rate.denominator is not None]
        for form in DRAWN:
            figure = shown.draw(form)
            assert not marks(figure)
            filled = boxes(figure["layout"]["shapes"], lambda s: s["fillcolor"] == LIGHT.accent)
            assert [x1 - x0 for x0, x1, *_ in filled] == [rate.yes for rate in counted if rate.yes]
        for rate, bar in zip(rates, shown.native().rows, strict=True):
            assert bar.percent == rate.share
            assert (bar.low, bar.high) == (rate.ends or (None, None))

    holds()


def test_no_percentage_is_said_where_all_groups_are_small(store, base):
    @tries(25)
    @given(selections(base))
    def holds(chosen):
        exhibits = [overview(store, chosen, "en", "light")]
        exhibits.append(article_slide(store, one_article(chosen), "en", "light"))
        frames = [
            (exhibits[0], MeasureRate.read(articles_frame(store, chosen, "en"))),
            (exhibits[1], MeasureRate.read(articles_frame(store, one_article(chosen), "en"))),
        ]
        for shown, rates in frames:
            if any(rate.share is not None for rate in rates):
                continue
            told = [*words(shown), repr(shown.native())]
            for form in DRAWN if shown.figures else ("slide",):
                told += said(shown.draw(form))
            assert not [text for text in told if SIGN.search(text)]
            small = any(rate.small and rate.denominator and rate.known for rate in rates)
            assert (SMALL in shown.notes) == small

    holds()


def test_each_row_says_its_own_percentage_or_none(store, base):
    english = language("en")

    @tries(25)
    @given(selections(base))
    def holds(chosen):
        rates = MeasureRate.read(articles_frame(store, chosen, "en"))
        table = overview(store, chosen, "en", "light").table
        for rate, (_, row) in zip(rates, table.iterrows(), strict=True):
            assert bool(SIGN.search(row["Share"])) == (rate.share is not None)
            assert bool(SIGN.search(row["Article mean (measures)"])) == (rate.mean is not None)
            assert bool(SIGN.search(rate.figure(english))) == (rate.share is not None)
            assert bool(rate.no_percentage(english)) == (rate.known and rate.share is None)
            if rate.mean is not None:
                assert row["Article mean (measures)"].startswith(english.percent(rate.mean))
            if rate.yes == 0:
                assert row["Parties"].startswith("0")
            if rate.share == 0:
                assert row["Share"].startswith("0%")
        if not any(rate.share is not None for rate in rates):
            return
        article = one_article(chosen)
        shown = MeasureRate.read(articles_frame(store, article, "en"))
        shown = [rate for rate in shown if rate.indicator is not None]
        for rate, measure in zip(shown, measures(store, article, "en"), strict=True):
            assert bool(SIGN.search(measure.figure)) == (rate.share is not None)
        split = store.ask("article_cycles", **article.parameters())
        figures = [rate.figure(english) for rate in Rate.read(split)]
        cells = [str(cell) for row in by_cycle(store, article, "en").to_numpy() for cell in row]
        assert {cell for cell in cells if SIGN.search(cell)} == {
            figure for figure in figures if SIGN.search(figure)
        }

    holds()


def test_regions_and_cycles_mark_only_groups_of_ten_and_more(store, base):
    english = language("en")

    @tries(20)
    @given(selections(base))
    def holds(chosen):
        chosen = chosen.changed(data="demo")
        shown = regions(store, chosen, "en", "light")
        rates = Rate.read(store.ask("rates", **chosen.parameters() | {"by_region": True}))
        large = {rate.figure(english) for rate in rates if rate.share is not None}
        pooled = Rate.read(store.ask("rates", **chosen.parameters() | {"by_region": False}))
        large |= {rate.figure(english) for rate in pooled if rate.share is not None}
        world = store.ask("rates", **chosen.changed(regions=()).parameters() | {"by_region": False})
        large |= {rate.figure(english) for rate in Rate.read(world) if rate.share is not None}
        cells = [str(cell) for row in shown.table.to_numpy() for cell in row]
        assert {cell for cell in cells if SIGN.search(cell)} <= large
        for _, row in shown.native().rows:
            assert all((cell.shade is not None) == bool(SIGN.search(cell.text)) for cell in row)
        pairs = cycles(store, chosen, "en", "light")
        panel = PairedRate.read(store.ask("panel", **chosen.in_order().parameters()))
        shares = [share for row in panel for share in (*row.everyone, *(row.same or ()))]
        wholes = [
            getattr(share, "whole", None) or getattr(share, "denominator", None) or 0
            for share in shares
        ]
        expected = [
            share.percent for share, whole in zip(shares, wholes, strict=True) if whole >= FEWEST
        ]
        for form in DRAWN:
            assert [x for x, _ in marks(pairs.draw(form))] == expected
        values = [v for row in pairs.native().rows for v in (*row.everyone, *(row.same or ()))]
        assert [value.percent for value in values if value.percent is not None] == expected
        assert (SMALL in pairs.notes) == any(0 < whole < FEWEST for whole in wholes)
        assert bool(pairs.marks) == bool(expected)

    holds()


def test_published_counts_without_a_denominator_say_why(store, base):
    shown = overview(store, base.changed(of="answered"), "en", "light")
    assert shown.notes[0] == ANSWERED
    figure = shown.draw("wide")
    assert marks(figure) == []
    assert said(figure).count("No percentage") == 11
    assert all(row.percent is None for row in shown.native().rows)
    assert "39 · No percentage" in [row.value for row in shown.native().rows]


@pytest.mark.parametrize(
    ("mean", "small", "reads"),
    [(0.0, False, "0% (2)"), (50.0, False, "50% (2)"), (50.0, True, ""), (None, False, "")],
)
def test_a_mean_of_nothing_is_zero_and_that_of_small_groups_is_none(mean, small, reads):
    rate = MeasureRate(
        article=27, yes=0, denominator=20, percent=0.0, small=False, basis="counted",
        article_percent=mean, figures=2, mean_small=small,
    )  # fmt: skip
    (row,) = rates_table([rate], language("en")).to_dict("records")
    assert (row["Parties"], row["Share"]) == ("0 of 20", "0%")
    assert row["Article mean (measures)"] == reads


@pytest.mark.parametrize(
    ("lang", "reads"),
    [
        ("en", "at least 59.1%"),
        ("fr", "au moins 59,1\xa0%"),
        ("es", "al menos 59,1\xa0%"),
        ("ru", "не менее 59,1\xa0%"),
        ("zh", "不低于 59.1%"),
        ("ar", "59.1\u200e%\u200e على الأقل"),
    ],
)
def test_a_range_with_one_end_is_at_least(lang, reads, store, base):
    rows = briefing(store, base, lang, "").sections[0].rows
    assert reads in [cell for row in rows for cell in row]


def test_a_range_is_drawn_where_it_is_seen():
    def ends(low, high):
        rate = MeasureRate(yes=5, denominator=10, percent=50.0, low=low, high=high, small=False)
        return rate.ends

    assert ends(50.0 - VISIBLE, None) == (50.0 - VISIBLE, 50.0)
    assert ends(50.1 - VISIBLE, None) is None
    assert ends(49.0, 50.0 + VISIBLE) == (49.0, 50.0 + VISIBLE)
    assert ends(None, None) is None
