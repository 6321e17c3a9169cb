"""A crowd of viewers beside imports, builds and exports, for as long as is asked for.

Viewers check every page against the library (``lab/room.py``); a checker keeps asking the API,
the pages and the command line for rates and holds them against ``torture/count.py``. An answer must
be that of one state of the data, which stood while it was asked for. Memory and open files of the
server are watched.
"""

import asyncio
import csv
import http.client
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pyarrow.parquet as pq

from lab.crowd import send
from lab.project import copy_of_project
from lab.servers import Server, dashboard, running
from lab.tab import Fault, Tab
from torture.count import REGIONS, Source, answers_in, count, differences
from torture.ground import run
from torture.level import level
from torture.tally import Tally

VIEWERS = 100
NAME = "soak"
FILES = 6
"""States of the imported data set, which follow each other."""
PAUSE = 8.0
"""Seconds between two imports; builds and exports go in between."""
LAG = 30.0
"""Seconds that a server may go on with the state before: it looks each second, twice, and loads
what it found beside the crowd, on a machine that imports and builds at the same time."""
RISE = 0.05
"""By what share of their level memory and open files may grow in half an hour."""
_TAKEN = (
    *("deck.pptx", "briefing.docx", "rates.xlsx", "rates.zip", "answers.parquet"),
    *("slides/overview.png", "slides/regions.svg"),
)


@dataclass
class State:
    """What the imported data set is from ``since`` on, at the latest from ``done``."""

    number: int
    since: float
    done: float = float("inf")
    until: float = float("inf")
    """When the next import was done."""


@dataclass
class Soak:
    """One run: the copy of the project, its states, and what was seen."""

    folder: Path
    seconds: float
    tally: Tally
    files: list[Path] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    handles: list[tuple[float, int]] = field(default_factory=list)

    def prepare(self) -> None:
        """A copy of the project and the files to import, with the first of them imported."""
        self.copy = copy_of_project(self.folder / "copy")
        self.source = Source.read(self.copy / "data" / "source")
        self.demo = _demonstration(self.copy / "data" / "parquet")
        questions = [c for c, row in self.source.indicators.items() if row["kind"] == "yes_no"]
        for number in range(FILES):
            dice = random.Random(number)
            file = self.folder / f"answers-{number}.csv"
            with file.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(("party", "cycle", "indicator", "answer"))
                for party in self.source.due(2023, ()):
                    for code in questions:
                        writer.writerow((party, 2023, code, dice.choice(("Yes", "No", "No"))))
            self.files.append(file)
        self.answers = [answers_in(file) for file in self.files]
        self.bring_in(0)

    def bring_in(self, number: int) -> None:
        """Import a file: all answers of the data set are then those of the file."""
        state = State(number, time.monotonic())
        self.states.append(state)
        command = [sys.executable, "-m", "partv", "import", self.files[number], "--data", NAME]
        done = run(command, self.copy)
        state.done = time.monotonic()
        for before in self.states[:-1]:
            before.until = min(before.until, state.done)
        self.tally.tried("imports")
        self.tally.expect(done.returncode == 0, f"import: {done.stderr[-300:]}")

    def build(self, note: str) -> None:
        """Build from another source; nothing that a viewer sees changes with it."""
        file = self.copy / "data" / "source" / "party_aliases.csv"
        text = file.read_text("utf-8")
        # The column of notes ends the row; quoted, so that any text may stand there.
        rows = list(csv.DictReader(text.splitlines()))
        rows[-1]["note"] = note
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        done = run([sys.executable, "-m", "partv", "build"], self.copy)
        self.tally.tried("builds")
        self.tally.expect(done.returncode == 0, f"build: {done.stderr[-300:]}")

    def candidates(self, begin: float, end: float) -> list[State]:
        """The states that an answer may be of, asked for from ``begin`` to ``end``."""
        return [s for s in self.states if s.since <= end and s.until + LAG >= begin]

    def expected(self, data: str, number: int, regions: tuple[str, ...], of: str) -> dict:
        """What was counted for a view of 2023; ``number`` is that of the imported state."""
        if data == "published":
            return self.source.printed(2023, regions, of)
        if data == "demo":
            members, answers = self.demo
            due = [code for code, region in members if region in (regions or REGIONS)]
            return count(answers, 2023, due, of, self.source.indicators)
        return self.source.counted(self.answers[number], 2023, regions, of)

    def check(self, rows: list[dict], asked: tuple, begin: float, what: str) -> None:
        """Hold rows that were served against what was counted."""
        end = time.monotonic()
        wrong = []
        for state in self.candidates(begin, end):
            wrong = differences(rows, self.expected(asked[0], state.number, *asked[1:]))
            if not wrong:
                break
        self.tally.tried(f"answers checked: {what}")
        late = wrong and any(
            not differences(rows, self.expected(asked[0], state.number, *asked[1:]))
            for state in self.states
        )
        said = f"of a state that was over for {LAG:.0f} s" if late else "; ".join(wrong[:3])
        self.tally.expect(not wrong, f"{what} {asked}: {said}")


def _demonstration(parquet: Path) -> tuple[list[tuple[str, str]], dict]:
    members = [
        (row["iso3"], row["region"])
        for row in pq.read_table(parquet / "demo_members.parquet").to_pylist()
        if row["due_from"] is not None and row["due_from"] <= 2023
    ]
    answers = {
        (row["cycle"], row["iso3"], row["indicator_id"]): row["status"]
        for row in pq.read_table(parquet / "demo_answers.parquet").to_pylist()
    }
    return members, answers


def torture(seconds: float = 1800, viewers: int = VIEWERS) -> Tally:
    """Keep the server busy for ``seconds``; returns what came of it."""
    tally = Tally(f"{viewers} viewers for {seconds:.0f} s beside imports, builds and exports")
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        soak = Soak(Path(folder), seconds, tally)
        soak.prepare()
        settings = {"PARTV_RATE_LIMIT": "0", "PARTV_DRAW_AHEAD": "1"}
        with running(dashboard(folder=soak.copy, host="127.0.0.1", **settings)) as server:
            _run(soak, server, viewers)
    return tally


def _run(soak: Soak, server: Server, viewers: int) -> None:
    tally, end = soak.tally, time.monotonic() + soak.seconds
    jobs: list[Callable[[], None]] = [
        lambda: _viewers(soak, server, viewers),
        lambda: _writers(soak, end),
        lambda: _asking(soak, server.address, end),
        lambda: _watching(soak, server.process.pid, end),
        lambda: _pages(soak, server.address, end),
        lambda: _taking(soak, server.address, end),
    ]
    threads = [threading.Thread(target=_told, args=(tally, job)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _flat(soak)


def _viewers(soak: Soak, server: Server, viewers: int) -> None:
    """A crowd in a process of its own, whose every page is checked."""
    joining = min(30.0, soak.seconds / 4)
    options = {"viewers": viewers, "joining": joining, "seconds": soak.seconds - joining}
    report = send(server, **options).report
    soak.tally.tried("pages opened by viewers, checked", len(report.joins))
    soak.tally.tried("filters changed by viewers, checked", len(report.changes))
    soak.tally.expect(bool(report.joins), "no viewer came in")
    for fault, times in report.faults.items():
        soak.tally.lost(f"viewers, {times} times: {fault}")


def _told(tally: Tally, job: Callable[[], None]) -> None:
    try:
        job()
    except Exception as error:
        tally.lost(f"{type(error).__name__}: {error}")


def _writers(soak: Soak, end: float) -> None:
    """Import, build, export, again and again."""
    number = 0
    while time.monotonic() < end:
        number += 1
        soak.bring_in(number % FILES)
        soak.build(f"a note, number {number}")
        begin = time.monotonic()
        command = ["export", "rates", "--data", NAME, "--format", "json"]
        done = run([sys.executable, "-m", "partv", *command], soak.copy)
        soak.tally.expect(done.returncode == 0, f"export: {done.stderr[-300:]}")
        soak.check(json.loads(done.stdout or "[]"), (NAME, (), "reported"), begin, "command line")
        time.sleep(max(0.0, min(PAUSE, end - time.monotonic())))


def _asking(soak: Soak, address: str, end: float) -> None:
    """Ask the API for rates, a view after the other, about five times a second."""
    dice = random.Random(3)
    connection = http.client.HTTPConnection(address, timeout=60)
    while time.monotonic() < end:
        data = dice.choice((NAME, NAME, "demo", "published"))
        regions = tuple(sorted(dice.sample(REGIONS, dice.choice((0, 0, 1, 2)))))
        of = dice.choice(("reported", "answered", "due"))
        pairs = [("data", data), ("cycle", 2023), ("of", of), *(("region", r) for r in regions)]
        begin = time.monotonic()
        connection.request("GET", f"/api/v1/rates.json?{urlencode(pairs)}")
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            soak.tally.lost(f"API: {answer.status} {body[:200]!r}")
        else:
            soak.check(json.loads(body), (data, regions, of), begin, "API")
        time.sleep(0.2)
    connection.close()


def _pages(soak: Soak, address: str, end: float) -> None:
    """Open the Overview of the imported set and hold "17 of 62" in its chart against the count."""

    async def one() -> None:
        begin = time.monotonic()
        async with Tab(address, f"?data={NAME}&lang=en") as tab:
            await tab.open()
            shown = set(re.findall(r"(?<!\d)(\d+) of (\d+)", " ".join(tab.seen.charts.values())))
        states = soak.candidates(begin, time.monotonic())
        counted = [
            {
                (str(rate["yes"]), str(rate["denominator"]))
                for rate in soak.expected(NAME, state.number, (), "reported").values()
            }
            for state in states
        ]
        soak.tally.tried("answers checked: page")
        fine = shown and any(shown <= pairs for pairs in counted)
        soak.tally.expect(
            fine, f"page: {sorted(shown)[:4]}, counted {[sorted(c)[:4] for c in counted]}"
        )

    while time.monotonic() < end:
        try:
            asyncio.run(one())
        except Fault as fault:
            soak.tally.lost(f"page: {fault}")
        time.sleep(min(3.0, max(0.0, end - time.monotonic())))


def _taking(soak: Soak, address: str, end: float) -> None:
    """Take files away, which cost the server most."""
    number = 0
    while time.monotonic() < end:
        path = _TAKEN[number % len(_TAKEN)]
        number += 1
        connection = http.client.HTTPConnection(address, timeout=60)
        connection.request("GET", f"/api/v1/{path}?data=demo&lang={('en', 'zh')[number % 2]}")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        soak.tally.tried("files taken away")
        soak.tally.expect(answer.status == 200 and len(body) > 500, f"{path}: {answer.status}")
        time.sleep(min(5.0, max(0.0, end - time.monotonic())))


def _watching(soak: Soak, pid: int, end: float) -> None:
    process = psutil.Process(pid)
    while time.monotonic() < end:
        now = time.monotonic()
        soak.memory.append((now, process.memory_info().rss / 1e6))
        soak.handles.append((now, process.num_fds()))
        time.sleep(1)


def _flat(soak: Soak) -> None:
    """Memory and open files of the second half of the run: no growth."""
    for what, seen in (("MB", soak.memory), ("open files", soak.handles)):
        # Less than ten minutes do not tell growth from filling.
        found = level(seen) if soak.seconds >= 600 else None
        if found:
            soak.tally.notes.append(
                f"{found.height:.0f} {what} in the second half, {found.rise:+.0f} in half an hour"
            )
            fine = found.rise <= found.height * RISE
            soak.tally.expect(fine, f"{what} grew by {found.rise:.0f} in half an hour")
        elif seen:
            soak.tally.notes.append(f"{seen[-1][1]:.0f} {what} at the end")
