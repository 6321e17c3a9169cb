"""The dashboard with a window into its memory and a page that fails on demand; for tests alone.

``python serve.py --app tests.probed:app`` serves it.
``/probe`` counts what the process holds of uploads.
``?crash=...`` makes a run of any page end as named.
"""

import gc
import json
import os

import streamlit as st
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from app import app as dashboard
from partv.data.warehouse import Warehouse
from partv.middleware.security_headers import respond
from partv.streamlit_patches import ended_sessions
from partv.ui import address_bar

_read = address_bar.read


def _crash(vocabulary):
    wanted = st.query_params.get("crash")
    if wanted == "error":
        raise ValueError("Marker" + "4711 of an upload")
    if wanted == "recursion":
        return _crash(vocabulary)
    if wanted == "memory":
        return bytearray(1 << 60)
    return _read(vocabulary)


address_bar.read = _crash
ended_sessions.AGAIN_SECONDS = 1
config.set_option("server.disconnectedSessionTTL", 1)


def _seen() -> dict[str, int]:
    gc.unfreeze()
    gc.collect()
    kinds = Warehouse, UploadedFileRec
    things = [thing for thing in gc.get_objects() if type(thing) in kinds]
    files = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if _open(fd)]
    runtime = get_instance()
    return {
        "uploaded": sum(type(thing) is Warehouse and bool(thing.uploaded) for thing in things),
        "files": sum(type(thing) is UploadedFileRec for thing in things),
        "media": len(runtime.media_file_mgr._storage._files_by_id),
        "temporary": sum("(deleted)" in file and "/dev/" not in file for file in files),
    }


def _open(descriptor: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{descriptor}")


async def app(scope, receive, send):
    """The dashboard, and ``/probe``."""
    if scope["type"] == "http" and scope["path"] == "/probe":
        return await respond(send, 200, json.dumps(_seen()))
    return await dashboard(scope, receive, send)
