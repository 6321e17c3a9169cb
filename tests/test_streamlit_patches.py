"""Patches: what they touch is what was reviewed, they step aside where it is not, nothing else
touches it."""

import ast
import json
import logging
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import plotly.io
import plotly.tools
import pytest
import uvicorn
from starlette.formparsers import MultiPartParser
from streamlit.runtime import websocket_session_manager

from lab.http import ask, serving
from partv import streamlit_patches
from partv.paths import ROOT
from partv.streamlit_patches import (
    finished_charts,
    hidden_charts,
    index_page,
    server_options,
    targets,
    websocket_writes,
)
from partv.streamlit_patches.registry import PATCHES
from partv.streamlit_patches.targets import STATIC, Code, Different, File, Message
from tools.patches import REVIEWED, unlike

NAMES = [patch.name for patch in PATCHES]
RUN = {patch.name: patch for patch in PATCHES}
_STATE = """
import logging, json
logging.basicConfig(format="%(message)s")
from partv import streamlit_patches
streamlit_patches.apply()
streamlit_patches.apply()
print(json.dumps([sorted(streamlit_patches.applied), streamlit_patches.aside]))
"""


def applied(value: str) -> tuple[set[str], dict[str, str], str]:
    """Which patches a fresh process puts on and leaves with this ``PARTV_PATCHES``; its log."""
    done = subprocess.run(
        [sys.executable, "-c", _STATE],
        cwd=ROOT,
        env={"PARTV_PATCHES": value},
        capture_output=True,
        text=True,
        check=True,
    )
    on, aside = json.loads(done.stdout)
    return set(on), aside, done.stderr


# The table ----------------------------------------------------------------------------------------


def test_every_patch_is_in_the_table_and_says_what_one_has_to_know():
    modules = {path.stem for path in (ROOT / "partv/streamlit_patches").glob("*.py")}
    rooms = {"__init__", "registry", "targets", "sessions", "front_end"}
    assert modules == rooms | set(NAMES)
    for patch in PATCHES:
        assert patch.targets
        assert all([patch.why, patch.gain, patch.since, patch.until])


@pytest.mark.parametrize("name", NAMES)
def test_what_a_patch_touches_is_what_was_reviewed(name):
    """After an upgrade: read these in the new version, see that the patch is right, and accept
    them with ``python -m tools reviewed``."""
    assert unlike()[name] == [], (
        f"Look at partv/streamlit_patches/{name}.py: these are not what was reviewed. "
        "Then accept them: python -m tools reviewed (docs/upgrading.md)"
    )


def test_what_was_reviewed_is_told_with_its_version():
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    for library, version in json.loads(REVIEWED.read_text("utf-8"))["versions"].items():
        assert f"{library}=={version} " in pins


def test_a_target_that_changed_would_be_found(monkeypatch):
    target = f"{SESSION}.handle_backmsg"
    monkeypatch.setattr(target, lambda self: None)
    assert {name: one for name, one in unlike().items() if one} == {"private_messages": [target]}


# On, or left out ----------------------------------------------------------------------------------


def test_all_are_on_with_the_libraries_that_are_pinned_and_nothing_is_said():
    assert applied("1") == (set(NAMES), {}, "")


def test_all_can_be_left_out_with_one_line_in_the_log():
    on, aside, log = applied("0")
    assert (on, list(aside)) == (set(), NAMES)
    assert log == f"Left out by PARTV_PATCHES: {', '.join(NAMES)}. See docs/upgrading.md.\n"


def test_one_can_be_left_out():
    on, aside, log = applied("-message_batching")
    assert on == set(NAMES) - {"message_batching"}
    assert list(aside) == ["message_batching"]
    assert log.count("\n") == 1


# Stepping aside -----------------------------------------------------------------------------------

GONE = object()
SESSION = "streamlit.runtime.app_session.AppSession"
MANAGER = "streamlit.runtime.websocket_session_manager"


def _spoiled(name: str, before: bytes, after: bytes):
    """A front end in which one file has something else in a place."""

    def spoil(folder: Path) -> Path:
        (source,) = STATIC.glob(name)
        shutil.copy(STATIC / "index.html", folder)
        shutil.copytree(STATIC / "static/js", folder / "static/js")
        copy = folder / source.relative_to(STATIC)
        content = source.read_bytes()
        assert before in content
        copy.write_bytes(content.replace(before, after))
        return folder

    return spoil


DIFFERENT = [
    ("finished_charts", "plotly.tools.return_figure_from_figure_or_data", lambda figure: figure),
    ("finished_charts", "plotly.tools.return_figure_from_figure_or_data", GONE),
    ("finished_charts", "plotly.io.to_json", lambda chart: ""),
    ("finished_charts", "streamlit.elements.plotly_chart.PlotlyMixin.plotly_chart", print),
    ("message_batching", f"{MANAGER}.AppSession", GONE),
    ("message_batching", f"{SESSION}._on_scriptrunner_event", lambda self, event: None),
    ("message_batching", f"{SESSION}.__init__", lambda self: None),
    ("message_batching", f"{SESSION}.flush_browser_queue", GONE),
    ("message_batching", "streamlit.runtime.runtime.Runtime._send_message", GONE),
    ("websocket_writes", websocket_writes._PROTOCOL, GONE),
    ("websocket_writes", f"{websocket_writes._PROTOCOL}.connection_made", lambda self: None),
    ("hidden_charts", "static/js/PlotlyChart.*.js", (b"let{width:", b"let{broad:")),
    ("private_messages", f"{SESSION}.handle_backmsg", lambda self, message: None),
    ("private_messages", f"{SESSION}._create_new_session_message", GONE),
    ("private_messages", f"{MANAGER}.WebsocketSessionManager.connect_session", lambda self: None),
    ("ended_sessions", f"{SESSION}.disconnect_file_watchers", GONE),
    (
        "ended_sessions",
        f"{MANAGER}.WebsocketSessionManager.disconnect_session",
        lambda self, session_id: None,
    ),
    ("ended_sessions", "streamlit.runtime.runtime.Runtime.close_session", lambda self: None),
    ("uploads_in_memory", "starlette.formparsers.MultiPartParser.spool_max_size", "1 MB"),
    ("uploads_in_memory", "starlette.formparsers.MultiPartParser.spool_max_size", GONE),
    ("server_options", "uvicorn.Server.capture_signals", lambda self: None),
    ("server_options", "uvicorn.Config.load", lambda self: None),
    ("index_page", "index.html", (b"</head>", b"</hat>")),
    ("index_page", "static/js/UriUtil.*.js", (b"BACKEND_BASE_URL", b"SERVER")),
]


def test_the_stepping_aside_of_every_patch_is_tried():
    assert {name for name, _, _ in DIFFERENT} == set(NAMES)


def _touched() -> tuple:
    """Everything that patches replace or switch on."""
    return (
        getattr(websocket_session_manager, "AppSession", None),
        getattr(plotly.tools, "return_figure_from_figure_or_data", None),
        plotly.io.to_json,
        getattr(MultiPartParser, "spool_max_size", None),
        websocket_writes.protocol(),
        finished_charts._applied,
        hidden_charts._applied,
        index_page._applied,
        server_options.told,
    )


@pytest.mark.parametrize(("name", "target", "instead"), DIFFERENT)
def test_a_patch_steps_aside_with_one_line_where_its_target_is_different(
    name, target, instead, monkeypatch, caplog, tmp_path
):
    monkeypatch.setattr(streamlit_patches, "applied", set())
    monkeypatch.setattr(streamlit_patches, "aside", {})
    for module in (finished_charts, hidden_charts, index_page):
        monkeypatch.setattr(module, "_applied", False)
    if isinstance(instead, tuple):
        monkeypatch.setattr(targets, "STATIC", _spoiled(target, *instead)(tmp_path))
    elif instead is GONE:
        monkeypatch.delattr(target)
    else:
        monkeypatch.setattr(target, instead)
    before = _touched()
    with caplog.at_level(logging.INFO):
        streamlit_patches.put_on([RUN[name]])
    assert _touched() == before
    assert (streamlit_patches.applied, list(streamlit_patches.aside)) == (set(), [name])
    (line,) = caplog.messages
    assert line.startswith(f"The patch {name} steps aside: ")
    assert target in line
    assert line.endswith(". See docs/upgrading.md.")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (Code("nothing.at_all"), "there is no nothing.at_all"),
        (Code("json.nothing"), "there is no json.nothing"),
        (Code("json.loads", takes=("s", "t")), "json.loads does not take t"),
        (Code("json.loads", mentions=("JSONDecodeError", "x_y")), "does not mention x_y"),
        (Code("json.decoder.NaN", kind=int), "json.decoder.NaN is not of type int"),
        (Code("json.decoder.NaN", takes=("s",)), "json.decoder.NaN cannot be called"),
        (
            Message("streamlit.proto.BackMsg_pb2.BackMsg", ("rerun_script", "dance")),
            "has no field dance",
        ),
        (File("static/js/nothing.*.js", lambda content: ""), "0 files are named"),
        (File("index.html", lambda content: "soul"), "index.html has no soul"),
    ],
)
def test_what_is_different_is_said_in_half_a_sentence(target, why):
    with pytest.raises(Different) as found:
        target.check()
    assert why in str(found.value)


def test_a_library_whose_module_is_gone_is_a_reason_to_step_aside(monkeypatch):
    monkeypatch.setitem(sys.modules, "partv.streamlit_patches.index_page", None)
    with pytest.raises(Different, match=r"there is no partv\.streamlit_patches\.index_page"):
        RUN["index_page"].apply()


# Under `streamlit run` ----------------------------------------------------------------------------


def test_a_server_that_is_importing_the_program_is_told_and_no_other(monkeypatch):
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(server_options, "told", False)
    monkeypatch.setenv("PARTV_TRUSTED_PROXIES", "192.0.2.1")
    config = uvicorn.Config("app:app", log_config=None)
    config.encoded_headers = [(b"server", b"uvicorn"), (b"x", b"y")]
    try:
        server_options.apply()
        assert not server_options.told, "nobody serves"
        signal.signal(signal.SIGTERM, uvicorn.Server(config).handle_exit)
        server_options.apply()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert server_options.told
    assert config.encoded_headers == [(b"x", b"y")]
    assert config.proxy_headers
    assert config.forwarded_allow_ips == ["192.0.2.1/32", "::ffff:192.0.2.1/128"]
    assert config.timeout_graceful_shutdown == 10


def test_a_server_that_was_made_before_is_told_of_in_the_log(monkeypatch, caplog):
    monkeypatch.setattr(streamlit_patches, "applied", {"server_options"})
    monkeypatch.setattr(streamlit_patches, "aside", {})
    monkeypatch.setattr(server_options, "told", True)
    streamlit_patches.served()
    assert caplog.messages == []
    monkeypatch.setattr(server_options, "told", False)
    streamlit_patches.served()
    streamlit_patches.served()
    (line,) = caplog.messages
    assert line.startswith("The patch server_options steps aside: the server was made before")


# Nothing else touches private parts ---------------------------------------------------------------

LIBRARIES = ("streamlit", "uvicorn", "plotly")
PUBLIC = {
    "streamlit",
    "streamlit.testing.v1",
    "streamlit.testing.v1.AppTest",
    "uvicorn",
    "plotly",
    "plotly.io",
    "plotly.graph_objects",
}
"""The modules of these whose use their documentation describes."""


def private_parts(code: str) -> list[str]:
    """What code uses of those libraries that is not public, or replaces in them."""
    found, known = [], {}
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.split(".")[0] in LIBRARIES:
                    known[name.asname or name.name.split(".")[0]] = name.name
                    found += [] if name.name in PUBLIC else [name.name]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LIBRARIES:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                known[name.asname or name.name] = whole
                module = (Path(STATIC).parents[1] / whole.replace(".", "/")).with_suffix(".py")
                if node.module not in PUBLIC or (module.exists() and whole not in PUBLIC):
                    found.append(whole)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            root = node
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id in known:
                private = node.attr.startswith("_") and not node.attr.startswith("__")
                if private or not isinstance(node.ctx, ast.Load):
                    found.append(ast.unparse(node))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            base = node.args[0]
            while isinstance(base, ast.Attribute):
                base = base.value
            if isinstance(base, ast.Name) and base.id in known:
                found.append(ast.unparse(node))
    return found


def files() -> list[Path]:
    """All code but tests and bench, which look inside, and the place where patches are."""
    whole = list(ROOT.glob("*.py"))
    for folder in ("partv", "pages", "tools", "torture"):
        whole += (ROOT / folder).rglob("*.py")
    place = ROOT / "partv/streamlit_patches"
    return sorted(file for file in whole if place not in file.parents)


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_private_parts_are_touched_in_one_place(file):
    assert private_parts(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import streamlit as st\nst.write(1)", []),
        ("import uvicorn\nuvicorn.Config('a')", []),
        ("import plotly.io\nplotly.io.to_json({})", []),
        ("import plotly.io\nplotly.io.to_json = print", ["plotly.io.to_json"]),
        ("from streamlit import net_util", ["streamlit.net_util"]),
        ("from streamlit.runtime import app_session", ["streamlit.runtime.app_session"]),
        ("import streamlit as st\nst.x._y.z", ["st.x._y"]),
        ("import streamlit as st\nsetattr(st, 'x', 1)", ["setattr(st, 'x', 1)"]),
        ("def f():\n import uvicorn.config as c", ["uvicorn.config"]),
    ],
)
def test_a_private_part_would_be_found(code, found):
    assert private_parts(code) == found


# The page -----------------------------------------------------------------------------------------


def test_a_front_end_of_another_make_is_sent_as_it_is(tmp_path, monkeypatch):
    """Language, title and the page's own script are ours in any page; the rest stays."""
    from partv.streamlit_patches.front_end import CompressedAssets

    monkeypatch.setattr(index_page, "_applied", False)
    shutil.copytree(STATIC / "static" / "css", tmp_path / "static" / "css")
    page = "<!doctype html><html class='x'><head></head><body>another</body></html>"
    (tmp_path / "index.html").write_text(page)

    async def plain(scope, receive, send):
        from starlette.responses import FileResponse

        await FileResponse(tmp_path / "index.html")(scope, receive, send)

    ours = CompressedAssets(
        plain,
        static_folder=tmp_path,
        cache_folder=tmp_path / "cache",
        language=lambda scope: ("ar", "rtl"),
        title="Part V",
        script=lambda lang: "ours()",
    )
    with serving(ours) as address:
        answer = ask(f"{address}/", accept_encoding="identity").body.decode()
    assert answer == (
        '<!doctype html><html lang="ar" dir="rtl"><head><title>Part V</title>\n'
        "    <script>ours()</script></head><body>another</body></html>"
    )
