"""Following a presenter: who may turn a channel, what its followers are answered, what is kept."""

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import etree, html
from starlette.applications import Starlette
from starlette.routing import Mount

from bench import followers as bench
from lab.http import ask, serving
from partv.address.deck import View
from partv.address.selection import Selection
from partv.exhibits.phone_slide import WIDTH, phone_slide
from partv.follow import channels as kept
from partv.follow.channels import (
    EXPIRY_SECONDS,
    LONGEST,
    QUIET_SECONDS,
    Channels,
    NoRoom,
    NotYours,
    Presenter,
    State,
    is_code,
)
from partv.follow.routes import COOKIE, PREFIX, create
from partv.middleware.rate_limit import DRAWN, cost
from partv.paths import ROOT

DEMO = "data=demo&present=1"
STAMP = "Demonstration: invented Parties, not real data"


@pytest.fixture
def channels(tmp_path) -> Channels:
    return Channels(tmp_path / "channels")


@pytest.fixture
def room(channels, store):
    """The application over the test's channels; ``looks`` counts the looks at them."""
    looks = threading.Semaphore(0)

    def look() -> Channels:
        looks.release()
        return channels

    app = create(lambda: store, look, wait_seconds=20)
    with serving(Starlette(routes=[Mount(PREFIX, app)])) as url:
        yield url + PREFIX, looks


def told(address: str, **headers: str) -> dict:
    answer = ask(address, **headers)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    return json.loads(answer.body)


def file_of(channels: Channels, presenter: Presenter):
    return channels._place / f"{presenter.code}.json"


def test_a_code_cannot_be_guessed_and_is_no_path(channels):
    codes = {channels.open("overview", "").code for _ in range(50)}
    assert len(codes) == 50
    assert all(map(is_code, codes))
    for text in ("", "../../etc/x", "a" * 9, "a" * 11, "ABCDEFGHJK", "abcdefghj/", "abcdefghj\n"):
        assert not is_code(text)
        assert channels.state(text) is None
        assert channels.redeem(text, "x") is None


def test_only_who_has_the_secret_turns_and_ends(channels):
    mine, other = channels.open("overview", DEMO), channels.open("overview", DEMO)
    for stranger in (Presenter(mine.code, other.secret), Presenter(mine.code, "")):
        for act in (channels.beat, channels.end, channels.ticket):
            with pytest.raises(NotYours):
                act(stranger)
        with pytest.raises(NotYours):
            channels.turn(stranger, "article", "present=1")
        assert channels.shown(stranger) is None
    assert channels.state(mine.code) == State("overview", DEMO, "on")
    assert mine.secret not in file_of(channels, mine).read_text()
    channels.end(mine)
    with pytest.raises(NotYours):
        channels.turn(mine, "article", "present=1")
    assert channels.state(mine.code) == State("overview", DEMO, "ended")
    assert channels.state(other.code).status == "on"
    with pytest.raises(ValueError, match="characters"):
        channels.turn(other, "overview", "x" * (LONGEST + 1))


def test_another_process_turns_the_same_channel_and_nobody_sees_half_a_slide(channels):
    mine = channels.open("overview", "present=1&slide=1")
    script = (
        "import sys; from pathlib import Path\n"
        "from partv.follow.channels import Channels, Presenter\n"
        "channels, mine = Channels(Path(sys.argv[1])), Presenter(*sys.argv[2:])\n"
        "for n in range(2, 400): channels.turn(mine, 'overview', f'present=1&slide={n}')"
    )
    command = [sys.executable, "-c", script, str(channels._place), mine.code, mine.secret]
    seen = set()
    with subprocess.Popen(command, cwd=ROOT) as process:
        while process.poll() is None:
            seen.add(channels.state(mine.code))
    assert process.returncode == 0
    assert None not in seen
    assert {(state.page, state.status) for state in seen} == {("overview", "on")}
    assert channels.state(mine.code).query == "present=1&slide=399"
    assert [file.name for file in channels._place.iterdir()] == [f"{mine.code}.json"]


def test_a_presenter_who_is_not_heard_of_is_away_and_later_gone(channels):
    mine = channels.open("overview", DEMO)
    now = time.time()
    for age, status in ((QUIET_SECONDS + 2, "away"), (EXPIRY_SECONDS - 60, "away"), (-900, "on")):
        os.utime(file_of(channels, mine), (now - age,) * 2)
        assert channels.state(mine.code).status == status
    os.utime(file_of(channels, mine), (now - QUIET_SECONDS - 2,) * 2)
    channels.beat(mine)
    assert channels.state(mine.code).status == "on"
    os.utime(file_of(channels, mine), (now - EXPIRY_SECONDS - 1,) * 2)
    assert channels.state(mine.code) is None
    with pytest.raises(NotYours):
        channels.beat(mine)
    channels.open("overview", DEMO)
    assert not file_of(channels, mine).exists()


def test_there_are_never_more_channels_than_may_be(channels, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    first, second, third = (channels.open("overview", DEMO) for _ in range(3))
    with pytest.raises(NoRoom):
        channels.open("overview", DEMO)
    channels.end(second)
    fourth = channels.open("overview", DEMO)
    assert channels.state(second.code) is None
    os.utime(file_of(channels, third), (time.time() - QUIET_SECONDS - 5,) * 2)
    fifth = channels.open("overview", DEMO)
    alive = {one.code for one in (first, second, third, fourth, fifth) if channels.state(one.code)}
    assert alive == {first.code, fourth.code, fifth.code}


def test_a_place_of_another_user_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(PermissionError):
        Channels(tmp_path / "channels").open("overview", DEMO)


def test_followers_are_shown_the_slide_with_measure_source_and_stamp(channels, room, store):
    url, _ = room
    mine = channels.open("overview", f"{DEMO}&slide=9")
    found = told(f"{url}/{mine.code}/state?lang=en")
    assert found["said"] == "You are following the presenter."
    assert found["place"] == "9 of 13"
    slide = html.fromstring(found["html"])
    words = " ".join(slide.itertext())
    for wanted in (STAMP, "61 reporting invented Parties", "9 of 61", "Source: ", "Unofficial"):
        assert wanted in words
    assert slide.findtext("h1") == found["title"]
    assert "9 of 61" in slide.find(".//svg").get("aria-label")
    # The link to the page shows the same view, and is understood there.
    place = urlsplit(found["explore"])
    selection, problems = Selection.parse(parse_qsl(place.query), store.vocabulary)
    assert (place.path, problems) == ("../article", [])
    assert (selection.data, selection.articles, selection.lang) == ("demo", (27,), "en")
    french = told(f"{url}/{mine.code}/state", accept_language="fr-CH, en;q=0.5")
    assert french["place"] == "9 sur 13"
    assert french["tag"] != found["tag"]
    dark = told(f"{url}/{mine.code}/state?lang=en&paper=dark")
    assert dark["title"] == found["title"]
    assert dark["html"] != found["html"]
    small = ask(f"{url}/{mine.code}/state?lang=en", accept_encoding="gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert len(small.body) < 5000


def test_who_waits_is_told_as_soon_as_the_slide_turns(channels, room):
    url, looks = room
    mine = channels.open("overview", DEMO)
    address = f"{url}/{mine.code}/state?lang=en"
    tag = told(address)["tag"]
    answers = []
    waiting = [
        threading.Thread(target=lambda: answers.append(told(f"{address}&have={tag}")))
        for _ in range(5)
    ]
    for thread in waiting:
        thread.start()
    for _ in range(30):  # they have asked, and are looking out
        looks.acquire()
    assert answers == []
    channels.turn(mine, "overview", f"{DEMO}&slide=2")
    for thread in waiting:
        thread.join()
    assert {answer["place"] for answer in answers} == {"2 of 13"}
    channels.end(mine)
    ended = told(f"{address}&have={answers[0]['tag']}")
    assert ended["said"] == "The presenter has ended the presentation. This slide stays."
    assert ended["html"] == answers[0]["html"]


def test_where_nothing_is_new_the_answer_is_short(channels, store):
    app = create(lambda: store, lambda: channels, wait_seconds=0.01)
    mine = channels.open("article", "present=1")
    with serving(Starlette(routes=[Mount(PREFIX, app)])) as url:
        address = f"{url}{PREFIX}/{mine.code}/state?lang=en"
        answer = ask(f"{address}&have={told(address)['tag']}")
    assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize("code", ["abcdefghjk", "ABC", "..%2F..%2Fetc", "%00", "a" * 3000])
def test_a_code_that_leads_nowhere_says_so(channels, room, code):
    url, _ = room
    page = ask(f"{url}/{code}?lang=en")
    assert page.status == 404
    if is_code(code):
        assert "There is no presentation at this address, or it is over." in page.body.decode()
        answer = ask(f"{url}/{code}/state?lang=en")
        assert answer.status == 404
        assert json.loads(answer.body)["said"].startswith("There is no presentation")
    assert ask(f"{url}/{code}/slide.svg?page=overview&size=16:9&paper=light").status == 404


def test_the_page_has_nothing_inline_and_can_only_look(channels, room):
    url, _ = room
    mine = channels.open("overview", DEMO)
    answer = ask(f"{url}/{mine.code}?lang=zh")
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    page = html.document_fromstring(answer.body.decode())
    assert page.get("lang") == "zh"
    assert not page.xpath(
        "//style | //@style | //script[not(@src)] | //@*[starts-with(name(),'on')]"
    )
    for name in page.xpath("//script/@src | //link[@rel='stylesheet']/@href"):
        file = ask(f"{url}/{name}")
        assert file.status == 200
        assert "immutable" in file.headers["cache-control"]
        assert b"http" not in file.body
    for path in ("", "/state", "/key", "/slide.svg"):
        for method in ("POST", "PUT", "DELETE"):
            assert ask(f"{url}/{mine.code}{path}", method).status == 405
    assert channels.state(mine.code) == State("overview", DEMO, "on")


def test_a_ticket_gives_the_browser_the_secret_once(channels, room):
    url, _ = room
    mine = channels.open("overview", DEMO)
    ticket = channels.ticket(mine)
    assert "set-cookie" not in ask(f"{url}/{mine.code}/key?ticket=other").headers
    assert "set-cookie" not in ask(f"{url}/{mine.code}/key").headers
    cookie = ask(f"{url}/{mine.code}/key?ticket={ticket}").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={mine.code}.{mine.secret};")
    assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    again = ask(f"{url}/{mine.code}/key?ticket={ticket}")
    assert (again.status, "set-cookie" in again.headers) == (200, False)
    assert not list(channels._place.glob("*.ticket"))


@pytest.mark.parametrize("query", ["data=upload&present=1", "data=gone&present=1", "cycle=1900"])
def test_a_view_that_the_data_do_not_have_is_not_replaced_by_another(channels, room, query):
    url, _ = room
    mine = channels.open("overview", query)
    found = told(f"{url}/{mine.code}/state?lang=en")
    assert found["said"] == "The slide that is on cannot be shown here."
    assert "html" not in found


def test_the_code_on_the_presenters_slide_leads_to_the_channel(channels, room, store):
    url, _ = room
    mine = channels.open("overview", DEMO)
    path = f"{url}/{mine.code}/slide.svg?page=overview&{DEMO}&paper=light"
    drawn = ask(f"{path}&size=16:9")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert etree.fromstring(drawn.body).get("width") == "1920"
    assert ask(f"{path}&size=16:9", if_none_match=drawn.headers["etag"]).status == 304
    for wrong in ("size=1:1", "size=16:9&cycle=1", "size=16:9&deck=no"):
        assert ask(f"{path}&{wrong}").status == 422


def test_a_room_that_follows_meets_no_limit_and_drawing_has_its_price():
    assert {cost(f"{PREFIX}/abcdefghjk{path}") for path in ("", "/state", "/key")} == {0}
    assert cost(f"{PREFIX}/abcdefghjk/slide.svg") == DRAWN


def test_the_bench_times_slides_that_every_follower_has(channels, room, monkeypatch):
    url, _ = room
    few = {"FOLLOWERS": 4, "TURNS": 2, "PAUSE": 0, "PATIENCE": 120, "ROOMS": bench.ROOMS[:2]}
    for name, value in few.items():
        monkeypatch.setattr(bench, name, value)
    found = asyncio.run(bench.measure(urlsplit(url).netloc, channels))
    assert found["errors"] == 0
    assert 0 < found["p50"] <= found["p95"] <= found["max"]
    assert "4 followers, 2 turns" in bench.table(found)


@pytest.mark.parametrize("data", ["published", "demo"])
@pytest.mark.parametrize(
    ("page", "article"),
    [("overview", ()), ("regions", ()), ("cycles", ()), ("article", (27,)), ("article", (20,))],
)
def test_every_slide_has_a_form_for_phones(store, base, data, page, article):
    for lang, paper in (("en", "light"), ("fr", "dark")):
        view = View(page, base.changed(data=data, articles=article))
        slide = phone_slide(store, view, lang, paper)
        assert slide.title
        assert slide.subtitle
        assert slide.source
        assert bool(slide.stamp) == (data == "demo")
        if article == (20,):
            assert not slide.chart  # without a number: the kind of missing is said
            kind, *printed = slide.notes
            assert kind.startswith("Article 20")
            assert bool(printed) == (data == "published")
            continue
        chart = etree.fromstring(slide.chart)
        assert chart.get("aria-label")
        left, _, wide, high = map(float, chart.get("viewBox").split())
        assert left <= 0
        assert WIDTH <= wide < WIDTH * 1.05
        assert high > 40


def test_texts_of_an_import_are_text_on_phones(hostile, channels):
    app = create(lambda: hostile, lambda: channels, wait_seconds=0)
    mine = channels.open("parties", "data=trial&present=1&deck=parties~data~trial")
    with serving(Starlette(routes=[Mount(PREFIX, app)])) as url:
        found = told(f"{url}{PREFIX}/{mine.code}/state?lang=en")
    slide = html.fromstring(found["html"])
    tags = {element.tag for element in slide.iter()}
    shapes = {"svg", "g", "path", "rect", "circle", "line", "text", "tspan", "polygon", "polyline"}
    assert tags <= {"article", "h1", "p", "b", "span", "figure"} | shapes
    assert not slide.xpath("//@*[starts-with(name(), 'on')] | //@style | //@href")
