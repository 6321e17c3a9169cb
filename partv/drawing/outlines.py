"""Our SVG with its texts as outlines, for what turns it into pixels.

A picture of pixels is then the same on every machine: which fonts are there, and how a program
shapes Arabic or finds a bold Chinese font, plays no part in it.
"""

from lxml import etree

from partv.drawing import typeset
from partv.drawing.markup import number

_SVG = "{http://www.w3.org/2000/svg}"
_UNDER, _THICK = 0.1, 0.06  # an underline's distance from the baseline and its strength, in em


def outlined(svg: bytes) -> bytes:
    """An SVG that ``partv/exports/pictures.py`` made, without text: each glyph a shape."""
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
    spans, underlined = _spans(text)
    rtl = text.get("direction") == "rtl"
    line = typeset.line(tuple(spans), rtl)
    size = float(text.get("font-size"))
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
    x = float(text.get("x")) - line.width * size * (1 - share if rtl else share)
    place = f"translate({x:.3f} {text.get('y')}) scale({size / 1000:.6f} {-size / 1000:.6f})"
    # Outlines go upwards, so the group is turned upside down.
    group = etree.Element(f"{_SVG}g", transform=place, fill=text.get("fill"))
    ends = [*(glyph.x for glyph in line.glyphs[1:]), line.width]
    for glyph, end in zip(line.glyphs, ends, strict=True):
        name = names.setdefault((glyph.font, glyph.number), f"g{len(names)}")
        at = {"x": number(glyph.x * 1000), "y": number(glyph.y * 1000)}
        etree.SubElement(group, f"{_SVG}use", {"href": f"#{name}", **at})
        if underlined[glyph.span]:
            path = f"M{number(glyph.x * 1000)} {-1000 * _UNDER:g}H{number(end * 1000)}"
            look = {"stroke": text.get("fill"), "stroke-width": f"{1000 * _THICK:g}"}
            etree.SubElement(group, f"{_SVG}path", {"d": path, **look})
    return group


def _spans(text: etree._Element) -> tuple[list[tuple[str, bool]], list[bool]]:
    """The spans of a line, each with whether it is bold; and which are underlined."""
    spans: list[tuple[str, bool]] = []
    underlined: list[bool] = []

    def collect(element: etree._Element, bold: bool, under: bool) -> None:
        bold = element.get("font-weight", "700" if bold else "400") == "700"
        under = element.get("text-decoration", "underline" if under else "none") == "underline"
        for words, inner in ((element.text, None), *((child.tail, child) for child in element)):
            if inner is not None:
                collect(inner, bold, under)
            if words:
                spans.append((words, bold))
                underlined.append(under)

    collect(text, False, False)
    return spans, underlined
