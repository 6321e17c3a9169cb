"""As many redraws a second as a server gives: beside others, and without what makes it quick."""

from bench.bare_visits import BARE, DASH
from bench.levers import LEVERS
from bench.results import Part, Row, Settings
from bench.servers import HOSTED, at_rest, bare_streamlit, dash, hosted, without
from lab.crowd import DASHBOARD, Report, ms, send
from lab.replicas import replicas
from lab.servers import Server, running


def _warm(server: Server) -> None:
    """Let a crowd have everything drawn once."""
    send(server, viewers=60, joining=3, seconds=15, every=2)


def _eight(server: Server, kind: str, seconds: float) -> Report:
    """What eight viewers meet who change a filter as soon as the last change is complete."""
    return send(server, kind, viewers=8, joining=2, seconds=seconds, every=0).report


def against(settings: Settings) -> Part:
    """As many redraws a second as a server gives: this dashboard, bare Streamlit, Dash."""
    seconds = min(10.0, settings.seconds)
    counts: dict[str, list[float]] = {"one": [], "two": [], "bare": [], "dash": []}
    single: list[float] = []
    faults = 0
    with (
        running(hosted()) as ours,
        replicas(2, **HOSTED) as two,
        running(bare_streamlit()) as plain,
        running(dash()) as other,
    ):
        servers = {
            "one": (ours, DASHBOARD),
            "two": (two.door, DASHBOARD),
            "bare": (plain, BARE),
            "dash": (other, DASH),
        }
        for each in (ours, *two.replicas):
            at_rest(each)
        for each in (ours, two.door):  # all is drawn once
            _warm(each)
        for _ in range(settings.rounds):
            for name, (each, kind) in servers.items():
                settings.say(f"redraws a second, {name}")
                report = _eight(each, kind, seconds)
                counts[name].append(report.rate)
                faults += report.faults.total()
        settings.say("a single viewer")
        for _ in range(settings.rounds):
            alone = send(ours, viewers=1, joining=0, seconds=5, every=0.2)
            single += alone.report.changes
    rate = {name: sum(found) / len(found) for name, found in counts.items()}
    rows = [
        Row("Redraws, against bare Streamlit", "a second", rate["one"], rate["bare"], 1),
        Row("Redraws of two replicas, against Dash", "a second", rate["two"], rate["dash"], 1),
        Row("Redraws of one process, against Dash", "a second", rate["one"], rate["dash"], 1),
        Row("Redraw for a single viewer, median", "ms", ms(single, 0.5), None, 0, 50),
        Row("Faults in these", "", faults, None, 0, 0),
    ]
    for row in rows[:3]:
        row.more = True
    rows[0].gain_goal, rows[1].gain_goal = 6, 1.5
    note = (
        "**Redraws**: 8 viewers change a filter as soon as the last change is complete, in turns "
        f"with the baselines, {settings.rounds} times {seconds:.0f} seconds each. One process of "
        "ours and two replicas behind nginx as in `deploy/`; one process of bare Streamlit "
        "(`bench/bare.py`, default settings), two workers of Dash under gunicorn "
        "(`bench/bare_dash.py`); both baselines show one chart of a dozen bars with one filter, "
        "ours the real pages. The viewers run on the same two cores; they check each answer of "
        "ours."
    )
    return Part(rows, [note])


def levers(settings: Settings) -> Part:
    """What each of the things that make it quick gains: with it, and without."""
    part = Part()
    seconds = min(8.0, settings.seconds)
    with running(without("")) as whole:
        _warm(whole)
        for gone, does in LEVERS.items():
            if gone == "compression":  # that is in `load`
                continue
            settings.say(f"without: {does}")
            with running(without(gone)) as less:
                _warm(less)
                pairs = [
                    [_eight(each, DASHBOARD, seconds).rate for each in (whole, less)]
                    for _ in range(settings.rounds)
                ]
            ours, other = (sum(found) / len(found) for found in zip(*pairs, strict=True))
            part.rows.append(Row(f"With: {does}", "redraws a second", ours, other, 1, more=True))
    part.notes.append(
        "**Levers**: redraws a second for 8 viewers as under *Redraws*; the baseline is the "
        "dashboard without that one thing (`bench/without.py`), in turns with it. A gain within "
        "some hundredths of 1 is none that can be told. Compression is under *Load*."
    )
    return part
