"""What a visit costs on a bad line, as the browser counts it."""

import base64

import pytest
from playwright.sync_api import expect

from .visits import chart, settle


class Meter:
    """Bytes that came over the wire to a page, files and web socket together."""

    def __init__(self, page) -> None:
        self.bytes = 0
        session = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", self._frame)
        session.send("Network.enable")

    def _add(self, count) -> None:
        self.bytes += count

    def _frame(self, event) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        self._add(len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text.encode()))


@pytest.fixture
def two_visits(visit):
    """The first page of a new visitor and the second, each with its meter, and all answers."""
    visitor = visit.visitor()
    answers, meters = [], []
    visitor.on("response", lambda answer: answers.append(answer))
    for _ in range(2):
        page = visit.tab(visitor)
        meters.append(Meter(page))
        page.goto("/")
        settle(page)
        expect(chart(page)).to_contain_text("39 of 62")
    return *meters, answers


def test_bytes_of_a_first_and_a_second_visit(two_visits):
    first, second, _ = two_visits
    assert 1_000_000 < first.bytes <= 2_600_000
    assert 1_000 < second.bytes < 100_000


def test_scripts_are_compressed_and_kept(two_visits):
    scripts = [answer for answer in two_visits[2] if answer.request.resource_type == "script"]
    assert len({answer.url for answer in scripts}) > 20
    for answer in scripts:
        headers = answer.headers
        assert headers["content-encoding"] in ("br", "gzip"), answer.url
        assert headers["cache-control"] == "public, max-age=31536000, immutable", answer.url
