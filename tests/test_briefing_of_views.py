"""What a briefing says is what the pages say: figures of ``rates``, answers of Parties."""

import io

import pytest
from docx import Document

from partv.data.rate_rows import Rate
from partv.exhibits.briefing import MOST_QUESTIONS, briefing, docx, file_name
from partv.exhibits.parties import profile
from partv.i18n import wording
from partv.i18n.language import language
from tests.office import pages

ENGLISH = language("en")


def words_of(content: bytes) -> list[list[str]]:
    """The rows of the tables of a Word file."""
    tables = Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def test_the_published_figures_of_all_parties_stand_as_printed(store, base):
    item = briefing(store, base, "en", "http://here/briefing")
    rows = {row[0]: row for row in item.sections[0].rows}
    assert len(rows) == 14
    name = "27 · Coordination between domestic law-enforcement agencies"
    assert rows[name] == (name, "No figure available", "39 of 62 (63%)", "at least 59.1%")
    flagged = rows["22 · National authorities notified to the Secretariat"]
    assert flagged[2] == "22 of 62 (36%†)"
    assert any("35.48%" in line for line in item.sources)
    assert item.stamp == ""
    assert "62 reported" in dict(item.facts)["Coverage"]


@pytest.mark.parametrize("regions", [(), ("AFR",), ("AFR", "EUR"), ("SEAR",)])
@pytest.mark.parametrize("of", ["reported", "answered", "due"])
def test_every_figure_of_a_region_is_that_of_rates(store, base, regions, of):
    chosen = base.changed(data="demo", regions=regions, of=of)
    rates = Rate.read(store.ask("rates", **chosen.parameters()))
    before = Rate.read(store.ask("rates", **chosen.changed(cycle=2020, base=0).parameters()))
    item = briefing(store, chosen, "en", "")
    for row, rate, earlier in zip(item.sections[0].rows, rates, before, strict=True):
        assert row[0] == f"{rate.article} · {rate.indicator}"
        assert row[1] == earlier.figure(ENGLISH)
        assert row[2] == rate.figure(ENGLISH)
        if regions == ("SEAR",):
            assert "%" not in row[2], "a small group is a fraction"
    assert item.stamp == "Demonstration: invented Parties, not real data"


def test_a_party_stands_beside_its_region_and_all(store, base):
    chosen = base.changed(data="demo", party="EUR-03")
    answers = store.ask("party_profile", **chosen.parameters())
    said = {
        (row["indicator_id"], row["cycle"]): row["status"] for row in answers.to_dict("records")
    }
    asked = store.ask("indicators", **chosen.parameters()).to_dict("records")
    europe = store.ask("rates", **chosen.changed(party="", regions=("EUR",)).parameters())
    europe = europe.set_index("indicator_id")
    item = briefing(store, chosen, "en", "")
    assert item.title == "Part V of the Protocol: Demo Party EUR-03"
    for row, indicator in zip(item.sections[0].rows, asked, strict=True):
        key = indicator["indicator_id"]
        for cell, cycle in ((row[1], 2020), (row[2], 2023)):
            assert cell.startswith(wording.status(said[key, cycle], ENGLISH))
        if indicator["kind"] == "yes_no":
            rate = europe.loc[key]
            assert row[3] == f"{rate['yes']} of {rate['denominator']}"
    assert all(len(section.text) <= MOST_QUESTIONS for section in item.sections[2:])


def test_of_a_real_party_nothing_is_said_that_no_data_set_says(store, base):
    item = briefing(store, base.changed(party="KEN"), "en", "")
    facts = dict(item.facts)
    assert facts["Deposit"] == "4 May 2020"
    assert facts["Answers"].startswith("This data set names no answer of the Party")
    # The table is that of all Parties, and says so; what a report leaves out is no gap of Kenya.
    state, everyone = item.sections[0], briefing(store, base, "en", "").sections[0]
    assert state.rows == everyone.rows
    assert state.header[1:3] == ("All Parties, 2020", "All Parties, 2023")
    headings = [section.heading for section in item.sections]
    assert not {"Gaps", "Questions that the data raise"} & set(headings)


# Party, cycles in which it was due, and what is told of the others.
DUE = [
    ("KEN", "2023 and 2025", "2020 (closed on 25 May 2020): in force from 2 August 2020"),
    (
        "RWA",
        "2025",
        "2020 (closed on 25 May 2020) and 2023 (closed on 30 June 2023, a day that is assumed): "
        "in force from 17 August 2023",
    ),
    ("FRA", "2020, 2023 and 2025", None),
    ("SYC", "2020 (not certain), 2023 and 2025", None),
]


@pytest.mark.parametrize(("party", "due", "early"), DUE)
def test_a_party_is_told_in_which_cycles_it_was_due_and_in_which_not_and_why(
    store, base, party, due, early
):
    chosen = base.changed(party=party)
    for facts in (briefing(store, chosen, "en", "").facts, profile(store, chosen, "en").facts):
        assert dict(facts)["Due to report"] == due
        assert dict(facts).get("Not yet due") == early


@pytest.mark.parametrize("party", ["VUT", "YEM"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_party_that_joined_late_was_due_in_no_cycle_and_its_word_file_says_so(
    store, base, party, lang
):
    chosen, say = base.changed(party=party), language(lang)
    told = dict(profile(store, chosen, lang).facts)
    assert told[say.text("Due to report")] == say.text("in no cycle so far")
    early = told[say.text("Not yet due")]
    assert all(cycle in early for cycle in ("2020", "2023", "2025"))
    assert [say.text("Not yet due"), early] in words_of(docx(store, chosen, lang, ""))


def test_a_party_is_told_its_peers_by_name_and_date_and_what_the_chosen_articles_oblige_it_to(
    store, base
):
    item = briefing(store, base.changed(party="VUT", articles=(27, 29)), "en", "")
    told = {section.heading: section.text for section in item.sections}
    (peers,) = told["Peers: the other Parties of WPR"]
    assert peers == (
        "Fiji: in force from 23 July 2019; Mongolia: in force from 25 September 2018; "
        "Samoa: in force from 27 September 2018 (computed from the deposit)"
    )
    obligations = told["What the Articles oblige Parties to do, in short"]
    assert [line.split(":")[0] for line in obligations] == [
        "27 · Law enforcement cooperation",
        "29 · Mutual legal assistance",
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_word_file_has_the_rows_of_the_page(store, base, lang):
    chosen = base.changed(data="demo", regions=("AFR",), articles=(27, 29))
    item = briefing(store, chosen, lang, "http://here/briefing?region=AFR")
    rows = words_of(docx(store, chosen, lang, "http://here/briefing?region=AFR"))
    section = item.sections[0]
    assert len(section.rows) == 4
    for row in (section.header, *section.rows):
        assert list(row) in rows


def test_the_name_of_the_file_says_what_was_chosen(base):
    chosen = base.changed(data="demo", party="AFR-01", articles=(27,), of="due")
    assert file_name(chosen) == "part-v_briefing_AFR-01_demo_2023_art-27_of-due.docx"


def test_libreoffice_prints_a_whole_briefing_on_one_or_two_pages(store, base, tmp_path):
    chosen = base.changed(data="demo", party="EUR-03")
    item = briefing(store, chosen, "en", "http://here/briefing?data=demo&party=EUR-03")
    link = "http://here/briefing?data=demo&party=EUR-03"
    found = pages(docx(store, chosen, "en", link), tmp_path, ".docx")
    assert len(found) in (1, 2)
    assert all(item.stamp in page for page in found)
    text = " ".join(found)
    for row in item.sections[0].rows:
        # A word with a hyphen may be broken there.
        assert {word for word in " ".join(row).split() if "-" not in word} <= set(text.split())
