"""A briefing on a Party, regions or all Parties: state, change, peers, gaps, questions, sources."""

from collections.abc import Iterator

import pandas as pd

from partv.address.selection import Selection
from partv.data.rate_rows import MeasureRate, Rate
from partv.data.warehouse import Warehouse
from partv.exhibits.coverage import coverage
from partv.exhibits.exhibit import sees
from partv.exhibits.notes import cited, unofficial_titles
from partv.exhibits.parties import profile
from partv.exhibits.party_facts import peers
from partv.exhibits.rates import articles_frame, has_figures
from partv.exports.extract import filters_in_name
from partv.exports.office.briefing_document import Briefing, BriefingSection, to_docx
from partv.i18n import wording
from partv.i18n.language import Language, language

MOST_QUESTIONS = 6
"""So that a briefing stays on two pages."""


@sees("data", "cycle", "region", "article", "of", "base", "party")
def briefing(store: Warehouse, selection: Selection, lang: str, link: str) -> Briefing:
    """The briefing of a Selection: of its Party, else of its regions, else of all Parties.

    ``link`` is the address of the same view, or empty. The figures are those of the pages.
    """
    say = language(lang)
    party = profile(store, selection, lang) if selection.party else None
    answers = _answers(store, selection) if party else {}
    # Of a Party that answers nothing here, the figures of its region stand for it, or those of all.
    shown = selection if answers or not party else _around(store, selection, party.region)
    frame = articles_frame(store, shown.changed(sort="article"), lang)
    measures = frame[frame["indicator_id"].notna()]
    if answers:
        state = _of_party(store, selection, measures, answers, party.region, say)
        gaps = list(_gaps_of_party(measures, answers, selection, say))
        questions = list(_questions_of_party(store, selection, measures, answers, say))
    else:
        state = _of_parties(store, shown, measures, party is not None, say)
        # What a report leaves out is no gap of a Party.
        gaps = [] if party else list(_gaps(frame, say))
        questions = [] if party else list(_questions(store, selection, measures, say))
    name = party.name if party else say.list(selection.regions) or say.text("All Parties")
    facts = [(say.text("Coverage"), coverage(store, shown.changed(party=""), lang))]
    if party:
        facts = [(say.text("WHO region"), party.region), *party.facts, *facts]
        if not answers:
            facts.append((say.text("Answers"), _no_answers(shown, say)))
    sections = [state]
    if selection.articles:
        sections.append(_obligations(store, selection, say))
    if gaps:
        sections.append(BriefingSection(say.text("Gaps"), text=gaps))
    if questions:
        asked = questions[:MOST_QUESTIONS]
        sections.append(BriefingSection(say.text("Questions that the data raise"), text=asked))
    if party and not party.invented:
        heading = say.text("Peers: the other Parties of {region}", region=party.region)
        told = peers(store, selection, party.region, lang, say)
        sections.append(BriefingSection(heading, text=[told]))
    regions = (party.region,) if party and answers else shown.regions
    sources = _sources(
        store, shown.changed(party="", regions=regions), frame, party is not None, say
    )
    return Briefing(
        title=say.pair(say.text("Part V of the Protocol"), name),
        subtitle=_subtitle(selection, say),
        unofficial=wording.unofficial(say),
        lang=say.code,
        direction=say.direction,
        stamp=wording.stamp(selection.invented, say),
        facts=facts,
        sections=sections,
        sources_title=say.text("Sources"),
        sources=list(sources),
        link=link,
    )


@sees("data", "cycle", "region", "article", "of", "base", "party")
def docx(store: Warehouse, selection: Selection, lang: str, link: str) -> bytes:
    """The briefing as a Word file."""
    return to_docx(briefing(store, selection, lang, link))


def file_name(selection: Selection) -> str:
    """The name of the file, with what was chosen."""
    parts = ["part-v", "briefing", *filter(None, [selection.party]), selection.data]
    return "_".join([*parts, *filters_in_name(selection)]) + ".docx"


def _around(store: Warehouse, selection: Selection, region: str) -> Selection:
    """The Party's region, where it has a figure in one of the two cycles; else all Parties."""
    near = selection.changed(party="", regions=(region,))
    if any(has_figures(store, near.changed(**cycle)) for cycle in _two_cycles(selection)):
        return near
    return selection.changed(regions=())


def _two_cycles(selection: Selection) -> tuple[dict[str, int], dict[str, int]]:
    """The cycle before and the cycle itself, each to change a Selection with."""
    return {"cycle": selection.base_cycle, "base": 0}, {}


def _no_answers(shown: Selection, say: Language) -> str:
    if shown.regions:
        return say.text(
            "This data set names no answer of the Party; the figures are of {regions} and of all.",
            regions=say.list(shown.regions),
        )
    return say.text("This data set names no answer of the Party; the figures are of all.")


def _obligations(store: Warehouse, selection: Selection, say: Language) -> BriefingSection:
    """The chosen Articles: number, title and obligation of each."""
    rows = store.ask("articles", **selection.parameters() | {"lang": say.code})
    told = [
        say.pair(f"{row['article']} · {row['title']}", say.text(row["obligation"]))
        for row in rows.to_dict("records")
    ]
    heading = say.text("What the Articles oblige Parties to do, in short")
    return BriefingSection(heading, text=told)


def _subtitle(selection: Selection, say: Language) -> str:
    parts = [
        say.text("{cycle} cycle", cycle=selection.cycle),
        say.pair(say.text("Data set"), wording.dataset(selection.data, say)),
        say.pair(
            say.text("Denominator"),
            wording.denominator_name(selection.of, say, selection.invented),
        ),
    ]
    if selection.articles:
        parts.insert(1, wording.articles(list(map(str, selection.articles)), say))
    return " · ".join(parts)


def _answers(store: Warehouse, selection: Selection) -> dict[tuple[str, int], dict]:
    """What the Party of the Selection said: by indicator and cycle, with its region's rate."""
    rows = store.ask("party_profile", **selection.parameters())
    return {(row["indicator_id"], int(row["cycle"])): row for row in rows.to_dict("records")}


def _of_party(
    store: Warehouse,
    selection: Selection,
    measures: pd.DataFrame,
    answers: dict[tuple[str, int], dict],
    region: str,
    say: Language,
) -> BriefingSection:
    now, before = selection.cycle, selection.base_cycle
    everyone = _rates(store, selection.changed(regions=()))
    rows = []
    for row in measures.to_dict("records"):
        key = row["indicator_id"]
        this = answers.get((key, now))
        rows.append(
            (
                _measure(row, say),
                _said(answers.get((key, before)), say),
                _said(this, say),
                _region_rate(this, say),
                everyone[key].count_of(say) or wording.missing(everyone[key].basis, say),
            )
        )
    header = (
        say.text("Measure"),
        str(before),
        str(now),
        say.text("{region}, {cycle}", region=region, cycle=now),
        say.text("All Parties, {cycle}", cycle=now),
    )
    return BriefingSection(
        say.text("State, change and peers"), header=header, rows=rows, weights=(6, 3, 3, 2, 2)
    )


def _of_parties(
    store: Warehouse, selection: Selection, measures: pd.DataFrame, of_party: bool, say: Language
) -> BriefingSection:
    """Two cycles of the regions, or of all Parties; of a Party's briefing, headed as such."""
    now, before = selection.cycle, selection.base_cycle
    chosen = _rates(store, selection)
    earlier = _rates(store, selection.changed(cycle=before, base=0))
    everyone = _rates(store, selection.changed(regions=()))
    rows = []
    for row in measures.to_dict("records"):
        key = row["indicator_id"]
        cells = [_measure(row, say), earlier[key].figure(say)]
        cells.append(chosen[key].figure(say))
        if selection.regions:
            cells.append(everyone[key].figure(say))
        else:
            cells.append(_range(chosen[key], say))
        rows.append(tuple(cells))
    where = say.list(selection.regions)
    before_and_now = (
        [say.text("{region}, {cycle}", region=where, cycle=cycle) for cycle in (before, now)]
        if where
        else [say.text("All Parties, {cycle}", cycle=cycle) for cycle in (before, now)]
        if of_party
        else [str(before), str(now)]
    )
    last = (
        say.text("All Parties, {cycle}", cycle=now)
        if selection.regions
        else say.text("Of the Parties due, from lowest to highest possible")
    )
    header = (say.text("Measure"), *before_and_now, last)
    heading = say.text("State, change and peers") if where else say.text("State and change")
    return BriefingSection(heading, header=header, rows=rows, weights=(6, 3, 3, 3))


def _rates(store: Warehouse, selection: Selection) -> dict[str, Rate]:
    rows = store.ask("rates", **selection.changed(articles=()).parameters())
    return {rate.indicator_id or "": rate for rate in Rate.read(rows)}


def _measure(row: dict, say: Language) -> str:
    return f"{row['article']} · {row['indicator']}"


def _said(row: dict | None, say: Language) -> str:
    if row is None:
        return say.text("No data")
    answer = wording.status(row["status"], say)
    if not wording.known(row["text"]):
        return answer
    text = str(row["text"])
    return say.pair(answer, text if len(text) <= 80 else text[:79] + "…")


def _region_rate(row: dict | None, say: Language) -> str:
    if row is None or not wording.known(row["region_yes"]):
        return ""
    return say.text(
        "{count} of {whole}",
        count=say.number(row["region_yes"]),
        whole=say.number(row["region_whole"]),
    )


def _range(rate: Rate, say: Language) -> str:
    if rate.low is None or rate.small:
        return ""
    low = say.percent(rate.low)
    if rate.high is None:
        return say.text("at least {low}", low=low)
    return say.text("{low} to {high}", low=low, high=say.percent(rate.high))


def _gaps(frame: pd.DataFrame, say: Language) -> Iterator[str]:
    """Where nothing can be said, by kind of missing."""
    for basis, rows in frame[frame["yes"].isna()].groupby("basis", sort=False):
        articles = list(dict.fromkeys(str(article) for article in rows["article"]))
        kind = wording.missing(basis, say)
        yield say.pair(kind, wording.articles(articles, say))


def _gaps_of_party(
    measures: pd.DataFrame,
    answers: dict[tuple[str, int], dict],
    selection: Selection,
    say: Language,
) -> Iterator[str]:
    """What the Party answered No, or did not answer, in the cycle."""
    for status in ("no", "not_answered", "not_reported", "not_due", "absent"):
        found = [
            _measure(row, say)
            for row in measures.to_dict("records")
            if answers.get((row["indicator_id"], selection.cycle), {}).get("status") == status
        ]
        if found and len(found) == len(measures):
            yield say.pair(wording.status(status, say), say.text("every measure"))
        elif found:
            yield say.pair(wording.status(status, say), say.text("; ").join(found))


def _questions_of_party(
    store: Warehouse,
    selection: Selection,
    measures: pd.DataFrame,
    answers: dict[tuple[str, int], dict],
    say: Language,
) -> Iterator[str]:
    now, before = selection.cycle, selection.base_cycle
    for row in measures.to_dict("records"):
        this = answers.get((row["indicator_id"], now))
        earlier = answers.get((row["indicator_id"], before), {})
        if this is None:
            continue
        name, change = _measure(row, say), {earlier.get("status"), this["status"]}
        if change == {"yes", "no"}:
            yield say.text(
                "{measure}: {first} in {before}, {second} in {now}. What changed?",
                measure=name,
                first=wording.status(earlier["status"], say),
                second=wording.status(this["status"], say),
                before=before,
                now=now,
            )
        elif this["status"] == "not_answered":
            yield say.text(
                "{measure}: left unanswered in {now}. Can it be answered?", measure=name, now=now
            )
        elif this["status"] == "no" and _most(this):
            yield say.text(
                "{measure}: No; of the Parties of the region, {peers} answered Yes. Can their "
                "experience help?",
                measure=name,
                peers=_region_rate(this, say),
            )


def _most(row: dict) -> bool:
    """Whether most Parties of the region answered Yes."""
    return wording.known(row["region_yes"]) and 2 * row["region_yes"] > row["region_whole"]


def _questions(
    store: Warehouse, selection: Selection, measures: pd.DataFrame, say: Language
) -> Iterator[str]:
    """What figures of several Parties make one ask, in the order of the Articles."""
    if selection.party_level:
        ordered = selection.in_order()
        panel = store.ask("panel", **ordered.parameters())
        for row in panel.to_dict("records"):
            if row["comparable"] and row["lost"] > row["gained"]:
                yield say.text(
                    "{measure}: Parties in both cycles: {both}; from Yes to No: {lost}; from No to "
                    "Yes: {gained}. What changed?",
                    measure=f"{row['article']} · {say.text(row['indicator'])}",
                    both=say.number(row["both"]),
                    lost=say.number(row["lost"]),
                    gained=say.number(row["gained"]),
                )
    for row, rate in zip(measures.to_dict("records"), MeasureRate.read(measures), strict=True):
        if rate.ends and rate.high is not None and rate.high - rate.ends[0] >= 25:
            yield say.text(
                "{measure}: so many gave no answer that the share may be anything from {low} to "
                "{high} of the Parties due. Who can still be asked?",
                measure=_measure(row, say),
                low=say.percent(rate.ends[0]),
                high=say.percent(rate.high),
            )
        elif row["basis"] == "statement":
            yield say.text(
                "{measure}: reported in words only. Can it be counted?", measure=_measure(row, say)
            )


def _sources(
    store: Warehouse, shown: Selection, frame: pd.DataFrame, register: bool, say: Language
) -> Iterator[str]:
    """Where every figure of the briefing is from, in both cycles, of the regions and of all; then
    what the marks at them say."""
    both = [shown.changed(by="all", party="", **cycle) for cycle in _two_cycles(shown)]
    everyone = [selection.changed(regions=()) for selection in both]
    found = cited(store, [*both, *everyone], say.code)
    if found.source:
        yield found.source
    if register and not shown.invented:
        yield say.text("Register of Parties, compiled from public sources, named with each fact.")
    yield from found.notes
    if shown.articles:
        yield from unofficial_titles(frame, say)
    yield say.text("Data {version}.", version=store.version)
