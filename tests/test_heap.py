"""A busy server does not stay large: its heap has few parts, and what is freed goes back."""

import os
import platform
import subprocess
import sys

import pytest

from partv.paths import ROOT

ARENAS = {"MALLOC_ARENA_MAX": "2"}
GLIBC = platform.libc_ver()[0] == "glibc"

_BUSY = """
import psutil
from partv.ui.garbage_collection import give_back

def now():
    return psutil.Process().memory_info().rss // 2**20

before = now()
# Small enough for the heap, and what is kept lies above all that is freed.
made = [b"x" * 60_000 for _ in range(3_000)]
top = b"x" * 60_000
busy = now()
del made
freed = now()
give_back()
print(busy - before, freed - before, now() - before)
"""

_THREADS = """
import ctypes, tempfile, threading

inside, out = threading.Barrier(13), threading.Barrier(13)

def work():
    kept = b"x" * 60_000
    inside.wait()
    out.wait()

threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads:
    thread.start()
inside.wait()
told = tempfile.NamedTemporaryFile()
library = ctypes.CDLL(None)
if hasattr(library, "malloc_info"):
    library.fopen.restype = ctypes.c_void_p
    stream = ctypes.c_void_p(library.fopen(told.name.encode(), b"w"))
    library.malloc_info(0, stream)
    library.fclose(stream)
out.wait()
print(told.read().count(b"<heap nr="))
"""


def _printed(script: str, **settings: str) -> list[int]:
    # In a process of its own: what others left in the heap of this one would be in the figures.
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | settings,
    )
    return [int(figure) for figure in done.stdout.split()]


def test_what_was_freed_goes_back():
    busy, freed, after = _printed(_BUSY)
    assert busy > 150
    if GLIBC:
        assert freed > 100, "without it the memory would be kept"
        assert after < 50


@pytest.mark.parametrize(
    ("settings", "least", "most"), [({"MALLOC_ARENA_MAX": "0"}, 6, 16), ({}, 1, 4)]
)
def test_threads_share_few_parts_of_the_heap(settings, least, most):
    (parts,) = _printed(_THREADS, **(ARENAS | settings))
    assert not GLIBC or least <= parts <= most


@pytest.mark.parametrize("file", ["Makefile", "deploy/Containerfile", "deploy/partv@.service"])
def test_every_start_script_says_how_many_parts_the_heap_has(file):
    assert "MALLOC_ARENA_MAX=2" in (ROOT / file).read_text("utf-8")
