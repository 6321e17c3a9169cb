"""The parts of the bench, each runnable alone; what is compared is measured in the same part."""

from dataclasses import dataclass
from statistics import median

from bench import api, browser, followers, rates, redraws, start
from bench.bare_visits import BARE, DASH
from bench.results import Crowd, Part, Row, Settings
from bench.servers import HOSTED, at_rest, bare_streamlit, dash, hosted, without
from lab.crowd import ASSETS, Report, ms, send
from lab.replicas import replicas
from lab.servers import Server, asgi, running
from partv.streamlit_patches import front_end


def load(settings: Settings) -> Part:
    """First and second load in a browser, on an unlimited and on a bad line."""
    # Compressed at the best level before a server starts, as after a minute of use.
    front_end.warm()
    part = Part()
    lines = {"unlimited": None, "1.5 Mbit/s, 150 ms": browser.SLOW}
    with running(hosted()) as ours, running(without("compression")) as plain:
        at_rest(ours)
        for name, line in lines.items():
            settings.say(f"first and second load, {name}")
            first, second = browser.loads(ours.address, line)
            plain_first, plain_second = browser.loads(plain.address, line)
            pairs = (("First", first, plain_first), ("Second", second, plain_second))
            for which, found, other in pairs:
                part.rows.append(
                    Row(
                        f"{which} load to the first chart, {name}",
                        "s",
                        found.seconds,
                        other.seconds,
                        1,
                    )
                )
                if line is None:
                    goal = 2.3 if which == "First" else 0.1
                    part.rows += [
                        Row(
                            f"{which} load, received",
                            "MB",
                            found.megabytes,
                            other.megabytes,
                            2,
                            goal,
                        ),
                        Row(f"{which} load, requests", "", found.requests, other.requests),
                    ]
    part.notes.append(
        "**Load**: a Chromium that was never there opens the Overview, until a chart is visible; "
        "the second time with what it kept. Received: all bytes on the wire, the WebSocket's too. "
        "Baseline: the same pages without the middleware that compresses the front end."
    )
    return part


def repaint(settings: Settings) -> Part:
    """From a click on a filter to the repainted chart, in a browser."""
    changes = 10 * settings.rounds
    with running(hosted()) as ours, running(bare_streamlit()) as plain:
        settings.say("filter to repainted chart")
        found, other = (browser.repaints(each.address, changes) for each in (ours, plain))
    rows = [
        Row(f"Click to repainted chart, {name}", "ms", ms(found, share), ms(other, share))
        for name, share in (("median", 0.5), ("95th percentile", 0.95))
    ]
    note = (
        f"**Click to repainted chart**: {changes} changes of the order in Chromium, from the click "
        "to the frame in which the chart has it. Baseline: the bare page, whose chart is one of a "
        "dozen bars; ours also redraws sentence, table, notes and links."
    )
    return Part(rows, [note])


def viewers(settings: Settings) -> Part:
    """Crowds: 300 and 600 on one process, 1,000 on two; 300 on the baselines."""
    part = Part()
    part.notes.append(
        f"**Viewers**: 300 join one by one in {settings.joining:.0f} seconds (600 in twice the "
        "time; 1,000, on two replicas, twice as many a second), load page and bundles, and then "
        "each changes a filter about every 10 seconds, "
        f"{settings.seconds:.0f} seconds long (600: half as long, 1,000 and baselines: a third). "
        "Every answer is checked: title, headline and each chart to the letter, no error on the "
        "page. The servers are some minutes old: the charts that people open first are drawn. The "
        "crowd runs in one process on the same two cores; what it took of them is told "
        "beside it."
    )
    with running(hosted()) as ours:
        at_rest(ours)
        _crowd(part, settings, "300 viewers", ours, ASSETS, 300, settings.seconds, 250)
        _crowd(part, settings, "600 viewers", ours, ASSETS, 600, settings.seconds / 2, 1000)
    with replicas(2, **HOSTED) as two:
        crowd = _Many(two.door, two.replicas)
        for each in crowd.servers:
            at_rest(each)
        _crowd(part, settings, "1,000 on two replicas", crowd, ASSETS, 1000, settings.seconds / 3)
    for name, kind, server in (
        ("300, bare Streamlit", BARE, bare_streamlit()),
        ("300, Dash", DASH, dash()),
    ):
        with running(server) as plain:
            _crowd(part, settings, name, plain, kind, 300, settings.seconds / 3)
    return part


@dataclass(frozen=True)
class _Many:
    """Several servers behind one door, seen as one."""

    door: Server
    servers: list[Server]

    @property
    def address(self) -> str:
        return self.door.address

    @property
    def memory(self) -> float:
        return sum(each.memory for each in self.servers)

    @property
    def work(self) -> float:
        return sum(each.work for each in self.servers)


def _crowd(
    part: Part,
    settings: Settings,
    name: str,
    server: Server | _Many,
    kind: str,
    count: int,
    seconds: float,
    goal: float | None = None,
) -> None:
    settings.say(name)
    # As many a second as 300 in the time that is set; on two replicas twice as many.
    servers = len(server.servers) if isinstance(server, _Many) else 1
    joining = settings.joining * count / 300 / servers
    before, worked = server.memory, server.work
    sent = send(
        server,
        kind,
        viewers=count,
        joining=joining,
        seconds=seconds,
        every=10,
        say=settings.say,
    )
    report: Report = sent.report
    grown = (sent.memory - before) / count
    share = (server.work - worked) / (joining + seconds)
    settings.say(str(report))
    ours = kind == ASSETS
    part.rows += [
        Row(f"{name}: change, 95th percentile", "ms", ms(report.changes, 0.95), None, 0, goal),
        Row(f"{name}: change, median", "ms", ms(report.changes, 0.5)),
        Row(f"{name}: change, longest", "ms", ms(report.changes, 1)),
        Row(f"{name}: joining, 95th percentile", "ms", ms(report.joins, 0.95)),
        Row(f"{name}: faults", "", report.faults.total(), None, 0, 0 if ours else None),
        Row(f"{name}: memory a viewer", "MB", grown, None, 2),
    ]
    part.crowds.append(Crowd(name, *(ms(report.changes, each) for each in (0.5, 0.95, 1))))
    worst = "; ".join(f"{times} x {what}" for what, times in report.faults.most_common(3))
    part.notes.append(
        f"*{name}*: {len(report.joins)} pages opened, {len(report.changes)} changes "
        f"({report.rate:.1f} a second); the server took {100 * share:.0f}%, the crowd "
        f"{100 * report.cpu:.0f}% of a core, and was itself late by "
        f"{1000 * report.lag:.0f} ms at most. {f'Faults: {worst}.' if worst else ''}".rstrip()
    )


def sizes(settings: Settings) -> Part:
    """``rates`` over 10^3, 10^5 and 10^7 answers, beside pandas; and as the pages ask it."""
    part = Part()
    settings.say("rates, as the pages ask")
    query, frames = rates.measure()
    part.rows.append(Row("Rates of the published figures, median", "ms", query, frames, 1))
    for power in (3, 5, 7):
        settings.say(f"rates over 10^{power} answers")
        found = rates.by_size(10**power)
        ours, other = found["database"], found["pandas"]
        largest = power == 7
        name = f"Rates over 10^{power} answers"
        part.rows += [
            Row(name, "ms", 1000 * ours["ask"], 1000 * other["ask"], 0, 300 if largest else None),
            Row(f"{name}: load", "s", ours["load"], other["load"], 2),
            Row(
                f"{name}: peak of memory",
                "MB",
                ours["peak"],
                other["peak"],
                0,
                1000 if largest else None,
            ),
        ]
    part.notes.append(
        "**Rates**: `queries/rates.sql`, asked anew each time; on the pages an answer is kept. "
        "Baseline: the same in pandas (`bench/rates.py`), with the same result, which is checked. "
        "For 10^3 to 10^7 answers of invented Parties each way has a process of its own; load is "
        "reading the Parquet, for the database also counting all answers once, which is what "
        "makes asking quick."
    )
    return part


def opening(settings: Settings) -> Part:
    """From the start of the server to the first chart."""
    times: list[list[float]] = [[], []]
    for _ in range(settings.rounds):
        settings.say("start of a server to the first chart")
        for found, server in zip(times, (hosted(), bare_streamlit()), strict=True):
            found.append(start.measure(server))
    ours, plain = map(median, times)
    note = (
        "**Start**: from the command to the last message of a first page with a chart. Baseline: "
        "the bare page."
    )
    return Part([Row("Start of the server to the first chart", "s", ours, plain, 1, 3)], [note])


def requests(settings: Settings) -> Part:
    """The API beside a bare route that gives the same bytes."""
    asked: tuple[list[float], list[float]] = [], []
    contents = set()
    with running(hosted()) as ours, running(asgi("bench.bare_api:app", api.PATH)) as route:
        for _ in range(settings.rounds):
            settings.say("API requests")
            for each, found in zip((ours, route), asked, strict=True):
                content, times = api.measure(each.address)
                contents.add(content)
                found += times
    if len(contents) > 1:
        raise RuntimeError("The API and the bare route do not give the same bytes.")
    seconds = api.SECONDS * settings.rounds
    rows = [
        Row("API requests", "a second", *(len(found) / seconds for found in asked), more=True),
        Row("API request, 95th percentile", "ms", *(ms(found, 0.95) for found in asked), 1),
    ]
    note = (
        f"**API**: {api.CONNECTIONS} connections, kept open, ask for `rates.csv` for {seconds} "
        "seconds. Baseline: a FastAPI route under uvicorn that returns the same bytes, made once "
        "(`bench/bare_api.py`). It has no settings to read, no ETag, no compression and no pages "
        "beside it."
    )
    return Part(rows, [note])


PARTS = {
    "load": load,
    "repaint": repaint,
    "redraws": redraws.against,
    "viewers": viewers,
    "rates": sizes,
    "start": opening,
    "api": requests,
    "followers": followers.part,
    "levers": redraws.levers,
}
