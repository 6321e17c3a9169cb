"""What a bench compares is the same on both sides: else its figures say nothing."""

from starlette.applications import Starlette
from starlette.routing import Mount

from bench import api, rates
from partv.api.service import PREFIX, create
from tests.serving import ask, serving


def test_the_rates_of_the_bench_are_those_of_the_database():
    assert min(rates.measure(rounds=1)) > 0


def test_the_bare_route_gives_the_bytes_of_the_api():
    from bench.bare_api import app

    with serving(app) as bare, serving(Starlette(routes=[Mount(PREFIX, create())])) as ours:
        assert ask(bare + api.PATH).body == ask(ours + api.PATH).body
