"""Killable child processes for work on hostile input: time, memory and file limits, no network where the kernel allows.

A child is a fresh interpreter that is kept for the next calls and replaced after a number of them. It gets no
environment but the search path, so that no secret of ours is in its reach.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar, assert_never

from pydantic import ValidationError

from pipeline.child_deaths import death
from pipeline.child_frames import Answer, Request, arguments_json, framed, name_of, result_from
from pipeline.child_limits import ChildDied, ChildFailed, ChildLimits, MemoryLimit, TimeLimit
from pipeline.child_pipe import Pipe, PipeClosed, PipeTimeout

__all__ = ["ChildDied", "ChildFailed", "ChildLimits", "Children", "MemoryLimit", "TimeLimit"]

R = TypeVar("R")

_START_SECONDS: Final = 60.0


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    pipe: Pipe
    network: str
    calls: int = 0

    @classmethod
    def started(cls, preload: tuple[str, ...]) -> Self:
        """Raises ChildDied when no interpreter comes up."""
        command = [sys.executable, "-P", "-m", "pipeline.child_process", *preload]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        pipe = Pipe.of(process)
        try:
            hello = Answer.model_validate_json(pipe.received(_START_SECONDS, limit=4096))
        except (PipeClosed, PipeTimeout, ValidationError) as error:
            _end(process)
            raise ChildDied(f"No child process could be started with {sys.executable}.") from error
        return cls(process, pipe, hello.reason)

    def end(self) -> None:
        _end(self.process)


def _end(process: subprocess.Popen[bytes]) -> None:
    # What the child started, such as an OCR engine, is of its group. The number is nobody else's until it is reaped.
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def _environment() -> dict[str, str]:
    # `-P` keeps the working folder, which may hold anything, off the search path.
    folders = [str(Path(__file__).resolve().parent.parent), *(path for path in sys.path if path)]
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(folders)), "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(slots=True)
class Children:
    """At most `size` children at work; a further call waits for one. Close it, or use it as a context manager.

    `preload` names modules that each child imports before its first call.
    """

    size: int = 2
    calls_per_child: int = 200
    preload: tuple[str, ...] = ()
    _idle: list[_Child] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _slots: threading.Semaphore = field(init=False)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._slots = threading.Semaphore(self.size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, function: Callable[..., R], *arguments: object, limits: ChildLimits | None = None) -> R:
        """Call a module-level function whose arguments and result are annotated, in a child.

        Raises TimeLimit, MemoryLimit, ChildDied, and ChildFailed when the function itself raises.
        """
        allowed = limits or ChildLimits()
        request = Request(
            function=name_of(function),
            arguments=arguments_json(function, arguments),
            cpu_seconds=allowed.cpu_seconds,
            memory_bytes=allowed.memory_bytes,
            open_files=allowed.open_files,
        )
        with self._slots:
            child = self._taken()
            answered = False
            try:
                answer = _asked(child, framed(request), allowed)
                answered = answer.outcome in ("done", "failed")
            finally:
                self._give_back(child, reusable=answered)
        return _result(function, answer)

    def close(self) -> None:
        """End the idle children; those at work end with their call."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    @property
    def network(self) -> str:
        """`none` where children have no network, `shared` where the kernel does not allow to take it away."""
        with self._slots:
            child = self._taken()
            self._give_back(child, reusable=True)
            return child.network

    def _taken(self) -> _Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.process.poll() is None:
                    return child
                child.end()
        return _Child.started(self.preload)

    def _give_back(self, child: _Child, *, reusable: bool) -> None:
        child.calls += 1
        with self._lock:
            if reusable and child.calls < self.calls_per_child and not self._closed:
                self._idle.append(child)
                return
        child.end()


def _asked(child: _Child, frame: bytes, limits: ChildLimits) -> Answer:
    try:
        child.pipe.send(frame, limits.wall_seconds)
        return Answer.model_validate_json(child.pipe.received(limits.wall_seconds, limit=limits.answer_bytes))
    except PipeTimeout as error:
        raise TimeLimit(f"Reading took longer than {limits.wall_seconds:g} seconds, and was stopped.") from error
    except PipeClosed as error:
        raise death(child.process, limits) from error
    except ValidationError as error:
        raise ChildDied("The process that read the document gave an answer that is none.") from error


def _result(function: Callable[..., R], answer: Answer) -> R:
    match answer.outcome:
        case "done":
            try:
                result: R = result_from(function, answer.result)
            except ValidationError as error:
                raise ChildDied("The process that read the document gave a result of the wrong shape.") from error
            return result
        case "memory":
            raise MemoryLimit
        case "failed":
            raise ChildFailed(f"Reading failed with an error of our own ({answer.reason}).")
        case "ready":
            raise ChildDied("The process that read the document lost its place.")
        case _:
            assert_never(answer.outcome)
