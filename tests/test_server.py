"""The server around the app."""

import socket

from streamlit.web.server.starlette import starlette_server

from partv.ui.running import send_at_once


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
