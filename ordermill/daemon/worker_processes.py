"""Starts the further worker processes of a daemon, replaces one that dies, and stops them with the daemon."""

import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog

log = structlog.get_logger()

RESTART_SECONDS = 2.0
STOP_SECONDS = 60.0
"""How long a worker may take to finish what it runs; longer than an ERP's deadline. Its claims run out otherwise."""


class WorkerProcesses:
    """So many processes between `__enter__` and `__exit__`: however many its threads, one computes on one core only."""

    def __init__(self, file: Path, number: int) -> None:
        self._command = [sys.executable, "-m", "ordermill.daemon.worker", str(file.resolve())]
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._keepers = [threading.Thread(target=self._keep, args=(place,), name="worker") for place in range(number)]

    @property
    def running(self) -> tuple[int, ...]:
        """The process ids of those that run now."""
        with self._lock:
            return tuple(process.pid for process in self._running.values() if process.poll() is None)

    def __enter__(self) -> Self:
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._stopping.set()
            running = tuple(self._running.values())
        for process in running:
            _close(process)
        for process in running:
            _ended(process)
        for keeper in self._keepers:
            keeper.join()

    def _keep(self, place: int) -> None:
        while (process := self._started(place)) is not None:
            code = process.wait()
            _close(process)
            if not self._stopping.is_set():
                log.error("worker.ended", pid=process.pid, code=code)
                self._stopping.wait(RESTART_SECONDS)

    def _started(self, place: int) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopping.is_set():
                return None
            # In a session of its own, so that Ctrl-C reaches the daemon alone.
            process = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)
            self._running[place] = process
            return process


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()


def _ended(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        log.warning("worker.killed", pid=process.pid)
        process.kill()
        process.wait()
