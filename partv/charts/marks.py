"""The marks of charts: a shape of its own for every answer of a Party."""

from dataclasses import dataclass

from partv.charts.theme import Palette


@dataclass(frozen=True)
class CellLook:
    """How a cell of a strip is drawn: filled in a colour of the palette, or as an outline."""

    fill: str = ""
    """The name of the colour; empty for an outline."""
    stroke: str = ""
    """What is drawn across an outline: ``diagonal`` or ``level``."""
    dash: str = "solid"
    """Of the outline; dashes are for what is not certain."""

    @property
    def filled(self) -> bool:
        """Whether it has a fill."""
        return bool(self.fill)


CELLS = {
    "yes": CellLook("accent"),
    "no": CellLook("light"),
    "other": CellLook("light"),
    "not_answered": CellLook(),
    "not_applicable": CellLook(stroke="level"),
    "not_reported": CellLook(stroke="diagonal"),
    "absent": CellLook(dash="2px,2px"),
}
"""Kind of a cell -> its look, in the order in which a strip has them. ``other``: Parties that
reported and are not among those counted, where it is not known what they said."""


def fill_of(kind: str, palette: Palette) -> str:
    """The fill of a kind of cell, empty for an outline."""
    return getattr(palette, CELLS[kind].fill) if CELLS[kind].fill else ""


MARKS = {
    "yes": ("circle", "●"),
    "no": ("circle-open", "○"),
    "text": ("hexagon-open", "⬡"),
    "not_answered": ("line-ew-open", "–"),
    "not_reported": ("x-thin-open", "×"),
    "not_applicable": ("square-open", "□"),
    "not_due": ("circle-open-dot", "⊙"),
    "absent": ("triangle-up-open", "△"),
}
"""Status -> Plotly symbol, and the character that stands for it in a line of text."""
