"""What pictures are made of, kept as text in ``tests/pictures/``, a file a view.

A reference has a line for each text of a picture (its size, place, look and words) and one for each
kind of mark (its shape and colours, and every place where one stands), in whole pixels. So a change
can be read where it is reviewed; and a picture can be drawn again from what is kept of it, so that
old and new can be looked at side by side.

``python -m tests.references`` (``make references``) takes the pictures as they are now for the
references; look at the changes before committing them.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from partv.address.deck import View
from partv.charts.theme import PALETTES
from partv.data.warehouse import Warehouse
from partv.exhibits.catalog import slide
from partv.exhibits.exhibit import Exhibit
from partv.exhibits.picture_files import SIZES, code_of, picture_of
from partv.exports.picture import to_png, to_svg
from partv.i18n.language import language
from partv.paths import ROOT
from partv.svg.figure_svg import draw
from partv.svg.markup import Span, number, put

KEPT = ROOT / "tests" / "pictures"
CHANGED = ROOT / "test-artefacts" / "pictures"
HOME = "https://part-v.example"
SVG = "{http://www.w3.org/2000/svg}"

VIEWS = {
    "overview": "overview",
    "overview-of-a-region": "overview~data~demo~region~EUR~sort~rate",
    "article-in-words": "article~article~20",
    "article-of-three-measures": "article~article~23",
    "article-published": "article~article~26",
    "article-demo": "article~data~demo~cycle~2025~article~27",
    "article-of-a-small-region": "article~data~demo~region~WPR~article~29",
    "regions": "regions~data~demo",
    "region-profile": "regions~data~demo~region~EUR",
    "cycles": "cycles~data~demo",
    "cycles-with-a-break": "cycles~data~demo~cycle~2025~region~AFR",
    "statuses": "parties~data~demo",
    "statuses-of-one-article": "parties~data~demo~article~27",
    "parties-due": "parties",
    "parties-due-of-two-regions": "parties~region~AFR~region~SEAR",
    "cycles-published": "cycles",
    "accession": "cycles~cycle~2025~base~2020",
}

# Name -> form, language, paper. What a slide and a laptop's picture have around the chart differs.
PICTURES = {
    "slide": ("slide", "en", "light"),
    "slide in Chinese": ("slide", "zh", "light"),
    "slide in Arabic": ("slide", "ar", "light"),
    "laptop": ("wide", "en", "light"),
    "laptop, dark": ("wide", "en", "dark"),
    "projector": ("large", "en", "light"),
    "phone": ("narrow", "en", "light"),
}
_WIDTHS = {"large": 1560, "narrow": 360}

# Pictures -----------------------------------------------------------------------------------------


def composed(
    store: Warehouse, view: View, lang: str = "en", size: str = "16:9", place: str = "3 of 13"
) -> tuple[Exhibit, etree._Element]:
    """The exhibit of a view, and its slide as an SVG with texts as texts."""
    exhibit = slide(store, view, lang, "light")
    link = view.address(HOME)
    picture = picture_of(exhibit, language(lang), exhibit.slide_form, link)
    picture = replace(picture, code=code_of(link), place=place)
    return exhibit, etree.fromstring(to_svg(picture, SIZES[size]))


def picture(store: Warehouse, view: View, name: str) -> etree._Element:
    """One of ``PICTURES`` of a view: a slide and a laptop's with all that goes with the chart,
    a projector's and a phone's the chart alone."""
    form, lang, paper = PICTURES[name]
    if form == "slide":
        return composed(store, view, lang)[1]
    exhibit = slide(store, view, lang, paper)
    if form == "wide":
        link = view.address(HOME)
        return etree.fromstring(
            to_svg(picture_of(exhibit, language(lang), form, link), None, paper)
        )
    drawing = draw(exhibit.draw(form), _WIDTHS[form])
    return etree.fromstring(_document(drawing.body, drawing.width, drawing.height))


def references(store: Warehouse, view: View) -> dict[str, str]:
    """What each picture of a view is made of, by its name."""
    return {name: content(picture(store, view, name)) for name in PICTURES}


def _document(body: str, width: float, height: float, paper: str = "#ffffff") -> str:
    wide, high = number(width), number(height)
    return (
        f'<svg xmlns="{SVG[1:-1]}" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' xml:space="preserve">\n<rect width="{wide}" height="{high}" fill="{paper}"/>\n'
        f"{body}\n</svg>\n"
    )


# Content ------------------------------------------------------------------------------------------

_LOOK = ("fill", "stroke", "stroke-width", "stroke-dasharray")


def content(root: etree._Element) -> str:
    """The texts of a picture in the order in which they stand in it, then its marks by kind."""
    texts, marks = [], defaultdict(list)
    for element, scale, left, top in _placed(root, 1.0, 0.0, 0.0):
        kind, (x, y) = _kind(element, scale)
        x, y = left + x * scale, top + y * scale
        if kind:
            marks[kind].append((round(x), round(y)))
        elif element.tag == f"{SVG}text":
            size = float(element.get("font-size")) * scale
            bold = "bold " if element.get("font-weight") == "700" else ""
            look = f"{element.get('text-anchor', 'start')} {bold}{element.get('fill')}"
            words = "".join(element.itertext())
            texts.append(f"{size:5.1f} at {x:6.0f} {y:5.0f}  {look}  {words}")
    counted = [
        f"{kind} at {' '.join(f'{x},{y}' for x, y in sorted(places))}"
        for kind, places in sorted(marks.items())
    ]
    size = f"{root.get('width')} x {root.get('height')}"
    return "\n".join([size, *texts, *counted, ""])


def _kind(element: etree._Element, scale: float) -> tuple[str, tuple[float, float]]:
    """What kind of mark an element is, nothing for a text, and its place in its group."""
    tag = element.tag.removeprefix(SVG)
    look = "".join(f" {key}={element.get(key)}" for key in _LOOK if element.get(key))
    if element.get("class") == "code":
        return "code", _move(element)
    if element.get("class") == "watermark":
        return "watermark", (0.0, 0.0)
    if tag == "circle":
        radius = number(float(element.get("r")) * scale)
        return f"circle {radius}{look}", _point(element, "cx", "cy")
    if tag == "rect":
        wide, high = _point(element, "width", "height")
        return f"rect {wide * scale:.0f} {high * scale:.0f}{look}", _point(element, "x", "y")
    if tag == "path":
        shape, start = _shape(element.get("d"), scale)
        return f"path {shape}{look}", start
    return "", _point(element, "x", "y")


def _point(element: etree._Element, *names: str) -> tuple[float, float]:
    x, y = (float(element.get(name, 0)) for name in names)
    return x, y


def _placed(
    group: etree._Element, scale: float, left: float, top: float
) -> Iterator[tuple[etree._Element, float, float, float]]:
    """Every element that is drawn, with the scale and the place of its group."""
    for element in group:
        if element.tag == f"{SVG}g" and element.get("class") not in ("code", "watermark"):
            x, y = _move(element)
            found = re.search(r"scale\(([\d.]+)\)", element.get("transform"))
            inside = scale * (float(found[1]) if found else 1)
            yield from _placed(element, inside, left + x * scale, top + y * scale)
        else:
            yield element, scale, left, top


def _move(element: etree._Element) -> tuple[float, float]:
    x, y = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform")).groups()
    return float(x), float(y)


def _shape(path: str, scale: float) -> tuple[str, tuple[float, float]]:
    """A path as it would be if it began at the origin, and where it begins."""
    steps = [
        (name, [float(value) for value in re.findall(r"-?[\d.]+", values)])
        for name, values in re.findall(r"([A-Za-z])([^A-Za-z]*)", path)
    ]
    (_, (x, y)), *_ = steps
    parts = []
    for name, values in steps:
        start = {"H": [x], "V": [y]}.get(name, [x, y] * (len(values) // 2))
        if name.islower():
            start = [0] * len(values)
        moved = (f"{(value - at) * scale:.0f}" for value, at in zip(values, start, strict=True))
        parts.append(name + ",".join(moved))
    return "".join(parts), (x, y)


# Drawn again --------------------------------------------------------------------------------------


def side_by_side(old: str, new: str, paper: str) -> str:
    """Two contents drawn beside each other as SVG, with a ring around what only one of them has."""
    halves, width, height = [], 0.0, 0.0
    before, after = Counter(_elements(old)), Counter(_elements(new))
    for mine, other in ((before, after), (after, before)):
        rings = "".join(
            f'<circle cx="{x}" cy="{y}" r="14" fill="none" stroke="#d00000" stroke-width="3"/>'
            for _, x, y in sorted(mine - other)
        )
        drawn = sorted((element for element, _, _ in mine.elements()), key=_layer)
        body = "\n".join(drawn) + rings
        halves.append(f'<g transform="translate({number(width)} 0)">{body}</g>')
        wide, high = re.match(r"([\d.]+) x ([\d.]+)", new if mine is after else old).groups()
        width, height = width + float(wide) + 40, max(height, float(high))
    return _document("\n".join(halves), width, height, PALETTES[paper].background)


def _layer(element: str) -> tuple[int, str]:
    """Rectangles lie under lines, lines under marks, and texts on all of them."""
    tag = re.match(r"<(\w+)", element)[1]
    return ("rect", "g", "circle", "text").index(tag), element


def _elements(kept: str) -> Iterator[tuple[str, float, float]]:
    """What a content tells of, as SVG, each with its place."""
    for line in kept.splitlines()[1:]:
        said = re.match(
            r" *([\d.]+) at +(-?\d+) +(-?\d+)  (\w+) (bold )?(#\w+)  (.*)", line, re.DOTALL
        )
        if said:
            size, x, y, anchor, bold, color, words = said.groups()
            span = Span(words, bool(bold))
            yield put((span,), float(x), float(y), float(size), color, anchor), int(x), int(y)
            continue
        kind, _, places = line.partition(" at ")
        tag, *rest = kind.split(" ")
        look = " ".join('{}="{}"'.format(*part.split("=")) for part in rest if "=" in part)
        sizes = [part for part in rest if "=" not in part]
        for place in places.split():
            x, y = map(int, place.split(","))
            if tag == "circle":
                yield f'<circle cx="{x}" cy="{y}" r="{sizes[0]}" {look}/>', x, y
            elif tag == "rect":
                wide, high = sizes
                at = f'x="{x}" y="{y}" width="{wide}" height="{high}"'
                yield f"<rect {at} {look}/>", x, y
            elif tag == "path":
                yield f'<g transform="translate({x} {y})"><path d="{sizes[0]}" {look}/></g>', x, y
            elif tag == "watermark":
                yield '<g class="watermark"/>', x, y
            else:
                yield f'<rect x="{x}" y="{y}" width="140" height="140" fill="#808080"/>', x, y


# Kept ---------------------------------------------------------------------------------------------


def read(file: Path) -> dict[str, str]:
    """What is kept of the pictures of a view; empty if nothing is."""
    if not file.exists():
        return {}
    parts = re.split(r"^== (.+) ==\n", file.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def write(file: Path, found: dict[str, str]) -> None:
    """Keep them."""
    file.write_text("".join(f"== {name} ==\n{text}" for name, text in found.items()), "utf-8")


def show(name: str, kept: dict[str, str], found: dict[str, str]) -> Path:
    """Leave what changed in ``test-artefacts/``: the new reference, and for each picture that
    is another an SVG and a PNG with the old on the left and the new on the right."""
    CHANGED.mkdir(parents=True, exist_ok=True)
    write(CHANGED / f"{name}.txt", found)
    for title, (_, _, paper) in PICTURES.items():
        if kept.get(title) != found[title]:
            svg = side_by_side(kept.get(title, "0 x 0\n"), found[title], paper)
            file = CHANGED / f"{name}-{re.sub('[^a-z]+', '-', title.lower())}.svg"
            file.write_text(svg, "utf-8")
            file.with_suffix(".png").write_bytes(to_png(svg.encode(), 1))
    return CHANGED


def main() -> None:
    """Take the pictures as they are for the references, and say which have changed."""
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory() as nothing:
        store = Warehouse(imported=Path(nothing))
        for name, text in VIEWS.items():
            file = KEPT / f"{name}.txt"
            kept, found = read(file), references(store, View.parse(text, store.vocabulary))
            if kept != found:
                show(name, kept, found)
                write(file, found)
                print(f"{name}: {', '.join(t for t in found if kept.get(t) != found[t])}")
    for file in {*KEPT.glob("*.txt")} - {KEPT / f"{name}.txt" for name in VIEWS}:
        file.unlink()


if __name__ == "__main__":
    sys.exit(main())
