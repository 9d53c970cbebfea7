"""Changes and cancellations meet the order that they are about, whatever came first and by whatever channel."""

from decimal import Decimal

import pytest

from erp_adapters.adapter import OrderPosting
from erp_adapters.memory.adapter import MemoryErp
from orders.decision import DecisionKind
from orders.errors import Retryable
from orders.evidence import OtherOrder
from orders.findings import Change, FindingCode
from orders.ids import ArrivalId
from orders.order import Quantity
from orders.stages import Outcome, Stage, Subject
from pipeline.changes.difference import change_difference
from pipeline.decisions.order import NotDecidable, StaleDecision
from pipeline.edits import with_edits
from pipeline.flow import advance
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World
from validation.rule import Case, Verdict


def change(po_number: str = "P-1", *lines: str, customer: str = "C-1", word: str = "CHANGE") -> bytes:
    """Of lines numbered from 1."""
    return "\n".join((f"{word} {po_number} {customer}", *lines)).encode()


class KnowsCustomers(SmallRule):
    """Does not know `?`."""

    def examine(self, case: Case) -> Verdict:
        found = super().examine(case)
        known = (one for one in found.resolutions if (one.path, one.value) != ("customer", "?"))
        return Verdict(tuple(known), found.findings)


def received(world: World, content: bytes, source: str = "edi") -> ArrivalId:
    arrival = world.receive(content, source=source)
    world.run()
    return arrival


def stage(world: World, arrival: ArrivalId) -> Stage:
    return world.work(Subject.ORDER, world.order(arrival).id).stage


def parsed(world: World, arrival: ArrivalId) -> None:
    """Up to what was read, of which nothing is validated."""
    advance(world.flow, world.work(Subject.ARRIVAL, arrival).id)
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    advance(world.flow, world.work(Subject.DOCUMENT, document.id).id)


class TestMatching:
    def test_a_change_names_the_live_order_that_it_is_about(self, world: World) -> None:
        order = received(world, small_order("P-1"), "mail")
        asked = received(world, change("p-1", "SKU-1 7 1.50"))
        assert (Outcome.HELD, {FindingCode.CHANGE_REQUEST}) == (world.fate(asked), world.codes(asked))
        (finding,) = world.order(asked).findings
        assert world.order(order).erp_reference in finding.message

    def test_a_line_that_fits_nowhere_is_a_finding_with_remedies(self, world: World) -> None:
        received(world, small_order("P-1", lines=["SKU-1 5 1", "SKU-2 5 1"]))
        asked = received(world, change("P-1", "SKU-2 7 1"))
        (mismatch,) = [one for one in world.order(asked).findings if one.code is FindingCode.CHANGE_MISMATCH]
        assert ("lines[0].line_no", ["It is line 2 of the order"]) == (
            mismatch.path,
            [fix.label for fix in mismatch.fixes],
        )
        world.decide(world.order(asked).id, DecisionKind.CORRECT, changes=mismatch.fixes[0].changes)
        assert {FindingCode.CHANGE_REQUEST} == world.codes(asked)

    def test_the_same_change_twice_is_a_duplicate_of_the_change(self, world: World) -> None:
        received(world, small_order("P-1"))
        first = received(world, change("P-1", "SKU-1 7 1.50"), "edi")
        second = received(world, change("P-1", "SKU-1 7.0 1.5"), "mail")
        assert Outcome.DUPLICATE is world.fate(second)
        assert world.order(first).id == world.order(second).duplicate_of

    def test_what_was_refused_absorbs_no_resend(self, world: World) -> None:
        received(world, small_order("P-1"))
        first = received(world, change("P-1", "SKU-1 7 1.50"))
        world.decide(world.order(first).id, DecisionKind.REFUSE, reason="not possible")
        assert Outcome.HELD is world.fate(received(world, change("P-1", "SKU-1 7 1.50")))

    def test_another_change_of_the_order_waits_for_the_first(self, world: World) -> None:
        received(world, small_order("P-1"))
        received(world, change("P-1", "SKU-1 7 1.50"))
        second = received(world, change("P-1", "SKU-1 8 1.50"))
        assert {FindingCode.CHANGE_REQUEST, FindingCode.CHANGE_OUT_OF_ORDER} == world.codes(second)


class TestBeforeTheOrder:
    def test_an_order_waits_while_a_change_of_it_waits(self, world: World) -> None:
        """The change came first, by another channel: without it the order would go into the ERP by itself."""
        asked = received(world, change("P-1", "SKU-1 7 1.50"), "mail")
        before = world.order(asked).findings
        order = received(world, small_order("P-1"), "edi")
        assert (Outcome.HELD, {FindingCode.CHANGE_WAITING}) == (world.fate(order), world.codes(order))
        assert before != world.order(asked).findings, "the change is told of its order"
        assert "not in the ERP yet" in world.order(asked).findings[0].message

    def test_a_change_of_a_customer_whom_nobody_knows_holds_whoevers_order_has_its_number(self, world: World) -> None:
        object.__setattr__(world.flow, "rules", (KnowsCustomers(),))
        asked = received(world, change("P-1", "SKU-1 7 1.50", customer="?"))
        order = received(world, small_order("P-1"))
        assert (Outcome.HELD, {FindingCode.CHANGE_WAITING}) == (world.fate(order), world.codes(order))
        world.decide(world.order(asked).id, DecisionKind.REFUSE, reason="nobody knows who that is")
        world.run()
        assert Outcome.DONE is world.fate(order)

    def test_changes_of_others_hold_nothing(self, world: World) -> None:
        received(world, change("P-1", "SKU-1 7 1.50", customer="C-2"))
        assert Outcome.DONE is world.fate(received(world, small_order("P-1")))

    def test_a_change_that_comes_between_validation_and_posting_stops_the_order(self, world: World) -> None:
        order = world.receive(small_order("P-1"))
        parsed(world, order)
        advance(world.flow, world.work(Subject.ORDER, world.order(order).id).id)
        assert (Stage.VALIDATED, Outcome.RUNNING) == (stage(world, order), world.fate(order))
        parsed(world, world.receive(change("P-1", "SKU-1 7 1.50"), source="mail"))
        world.run()
        assert (Outcome.HELD, {FindingCode.CHANGE_WAITING}) == (world.fate(order), world.codes(order))
        assert () == world.flow.adapter.orders()  # type: ignore[attr-defined] # the ERP in memory

    def test_who_accepts_it_posts_the_order_as_it_stands(self, world: World) -> None:
        received(world, change("P-1", word="CANCEL"))
        order = received(world, small_order("P-1"))
        (finding,) = world.order(order).findings
        world.decide(world.order(order).id, DecisionKind.APPROVE, accepted=(finding.fingerprint,))
        world.run()
        assert Outcome.DONE is world.fate(order)

    def test_when_the_change_is_refused_the_order_goes_on_by_itself(self, world: World) -> None:
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        order = received(world, small_order("P-1"))
        world.decide(world.order(asked).id, DecisionKind.REFUSE, reason="a mistake")
        world.run()
        assert Outcome.DONE is world.fate(order)


def apply(world: World, asked: ArrivalId) -> None:
    world.decide(world.order(asked).id, DecisionKind.APPLY_CHANGE)
    world.run()


def record(world: World, asked: ArrivalId, *accepted: str) -> None:
    world.decide(world.order(asked).id, DecisionKind.RECORD_CHANGE, accepted=accepted)
    world.run()


def held_order(world: World, *lines: str) -> ArrivalId:
    """An order that waits for a person."""
    order = received(world, small_order("P-1", lines=lines or ("SKU-1 5 1.50", "?X 1 2")), "mail")
    assert Outcome.HELD is world.fate(order)
    return order


def posted_order(world: World) -> tuple[ArrivalId, str]:
    order = received(world, small_order("P-1", lines=("SKU-1 5 1.50", "SKU-2 1 2")), "mail")
    return order, world.order(order).erp_reference


class TestOnTheOrderThatWaits:
    def test_the_order_takes_the_new_values_and_is_posted_once(self, world: World) -> None:
        order = held_order(world, "SKU-1 5 1.50", "SKU-2 1 2", "?X 1 2")
        choice = Change(path="lines[2].item", value="SKU-3")
        asked = received(world, change("P-1", "SKU-1 7 1.50", "SKU-2 3 2"))
        with pytest.raises(NotDecidable, match="not complete"):
            apply(world, asked)
        # The change waits, so the mended order waits for it.
        world.decide(world.order(order).id, DecisionKind.CORRECT, changes=(choice,))
        assert {FindingCode.CHANGE_WAITING} == world.codes(order)
        apply(world, asked)
        assert (Outcome.DONE, Outcome.DONE) == (world.fate(order), world.fate(asked))
        (held,) = world.flow.adapter.orders()  # type: ignore[attr-defined] # the ERP in memory
        assert ["7", "3", "1"] == [str(line.quantity.value) for line in held.lines]

    def test_the_new_values_name_the_change_as_their_evidence(self, world: World) -> None:
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        order = received(world, small_order("P-1"))
        apply(world, asked)
        with world.flow.store.read() as uow:
            row = uow.orders.get(world.order(order).id)
            reading, _ = with_edits(row, uow.decisions.of_order(row.id))
            (request,) = uow.requested_changes.concerning(row.id)
        assert reading.lines[0].quantity is not None
        evidence = OtherOrder(order_id=world.order(asked).id, path="lines[0].quantity")
        assert evidence in reading.lines[0].quantity.evidence
        assert (world.order(asked).id, True) == (request.id, request.settled_at is not None)

    def test_a_cancellation_sets_the_order_aside_and_its_number_is_free(self, world: World) -> None:
        order = held_order(world)
        asked = received(world, change("P-1", word="CANCEL"))
        apply(world, asked)
        assert (Outcome.SET_ASIDE, Outcome.DONE) == (world.fate(order), world.fate(asked))
        assert Outcome.DONE is world.fate(received(world, small_order("P-1")))

    def test_a_changed_copy_takes_the_place_of_the_order_that_waits(self, world: World) -> None:
        order = held_order(world)
        copy = received(world, small_order("P-1", lines=["SKU-1 9 1.50"]), "edi")
        assert {FindingCode.CHANGED_COPY} == world.codes(copy)
        apply(world, copy)
        assert (Outcome.SET_ASIDE, Outcome.DONE) == (world.fate(order), world.fate(copy))
        assert 1 == len(world.flow.adapter.orders())  # type: ignore[attr-defined] # the ERP in memory

    def test_a_person_who_saw_an_older_state_of_the_order_decides_anew(self, world: World) -> None:
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        order = received(world, small_order("P-1"))
        seen = world.work(Subject.ORDER, world.order(order).id).version
        world.decide(world.order(order).id, DecisionKind.RETRY)
        with pytest.raises(StaleDecision):
            world.decide(world.order(asked).id, DecisionKind.APPLY_CHANGE, concerned_version=seen)
        assert Outcome.HELD is world.fate(order)


class TestInTheErp:
    def test_what_the_erp_does_not_have_yet_is_not_recorded(self, world: World) -> None:
        posted_order(world)
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        with pytest.raises(NotDecidable, match=r"line 1\.quantity is 5 C62, wanted 7 C62"):
            record(world, asked)
        assert Outcome.HELD is world.fate(asked)

    def test_what_a_person_did_there_is_recorded_and_counts_for_later_copies(self, world: World) -> None:
        order, reference = posted_order(world)
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        clerk_changes(world, reference, "7")
        record(world, asked)
        assert Outcome.DONE is world.fate(asked)
        new = received(world, small_order("P-1", lines=("SKU-1 7 1.50", "SKU-2 1 2")), "portal")
        assert (Outcome.DUPLICATE, world.order(order).id) == (world.fate(new), world.order(new).duplicate_of)
        old = received(world, small_order("P-1", lines=("SKU-1 5 1.50", "SKU-2 1 2")), "portal")
        assert {FindingCode.CHANGED_COPY} == world.codes(old)

    def test_a_second_change_builds_on_the_first(self, world: World) -> None:
        _, reference = posted_order(world)
        first = received(world, change("P-1", "SKU-1 7 1.50"))
        clerk_changes(world, reference, "7")
        record(world, first)
        second = received(world, change("P-1", "SKU-1 7 1.50", "SKU-2 4 2"))
        found = change_difference(world.flow.store, world.flow.adapter, world.order(second).id)
        assert [("line 2.quantity", "1 C62", "4 C62", "1 C62")] == [
            (row.path, row.posted, row.asked, row.now) for row in found.rest
        ]

    def test_differences_that_a_person_saw_can_be_accepted(self, world: World) -> None:
        posted_order(world)
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        rest = change_difference(world.flow.store, world.flow.adapter, world.order(asked).id).rest
        record(world, asked, *(row.fingerprint for row in rest))
        assert Outcome.DONE is world.fate(asked)

    def test_an_order_cancelled_in_the_erp_absorbs_no_resend(self, world: World) -> None:
        order, reference = posted_order(world)
        asked = received(world, change("P-1", word="CANCEL"))
        with pytest.raises(NotDecidable, match="wanted cancelled"):
            record(world, asked)
        world.flow.adapter.cancel(reference)  # type: ignore[attr-defined] # the ERP in memory
        record(world, asked)
        assert (Outcome.DONE, Outcome.DONE) == (world.fate(asked), world.fate(order))
        again = received(world, small_order("P-1", lines=("SKU-1 5 1.50", "SKU-2 1 2")))
        assert Outcome.DONE is world.fate(again)
        assert reference != world.order(again).erp_reference

    def test_nothing_is_recorded_while_the_erp_cannot_be_asked(self, world: World) -> None:
        posted_order(world)
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        object.__setattr__(world.flow, "adapter", Silent(world.flow.adapter))
        found = change_difference(world.flow.store, world.flow.adapter, world.order(asked).id)
        assert ("no answer", [None]) == (found.unreachable, [row.now for row in found.rest])
        with pytest.raises(NotDecidable, match="cannot be asked just now"):
            record(world, asked)

    def test_a_posted_order_is_not_edited_here(self, world: World) -> None:
        posted_order(world)
        asked = received(world, change("P-1", "SKU-1 7 1.50"))
        with pytest.raises(NotDecidable, match="in the ERP"):
            apply(world, asked)

    def test_a_change_of_nothing_known_cannot_be_carried_out(self, world: World) -> None:
        asked = received(world, change("P-9", "SKU-1 7 1.50"))
        with pytest.raises(NotDecidable, match="No live order"):
            apply(world, asked)


def clerk_changes(world: World, reference: str, quantity: str) -> None:
    """The first line's quantity, in the ERP."""
    erp = world.flow.adapter
    assert isinstance(erp, MemoryErp)
    (first, *others) = erp.read(reference).lines
    new = first.model_copy(update={"quantity": Quantity(value=Decimal(quantity), unit=first.quantity.unit)})
    erp.change(reference, (new, *others))


class Silent:
    """An ERP that gives no answer to who looks at an order."""

    def __init__(self, erp: OrderPosting) -> None:
        self.name, self.capabilities = erp.name, erp.capabilities

    def read(self, _reference: str) -> None:
        raise Retryable("no answer")
