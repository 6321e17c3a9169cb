"""Texts that a Party, a file or a link brings are text on the screen, and nothing comes of them.

That nothing was asked of another place, no dialog opened and the console is clean is looked at
when the visits end (``visits_to``).
"""

import re
from urllib.parse import quote

from playwright.sync_api import expect

from tests import hostile

from .test_hostile_source import expect_nothing_made
from .visits import settle


def upload(page, content: bytes):
    file = {"name": hostile.FILE, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files([file])


def test_what_is_uploaded_is_shown_as_text_everywhere(visit):
    page = visit("/data")
    upload(page, hostile.refused())
    expect(page.get_by_text("Nothing was taken over")).to_be_visible()
    # Entities and names of icons are text, too.
    expect(page.get_by_role("main")).to_contain_text("&lt; &amp; &#60;")
    expect(page.get_by_role("main")).to_contain_text("material/star")
    settle(page)
    expect_nothing_made(page)

    page = visit("/data")
    upload(page, hostile.answers())
    expect(page.get_by_text("The answers were read")).to_be_visible()
    page.get_by_role("link", name="See them by Article").click()
    settle(page)
    expect(page.get_by_role("main")).to_contain_text(hostile.FILE[:40])
    expect_nothing_made(page)
    for name in ("Regions", "Parties", "Briefing", "Data"):
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page).to_have_url(re.compile(f"/{name.lower()}[?]"))
        settle(page)
        expect_nothing_made(page)
        for point in page.locator("g.points .point:visible").all()[:1]:
            point.hover(force=True)  # what hovers is drawn by Plotly, which reads tags
            expect_nothing_made(page)


def test_what_a_link_brings_is_shown_as_text(visit):
    texts = [text[:300] for text in hostile.HOSTILE]
    for begin in range(0, len(texts), 4):
        some = texts[begin : begin + 4]
        pairs = [("region", some[0]), (some[1][:60], "1"), ("lang", some[2]), ("deck", some[3])]
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
        page = visit(f"/?{query}")
        expect(page.get_by_text("Part of this link was not understood")).to_be_visible()
        expect_nothing_made(page)
        page.close()
