"""Every page, in light and dark: silent, self-contained and accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .visits import expect_shell, settle

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults(page) -> str:
    """What axe finds serious or worse, one line an element; empty when all is well."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response
    assert found["toolOptions"]["runOnly"]["values"] == RULES
    lines = []
    for violation in found["violations"]:
        if violation["impact"] in ("serious", "critical"):
            for node in violation["nodes"]:
                said = " ".join(node["failureSummary"].split())
                lines.append(f"{violation['id']}: {node['target']} {node['html'][:200]} {said}")
    return "\n".join(lines)


@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/article?article=27",
        "/about?region=XXX&foo=bar",
        "/?region=AFR",
        "/?cycle=2020",
        "/?data=demo",
        "/regions?data=demo",
        "/cycles?data=demo&cycle=2025",
        "/parties",
        "/parties?data=demo&region=AMR",
        "/parties?party=KEN",
        "/data?data=demo",
    ],
)
def test_page_is_clean(visit, address, paper):
    page = visit(address, color_scheme=paper)
    expect_shell(page)
    dark = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (sum(map(int, dark[4:-1].split(","))) < 200) == (paper == "dark"), dark
    for table in page.get_by_text("The same data as a table").all():
        table.click()
    settle(page)
    assert faults(page) == ""
    assert visit.complaints == []
    assert visit.strangers() == []
    kinds = {url.partition(":")[0] for url in visit.requests}
    assert {"http", "ws"} <= kinds, "requests and the web socket were watched"
