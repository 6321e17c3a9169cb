"""Text and shapes of slides as DrawingML. Measures are in points; colours are ``#rrggbb``."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from partv.exports.office.office_text import COMPLEX, EAST_ASIAN, LATIN, plain, tag

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONTS = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/><a:cs typeface="{COMPLEX}"/>'
# A field of the slide's number, and its identity, which may be any.
_NUMBER_FIELD = "{5B2F1C7E-2B0A-4D55-9C55-0D0F5C6A4E01}"


@dataclass(frozen=True)
class Voice:
    """The language of a file: its code and its direction."""

    lang: str
    direction: str = "ltr"

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.direction == "rtl"


@dataclass(frozen=True)
class Box:
    """A place on the slide, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def mirrored(self, page: float) -> "Box":
        """The same place seen from the other side of a page of that width."""
        return Box(page - self.x - self.width, self.y, self.width, self.height)


def emu(points: float) -> int:
    """Points in English Metric Units."""
    return round(points * 12700)


def color(value: str) -> str:
    """A colour ``#rrggbb`` as the schema has it."""
    return value.lstrip("#").upper()


def fill(value: str | None) -> str:
    """A solid fill, or none."""
    if value is None:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{color(value)}"/></a:solidFill>'


def run_properties(
    name: str,
    voice: Voice,
    size: float,
    bold: bool = False,
    ink: str | None = None,
    link: str = "",
    fonts: bool = False,
) -> str:
    """Properties of a run, as the element ``name``; ``link`` is a relationship's identity."""
    attributes = f'lang="{tag(voice.lang)}"'
    if voice.lang == "zh":
        attributes += ' altLang="en-GB"'
    attributes += f' sz="{round(size * 100)}" b="{int(bold)}" dirty="0"'
    inside = (fill(ink) if ink else "") + (FONTS if fonts else "")
    inside += f'<a:hlinkClick r:id="{link}"/>' if link else ""
    return f"<{name} {attributes}>{inside}</{name}>"


def paragraph_properties(
    voice: Voice, align: str = "start", line: float = 0, before: float = 0
) -> str:
    """Direction and alignment (``start``, ``center``, ``end``); ``line`` sets a line's height."""
    side = {"start": "r" if voice.rtl else "l", "end": "l" if voice.rtl else "r"}.get(align, "ctr")
    inside = f'<a:lnSpc><a:spcPts val="{round(line * 100)}"/></a:lnSpc>' if line else ""
    inside += f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    return (
        f'<a:pPr marL="0" indent="0" algn="{side}" rtl="{int(voice.rtl)}">{inside}'
        "<a:buNone/></a:pPr>"
    )


def paragraph(
    text: str,
    voice: Voice,
    size: float,
    *,
    bold: bool = False,
    ink: str | None = None,
    align: str = "start",
    line: float = 0,
    before: float = 0,
    link: str = "",
) -> str:
    """A paragraph of one run."""
    words = run(text, voice, size, bold=bold, ink=ink, link=link)
    return f"<a:p>{paragraph_properties(voice, align, line, before)}{words}</a:p>"


def run(
    text: str,
    voice: Voice,
    size: float,
    *,
    bold: bool = False,
    ink: str | None = None,
    link: str = "",
) -> str:
    """Words of one look, within a paragraph."""
    look = run_properties("a:rPr", voice, size, bold, ink, link)
    return f"<a:r>{look}<a:t>{escape(plain(text))}</a:t></a:r>"


def rule(number: int, name: str, box: Box, ink: str) -> str:
    """A filled bar, to part what stands beside it or below; nothing that is read."""
    return (
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/>'
        f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_place(box, 'a')}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(ink)}<a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def number_paragraph(voice: Voice, size: float, ink: str, number: int) -> str:
    """The number of the slide, kept by the office program."""
    return (
        f'<a:p>{paragraph_properties(voice, "end")}<a:fld id="{_NUMBER_FIELD}" type="slidenum">'
        f"{run_properties('a:rPr', voice, size, ink=ink)}<a:t>{number}</a:t></a:fld></a:p>"
    )


def shape(
    number: int,
    name: str,
    box: Box,
    paragraphs: str,
    *,
    placeholder: str = "",
    anchor: str = "t",
    outline: str = "",
) -> str:
    """A text shape; ``placeholder`` are the attributes of the layout's placeholder it fills."""
    kind = f"<p:ph {placeholder}/>" if placeholder else ""
    locks = '<p:cNvSpPr txBox="1"/>'
    if placeholder:
        locks = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    pad = emu(6) if outline else 0
    return (
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/>'
        f"{locks}<p:nvPr>{kind}</p:nvPr></p:nvSpPr>"
        f"<p:spPr>{_place(box, 'a')}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>{outline}</p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="{pad}" tIns="0" rIns="{pad}" bIns="0" '
        f'anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>'
    )


def frame(number: int, name: str, box: Box, alt: str, uri: str, inside: str, content: bool) -> str:
    """A chart or table; ``content`` if it fills the layout's placeholder of content."""
    kind = '<p:ph idx="1"/>' if content else ""
    return (
        f'<p:graphicFrame {NAMES}><p:nvGraphicFramePr><p:cNvPr id="{number}" '
        f"name={quoteattr(name)} descr={quoteattr(plain(alt))}/>"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr>{kind}</p:nvPr></p:nvGraphicFramePr>{_place(box, 'p')}"
        f'<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def _place(box: Box, prefix: str) -> str:
    return (
        f'<{prefix}:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></{prefix}:xfrm>'
    )
