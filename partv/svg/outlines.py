"""Our SVG with its texts as outlines, for what turns it into pixels.

A picture of pixels is then the same on every machine: which fonts are there, and how a program
shapes Arabic or finds a bold Chinese font, plays no part in it.
"""

from lxml import etree

from partv.svg.markup import number
from partv.text import bidi, typeset

_SVG = "{http://www.w3.org/2000/svg}"


def outlined(svg: bytes) -> bytes:
    """An SVG that ``partv/exports/picture.py`` made, without text: each glyph a shape."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, huge_tree=True))
    names: dict[tuple[str, int], str] = {}
    for text in list(root.iter(f"{_SVG}text")):
        text.getparent().replace(text, _outlined(text, names))
    shapes = etree.Element(f"{_SVG}defs")
    for (font, glyph), name in names.items():
        etree.SubElement(shapes, f"{_SVG}path", id=name, d=typeset.outline(font, glyph))
    root.insert(0, shapes)
    return etree.tostring(root)


def _outlined(text: etree._Element, names: dict[tuple[str, int], str]) -> etree._Element:
    """One line as a group of glyphs; ``names`` collects the glyphs that are used."""
    spans = _spans(text)
    rtl = "".join(text.itertext()).startswith(bidi.LEFTWARDS)
    line = typeset.line(tuple(spans), rtl)
    size = float(text.get("font-size"))
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
    x = float(text.get("x")) - line.width * size * share
    place = f"translate({x:.3f} {text.get('y')}) scale({size / 1000:.6f} {-size / 1000:.6f})"
    # Outlines go upwards, so the group is turned upside down.
    group = etree.Element(f"{_SVG}g", transform=place, fill=text.get("fill"))
    for glyph in line.glyphs:
        name = names.setdefault((glyph.font, glyph.number), f"g{len(names)}")
        at = {"x": number(glyph.x * 1000), "y": number(glyph.y * 1000)}
        etree.SubElement(group, f"{_SVG}use", {"href": f"#{name}", **at})
    return group


def _spans(text: etree._Element) -> list[tuple[str, bool]]:
    """The spans of a line, each with whether it is bold."""
    spans: list[tuple[str, bool]] = []

    def collect(element: etree._Element, bold: bool) -> None:
        bold = element.get("font-weight", "700" if bold else "400") == "700"
        for words, inner in ((element.text, None), *((child.tail, child) for child in element)):
            if inner is not None:
                collect(inner, bold)
            if words:
                spans.append((words, bold))

    collect(text, False)
    return spans
