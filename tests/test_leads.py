"""Links in charts and tables: where each leads, what it keeps, and none in a visitor's upload."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pyarrow as pa
import pytest

from partv.address.parameters import ARTICLES, UPLOAD
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits.cycles import cycles
from partv.exhibits.overview import overview
from partv.exhibits.parties import accession, profile, register, statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions
from partv.ingest.imported_sets import SCHEMA

FORMS = ("wide", "large", "narrow")
CODES = ("AFR", "AMR", "EMR", "EUR", "SEAR", "WPR")
EVERY = (overview, regions, cycles, statuses)


@pytest.fixture(scope="module")
def demo(base) -> Selection:
    return base.changed(data="demo", of="due", lang="zh")


@pytest.fixture(scope="module")
def uploaded(tmp_path_factory) -> tuple[Warehouse, Selection]:
    row = {
        "data": UPLOAD,
        "cycle": 2023,
        "iso3": "KEN",
        "indicator_id": "21.exchange",
        "status": "yes",
        "text": "see <b>[this](https://example.org)</b>",
        "source_file": "answers.csv",
        "source_row": 2,
    }
    table = pa.Table.from_pylist([row], schema=SCHEMA)
    store = Warehouse(imported=tmp_path_factory.mktemp("none"), uploaded=table)
    return store, Selection.default(store.vocabulary).changed(data=UPLOAD)


def texts(figure) -> list[str]:
    """What stands in a chart, as Plotly's markup: in notes and at the axes."""
    layout = figure.to_dict()["layout"]
    notes = [note["text"] for note in layout.get("annotations", ())]
    return [*notes, *layout["xaxis"].get("ticktext", ()), *layout["yaxis"].get("ticktext", ())]


def addresses(figure) -> list[str]:
    """Every address in a chart."""
    return [unescape(found) for found in re.findall('href="([^"]+)"', " ".join(texts(figure)))]


def told(figure) -> set[str]:
    """What hovering over a chart tells."""
    chart = figure.to_dict()
    marks = {text for trace in chart["data"] for text in trace.get("customdata") or ()}
    return marks | {note.get("hovertext") for note in chart["layout"]["annotations"]} - {None, ""}


def read(address: str, known: Selection) -> tuple[str, Selection]:
    """The page and the Selection of an address, which a page understands as a whole."""
    page, _, query = address.partition("?")
    selection, problems = Selection.parse(parse_qsl(query), known.vocabulary)
    assert not problems, address
    return page, selection


def boxes(figure) -> dict[tuple[float, float], str]:
    """Where the marks of a chart are links: the middle of each, and its address."""
    return {
        (note["x"], note["y"]): re.search(r'href="([^"]+)"', unescape(note["text"]))[1]
        for note in figure.to_dict()["layout"]["annotations"]
        if "visibility:hidden" in note["text"]
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("compose", EVERY)
def test_every_link_is_understood_and_keeps_the_view(store, demo, compose, form):
    found = addresses(compose(store, demo, "zh", "light").figures[form])
    assert found
    for address in found:
        _, there = read(address, demo)
        assert there.changed(regions=(), articles=(), party="") == demo


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_of_the_heat_map_leads_to_its_region_and_article(store, demo, form):
    exhibit = regions(store, demo, "en", "light")
    figure = exhibit.figures[form].to_dict()
    cells = zip(*(figure["data"][0][name] for name in ("x", "y", "customdata")), strict=True)
    links = boxes(exhibit.figures[form])
    measures = dict(zip(exhibit.table["Measure"], exhibit.table["Article"], strict=True))
    seen = []
    for x, y, words in cells:
        page, there = read(links[x, y], demo)
        head, measure = unescape(re.sub("</?b>", "", words)).split("<br>", 1)
        assert page == "article"
        assert there.articles == (int(measures[measure.replace("<br>", " ")]),)
        assert there.regions == ((head[: head.index(":")],) if head[:3] != "All" else ())
        seen.append(head.split(":")[0])
    assert set(seen) == {"All", *CODES}
    assert len(links) == len(seen) == len(exhibit.table) * 7


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("compose", [overview, cycles])
def test_every_strip_and_every_mark_of_dumbbells_leads_to_its_article(store, demo, compose, form):
    exhibit = compose(store, demo, "en", "light")
    marks = exhibit.figures[form].to_dict()["data"][0]
    links = boxes(exhibit.figures[form])
    if compose is cycles:
        assert set(zip(marks["x"], marks["y"], strict=True)) <= set(links)
    else:
        assert set(marks["y"]) == {y for _, y in links}
    ordered = [links[mark] for mark in sorted(links, key=lambda mark: mark[1])]
    led = [read(address, demo)[1].articles[0] for address in ordered]
    assert led == sorted(led), "marks stand in the order of their Articles"
    # A row without a mark has the link of its label.
    assert {str(article) for article in led} <= set(exhibit.table["Article"])
    labels = " ".join(addresses(exhibit.figures[form]))
    assert all(f"article={article}" in labels for article in exhibit.table["Article"])


def test_marks_lead_on_from_article_to_region_to_parties(store, demo):
    one = demo.changed(articles=(27,))
    (address,) = set(boxes(overview(store, one, "en", "light").figures["wide"]).values())
    assert read(address, demo) == ("regions", one)
    one = one.changed(regions=("AFR",))
    (address,) = set(boxes(overview(store, one, "en", "light").figures["wide"]).values())
    assert read(address, demo) == ("parties", one)
    parties = addresses(statuses(store, one, "en", "light").figures["wide"])
    assert {read(address, demo) for address in parties} == {
        ("parties", one.changed(party=f"AFR-{number:02}")) for number in range(1, 23)
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("articles", [(), (23,), (27,)])
def test_names_of_parties_lead_to_their_profiles(store, demo, articles, form):
    there = demo.changed(articles=articles)
    figure = statuses(store, there, "en", "light").figures[form]
    members = store.ask("members", **there.parameters())
    led = [read(address, demo)[1].party for address in addresses(figure)]
    assert set(filter(None, led)) == set(members["iso3"])
    for code, name in zip(members["iso3"], members["name"], strict=True):
        shown = f'party={code}" target="_self" style="fill:#1a1d21">{name}</a>'
        assert any(shown in text for text in texts(figure)), name


def test_headings_of_the_matrix_lead_to_their_articles(store, demo):
    axis = statuses(store, demo, "en", "light").figures["wide"].to_dict()["layout"]["xaxis"]
    for text in axis["ticktext"]:
        address, number = re.search(r'href="([^"]+)".*<u>(\d+)</u>', unescape(text)).groups()
        assert read(address, demo) == ("article", demo.changed(articles=(int(number),)))


def test_tiles_and_tables_of_the_register_lead_to_profiles(store, base):
    due = parties_due(store, base, "en", "light")
    members = store.ask("parties", **base.parameters()).set_index("name")
    tiles = [read(address, base)[1].party for address in addresses(due.figures["wide"])]
    assert set(tiles) == set(members[members["due"]]["iso3"])
    _, places = register(store, base, "en")
    joined = accession(store, base, "en", "light").leads["New Parties"]
    for leads in (places["Party"], due.leads["Parties"], joined):
        for name, address in leads.items():
            assert read(address, base) == ("parties", base.changed(party=members.loc[name, "iso3"]))
    assert set(places["Party"]) == set(joined) == set(members.index)
    for code, address in places["Region"].items():
        assert read(address, base) == ("regions", base.changed(regions=(code,)))


def test_rows_of_a_profile_lead_to_their_articles(store, demo):
    found = profile(store, demo.changed(party="AFR-03"), "en")
    rows = zip(found.answers["Article"], found.answers["Measure"], strict=True)
    for article, measure in rows:
        there = "article", demo.changed(articles=(int(article),))
        assert read(found.leads["Article"][article], demo) == there
        assert read(found.leads["Measure"][measure], demo) == there


def test_tables_of_articles_lead_to_them(store, demo):
    for compose in (overview, regions, cycles):
        exhibit = compose(store, demo, "en", "light")
        assert set(exhibit.table["Article"]) <= set(exhibit.leads["Article"])
        for article in ARTICLES:
            there = "article", demo.changed(articles=(article,))
            assert read(exhibit.leads["Article"][str(article)], demo) == there


def test_no_address_leads_to_what_a_visitor_uploaded(uploaded):
    store, selection = uploaded
    for compose in (*EVERY, parties_due, accession):
        for articles in ((), (21,)):
            exhibit = compose(store, selection.changed(articles=articles), "en", "light")
            for figure in exhibit.figures.values():
                assert not addresses(figure)
            assert not any(exhibit.leads.values())
    assert not any(profile(store, selection.changed(party="KEN"), "en").leads.values())


def test_hovering_tells_the_same_with_links_and_without(uploaded, store, base):
    private, selection = uploaded
    alone = parties_due(private, selection, "en", "light").figures["wide"]
    linked = parties_due(store, base, "en", "light").figures["wide"]
    assert told(alone) == told(linked)
    assert "Côte d'Ivoire: in force from 25 September 2018" in told(linked)
    one = selection.changed(articles=(21,))
    (kenya,) = (
        t for t in told(statuses(private, one, "en", "light").figures["wide"]) if "Keny" in t
    )
    assert kenya.endswith("Exchange of law-enforcement information between Parties: Yes")
