"""Killable child processes for work on hostile input: time, memory and file limits, no network where the kernel allows.

A child is a fresh interpreter that is kept for the next calls and replaced after a number of them. It gets no
environment but the search path, so that no secret of ours is in its reach. It writes no file, unless its pool allows
it some in a folder of its own.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar, assert_never

from pydantic import ValidationError

from pipeline.children.child import Child
from pipeline.children.deaths import death
from pipeline.children.folder import remove_leftovers
from pipeline.children.frames import Answer, Request, arguments_json, framed, name_of, result_from
from pipeline.children.limits import ChildDied, ChildFailed, ChildLimits, MemoryLimit, TimeLimit
from pipeline.children.pipe import PipeClosed, PipeTimeout

R = TypeVar("R")


@dataclass(slots=True)
class Children:
    """At most `size` children at work; a further call waits for one. Close it, or use it as a context manager.

    `preload` names modules that each child imports before its first call. A child writes no file, but where
    `file_bytes` says how large one may be: then it has a private folder as its `TMPDIR`, which is emptied after each
    call and goes with the child. What parents that were killed left behind goes when such a pool is made.
    """

    size: int = 2
    calls_per_child: int = 200
    preload: tuple[str, ...] = ()
    file_bytes: int = 0
    _idle: list[Child] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _slots: threading.Semaphore = field(init=False)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._slots = threading.Semaphore(self.size)
        if self.file_bytes:
            remove_leftovers()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, function: Callable[..., R], *arguments: object, limits: ChildLimits | None = None) -> R:
        """Call a module-level function whose arguments and result are annotated, in a child.

        Raises TimeLimit, MemoryLimit, ChildDied, NoFolder, and ChildFailed when the function itself raises.
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
            answer = self._answer(framed(request), allowed)
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
        return self._any().network

    @property
    def files(self) -> str:
        """Where children write: `none`, or with `file_bytes` `folder`, or `anywhere` where the kernel has no fence."""
        return self._any().files

    def _answer(self, frame: bytes, limits: ChildLimits) -> Answer:
        while True:
            child = self._taken()
            answered = False
            try:
                answer = _asked(child, frame, limits)
                answered = answer.outcome in ("done", "failed")
                return answer
            except _EndedWhileIdle:
                # There are only so many that were used before, and a fresh one never counts as idle.
                continue
            finally:
                self._give_back(child, reusable=answered)

    def _any(self) -> Child:
        with self._slots:
            child = self._taken()
            self._give_back(child, reusable=True)
            return child

    def _taken(self) -> Child:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return Child.started(self.preload, self.file_bytes)

    def _give_back(self, child: Child, *, reusable: bool) -> None:
        child.calls += 1
        tidy = child.is_tidy()
        with self._lock:
            if reusable and tidy and child.calls < self.calls_per_child and not self._closed:
                self._idle.append(child)
                return
        child.end()


class _EndedWhileIdle(Exception):
    """The child was used before and ended, killed by somebody, without having taken the whole call. Ask another one."""


def _asked(child: Child, frame: bytes, limits: ChildLimits) -> Answer:
    taken = False
    try:
        child.pipe.send(frame, limits.wall_seconds)
        taken = True
        return Answer.model_validate_json(child.pipe.received(limits.wall_seconds, limit=limits.answer_bytes))
    except PipeTimeout as error:
        raise TimeLimit(f"Reading took longer than {limits.wall_seconds:g} seconds, and was stopped.") from error
    except PipeClosed as error:
        if child.calls and (not taken or child.pipe.unread()):
            raise _EndedWhileIdle from error
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
