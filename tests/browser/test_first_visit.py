"""The very first request to a fresh server, which Streamlit's old multipage mode would spoil.

That of the root is in test_failure.py, that of the page About in test_pseudo.py.
"""

import pytest
from playwright.sync_api import expect

from lab.servers import dashboard, running

from .conftest import visits_to
from .visits import expect_shell, filters, query


@pytest.fixture
def first_visit(browser):
    """A visit to a server that no one has visited before."""
    with running(dashboard()) as server:
        yield from visits_to(browser, server)


def test_first_request_is_a_deep_link(first_visit):
    page = first_visit("/article?article=27&region=AFR&of=due")
    expect_shell(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Article 27")
    bar = filters(page)
    expect(bar.article(27)).to_be_checked()
    expect(bar.of("were due")).to_be_checked()
    expect(bar.cycle(2023)).to_be_checked()
    expect(page.get_by_role("button", pressed=True)).to_have_text(["AFR"])
    assert page.url.partition("?")[0] == f"{first_visit.url}/article"
    assert sorted(query(page)) == [("article", "27"), ("of", "due"), ("region", "AFR")]
