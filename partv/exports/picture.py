"""Pictures of a chart with its company: SVG and PNG, for downloads, slides and documents.

Whatever way the picture goes, title, measure, number of Parties, source, stamp and address go with
it. Pure: texts and a Plotly dict in, bytes out; the same bytes on every machine.
"""

from dataclasses import replace
from html import escape

import resvg_py

from partv.charts.theme import PALETTES, Palette
from partv.exports.picture_layout import Picture, Sheet, Type
from partv.i18n.language import language
from partv.svg.figure_svg import Drawing, draw
from partv.svg.markup import number
from partv.svg.outlines import outlined
from partv.svg.watermark import PIECE, Watermark
from partv.text import typeset

_DOWNLOAD = Type(1200, 40, 18, 19, 27, 17, 15, (4, 4, 0, 40, 6, 4))
_SLIDE = Type(1920, 44, 14, 30, 44, 28, 24, (3, 3, 3, 8, 8, 1))
"""More lines of marks and small print than any view has in any language: the chart gives way."""

_LEAST_LINES = (3, 2, 2, 3, 4, 1)
"""For words without end, which would leave no room for a chart."""

_CODE = 140
"""The side of the QR code on a slide, in pixels, with its quiet zone."""

_LARGEST = 30
"""A chart with few rows is not blown up beyond this size of its text, in pixels on a slide."""

_PLOT = 0.45
"""The share of a slide's width that a chart should have between its axes, if it can."""


def to_svg(picture: Picture, size: tuple[int, int] | None = None, theme: str = "light") -> bytes:
    """The picture as an SVG document.

    Without ``size``, 1200 pixels wide and as high as it needs. With a ``size`` in pixels, a slide
    that fills exactly that, the chart as large as there is room. ``theme`` is ``light`` or
    ``dark``, as the figure was drawn for. Raises ``ValueError`` for a figure with something that
    is not drawn (see ``partv/svg/figure_svg.py``).
    """
    sheet = _composed(picture, size, PALETTES[theme])
    wide, high = number(sheet.width), number(sheet.height)
    say = language(picture.lang)
    title = escape(typeset.printable(picture.title), quote=False)
    alt = escape(typeset.printable(picture.alt or picture.subtitle), quote=False)
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
        f' viewBox="0 0 {wide} {high}" role="img" lang="{say.code}"'
        f' font-family="{typeset.FAMILIES}" xml:space="preserve">',
        f"<title>{title}</title>",
        f"<desc>{alt}</desc>",
        f'<rect width="{wide}" height="{high}" fill="{PALETTES[theme].background}"/>',
        *sheet.parts,
        "</svg>\n",
    )
    return "\n".join(lines).encode()


def to_png(svg: bytes, scale: float = 1) -> bytes:
    """An SVG of ``to_svg`` as PNG, ``scale`` pixels to one of its own.

    Texts are drawn in the fonts of ``partv/fonts/``; no font of the machine is asked.
    """
    return resvg_py.svg_to_bytes(
        svg_string=outlined(svg).decode(), zoom=scale, skip_system_fonts=True
    )


def chart_svg(figure: dict, width: float, alt: str, word: str = "", theme: str = "light") -> str:
    """The chart alone as an ``<svg>`` to stand in a page, drawn ``width`` pixels wide, which then
    takes the width that the page gives it. What belongs to a chart, the page has to say. ``word``
    lies across it, pale, on paper of the ``theme``."""
    drawing = draw(figure, width)
    mark = Watermark(word).over(drawing.width, drawing.height, theme) if word else ""
    # A word that stands out of the drawing makes the picture wider.
    left = min([0.0, *(label.left for label in drawing.labels)])
    right = max([drawing.width, *(label.right for label in drawing.labels)])
    viewbox = " ".join(number(side) for side in (left, 0, right - left, drawing.height))
    words = escape(typeset.printable(alt))
    return (
        # A page from right to left would turn round what is drawn for its place.
        f'<svg viewBox="{viewbox}" direction="ltr" role="img" aria-label="{words}"'
        f' font-family="{typeset.FAMILIES}" xml:space="preserve">{drawing.body}{mark}</svg>'
    )


def _composed(picture: Picture, size: tuple[int, int] | None, palette: Palette) -> Sheet:
    if size is None:
        return _download(picture, palette)
    return _slide(picture, size, palette)


def _download(picture: Picture, palette: Palette) -> Sheet:
    sheet = Sheet(_DOWNLOAD, picture, palette)
    sheet.head()
    sheet.chart(*_apart(picture.figure, sheet.room, 1))
    sheet.foot()
    sheet.height = round(sheet.y + sheet.type.pad)
    # As PNG a download has two pixels for each of these.
    sheet.watermark((PIECE[0] / 2, PIECE[1] / 2))
    return sheet


def _slide(picture: Picture, size: tuple[int, int], palette: Palette) -> Sheet:
    width, height = size
    unit = min(height / 1080, width / 1440)
    scaled = {name: getattr(_SLIDE, name) * unit for name in ("pad", "gap", "stamp", "title")}
    scaled |= {name: getattr(_SLIDE, name) * unit for name in ("subtitle", "small")}
    kind = replace(_SLIDE, width=width, **scaled)
    for most in (_SLIDE.lines, _LEAST_LINES):
        if width < 1.5 * height:
            # Narrower lines, and more room below one another.
            most = (*most[:4], most[4] + 2, most[5])
        kind = replace(kind, lines=most)
        below = Sheet(kind, picture, palette)
        below.foot()
        sheet = Sheet(kind, picture, palette)
        aside = sheet.code(_CODE * unit)
        sheet.head(aside)
        top, bottom = sheet.y, height - kind.pad - below.y
        if bottom - top > height / 3:
            break
    drawing, scale = fitted(picture.figure, sheet.room, bottom - top, unit)
    sheet.y += max(0.0, (bottom - top - drawing.height * scale) / 2)
    sheet.chart(drawing, scale)
    sheet.y = bottom
    sheet.foot()
    sheet.height = height
    sheet.watermark(PIECE)
    return sheet


def fitted(figure: dict, width: float, height: float, unit: float = 1) -> tuple[Drawing, float]:
    """The chart drawn to fill a room, and the scale to put it there with.

    The scale is the largest at which the chart is no higher than the room, no text larger than
    on slides, and no two texts touch. Where labels would leave little room between the axes it is
    smaller, as long as the texts can be read from the back; ``unit`` is how many pixels of a slide
    go to one of 1920 by 1080.
    """
    layout = figure["layout"]
    size, margin = layout["font"]["size"], layout["margin"]
    scale = min(height / layout["height"], _LARGEST * unit / size)
    smallest = draw(figure, width / scale).smallest or size
    labels = margin["l"] + margin["r"]
    roomy = (1 - _PLOT) * width / labels if labels else scale
    return _apart(figure, width, min(scale, max(roomy, _SLIDE.small * unit / smallest)))


def _apart(figure: dict, width: float, scale: float) -> tuple[Drawing, float]:
    """The chart ``width`` wide at this scale, or smaller if texts would touch."""
    for _ in range(24):
        drawing = draw(figure, width / scale)
        if clear(drawing):
            break
        scale *= 0.96
    return drawing, scale


def clear(drawing: Drawing) -> bool:
    """Whether all texts stand inside the drawing, in their frames, and apart from each other."""
    labels = sorted(drawing.labels, key=lambda label: label.top)
    for index, label in enumerate(labels):
        if label.left < -1 or label.right > drawing.width + 1:
            return False
        for other in labels[index + 1 :]:
            if other.top >= label.bottom:
                break
            if label.left < other.right + 2 and other.left < label.right + 2:
                return False
        across, down = (label.left + label.right) / 2, (label.top + label.bottom) / 2
        for left, top, right, bottom in drawing.frames:
            if left < across < right and top < down < bottom:
                if label.left < left + 2 or label.right > right - 2:
                    return False
                break
    return True
