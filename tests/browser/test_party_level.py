"""Answers of Parties in the browser: the demonstration, the pages on it, and a visitor's upload."""

import re

import pytest
from playwright.sync_api import expect

from .visits import chart, expect_address, expect_choice, expect_no_fault, filters, settle

STAMP = "Demonstration: invented Parties, not real data"
INVENTED = "See how this page works, with invented Parties"
GOOD = (
    "party,cycle,indicator,answer,text\n"
    "Kenya,2023,21.exchange,Yes,\n"
    "Benin,2023,21.exchange,No,\n"
    "UK,2023,21.exchange,Yes,\n"
    "Brazil,2023,21.exchange,Answer not provided,\n"
)
BAD = (
    "party,cycle,indicator,answer,text\n"
    "Kenya,2023,21.exchange,Maybe,\n"
    "Atlantis,2023,21.exchange,No,\n"
    "UK,1999,21.exchange,Yes,\n"
)


def upload(page, name: str, text: str | bytes) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files([file])


@pytest.mark.parametrize(
    "address",
    ["/?", "/article?article=27&", "/regions?", "/cycles?", "/parties?", "/parties?party=AFR-03&"],
)
def test_the_demonstration_is_marked_wherever_it_appears(look, address):
    page = look(f"{address}data=demo")
    expect_no_fault(page)
    expect(page.get_by_role("main").get_by_text(STAMP).first).to_be_visible()
    for figure in chart(page).all():
        expect(figure).to_contain_text(STAMP)


@pytest.mark.parametrize(
    ("address", "first", "shown"),
    [
        ("/?region=AFR", "Show the figures for all regions", "BEN"),
        ("/?cycle=2025", "Show 2023", "BEN"),
        ("/regions?", "Show the figures for all regions", "BEN"),
        ("/cycles?cycle=2025&base=2020", "Show 2023", "2025 cycle"),
        ("/article?cycle=2020&article=27", "Show 2023", "BEN"),
    ],
)
def test_what_is_real_comes_first_and_the_demonstration_last(look, address, first, shown):
    """On a page without a published figure: by its place, and by its look."""
    page = look(address)
    expect_no_fault(page)
    content = page.locator(".st-key-content")
    real = content.get_by_role("button", name=first).or_(content.get_by_role("link", name=first))
    last = content.get_by_role("button", name=INVENTED)
    expect(real).to_be_visible()
    expect(last).to_be_visible()
    charts = chart(page)
    expect(charts.first).to_contain_text(shown)
    top = [place.bounding_box()["y"] for place in (real, charts.first, last)]
    assert top == sorted(top)
    # What follows it leads nowhere, and it is not framed as the ways to real figures are.
    after = content.locator("button, a, input").evaluate_all(
        "(all, last) => all.filter(e => e.compareDocumentPosition(last) & 2).length",
        last.element_handle(),
    )
    assert after == 0
    assert last.get_attribute("data-testid") == "stBaseButton-tertiary"


def test_published_figures_lead_to_the_same_view_on_invented_parties(look):
    page = look("/?region=AFR&of=due")
    page.get_by_role("button", name=INVENTED).click()
    expect_address(page, "/", "data=demo&region=AFR&of=due")
    expect(chart(page).first).to_contain_text("of 21")
    expect(chart(page).first).to_contain_text(STAMP)


def test_small_groups_read_as_fractions_in_the_heat_map(look):
    page = look("/regions?data=demo&article=30")
    cells = chart(page).first.locator(".textpoint").all_text_contents()
    assert any("%" in cell for cell in cells), "regions of ten Parties or more have a share"
    small = [cell for cell in cells if re.search(r" of \d\b", cell)]
    assert small
    assert not [cell for cell in small if "%" in cell]


def test_the_series_break_is_drawn_at_2025(look):
    page = look("/cycles?data=demo")
    expect(chart(page)).not_to_contain_text("//")
    filters(page).cycle(2025).click()
    expect_address(page, "/cycles", "data=demo&cycle=2025&base=2020")
    expect(chart(page)).to_contain_text("//")
    expect(
        page.get_by_text("Series break: the reporting instrument was redesigned")
    ).to_be_visible()


def test_a_delegate_finds_the_own_party_and_its_region(look):
    page = look("/parties")
    finder = page.get_by_role("combobox", name="Profile of a Party")
    finder.fill("parag")
    page.get_by_role("option", name="Paraguay").click()
    expect_address(page, "/parties", "party=PRY")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Paraguay")
    expect(
        page.get_by_text("between 16 October 2022 and 18 January 2023; the date is not known")
    ).to_be_visible()
    page.get_by_role("link", name="Its region: AMR").click()
    expect_address(page, "/regions", "region=AMR")
    page.go_back()
    expect_address(page, "/parties", "party=PRY")
    page.get_by_role("button", name="All Parties").click()
    expect_address(page, "/parties")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Parties")


def test_answers_of_a_good_file_are_seen_by_their_owner_alone(visit):
    page = visit("/data")
    upload(page, "answers.csv", GOOD)
    expect(page.get_by_text("The answers were read")).to_be_visible()
    expect(page.get_by_text("2023: 4 answers")).to_be_visible()
    page.get_by_role("link", name="See them by region").click()
    expect_choice(page, "data=upload")
    expect(chart(page).first).to_contain_text("2 of 4")
    expect(chart(page).first).to_contain_text("1 of 2")
    page.get_by_role("main").get_by_role("link", name="Parties", exact=True).click()
    expect(page.get_by_text("4 of 66 Parties due to report are in this data set")).to_be_visible()
    expect(chart(page).first).to_contain_text("Kenya")

    other = visit("/?data=upload")
    expect(other.get_by_text("data=upload")).to_be_visible()
    expect(other.get_by_text("accepted are published and demo")).to_be_visible()
    expect(other.get_by_role("combobox", name="Data set")).to_have_value("Published")


def test_every_fault_of_a_bad_file_is_told_and_nothing_taken_over(visit):
    page = visit("/data")
    upload(page, "answers.csv", BAD)
    expect(page.get_by_text("3 faults. Nothing was taken over.")).to_be_visible()
    for words in (
        'row 2, column D (answer): "Maybe" is not accepted',
        'row 3, column A (party): "Atlantis" is not accepted',
        'row 4, column B (cycle): "1999" is not accepted. Accepted: 2020, 2023, 2025',
    ):
        expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("combobox", name="Data set").click()
    expect(page.get_by_role("option")).to_have_text(["Published", "Demonstration"])


def test_the_cycle_that_nothing_says_is_asked_for_and_shown(visit):
    page = visit("/data?cycle=2023")
    upload(page, "answers.csv", "Party,21.exchange\nKenya,Yes\nUK,No\n")
    question = page.get_by_role("radiogroup", name="Cycle of these answers")
    expect(question).to_be_visible()
    expect(question.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_text("The answers were read")).to_have_count(0)
    expect(page.get_by_text("Nothing was taken over")).to_have_count(0)
    question.get_by_role("radio", name="2025").click()
    expect(page.get_by_text("2025: 2 answers")).to_be_visible()
    expect_address(page, "/data", "data=upload&cycle=2025")
    expect(filters(page).cycle(2025)).to_be_checked()
    page.get_by_role("link", name="See them by Article").click()
    expect_address(page, "/", "data=upload&cycle=2025")


def test_the_cycle_in_the_name_of_a_file_is_that_of_its_answers(visit):
    page = visit("/data")
    upload(page, "answers_2020.csv", "Party,21.exchange\nAustria,Yes\nUK,No\n")
    expect(page.get_by_text("2020: 2 answers")).to_be_visible()
    expect_address(page, "/data", "data=upload&cycle=2020")


def test_lines_of_a_text_in_another_encoding_are_shown_before_it_is_stored(visit):
    page = visit("/data")
    text = "Party,Cycle,Indicator,Answer,Text\nKEN,2023,20.seizures,,12 тонн на границе\n"
    upload(page, "answers.csv", text.encode("cp1251"))
    shown = page.locator(".st-key-reads-right")
    expect(shown).to_contain_text("answers.csv, read as Windows-1251:")
    expect(shown).to_contain_text("KEN,2023,20.seizures,,12 тонн на границе")
    expect(page.get_by_text("The answers were read")).to_have_count(0)
    # A list closes when the page is scrolled to it, or is not whole when it is opened.
    shown.get_by_role("button", name="Yes").scroll_into_view_if_needed()
    settle(page)
    page.get_by_role("combobox", name="Read answers.csv as").fill("1252")
    page.get_by_role("option", name="Windows-1252").click()
    expect(shown).to_contain_text("12 òîíí íà ãðàíèöå")
    settle(page)
    page.get_by_role("combobox", name="Read answers.csv as").fill("1251")
    page.get_by_role("option", name="Windows-1251").click()
    expect(shown).to_contain_text("12 тонн на границе")
    page.get_by_role("button", name="Yes, this reads right").click()
    expect(page.get_by_text("2023: 1 answer")).to_be_visible()
    expect(page.get_by_text("Nothing is stored yet")).to_have_count(0)
    expect(shown).to_contain_text("12 тонн на границе")


def test_a_file_that_cannot_be_read_is_refused_in_our_words(visit):
    page = visit("/data?lang=fr")
    upload(page, "answers.xls", b"\xd0\xcf\x11\xe0")
    expect(page.get_by_text("Enregistrez-le en XLSX.")).to_be_visible()


def test_an_upload_can_be_taken_back(visit):
    page = visit("/data")
    upload(page, "answers.csv", GOOD)
    expect(page.get_by_text("The answers were read")).to_be_visible()
    page.get_by_role("button", name="Remove my upload").click()
    expect(page.get_by_text("The answers were read")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="Regions", exact=True).click()
    expect(page.get_by_role("button", name=INVENTED)).to_be_visible()
    expect(page.get_by_role("button", name="Show: Your upload")).to_have_count(0)


def test_many_who_open_a_page_at_once_all_get_it(visit):
    tabs = [visit.tab(visit.visitor()) for _ in range(5)]
    for tab in tabs:
        tab.goto("/about", wait_until="commit")
    for tab in tabs:
        expect(tab.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
        expect_no_fault(tab)


def test_no_party_of_the_register_stands_over_invented_figures(visit):
    page = visit("/briefing?party=KEN")
    expect(page.get_by_role("heading", level=1)).to_have_text("Part V of the Protocol: Kenya")
    page.get_by_role("combobox", name="Data set").click()
    page.get_by_role("option", name="Demonstration").click()
    expect_address(page, "/briefing", "data=demo")
    expect(page.get_by_text("Kenya is not in the data set “Demonstration”.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Kenya")
    expect(page).not_to_have_title(re.compile("Kenya"))
    # A link that has both says the same, and looks at the demonstration.
    page = visit("/parties?data=demo&party=KEN")
    expect(page.get_by_text("Kenya is not in the data set “Demonstration”.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Parties")
