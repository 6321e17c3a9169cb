"""The catalogues speak the terms of their glossaries in ``docs/glossary/``."""

import re

import pytest
from babel.messages.pofile import read_po

from partv.i18n.language import DOMAIN
from partv.paths import LOCALES, ROOT

GLOSSARIES = sorted((ROOT / "docs" / "glossary").glob("*.md"))
FEWEST_TERMS = 40


def terms_of(file) -> dict[str, list[str]]:
    """English term -> the ways it may be said, of which one must occur."""
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", file.read_text("utf-8"), flags=re.M)
    return {
        term: [way.strip() for way in said.split(" / ")]
        for term, said in rows
        if term != "English" and not set(term) <= set("-: ")
    }


def words(text: str) -> str:
    """A text without what is the same in every language."""
    return re.sub(r"\{\w+\}|`[^`]*`", " ", text)


def found(text: str, terms: list[str]) -> list[str]:
    """The terms in an English text, the longest first; a shorter one in it does not count."""
    rest, there = words(text), []
    for term in sorted(terms, key=len, reverse=True):
        rest, times = re.subn(rf"\b{re.escape(term)}\b", " ", rest, flags=re.I)
        there += [term] if times else []
    return there


@pytest.mark.parametrize("file", GLOSSARIES, ids=lambda file: file.stem)
def test_a_catalogue_speaks_the_terms_of_its_glossary(file):
    terms = terms_of(file)
    assert len(terms) >= FEWEST_TERMS
    catalogue_file = LOCALES / file.stem / "LC_MESSAGES" / f"{DOMAIN}.po"
    with catalogue_file.open("rb") as source:
        catalogue = read_po(source, locale=file.stem)
    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for place, form in enumerate(forms):
            # The first form is that of one, the others are those of many.
            source = english[min(place, len(english) - 1)]
            # French writes a no-break space where others write a space.
            said = form.replace("\N{NO-BREAK SPACE}", " ").casefold()
            for term in found(source, list(terms)):
                if not any(way.casefold() in said for way in terms[term]):
                    wrong.append(f"{term}: {source!r} -> {form!r}")
    assert wrong == []


def test_every_language_but_english_has_a_glossary():
    catalogues = {file.parts[-3] for file in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")}
    assert {file.stem for file in GLOSSARIES} == catalogues
