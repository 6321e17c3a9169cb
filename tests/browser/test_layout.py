"""Every page in every language that is offered, at 1440 and 390 px, on light and dark paper.

Here a part of the matrix: the Overview in all languages, each other page in one, each language on
several pages. ``make screens`` goes through all of it and puts the screenshots side by side.
"""

import os

import pytest
from playwright.sync_api import expect

from partv.i18n.language import available_languages, language

from .looks import faults, keep, misplaced, resize, unfold
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


_OTHERS = available_languages()[1:]  # the English ones are in test_clean.py
EACH = [(_OTHERS[place % len(_OTHERS)], name) for place, name in enumerate(PAGES)]
"""Every page in one language, every language on a page or two."""


def chosen() -> list[tuple[str, str]]:
    """Pages and languages: all pairs, or the part of them that every run of the tests sees."""
    codes = available_languages()
    if WHOLE:
        return [(code, name) for name in PAGES for code in codes]
    return sorted({*EACH, *((code, "overview") for code in codes[1:])})


@pytest.mark.parametrize(("code", "name"), chosen())
def test_page_fits_and_is_accessible_in_its_language(look, code, name):
    page = look(f"{PAGES[name]}lang={code}")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", code)
    expect(html).to_have_attribute("dir", language(code).direction)
    expect_shell(page)
    said = []
    looks = [(1440, "light"), (390, "dark")]
    if WHOLE:
        looks[1:1] = [(1440, "dark"), (390, "light")]
    for width, paper in looks:
        resize(page, width, 900, paper)
        said += misplaced(page)
        if WHOLE:
            keep(page, f"{code}-{name}-{width}-{paper}")
    unfold(page)
    resize(page, 390)
    # Each page on dark paper, the Overview in one language.
    said += faults(page, contrast=WHOLE or (code, name) in EACH)
    assert not said, "\n".join(said)
