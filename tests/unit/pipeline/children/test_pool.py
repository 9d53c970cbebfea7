"""A child that hangs, dies or takes everything ends alone; its parent and the next call go on."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.children.limits import ChildDied, ChildFailed, ChildLimits, MemoryLimit, TimeLimit
from pipeline.children.pool import Children
from tests.fakes import hostile_work as work

HUNG = 60
"""Seconds. What takes longer hangs, however busy the machine is."""


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    with Children(size=2, preload=("tests.fakes.hostile_work",)) as pool:
        yield pool


def works(children: Children) -> bool:
    return children.run(work.add, b"abc", (Decimal("0.10"), Decimal("0.20"))) == work.Sum(b"cba", Decimal("0.30"))


def test_results_come_back_exact_and_typed(children: Children) -> None:
    result = children.run(work.add, bytes(range(256)) * 1000, (Decimal("12345678901234.1234"),))
    assert work.Sum((bytes(range(256)) * 1000)[::-1], Decimal("12345678901234.1234")) == result


def test_a_child_is_kept_for_the_next_call(children: Children) -> None:
    assert works(children)
    assert children.run(work.process_id) == children.run(work.process_id)


def test_a_child_is_replaced_after_so_many_calls() -> None:
    with Children(size=1, calls_per_child=2) as pool:
        first, second, third = (pool.run(work.process_id) for _ in range(3))
    assert first == second
    assert second != third


@pytest.mark.parametrize("function", [work.sleep_for_ever, work.compute_for_ever, work.stop])
def test_a_child_that_hangs_is_killed(children: Children, function: Callable[[], None]) -> None:
    began = time.monotonic()
    with pytest.raises(TimeLimit):
        children.run(function, limits=ChildLimits(wall_seconds=0.5))
    assert time.monotonic() - began < HUNG
    assert works(children)


def test_a_child_that_computes_too_long_is_killed_by_the_kernel(children: Children) -> None:
    with pytest.raises(TimeLimit, match="computing"):
        children.run(work.compute_for_ever, limits=ChildLimits(wall_seconds=60, cpu_seconds=1))
    assert works(children)


@pytest.mark.parametrize("function", [work.take_all_memory, work.take_memory_bit_by_bit])
def test_a_child_that_takes_too_much_memory_is_stopped(children: Children, function: Callable[[], int]) -> None:
    with pytest.raises(MemoryLimit):
        children.run(function, limits=ChildLimits(memory_bytes=600_000_000))
    assert works(children)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_child_that_dies_is_reported(children: Children, number: int) -> None:
    with pytest.raises(ChildDied, match=str(-number)):
        children.run(work.die, int(number))
    assert works(children)


def test_a_child_that_leaves_is_reported(children: Children) -> None:
    with pytest.raises(ChildDied):
        children.run(work.leave)
    assert works(children)


def test_a_child_that_was_killed_while_idle_is_replaced() -> None:
    with Children(size=1) as pool:
        process_id = pool.run(work.process_id)
        os.kill(process_id, signal.SIGKILL)
        # Only then has its last thread ended; /proc calls it a zombie before.
        os.waitid(os.P_PID, process_id, os.WEXITED | os.WNOWAIT)
        assert works(pool)
        assert process_id != pool.run(work.process_id)


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_a_child_that_is_killed_before_it_takes_the_call_fails_no_document(size: int) -> None:
    """Whether its pipe closes before, while or after the call is sent."""
    with Children(size=1) as pool:
        process_id = pool.run(work.process_id)
        os.kill(process_id, signal.SIGSTOP)
        # Until then it could still take the call.
        os.waitid(os.P_PID, process_id, os.WSTOPPED | os.WNOWAIT)
        killing = threading.Timer(0.2, os.kill, (process_id, signal.SIGKILL))
        killing.start()
        assert b"x" * size == pool.run(work.add, b"x" * size, ()).content
        killing.join()


def test_an_error_of_our_own_says_which(children: Children) -> None:
    with pytest.raises(ChildFailed, match="ValueError: column 7"):
        children.run(work.raise_error)


def test_what_a_reader_prints_harms_nothing(children: Children) -> None:
    assert "quiet" == children.run(work.print_noise)
    assert works(children)


def test_a_result_of_another_type_is_refused(children: Children) -> None:
    with pytest.raises((ChildDied, ChildFailed)):
        children.run(work.give_the_wrong_type)


def test_an_answer_without_end_is_refused(children: Children) -> None:
    with pytest.raises(ChildDied):
        children.run(work.add, b"x" * 100_000, (), limits=ChildLimits(answer_bytes=1000))


def test_a_function_that_a_child_cannot_import_is_refused_at_once(children: Children) -> None:
    with pytest.raises(ValueError, match="importable"):
        children.run(lambda: None)


def test_no_file_can_be_written(children: Children, tmp_path: Path) -> None:
    assert "refused" == children.run(work.write_file, tmp_path / "x")


def test_no_secret_of_ours_is_in_reach(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERMILL_SOURCES__MAILBOX__PASSWORD", "s3cret")
    with Children(size=1) as pool:
        assert not [name for name in pool.run(work.environment) if name.startswith("ORDERMILL")]


def test_the_network_is_out_of_reach_where_the_kernel_allows(children: Children) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reached = children.run(work.connect, listener.getsockname()[1])
    assert {"none": "refused", "shared": "connected"}[children.network] == reached


def test_the_network_is_out_of_reach_for_what_a_child_starts(children: Children) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reached = children.run(work.connect_from_a_process_of_its_own, listener.getsockname()[1])
    assert {"none": "refused", "shared": "connected"}[children.network] == reached


@pytest.mark.parametrize(
    ("function", "fault"), [(work.start_an_engine_and_wait, TimeLimit), (work.start_an_engine_and_die, ChildDied)]
)
def test_what_a_child_started_ends_with_it(
    children: Children, tmp_path: Path, function: Callable[[Path], None], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        children.run(function, tmp_path, limits=ChildLimits(wall_seconds=6))
    (engine,) = tmp_path.iterdir()
    assert not _is_at_work(int(engine.name))


def _is_at_work(pid: int) -> bool:
    """Killed processes may stay in the table until somebody reaps them."""
    deadline = time.monotonic() + HUNG
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        if state in "ZX":
            return False
        time.sleep(0.05)
    return True


def test_calls_from_many_threads_are_answered_each() -> None:
    results: list[work.Sum] = []
    with Children(size=2, preload=("tests.fakes.hostile_work",)) as pool:
        threads = [
            threading.Thread(target=lambda number=number: results.append(pool.run(work.add, b"", (Decimal(number),))))
            for number in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert list(range(12)) == sorted(int(result.total) for result in results)
