"""Hurried clicks on a slow line: the server's answer arrives only after the next click."""

import time

from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from .visits import expect_address, filters, settle


class SlowLine:
    """The web socket of a page; while ``held``, nothing from the server comes through."""

    def __init__(self, page) -> None:
        self._page, self._held, self._route = page, None, None
        page.route_web_socket("**/_stcore/stream", self._connect)

    def hold(self) -> None:
        self._held = []

    def wait_for_answer(self) -> None:
        """Until the server has run the page to its end, unheard."""
        deadline = time.monotonic() + 20
        while not any(
            ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"
            for message in self._held
        ):
            assert time.monotonic() < deadline, "the server did not answer"
            self._page.evaluate("1")  # lets Playwright take in what has come

    def release(self) -> None:
        held, self._held = self._held, None
        for message in held:
            self._route.send(message)

    def _connect(self, route) -> None:
        self._route = route
        route.connect_to_server().on_message(self._pass)

    def _pass(self, message) -> None:
        if self._held is None:
            self._route.send(message)
        else:
            self._held.append(message)


def test_click_before_the_answer_to_the_one_before(visit):
    page = visit.tab(visit.visitor())
    line = SlowLine(page)
    page.goto("/")
    settle(page)
    bar = filters(page)

    line.hold()
    bar.region("AFR").click()
    line.wait_for_answer()
    bar.of("were due").click()
    line.release()

    expect_address(page, "/", "region=AFR&of=due")
    expect(page.get_by_role("button", pressed=True)).to_have_text(["AFR"])
    expect(bar.of("were due")).to_be_checked()
    page.go_back()
    expect_address(page, "/", "region=AFR")
    expect(bar.of("reported")).to_be_checked()
