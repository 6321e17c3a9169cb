"""The briefing on screen and on paper, and as a Word file from the page."""

import re

import pytest
from playwright.sync_api import expect

from .looks import printed
from .visits import expect_shell, settle


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/briefing", "Part V of the Protocol: All Parties"),
        ("/briefing?party=KEN", "Part V of the Protocol: Kenya"),
        ("/briefing?data=demo&party=EUR-03", "Part V of the Protocol: Demo Party EUR-03"),
        ("/briefing?data=demo&region=AFR&region=EUR", "Part V of the Protocol: AFR and EUR"),
    ],
)
def test_a_briefing_is_one_or_two_sheets_with_every_row_whole(look, tmp_path, address, title):
    page = look(address)
    expect_shell(page)
    briefing = page.locator(".st-key-briefing")
    expect(briefing.get_by_role("heading", level=1)).to_have_text(title)
    rows = briefing.get_by_role("row")
    cells = [row.get_by_role("cell").all_inner_texts() for row in rows.all()[1:]]
    assert len(cells) == 14
    pages, text = printed(page, tmp_path)
    assert pages in (1, 2)
    sheets = [set(sheet.split()) for sheet in text.split("\f")]
    for row in cells:
        # All of a row is on one sheet.
        assert any(sheet.issuperset(" ".join(row).split()) for sheet in sheets), row
    assert "Share of Parties that" not in text, "the filters are not printed"
    assert "Unofficial" in text
    # On every sheet, also the last with three lines on it.
    marked = ["invented Parties, not real data" in page for page in text.split("\f")[:pages]]
    assert marked == [("demo" in address)] * pages


def test_a_party_is_chosen_and_the_word_file_is_of_it(look):
    page = look("/briefing?data=demo&article=27")
    page.get_by_role("combobox", name="Briefing on a Party").click()
    page.get_by_role("option", name="Demo Party AFR-02").click()
    expect(page).to_have_url(re.compile("party=AFR-02"))
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as Word").click()
    name = "part-v_briefing_AFR-02_demo_2023_art-27.docx"
    assert download.value.suggested_filename == name


def test_a_profile_leads_to_its_briefing(look):
    page = look("/parties?party=KEN")
    page.get_by_role("link", name="Briefing on this Party").click()
    expect(page).to_have_url(re.compile(r"/briefing\?party=KEN$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Part V of the Protocol: Kenya")
