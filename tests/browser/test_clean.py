"""Every kind of view in English, loaded once: at every width and on both papers silent, whole and
accessible, and to a screen reader what it was."""

import re

import pytest
from playwright.sync_api import expect

from partv.paths import ROOT

from .conftest import ARTEFACTS
from .looks import faults, misplaced, resize, unfold
from .visits import chart, expect_shell, settle

# 320 px is also 1280 px at a zoom of 400 %; 768 is about 1440 at 200 %.
WIDTHS = (320, 768, 1024, 1440, 1920)
TREES = ROOT / "tests" / "trees"

ADDRESSES = {
    "overview": "/",
    "overview-of-a-region": "/?region=AFR",
    "overview-without-figures": "/?cycle=2020",
    "overview-demo": "/?data=demo&sort=rate",
    "article": "/article?article=27",
    "article-demo": "/article?data=demo&article=20",
    "regions": "/regions?data=demo",
    "cycles": "/cycles?data=demo&cycle=2025",
    "parties": "/parties",
    "parties-demo": "/parties?data=demo",
    "parties-of-an-article": "/parties?data=demo&article=27",
    "profile": "/parties?data=demo&party=AFR-03",
    "briefing": "/briefing?data=demo",
    "data": "/data?data=demo",
    "about": "/about?region=XXX&foo=bar",
}
WITHOUT_CHART = {"profile", "briefing", "data", "about"}
HEARD = {"overview", "article", "regions", "cycles", "parties"} | WITHOUT_CHART
"""Views whose accessibility tree is kept in ``tests/trees/``."""
DARK = {"overview-without-figures", "profile", "about"}
"""Views with texts of their own on dark paper; the others are in test_layout.py."""


def heard(page) -> str:
    """What a screen reader goes through: roles, names and texts, without addresses and versions.

    A chart is its name: what is in its picture is in the table below it.
    """
    lines, inside = [], None
    for line in page.locator("body").aria_snapshot().splitlines():
        depth = len(line) - len(line.lstrip())
        if inside is not None and depth > inside:
            continue
        inside = depth if re.match(r"\s*- '?figure", line) else None
        if not re.match(r"\s*- /url:|\s*- img$", line):
            line = re.sub(r"Dashboard [\d.]+\w*, data [\w.-]+", "Dashboard, data", line)
            lines.append(re.sub(r"Data [\da-f]{12}\.|localhost:\d+", "…", line))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", ADDRESSES)
def test_view_is_whole_silent_and_accessible(visit, name):
    page = visit(ADDRESSES[name])
    expect_shell(page)
    if name in HEARD:
        found, kept = heard(page), TREES / f"{name}.yml"
        if not kept.exists() or found != kept.read_text("utf-8"):
            (ARTEFACTS / "trees").mkdir(parents=True, exist_ok=True)
            (ARTEFACTS / "trees" / kept.name).write_text(found, "utf-8")
    said = []
    for width in WIDTHS:
        resize(page, width, 800)
        said += misplaced(page)
        # Of the forms of each chart, one is in sight.
        exhibits = page.locator("[class*='st-key-exhibit-']").all()
        assert bool(exhibits) == (name not in WITHOUT_CHART)
        assert len(chart(page).all()) == len(exhibits)
        for exhibit in exhibits:
            expect(exhibit.get_by_role("figure")).to_have_count(1)
    unfold(page)
    for width, paper, contrast in ((1440, "light", True), (390, "dark", name in DARK)):
        resize(page, width, paper=paper)
        found_here = faults(page, contrast=contrast)
        said += [f"{width} px, {paper}: {fault}" for fault in found_here]
    settle(page)
    assert not said, "\n".join(said)
    assert visit.complaints == []
    assert visit.strangers() == []
    kinds = {url.partition(":")[0] for url in visit.requests}
    assert {"http", "ws"} <= kinds, "requests and the web socket were watched"
    if name in HEARD:
        # If a change is meant, the file in test-artefacts/trees/ takes the place of the one kept.
        assert found == kept.read_text("utf-8")
