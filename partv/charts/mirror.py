"""A chart as it is read from right to left: its mirror image, with the words unturned.

Chart modules draw from left to right and know nothing of this. What they make is turned as a
whole where exhibits are drawn (``partv/exhibits/exhibit.py``).
"""

import re
from collections.abc import Callable

from partv.text import bidi

_ACROSS = re.compile(r"([MLH])(-?[\d.]+)")
"""Steps of a path that go to a place across."""

_OTHER = {"left": "right", "right": "left"}


def from_right(figure: dict) -> dict:
    """The figure for a language that is written from right to left: mirrored, each line of a text
    in that language marked as such, and ``layout.meta`` saying so to ``partv/svg/``.

    Plotly sets every text from left to right: unmarked, "39 of 62" would read "62 of 39" in Arabic.
    """
    turned = _with_texts(mirrored(figure), directed)
    return turned | {"layout": turned["layout"] | {"meta": {"direction": "rtl"}}}


def mirrored(figure: dict) -> dict:
    """The mirror image of a Plotly figure, as a dict: values run from right to left, what stood on
    the left stands on the right, at the same distance. Mirrored twice it is itself."""
    layout = figure["layout"]
    margin, hover = layout["margin"], layout["hoverlabel"]
    turned = {
        "margin": margin | {"l": margin["r"], "r": margin["l"]},
        "hoverlabel": _flipped(hover, "align"),
        "xaxis": layout["xaxis"] | {"range": layout["xaxis"]["range"][::-1]},
        "yaxis": _other_side(layout["yaxis"]),
    }
    if "shapes" in layout:
        turned["shapes"] = [_shape(shape) for shape in layout["shapes"]]
    if "annotations" in layout:
        turned["annotations"] = [_annotation(note) for note in layout["annotations"]]
    traces = [_flipped(trace, "textposition") for trace in figure["data"]]
    return figure | {"data": traces, "layout": layout | turned}


def directed(text: str) -> str:
    """A text of Plotly's whose lines run from right to left; as it is if it has no such letters:
    a name or a code in Latin letters keeps its own direction."""
    if not bidi.is_right_to_left(text):
        return text
    return "<br>".join(bidi.leftwards(text.split("<br>")))


def _other_side(axis: dict) -> dict:
    """A vertical axis on the other side; the left one is Plotly's default."""
    if axis.get("side") == "right":
        return {name: value for name, value in axis.items() if name != "side"}
    return axis | {"side": "right"}


def _annotation(note: dict) -> dict:
    turned = _flipped(_flipped(_placed(note, "x"), "xanchor"), "align")
    shifts = {name: -note[name] for name in ("xshift", "ax", "textangle") if name in note}
    return turned | shifts


def _shape(shape: dict) -> dict:
    """What has its size in pixels extends to the other side of where it is tied to."""
    pixels = shape.get("xsizemode") == "pixel"
    if shape["type"] == "path":
        turned = {"path": _ACROSS.sub(_other_way, shape["path"])} if pixels else {}
    elif pixels:
        turned = {name: -shape[name] for name in ("x0", "x1")}
    else:
        return _placed(shape, "x0", "x1")
    return _placed(shape | turned, "xanchor") if pixels else shape


def _other_way(step: re.Match) -> str:
    kind, value = step.groups()
    return f"{kind}{value[1:] if value.startswith('-') else f'-{value}'}"


def _placed(thing: dict, *names: str) -> dict:
    """Something placed by an axis stays at its value; placed by the paper, it changes sides."""
    if thing.get("xref") != "paper":
        return thing
    return thing | {name: 1 - thing[name] for name in names}


def _flipped(thing: dict, name: str) -> dict:
    """``left`` is ``right`` in this property, if it is there: ``middle right``, ``left``."""
    if name not in thing:
        return thing
    words = (_OTHER.get(word, word) for word in thing[name].split(" "))
    return thing | {name: " ".join(words)}


def _with_texts(figure: dict, change: Callable[[str], str]) -> dict:
    """The figure with every text that is read changed."""

    def of(thing: dict, *names: str) -> dict:
        changed = {}
        for name in names:
            if name in thing:
                texts = thing[name]
                one = isinstance(texts, str)
                changed[name] = change(texts) if one else [change(text) for text in texts]
        return thing | changed

    layout = figure["layout"]
    changed = {name: of(layout[name], "ticktext") for name in ("xaxis", "yaxis")}
    if "annotations" in layout:
        changed["annotations"] = [of(note, "text", "hovertext") for note in layout["annotations"]]
    traces = [of(trace, "text", "customdata") for trace in figure["data"]]
    return figure | {"data": traces, "layout": layout | changed}
