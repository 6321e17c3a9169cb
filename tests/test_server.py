"""The server around the app."""

import resource
import socket

from streamlit.web.server.starlette import starlette_server

from partv.streamlit_patches.running import allow_many_files, send_at_once


def test_what_streamlits_socket_accepts_sends_at_once():
    listening = starlette_server._bind_socket("127.0.0.1", 0, 1)
    send_at_once()
    listening.setblocking(True)
    with listening, socket.create_connection(listening.getsockname()), listening.accept()[0] as one:
        assert one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_closed_and_other_sockets_do_not_disturb():
    closed, datagrams = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    closed.close()
    with datagrams:
        send_at_once()


def test_as_many_files_may_be_open_as_the_system_allows():
    before = soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 500), hard))
    try:
        allow_many_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
