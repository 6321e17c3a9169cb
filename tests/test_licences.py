"""The licences of what is installed: accepted ones, and listed as they are."""

import pytest

from partv.paths import FONTS, ROOT
from tools.licences import ACCEPTED, accepted, fonts, licence, licences_page, packages

PAGE = (ROOT / "docs" / "licences.md").read_text("utf-8")
INSTALLED = {name: licence(package) for name, package in packages().items()}


def test_the_closure_is_more_than_what_is_named():
    assert {"streamlit", "duckdb", "uvicorn", "numpy", "pydantic-core"} <= set(INSTALLED)


@pytest.mark.parametrize("name", INSTALLED)
def test_a_package_has_an_accepted_licence_and_stands_in_the_list(name):
    assert accepted(INSTALLED[name]), f"{name}: {INSTALLED[name]}"
    listed = f"| {name} | {INSTALLED[name]} |"
    assert listed in PAGE, f"{listed} Run: python -m tools licences"


def test_fonts_are_listed_and_their_licence_is_the_open_font_license():
    for name in fonts():
        assert f"| {name} | OFL-1.1 |" in PAGE
    for file in FONTS.glob("OFL-*.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in file.read_text("utf-8")


def test_the_page_says_nothing_that_is_not_so():
    listed = {line.split(" | ")[0][2:] for line in PAGE.splitlines() if line.startswith("| ")}
    assert listed - {"package", "family"} <= set(INSTALLED) | set(fonts())
    assert licences_page().startswith("# Licences\n")


@pytest.mark.parametrize("terms", ["GPL-3.0-only", "not named", "MIT AND GPL-3.0-only", "SSPL"])
def test_other_terms_are_refused(terms):
    assert not accepted(terms)
    assert accepted(f"{terms} OR MIT")
    assert "GPL-3.0-only" not in ACCEPTED
