"""From an arrival to a posted order, or to a person with the reason."""

from collections.abc import Callable

from sqlalchemy import update

from erp_adapters.memory.adapter import MemoryErp
from orders.findings import FindingCode
from orders.stages import Outcome, Stage, Subject
from pipeline.flow import advance
from storage import tables
from tests.fakes.small_orders import SmallParser, small_order
from tests.fakes.world import World


def test_an_order_comes_through_and_is_in_the_erp_once(world: World) -> None:
    arrival = world.receive(small_order("P-1"))
    world.run()
    order = world.order(arrival)
    work = world.work(Subject.ORDER, order.id)
    assert (Stage.CONFIRMED, Outcome.DONE) == (work.stage, work.outcome)
    assert order.erp_reference
    expected = ["order.validated", "posting.attempted", "posting.created", "posting.compared"]
    assert [*expected, "order.posted", "order.confirmed"] == world.events(Subject.ORDER, order.id)


def test_one_call_runs_one_stage(world: World) -> None:
    arrival = world.receive(small_order("P-1"))
    work = world.work(Subject.ARRIVAL, arrival)
    assert Stage.UNPACKED is advance(world.flow, work.id).stage
    assert () == world.orders(arrival)


def test_several_orders_of_a_document_go_their_own_ways(world: World) -> None:
    arrival = world.receive(small_order("P-1") + b"\n\n" + small_order("P-2", lines=["?X 1 1"]))
    world.run()
    first, second = world.orders(arrival)
    assert Outcome.DONE is world.work(Subject.ORDER, first.id).outcome
    assert Outcome.HELD is world.work(Subject.ORDER, second.id).outcome


def test_a_part_that_no_parser_reads_holds_its_arrival(world: World) -> None:
    arrival = world.receive(b"Dear all, see you on Monday.")
    world.run()
    work = world.work(Subject.ARRIVAL, arrival)
    assert Outcome.HELD is work.outcome
    assert "plain text is not read yet" in work.reason
    with world.flow.store.read() as uow:
        assert [FindingCode.NO_PARSER] == [finding.code for finding in uow.findings.of(Subject.ARRIVAL, arrival)]


def test_a_document_without_an_order_holds_its_arrival(world: World) -> None:
    arrival = world.receive(b"NOTHING")
    world.run()
    assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome


def test_an_edi_message_of_another_kind_is_set_aside_and_bothers_nobody(world: World) -> None:
    arrival = world.receive(b"UNB+UNOC:3 an order response")
    world.run()
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
        assert uow.queue.held(limit=10, offset=0) == ()
    assert "This is unb+unoc:3." == document.set_aside


def test_a_broken_document_is_held_itself(world: World) -> None:
    arrival = world.receive(b"BROKEN")
    world.run()
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    assert Outcome.HELD is world.work(Subject.DOCUMENT, document.id).outcome
    assert Outcome.DONE is world.work(Subject.ARRIVAL, arrival).outcome


def test_a_bug_in_a_parser_holds_the_document_and_is_loud(world: World) -> None:
    arrival = world.receive(b"BUG")
    world.run()
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
        (finding,) = uow.findings.of(Subject.DOCUMENT, document.id)
    assert FindingCode.INTERNAL_ERROR is finding.code
    assert "ZeroDivisionError" == finding.found


def test_two_parsers_that_are_equally_sure_are_a_finding(make_world: Callable[..., World]) -> None:
    world = make_world(parsers=(SmallParser("one"), SmallParser("two")))
    arrival = world.receive(small_order("P-1"))
    world.run()
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
        (finding,) = uow.findings.of(Subject.DOCUMENT, document.id)
    assert (FindingCode.SEVERAL_PARSERS, "one, two") == (finding.code, finding.found)


def test_a_test_order_is_never_posted(make_world: Callable[..., World]) -> None:
    erp = MemoryErp()
    world = make_world(adapter=erp)
    arrival = world.receive(small_order("P-1").replace(b"ORDER", b"TEST"))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    assert {"test-interchange"} == world.codes(arrival)
    real = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.DONE is world.fate(real), "a test does not stand in the way of the real order"


def test_changes_and_cancellations_wait_for_a_person(world: World) -> None:
    for word in (b"CHANGE", b"CANCEL"):
        arrival = world.receive(small_order("P-1").replace(b"ORDER", word))
        world.run()
        assert Outcome.HELD is world.fate(arrival)
        assert {"change-request"} == world.codes(arrival)


def test_an_order_that_cannot_be_read_any_more_is_held_and_keeps_no_other_from_going_on(world: World) -> None:
    broken, other = world.receive(small_order("P-1", lines=["?X 1 1"])), world.receive(small_order("P-2"))
    world.run()
    order_id = world.order(broken).id
    with world.flow.store.begin() as uow:
        uow.connection.execute(update(tables.orders).where(tables.orders.c.id == order_id).values(reading="{}"))
        work = uow.work.of(Subject.ORDER, order_id)
        uow.work.decide(work.id, work.version, stage=Stage.PARSED, outcome=Outcome.RUNNING, now=world.clock())
    advance(world.flow, work.id)
    with world.flow.store.read() as uow:
        codes = {finding.code for finding in uow.orders.findings(order_id)}
    assert Outcome.HELD is world.work(Subject.ORDER, order_id).outcome
    assert FindingCode.INTERNAL_ERROR in codes
    assert Outcome.DONE is world.fate(other)
