"""Paper, forced colours and copied text: what is read is not only read on our screens."""

import re
import subprocess

import pytest

from .visits import turn_to

_PAGES = ("/", "/article?article=27", "/regions?data=demo", "/cycles?data=demo", "/parties",
          "/parties?party=KEN", "/briefing?party=KEN", "/data", "/about")  # fmt: skip


@pytest.mark.parametrize("background", [False, True])
@pytest.mark.parametrize("address", ["/regions?data=demo", "/briefing?party=KEN"])
def test_a_dark_page_is_printed_in_dark_ink_on_white(visit, tmp_path, address, background):
    page = visit(address, color_scheme="dark")
    file = tmp_path / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=background)
    command = ["pdftoppm", "-r", "40", "-gray", file, tmp_path / "sheet"]
    subprocess.run(command, check=True)
    for sheet in tmp_path.glob("sheet*.pgm"):
        dots = sheet.read_bytes().split(b"\n", 3)[3]
        assert sum(dot < 96 for dot in dots) < len(dots) / 10, sheet
        assert sum(dot > 240 for dot in dots) > len(dots) / 2, sheet
    text = subprocess.check_output(["pdftotext", "-layout", file, "-"], text=True)
    assert "Unofficial. Not endorsed by WHO" in text
    assert f"{visit.url}{address}" in re.sub(r"\s", "", text)
    assert re.search(r"Data [0-9a-f]{12}|data [0-9a-f]{12}", text)
    assert "The same data as a table" not in text
    assert not re.search(r"\b(2[0-9]|3[01])[A-Z][a-z]", text)


def test_what_is_chosen_is_seen_where_colours_are_forced(visit):
    page = visit("/?of=due&cycle=2025&region=AFR", forced_colors="active")
    grounds = page.evaluate(
        """() => ['true', 'false'].map(state => [...new Set([...document.querySelectorAll(
          `.st-key-filters button:is([aria-checked=${state}], [aria-pressed=${state}])`)]
          .map(e => getComputedStyle(e).backgroundColor))])"""
    )
    assert [len(found) for found in grounds] == [1, 1]
    assert grounds[0] != grounds[1]


def test_no_copied_text_has_a_character_that_is_not_seen(visit):
    page = visit("/?lang=en")
    for address in _PAGES:
        turn_to(page, address)
        text = page.get_by_role("main").evaluate(
            "e => [...e.querySelectorAll('*')].filter(e => !e.closest('svg')).flatMap("
            "e => [...e.childNodes]).filter(n => n.nodeType === 3).map(n => n.data).join(' ')"
        )
        assert not re.findall(r"[\u200b\u2060-\u2069\u202a-\u202e\ufeff\u00ad]", text), address
    turn_to(page, "/parties?party=KEN")
    link = page.locator(".st-key-content a[href^='https://verdragen.nl']")
    assert link.inner_text() == link.get_attribute("href")
    assert "noopener" in link.get_attribute("rel")
