"""What a chart draws is what the queries answered: each mark stands at its figure, none is lost."""

import re
from collections import Counter
from html import unescape

import pytest

from partv.charts.theme import LIGHT
from partv.exhibits.catalog import EXHIBITS
from tests.drawn import boxes

FORMS = ("wide", "large", "slide", "narrow")


def drawn(store, key, selection, form="wide"):
    """Traces, shapes and texts of a chart as it is drawn."""
    chart = EXHIBITS[key].compose(store, selection, "en", "light").draw(form)
    layout = chart["layout"]
    return chart["data"], layout.get("shapes", ()), layout.get("annotations", ())


def rates(store, selection, **more):
    return store.ask("rates", **selection.parameters() | more).to_dict("records")


def known(value) -> bool:
    return value is not None and value == value


def said(text) -> str:
    return " ".join(unescape(re.sub("<br>", " ", re.sub("</?b>", "", text))).split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("of", ["reported", "answered", "due"])
@pytest.mark.parametrize(("data", "cycle"), [("published", 2023), ("demo", 2020), ("demo", 2025)])
def test_every_strip_has_a_cell_for_every_party_and_as_many_filled_as_the_figure_says(
    data, cycle, of, form, store, base
):
    chosen = base.changed(data=data, cycle=cycle, of=of)
    rows = {row["indicator"]: row for row in rates(store, chosen)}
    (marks,), shapes, texts = drawn(store, "overview", chosen, form)
    shown = [n for n, row in rows.items() if known(row["yes"]) and known(row["denominator"])]
    strips = dict(zip(shown, marks["y"], strict=True))
    accent = boxes(shapes, lambda shape: shape["fillcolor"] == LIGHT.accent)
    light = boxes(shapes, lambda shape: shape["fillcolor"] == LIGHT.light)
    edged = boxes(shapes, lambda shape: shape["line"]["color"] == LIGHT.edge)
    for name, y in strips.items():
        row = rows[name]
        filled, others, outlined = (
            [box for box in found if box[2] < y < box[3]] for found in (accent, light, edged)
        )
        yes = int(row["yes"])
        assert [box[:2] for box in filled] == ([(0, yes)] if yes else []), name
        no = int(row["reported"]) - yes
        for missing in ("not_answered", "not_applicable"):
            no -= int(row[missing]) if known(row[missing]) else 0
        assert [box[:2] for box in others] == ([(yes, yes + no)] if no else []), name
        assert len(outlined) == int(row["due"]) - yes - no, name
        # The figure beside it, and nothing where nothing is known.
        beside = {said(note["text"]) for note in texts if abs(note.get("y", -1) - y) < 60}
        assert any(words.startswith(f"{yes}") for words in beside), name
    measures = [said(re.sub("</?[au][^>]*>", "", note["text"])) for note in texts]
    assert not [name for name in rows if name not in measures]


def test_half_of_the_denominator_is_where_it_says(store, base):
    _, shapes, texts = drawn(store, "overview", base)
    (line,) = (shape for shape in shapes if shape["type"] == "line" and "xsizemode" not in shape)
    (words,) = (note for note in texts if said(note["text"]) == "half of 62")
    assert line["x0"] == line["x1"] == words["x"] == 31


@pytest.mark.parametrize("cycle", [2020, 2025])
def test_every_cell_has_the_count_of_its_region_and_the_shade_of_its_rate(cycle, store, base):
    chosen = base.changed(data="demo", cycle=cycle, of="due")
    rows = [row | {"region": "All"} for row in rates(store, chosen)]
    rows += rates(store, chosen, by_region=True)
    wanted = {(row["region"], row["indicator"]): row for row in rows}
    (cells,), shapes, _ = drawn(store, "regions", chosen)
    assert len(cells["x"]) == len(wanted)
    for x, y, text, told in zip(
        *(cells[name] for name in ("x", "y", "text", "customdata")), strict=True
    ):
        head, measure = told.split("<br>", 1)
        row = wanted.pop((said(head).partition(":")[0], said(measure)))
        (cell,) = (s for s in shapes if s["x0"] < x < s["x1"] and s["y0"] < y < s["y1"])
        if known(row["yes"]):
            assert said(text).startswith(f"{row['yes']:g} of {row['denominator']:g}")
        shade = LIGHT.background
        if known(row["percent"]) and row["denominator"] >= 10:
            shade = LIGHT.scale[min(int(float(row["percent"]) / 20), 4)][0]
        assert cell["fillcolor"] == shade, told
    assert not wanted


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cycle", [2023, 2025])
def test_the_ends_of_every_dumbbell_are_the_rates_of_both_cycles(cycle, form, store, base):
    chosen = base.changed(data="demo", cycle=cycle)
    panel = store.ask("panel", **chosen.parameters()).to_dict("records")
    (marks, *_), *_ = drawn(store, "cycles", chosen, form)
    names = ("base_rate_percent", "rate_percent", "base_percent", "percent")
    wanted = [float(row[name]) for row in panel for name in names if known(row[name])]
    assert marks["x"] == wanted


@pytest.mark.parametrize("cycle", [2020, 2025])
def test_every_mark_of_the_matrix_is_what_the_party_answered(cycle, store, base):
    chosen = base.changed(data="demo", cycle=cycle)
    frame = store.ask("party_status", **chosen.parameters())
    wanted = Counter(zip(frame["name"], frame["status"], strict=True))
    traces, *_ = drawn(store, "statuses", chosen)
    columns, lines, counts = {}, {}, Counter()
    for trace in traces:
        kinds = set()
        for x, y, told in zip(trace["x"], trace["y"], trace["customdata"], strict=True):
            party, answer = told.split("<br>")[:2]
            measure, _, kind = said(answer).rpartition(": ")
            assert columns.setdefault(measure, x) == x
            assert lines.setdefault(said(party), y) == y
            kinds.add(kind)
            counts[said(party), kind] += 1
        assert len(kinds) == 1, "marks of one look mean one kind of answer"
    assert len(set(columns.values())) == len(columns)
    assert len(set(lines.values())) == len(lines)
    names = {"Yes": "yes", "No": "no", "Text": "text", "Not answered": "not_answered",
             "Not applicable": "not_applicable", "Not reported": "not_reported",
             "Not due": "not_due"}  # fmt: skip
    assert Counter({(party, names[kind]): n for (party, kind), n in counts.items()}) == wanted


@pytest.mark.parametrize("article", [21, 26, 30])
def test_an_article_has_a_mark_for_every_party_by_its_answer(article, store, base):
    chosen = base.changed(data="demo", cycle=2025, articles=(article,))
    (row,) = rates(store, chosen)
    columns = ("yes", "no", "not_answered", "not_applicable", "not_reported")
    wanted = sorted(int(row[name]) for name in columns if row[name])
    (marks, *_), *_ = drawn(store, "article", chosen)
    look = marks["marker"]
    parts = [look[name] for name in ("symbol", "color") if isinstance(look[name], list | tuple)]
    parts += [look["line"]["color"]] if isinstance(look["line"]["color"], list | tuple) else []
    assert sorted(Counter(zip(*parts, strict=True)).values()) == wanted


def test_the_register_is_drawn_party_by_party(store, base):
    parties = store.ask("parties", **base.parameters())
    (tiles,), shapes, texts = drawn(store, "parties-due", base)
    due = parties[parties["due"]]
    assert len(tiles["x"]) == len(due)
    assert {said(t).partition(":")[0] for t in tiles["customdata"]} == set(due["name"])
    assert len([s for s in shapes if s["type"] == "rect"]) == len(due)
    heads = Counter(due["region"])
    for code, count in heads.items():
        assert [note for note in texts if said(note["text"]).startswith(f"{code} {count} ")]
    (steps,), *_ = drawn(store, "accession", base)
    days = sorted(str(d)[:10] for d in parties["entry_into_force"].fillna(parties["entry_latest"]))
    assert list(steps["y"]) == [sum(d <= str(day)[:10] for d in days) for day in steps["x"]]
    assert steps["y"][-1] == len(parties)
