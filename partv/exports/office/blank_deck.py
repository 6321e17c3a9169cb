"""An empty deck: 16:9, one master and one layout, the dashboard's fonts and colours.

The layout has placeholders for title, subtitle, content, footer and number, so that the outline,
a screen reader and "reset slide" of an office program know what is what.
"""

import re
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from partv.charts.theme import LIGHT
from partv.exports.office.drawingml import (
    NAMES,
    Box,
    Voice,
    color,
    fill,
    number_paragraph,
    paragraph,
    shape,
)
from partv.exports.office.office_text import COMPLEX, EAST_ASIAN, LATIN, plain, tag
from partv.exports.office.slide_content import DeckFacts
from partv.exports.reproducible_zip import WHEN

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 40.0
TITLE, SUBTITLE, FOOT = 28, 18, 12
LONG_TITLE = 24

TITLE_PLACE = 'type="title"'
SUBTITLE_PLACE = 'type="body" sz="quarter" idx="13"'
CONTENT_PLACE = 'idx="1"'
FOOT_PLACE = 'type="ftr" sz="quarter" idx="11"'
NUMBER_PLACE = 'type="sldNum" sz="quarter" idx="12"'

_INNER = WIDTH - 2 * MARGIN
_BOXES = {
    "title": Box(MARGIN, 24, _INNER, 72),
    "subtitle": Box(MARGIN, 100, _INNER, 48),
    "content": Box(MARGIN, 156, _INNER, 310),
    "foot": Box(MARGIN, 478, _INNER - 80, 48),
    "number": Box(WIDTH - MARGIN - 60, 508, 60, 18),
}


def empty_deck(facts: DeckFacts) -> Deck:
    """A deck without slides, with its properties set."""
    voice = Voice(facts.lang, facts.direction)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    if voice.rtl:
        deck.element.set("rtl", "1")
    for layout in list(deck.slide_layouts)[1:]:
        deck.slide_layouts.remove(layout)
    _dress_master(deck, voice)
    _dress_layout(deck, voice)
    for master in (deck.slide_master, deck.notes_master):
        _dress_theme(master.part.part_related_by(RT.THEME))
    _describe(deck, facts)
    # What the library's empty file brings along: a printer's settings, a picture of a blank slide.
    _forget(deck.part.rels, RT.PRINTER_SETTINGS)
    _forget(deck.part.package._rels, RT.THUMBNAIL)
    return deck


def _dress_theme(part: Part) -> None:
    """Our fonts and colours in a theme part."""
    theme = part.blob.decode("utf-8")
    fonts = (
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/><a:cs typeface="{COMPLEX}"/>'
    )
    for kind in ("majorFont", "minorFont"):
        theme = re.sub(
            rf"<a:{kind}>.*?</a:{kind}>", f"<a:{kind}>{fonts}</a:{kind}>", theme, flags=re.S
        )
    theme = re.sub(r"<a:clrScheme.*?</a:clrScheme>", _colors(), theme, flags=re.S)
    if isinstance(part, XmlPart):
        part._element = parse_xml(theme.encode("utf-8"))
    else:
        part._blob = theme.encode("utf-8")


def _colors() -> str:
    names = {
        "dk1": LIGHT.text,
        "lt1": LIGHT.background,
        "dk2": LIGHT.muted,
        "lt2": LIGHT.grid,
        "accent1": LIGHT.accent,
        "accent2": LIGHT.second,
        "accent3": LIGHT.scale[4][0],
        "accent4": LIGHT.scale[3][0],
        "accent5": LIGHT.scale[2][0],
        "accent6": LIGHT.track,
        "hlink": LIGHT.accent,
        "folHlink": LIGHT.accent,
    }
    listed = "".join(
        f'<a:{name}><a:srgbClr val="{color(value)}"/></a:{name}>' for name, value in names.items()
    )
    return f'<a:clrScheme name="Part V Dashboard">{listed}</a:clrScheme>'


def _dress_master(deck: Deck, voice: Voice) -> None:
    master = deck.slide_master.element
    tree = master.cSld.spTree
    for old in tree.findall(".//{*}sp"):
        tree.remove(old)
    _add_prompts(tree, voice, master=True)
    styles = master.find("{*}txStyles")
    styles.getparent().replace(styles, parse_xml(_text_styles(voice)))


def _dress_layout(deck: Deck, voice: Voice) -> None:
    layout = deck.slide_layouts[0].element
    layout.attrib.pop("type", None)
    layout.cSld.set("name", "Finding")
    tree = layout.cSld.spTree
    for old in tree.findall(".//{*}sp"):
        tree.remove(old)
    _add_prompts(tree, voice, master=False)


def _add_prompts(tree: Any, voice: Voice, master: bool) -> None:
    """The placeholders of the master or the layout. What they say is never shown on a slide."""
    muted = LIGHT.muted
    kinds = [
        ("title", TITLE_PLACE, paragraph("Title", voice, TITLE, bold=True)),
        ("content", 'type="body" idx="1"' if master else CONTENT_PLACE, paragraph("…", voice, 20)),
        ("foot", FOOT_PLACE.replace("11", "3") if master else FOOT_PLACE, _blank(voice)),
        (
            "number",
            NUMBER_PLACE.replace("12", "4") if master else NUMBER_PLACE,
            number_paragraph(voice, FOOT, muted, 1),
        ),
    ]
    if not master:
        prompt = paragraph("Subtitle", voice, SUBTITLE, ink=muted)
        kinds.insert(1, ("subtitle", SUBTITLE_PLACE, prompt))
    for number, (name, place, text) in enumerate(kinds, start=2):
        box = _BOXES[name].mirrored(WIDTH) if voice.rtl else _BOXES[name]
        tree.append(parse_xml(shape(number, name.capitalize(), box, text, placeholder=place)))


def _blank(voice: Voice) -> str:
    return f'<a:p><a:endParaRPr lang="{tag(voice.lang)}" sz="{FOOT * 100}"/></a:p>'


def _text_styles(voice: Voice) -> str:
    def level(number: int, size: int, bold: bool) -> str:
        return (
            f'<a:lvl{number}pPr marL="0" indent="0" algn="{"r" if voice.rtl else "l"}" '
            f'rtl="{int(voice.rtl)}"><a:buNone/><a:defRPr sz="{size * 100}" b="{int(bold)}">'
            f"{fill(LIGHT.text)}<a:latin typeface={{0}}/><a:ea typeface={{1}}/>"
            f"<a:cs typeface={{2}}/></a:defRPr></a:lvl{number}pPr>"
        )

    def of_theme(levels: str, kind: str) -> str:
        return levels.format(*(f'"+{kind}-{script}"' for script in ("lt", "ea", "cs")))

    title = of_theme(level(1, TITLE, True), "mj")
    body = of_theme("".join(level(number, 20, False) for number in range(1, 6)), "mn")
    other = of_theme(level(1, SUBTITLE, False), "mn")
    return (
        f"<p:txStyles {NAMES}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}"
        f"</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _describe(deck: Deck, facts: DeckFacts) -> None:
    about = deck.core_properties
    # The library refuses more than 255 characters.
    about.title = plain(facts.title)[:255]
    about.author = about.last_modified_by = plain(facts.author)[:255]
    about.subject = plain(facts.unofficial)[:255]
    about.language = tag(facts.lang)
    about.created = about.modified = WHEN
    about.revision = 1
    about.keywords = about.comments = about.category = ""
    application = deck.part.package.part_related_by(RT.EXTENDED_PROPERTIES)
    application._blob = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Application>Part V Dashboard</Application></Properties>'
    )


def _forget(rels: Any, kind: str) -> None:
    for key in [key for key, rel in rels.items() if rel.reltype == kind]:
        rels.pop(key)
