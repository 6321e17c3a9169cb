"""A real server, a real Chromium, and what they leave behind when a test fails.

Server and browser live as long as the tests of this folder: Playwright runs an event loop in this
very thread, which tests of other folders, that run their own, must not find.
"""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect, sync_playwright

from lab.servers import dashboard, running
from partv.paths import ROOT

from .visits import Looks, Visits

ARTEFACTS = ROOT / "test-artefacts"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Letters as wide as they are drawn, also in the shell without windows.
    "--font-render-hinting=none",
    # One visitor's pages share a process, and with it the scripts that it has compiled.
    "--process-per-site",
    # Pages are open for seconds: a quick compiler, and none that optimises. A seventh of the work.
    "--js-flags=--no-opt,--always-sparkplug",
    # Nobody looks at the frames between two states of a page: a tenth of the work.
    "--disable-threaded-animation",
    "--disable-threaded-scrolling",
    # Whatever a page asks for elsewhere is recorded, and goes nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
_open_visits: list[Visits] = []
_open_looks: list[Looks] = []


@pytest.fixture(scope="package")
def browser():
    found = subprocess.run(
        ["sh", ROOT / "bin" / "find-chromium"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def server():
    with running(dashboard()) as server:
        yield server


@pytest.fixture
def visit(browser, server):
    """Open addresses as new visitors do: ``page = visit("/article?article=27")``."""
    yield from visits_to(browser, server)


@pytest.fixture(scope="module")
def shared_visit(browser, server):
    """The same for pages that several tests of a file only look at."""
    yield from visits_to(browser, server)


@pytest.fixture(scope="package")
def looks(browser, server):
    for visits in visits_to(browser, server):
        looks = Looks(visits)
        _open_looks.append(looks)
        yield looks
        _open_looks.remove(looks)


@pytest.fixture
def look(looks):
    """Look at addresses in a page that is open already: ``page = look("/cycles")``.

    Quicker by half than ``visit``; see ``visits.Looks`` for what such a test must not do.
    """
    yield looks
    expect_silence(looks.visits)


def visits_to(browser, server):
    """Visits to a server; at their end no page has complained or called anywhere else."""
    visits = Visits(browser, server.url)
    _open_visits.append(visits)
    yield visits
    _open_visits.remove(visits)
    visits.close()
    expect_silence(visits)


def expect_silence(visits):
    """No page has complained, called anywhere else or opened a dialog since it was last asked."""
    heard = [visits.complaints[:], visits.strangers(), visits.dialogs[:]]
    for kind in (visits.complaints, visits.requests, visits.dialogs):
        kind.clear()
    for kind in heard:
        assert not kind, "\n".join(kind)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """On failure, keep what the browser showed."""
    report = yield
    if report.failed:
        folder = ARTEFACTS / re.sub(r"[^\w.-]+", "_", f"{item.nodeid}-{report.when}")[:150]
        shutil.rmtree(folder, ignore_errors=True)
        for number, visits in enumerate(_open_visits, 1):
            visits.save(folder / str(number))
        for looks in _open_looks:
            looks.forget()
    return report
