"""What an exhibit is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from partv.address.parameters import PARAMETERS
from partv.address.selection import Selection
from partv.charts.finished import Finished
from partv.charts.layout import FORMS
from partv.charts.mirror import from_right
from partv.data.warehouse import Warehouse
from partv.exhibits.links import Leads
from partv.exports.extract import Extract
from partv.exports.office.slide_content import Chart
from partv.i18n.language import Language
from partv.text.cells import escape, fitted

_Key = ParamSpec("_Key")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Exhibit:
    """A chart and its company. All texts are in the visitor's language, plain, not markup."""

    key: str
    """A name unique on the page, for element keys and file names."""
    title: str
    """The finding, as a sentence."""
    subtitle: str
    """The measure, the denominator and the cycle."""
    alt: str
    """What the chart shows, for those who do not see it."""
    figures: dict[str, Finished]
    """The chart in each form (``wide``, ``large``, ``narrow``), as it is sent."""
    draw: Callable[[str], dict] = field(compare=False)
    """The chart of a form as a Plotly dict, for pictures: without links and stamp."""
    native: Callable[[], Chart] = field(compare=False)
    """The chart as PowerPoint draws it."""
    marks: tuple[str, ...]
    """What each mark of the chart means, the mark first."""
    notes: tuple[str, ...]
    """Flags, derivations and bounds that the chart needs."""
    source: str
    """Document and paragraph."""
    table: pd.DataFrame = field(compare=False)
    """The same data as a table to read, headings and cells in the visitor's language."""
    extract: Extract = field(compare=False)
    """The same data as machine-readable rows, with all that is needed to repeat them."""
    leads: Leads = field(default_factory=dict, compare=False, kw_only=True)
    """Where texts in the table lead, by its headings."""
    slide_form: str = "large"
    """The form of the chart that fills a screen."""
    stamp: str = ""
    """What must not be missed: set for data about invented Parties."""
    empty: bool = False
    """Nothing in it has a number: say why instead of showing the chart."""
    headline: str = ""
    """The sentence a delegate would quote."""


def remembered(
    compose: Callable[Concatenate[Warehouse, _Key], _Made],
) -> Callable[Concatenate[Warehouse, _Key], _Made]:
    """Remember what ``compose(store, *key)`` made, for as long as the store lives."""

    @wraps(compose)
    def from_memory(store: Warehouse, *key: _Key.args, **none: _Key.kwargs) -> _Made:
        return store.composed(compose, *key, **none)

    return from_memory


def sees(*uses: str) -> Callable[[Callable], Callable]:
    """Have ``compose(store, selection, ...)`` see a Selection narrowed to what it uses, and
    remember what it made of it.

    ``uses`` are names of ``PARAMETERS``. This is the one place where a page, a picture, a slide, a
    file and what is drawn ahead lose the settings that do not concern them: none can tell another
    figure for one, and what is remembered is kept once. Links lead on with all that was chosen: a
    ``compose`` with a parameter ``onward`` gets the whole Selection there (or the one that it is
    called with), to be used for addresses and nothing else.
    """
    assert set(uses) <= set(PARAMETERS), uses

    def narrowing(compose: Callable) -> Callable:
        leads = "onward" in signature(compose).parameters

        @wraps(compose)
        def narrowed(
            store: Warehouse, selection: Selection, *key: object, onward: Selection | None = None
        ) -> object:
            rest = ((onward or selection).changed(present=""),) if leads else ()
            return store.composed(compose, selection.narrowed(uses), *key, *rest)

        narrowed.uses = uses
        return narrowed

    return narrowing


def nowhere(*_: object) -> None:
    """The address of no page: for charts that are drawn without links."""


def sided(draw: Callable[[str], dict], say: Language) -> Callable[[str], dict]:
    """``draw``, its charts turned to the side from which the language is read."""
    return draw if say.direction == "ltr" else lambda form: from_right(draw(form))


def drawn(draw: Callable[[str], dict], say: Language, stamp: str = "") -> dict[str, Finished]:
    """The chart that ``draw`` makes in each form, with the stamp inside the picture."""
    turned = sided(lambda form: _stamped(draw(form), stamp, form), say)
    return {form: Finished.of(turned(form)) for form in FORMS}


def _stamped(figure: dict, stamp: str, form: str) -> dict:
    """A line under the chart that goes wherever the picture goes."""
    if stamp:
        layout = figure["layout"]
        size = 11 if form == "narrow" else layout["font"]["size"]
        # A phone has 250 pixels for it, in bold.
        lines = fitted(stamp, 100, size, 250) if form == "narrow" else [stamp]
        room = 10 + 2 * layout["font"]["size"] + 15 * (len(lines) - 1)
        layout["height"] += room
        layout["margin"]["b"] += room
        layout.setdefault("annotations", []).append(
            {
                "text": "<br>".join(f"<b>{escape(line)}</b>" for line in lines),
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": 0,
                "xanchor": "left",
                "xshift": 8 - layout["margin"]["l"],
                "align": "left",
                "font": {"size": size},
                "yanchor": "top",
                "yshift": -6,
                "showarrow": False,
            }
        )
    return figure
