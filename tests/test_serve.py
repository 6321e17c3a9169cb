"""The start script: what it tells uvicorn, where it listens, and what it says when it cannot."""

import resource
import socket
import subprocess
import sys

import pytest
import uvicorn

import serve
from partv.middleware.open_files import allow_many_files
from partv.middleware.settings import Settings
from partv.paths import ROOT


def test_what_it_accepts_sends_at_once():
    with (
        serve.listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as one,
    ):
        # As asyncio looks whether to switch Nagle's algorithm off.
        assert one.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize(
    ("address", "reached"),
    [("", ["127.0.0.1", "::1"]), ("127.0.0.1", ["127.0.0.1"]), ("::1", ["::1"])],
)
def test_it_listens_where_it_is_told_and_everywhere_when_not(address, reached):
    with serve.listen(address, 0) as listening:
        port, found = listening.getsockname()[1], []
        for host in ("127.0.0.1", "::1"):
            try:
                socket.create_connection((host, port), 5).close()
                found.append(host)
            except OSError:
                continue
    assert found == reached


def test_a_port_that_is_taken_is_named_in_a_sentence():
    with serve.listen("", 0) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "serve.py", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is not available (Address already in use).")
    assert len(done.stderr.splitlines()) == 1


def test_uvicorn_is_told_by_options_of_its_own():
    told = serve.options(Settings(proxies=("127.0.0.1", "10.0.0.0/8"), drain=7))
    config = uvicorn.Config("app:app", **told | {"log_config": None})
    assert config.proxy_headers
    assert config.forwarded_allow_ips == [
        "127.0.0.1/32",
        "::ffff:127.0.0.1/128",
        "10.0.0.0/8",
        "::ffff:10.0.0.0/104",
    ]
    assert (config.server_header, config.timeout_graceful_shutdown) == (False, 7)
    assert not serve.options(Settings())["proxy_headers"], "nobody is believed unless named"


def test_as_many_files_may_be_open_as_the_system_allows():
    before = soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 500), hard))
    try:
        allow_many_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
