"""What a parent can tell of a child from the pipes to it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import FileIO

import pytest

from pipeline.children.pipe import Pipe, PipeClosed, PipeTimeout


@dataclass(frozen=True, slots=True)
class Ends:
    """The parent's pipe, and what the child reads and writes."""

    pipe: Pipe
    calls: FileIO
    answers: FileIO


@pytest.fixture
def ends() -> Iterator[Ends]:
    with ExitStack() as stack:
        child_reads, parent_writes = os.pipe()
        parent_reads, child_writes = os.pipe()
        calls, to_child = (stack.enter_context(FileIO(child_reads)), stack.enter_context(FileIO(parent_writes, "w")))
        from_child, answers = (
            stack.enter_context(FileIO(parent_reads)),
            stack.enter_context(FileIO(child_writes, "w")),
        )
        for end in (to_child, from_child):
            os.set_blocking(end.fileno(), False)
        yield Ends(Pipe(to_child.fileno(), from_child.fileno()), calls, answers)


def test_what_was_sent_is_unread_until_the_child_takes_it(ends: Ends) -> None:
    ends.pipe.send(b"12345678", seconds=60)
    assert 8 == ends.pipe.unread()
    ends.calls.read(5)
    assert 3 == ends.pipe.unread()


def test_what_a_child_left_unread_is_known_when_it_has_ended(ends: Ends) -> None:
    ends.pipe.send(b"12345678", seconds=60)
    ends.calls.close()
    ends.answers.close()
    with pytest.raises(PipeClosed):
        ends.pipe.received(60, limit=100)
    assert 8 == ends.pipe.unread()


def test_a_child_that_ended_takes_nothing(ends: Ends) -> None:
    ends.calls.close()
    with pytest.raises(PipeClosed):
        ends.pipe.send(b"1", seconds=60)


def test_a_child_that_reads_nothing_does_not_hold_its_parent(ends: Ends) -> None:
    with pytest.raises(PipeTimeout):
        ends.pipe.send(bytes(1_000_000), seconds=0.01)


def test_an_answer_that_is_too_long_is_not_read(ends: Ends) -> None:
    ends.answers.write((101).to_bytes(8, "big"))
    with pytest.raises(PipeClosed):
        ends.pipe.received(60, limit=100)
