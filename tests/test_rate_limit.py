"""The limit: a flood from one address is stopped, a meeting room behind one address is not."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lab.http import ask, serving
from partv.middleware.rate_limit import (
    DRAWN,
    HEAVY,
    LIGHT,
    UPLOAD,
    RateLimit,
    TokenBuckets,
    client_key,
    cost,
)
from partv.middleware.security_headers import respond
from partv.middleware.settings import Settings

RATE = Settings.rate
ROOM = "203.0.113.7"


class Clock:
    """A time that passes when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def spend(buckets, clock, requests, seconds):
    """Requests in equal steps over so many seconds; how many were refused."""
    refused = 0
    for points in requests:
        clock.now += seconds / len(requests)
        refused += buckets.take(ROOM, points) > 0
    return refused


@pytest.mark.parametrize(
    ("path", "points"),
    [
        ("/", 0),
        ("/static/js/index.js", 0),
        ("/_stcore/stream", 0),
        ("/media/x.xlsx", 0),
        ("/api/v1/rates.json", LIGHT),
        ("/api/v1/health", LIGHT),
        ("/api/v1/slides/overview.svg", DRAWN),
        ("/api/v1/slides/overview.png", HEAVY),
        ("/api/v1/rates.xlsx", HEAVY),
        ("/api/v1/rates.zip", HEAVY),
        ("/api/v1/deck.pptx", HEAVY),
        ("/api/v1/briefing.docx", HEAVY),
        ("/_stcore/upload_file/session/file", UPLOAD),
    ],
)
def test_a_request_costs_what_it_takes_to_answer(path, points):
    assert cost(path) == points


def test_a_room_of_300_is_never_refused(clock):
    """Each follows a presenter, is asked every two seconds, sees ten slides a minute, takes three
    files a minute; and ten of them bring answers of their own. For ten minutes."""
    minute = [LIGHT] * (300 * 30) + [DRAWN] * (300 * 10) + [HEAVY] * (300 * 3) + [UPLOAD] * 10
    buckets = TokenBuckets(RATE, clock)
    assert sum(spend(buckets, clock, minute, 60) for _ in range(10)) == 0


def test_a_room_of_300_may_all_press_at_once(clock):
    buckets = TokenBuckets(RATE, clock)
    assert sum(buckets.take(ROOM, points) > 0 for points in [DRAWN, HEAVY, HEAVY, HEAVY] * 300) == 0


def test_a_flood_is_stopped_and_told_when_to_come_again(clock):
    buckets = TokenBuckets(RATE, clock)
    let_in = 20_000 - spend(buckets, clock, [HEAVY] * 20_000, 60)
    assert let_in <= (RATE * 60 + RATE * 30) / HEAVY + 1
    wait = buckets.take(ROOM, HEAVY)
    assert 0 < wait < 1
    clock.now += wait + 0.001
    assert buckets.take(ROOM, HEAVY) == 0
    assert buckets.take("203.0.113.8", HEAVY) == 0, "nobody else pays for it"


def test_buckets_of_many_addresses_do_not_fill_the_memory(clock):
    buckets = TokenBuckets(RATE, clock)
    for number in range(50_000):
        buckets.take(f"10.0.{number // 256}.{number % 256}", LIGHT)
    assert len(buckets._buckets) == 20_000


def test_an_ipv6_subscriber_has_one_bucket():
    assert (
        client_key("2001:db8:1:2::1")
        == client_key("2001:db8:1:2:ffff::9")
        != client_key("2001:db8::")
    )
    assert client_key("::ffff:192.0.2.1") == client_key("192.0.2.1") == "192.0.2.1"
    assert client_key("") == ""


def test_over_http_a_spent_address_gets_429_and_a_sentence_but_all_pages(clock):
    async def answer(scope, receive, send):
        await respond(send, 200, "here")

    with serving(RateLimit(answer, rate=1, renders=1, now=clock)) as url:
        statuses = [ask(f"{url}/api/v1/rates.csv").status for _ in range(31)]
        assert statuses == [200] * 30 + [429]
        refused = ask(f"{url}/api/v1/rates.xlsx")
        assert refused.status == 429
        assert refused.headers["retry-after"] == "15"
        assert b"Too many requests from one address. Please try again in 15 s" in refused.body
        assert ask(f"{url}/_stcore/upload_file/a/b").status == 429
        assert ask(f"{url}/").status == ask(f"{url}/static/x.js").status == 200
        clock.now += 15
        assert ask(f"{url}/api/v1/rates.xlsx").status == 200


def test_without_a_limit_nothing_is_refused():
    async def answer(scope, receive, send):
        await respond(send, 200, "here")

    with serving(RateLimit(answer, rate=0, renders=1)) as url:
        assert {ask(f"{url}/api/v1/rates.csv").status for _ in range(100)} == {200}


def test_so_many_files_are_made_at_one_time_while_the_rest_goes_on():
    at_once, most, opened = 0, 0, threading.Event()

    async def answer(scope, receive, send):
        nonlocal at_once, most
        if scope["path"].endswith(".pptx"):
            at_once += 1
            most = max(most, at_once)
            while not opened.is_set():
                await asyncio.sleep(0.01)
            at_once -= 1
        await respond(send, 200, "here")

    limited = RateLimit(answer, rate=RATE, renders=2)
    with serving(limited) as url, ThreadPoolExecutor(8) as room:
        decks = [room.submit(ask, f"{url}/api/v1/deck.pptx") for _ in range(8)]
        assert ask(f"{url}/api/v1/rates.csv").status == 200
        assert ask(f"{url}/").status == 200
        opened.set()
        assert {deck.result().status for deck in decks} == {200}
    assert most == 2


def test_who_waited_too_long_for_a_turn_is_told_so(monkeypatch):
    monkeypatch.setattr("partv.middleware.rate_limit.WAIT_SECONDS", 0.05)
    opened = threading.Event()

    async def answer(scope, receive, send):
        while not opened.is_set():
            await asyncio.sleep(0.01)
        await respond(send, 200, "here")

    with serving(RateLimit(answer, rate=RATE, renders=1)) as url, ThreadPoolExecutor(2) as room:
        both = [room.submit(ask, f"{url}/api/v1/deck.pptx") for _ in range(2)]
        first = next(one for one in iter(lambda: [b for b in both if b.done()], None) if one)[0]
        opened.set()
        answers = sorted((one.result() for one in both), key=lambda one: one.status)
        assert [one.status for one in answers] == [200, 503]
        assert first.result().status == 503
        assert answers[1].headers["retry-after"] == "1"
        assert b"Many files are being made just now." in answers[1].body
