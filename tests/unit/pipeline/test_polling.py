"""Nothing is lost on the way in: archive, commit, and only then settle."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from ingest.source import Received, SourceMemory
from orders.document import SourceKey, digest_of
from orders.findings import Finding, FindingCode, Severity
from orders.stages import Outcome, Subject
from pipeline.boundaries import Boundary
from pipeline.polling import Intake, poll
from pipeline.schedule import Poller
from tests.fakes.listed_source import ListedSource
from tests.fakes.small_orders import small_order
from tests.fakes.world import RETRIES, START, World


def received(number: int, *, fault: Finding | None = None, cursor: str = "") -> Received:
    key = SourceKey("drop", f"order-{number}")
    return Received(key, f"{number}.txt", "", "", START, small_order(f"P-{number}"), cursor or str(number), fault)


def intake(world: World) -> Intake:
    return Intake(world.flow.store, world.dispatcher, world.clock, world.flow.checkpoint)


def test_what_arrives_is_archived_committed_and_settled(world: World) -> None:
    source = ListedSource("drop", [received(1), received(2)])
    report = poll(source, intake(world))
    assert (2, 0, "") == (report.arrivals, report.known, report.fault)
    assert [SourceKey("drop", "order-1"), SourceKey("drop", "order-2")] == source.settled
    assert world.flow.store.archive.has(digest_of(small_order("P-1")))
    with world.flow.store.read() as uow:
        assert "2" == uow.arrivals.cursor("drop")


def test_nothing_is_settled_before_the_commit(world: World) -> None:
    source = ListedSource("drop", [received(1)])

    def stop_before_the_commit(boundary: Boundary) -> None:
        if boundary is Boundary.ARCHIVED:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        poll(source, Intake(world.flow.store, world.dispatcher, world.clock, stop_before_the_commit))
    assert [] == source.settled
    assert 1 == poll(source, intake(world)).arrivals


def test_what_was_committed_and_not_settled_is_settled_by_the_next_poll_and_taken_in_once(world: World) -> None:
    source = ListedSource("drop", [received(1)], settles=False)
    assert 1 == poll(source, intake(world)).unsettled
    source.settles = True
    report = poll(source, intake(world))
    assert (0, 1) == (report.arrivals, report.known)
    assert 1 == len(source.settled)


def test_a_source_that_breaks_at_settling_one_keeps_no_other_from_coming_in(world: World) -> None:
    class Stubborn(ListedSource):
        def settle(self, key: SourceKey) -> None:
            if key.key == "order-1":
                raise ValueError("a bug in the source")
            super().settle(key)

    source = Stubborn("drop", [received(number) for number in range(3)])
    report = poll(source, intake(world))
    assert (3, 0, 1, "") == (report.arrivals, report.held, report.unsettled, report.fault)
    assert [SourceKey("drop", "order-0"), SourceKey("drop", "order-2")] == source.settled
    report = poll(source, intake(world))
    assert (0, 1, 1) == (report.arrivals, report.known, report.unsettled)


def test_a_lost_connection_keeps_what_came_before_it(world: World) -> None:
    source = ListedSource("drop", [received(number) for number in range(5)], breaks_after=3)
    report = poll(source, intake(world))
    assert (3, "the connection was lost") == (report.arrivals, report.fault)
    assert 3 == len(source.settled)


def test_large_batches_come_in_whole(world: World) -> None:
    source = ListedSource("drop", [received(number) for number in range(100)])
    assert 100 == poll(source, intake(world)).arrivals
    world.run()
    with world.flow.store.read() as uow:
        done = sum(
            count for key, count in uow.work.counts().items() if (key[0], key[2]) == (Subject.ORDER, Outcome.DONE)
        )
    assert 100 == done


def test_a_first_connection_starts_at_its_baseline(world: World) -> None:
    source = ListedSource("mailbox", [], first_cursor="uid:4711")
    poll(source, intake(world))
    poll(source, intake(world))
    assert ["uid:4711", "uid:4711"] == source.cursors


def test_a_message_with_a_fault_is_held_and_its_neighbours_go_on(world: World) -> None:
    fault = Finding(code=FindingCode.UNREADABLE, severity=Severity.HOLD, message="The server fails on this message.")
    report = poll(ListedSource("drop", [received(1), received(2, fault=fault), received(3)]), intake(world))
    assert (2, 1) == (report.arrivals, report.held)
    with world.flow.store.read() as uow:
        (waiting,) = uow.queue.held(limit=10, offset=0)
    assert (Subject.ARRIVAL, "The server fails on this message.") == (waiting.subject, waiting.reason)


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_message_that_cannot_be_recorded_is_held_bare_and_stops_nobody(world: World, position: int) -> None:
    batch = [received(number) for number in range(3)]
    batch[position] = replace(batch[position], received_at=START.replace(tzinfo=None))
    source = ListedSource("drop", batch)
    report = poll(source, intake(world))
    assert (2, 1) == (report.arrivals, report.held)
    assert 3 == len(source.settled)
    assert world.flow.store.archive.has(digest_of(batch[position].content))


class Broken:
    """A source with a bug."""

    name = "broken"

    def baseline(self) -> str | None:
        return None

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        raise IndexError("a bug in the source")

    def settle(self, key: SourceKey) -> None:
        raise AssertionError("nothing came")


def test_a_failing_source_is_left_alone_for_a_growing_time(world: World) -> None:
    source = ListedSource("drop", [received(1)], breaks_after=0)
    poller = Poller(source, intake(world), RETRIES, lambda: 0.0)
    for delay in RETRIES.delays:
        polls = len(source.cursors)
        poller.run()
        world.clock.now += delay - timedelta(seconds=1)
        poller.run()
        assert polls + 1 == len(source.cursors)
        world.clock.move(seconds=1)
    source.breaks_after = None
    poller.run()
    assert (0, world.clock()) == (poller.failures, poller.last_success)


def test_a_bug_in_a_source_is_remembered_and_raises_nothing(world: World) -> None:
    poller = Poller(Broken(), intake(world), RETRIES, lambda: 0.0)
    poller.run()
    assert poller.last is not None
    assert "the log has the details" in poller.last.fault
