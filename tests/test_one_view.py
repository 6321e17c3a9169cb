"""One view, one picture: whatever a page does not offer, and wherever a view is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partv.address.deck import View
from partv.address.exported_tables import TABLES
from partv.address.parameters import (
    ARTICLES,
    BY,
    CHARTS,
    DENOMINATORS,
    PARAMETERS,
    SORTS,
    offered,
)
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits import prerender
from partv.exhibits.briefing import briefing
from partv.exhibits.catalog import EXHIBITS, PAGES, exhibit, of_view, slide
from partv.exhibits.exhibit import Exhibit
from partv.exports.row_formats import records
from tests.tries import tries

STORE = Warehouse()
KNOWN = STORE.vocabulary
DEFAULT = Selection.default(KNOWN)

selections = st.builds(
    DEFAULT.changed,
    data=st.sampled_from(KNOWN.datasets),
    cycle=st.sampled_from(KNOWN.cycles),
    base=st.sampled_from([0, *KNOWN.cycles]),
    regions=st.lists(st.sampled_from(KNOWN.regions), max_size=3),
    articles=st.lists(st.sampled_from(ARTICLES), max_size=3),
    of=st.sampled_from(DENOMINATORS),
    sort=st.sampled_from(SORTS),
    lang=st.sampled_from(["", *KNOWN.languages]),
    party=st.sampled_from(["", "", "KEN", "AFR-01"]),
    table=st.sampled_from(list(TABLES)),
    by=st.sampled_from(BY),
    present=st.sampled_from(["", "1"]),
    deck=st.sampled_from([(), ("regions~data~demo",)]),
)


def told(shown: Exhibit) -> tuple:
    """All that an exhibit says, without where its links lead."""
    words = shown.title, shown.subtitle, shown.alt, shown.marks, shown.notes, shown.source
    rows = shown.extract.name, records(shown.extract.rows), shown.extract.selection
    return *words, shown.table.to_csv(), rows, shown.draw("wide"), shown.native()


def shown(page: str, selection: Selection) -> list[Exhibit]:
    """What a page shows."""
    keys = PAGES[page].shows(STORE, PAGES[page].seen(selection))
    return [exhibit(STORE, page, key, selection, "en", "light") for key in keys]


def mixed(one: Selection, other: Selection, page: str) -> Selection:
    """``one`` with all that the page does not offer as in ``other``."""
    kept = set(offered(page))
    if "party" not in kept:
        one = one.changed(party="")
    foreign = {
        parameter.attribute: getattr(other, parameter.attribute)
        for name, parameter in PARAMETERS.items()
        if name not in kept and name != "party"
    }
    return one.changed(**foreign)


@pytest.mark.parametrize("page", CHARTS)
@tries(4)
@given(selections, selections)
def test_a_setting_that_a_page_does_not_offer_changes_nothing_on_it(page, one, other):
    left_over = mixed(one, other, page)
    assert PAGES[page].seen(left_over) == PAGES[page].seen(one)
    assert list(map(told, shown(page, left_over))) == list(map(told, shown(page, one)))


@pytest.mark.parametrize("page", CHARTS)
@tries(4)
@given(selections)
def test_page_slide_and_picture_show_the_same(page, selection):
    first, *_ = exhibits = shown(page, selection)
    view = View(page, selection.plain())
    if page != "article":  # whose slide is drawn for a wall
        assert told(slide(STORE, view, "en", "light")) == told(first)
    for item in exhibits:
        # As the link under the chart asks for it.
        asked, problems = Selection.parse(item.extract.selection.plain().pairs(), KNOWN)
        assert problems == []
        assert told(EXHIBITS[item.key].compose(STORE, asked, "en", "light")) == told(item)


@tries(4)
@given(selections, selections)
def test_a_briefing_is_the_same_whatever_it_does_not_offer(one, other):
    left_over = mixed(one, other, "briefing")
    assert briefing(STORE, left_over, "en", "") == briefing(STORE, one, "en", "")


@tries(4)
@given(selections, selections)
def test_a_slide_has_one_address_whatever_its_page_does_not_offer(one, other):
    for page in CHARTS:
        views = [View(page, PAGES[page].seen(s)) for s in (one, mixed(one, other, page))]
        assert views[0] == views[1]
        assert of_view(STORE, views[0]) == of_view(STORE, views[1])


def test_a_table_left_over_by_another_page_does_not_pile_regions_up():
    chosen = DEFAULT.changed(data="demo", by="region")
    (item,) = shown("regions", chosen)
    cells = [text["text"] for text in item.draw("wide")["layout"]["annotations"]]
    assert cells == [
        text["text"]
        for text in shown("regions", chosen.changed(by="all"))[0].draw("wide")["layout"][
            "annotations"
        ]
    ]


def test_regions_chosen_together_stand_beside_all():
    chosen = DEFAULT.changed(data="demo", regions=("AFR", "EUR"))
    (item,) = shown("regions", chosen)
    assert list(item.table.columns)[2:] == ["All", "AFR and EUR", "AFR", "EUR"]
    (many,) = shown("regions", chosen.changed(regions=("AFR", "AMR", "EUR")))
    assert list(many.table.columns)[2:] == ["All", "together", "AFR", "AMR", "EUR"]
    everyone = shown("regions", DEFAULT.changed(data="demo"))[0].table
    assert list(item.table["All"]) == list(everyone["All"])


def test_every_page_with_a_chart_can_be_presented_and_is_in_the_menu():
    with_chart = [key for key, page in PAGES.items() if page.shows(STORE, page.seen(DEFAULT))]
    assert with_chart == list(CHARTS)


def test_what_is_drawn_ahead_is_what_pages_show():
    drawn = {(call.args[1], call.args[2]) for call in prerender.usual(STORE)}
    opened = (DEFAULT.changed(data=data) for data in KNOWN.datasets)
    assert drawn >= {
        (page, key)
        for selection in opened
        for page in CHARTS
        for key in PAGES[page].shows(STORE, PAGES[page].seen(selection))
    }
