"""Every mark leads on: clicked in a real chart, it lands on the page that it stands for."""

import pytest
from playwright.sync_api import expect

from .looks import resize
from .test_party_level import upload
from .visits import LAPTOP, chart, expect_address, expect_no_fault, settle, turn_to

PHONE = {"width": 390, "height": 844}
WROTE = "see **the** [reply](http://elsewhere.example) <b>of</b> $2"

# The links of the charts in sight at which a keyboard stops, by their names.
_STOPS = """() => [...document.querySelectorAll('[role=figure] a')]
  .filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.textContent.trim())"""


def point_at(page, query: str, number: int, right: int = 0, down: int = 0) -> None:
    """Move the pointer to a mark of the first chart, or so far beside its middle."""
    found = chart(page).first.locator(query).nth(number)
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down)


def click(page) -> None:
    """Click where the pointer is."""
    page.mouse.down()
    page.mouse.up()


MARKS = [
    ("/?data=demo", ".point", 3, "36 of 61", "/article", "data=demo&article=23"),
    ("/cycles?data=demo", ".point", 5, "11 of 43", "/article", "data=demo&article=22"),
    (
        "/regions?data=demo&of=due",
        *(".textpoint", 10, "EMR: 6 of 7"),
        *("/article", "data=demo&region=EMR&article=21&of=due"),
    ),
    (
        "/parties?data=demo&article=27",
        *(".point", 5, "Demo Party AFR-03"),
        *("/parties", "data=demo&article=27&party=AFR-03"),
    ),
]
ALL_REGIONS = (
    "/regions?data=demo",
    ".textpoint",
    7,
    "45 of 61",
    "/article",
    "data=demo&article=21",
)


@pytest.mark.parametrize(
    ("window", "address", "query", "number", "says", "path", "settings"),
    [(window, *mark) for window in (LAPTOP, PHONE) for mark in MARKS] + [(LAPTOP, *ALL_REGIONS)],
)
def test_a_mark_tells_its_figure_and_leads_on(
    look, window, address, query, number, says, path, settings
):
    page = look(address)
    resize(page, **window)
    point_at(page, query, number)
    expect(chart(page).first.locator(".hovertext")).to_contain_text(says)
    click(page)
    expect_address(page, path, settings)
    expect_no_fault(page)


def test_the_whole_of_a_cell_and_of_a_tile_can_be_clicked(look):
    page = look("/regions?data=demo")
    point_at(page, ".textpoint", 10, right=28, down=13)
    click(page)
    expect_address(page, "/article", "data=demo&region=EMR&article=21")
    turn_to(page, "/parties")
    point_at(page, ".annotation text a:text-is('CIV')", 0, down=14)
    click(page)
    expect_address(page, "/parties", "party=CIV")


def test_from_article_to_region_to_party_every_step_is_a_link(look):
    page = look("/?data=demo")
    point_at(page, ".point", 8)
    click(page)
    expect_address(page, "/article", "data=demo&article=28")
    point_at(page, ".point", 0)
    click(page)
    expect_address(page, "/regions", "data=demo&article=28")
    point_at(page, ".textpoint", 1)
    click(page)
    expect_address(page, "/article", "data=demo&region=AFR&article=28")
    point_at(page, ".point", 0)
    click(page)
    expect_address(page, "/parties", "data=demo&region=AFR&article=28")
    point_at(page, "a:text-is('Demo Party AFR-08')", 0)
    click(page)
    expect_address(page, "/parties", "data=demo&article=28&party=AFR-08")
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo Party AFR-08")
    page.get_by_role("table").get_by_role("link", name="28").click()
    expect_address(page, "/article", "data=demo&article=28")


def test_names_and_headings_of_the_matrix_lead_on(look):
    page = look("/parties?data=demo")
    point_at(page, ".ytick a:text-is('Demo Party AMR-02')", 0)
    click(page)
    expect_address(page, "/parties", "data=demo&party=AMR-02")
    page.go_back()
    expect_address(page, "/parties", "data=demo")
    point_at(page, ".xtick a:has-text('30')", 0)
    click(page)
    expect_address(page, "/article", "data=demo&article=30")


def test_parties_in_tables_lead_to_their_profiles(look):
    page = look("/parties?region=AMR&region=SEAR")
    page.get_by_text("The register").click()
    settle(page)  # what is clicked while it still opens is missed
    page.get_by_role("table").get_by_role("link", name="Sri Lanka").click()
    # A Party is looked at by itself: the regions go.
    expect_address(page, "/parties", "party=LKA")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sri Lanka")


@pytest.mark.parametrize("address", ["/?data=demo", "/regions?data=demo", "/parties"])
def test_a_keyboard_stops_at_labels_and_each_has_a_name(look, address):
    page = look(address)
    stops = page.evaluate(_STOPS)
    assert all(stops)
    assert len(stops) < 80
    link = chart(page).first.locator("a", has_text=stops[0]).locator("visible=true").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).not_to_have_url(address)


def test_what_a_visitor_uploads_has_no_link_and_reads_as_it_was_written(visit):
    page = visit("/data")
    upload(
        page,
        "answers.csv",
        f"party,cycle,indicator,answer,text\nKenya,2023,21.exchange,Yes,{WROTE}\n",
    )
    page.get_by_role("link", name="See them by region").click()
    expect(chart(page).first).to_contain_text("1 of 1")
    expect(chart(page).locator("a")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="Parties", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Parties")
    settle(page)  # what is typed before the page is whole is lost with its list
    page.get_by_role("combobox", name="Profile of a Party").fill("Keny")
    page.get_by_role("option", name="Kenya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kenya")
    table = page.get_by_role("table")
    expect(table).to_contain_text(f"Yes: {WROTE}")
    expect(table.get_by_role("link")).to_have_count(0)
