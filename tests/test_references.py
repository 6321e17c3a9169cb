"""Pictures are made of what they were made of; what changed can be read and looked at."""

import pytest
from lxml import etree

from partv.address.deck import View
from partv.charts.layout import FORMS
from partv.exhibits.catalog import EXHIBITS, of_view
from tests.references import (
    KEPT,
    PICTURES,
    SVG,
    VIEWS,
    content,
    read,
    references,
    show,
    side_by_side,
)


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_is_made_of_what_it_was_made_of(name, store):
    """If a change is meant: ``make references``."""
    kept = read(KEPT / f"{name}.txt")
    found = references(store, View.parse(VIEWS[name], store.vocabulary))
    if found != kept:
        print("Old and new side by side:", show(name, kept, found))
    assert list(found) == list(kept)
    for title, text in found.items():
        assert text.splitlines() == kept[title].splitlines(), title


def test_every_exhibit_is_kept_in_every_form(store):
    views = [View.parse(text, store.vocabulary) for text in VIEWS.values()]
    assert {of_view(store, view) for view in views} == set(EXHIBITS)
    assert {file.stem for file in KEPT.glob("*.txt")} == set(VIEWS)
    assert {form for form, _, _ in PICTURES.values()} == {"slide", *FORMS}
    assert {paper for _, _, paper in PICTURES.values()} == {"light", "dark"}
    assert sum(file.stat().st_size for file in KEPT.iterdir()) < 1_000_000


@pytest.mark.parametrize("name", ["statuses", "regions", "accession", "article-demo"])
def test_what_is_kept_is_enough_to_draw_the_picture_again(name):
    """Drawn from what is kept, and read again, it is the same."""
    for title, kept in read(KEPT / f"{name}.txt").items():
        wide = float(kept.split(" ")[0])
        both = etree.fromstring(side_by_side("0 x 0\n", kept, PICTURES[title][2]))
        for ring in both.findall(f".//{SVG}circle[@stroke='#d00000']"):
            ring.getparent().remove(ring)
        (paper, _, new) = both
        assert float(paper.get("width")) == wide + 80
        again = etree.Element(f"{SVG}svg", width=kept.split(" ")[0], height=kept.split()[2])
        again.extend(new)
        lines = [line for line in kept.splitlines() if not line.startswith("code")]
        drawn = [line for line in content(again).splitlines() if "#808080" not in line]
        assert sorted(drawn) == sorted(lines), title


def test_what_has_changed_is_ringed(tmp_path, monkeypatch):
    kept = read(KEPT / "overview.txt")
    found = dict(kept, phone=kept["phone"].replace("39 of 62", "38 of 62"))
    assert found != kept
    monkeypatch.setattr("tests.references.CHANGED", tmp_path)
    show("overview", kept, found)
    assert {file.name for file in tmp_path.iterdir()} == {
        "overview.txt", "overview-phone.svg", "overview-phone.png"
    }  # fmt: skip
    assert read(tmp_path / "overview.txt") == found
    seen = etree.parse(tmp_path / "overview-phone.svg")
    words = "".join(seen.getroot().itertext())
    assert "39 of 62" in words
    assert "38 of 62" in words
    changed = [
        a != b for a, b in zip(kept["phone"].splitlines(), found["phone"].splitlines(), strict=True)
    ]
    assert len(seen.findall(f".//{SVG}circle[@stroke='#d00000']")) == 2 * sum(changed) > 0
