"""A real process: uploads that end with their visit, visits that fail alone, and a quiet end."""

import json
import re
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from lab.http import ask, multipart, xsrf
from lab.servers import WAYS, dashboard, running
from lab.visitor import visiting, words

ANSWERS = "party,cycle,indicator,answer,text\nAustria,2023,20.seizures,,Marker4711\n"
NAME = "answers-of-Marker4711.csv"


@pytest.fixture(scope="module")
def probed():
    """The address of a server that tells what its memory holds; see tests/probed.py."""

    server = dashboard("tests.probed:app")
    with running(server, tracebacks=True):
        yield server.url
        server.stop()
        assert server.process.returncode == 0
    assert "Marker4711" not in server.log


def until(true, what):
    """Ask until it is so, for two minutes or so."""
    for _ in range(240):
        if true():
            return
        threading.Event().wait(0.5)
    raise AssertionError(f"Never came true: {what}")


def probe(url):
    return json.loads(ask(f"{url}/probe").body)


# Uploads ------------------------------------------------------------------------------------------


def test_an_upload_is_its_visitors_alone_and_gone_with_the_visit(probed):
    assert probe(probed) == {"uploaded": 0, "files": 0, "media": 0, "temporary": 0}
    with visiting(probed) as one, visiting(probed) as other:
        one.upload(NAME, ANSWERS.encode())
        mine = words(one.run("data=upload&table=answers", "data"))
        assert "Marker4711" in mine
        held = probe(probed)
        assert held["uploaded"] == held["files"] == 1
        assert held["temporary"] == 0
        theirs = words(other.run("data=upload&table=answers", "data"))
        assert "Marker4711" not in theirs
        assert "This visit has no upload" in theirs or "was not understood" in theirs
        # Files for download are under names that only their own page was told.
        files = set(re.findall(r"/media/([0-9a-f]{32,}\.\w+)", mine))
        files -= set(re.findall(r"/media/([0-9a-f]{32,}\.\w+)", theirs))  # the template
        assert len(files) >= 5
        for guess in ("", "0", "../", next(iter(files))[:-8], "0" * 32 + ".csv"):
            assert ask(f"{probed}/media/{guess}").status in (400, 404)
        for path in ("rates.csv", "answers.json", "slides/overview.svg", "deck.pptx"):
            assert ask(f"{probed}/api/v1/{path}?data=upload").status == 422
    until(lambda: not any(probe(probed).values()), "nothing of the upload is left")
    for file in files:
        assert ask(f"{probed}/media/{file}").status == 404


def test_a_visit_cannot_be_taken_over_by_guessing(probed):
    with visiting(probed) as one:
        one.upload(NAME, ANSWERS.encode())
        guesses = [one.session[:-1] + "x", one.session.upper(), one.session[::-1], "*", "0"]
        for guess in guesses:
            with visiting(probed, subprotocols=["streamlit", "x", guess]) as other:
                other.run("data=upload&table=answers", "data")
                assert other.session not in (one.session, guess)
                assert b"Marker4711" not in other.raw


def test_a_large_upload_touches_no_disk_on_its_way(probed):
    """Half of it is sent, then one looks where it is."""
    with visiting(probed) as visitor:
        visitor.run()
        body, kind = multipart(NAME, b"x" * 15 * 2**20)
        cookie, token = xsrf(probed)
        head = (
            f"PUT /_stcore/upload_file/{visitor.session}/1 HTTP/1.1\r\nHost: x\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\nCookie: {cookie}\r\n"
            f"X-Xsrftoken: {token}\r\n\r\n"
        )
        place = urlsplit(probed)
        with socket.create_connection((place.hostname, place.port), 20) as sending:
            sending.sendall(head.encode() + body[: 10 * 2**20])
            assert probe(probed)["temporary"] == 0
            sending.sendall(body[10 * 2**20 :])
            assert sending.recv(4096).startswith(b"HTTP/1.1 204")
        assert probe(probed)["temporary"] == 0


# Failures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["error", "recursion", "memory"])
def test_a_visit_that_fails_leaves_the_others_and_itself_usable(probed, kind):
    with visiting(probed) as calm, visiting(probed) as unlucky:
        assert "Article 27" in words(calm.run("article=27", "article"))
        failed = words(unlucky.run(f"crash={kind}"))
        assert "The fault is ours and has been logged" in failed
        assert b"Marker4711" not in unlucky.raw
        assert b"probed.py" not in unlucky.raw
        assert "Article 27" in words(calm.run("article=27", "article"))
        assert "39 of 62" in words(unlucky.run())
    with visiting(probed) as newcomer:
        assert "39 of 62" in words(newcomer.run())


# The end ------------------------------------------------------------------------------------------


def test_sigterm_lets_files_finish_sends_visitors_away_and_ends_with_0():
    with running(dashboard()) as server, visiting(server.url) as visitor:
        visitor.run()
        decks = [f"/api/v1/deck.pptx?deck=article~article~{n}" for n in (27, 28, 29)]
        with ThreadPoolExecutor(len(decks)) as room:
            asked = [room.submit(ask, server.url + deck) for deck in decks]
            until(lambda: any(one.done() for one in asked), "the first deck is there")
            server.process.send_signal(signal.SIGTERM)
            with pytest.raises(ConnectionClosed) as closed:
                visitor.listen("never")
            files = [one.result() for one in asked]
        assert closed.value.rcvd.code in (1001, 1012), "a browser comes back after these"
        assert {file.status for file in files} == {200}
        assert all(file.body.startswith(b"PK") for file in files)
        assert server.process.wait(20) == 0
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("localhost", server.port), 5)
        assert "nanobind" not in server.log


@pytest.mark.parametrize(("way", "status"), [(WAYS[0], 0), (WAYS[1], -signal.SIGTERM)])
def test_sigterm_does_not_wait_for_ever(way, status):
    """Someone sends half a file and no more."""
    with running(dashboard(way=way, PARTV_DRAIN_SECONDS="1")) as server:
        slow = socket.create_connection(("localhost", server.port), 20)
        with slow:
            slow.sendall(
                b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
            )
            slow.sendall(b"half")
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(20) == status


@pytest.mark.parametrize("way", WAYS)
def test_a_proxy_is_believed_when_it_was_named(way):
    """The limit is so low that an address may ask thirty times; behind the proxy each its own."""
    for proxies, wanted in (("", 429), ("127.0.0.1 ::1", 404)):
        settings = {"PARTV_RATE_LIMIT": "1", "PARTV_TRUSTED_PROXIES": proxies}
        with running(dashboard(way=way, **settings)) as server:
            statuses = [
                ask(f"{server.url}/api/v1/nothing", x_forwarded_for=f"192.0.2.{number}").status
                for number in range(60)
            ]
            assert statuses[0] == 404
            assert statuses[-1] == wanted
