"""``make quick``: the tests that take little; and ``make slow``, which writes down which do not.

``tests/slow.txt`` names each test, outside ``tests/browser/``, that took ``LIMIT`` or more of the
processors, with all processes that it had. A test that is not named there is run: a new one, too.
"""

import os
from pathlib import Path

import psutil
import pytest

LIMIT = 0.3
"""Seconds of processor time, which a busy machine does not stretch as it does those of a clock."""
SLOW = Path(__file__).with_name("slow.txt")
BROWSER = Path(__file__).with_name("browser")


def slow() -> list[str]:
    """The names of the tests that take long."""
    lines = SLOW.read_text("utf-8").splitlines() if SLOW.exists() else []
    return [line.partition(" ")[2] for line in lines]


def pytest_addoption(parser):
    group = parser.getgroup("quick")
    group.addoption("--quick", action="store_true", help="leave out what takes long")
    group.addoption("--measure", action="store_true", help="write tests/slow.txt anew")


def pytest_configure(config):
    if config.getoption("measure"):
        config.pluginmanager.register(_Measure())


def pytest_ignore_collect(collection_path, config):
    """Leave out the tests of the browser; None leaves the others to pytest."""
    left_out = config.getoption("quick") or config.getoption("measure")
    return True if left_out and collection_path == BROWSER else None


def pytest_collection_modifyitems(config, items):
    if config.getoption("quick"):
        known = set(slow())
        left_out = [item for item in items if item.nodeid in known]
        items[:] = [item for item in items if item.nodeid not in known]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter, config):
    """Say what was not run: a pass of these tests is not one of all."""
    if config.getoption("quick"):
        files = len(list(BROWSER.glob("test_*.py")))
        terminalreporter.line(
            f"Left out: tests/browser ({files} files), and {len(slow())} tests that take "
            f"{LIMIT} s or more (tests/slow.txt). `make test` runs them."
        )


class _Measure:
    """Takes the time of each test and writes those that take long."""

    def __init__(self) -> None:
        self._taken: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        before = _worked()
        result = yield
        self._taken[item.nodeid] = _worked() - before
        return result

    def pytest_sessionfinish(self):
        long = [(taken, name) for name, taken in self._taken.items() if taken >= LIMIT]
        lines = [f"{taken:.1f} {name}\n" for taken, name in sorted(long, key=lambda one: one[1])]
        SLOW.write_text("".join(lines), "utf-8")


def _worked() -> float:
    """Processor time of this process and all that it has, or had, as children."""
    total = sum(os.times()[:4])
    for child in psutil.Process().children(recursive=True):
        try:
            total += sum(child.cpu_times()[:4])
        except psutil.NoSuchProcess:  # ended since: counted with its parent
            continue
    return total
