"""The door of a real server: headers, closed paths, foreign origins, what answers and log tell."""

import socket
import sys
from importlib.metadata import version
from urllib.parse import urlsplit

import anyio
import pytest
from starlette.datastructures import Headers
from streamlit import net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lab.http import ask, multipart, xsrf
from lab.servers import WAYS, dashboard, running
from lab.visitor import visiting
from partv.middleware.security_headers import Door, inline_scripts
from partv.paths import ROOT

MARKER = "Marker4711"
SOFTWARE = ("streamlit", "starlette", "uvicorn", "fastapi", "duckdb", "plotly", "websockets")
ADDRESSES = (
    "/",
    "/nothing",
    "/article?article=99&region=" + MARKER,
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/nothing",
    "/_stcore/upload_file/a/b",
    "/media/nothing.csv",
    "/media/../../etc/passwd",
    "/static/nothing.js",
    "/static/../../../app.py",
    "/static/%2e%2e/%2e%2e/config.py",
    "/..%5c..%5capp.py",
    "//example.org/x",
    "/%00",
    "/app.py",
    "/.streamlit/config.toml",
    "/.git/config",
    "/api",
    "/api/v1",
    "/api/v1/",
    "/api/v1/nothing",
    "/api/v1/health",
    "/api/v1/rates.exe",
    "/api/v1/rates.csv?article=99&" + MARKER + "=1",
    "/api/v1/rates.csv?cycle=" + "9" * 5000,
    "/api/v1/pictures/nothing.svg",
    "/api/v1/slides/..%2f..%2fapp.svg",
    "/api/v1/deck.pptx?deck=" + MARKER,
    "/api/v1/docs",
    "/api/v1/redoc",
)
CLOSED = (
    "/_stcore/metrics",
    "/_stcore/metrics?families=cache_memory_bytes",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/agent/interact",
    "/_stcore/bidi-components/x/y.js",
    "/component/x/index.html",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
    "/app/static/x",
)


@pytest.fixture(scope="module")
def server():
    """The dashboard as it is started; at the end its log is searched for its visitors."""
    yield from discreet("serve.py")


@pytest.fixture(scope="module", params=WAYS)
def either(request):
    """The same, started in the one way and in the other."""
    if request.param == "serve.py":
        yield request.getfixturevalue("server")
    else:
        yield from discreet(request.param)


def discreet(way):
    with running(dashboard(way=way)) as server:
        yield server
    told = server.log
    for secret in (MARKER, "127.0.0.1", "::1", "203.0.113.7", "answers-of", "GET ", "WebSocket"):
        assert secret not in told, told
    assert "steps aside" not in told


def told(answer) -> str:
    return f"{answer.headers}\n{answer.body.decode('utf-8', 'replace')}"


def test_a_page_brings_every_header(server):
    answer = ask(f"{server.url}/article?article=27")
    headers, body = answer.headers, answer.body
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "script-src": " ".join(["'self' 'wasm-unsafe-eval'", *inline_scripts(body.decode())]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert policy["script-src"].count("sha256-") == body.count(b"<script>") == 2
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize(
    ("path", "shared", "policy"),
    [
        ("/api/v1/docs", True, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "),
        ("/api/v1/rates.csv", True, "default-src 'none'; style-src 'unsafe-inline'"),
        ("/api/v1/slides/overview.svg", True, "default-src 'none'; style-src 'unsafe-inline'"),
        ("/api/v1/nothing", True, "default-src 'none'; style-src 'unsafe-inline'"),
        ("/_stcore/health", False, "default-src 'none'; style-src 'unsafe-inline'"),
        ("/media/nothing", False, "default-src 'none'; style-src 'unsafe-inline'"),
        ("/favicon.png", False, ""),
    ],
)
def test_what_is_not_a_page_brings_its_own(server, path, shared, policy):
    headers = ask(server.url + path, origin="https://example.org").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers.get("content-security-policy", "").startswith(policy)
    assert headers["cross-origin-resource-policy"] == ("cross-origin" if shared else "same-origin")
    assert headers.get("access-control-allow-origin") == ("*" if shared else None)


def test_no_answer_names_a_path_a_version_or_a_server(either):
    secrets = [str(ROOT), sys.prefix, "site-packages", "Traceback", 'File "', '.py"']
    secrets += [f"{name}/{version(name)}" for name in SOFTWARE] + [sys.version.split()[0]]
    for address in (*ADDRESSES, *CLOSED):
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            answer = ask(either.url + address, method, user_agent=MARKER)
            assert not {"server", "x-powered-by"} & set(answer.headers)
            # The script of a page is Streamlit's, which names itself.
            for secret in secrets:
                assert secret not in told(answer), (method, address, secret)
            assert answer.status < 500, (method, address, answer.status)


@pytest.mark.parametrize("path", CLOSED)
def test_what_no_page_needs_is_closed(server, path):
    answer = ask(server.url + path)
    assert (answer.status, answer.body) == (404, b"Not Found")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"GET /_stcore/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
)
def test_nor_does_an_answer_to_what_is_not_http(either, sent):
    place = urlsplit(either.url)
    with socket.create_connection((place.hostname, place.port), 20) as raw:
        raw.sendall(sent)
        answer = raw.recv(65536).decode("latin-1").lower()
    if answer.startswith("http/1.1 200"):  # the page, whose script names Streamlit
        answer = answer.partition("\r\n\r\n")[0]
    for name in (*SOFTWARE, "python", "traceback", str(ROOT)):
        assert name not in answer.replace("sec-websocket", ""), answer


def test_an_upload_needs_the_token_of_its_own_page(server):
    body, kind = multipart(f"answers-of-{MARKER}.csv", b"party\n")
    with visiting(server.url) as visitor:
        visitor.run()
        path = f"/_stcore/upload_file/{visitor.session}/1"
        cookie, token = xsrf(server.url)

        def put(method="PUT", path=path, **headers):
            return ask(server.url + path, method, body, Content_Type=kind, **headers).status

        assert put() == 403
        assert put(Cookie=cookie) == 403
        assert put(X_Xsrftoken=token) == 403
        assert put(Cookie=cookie, X_Xsrftoken=xsrf(server.url)[1]) == 403
        assert put(Cookie=cookie, X_Xsrftoken=token, Origin="https://example.org") == 403
        assert put(Cookie=cookie, X_Xsrftoken=token, Origin="null") == 403
        assert put("DELETE") == 403
        assert put("POST", Cookie=cookie, X_Xsrftoken=token) == 405
        own = {"Cookie": cookie, "X_Xsrftoken": token, "Origin": server.url}
        assert put(**own, path="/_stcore/upload_file/nobody/1") == 400
        assert put(**own) == 204


@pytest.mark.parametrize(
    "origin",
    ["https://example.org", "http://localhost:1", "http://localhost.example.org", "null"],
)
def test_a_page_of_another_origin_opens_no_connection(server, origin):
    with pytest.raises(InvalidStatus) as refused, visiting(server.url, origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("origin", "host", "passed"),
    [
        (b"http://dash.example.org", b"dash.example.org", True),
        (b"http://DASH.example.org", b"dash.example.org", False),
        (b"https://public.example.org", b"10.0.0.7:8501", False),
        (b"https://public.example.org", None, False),
    ],
)
def test_streamlit_asks_nobody_whether_an_origin_is_its_own(origin, host, passed, monkeypatch):
    """It would ask a host on the internet for its address when it does not know the name."""
    asked, seen = [], []
    monkeypatch.setattr(net_util, "get_external_ip", lambda: asked.append(1))

    async def inner(scope, receive, send):
        headers = Headers(scope=scope)
        seen.append(headers.get("origin"))
        assert _is_origin_allowed(headers.get("origin"), headers.get("host"))

    sent = [(b"origin", origin), *([(b"host", host)] if host else [])]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": sent}
    anyio.run(Door(inner, public="public.example.org"), scope, None, None)
    assert (seen, asked) == ([origin.decode() if passed else None], [])


def test_there_is_one_socket_and_no_other(server):
    for path in ("/", "/api/v1/rates.csv", "/_stcore/streams", "/_stcore/agent/mcp"):
        with pytest.raises(InvalidStatus):
            connect(server.url.replace("http", "ws", 1) + path)


def test_pages_tell_neither_where_they_run_nor_on_what(either):
    with visiting(either.url, user_agent_header=MARKER) as visitor:
        for page in ("", "article", "regions", "cycles", "parties", "briefing", "data", "about"):
            visitor.run(f"data=demo&article=27&party={MARKER}", page)
        visitor.run("present=1")
        for secret in (
            str(ROOT),
            sys.prefix,
            version("streamlit"),
            sys.version.split()[0],
            "linux",
        ):
            assert secret.encode() not in visitor.raw, secret
        begun = visitor.heard[0].new_session.initialize
        assert not begun.environment_info.python_version


def test_a_visitor_can_only_run_pages(either):
    """Streamlit would also describe the Git repository, empty everybody's cache, and so on."""
    with visiting(either.url) as visitor:
        visitor.run()
        for kind, value in (("load_git_info", True), ("clear_cache", True)):
            message = BackMsg()
            setattr(message, kind, value)
            visitor.say(message)
        message = BackMsg()
        message.backend_operation_request.request_id = "1"
        message.backend_operation_request.install_skills.SetInParent()
        visitor.say(message)
        visitor.run()
        kinds = {message.WhichOneof("type") for message in visitor.heard}
        assert not kinds & {"git_info_changed", "backend_operation_response"}, kinds


def test_a_message_that_is_none_ends_the_connection_and_is_not_told_of(server):
    with visiting(server.url) as visitor:
        visitor.run()
        visitor.socket.send(MARKER.encode())
        with pytest.raises(Exception, match=r"1002"):
            visitor.listen("never")
    with visiting(server.url) as visitor:
        assert visitor.run()
