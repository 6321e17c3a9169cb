"""What in a chart is a link: where marks, labels and headings lead, and how Plotly carries it."""

from collections.abc import Callable

from partv.charts.layout import words
from partv.text.cells import anchor

Link = Callable[[int], str | None]
"""From an Article to the address of its page; None where no address leads to it."""
RegionLink = Callable[[str], str | None]
"""From a heading to the address of its region; None where there is none."""
CellLink = Callable[[str, int], str | None]
"""From a heading and an Article to the address of the Article in that region."""
PartyLink = Callable[[str], str | None]
"""From the code of a Party to the address of its profile."""


def led(note: dict, address: str | None, ink: str, hover: str = "", pad: int = 1) -> dict:
    """An annotation as a link; as it is where there is no address.

    As all of its text is the link, it takes clicks on its whole box, ``pad`` pixels beyond the
    words. The box lies over the marks: it answers the pointer with ``hover`` in their place.
    """
    if address is None:
        return note
    # Plotly lets a link in an annotation be clicked only where the annotation takes events.
    note |= {"text": anchor(address, note["text"], ink), "captureevents": True, "borderpad": pad}
    return note | ({"hovertext": hover} if hover else {})


def over(
    x: float,
    y: float,
    width: int,
    height: int,
    address: str | None,
    hover: str,
    xanchor: str = "center",
) -> list[dict]:
    """Over a mark, a link without words: none where there is no address.

    For the pointer alone. A keyboard takes the link in the mark's label, to the same place or on
    the way to it; a hundred stops in one chart would keep it from the rest of the page.
    """
    if address is None:
        return []
    box = {"width": width, "height": height, "captureevents": True}
    if hover:
        box["hovertext"] = hover
    return [words(anchor(address, "·", None), x, y, xanchor, **box)]
