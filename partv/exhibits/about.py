"""The About page's content: method, definitions, milestones, databases and documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.coverage import figures_by_region
from partv.exhibits.notes import documents_of
from partv.exhibits.parties_due import entry_into_force
from partv.exhibits.party_names import named
from partv.exhibits.rates import articles_frame
from partv.i18n import wording
from partv.i18n.language import Language, language

_PROSE = Path(__file__).with_name("about.md")
_COMPOSED = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Section:
    """A heading, sentences, and a list of terms with their meaning."""

    title: str
    paragraphs: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Milestone:
    """One act on Part V, in words ready to read."""

    when: str
    what: str
    text: str
    source: str
    link: str


@dataclass(frozen=True)
class Document:
    """One document, as much of it as is known."""

    title: str
    details: str
    link: str


def prose() -> list[Section]:
    """Return the sections of ``about.md``, in English and with its places to be filled."""
    text = re.sub(r"<!--.*?-->", "", _PROSE.read_text("utf-8"), flags=re.S)
    sections = []
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        title, *blocks = re.split(r"\n\s*\n|\n(?=- )", part.strip())
        blocks = [" ".join(block.split()) for block in blocks]
        terms = [block.removeprefix("- ").split(": ", 1) for block in blocks if block[:2] == "- "]
        sections.append(
            Section(
                title,
                tuple(block for block in blocks if block[:2] != "- "),
                tuple((term, meaning) for term, meaning in terms),
            )
        )
    return sections


def texts() -> Iterator[str]:
    """Yield the texts of ``about.md`` that are looked up: not what is composed, nor bare marks."""
    for section in prose():
        told = (section.title, *section.paragraphs, *chain.from_iterable(section.terms))
        yield from (text for text in told if len(text) > 1 and not _COMPOSED.fullmatch(text))


def method(store: Warehouse, lang: str) -> list[Section]:
    """How the figures are made, defined and limited; what is said of the data is from the data."""
    say = language(lang)
    composed = _composed(store, say)
    without = store.ask("articles", articles=[], lang=lang)
    numbers = [str(row["article"]) for row in without[without["note"].notna()].to_dict("records")]

    def filled(text: str) -> list[str]:
        if found := _COMPOSED.fullmatch(text):
            return composed[found[1]]
        if "{articles}" in text:
            return [say.text(text, articles=say.list(numbers))] if numbers else []
        return [say.text(text) if len(text) > 1 else text]

    return [
        Section(
            say.text(section.title),
            tuple(line for text in section.paragraphs for line in filled(text)),
            tuple(
                (filled(term)[0], " ".join(lines))
                for term, meaning in section.terms
                if (lines := filled(meaning))
            ),
        )
        for section in prose()
    ]


def _composed(store: Warehouse, say: Language) -> dict[str, list[str]]:
    """The paragraphs of each place in ``about.md``."""
    cycles = store.ask("cycles").to_dict("records")
    held = store.ask("published_cycles").set_index("cycle")
    base = Selection.default(store.vocabulary)
    figures, assumed = [], []
    for row in cycles:
        chosen = base.changed(cycle=row["cycle"])
        if documents := documents_of(articles_frame(store, chosen, say.code), say):
            figures.append(say.text("{cycle} cycle: {facts}.", cycle=row["cycle"], facts=documents))
            if wording.known(row["note"]):
                figures.append(say.text(row["note"]))
        if row["closing_basis"] == "assumed":
            day = say.date(row["closing_date"])
            assumed.append(say.text("{cycle} (closed on {date})", cycle=row["cycle"], date=day))
    notes = store.ask("indicators", articles=[])["note"].dropna().unique()
    figures += [say.text(note) for note in notes]
    missing = []
    regions = held["regions"].notna()
    empty = [str(cycle) for cycle in held.index[(held["figures"] == 0) & ~regions]]
    if empty:
        missing.append(
            say.plural(
                "No figure on Part V of the {cycles} cycle was available to this dashboard.",
                "No figure on Part V of the {cycles} cycles was available to this dashboard.",
                len(empty),
                cycles=say.list(empty),
            )
        )
    missing.append(figures_by_region(store, say))
    if assumed:
        missing.append(
            say.text("These closing days are assumed: {cycles}.", cycles=say.list(assumed))
        )
    register = named(store, store.ask("parties", **base.parameters()), say.code)
    windows = [
        say.text("{party}: {entry}.", party=row["name"], entry=entry_into_force(row, say))
        for row in register.to_dict("records")
        if row["entry_basis"] == "window"
    ]
    return {
        "figures": figures,
        "missing": [" ".join(missing)],
        "register": windows,
        "instruments": _instruments(cycles, say),
    }


def _instruments(cycles: list[dict], say: Language) -> list[str]:
    """Which cycles cannot be compared; nothing where all used one instrument."""
    old = [row["cycle"] for row in cycles if row["instrument"] == "first"]
    new = [row["cycle"] for row in cycles if row["instrument"] != "first"]
    if not old or not new:
        return []
    told = say.text(
        "The reporting instrument was completely revised after the {last} cycle. Answers of {new} "
        "are not comparable with those of {old} unless the wording of the question is checked.",
        last=max(old),
        new=say.list(map(str, new)),
        old=say.list(map(str, old)),
    )
    return [told]


def milestones(store: Warehouse, lang: str) -> list[Milestone]:
    """What was done on Part V, in order of time, the databases left to ``databases``."""
    return _milestones(store, lang, databases=False)


def databases(store: Warehouse, lang: str) -> list[Milestone]:
    """The three databases that the Protocol's Parties fill."""
    return _milestones(store, lang, databases=True)


def documents(store: Warehouse, lang: str) -> list[Document]:
    """Every document that the figures, dates and milestones rest on."""
    say = language(lang)
    listed = []
    for row in store.ask("documents").to_dict("records"):
        parts = [row["number"], say.date(row["date"]) if wording.known(row["date"]) else None]
        parts.append(say.text(row["note"]) if wording.known(row["note"]) else None)
        details = " · ".join(part for part in parts if wording.known(part))
        link = row["link"] if wording.known(row["link"]) else ""
        listed.append(Document(say.text(row["title"]), details, link))
    return listed


def _milestones(store: Warehouse, lang: str, databases: bool) -> list[Milestone]:
    say = language(lang)
    listed = []
    for row in store.ask("milestones").to_dict("records"):
        if (row["kind"] == "database") != databases:
            continue
        when = [say.date(row["date"])] if wording.known(row["date"]) else []
        when += [row["session"]] if wording.known(row["session"]) else []
        what = [say.text(row["body"])]
        what += [row["reference"]] if wording.known(row["reference"]) else []
        if wording.known(row["articles"]):
            what.append(_articles(row["articles"].split(";"), say))
        listed.append(
            Milestone(
                when=say.text("{date}, {session}", date=when[0], session=when[1])
                if len(when) == 2
                else "".join(when),
                what=" · ".join(what),
                text=say.text(row["text"]),
                source=say.plural(
                    "Secretariat's report to MOP4, paragraph {paragraphs}",
                    "Secretariat's report to MOP4, paragraphs {paragraphs}",
                    len(row["paragraph"].split(";")),
                    paragraphs=say.list(row["paragraph"].split(";")),
                ),
                link=row["link"] if wording.known(row["link"]) else "",
            )
        )
    return listed


def _articles(articles: list[str], say: Language) -> str:
    if len(articles) > 5:
        return say.text("Part V")
    return say.plural(
        "Article {articles}", "Articles {articles}", len(articles), articles=say.list(articles)
    )
