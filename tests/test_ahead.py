"""What is drawn ahead is what the pages show, of the data in use, and no fault stops it."""

import asyncio
import logging
import runpy

import pytest

from partv.address.parameters import CHARTS
from partv.address.selection import Selection
from partv.exhibits import prerender
from partv.exhibits.catalog import PAGES
from partv.middleware.settings import Settings
from partv.paths import ROOT
from partv.ui import navigation, panels, prerendering, startup
from partv.ui import view as views


@pytest.mark.parametrize("data", ["published", "demo"])
@pytest.mark.parametrize("page", CHARTS)
def test_what_a_page_shows_is_drawn_ahead(page, data, store, monkeypatch):
    chosen = Selection.default(store.vocabulary).changed(data=data)
    shown = []
    for name, thing in vars(panels).items():
        ours = getattr(thing, "__module__", "") == panels.__name__
        if callable(thing) and ours and name not in ("exhibit", "exhibits"):
            monkeypatch.setattr(panels, name, lambda *_: "")
    monkeypatch.setattr(panels, "show", lambda exhibit, _: shown.append(exhibit))
    monkeypatch.setattr(navigation, "page_shown", lambda: page)
    seen = views.View(chosen, views.language("fr"), "dark", store)
    monkeypatch.setattr(views, "current", lambda: seen)
    chosen = PAGES[page].narrow(chosen)
    ahead_of_it = [
        call()
        for call in prerender.usual(store)
        if (call.args[1], *call.args[3:]) == (page, chosen, "fr", "dark")
    ]
    runpy.run_path(str(ROOT / "pages" / f"{page}.py"))
    assert shown
    assert [one for one in shown if not any(one is drawn for drawn in ahead_of_it)] == []


class _Data:
    """Data in use."""


def test_charts_of_the_data_in_use_are_drawn_once(monkeypatch):
    data, drawn = _Data(), []
    charts = [lambda: drawn.append(1), lambda: drawn.append(2)]
    monkeypatch.setattr(prerendering, "warehouse", lambda: data)
    monkeypatch.setattr(prerendering, "usual", lambda _: charts)
    known = asyncio.run(prerendering.draw(None))
    assert drawn == [1, 2]
    asyncio.run(prerendering.draw(known))
    assert drawn == [1, 2]
    data = _Data()
    assert known() is None, "replaced data are not held"
    asyncio.run(prerendering.draw(known))
    assert drawn == [1, 2, 1, 2]


def test_a_fault_in_one_chart_is_logged_and_stops_no_other(monkeypatch, caplog):
    def fails() -> None:
        raise ValueError("a fault")

    data, drawn = _Data(), []
    monkeypatch.setattr(prerendering, "warehouse", lambda: data)
    monkeypatch.setattr(prerendering, "usual", lambda _: [fails, lambda: drawn.append(1)])
    with caplog.at_level(logging.ERROR):
        asyncio.run(prerendering.draw(None))
    assert drawn == [1]
    assert [record.message for record in caplog.records] == ["A usual chart could not be drawn"]


def test_when_data_are_replaced_those_of_the_old_are_no_longer_drawn(monkeypatch):
    data, drawn = [_Data()], []

    def chart() -> None:
        drawn.append(1)
        data[:] = [_Data()]

    monkeypatch.setattr(prerendering, "warehouse", lambda: data[0])
    monkeypatch.setattr(prerendering, "usual", lambda _: [chart, chart])
    asyncio.run(prerendering.draw(None))
    assert drawn == [1]


def test_as_much_is_drawn_ahead_as_can_be_remembered_beside_the_rest(store):
    assert 100 < len(list(prerender.usual(store))) < 500


def test_pages_are_drawn_in_every_language(store):
    languages = {call.args[4] for call in prerender.usual(store)}
    assert languages == set(store.vocabulary.languages)


def test_it_is_drawn_unless_the_operator_says_otherwise():
    assert prerendering.keep_drawn in startup.works(Settings())
    assert prerendering.keep_drawn not in startup.works(Settings(ahead=False))
