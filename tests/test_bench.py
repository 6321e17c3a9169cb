"""What a bench compares is the same on both sides: else its figures say nothing."""

import asyncio
import json

import plotly.io
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from bench import api, bare_dash, rates
from bench.bare_visits import check, dash
from bench.page import files
from bench.parts import PARTS
from bench.results import Crowd, Part, Row
from lab.crowd import crowd
from lab.http import ask, serving
from lab.room import PLACES, Room
from lab.servers import free_port
from lab.tab import Fault, Seen
from partv.address.selection import Selection
from partv.api.service import PREFIX, create


def test_every_part_of_the_bench_can_be_run():
    """What it takes away for its baselines is there under the name that it uses."""
    assert {"load", "redraws", "viewers", "levers"} <= set(PARTS)


def test_the_rates_of_the_bench_are_those_of_the_database():
    assert min(rates.measure(rounds=1)) > 0


def test_the_bare_route_gives_the_bytes_of_the_api():
    from bench.bare_api import app

    with serving(app) as bare, serving(Starlette(routes=[Mount(PREFIX, create())])) as ours:
        assert ask(bare + api.PATH).body == ask(ours + api.PATH).body


def test_a_crowd_calls_a_chart_of_another_filter_a_fault(store):
    room = Room(store)
    place = PLACES[0]
    chosen, _ = Selection.parse(place.start, store.vocabulary)
    other = chosen.changed(of="due")
    texts, charts = room._right(place, chosen)
    room.check(place, chosen, Seen(charts=charts, texts=texts))
    with pytest.raises(Fault, match="does not say"):
        room.check(place, other, Seen(charts=charts, texts=texts))
    mixed = charts | {"chart-wide-overview": room._right(place, other)[1]["chart-wide-overview"]}
    with pytest.raises(Fault, match="another chart-wide-overview"):
        room.check(place, chosen, Seen(charts=mixed, texts=texts))


def test_the_baselines_show_the_chart_that_is_asked_for():
    figure = bare_dash.chart("by rate").to_plotly_json()
    check(json.loads(plotly.io.to_json(figure)), "by rate")
    with pytest.raises(Fault):
        check(json.loads(plotly.io.to_json(figure)), "by Article")


def test_ten_thousand_answers_are_counted_alike(tmp_path):
    data = tmp_path / "data"
    rates.grown(data, 10_000)
    assert rates._database(data)["yes"] == rates._pandas(data)["yes"]


def test_a_crowd_meets_a_dead_server_and_says_so():
    report = asyncio.run(crowd(dash(f"127.0.0.1:{free_port()}"), viewers=2, joining=0, seconds=0.1))
    assert report.faults.total() == 2
    assert "no answer" in str(report)


def test_the_page_of_the_bench_names_goals_and_failures():
    part = Part(
        [
            Row("Redraws", "a second", 60, 10, more=True, gain_goal=7),
            Row("Wait", "ms", 200, goal=250),
        ],
        ["How."],
        [Crowd("300 viewers", 30, 120, 1200)],
    )
    made = files({"redraws": part}, {"load": "RuntimeError: no browser"}, "a machine")
    page = made["bench.md"].decode()
    assert "| Redraws, a second | 60 | 10 | 6 | gain 7: **not met** |" in page
    assert "| Wait, ms | 200 |  |  | at most 250 ms: met |" in page
    assert "`load` failed" in page
    assert all(made[name].startswith(b"\x89PNG") for name in made if name.endswith(".png"))
    assert len(made) == 3
