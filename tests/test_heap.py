"""A server that was busy does not stay large: freed memory goes back to the machine."""

import subprocess
import sys

_BUSY = """
import psutil
from partv.ui.heap import give_back

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


def test_what_was_freed_goes_back():
    # In a process of its own: what others left in the heap of this one would be in the figures.
    done = subprocess.run([sys.executable, "-c", _BUSY], capture_output=True, text=True, check=True)
    busy, freed, after = map(int, done.stdout.split())
    assert busy > 150
    if sys.platform == "linux":
        assert freed > 100, "without it the memory would be kept"
        assert after < 50
