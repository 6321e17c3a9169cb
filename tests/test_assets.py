"""The front end as it leaves the server: over Streamlit's real files and Streamlit's own routes."""

import gzip
import os
import re
import threading
from functools import partial
from pathlib import Path

import anyio
import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route
from streamlit import config, file_util
from streamlit.web.server.starlette.starlette_gzip_middleware import SelectiveGZipMiddleware
from streamlit.web.server.starlette.starlette_path_security_middleware import (
    PathSecurityMiddleware,
)
from streamlit.web.server.starlette.starlette_static_routes import (
    create_streamlit_static_assets_routes,
)

from partv import streamlit_patches
from partv.streamlit_patches.front_end import CompressedAssets, choose_coding
from partv.streamlit_patches.hidden_charts import sent as mended

streamlit_patches.apply()
STATIC = Path(file_util.get_static_dir())
BUNDLE = next((STATIC / "static" / "js").glob("index.*.js"))
URL = f"/static/js/{BUNDLE.name}"
IMMUTABLE = "public, max-age=31536000, immutable"
OWN = "<html lang='en'><title>Streamlit</title>our own page"


def served(cache: Path, base: str = "", **options) -> CompressedAssets:
    """Build the middleware around an app with the routes and middleware that Streamlit has."""
    app = Starlette(
        routes=[
            Route("/_stcore/health", lambda request: PlainTextResponse("ok")),
            Route("/own", lambda request: HTMLResponse(OWN)),
            *create_streamlit_static_assets_routes(base),
        ],
        middleware=[
            Middleware(PathSecurityMiddleware),
            Middleware(SelectiveGZipMiddleware, minimum_size=500, base_url=base),
        ],
    )
    return CompressedAssets(app, cache_folder=cache, **options)


async def request(app, path, method="GET", **headers):
    """Ask an ASGI app as a server would; return status, headers and the body as sent."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    sent = []

    async def receive():
        await anyio.sleep_forever()

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    assert [m["type"] for m in bodies] == ["http.response.body"] * len(bodies)
    fields = {k.decode().lower(): v.decode() for k, v in start["headers"]}
    assert len(fields) == len(start["headers"]), "a header is given twice"
    body = b"".join(m.get("body", b"") for m in bodies)
    return start["status"], fields, body


def ask(app, path, method="GET", **headers):
    return anyio.run(partial(request, app, path, method, **headers))


def plain(headers, body):
    coding = headers.get("content-encoding")
    return {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding](body)


@pytest.fixture
def app(tmp_path):
    return served(tmp_path / "cache")


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0,gzip;q=0.000", None),
        ("br;q=0.4, gzip;q=0.8", "gzip"),
        ("BR ; Q=0.9 , gzip; q=0.1", "br"),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *;q=0.5", "gzip"),
        ("identity, br;q=0.5", None),
        ("identity;q=0.5, br", "br"),
        ("identity", None),
        ("deflate, brotli, x-gzip", None),
        ("", None),
    ],
)
def test_coding_follows_the_weights(header, coding):
    assert choose_coding(header) == coding


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_bundle_is_compressed_and_kept_for_ever(app, coding):
    status, headers, body = ask(app, URL, accept_encoding=coding)
    assert status == 200
    assert headers["content-encoding"] == coding
    assert plain(headers, body) == BUNDLE.read_bytes()
    assert int(headers["content-length"]) == len(body) < BUNDLE.stat().st_size / 2
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["cache-control"] == IMMUTABLE
    assert headers["vary"] == "Accept-Encoding"


def test_every_bundle_of_streamlit_is_named_by_its_hash_and_arrives_whole(app):
    async def all_of_them():
        for path in sorted((STATIC / "static").rglob("*.*")):
            url = f"/{path.relative_to(STATIC).as_posix()}"
            status, headers, body = await request(app, url, accept_encoding="gzip, br")
            sent = mended(path.name, path.read_bytes())
            assert (status, plain(headers, body)) == (200, sent), url
            assert "immutable" in headers["cache-control"], url
            compressed = path.suffix in {".js", ".css", ".svg"}
            assert headers.get("content-encoding") == ("br" if compressed else None), url

    anyio.run(all_of_them)


def test_one_condition_of_one_bundle_is_mended():
    """Streamlit's own says "if there is a width"; what is hidden has -1."""
    changed = []
    for path in (STATIC / "static" / "js").glob("*.js"):
        own = path.read_bytes()
        if (sent := mended(path.name, own)) != own:
            changed.append(path.name.partition(".")[0])
            notice, _, sent = sent.partition(b"\n")
            assert b"Changed by the Part V Dashboard" in notice
            ((begin, width, condition, rest),) = re.findall(
                rb"(let\{width:(\w)\}=\w\(\w\);return )(\w>0)(\?)", sent
            )
            assert condition == width + b">0"
            assert sent.replace(begin + condition + rest, begin + width + rest) == own
    assert changed == ["PlotlyChart"]


def test_refusing_client_gets_the_file_as_it_is(app):
    status, headers, body = ask(app, URL, accept_encoding="br;q=0, gzip;q=0")
    assert (status, body) == (200, BUNDLE.read_bytes())
    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept-Encoding"
    assert "immutable" in headers["cache-control"]
    assert app.compressions == 0


def test_range_is_left_to_streamlit(app):
    status, headers, body = ask(app, URL, accept_encoding="br", range="bytes=0-9")
    assert (status, body) == (206, BUNDLE.read_bytes()[:10])
    assert "content-encoding" not in headers


@pytest.mark.parametrize("path", [URL, "/", "/article"])
def test_not_modified(app, path):
    tags = {c: ask(app, path, accept_encoding=c)[1]["etag"] for c in ("br", "gzip", "identity")}
    assert len(set(tags.values())) == 3
    for coding, tag in tags.items():
        assert tag.startswith('"')
        for known in (tag, f'"other", W/{tag}'):
            status, headers, body = ask(app, path, accept_encoding=coding, if_none_match=known)
            assert (status, body, headers["etag"]) == (304, b"", tag)
            assert not {"content-length", "content-encoding"} & set(headers)
    assert ask(app, path, accept_encoding="gzip", if_none_match=tags["br"])[0] == 200


@pytest.mark.parametrize("path", [URL, "/", "/article"])
@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_head_is_get_without_the_body(app, path, coding):
    get = ask(app, path, accept_encoding=coding)
    head = ask(app, path, "HEAD", accept_encoding=coding)
    assert head == (200, get[1], b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/js/../../../__init__.py",
        "/static/..%2f..%2f__init__.py",
        "/static/..\\..\\__init__.py",
        "/static//etc/passwd",
        "//etc/passwd",
        "/static/C:\\windows\\win.ini",
        "/static/js/\0",
        f"{URL}\0",
        f"/static/css/../js/{BUNDLE.name}",
        f"/static{BUNDLE}",
        "/static/js",
    ],
)
def test_no_path_leaves_the_folder(app, path):
    status, headers, body = ask(app, path, accept_encoding="br")
    assert status == ask(app.app, path)[0], "Streamlit's own handler decides"
    page = plain(headers, body)
    assert status == 400 or b'<div id="root">' in page, "refused, or the page of an unknown path"
    assert app.compressions == 0


def test_link_out_of_the_folder_is_not_served(tmp_path):
    static = tmp_path / "streamlit"
    (static / "static" / "js").mkdir(parents=True)
    (static / "index.html").write_text("<html lang='en'>")
    (tmp_path / "secret.js").write_text("secret")
    (static / "static" / "js" / "secret.AAAAAAAA.js").symlink_to(tmp_path / "secret.js")
    app = served(tmp_path / "cache", static_folder=static)
    _, headers, body = ask(app, "/static/js/secret.AAAAAAAA.js", accept_encoding="br")
    assert b"secret" not in plain(headers, body)


def test_requests_at_once_compress_once(app):
    async def crowd():
        answers = []

        async def one(coding):
            answers.append(await request(app, URL, accept_encoding=coding))

        async with anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(one, "br")
                group.start_soon(one, "gzip")
        return answers

    answers = anyio.run(crowd)
    assert len(answers) == 100
    assert all(plain(h, b) == BUNDLE.read_bytes() for _, h, b in answers)
    assert app.compressions == 2


def test_next_server_reads_from_disk(tmp_path):
    first, second = served(tmp_path), served(tmp_path)
    answer = ask(first, URL, accept_encoding="br")
    assert ask(second, URL, accept_encoding="br") == answer
    assert (first.compressions, second.compressions) == (1, 0)


@pytest.mark.parametrize("content", [b"", b"no brotli", brotli.compress(b"another file")])
def test_damaged_cache_is_made_anew(tmp_path, content):
    first, second, third = served(tmp_path), served(tmp_path), served(tmp_path)
    ask(first, URL, accept_encoding="br")
    (stored,) = tmp_path.iterdir()
    stored.write_bytes(content)
    _, headers, body = ask(second, URL, accept_encoding="br")
    assert plain(headers, body) == BUNDLE.read_bytes()
    ask(third, URL, accept_encoding="br")
    assert (second.compressions, third.compressions) == (1, 0)


def test_cache_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / "file").write_text("in the way, for root too")
    app = served(tmp_path / "file" / "cache")
    for _ in range(2):
        _, headers, body = ask(app, URL, accept_encoding="br")
        assert plain(headers, body) == BUNDLE.read_bytes()
    assert app.compressions == 1


def test_warm_prepares_the_page_then_better(tmp_path):
    static = tmp_path / "streamlit"
    (static / "static" / "js").mkdir(parents=True)
    (static / "index.html").write_text('<script src="./static/js/main.AAAAAAAA.js">')
    for name in ("main.AAAAAAAA.js", "Chart.BBBBBBBB.js", "other.CCCCCCCC.js", "unhashed.js"):
        (static / "static" / "js" / name).write_text(f"{name};" * 500)
    cache = tmp_path / "cache"
    app = served(cache, static_folder=static, warm=("Chart",))
    app.warm()
    kept = [
        f"{n}.{level}"
        for n in ("main.AAAAAAAA.js", "Chart.BBBBBBBB.js")
        for level in ("9.br", "11.br", "9.gzip")
    ]
    assert sorted(os.listdir(cache)) == sorted(kept)
    assert app.compressions == 6
    again = served(cache, static_folder=static, warm=("Chart",))
    _, headers, body = ask(again, "/static/js/main.AAAAAAAA.js", accept_encoding="br")
    assert body == (cache / "main.AAAAAAAA.js.11.br").read_bytes()
    assert headers["content-encoding"] == "br"
    again.warm()
    assert again.compressions == 0


def test_server_start_warms(tmp_path):
    static = tmp_path / "streamlit"
    (static / "static" / "js").mkdir(parents=True)
    (static / "index.html").write_text('<script src="./static/js/main.AAAAAAAA.js">')
    (static / "static" / "js" / "main.AAAAAAAA.js").write_text("main;" * 500)
    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["type"])

    app = CompressedAssets(inner, static_folder=static, cache_folder=tmp_path / "cache")
    before = set(threading.enumerate())
    anyio.run(app, {"type": "lifespan"}, anyio.sleep, print)
    for thread in set(threading.enumerate()) - before:
        thread.join()
    assert seen == ["lifespan"]
    assert app.compressions == 3


def test_base_path_is_honoured(tmp_path):
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "/part-v/")
    try:
        app = served(tmp_path, base="part-v", title="Part V")
        _, headers, body = ask(app, f"/part-v{URL}", accept_encoding="br")
        assert plain(headers, body) == BUNDLE.read_bytes()
        assert headers["cache-control"] == IMMUTABLE
        _, headers, body = ask(app, "/part-v/article", accept_encoding="br")
        assert b"<title>Part V</title>" in plain(headers, body)
        assert ask(app, URL, accept_encoding="br")[0] == 404
    finally:
        config.set_option("server.baseUrlPath", before)


def test_app_may_be_mounted_in_another(tmp_path):
    outer = Starlette(routes=[Mount("/dash", app=served(tmp_path, title="Part V"))])
    _, headers, body = ask(outer, f"/dash{URL}", accept_encoding="br")
    assert headers["content-encoding"] == "br"
    assert plain(headers, body) == BUNDLE.read_bytes()
    assert b"<title>Part V</title>" in ask(outer, "/dash/article")[2]


@pytest.mark.parametrize("path", ["/", "/article", "/deep/er/page", "/index.html"])
@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_page_speaks_the_readers_language(tmp_path, path, coding):
    def language(scope):
        wanted = dict(scope["headers"]).get(b"accept-language", b"")
        return ("ar", "rtl") if wanted == b"ar" else ("zh", "ltr")

    app = served(
        tmp_path, language=language, title='Part V <&> "x"', description='How "far" <Part V>'
    )
    status, headers, body = ask(app, path, accept_encoding=coding, accept_language="ar")
    page = plain(headers, body).decode()
    assert status == 200
    assert page.count("<html") == page.count('<html lang="ar" dir="rtl">') == 1
    assert re.findall("<title>.*?</title>", page) == [
        "<title>Part V &lt;&amp;&gt; &quot;x&quot;</title>"
    ]
    assert '<meta name="description" content="How &quot;far&quot; &lt;Part V&gt;">' in page
    assert headers.get("content-encoding", "identity") == coding
    assert int(headers["content-length"]) == len(body)
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "Accept-Language, Accept-Encoding"
    other = ask(app, path, accept_encoding=coding, if_none_match=headers["etag"])
    assert other[0] == 200
    assert b'<html lang="zh" dir="ltr">' in plain(other[1], other[2])


def test_page_is_streamlits_but_for_what_is_ours(app):
    _, headers, body = ask(app, "/", accept_encoding="br")
    page, original = plain(headers, body).decode(), (STATIC / "index.html").read_text()
    assert '<html lang="en" dir="ltr">' in page
    assert "<p>You need to enable JavaScript to run this app.</p></noscript>" in page
    assert "agents and other programs" not in page
    # The agent API is closed, and nothing on the page leads to it.
    original = re.sub(r'(?s)<noscript>.*</noscript>|<link rel="service-desc"[^>]*>', "", original)
    assert re.findall(r'(?:src|href)="[^"]+"', page) == re.findall(
        r'(?:src|href)="[^"]+"', original
    )
    assert not re.search(r'(?:src|href)="(?!\./)', page), "the page would call another host"


def test_page_kept_from_before_the_middleware_is_replaced(app):
    old = ask(app.app, "/")[1]["etag"]
    status, headers, body = ask(app, "/", accept_encoding="br", if_none_match=old)
    assert status == 200
    assert b'dir="ltr"' in plain(headers, body)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/own"),
        ("GET", "/_stcore/health"),
        ("GET", "/manifest.json"),
        ("GET", "/favicon.png"),
        ("GET", "/article/"),
        ("POST", "/"),
        ("POST", URL),
    ],
)
def test_the_rest_passes_untouched(app, method, path):
    assert ask(app, path, method, accept_encoding="br") == ask(
        app.app, path, method, accept_encoding="br"
    )


def test_websocket_passes_untouched():
    seen = []

    async def inner(scope, receive, send):
        seen.append((scope, receive, send))

    app = CompressedAssets(inner)
    anyio.run(app, scope := {"type": "websocket", "path": URL}, anyio.sleep, print)
    assert seen == [(scope, anyio.sleep, print)]
