"""The Selection and its one URL grammar: exact both ways, and no link ever fails."""

import dataclasses
from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partv.address.exported_tables import TABLES
from partv.address.parameters import (
    ARTICLES,
    BY,
    DENOMINATORS,
    PARAMETERS,
    SORTS,
    Problem,
    Vocabulary,
)
from partv.address.selection import Selection

VOCABULARY = Vocabulary(
    datasets=("published", "demo"),
    cycles=(2020, 2023, 2025),
    regions=("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR"),
    languages=("en", "fr", "zh"),
    parties=("AFR-01", "KEN", "PRY"),
    default_cycle=2023,
    invented=("AFR-01",),
)
DEFAULT = Selection.default(VOCABULARY)
SINGLE = ("data", "cycle", "of", "sort", "lang", "party", "table", "by")
NAMES = (*SINGLE, "base", "region", "article")


def parse(*pairs):
    return Selection.parse(pairs, VOCABULARY)


selections = st.builds(
    DEFAULT.changed,
    data=st.sampled_from(VOCABULARY.datasets),
    cycle=st.sampled_from(VOCABULARY.cycles),
    regions=st.lists(st.sampled_from(VOCABULARY.regions)),
    articles=st.lists(st.sampled_from(ARTICLES)),
    of=st.sampled_from(DENOMINATORS),
    sort=st.sampled_from(SORTS),
    lang=st.sampled_from(["", *VOCABULARY.languages]),
    base=st.sampled_from([0, *VOCABULARY.cycles]),
    party=st.sampled_from(["", *VOCABULARY.parties]),
    table=st.sampled_from(list(TABLES)),
    by=st.sampled_from(BY),
)
understood = st.sampled_from(
    [(name, value) for name in NAMES for value in VOCABULARY.accepted(name) or ()]
)
anything = st.tuples(
    st.sampled_from(NAMES) | st.text(),
    st.sampled_from(["AFR", "2023", "20", "afr", "AFR,EUR", "", " 21", "021", "2１"]) | st.text(),
)
links = st.lists(understood | anything, max_size=12)


@given(selections)
def test_a_view_and_its_address_are_the_same_thing(selection):
    assert Selection.parse(selection.pairs(), VOCABULARY) == (selection, [])


@given(selections)
def test_a_view_survives_the_query_string_of_a_browser(selection):
    pairs = parse_qsl(selection.query_string(), keep_blank_values=True, strict_parsing=False)
    assert Selection.parse(pairs, VOCABULARY) == (selection, [])


@given(links)
@example([("article", "２０")])
@example([("cycle", "2023 ")])
@example([("lang", "")])
def test_whatever_a_link_says_there_is_a_view_and_every_oddity_is_named(pairs):
    selection, problems = Selection.parse(pairs, VOCABULARY)
    # Canonical: the view's own address leads to the view itself, without a complaint.
    assert Selection.parse(selection.pairs(), VOCABULARY) == (selection, [])
    assert selection.changed() == selection
    # Nothing is lost in silence: each pair is in the view, or is a problem.
    named = {(problem.name, problem.value) for problem in problems}
    chosen = {
        *((name, str(getattr(selection, name))) for name in SINGLE),
        ("base", str(selection.base_cycle)),
        *(("region", region) for region in selection.regions or VOCABULARY.regions),
        *(("article", str(article)) for article in selection.articles or ARTICLES),
    }
    assert set(pairs) <= named | chosen
    # And nothing is made up.
    assert named <= set(pairs)
    assert set(selection.pairs()) <= set(pairs)


@given(links, st.randoms())
def test_the_order_of_regions_and_articles_in_a_link_does_not_matter(pairs, random):
    several = [pair for pair in pairs if pair[0] in ("region", "article")]
    shuffled = random.sample(several, len(several))
    assert parse(*several)[0] == parse(*shuffled)[0]


def test_a_link_reads_as_the_design_has_it():
    query = "data=demo&cycle=2025&region=AFR&region=EUR&article=21&of=due&sort=rate&lang=zh"
    selection, problems = Selection.parse(parse_qsl(query), VOCABULARY)
    assert problems == []
    assert selection == DEFAULT.changed(
        data="demo",
        cycle=2025,
        regions=("AFR", "EUR"),
        articles=(21,),
        of="due",
        sort="rate",
        lang="zh",
    )
    assert selection.query_string() == query


def test_defaults_are_left_out_of_the_address():
    assert DEFAULT.query_string() == ""
    spelled_out = [("data", "published"), ("cycle", "2023"), ("of", "reported")]
    assert parse(*spelled_out, ("sort", "article")) == (DEFAULT, [])
    assert parse(("cycle", "2023"), ("of", "due"))[0].query_string() == "of=due"


def test_every_parameter_is_a_field_of_the_selection_with_its_default():
    fields = {field.name for field in dataclasses.fields(Selection)} - {"vocabulary"}
    assert fields == {parameter.attribute for parameter in PARAMETERS.values()}
    for parameter in PARAMETERS.values():
        if parameter.default is not None:
            assert getattr(DEFAULT, parameter.attribute) == parameter.default


@given(selections, st.sets(st.sampled_from(list(PARAMETERS))))
def test_a_narrowed_view_has_what_is_used_and_nothing_else(selection, uses):
    narrowed = selection.narrowed(uses)
    assert {name for name, _ in narrowed.pairs()} <= uses
    kept = [pair for pair in selection.pairs() if pair[0] in uses]
    if "cycle" in uses or "base" not in uses:  # else it may be the cycle itself
        assert narrowed.pairs() == [p for p in kept if p[0] != "party" or narrowed.party]


def test_a_party_stands_without_regions_and_a_link_with_both_says_so():
    selection, problems = parse(("region", "EUR"), ("party", "KEN"))
    assert problems == [Problem("region", "EUR", (), beside="party")]
    assert (selection.party, selection.regions) == ("KEN", ())
    assert DEFAULT.changed(regions=("EUR",)).changed(party="KEN").regions == ()


def test_no_link_at_all_is_the_published_data_of_the_newest_cycle_with_figures():
    assert parse() == (DEFAULT, [])
    assert (DEFAULT.data, DEFAULT.cycle, DEFAULT.of) == ("published", 2023, "reported")
    assert DEFAULT.regions == DEFAULT.articles == ()


def test_all_six_regions_are_the_same_as_none_and_all_articles_too():
    every_region = [("region", region) for region in VOCABULARY.regions]
    assert parse(*every_region) == (DEFAULT, [])
    assert parse(*every_region[1:])[0].regions == VOCABULARY.regions[1:]
    every_article = [("article", str(article)) for article in range(20, 32)]
    assert parse(*every_article) == (DEFAULT, [])


def test_regions_and_articles_are_put_in_order_once_each():
    selection, problems = parse(
        *(("region", region) for region in ("WPR", "AFR", "WPR")),
        *(("article", article) for article in ("30", "21", "30")),
    )
    assert problems == []
    assert selection.query_string() == "region=AFR&region=WPR&article=21&article=30"


def test_an_unknown_name_is_named():
    selection, problems = parse(("regions", "AFR"), ("utm_source", "mail"))
    assert selection == DEFAULT
    assert problems == [
        Problem("regions", "AFR", accepted=None),
        Problem("utm_source", "mail", accepted=None),
    ]


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("data", "mine", ("published", "demo")),
        ("cycle", "2021", ("2020", "2023", "2025")),
        ("region", "EURO", VOCABULARY.regions),
        ("region", "AFR,EUR", VOCABULARY.regions),
        ("region", "afr", VOCABULARY.regions),
        ("article", "32", tuple(str(article) for article in range(20, 32))),
        ("of", "asked", ("reported", "answered", "due")),
        ("sort", "name", ("article", "rate")),
        ("lang", "xx", ("en", "fr", "zh")),
        ("table", "regions", tuple(TABLES)),
        ("by", "party", ("all", "region")),
    ],
)
def test_an_unknown_value_is_named_with_what_is_accepted_and_dropped(name, value, accepted):
    selection, problems = parse((name, value), ("article", "21"))
    assert problems == [Problem(name, value, accepted)]
    assert selection == DEFAULT.changed(articles=(21,))


@pytest.mark.parametrize("name", SINGLE)
def test_a_second_value_where_one_is_taken_is_named_and_the_first_one_counts(name):
    accepted = VOCABULARY.accepted(name)
    first, second, *_ = accepted if name != "party" else VOCABULARY.parties_of("published")
    selection, problems = parse((name, first), (name, second))
    assert str(getattr(selection, name)) == first
    assert problems == [Problem(name, second, VOCABULARY.accepted(name), repeated=True)]
    assert parse((name, second), (name, second))[1] == [], "the same value twice is no problem"


@pytest.mark.parametrize(
    ("data", "party", "kept"),
    [
        ("published", "KEN", True),
        ("published", "AFR-01", False),
        ("demo", "KEN", False),
        ("demo", "AFR-01", True),
    ],
)
def test_no_party_of_the_register_is_looked_at_in_the_demonstration_nor_the_other_way(
    data, party, kept
):
    selection, problems = parse(("party", party), ("data", data), ("article", "21"))
    others = VOCABULARY.parties_of(data)
    assert selection == DEFAULT.changed(data=data, articles=(21,), party=party if kept else "")
    assert selection.party == (party if kept else "")
    assert problems == ([] if kept else [Problem("party", party, others, data=data)])
    # The Party goes as well when the data set of a view is changed under it.
    before = parse(("party", party), ("data", "demo" if party == "AFR-01" else "published"))[0]
    assert before.party == party
    assert before.changed(data=data).party == (party if kept else "")


@given(selections, st.sampled_from(["KEN", "AFR-01", "XXX"]))
def test_a_view_has_only_a_party_of_its_data_set(selection, party):
    for view in (selection, selection.changed(party=party)):
        assert view.party in ("", *VOCABULARY.parties_of(view.data))


@given(selections)
def test_every_view_gives_the_queries_all_their_parameters(selection):
    parameters = selection.parameters()
    assert parameters["regions"] == list(selection.regions)
    assert parameters["articles"] == list(selection.articles)
    assert parameters["lang"] == (selection.lang or "en")
    assert parameters["base"] == selection.base_cycle != selection.cycle
    names = ("data", "cycle", "base", "regions", "articles", "of", "lang", "by_region", "party")
    assert set(parameters) == {*names}
    assert parameters["by_region"] == (selection.by == "region")


@given(selections)
def test_two_cycles_are_the_same_two_in_order(selection):
    ordered = selection.in_order()
    assert ordered.base_cycle < ordered.cycle
    assert {ordered.base_cycle, ordered.cycle} == {selection.base_cycle, selection.cycle}
    assert ordered.changed(cycle=selection.cycle, base=selection.base_cycle) == selection.changed(
        base=selection.base_cycle
    )


@pytest.mark.parametrize("value", ["0", "01", "1000", "1" + "0" * 5000, "0001" + "0" * 5000, "²"])
def test_a_slide_is_a_number_of_three_digits_at_most(value):
    selection, problems = Selection.parse([("present", "1"), ("slide", value)], VOCABULARY)
    assert [problem.value for problem in problems] == [value]
    assert selection.slide == 0
