"""The journal gets one root a day, from the process that polls, and no other."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ordermill.daemon.anchoring import Anchoring
from storage.audit import verify
from storage.database import Store, open_store
from tests.fakes.installation import wait_until
from tests.fakes.world import MovedClock


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def store(tmp_path: Path, clock: MovedClock) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path / 'ordermill.db'}", tmp_path / "archive", clock=clock)) as opened:
        opened.migrate()
        yield opened


def anchors(store: Store) -> int:
    return verify(store).anchors


def test_a_day_is_anchored_once_and_the_next_one_too(store: Store, clock: MovedClock) -> None:
    anchoring = Anchoring(store, clock, is_mine=lambda: True)
    anchoring.look()
    anchoring.look()
    assert 1 == anchors(store)
    clock.now += timedelta(days=1)
    anchoring.look()
    assert 2 == anchors(store)


def test_a_process_that_stands_by_leaves_it_to_the_other(store: Store, clock: MovedClock) -> None:
    Anchoring(store, clock, is_mine=lambda: False).look()
    assert 0 == anchors(store)


def test_a_restart_on_the_same_day_changes_nothing(store: Store, clock: MovedClock) -> None:
    Anchoring(store, clock, is_mine=lambda: True).look()
    root = verify(store).last_root
    Anchoring(store, clock, is_mine=lambda: True).look()
    assert (1, root) == (anchors(store), verify(store).last_root)


def test_it_looks_by_itself_and_ends_when_told(store: Store, clock: MovedClock) -> None:
    with Anchoring(store, clock, is_mine=lambda: True, look_seconds=0.01):
        wait_until(lambda: anchors(store) == 1, "an anchor")


def test_a_bug_does_not_end_it(store: Store, clock: MovedClock) -> None:
    bugs = [True]

    def broken_clock() -> datetime:
        if bugs:
            raise ZeroDivisionError("a bug")
        return clock()

    with Anchoring(store, broken_clock, is_mine=lambda: True, look_seconds=0.01) as anchoring:
        wait_until(lambda: "ZeroDivisionError" in anchoring.step.fault, "a fault")
        bugs.clear()
        wait_until(lambda: anchors(store) == 1, "an anchor")
        wait_until(lambda: not anchoring.step.fault, "no fault")
