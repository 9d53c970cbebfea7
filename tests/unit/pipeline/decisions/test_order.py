"""What a person decides is carried out at once, once, and only on what they saw."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from erp_adapters.memory.adapter import MemoryErp
from orders.decision import Decision, DecisionKind, LearnScope
from orders.findings import Change, Finding, FindingCode, Severity
from orders.ids import ArrivalId, DocumentId, OrderId, new_id
from orders.stages import Outcome, Stage, Subject
from parsers.parser import Blob, ParseContext, Parsed
from pipeline.decisions.order import NotDecidable, StaleDecision, decide
from pipeline.decisions.part import PartDecision, PartDecisionKind, decide_part
from pipeline.findings import add_findings
from tests.fakes.small_orders import HoldingRule, SmallParser, SmallRule, small_order
from tests.fakes.world import World

MakeWorld = Callable[..., World]


@pytest.fixture
def reviewed(make_world: MakeWorld) -> World:
    """A world where a person confirms every order."""
    return make_world(rules=(SmallRule(), HoldingRule()))


def held(world: World, *lines: str, po_number: str = "P-1") -> OrderId:
    arrival = world.receive(small_order(po_number, lines=lines or ("SKU-1 5 1.50",)))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    return world.order(arrival).id


def outcome(world: World, order_id: OrderId) -> Outcome:
    return world.work(Subject.ORDER, order_id).outcome


def row(world: World, order_id: OrderId) -> Any:
    with world.flow.store.read() as uow:
        return uow.orders.get(order_id)


def test_an_approved_order_is_posted(reviewed: World) -> None:
    order_id = held(reviewed)
    (finding,) = row(reviewed, order_id).findings
    reviewed.decide(order_id, DecisionKind.APPROVE, accepted=(finding.fingerprint,))
    assert (Stage.VALIDATED, Outcome.RUNNING) == (
        reviewed.work(Subject.ORDER, order_id).stage,
        outcome(reviewed, order_id),
    )
    reviewed.run()
    assert Outcome.DONE is outcome(reviewed, order_id)


def test_approval_does_not_wave_a_block_through(world: World) -> None:
    order_id = held(world, "?X 1 1")
    (finding,) = row(world, order_id).findings
    world.decide(order_id, DecisionKind.APPROVE, accepted=(finding.fingerprint,))
    assert Outcome.HELD is outcome(world, order_id)


def test_a_correction_is_validated_at_once(world: World) -> None:
    order_id = held(world, "?X 1 1")
    world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path="lines[0].item", value="SKU-9"),))
    order = row(world, order_id).order
    assert "SKU-9" == order.lines[0].item
    world.run()
    assert Outcome.DONE is outcome(world, order_id)


def test_what_is_taught_for_a_customer_is_used_for_the_next_order_of_that_customer_only(world: World) -> None:
    order_id = held(world, "?X 1 1")
    change = Change(path="lines[0].item", value="SKU-9")
    world.decide(order_id, DecisionKind.CORRECT, changes=(change,), learn=LearnScope.THIS_CUSTOMER)
    next_one = world.receive(small_order("P-2", lines=["?X 3 1"]))
    others = world.receive(small_order("P-3", "C-2", lines=["?X 3 1"]))
    world.run()
    assert (Outcome.DONE, Outcome.HELD) == (world.fate(next_one), world.fate(others))
    with world.flow.store.read() as uow:
        (taught,) = uow.knowledge.all()
        (decision,) = uow.decisions.of_order(order_id)
    assert (decision.id, "anna", "C-1") == (taught.decision_id, taught.author, taught.customer)


def test_a_correction_for_this_order_teaches_nothing(world: World) -> None:
    order_id = held(world, "?X 1 1")
    world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path="lines[0].item", value="SKU-9"),))
    with world.flow.store.read() as uow:
        assert () == uow.knowledge.all()


def test_a_lesson_follows_its_line_when_lines_are_deleted(world: World) -> None:
    order_id = held(world, "?X 1 1", "?Y 1 1")
    changes = (Change(path="lines[1].item", value="SKU-9"), Change(path="lines[0]", value=""))
    world.decide(order_id, DecisionKind.CORRECT, changes=changes, learn=LearnScope.THIS_CUSTOMER)
    with world.flow.store.read() as uow:
        (taught,) = uow.knowledge.all()
    assert ("buyer:?Y", "SKU-9") == (taught.key, taught.value)


def test_an_impossible_edit_is_refused_and_nothing_is_written(world: World) -> None:
    order_id = held(world, "?X 1 1")
    with pytest.raises(NotDecidable, match="not a number"):
        world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path="lines[0].quantity", value="many"),))
    assert () == row(world, order_id).changes
    assert Outcome.HELD is outcome(world, order_id)


def test_a_decision_on_an_old_version_is_stale(world: World) -> None:
    order_id = held(world, "?X 1 1")
    seen = world.work(Subject.ORDER, order_id).version
    world.decide(order_id, DecisionKind.RETRY)
    with pytest.raises(StaleDecision):
        world.decide(order_id, DecisionKind.REFUSE, reason="no", version=seen)


def test_the_same_decision_twice_is_one(world: World) -> None:
    order_id = held(world, "?X 1 1")
    decision = Decision(
        id=new_id(),
        order_id=order_id,
        version=world.work(Subject.ORDER, order_id).version,
        kind=DecisionKind.REFUSE,
        actor="anna",
        at=world.clock(),
        reason="not ours",
    )
    decide(world.flow, decision)
    decide(world.flow, decision)
    assert Outcome.SET_ASIDE is outcome(world, order_id)
    assert "not ours" == world.work(Subject.ORDER, order_id).reason


def test_a_refusal_needs_a_reason(world: World) -> None:
    order_id = held(world, "?X 1 1")
    with pytest.raises(NotDecidable):
        world.decide(order_id, DecisionKind.REFUSE, reason="  ")


def test_a_refused_order_does_not_absorb_a_resend(world: World) -> None:
    order_id = held(world, "?X 1 1")
    world.decide(order_id, DecisionKind.REFUSE, reason="unreadable")
    resend = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.DONE is world.fate(resend)


def test_a_refused_order_can_be_taken_up_again(world: World) -> None:
    order_id = held(world, "?X 1 1")
    world.decide(order_id, DecisionKind.REFUSE, reason="a mistake")
    world.decide(order_id, DecisionKind.RETRY)
    assert Outcome.HELD is outcome(world, order_id)


def test_a_duplicate_is_marked_and_frees_its_number(reviewed: World) -> None:
    first, second = held(reviewed), held(reviewed, "SKU-2 1 1")
    reviewed.decide(second, DecisionKind.MARK_DUPLICATE, duplicate_of=first)
    assert Outcome.DUPLICATE is outcome(reviewed, second)
    assert first == row(reviewed, second).duplicate_of


def test_a_duplicate_of_nothing_is_refused(reviewed: World) -> None:
    order_id = held(reviewed)
    for of in (None, order_id, OrderId("nobody")):
        with pytest.raises(NotDecidable):
            reviewed.decide(order_id, DecisionKind.MARK_DUPLICATE, duplicate_of=of)


def test_a_posted_order_is_not_decided_on(world: World) -> None:
    arrival = world.receive(small_order("P-1"))
    world.run()
    for kind in DecisionKind:
        with pytest.raises(NotDecidable):
            world.decide(world.order(arrival).id, kind, reason="x", erp_reference=world.order(arrival).erp_reference)


def test_recording_a_posting_verifies_customer_and_number(make_world: MakeWorld) -> None:
    erp = MemoryErp()
    world = make_world(adapter=erp)
    other = world.receive(small_order("P-OTHER"))
    world.run()
    order_id = held(world, "?X 1 1")
    for reference in (world.order(other).erp_reference, "no such order", " "):
        with pytest.raises(NotDecidable):
            world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference=reference)
    assert Outcome.HELD is outcome(world, order_id)


def test_a_change_of_an_order_that_is_not_known_here_is_recorded_as_what_a_person_changed(world: World) -> None:
    posted = world.receive(small_order("P-1"))
    world.run()
    change = world.receive(b"CHANGE P-1 C-1\nSKU-1 7 1.50")
    world.run()
    reference = world.order(posted).erp_reference
    with pytest.raises(NotDecidable, match="is known here"):
        world.decide(world.order(change).id, DecisionKind.RECORD_POSTED, erp_reference=reference)
    with world.flow.store.begin() as uow:
        uow.orders.release_identity(world.order(posted).id)
    world.decide(world.order(change).id, DecisionKind.RETRY)
    world.decide(world.order(change).id, DecisionKind.RECORD_POSTED, erp_reference=reference)
    assert (Outcome.DONE, reference) == (world.fate(change), world.order(change).erp_reference)


def test_a_decision_is_in_the_journal_and_the_chain_holds(world: World) -> None:
    order_id = held(world, "?X 1 1")
    world.decide(order_id, DecisionKind.CORRECT, changes=(Change(path="lines[0].item", value="SKU-9"),))
    with world.flow.store.read() as uow:
        entries = uow.journal.of(Subject.ORDER, order_id)
    (corrected,) = [entry for entry in entries if entry.event == "order.corrected"]
    assert "anna" == corrected.actor
    assert "SKU-9" not in str(corrected.detail)


def part(world: World, subject: Subject, subject_id: str, kind: PartDecisionKind, reason: str = "") -> None:
    version = world.work(subject, subject_id).version
    decide_part(world.flow, PartDecision(subject, subject_id, version, kind, "anna", world.clock(), reason))


def test_an_arrival_without_an_order_can_be_set_aside_with_a_reason(world: World) -> None:
    arrival = world.receive(b"Dear all, see you on Monday.")
    world.run()
    with pytest.raises(NotDecidable):
        part(world, Subject.ARRIVAL, arrival, PartDecisionKind.SET_ASIDE)
    part(world, Subject.ARRIVAL, arrival, PartDecisionKind.SET_ASIDE, "chatter")
    assert (Outcome.SET_ASIDE, "chatter") == (
        world.work(Subject.ARRIVAL, arrival).outcome,
        world.work(Subject.ARRIVAL, arrival).reason,
    )


def test_an_arrival_is_read_again_when_a_parser_was_added(make_world: MakeWorld) -> None:
    world = make_world(parsers=())
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome
    object.__setattr__(world.flow, "parsers", (SmallParser(),))
    part(world, Subject.ARRIVAL, arrival, PartDecisionKind.RETRY)
    world.run()
    assert Outcome.DONE is world.fate(arrival)
    assert Outcome.DONE is world.work(Subject.ARRIVAL, arrival).outcome


def unread(world: World) -> tuple[ArrivalId, DocumentId]:
    """An arrival that is held since its one document gave no order."""
    arrival = world.receive(b"NOTHING")
    world.run()
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome
    return arrival, document.id


def test_an_arrival_is_read_again_though_its_document_was_set_aside_when_it_was_read(world: World) -> None:
    arrival, _ = unread(world)
    object.__setattr__(world.flow, "parsers", (Improved(),))
    part(world, Subject.ARRIVAL, arrival, PartDecisionKind.RETRY)
    world.run()
    assert Outcome.DONE is world.fate(arrival)
    assert Outcome.DONE is world.work(Subject.ARRIVAL, arrival).outcome


def test_an_arrival_held_without_an_order_is_let_go_when_a_document_gives_one(world: World) -> None:
    arrival, document = unread(world)
    object.__setattr__(world.flow, "parsers", (Improved(),))
    part(world, Subject.DOCUMENT, document, PartDecisionKind.RETRY)
    work = world.work(Subject.ARRIVAL, arrival)
    assert (Outcome.DONE, "") == (work.outcome, work.reason)
    assert "arrival.released" == world.events(Subject.ARRIVAL, arrival)[-1]
    with world.flow.store.read() as uow:
        assert () == uow.findings.of(Subject.ARRIVAL, arrival)
        assert () == uow.queue.held(limit=10, offset=0)


def test_an_arrival_held_for_another_reason_too_stays_held(world: World) -> None:
    arrival, document = unread(world)
    other = Finding(code=FindingCode.UNREADABLE, severity=Severity.HOLD, message="One part is damaged.")
    with world.flow.store.begin() as uow:
        add_findings(uow, Subject.ARRIVAL, arrival, [other])
    object.__setattr__(world.flow, "parsers", (Improved(),))
    part(world, Subject.DOCUMENT, document, PartDecisionKind.RETRY)
    assert 1 == len(world.orders(arrival))
    assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome


class Improved(SmallParser):
    """Finds an order in everything."""

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        return super().parse(replace(blob, content=small_order("P-1")), context)


def test_a_held_document_is_read_again(world: World) -> None:
    arrival = world.receive(b"BROKEN")
    world.run()
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    part(world, Subject.DOCUMENT, document.id, PartDecisionKind.RETRY)
    assert Outcome.HELD is world.work(Subject.DOCUMENT, document.id).outcome
    part(world, Subject.DOCUMENT, document.id, PartDecisionKind.SET_ASIDE, "sent again by mail")
    assert Outcome.SET_ASIDE is world.work(Subject.DOCUMENT, document.id).outcome
