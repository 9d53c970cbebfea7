"""Threads share arenas, counted by glibc itself in a process of its own: settings of the allocator cannot be undone."""

import ctypes
import re
import subprocess
import sys

import pytest

_COUNT_ARENAS = """
import ctypes, threading
from ordermill.allocator import share_arenas

{before}
together = threading.Barrier(8)

def allocate():
    together.wait()
    # Too large for Python's own small blocks.
    kept = [bytes(2000) for _ in range(1000)]
    together.wait()

threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
library = ctypes.CDLL(None)
library.fdopen.restype = ctypes.c_void_p
stream = ctypes.c_void_p(library.fdopen(1, b"w"))
library.malloc_info(0, stream)
library.fflush(stream)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="not glibc")
@pytest.mark.parametrize(("before", "shared"), [("share_arenas()", True), ("", False)])
def test_eight_threads_have_two_arenas_at_most(before: str, *, shared: bool) -> None:
    script = _COUNT_ARENAS.format(before=before)
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    arenas = len(re.findall(r"<heap nr=", run.stdout))
    assert shared == (arenas <= 2), f"{arenas} arenas"
