"""Strips: a row a measure, in it a cell for every Party that was due, the figure beside it.

The cells of a row are sorted by what the Parties said: a column of cells is not one Party. First
come those of the denominator, then those that sent no report. What is filled is what the figure
counts; it can be counted.

Three forms from one frame, and one for slides. ``wide``, ``large`` and ``slide`` set labels left of
the strips, ``narrow`` above each (phones). The page shows the form that fits
(``partv/ui/page.css``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from partv.charts.hyperlinks import Link, over
from partv.charts.layout import hidden_axis, layout, targets
from partv.charts.marks import CELLS, fill_of
from partv.charts.theme import Palette
from partv.data.rate_rows import MeasureRate
from partv.i18n import wording
from partv.i18n.language import Language
from partv.text import typeset
from partv.text.cells import anchor, escape, fitted, wrap
from partv.text.typeset import widest

_ONE_BY_ONE = 120
"""Up to so many Parties each has a cell of its own; of more a row is a bar in the same colours."""

_GAP = 0.16
"""Between two cells, as a share of a cell."""


# State: what is to be shown, without a pixel -------------------------------------------------


@dataclass(frozen=True)
class Strip:
    """One measure. Texts are in the reader's language."""

    article: int
    first: bool
    """Whether it is the first row of its Article, or stands for itself."""
    label: str
    cells: tuple[tuple[str, int], ...]
    """Kind of cell (``CELLS``) and number of Parties, in order; empty where that is not known."""
    half: float | None
    """The cell at which half of the denominator is reached."""
    share: str
    count: str
    words: str
    """Why there is no strip; empty where there is one."""
    told: str
    """What the pointer is told, as Plotly's markup."""


def strips_of(rates: Sequence[MeasureRate], language: Language, grouped: bool) -> list[Strip]:
    """Return the rates as strips, in their order, with their texts as they are.

    ``grouped``: rows of one Article stand together, and only the first has its number.
    """
    found: list[Strip] = []
    for rate in rates:
        cells = tuple(_cells(rate))
        found.append(
            Strip(
                article=rate.article,
                first=not grouped or not found or found[-1].article != rate.article,
                label=rate.label,
                cells=cells,
                half=rate.denominator / 2 if cells and rate.denominator else None,
                share=_sided(rate.percentage(language), language),
                count=rate.count_of(language),
                words=_instead(rate, bool(cells), language),
                told=_told(rate, language),
            )
        )
    return found


def _sided(share: str, language: Language) -> str:
    """The marks of a share stay behind it where all else runs from right to left."""
    return f"{share}\N{LEFT-TO-RIGHT MARK}" if share and language.direction == "rtl" else share


def _instead(rate: MeasureRate, drawn: bool, language: Language) -> str:
    if drawn:
        return ""
    return rate.no_percentage(language) or wording.missing(rate.basis, language)


def _cells(rate: MeasureRate) -> Iterator[tuple[str, int]]:
    """Give the Parties that were due by what they said, as far as it is known."""
    if rate.yes is None or rate.denominator is None:
        return
    parts = {
        "yes": rate.yes,
        "no": rate.no,
        "not_answered": rate.not_answered,
        "not_applicable": rate.not_applicable,
    }
    known = {name: number for name, number in parts.items() if number is not None}
    reported = sum(known.values()) if rate.reported is None else rate.reported
    known["other"] = reported - sum(known.values())
    beyond = (reported if rate.due is None else rate.due) - reported
    known["not_reported"] = beyond if rate.not_reported is None else rate.not_reported
    known["absent"] = beyond - known["not_reported"]
    yield from ((name, known[name]) for name in CELLS if known.get(name, 0) > 0)


def kinds_of(strips: Sequence[Strip]) -> list[str]:
    """The kinds of cells that occur, in the order of ``CELLS``."""
    found = {kind for strip in strips for kind, _ in strip.cells}
    return [kind for kind in CELLS if kind in found]


def _told(rate: MeasureRate, language: Language) -> str:
    words = rate.title if rate.statement is None else rate.statement
    head = language.text("Article {article}", article=rate.article)
    first = escape(language.pair(head, rate.figure(language)))
    lines = [f"<b>{first}</b>", *map(escape, wrap(words, 60))]
    # Where it comes from and what its marks mean stands below the chart and in its table.
    return "<br>".join(lines)


# Placed: where everything stands ---------------------------------------------------------------


@dataclass(frozen=True)
class _Form:
    """Measures in pixels."""

    size: int
    small: int
    number: int
    """The column of the Article's number."""
    label: int
    """The column of the measure, at most; 0: it stands above the strip."""
    cell: int
    """The height of a cell."""
    row: int
    gap: int
    """More before the first row of an Article."""
    room: int
    """The narrowest width at which the form is shown; the key keeps within it."""


_FORMS = {
    "wide": _Form(size=15, small=13, number=34, label=400, cell=14, row=24, gap=4, room=860),
    "large": _Form(size=20, small=20, number=46, label=540, cell=19, row=33, gap=5, room=1040),
    "slide": _Form(size=25, small=25, number=60, label=760, cell=19, row=28, gap=4, room=1700),
    "narrow": _Form(size=14, small=13, number=26, label=0, cell=11, row=17, gap=8, room=284),
}


@dataclass(frozen=True)
class _Placed:
    """A strip with its places, from the top of the plot."""

    strip: Strip
    lines: tuple[str, ...]
    top: float
    y: float
    """The middle of the cells, or of the words in their place."""
    bottom: float


def _placed(strips: Sequence[Strip], form: _Form) -> list[_Placed]:
    line = ceil(form.size * 1.25)
    bottom = 0.0
    found = []
    for strip in strips:
        top = bottom + (form.gap if strip.first and found else 0)
        if form.label:
            lines = fitted(strip.label, 90, form.size, form.label - 12)
            height = form.row + line * (len(lines) - 1)
            y, bottom = top + height / 2, top + height
        else:
            lines = fitted(strip.label, 40, form.size, form.room - form.number - 62)
            y = top + line * len(lines) + form.row / 2 + 2
            bottom = y + form.row / 2 + 4
        found.append(_Placed(strip, tuple(lines), top, y, bottom))
    return found


@dataclass(frozen=True)
class _Columns:
    """Widths in pixels: left of the cells number and label; right of them the ends of the share
    and of the count."""

    left: int
    share: int
    count: int


def _columns(strips: Sequence[Strip], form: _Form, heads: tuple[str, str]) -> _Columns:
    """What the longest of each needs."""
    share = ceil(widest([strip.share for strip in strips], form.size, bold=True)) + 14
    count = ceil(widest([strip.count for strip in strips], form.size)) + 14
    if not form.label:
        # Share and count stand one above the other.
        edge = max(share, count, 56)
        return _Columns(form.number, edge, edge)
    share = max(share, ceil(widest([heads[0]], form.small)) + 14)
    count = max(count, ceil(widest([heads[1]], form.small)) + 14)
    return _Columns(form.number + form.label, share, share + count)


# Drawn: as Plotly's dict -----------------------------------------------------------------------


def strips(
    rates: Sequence[MeasureRate],
    language: Language,
    palette: Palette,
    form: str,
    link: Link,
    onward: Link,
    grouped: bool = True,
) -> dict:
    """Return a Plotly figure, as a dict, of rates by measure in their order.

    Their texts are already in ``language``. ``link`` gives the address of an Article's page, to
    which number and label lead; ``onward`` that to which the cells lead. ``grouped``: rows of one
    Article stand together.
    """
    rows, shape = strips_of(rates, language, grouped), _FORMS[form]
    if form == "slide":
        # Two lines are higher than a row: no label is broken.
        label = ceil(widest([row.label for row in rows], shape.size)) + 24
        shape = replace(shape, label=label)
    heads = language.text("Share"), language.text("Parties")
    columns = _columns(rows, shape, heads)
    placed = _placed(rows, shape)
    most = max((sum(n for _, n in row.cells) for row in rows), default=0) or 1
    key = _key(rows, shape, palette, language)
    height = (placed[-1].bottom if placed else shape.row) + 4
    top = key.height + (ceil(shape.small * 1.8) if shape.label else 4)
    texts = [text for row in placed for text in _texts(row, shape, palette, link, columns)]
    if shape.label:
        texts += _heads(placed, shape, palette, language, columns, heads)
    for row in placed:
        if not row.strip.cells:
            continue
        reach = shape.room - columns.left - columns.count - 8
        # In a narrow window the figure alone: few have a pointer there, and bytes are dear.
        address, told = onward(row.strip.article), row.strip.told
        told = told if shape.label else told.split("<br>")[0]
        texts += over(most / 2, row.y, reach, shape.cell + 6, address, told)
    # The key hangs from the top of the picture, at the left of the labels.
    texts += key.texts(-columns.left, -top)
    figure = layout(palette, shape.size, top + height, (columns.left, top, columns.count, 0))
    figure["xaxis"] = hidden_axis(0, most)
    figure["yaxis"] = hidden_axis(height, 0)
    figure["annotations"] = texts
    figure["shapes"] = [
        *_filled(placed, shape, palette),
        *_parted(placed, most, shape, palette),
        *_rules(placed, most, columns, palette),
        *_outlined(placed, shape, palette),
        *_halves(placed, shape, palette),
        *key.shapes(-columns.left, -top),
    ]
    return {"data": [_targets(placed, most, onward)], "layout": figure}


def _targets(placed: Sequence[_Placed], most: int, onward: Link) -> dict:
    """Marks that are not seen and answer the pointer, where no link does."""
    rows = [row for row in placed if row.strip.cells]
    found = targets([most / 2 for _ in rows], [row.y for row in rows], 24, [])
    if all(onward(row.strip.article) is not None for row in rows):
        del found["hovertemplate"], found["customdata"]
        return found | {"hoverinfo": "skip"}
    return found | {"customdata": [row.strip.told for row in rows]}


def _spans(placed: Sequence[_Placed]) -> Iterator[tuple[str, float, float, _Placed]]:
    """Kind, start and end of each run of cells."""
    for row in placed:
        start = 0
        for kind, number in row.strip.cells:
            yield kind, start, start + number, row
            start += number


def _box(x0: float, x1: float, y0: float, y1: float) -> str:
    return f"M{_n(x0)},{_n(y0)}H{_n(x1)}V{_n(y1)}H{_n(x0)}Z"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _path(path: str, fill: str | None, line: dict, **more: object) -> dict:
    return {"type": "path", "path": path, "fillcolor": fill or _CLEAR, "line": line} | more


_CLEAR = "rgba(0,0,0,0)"
_NO_LINE = {"width": 0, "color": _CLEAR}


def _filled(placed: Sequence[_Placed], form: _Form, palette: Palette) -> list[dict]:
    """One shape a fill: all cells of a kind."""
    paths: dict[str, str] = {}
    for kind, start, end, row in _spans(placed):
        if fill := fill_of(kind, palette):
            y = row.y - form.cell / 2
            paths[fill] = paths.get(fill, "") + _box(start, end, y, y + form.cell)
    return [_path(path, fill, _NO_LINE) for fill, path in paths.items()]


def _parted(placed: Sequence[_Placed], most: int, form: _Form, palette: Palette) -> list[dict]:
    """Lines of the ground between the cells of all rows, as one shape."""
    if most > _ONE_BY_ONE or not placed:
        return []
    path = "".join(f"M{cell},0V{_n(placed[-1].bottom)}" for cell in range(1, most))
    line = {"color": palette.background, "width": 1 if form.cell < 18 else 2}
    return [_path(path, None, line)] if path else []


def _outlined(placed: Sequence[_Placed], form: _Form, palette: Palette) -> list[dict]:
    """Cells without a fill: an outline, and what is drawn across it."""
    frames: dict[str, str] = {}
    strokes = ""
    for kind, start, end, row in _spans(placed):
        look = CELLS[kind]
        if look.filled:
            continue
        top, bottom = row.y - form.cell / 2 + 0.5, row.y + form.cell / 2 - 0.5
        one_by_one = sum(n for _, n in row.strip.cells) <= _ONE_BY_ONE
        edges = range(int(start), int(end)) if one_by_one else (start,)
        for edge in edges:
            x0, x1 = edge + _GAP / 2, (edge + 1 if one_by_one else end) - _GAP / 2
            frames[look.dash] = frames.get(look.dash, "") + _box(x0, x1, top, bottom)
            if look.stroke == "diagonal":
                strokes += f"M{_n(x0)},{_n(bottom)}L{_n(x1)},{_n(top)}"
            elif look.stroke == "level":
                strokes += f"M{_n(x0)},{_n(row.y)}H{_n(x1)}"
    made = [
        _path(path, None, {"color": palette.edge, "width": 1, "dash": dash})
        for dash, path in frames.items()
    ]
    line = {"color": palette.edge, "width": 1}
    return [*made, *([_path(strokes, None, line)] if strokes else [])]


def _rules(
    placed: Sequence[_Placed], most: int, columns: _Columns, palette: Palette
) -> Iterator[dict]:
    """A fine line above each Article, from its number to its count."""
    heights = [_n(row.top) for row in placed if row.strip.first]
    line = {"color": palette.grid, "width": 1}
    if not heights:
        return
    beside = {"xref": "paper", "xsizemode": "pixel"}
    for end, x0, x1 in ((0, -columns.left, 0), (1, 0, columns.count)):
        path = "".join(f"M{x0},{y}H{x1}" for y in heights)
        yield _path(path, None, line, xanchor=end, **beside)
    yield _path("".join(f"M0,{y}H{most}" for y in heights), None, line)


def _halves(placed: Sequence[_Placed], form: _Form, palette: Palette) -> list[dict]:
    """Where half of the denominator is reached: one line where it is the same in all rows."""
    rows = [row for row in placed if row.strip.half is not None]
    if not rows:
        return []
    line = {"color": palette.text, "width": 1.5, "dash": "3px,3px"}
    halves = {row.strip.half for row in rows}
    if form.label and len(halves) == 1:
        x, ends = rows[0].strip.half, (0, placed[-1].bottom)
        return [{"type": "line", "x0": x, "x1": x, "y0": ends[0], "y1": ends[1], "line": line}]
    high = form.cell / 2 + 3
    path = "".join(
        f"M{_n(row.strip.half)},{_n(row.y - high)}V{_n(row.y + high)}"
        for row in rows
        if row.strip.half is not None
    )
    return [_path(path, None, {"color": palette.text, "width": 1.5})]


def _texts(
    row: _Placed, form: _Form, palette: Palette, link: Link, columns: _Columns
) -> list[dict]:
    """Number and label, which lead to the Article; share and count, or the words in their place."""
    strip, address = row.strip, link(row.strip.article)
    common = {"showarrow": False, "yref": "y"}
    muted = {"size": form.small, "color": palette.muted}
    line = ceil(form.size * 1.25)
    first = row.y if form.label else row.top + line / 2
    # Plotly lets a link in an annotation be clicked only where the annotation takes events.
    left = common | {"xref": "paper", "x": 0, "xanchor": "left"}
    linked = left | ({} if address is None else {"captureevents": True})
    texts = []
    if strip.first:
        number = anchor(address, f"<u>{strip.article}</u>", palette.text)
        texts.append(linked | {"text": f"<b>{number}</b>", "xshift": -columns.left, "y": first})
    label = "<br>".join(anchor(address, escape(words), palette.text) for words in row.lines)
    middle = row.y if form.label else row.top + line * len(row.lines) / 2
    broken = {"align": "left"} if len(row.lines) > 1 else {}
    place = {"xshift": form.number - columns.left, "y": middle}
    texts.append(linked | place | broken | {"text": label})
    if strip.words:
        texts.append(left | {"text": escape(strip.words), "y": row.y, "font": muted})
    right = common | {"xref": "paper", "x": 1, "xanchor": "right"}
    if strip.share:
        share = f"<b>{escape(strip.share)}</b>"
        texts.append(right | {"text": share, "xshift": columns.share, "y": first})
    if strip.count:
        count = escape(strip.count)
        texts.append(right | {"text": count, "xshift": columns.count, "y": row.y})
    return texts


def _heads(
    placed: Sequence[_Placed],
    form: _Form,
    palette: Palette,
    language: Language,
    columns: _Columns,
    heads: tuple[str, str],
) -> list[dict]:
    """What the columns are, and what the dashed line is."""
    font = {"size": form.small, "color": palette.muted}
    common = {"showarrow": False, "yref": "paper", "y": 1, "yanchor": "bottom", "font": font}
    left = common | {"xref": "paper", "x": 0, "xanchor": "left"}
    right = common | {"xref": "paper", "x": 1, "xanchor": "right"}
    texts = [
        left | {"text": language.text("Article"), "xshift": -columns.left},
        right | {"text": heads[0], "xshift": columns.share},
        right | {"text": heads[1], "xshift": columns.count},
    ]
    halves = {row.strip.half for row in placed if row.strip.half is not None}
    if len(halves) == 1:
        (half,) = halves
        text = language.text("half of {n}", n=language.number(half * 2))
        texts.append(common | {"text": text, "xref": "x", "x": half, "xanchor": "center"})
    return texts


# The key, above the chart -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Key:
    """What each kind of cell means, beside such a cell, in lines that fit."""

    items: tuple[tuple[str, str, float, float], ...]
    """Kind of cell (empty for words alone), words, and their place in pixels from the top left."""
    form: _Form
    palette: Palette
    height: int

    def shapes(self, x: float, y: float) -> list[dict]:
        """The cells of the key; ``x``, ``y``: its corner, in pixels from the plot's."""
        made = []
        for kind, _, left, top in self.items:
            if kind:
                made += _sample(kind, x + left, y + top, self.form.cell, self.palette)
        return made

    def texts(self, x: float, y: float) -> list[dict]:
        """The words of the key."""
        font = {"size": self.form.small, "color": self.palette.muted}
        common = {"xref": "paper", "x": 0, "yref": "paper", "y": 1, "xanchor": "left"}
        common |= {"yanchor": "middle", "showarrow": False, "align": "left", "font": font}
        return [
            common
            | {
                "text": escape(words),
                "xshift": x + left + (self.form.cell + 4 if kind else 0),
                "yshift": -(y + top),
            }
            for kind, words, left, top in self.items
        ]


def _key(
    strips: Sequence[Strip],
    form: _Form,
    palette: Palette,
    language: Language,
) -> _Key:
    kinds = kinds_of(strips)
    if not kinds:
        return _Key((), form, palette, 4)
    names = wording.cells("other" in kinds, language)
    entries = [(kind, names[kind]) for kind in kinds]
    entries.append(
        ("", language.text("One cell a Party, sorted in each row: a column is not one Party"))
    )
    line = ceil(form.small * 1.5)
    items, x, y = [], 0.0, line / 2
    for kind, words in entries:
        mark = form.cell + 4 if kind else 0
        for part in [words] if kind else typeset.wrap(words, form.room, form.small):
            wide = mark + widest([part], form.small)
            if x and x + wide > form.room:
                x, y = 0.0, y + line
            items.append((kind, part, x, y))
            x += wide + form.small * 1.4
    return _Key(tuple(items), form, palette, ceil(y + line / 2 + 4))


def _sample(kind: str, x: float, y: float, size: int, palette: Palette) -> list[dict]:
    """One cell of a kind, ``x`` and ``y`` pixels from the plot's upper left corner."""
    look = CELLS[kind]
    # Tied to the paper: what is tied to an axis is cut off at the edge of the plot.
    place = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel"}
    place |= {"xanchor": 0, "yanchor": 1}
    x0, x1, y0, y1 = x, x + size, -(y - size / 2), -(y + size / 2)
    box = {"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1} | place
    if fill := fill_of(kind, palette):
        return [box | {"fillcolor": fill, "line": _NO_LINE}]
    line = {"color": palette.edge, "width": 1}
    made = [box | {"fillcolor": _CLEAR, "line": line | {"dash": look.dash}}]
    if look.stroke == "diagonal":
        ends = {"x0": x0, "y0": y1, "x1": x1, "y1": y0}
    elif look.stroke == "level":
        ends = {"x0": x0, "y0": (y0 + y1) / 2, "x1": x1, "y1": (y0 + y1) / 2}
    else:
        return made
    return [*made, {"type": "line", "line": line} | ends | place]
