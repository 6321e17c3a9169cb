"""Every exhibit with a chart, and words of every kind, for the tests of pictures."""

import re

from hypothesis import strategies as st

from partv.address.selection import Selection
from partv.charts.strips import strips
from partv.charts.theme import LIGHT
from partv.data.rate_rows import MeasureRate
from partv.data.warehouse import Warehouse
from partv.exhibits.cycles import cycles
from partv.exhibits.exhibit import Exhibit
from partv.exhibits.overview import overview
from partv.exhibits.parties import accession, statuses
from partv.exhibits.parties_due import parties_due
from partv.exhibits.regions import regions
from partv.exports.picture import Picture
from partv.i18n.language import language
from partv.text import typeset

# Name -> how it is made, and what of the Selection is other than by default.
EXHIBITS = {
    "overview": (overview, {}),
    "overview of one Article": (overview, {"articles": (27,)}),
    "overview of the demonstration": (overview, {"data": "demo"}),
    "regions": (regions, {"data": "demo"}),
    "cycles": (cycles, {"data": "demo"}),
    "cycles of one Article": (cycles, {"data": "demo", "articles": (21,)}),
    "cycles with a break": (cycles, {"data": "demo", "cycle": 2025, "base": 2023}),
    "matrix": (statuses, {"data": "demo"}),
    "roster": (statuses, {"data": "demo", "articles": (27,)}),
    "tiles": (parties_due, {}),
    "tiles of two regions": (parties_due, {"regions": ("AFR", "SEAR")}),
    "steps": (accession, {}),
}


def exhibit(name: str, store: Warehouse, base: Selection, lang: str, paper: str) -> Exhibit:
    """The exhibit of that name."""
    make, changes = EXHIBITS[name]
    return make(store, base.changed(**changes), lang, paper)


def picture(shown: Exhibit, form: str = "wide", lang: str = "en") -> Picture:
    """The exhibit with its chart in that form, as a picture."""
    return Picture(
        title=shown.title,
        subtitle=shown.subtitle,
        figure=shown.draw(form),
        marks=shown.marks,
        notes=shown.notes,
        source=shown.source,
        stamp=shown.stamp,
        link="https://part-v.example/overview?data=demo&cycle=2023",
        alt=shown.alt,
        lang=lang,
    )


def boxes(shapes, look) -> list[tuple[float, ...]]:
    """The rectangles of the paths of a look: left, right, top, bottom."""
    paths = "".join(shape["path"] for shape in shapes if shape["type"] == "path" and look(shape))
    found = re.findall(r"M([-\d.]+),([-\d.]+)H([-\d.]+)V([-\d.]+)H\1Z", paths)
    return [tuple(map(float, (x0, x1, y0, y1))) for x0, y0, x1, y1 in found]


# A chart of one row, for any words around it.
SMALL_ROW = MeasureRate(
    article=27, title="t", indicator="i", yes=3, percent=30.0, low=20.0, high=40.0,
    basis="counted", denominator=10, reported=10, due=11, small=False, figures=1,
    article_percent=30.0,
)  # fmt: skip
SMALL = strips([SMALL_ROW], language("en"), LIGHT, "wide", lambda _: None, lambda _: None)

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "]]> <!-- &amp; &lt; &#0; \"' <b>bold</b>",
            "\0\x01\x0b\ufffe\uffff\ud800",
            "\u202eabc\u202c \u2066x",
            "😀👩‍👩‍👧🇫🇷",
            "المادة 27 (WHO) א",
            "a" * 10_000,
            "烟" * 3000,
            "x " * 5000,
            " ",
            "\n\n\t",
        ]
    ),
)

SVG = "{http://www.w3.org/2000/svg}"


def lines_of(root) -> list[tuple[str, float, float, float, float]]:
    """Words, left, right, baseline and size of each line, in pixels of the whole picture."""
    lines = []
    for text in root.iter(f"{SVG}text"):
        spans = [("".join(text.itertext()), text.get("font-weight") == "700")]
        if len(text):
            spans = [
                (words, bold)
                for words, bold in [
                    (text.text, False),
                    *((e.text, e.get("font-weight") == "700") for e in text),
                    *((e.tail, False) for e in text),
                ]
                if words
            ]
        size = float(text.get("font-size"))
        rtl = spans[0][0].startswith("\N{RIGHT-TO-LEFT EMBEDDING}")
        spans = [(typeset.printable(words), bold) for words, bold in spans]
        wide = typeset.line(tuple(spans), rtl).width * size
        share = {"middle": 0.5, "end": 1}.get(text.get("text-anchor"), 0)
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - wide * share
        right = left + wide
        for group in text.iterancestors(f"{SVG}g"):
            moved = re.fullmatch(
                r"translate\(([\d.]+) ([\d.]+)\)(?: scale\(([\d.]+)\))?", group.get("transform")
            )
            scale = float(moved[3] or 1)
            left, right = (float(moved[1]) + place * scale for place in (left, right))
            y, size = float(moved[2]) + y * scale, size * scale
        lines.append((" ".join("".join(words for words, _ in spans).split()), left, right, y, size))
    return lines
