"""Every page in every language that is offered, at 1440 and 390 px, on light and dark paper.

Here a part of the matrix: the Overview in all languages, each other page in one, each language on
several pages. ``make screens`` goes through all of it and puts the screenshots side by side.
"""

import os

import pytest
from playwright.sync_api import expect

from partv.i18n.language import available_languages, language

from .looks import faults, keep, misplaced, on_paper, resize, unfold
from .visits import expect_shell

PAGES = {
    "overview": "/?",
    "article": "/article?data=demo&article=27&",
    "regions": "/regions?data=demo&",
    "cycles": "/cycles?data=demo&cycle=2025&",
    "parties": "/parties?",
    "briefing": "/briefing?",
    "data": "/data?data=demo&",
    "about": "/about?",
}
WHOLE = os.environ.get("PARTV_SCREENS") == "all"
"""Set by ``make screens``."""


def chosen() -> list[tuple[str, str]]:
    """Pages and languages: all pairs, or the part of them that every run of the tests sees."""
    codes = available_languages()
    if WHOLE:
        return [(code, name) for name in PAGES for code in codes]
    others = codes[1:]  # the English ones are in test_clean.py
    each = [(others[place % len(others)], name) for place, name in enumerate(PAGES)]
    return sorted({*each, *((code, "overview") for code in others)})


@pytest.mark.parametrize(("code", "name"), chosen())
def test_page_fits_and_is_accessible_in_its_language(visit, code, name):
    page = visit(f"{PAGES[name]}lang={code}")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", code)
    expect(html).to_have_attribute("dir", language(code).direction)
    expect_shell(page)
    said = []
    looks = [(1440, "light"), (390, "dark")]
    if WHOLE:
        looks[1:1] = [(1440, "dark"), (390, "light")]
    for width, paper in looks:
        on_paper(page, paper)
        resize(page, width, 900)
        said += misplaced(page)
        if WHOLE:
            keep(page, f"{code}-{name}-{width}-{paper}")
    unfold(page)
    resize(page, 390)
    said += faults(page)
    assert not said, "\n".join(said)
