"""The child's side: takes calls from its standard input until that closes. Started by `pipeline.children.pool`."""

import ctypes
import importlib
import json
import math
import os
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from pipeline.children.fence import fence_in
from pipeline.children.frames import (
    HEADER_BYTES,
    Answer,
    Request,
    arguments_from,
    framed,
    function_named,
    result_json,
)

OUT_OF_MEMORY: Final = 97
_ORPHANED: Final = 98
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000


def main(file_bytes: int, preload: Sequence[str]) -> None:
    """Announce readiness, then answer calls one by one. `file_bytes` is how large a file may be; 0 means none."""
    calls, answers = sys.stdin.buffer, _take_over_stdout()
    network = "none" if _left_the_network() else "shared"
    _fixed_limits(file_bytes)
    files = _own_folder_only() if file_bytes else "none"
    threading.Thread(target=_watch_parent, args=(os.getppid(),), daemon=True).start()
    for module in preload:
        importlib.import_module(module)
    _send(answers, Answer(outcome="ready", result=files, reason=network))
    while request := _received(calls):
        _send(answers, _carried_out(request))


def _take_over_stdout() -> BinaryIO:
    """The pipe for answers, out of reach of anything that prints."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _left_the_network() -> bool:
    """A network namespace of our own, without even loopback; not every kernel or container allows it."""
    libc = ctypes.CDLL(None, use_errno=True)
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET
    return bool(libc.unshare(flags) == 0)


def _fixed_limits(file_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))


def _own_folder_only() -> str:
    """Where files can be written: in the `folder` only, or, where the kernel has no Landlock, `anywhere`."""
    folder = os.environ["TMPDIR"]
    # Without it a folder that is full or gone would give way to one that all can see.
    tempfile.tempdir = folder
    return "folder" if fence_in(Path(folder)) else "anywhere"


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    if folder := os.environ.get("TMPDIR"):
        # What is in it; the folder itself is for the next pool to remove, since we are fenced in.
        shutil.rmtree(folder, ignore_errors=True)
    # With what it started, where the group is its own.
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(_ORPHANED)


def _received(calls: BinaryIO) -> Request | None:
    header = calls.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        return None
    payload = calls.read(int.from_bytes(header, "big"))
    return Request.model_validate_json(payload)


def _carried_out(request: Request) -> Answer:
    try:
        _limit(request)
        function = function_named(request.function)
        count = len(json.loads(request.arguments))
        result = function(*arguments_from(function, request.arguments, count))
        return Answer(outcome="done", result=result_json(function, result))
    except MemoryError:
        return Answer(outcome="memory")
    except Exception as error:  # noqa: BLE001 -- the outermost entry point: the parent hears of it and goes on
        return Answer(outcome="failed", reason=f"{type(error).__name__}: {error}"[:500])


def _limit(request: Request) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    for kind, limit in (
        (resource.RLIMIT_CPU, used + request.cpu_seconds),
        (resource.RLIMIT_AS, request.memory_bytes),
        (resource.RLIMIT_NOFILE, request.open_files),
    ):
        _, hard = resource.getrlimit(kind)
        wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (wanted, hard))


def _send(answers: BinaryIO, answer: Answer) -> None:
    try:
        frame = framed(answer)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    answers.write(frame)
    answers.flush()
    if answer.outcome == "memory":
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
