"""Names, titles and statements of the source are text on the screen, whatever they are made of."""

import pytest

from lab.project import copy_of_project
from lab.servers import dashboard, running
from tests import hostile
from tests.hostile import WRITTEN

from .conftest import visits_to
from .looks import unfold
from .visits import chart, turn_to

PAGES = ("", "article?article=27", "regions", "cycles", "parties?party=AUT", "briefing")
VIEWS = [f"/{page}" for page in (*PAGES, "data?table=parties", "about")]
VIEWS += [f"/{page}{'&' if '?' in page else '?'}data=demo" for page in PAGES]
VIEWS += [
    "/?lang=ar",
    "/regions?data=demo&lang=zh",
    "/article?article=27&present=1",
    "/regions?data=demo&present=1",
]

# Names lead to pages of ours, and a document to its own link; nothing else leads anywhere.
_MADE = """() => {
  const read = to => {
    try { return decodeURIComponent(new URL(to).href); } catch { return to; }
  };
  return {
  owned: window.owned || false,
  elements: [...document.querySelectorAll('svg[onload], script, [onerror], math, .katex, img')]
    .filter(e => e.tagName !== 'IMG' || !/^data:/.test(e.src) && !e.src.startsWith(location.origin))
    .map(e => e.outerHTML.slice(0, 200))
    .filter(markup => /127\\.0\\.0\\.1:9|owned|example\\.org|katex|onload/.test(markup)),
  leads: [...document.querySelectorAll('a[href]')].filter(e => e.origin !== location.origin)
    .filter(e => read(e.href) !== read(e.textContent))
    .map(e => [read(e.href), e.outerHTML.slice(0, 300)])
    .filter(([to]) => /owned|127\\.0\\.0\\.1:9|example\\.org|script/.test(to)),
};
}"""


def expect_nothing_made(page):
    made = page.evaluate(_MADE)
    made["leads"] = [lead for lead in made["leads"] if lead[0] != hostile.LINK]
    assert made == {"owned": False, "elements": [], "leads": []}, page.url


@pytest.fixture(scope="module")
def visit(browser, tmp_path_factory):
    """Visits to a server over a source that is hostile in every free text."""
    copy = copy_of_project(tmp_path_factory.mktemp("hostile") / "copy", data=False)
    hostile.source(copy / "data")
    with running(dashboard(folder=copy)) as server:
        yield from visits_to(browser, server)


@pytest.fixture(scope="module")
def page(visit):
    return visit("/about?data=demo&cycle=2020")


@pytest.mark.parametrize("address", VIEWS)
def test_no_name_of_the_source_is_more_than_text(page, address):
    turn_to(page, address)
    assert WRITTEN.search(page.content())
    unfold(page)
    expect_nothing_made(page)
    for figure in chart(page).all():
        for point in figure.locator("g.points .point:visible").all()[:3]:
            point.hover(force=True)  # what hovers is drawn by Plotly, which reads tags
            expect_nothing_made(page)
