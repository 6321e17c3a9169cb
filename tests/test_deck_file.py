"""A whole deck as PowerPoint: its charts hold what ``rates`` answers, in every language."""

import io
import re

import pytest
from pptx import Presentation

from partv.address.deck import Deck, View
from partv.address.parameters import ARTICLES
from partv.exhibits.catalog import slide
from partv.exhibits.deck_slides import pptx
from partv.i18n.language import language
from tests.office import faults, pages, parts

HOME = "https://part-v.example"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
STAMP = {
    "en": "Demonstration: invented Parties, not real data",
    "zh": "演示：虚构的缔约方，非真实数据",
}
PINNED = (
    "regions~data~demo",
    "cycles~data~demo",
    "cycles~data~demo~cycle~2025",
    "parties~data~demo~region~AMR",
    "overview~data~demo~of~due~sort~rate",
    "article~data~demo~region~AFR~region~EUR~article~23",
    "article~article~20",
)


def default(base, **chosen):
    """The deck of a presenter who has pinned nothing, on the Overview."""
    return Deck("overview", base.changed(present="1", **chosen)).slides


def pinned(store):
    return tuple(View.parse(text, store.vocabulary) for text in PINNED)


def grouped(made, store, views, lang):
    """For each view the slides of the file that it takes: those with its title, numbered."""
    slides = list(made.slides)
    for view in views:
        title = slide(store, view, lang, "light").title
        own = []
        while slides and _title(slides[0]).startswith(title[:60]):
            own.append(slides.pop(0))
        assert own, title
        numbers = [re.findall(r"\((\d+)/(\d+)\)$", _title(page)) for page in own]
        if len(own) > 1:
            assert numbers == [[(str(n), str(len(own)))] for n in range(1, len(own) + 1)]
        yield view, own
    assert slides == []


def _title(page) -> str:
    return page.shapes.title.text_frame.text


def charts(own):
    return [shape.chart for page in own for shape in page.shapes if shape.has_chart]


def rates(store, view, **changes):
    """What the dashboard's one relation says of a view, asked without any exhibit."""
    return store.ask("rates", **view.selection.changed(**changes).parameters()).to_dict("records")


def known(value) -> bool:
    return value is not None and value == value


def told(own) -> str:
    return "\n".join(s.text_frame.text for page in own for s in page.shapes if s.has_text_frame)


def values(series) -> list:
    return list(series.values)


def check_article(store, view, own):
    """Each bar is a measure: Yes as counted or printed, all of it the Parties due."""
    rows = rates(store, view)
    counted = [row for row in rows if known(row["yes"]) and known(row["reported"])]
    drawn = charts(own)
    assert len(drawn) == len(counted)
    for chart, row in zip(drawn, counted, strict=True):
        (yes, *others) = (values(series)[0] for series in chart.series)
        assert yes == row["yes"]
        assert yes + sum(others) == row["due"]
        assert f"{row['yes']:g}" in told(own)
        assert re.search(rf"\b{row['yes']:g}[†‡]? of {row['denominator']:g}\b", told(own))


def check_overview(store, view, own):
    """Every rate is a bar, in the order of the chart; the words are its figure."""
    rows = {row["indicator"]: row for row in rates(store, view)}
    seen = []
    for chart in charts(own):
        (_, bars) = chart.series
        for label, value in zip(chart.plots[0].categories, values(bars), strict=True):
            name = " ".join(label.split()).partition(" · ")[2]
            if name not in rows:
                assert value is None  # an Article without an indicator
                continue
            percent = rows[name]["percent"]
            assert value == (pytest.approx(float(percent)) if known(percent) else None)
            seen.append(name)
    assert sorted(seen) == sorted(rows)


def check_regions(store, view, own):
    """Every cell is the count of a region, of its denominator."""
    body = []
    for table in [shape.table for page in own for shape in page.shapes if shape.has_table]:
        head, *more = [[cell.text for cell in row.cells] for row in table.rows]
        body += more
    split = rates(store, view, by="region")
    pooled = [row | {"region": "All"} for row in rates(store, view)]
    by_place = {(row["indicator"], row["region"]): row for row in split + pooled}
    assert len(body) * (len(head) - 1) == len(by_place)
    for label, *cells in body:
        for region, text in zip(head[1:], cells, strict=True):
            row = by_place[label.partition(" · ")[2], region]
            if known(row["yes"]):
                figure = f"{row['yes']:g} of {row['denominator']:g}"
                assert re.match(rf"{figure}( \(|$)", text), (label, region)
            else:
                assert not any(character.isdigit() for character in text)


def check_cycles(store, view, own):
    """The rates of both cycles, among all that reported."""
    ordered = view.selection.in_order()
    everyone = [chart for page in own for chart in charts([page])[:1]]
    for number, cycle in enumerate((ordered.base_cycle, ordered.cycle)):
        rows = {row["indicator"]: row for row in rates(store, view, cycle=cycle, base=0)}
        for chart in everyone:
            series = chart.series[number]
            assert series.name == str(cycle)
            for label, value in zip(chart.plots[0].categories, values(series), strict=True):
                row = rows[" ".join(label.split()).partition(" · ")[2]]
                assert value == pytest.approx(float(row["percent"]))


def check_parties(store, view, own):
    """The counts of each kind of answer."""
    rows = {row["indicator"]: row for row in rates(store, view)}
    columns = {
        "Yes": "yes", "No": "no", "Not answered": "not_answered",
        "Not applicable": "not_applicable", "Not reported": "not_reported",
    }  # fmt: skip
    seen = []
    for chart in charts(own):
        for number, label in enumerate(chart.plots[0].categories):
            name = " ".join(label.split()).partition(" · ")[2]
            seen.append(name)
            row = rows[name]
            if not known(row["yes"]):
                continue
            for series in chart.series:
                if series.name in columns:
                    assert values(series)[number] == row[columns[series.name]], (name, series.name)
    assert sorted(seen) == sorted(rows)


CHECKS = {
    "article": check_article,
    "overview": check_overview,
    "regions": check_regions,
    "cycles": check_cycles,
    "parties": check_parties,
}


@pytest.mark.parametrize("data", ["published", "demo"])
@pytest.mark.parametrize("cycle", [2020, 2023, 2025])
def test_the_default_deck_holds_what_rates_answers(data, cycle, store, base):
    views = default(base, data=data, cycle=cycle)
    made = Presentation(io.BytesIO(pptx(store, views, "en", HOME)))
    assert [view.selection.articles for view in views[1:]] == [(a,) for a in ARTICLES]
    for view, own in grouped(made, store, views, "en"):
        CHECKS[view.page](store, view, own)
        stamps = [[s for s in page.shapes if s.name == "Stamp"] for page in own]
        assert all(len(found) == (data == "demo") for found in stamps)


def test_a_pinned_deck_holds_what_rates_answers(store):
    views = pinned(store)
    made = Presentation(io.BytesIO(pptx(store, views, "en", HOME)))
    for view, own in grouped(made, store, views, "en"):
        CHECKS[view.page](store, view, own)
        for page in own:
            (stamp,) = [s for s in page.shapes if s.name == "Stamp"] or (None,)
            assert (stamp is not None) == view.selection.invented
            assert not stamp or stamp.text_frame.text == STAMP["en"]


def test_the_notes_have_definition_denominator_wording_source_and_address(store, base):
    views = (*default(base), *pinned(store))
    made = Presentation(io.BytesIO(pptx(store, views, "en", HOME)))
    say = language("en")
    for view, own in grouped(made, store, views, "en"):
        exhibit = slide(store, view, "en", "light")
        for page in own:
            notes = page.notes_slide.notes_text_frame.text
            assert view.address(HOME) in notes
            assert exhibit.title in notes
            assert exhibit.source in notes
            assert exhibit.subtitle in notes
            if view.page == "article":
                for row in store.ask("overview", **view.selection.parameters()).to_dict("records"):
                    if known(row["wording"]):
                        assert f"Parties that {say.text(row['wording'])}" in notes
                assert "The denominator counts: Parties that sent a report in the cycle" in notes
            (link,) = [rel for rel in page.part.rels.values() if rel.is_external]
            assert link.target_ref == view.address(HOME)


@pytest.mark.parametrize(("lang", "rtl"), [("ar", True), ("zh", False)])
def test_a_deck_in_another_language_has_its_direction_and_says_so(lang, rtl, store, base, tmp_path):
    views = (*default(base, data="demo"), *pinned(store))
    content = pptx(store, views, lang, HOME)
    parts(content)
    assert faults(content, tmp_path, ".pptx") == []
    made = Presentation(io.BytesIO(content))
    assert made.element.get("rtl") == ("1" if rtl else None)
    tag = {"ar": "ar-SA", "zh": "zh-CN"}[lang]
    for _, own in grouped(made, store, views, lang):
        for page in own:
            for shape in page.shapes:
                element = shape.chart.part._element if shape.has_chart else shape._element
                assert {run.get("lang") for run in element.iter(f"{A}rPr")} <= {tag}
                sides = {p.get("rtl") for p in element.iter(f"{A}pPr") if p.get("rtl")}
                assert sides <= {str(int(rtl))}
    (demo, *_) = made.slides
    (stamp,) = [shape for shape in demo.shapes if shape.name == "Stamp"]
    assert stamp.text_frame.text == slide(store, views[0], lang, "light").stamp


@pytest.mark.parametrize("data", ["published", "demo"])
def test_libreoffice_opens_the_deck_with_all_its_slides_and_words(data, store, base, tmp_path):
    views = default(base, data=data)
    if data == "demo":
        views = (*views, *pinned(store))
    content = pptx(store, views, "en", HOME)
    made = Presentation(io.BytesIO(content))
    printed = pages(content, tmp_path, ".pptx")
    assert len(printed) == len(made.slides)
    for page, text in zip(made.slides, printed, strict=True):
        for shape in page.shapes:
            if shape.has_text_frame:
                for word in shape.text_frame.text.split():
                    # A line may end at a hyphen.
                    assert all(part in text for part in word.split("-")), (_title(page), word)
        for chart in charts([page]):
            for label in chart.plots[0].categories:
                if len(list(chart.plots[0].categories)) > 1:
                    for word in label.split():
                        assert word.split("-")[0] in text
        assert (STAMP["en"] in text) == any(shape.name == "Stamp" for shape in page.shapes)
