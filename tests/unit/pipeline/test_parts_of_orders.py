"""The clean lines of an order go ahead of those that are held, and every line is posted once, whatever happens between.

In the orders of these tests an item that begins with `?` is one that a person has to choose.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from erp_adapters.adapter import Capabilities, ErpOrder, Idempotency
from erp_adapters.memory.adapter import MemoryErp
from orders.decision import DecisionKind
from orders.findings import Change, Finding, FindingCode, Severity
from orders.ids import OrderId
from orders.order import PurchaseOrder
from orders.policy import Mode, Parts, Policies, Policy
from orders.resolution import Fact, Resolution
from orders.stages import Outcome, PostingState, Stage, Subject
from pipeline.decisions.order import NotDecidable
from storage.rows import PostingRow
from tests.fakes.erp_simulator import ErpSimulator, Fault, Operation, Scripted
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import MovedClock, World
from validation.rule import Case, Rule, Verdict

MakeWorld = Callable[..., World]
MIXED = ("SKU-1 5 1.50", "?a 2 3.00", "SKU-2 1 20.00", "?b 4 1.00")
IN_PARTS: dict[str, Any] = {"mode": Mode.AUTO, "posting": Parts.CLEAN_LINES}


class HoldingAlso:
    """One more finding on every order, as a rule makes it."""

    name = "holding_also"
    needs = frozenset({Fact.ITEM})
    gives: frozenset[Fact] = frozenset()

    def __init__(self, code: FindingCode, path: str = "") -> None:
        self.finding = Finding(code=code, severity=Severity.HOLD, message="Look at it.", path=path)

    def examine(self, case: Case) -> Verdict:
        return Verdict((), (self.finding,))


class Supplied:
    """What reference data say of the customer and the price of an item, which a test changes between validations."""

    name = "supplied"
    needs: frozenset[Fact] = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def __init__(self) -> None:
        self.customer = ""

    def examine(self, case: Case) -> Verdict:
        if not self.customer:
            return Verdict()
        return Verdict((Resolution(fact=Fact.CUSTOMER, path="customer", value=self.customer),))


@pytest.fixture
def erp() -> MemoryErp:
    return MemoryErp()


@pytest.fixture
def in_parts(make_world: MakeWorld, erp: MemoryErp) -> Callable[..., World]:
    """Makes a world in which the policy lets clean lines go ahead."""

    def make(*further: Rule, adapter: Any = None, **policy: Any) -> World:
        world = make_world(rules=(SmallRule(), *further), adapter=adapter or erp)
        return under(world, **policy)

    return make


def under(world: World, **policy: Any) -> World:
    world.flow = replace(world.flow, policies=Policies(default=Policy(**{**IN_PARTS, **policy})))
    return world


def received(world: World, *lines: str, number: str = "P-1") -> OrderId:
    arrival = world.receive(small_order(number, lines=lines or MIXED))
    world.run_through(hours=1)
    return world.order(arrival).id


def postings(world: World, order_id: OrderId) -> tuple[PostingRow, ...]:
    with world.flow.store.read() as uow:
        return uow.postings.of_order(order_id)


def outcome(world: World, order_id: OrderId) -> Outcome:
    return world.work(Subject.ORDER, order_id).outcome


def reason(world: World, order_id: OrderId) -> str:
    return world.work(Subject.ORDER, order_id).reason


def correct(world: World, order_id: OrderId, *changes: tuple[str, str]) -> None:
    made = tuple(Change(path=path, value=value) for path, value in changes)
    world.decide(order_id, DecisionKind.CORRECT, changes=made)
    world.run_through(hours=1)


def in_the_erp(erp: MemoryErp) -> list[list[str]]:
    """The items of each order there."""
    return [[line.item for line in order.lines] for order in erp.orders()]


class TestTheCleanLines:
    def test_go_ahead_and_the_others_wait(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        order_id = received(world)
        assert [["SKU-1", "SKU-2"]] == in_the_erp(erp)
        work = world.work(Subject.ORDER, order_id)
        assert (Stage.VALIDATED, Outcome.HELD) == (work.stage, work.outcome)
        assert work.reason.startswith("2 of 4 lines posted: lines 1 and 3 as SO-000001. Choose the item.")

    def test_follow_line_by_line_as_a_person_mends_them(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        order_id = received(world)
        correct(world, order_id, ("lines[3].item", "SKU-9"))
        assert Outcome.HELD is outcome(world, order_id)
        assert "3 of 4 lines posted: lines 1 and 3 as SO-000001; line 4 as SO-000002." in reason(world, order_id)
        correct(world, order_id, ("lines[1].item", "SKU-8"))
        assert Outcome.DONE is outcome(world, order_id)
        assert [["SKU-1", "SKU-2"], ["SKU-9"], ["SKU-8"]] == in_the_erp(erp)
        assert ["1", "2", "3"] == [posting.part for posting in postings(world, order_id)]

    def test_are_sent_with_the_line_numbers_of_the_order(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        order_id = received(world)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert [["1", "3"], ["2", "4"]] == [[line.line_no for line in order.lines] for order in erp.orders()]

    def test_each_part_is_in_the_journal(self, in_parts: Callable[..., World]) -> None:
        world = in_parts()
        order_id = received(world)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        with world.flow.store.read() as uow:
            told = [
                row.detail for row in uow.journal.of(Subject.ORDER, order_id) if row.event.startswith("order.posted")
            ]
        assert [("1", "1 3", "SO-000001"), ("2", "2 4", "SO-000002")] == [
            (detail["part"], detail["lines"], detail["erp_reference"]) for detail in told
        ]
        assert ["order.posted_in_part", "order.posted", "order.confirmed"] == [
            event
            for event in world.events(Subject.ORDER, order_id)
            if event.startswith(("order.posted", "order.confirmed"))
        ]

    def test_the_order_has_all_references_and_is_found_by_each(self, in_parts: Callable[..., World]) -> None:
        world = in_parts()
        order_id = received(world)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        with world.flow.store.read() as uow:
            assert "SO-000001, SO-000002" == uow.orders.get(order_id).erp_reference
            assert [[order_id]] * 2 == [[row.order_id for row in uow.search.find(f"so-00000{n}")] for n in (1, 2)]

    def test_an_order_all_of_whose_lines_are_clean_is_posted_whole(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world, "SKU-1 5 1.50", "SKU-2 1 1.00")
        assert [["SKU-1", "SKU-2"]] == in_the_erp(erp)
        assert [""] == [posting.part for posting in postings(world, order_id)]

    def test_an_order_none_of_whose_lines_is_clean_waits_whole(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world, "?a 5 1.50", "?b 1 1.00")
        assert (Outcome.HELD, ()) == (outcome(world, order_id), erp.orders())


class TestNoPart:
    @pytest.mark.parametrize(
        "policy", [{"posting": Parts.WHOLE}, {"mode": Mode.REVIEW}, {"review_share_percent": Decimal(100)}]
    )
    def test_where_the_policy_has_a_person_see_the_order_first(
        self, in_parts: Callable[..., World], erp: MemoryErp, policy: dict[str, Any]
    ) -> None:
        world = in_parts(**policy)
        order_id = received(world)
        assert (Outcome.HELD, ()) == (outcome(world, order_id), erp.orders())

    @pytest.mark.parametrize(
        ("code", "path"),
        [
            (FindingCode.CREDIT_LIMIT, ""),
            (FindingCode.SHIP_TO_UNKNOWN, "ship_to"),
            (FindingCode.TOTAL_ARITHMETIC, "total_net"),
            (FindingCode.REVIEW_MODE, ""),
            (FindingCode.CURRENCY_DIFFERS, "currency"),
            # What doubts the reading of a line doubts that of the others too.
            (FindingCode.LINE_ARITHMETIC, "lines[1].line_total"),
            (FindingCode.AMBIGUOUS_VALUE, "lines[1].quantity"),
            (FindingCode.DUPLICATE_LINE_NUMBER, "lines[1].line_no"),
            # A stock that is short of the order as a whole.
            (FindingCode.STOCK_SHORT, ""),
        ],
    )
    def test_where_the_order_as_a_whole_is_doubtful(
        self, in_parts: Callable[..., World], erp: MemoryErp, code: FindingCode, path: str
    ) -> None:
        world = in_parts(HoldingAlso(code, path))
        order_id = received(world)
        assert (Outcome.HELD, ()) == (outcome(world, order_id), erp.orders())

    def test_of_an_order_of_the_past(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        world.flow = replace(world.flow, policies=world.flow.policies.for_history())
        order_id = received(world)
        assert (Outcome.HELD, ()) == (outcome(world, order_id), erp.orders())

    def test_in_mode_shadow(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts(mode=Mode.SHADOW)
        order_id = received(world)
        assert (Outcome.SET_ASIDE, ()) == (outcome(world, order_id), erp.orders())

    def test_of_a_copy_of_a_live_order(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        received(world)
        received(world, "SKU-1 5 1.50", "?a 2 3.00")
        assert 1 == len(erp.orders())


class TestLinesInTheErp:
    @pytest.mark.parametrize(
        "path", ["lines[0].quantity", "lines[0]", "lines[2].item", " lines[2].line_no", "lines[0].requested_date"]
    )
    def test_cannot_be_changed(self, in_parts: Callable[..., World], path: str) -> None:
        world = in_parts()
        order_id = received(world)
        with pytest.raises(NotDecidable, match="in the ERP as SO-000001 and cannot be changed here"):
            correct(world, order_id, (path, "" if path.endswith("]") else "7"))

    @pytest.mark.parametrize(
        "path", ["customer", "ship_to", "ship_to.city", "po_number", "release", "currency", "kind"]
    )
    def test_share_their_header_with_those_that_wait(self, in_parts: Callable[..., World], path: str) -> None:
        world = in_parts()
        order_id = received(world)
        with pytest.raises(NotDecidable, match="A part of this order is in the ERP as SO-000001"):
            correct(world, order_id, (path, "cancel"))

    def test_are_recognised_after_lines_before_them_were_deleted(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world)
        correct(world, order_id, ("lines[1]", ""))
        with pytest.raises(NotDecidable, match="cannot be changed here"):
            correct(world, order_id, ("lines[1].quantity", "7"))
        correct(world, order_id, ("lines[2].item", "SKU-9"))
        assert Outcome.DONE is outcome(world, order_id)
        assert [["SKU-1", "SKU-2"], ["SKU-9"]] == in_the_erp(erp)

    def test_are_recognised_within_one_decision_that_moves_them(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world)
        with pytest.raises(NotDecidable, match="cannot be changed here"):
            correct(world, order_id, ("lines[1]", ""), ("lines[1].quantity", "7"))
        correct(world, order_id, ("lines[1]", ""), ("lines[2].item", "SKU-9"))
        assert [["SKU-1", "SKU-2"], ["SKU-9"]] == in_the_erp(erp)

    def test_are_not_posted_again_with_a_line_that_is_added(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world, "SKU-1 5 1.50", "?a 2 3.00")
        added = (("buyer_item", "SKU-7"), ("quantity", "3"), ("unit_price", "1"))
        correct(world, order_id, ("lines[1]", ""), ("lines[+]", ""), *((f"lines[1].{name}", v) for name, v in added))
        assert Outcome.DONE is outcome(world, order_id)
        assert [["SKU-1"], ["SKU-7"]] == in_the_erp(erp)
        # The number of the line that was deleted is not used again.
        assert ["1", "3"] == [line.line_no for order in erp.orders() for line in order.lines]

    def test_are_all_there_is_once_the_others_are_deleted(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        order_id = received(world)
        correct(world, order_id, ("lines[3]", ""), ("lines[1]", ""))
        assert Outcome.DONE is outcome(world, order_id)
        assert 1 == len(erp.orders())

    @pytest.mark.parametrize("code", [FindingCode.STOCK_SHORT, FindingCode.LINE_ARITHMETIC])
    def test_hold_nothing_any_more_whatever_is_found_about_them(
        self, in_parts: Callable[..., World], erp: MemoryErp, code: FindingCode
    ) -> None:
        world = in_parts()
        order_id = received(world)
        short = HoldingAlso(code, "lines[0].quantity")
        world.flow = replace(world.flow, rules=(*world.flow.rules, short))
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert Outcome.DONE is outcome(world, order_id)
        assert [["SKU-1", "SKU-2"], ["SKU-8", "SKU-9"]] == in_the_erp(erp)

    def test_stand_in_the_order_as_they_were_sent(self, in_parts: Callable[..., World]) -> None:
        world = in_parts()
        order_id = received(world, "SKU-1 5 1.50", "?a 2 3.00")
        correct(world, order_id, ("lines[1].item", "SKU-8"))
        with world.flow.store.read() as uow:
            order = uow.orders.get(order_id).order
        assert isinstance(order, PurchaseOrder)
        assert ["SKU-1", "SKU-8"] == [line.item for line in order.lines]

    def test_keep_the_date_and_the_freight_that_they_were_sent_with(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts(posting=Parts.WHOLE)
        order_id = received(world, "SKU-1 5 1.50", "?a 2 3.00")
        correct(world, order_id, ("requested_delivery_date", "2026-03-20"), ("freight", "9.50"))
        under(world)
        world.decide(order_id, DecisionKind.RETRY)
        world.run_through(hours=1)
        with pytest.raises(NotDecidable, match="A part of this order is in the ERP"):
            correct(world, order_id, ("freight", "12"))
        correct(world, order_id, ("requested_delivery_date", "2026-04-01"), ("lines[1].item", "SKU-8"))
        first, second = (posting.content for posting in postings(world, order_id))
        assert first is not None
        assert second is not None
        assert (Decimal("9.50"), None) == (first.freight, second.freight)
        days = [date(2026, 3, 20), date(2026, 4, 1)]
        assert days == [order.requested_delivery_date for order in erp.orders()]
        order = row_of(world, order_id).order
        assert isinstance(order, PurchaseOrder)
        assert days == [line.requested_date or order.requested_delivery_date for line in order.lines]

    def test_keep_the_others_from_another_customer(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        supplied = Supplied()
        world = in_parts(supplied)
        order_id = received(world)
        supplied.customer = "C-2"
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert (Outcome.HELD, 1) == (outcome(world, order_id), len(erp.orders()))
        with world.flow.store.read() as uow:
            (found,) = [one for one in uow.orders.get(order_id).findings if one.code is FindingCode.ERP_PARTIAL]
            assert ("C-1", "C-2", Severity.BLOCK) == (found.expected, found.found, found.severity)
            assert "c-1|p-1|" == uow.orders.get(order_id).identity
        supplied.customer = ""
        world.decide(order_id, DecisionKind.RETRY)
        world.run_through(hours=1)
        assert Outcome.DONE is outcome(world, order_id)

    def test_keep_a_policy_that_forbids_parts_from_posting_them_again(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world)
        under(world, posting=Parts.WHOLE)
        correct(world, order_id, ("lines[1].item", "SKU-8"))
        assert (Outcome.HELD, 1) == (outcome(world, order_id), len(erp.orders()))
        correct(world, order_id, ("lines[3].item", "SKU-9"))
        assert [["SKU-1", "SKU-2"], ["SKU-8", "SKU-9"]] == in_the_erp(erp)

    def test_are_not_compared_with_what_clerks_enter_after_the_mode_became_shadow(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world)
        under(world, mode=Mode.SHADOW)
        world.decide(order_id, DecisionKind.RETRY)
        world.run_through(hours=1)
        assert Outcome.HELD is outcome(world, order_id)
        assert "2 of 4 lines posted" in reason(world, order_id)

    def test_make_a_later_copy_of_the_order_wait(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        order_id = received(world)
        copy = received(world)
        assert (Outcome.HELD, 1) == (outcome(world, copy), len(erp.orders()))
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        correct(world, copy, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert Outcome.DUPLICATE is outcome(world, copy)


class OfPart:
    """Faults of the calls for the n-th part of the order; all goes well for the others."""

    def __init__(self, part: int, script: dict[Operation, list[Fault]]) -> None:
        self._part = part
        self._script = Scripted(script)
        self._seen: dict[Operation, list[str]] = {operation: [] for operation in Operation}

    def fault(self, operation: Operation, posting_id: str, nth: int) -> Fault:
        """Parts are counted as they come, in each operation by what it names them."""
        seen = self._seen[operation]
        if posting_id not in seen:
            seen.append(posting_id)
        is_meant = seen.index(posting_id) + 1 == self._part
        return self._script.fault(operation, posting_id, nth) if is_meant else Fault.NONE


class TestTheErp:
    def test_has_a_clerks_order_beside_the_first_part(self, in_parts: Callable[..., World], erp: MemoryErp) -> None:
        world = in_parts()
        order_id = received(world)
        (first,) = erp.orders()
        clerks = erp.type_in(whole_of(first))
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert (Outcome.HELD, 2) == (outcome(world, order_id), len(erp.orders()))
        with world.flow.store.read() as uow:
            (found,) = [one for one in uow.orders.get(order_id).findings if one.code is FindingCode.ERP_FOREIGN_ORDER]
        assert clerks == found.found
        erp.cancel(clerks)
        world.decide(order_id, DecisionKind.RETRY)
        world.run_through(hours=1)
        assert Outcome.DONE is outcome(world, order_id)

    @pytest.mark.parametrize(
        ("operation", "fault"),
        [
            *((operation, Fault.CONNECTION_REFUSED) for operation in Operation),
            *((operation, Fault.TIMEOUT_BEFORE) for operation in Operation),
            (Operation.CREATE, Fault.TIMEOUT_AFTER),
            (Operation.RELEASE, Fault.TIMEOUT_AFTER),
            (Operation.CREATE, Fault.LATE_COMMIT),
            (Operation.CREATE, Fault.DUPLICATE_KEY),
        ],
    )
    @pytest.mark.parametrize("part", [1, 2])
    def test_fails_once_while_a_part_is_posted(
        self, simulated: Callable[..., tuple[World, ErpSimulator]], operation: Operation, fault: Fault, part: int
    ) -> None:
        world, erp = simulated({operation: [fault]}, part=part)
        order_id = received(world)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert Outcome.DONE is outcome(world, order_id)
        assert [["SKU-1", "SKU-2"], ["SKU-8", "SKU-9"]] == held_lines(erp)

    @pytest.mark.parametrize("drafts", [True, False])
    def test_differs_in_the_first_part_which_goes_before_all_else(
        self, simulated: Callable[..., tuple[World, ErpSimulator]], *, drafts: bool
    ) -> None:
        world, erp = simulated({Operation.CREATE: [Fault.WRONG_QUANTITY]}, drafts=drafts)
        order_id = received(world)
        with world.flow.store.read() as uow:
            different = [one for one in uow.orders.get(order_id).findings if one.code is FindingCode.ERP_DIFFERENCE]
        assert different
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert (Outcome.HELD, 1) == (outcome(world, order_id), len(erp.orders()))
        world.decide(order_id, DecisionKind.APPROVE, accepted=tuple(one.fingerprint for one in different))
        world.run_through(hours=1)
        assert (Outcome.DONE, 2) == (outcome(world, order_id), len(erp.orders()))

    def test_lost_a_part_which_is_posted_anew_while_the_other_lines_are_held(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, erp = simulated({Operation.CREATE: [Fault.WRONG_QUANTITY]})
        order_id = received(world)
        (draft,) = erp.orders()
        erp.cancel(draft.reference)
        for codes in ({"item-unknown", "erp-partial"}, {"item-unknown"}):
            world.decide(order_id, DecisionKind.RETRY)
            world.run_through(hours=1)
            assert codes == {one.code for one in row_of(world, order_id).findings if one.holds}
        assert "2 of 4 lines posted: lines 1 and 3 as SO-2." in reason(world, order_id)

    def test_differs_in_a_line_of_the_second_part_which_is_named_where_the_order_has_it(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, _ = simulated({Operation.CREATE: [Fault.WRONG_QUANTITY]}, part=2)
        order_id = received(world, "SKU-1 5 1.50", "SKU-3 5 1.50", "?a 2 3.00")
        correct(world, order_id, ("lines[2].item", "SKU-8"))
        with world.flow.store.read() as uow:
            (found,) = [one for one in uow.orders.get(order_id).findings if one.code is FindingCode.ERP_DIFFERENCE]
        assert "lines[2].quantity" == found.path

    def test_refuses_a_part_of_which_a_line_is_mended(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, erp = simulated({Operation.CREATE: [Fault.REFUSAL]})
        order_id = received(world)
        assert (Outcome.HELD, 0) == (outcome(world, order_id), len(erp.orders()))
        correct(world, order_id, ("lines[0].quantity", "6"), ("lines[1].item", "SKU-8"))
        assert [["SKU-1", "SKU-8", "SKU-2"]] == held_lines(erp)

    def test_refuses_a_part_of_an_order_that_is_then_clean_as_a_whole(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, erp = simulated({Operation.CREATE: [Fault.REFUSAL]})
        order_id = received(world)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert (Outcome.DONE, 1) == (outcome(world, order_id), len(erp.orders()))
        assert [("", PostingState.RELEASED), ("1", PostingState.ABANDONED)] == [
            (posting.part, posting.state) for posting in postings(world, order_id)
        ]


class TestDecisions:
    def test_refusing_the_rest_closes_the_order_and_tells_what_is_not_delivered(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world)
        world.decide(order_id, DecisionKind.REFUSE, reason="We do not make them.")
        work = world.work(Subject.ORDER, order_id)
        assert (Stage.CONFIRMED, Outcome.DONE) == (work.stage, work.outcome)
        said = "2 of 4 lines posted: lines 1 and 3 as SO-000001. Not posted: lines 2 and 4. We do not make them."
        assert said == work.reason
        copy = received(world)
        assert (Outcome.HELD, 1) == (outcome(world, copy), len(erp.orders()))

    def test_an_order_with_a_posted_part_is_no_duplicate(self, in_parts: Callable[..., World]) -> None:
        world = in_parts()
        order_id, other = received(world), received(world, number="P-2")
        with pytest.raises(NotDecidable, match="2 of 4 lines posted"):
            world.decide(order_id, DecisionKind.MARK_DUPLICATE, duplicate_of=other)

    def test_a_clerks_order_is_recorded_for_all_that_is_left(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world)
        clerks = erp.type_in(whole_of(erp.orders()[0]))
        world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference=clerks)
        assert Outcome.DONE is outcome(world, order_id)
        assert [((1, 3), "SO-000001"), ((2, 4), clerks)] == [
            (posting.lines, posting.erp_reference) for posting in postings(world, order_id)
        ]

    def test_the_first_part_itself_is_not_recorded_for_what_is_left(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts()
        order_id = received(world)
        with pytest.raises(NotDecidable, match="SO-000001 has no others"):
            world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference="SO-000001")

    def test_a_clerks_order_of_the_whole_is_recorded_before_any_part_is_posted(
        self, in_parts: Callable[..., World], erp: MemoryErp
    ) -> None:
        world = in_parts(posting=Parts.WHOLE)
        order_id = received(world)
        with world.flow.store.read() as uow:
            assert uow.orders.get(order_id).order is None
        received(world, "SKU-1 5 1.50", number="P-2")
        clerks = erp.type_in(whole_of(erp.orders()[0]).model_copy(update={"po_number": "P-1"}))
        under(world)
        world.decide(order_id, DecisionKind.RETRY)
        world.run_through(hours=1)
        assert {"erp-foreign-order", "item-unknown"} <= {one.code for one in row_of(world, order_id).findings}
        world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference=clerks)
        assert Outcome.DONE is outcome(world, order_id)
        assert [("", PostingState.RELEASED), ("1", PostingState.ABANDONED)] == [
            (posting.part, posting.state) for posting in postings(world, order_id)
        ]

    def test_a_part_of_unknown_outcome_is_recorded_and_the_rest_goes_on(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, erp = simulated({Operation.CREATE: [Fault.TIMEOUT_AFTER]}, idempotency=Idempotency.NONE)
        order_id = received(world)
        assert "erp-unknown-outcome" in {one.code for one in row_of(world, order_id).findings}
        (there,) = erp.orders()
        erp.erp.release(there.reference)
        world.decide(order_id, DecisionKind.RECORD_POSTED, erp_reference=there.reference)
        world.run_through(hours=1)
        assert f"2 of 4 lines posted: lines 1 and 3 as {there.reference}." in reason(world, order_id)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert [["SKU-1", "SKU-2"], ["SKU-8", "SKU-9"]] == held_lines(erp)

    def test_a_part_of_unknown_outcome_that_was_not_found_is_posted_again_and_no_other(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, erp = simulated({Operation.CREATE: [Fault.TIMEOUT_BEFORE]}, part=2, idempotency=Idempotency.NONE)
        order_id = received(world)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        assert Outcome.HELD is outcome(world, order_id)
        assert [PostingState.RELEASED, PostingState.UNKNOWN] == [one.state for one in postings(world, order_id)]
        world.decide(order_id, DecisionKind.RETRY)
        world.run_through(hours=1)
        assert [["SKU-1", "SKU-2"], ["SKU-8", "SKU-9"]] == held_lines(erp)

    def test_refusing_while_a_part_is_unknown_tells_where_to_look(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, _ = simulated({Operation.CREATE: [Fault.TIMEOUT_AFTER]}, part=2, idempotency=Idempotency.NONE)
        order_id = received(world)
        correct(world, order_id, ("lines[1].item", "SKU-8"), ("lines[3].item", "SKU-9"))
        unknown = postings(world, order_id)[1]
        world.decide(order_id, DecisionKind.REFUSE, reason="Too late.")
        assert Outcome.DONE is outcome(world, order_id)
        said = reason(world, order_id)
        assert "Not posted: lines 2 and 4. Too late." in said
        assert f"It is not known whether the ERP has posting {unknown.id}" in said
        assert "SO-1 is still in the ERP" not in said

    def test_a_passing_fault_of_the_second_part_leaves_the_order_to_people(
        self, simulated: Callable[..., tuple[World, ErpSimulator]]
    ) -> None:
        world, _ = simulated({Operation.FIND: [Fault.CONNECTION_REFUSED] * 9}, part=2)
        order_id = received(world)
        world.decide(
            order_id,
            DecisionKind.CORRECT,
            changes=tuple(Change(path=f"lines[{n}].item", value="SKU-8") for n in (1, 3)),
        )
        world.run()
        assert Outcome.RETRYING is outcome(world, order_id)
        world.decide(order_id, DecisionKind.REFUSE, reason="Too late.")
        assert Outcome.DONE is outcome(world, order_id)


@pytest.fixture
def simulated(in_parts: Callable[..., World], tmp_path: Path) -> Iterator[Callable[..., tuple[World, ErpSimulator]]]:
    """A world over an ERP whose calls go wrong by a script."""
    opened: list[ErpSimulator] = []

    def make(
        script: dict[Operation, list[Fault]],
        *,
        part: int = 1,
        drafts: bool = True,
        idempotency: Idempotency = Idempotency.SEARCHABLE_REFERENCE,
    ) -> tuple[World, ErpSimulator]:
        # The world makes its clock after the ERP was made.
        clocks: list[MovedClock] = []
        times = {"deadline": timedelta(seconds=1), "settle": timedelta(seconds=1)}
        capabilities = Capabilities(idempotency, drafts=drafts, **times)
        erp = ErpSimulator(
            tmp_path / "erp.db",
            plan=OfPart(part, script),
            capabilities=capabilities,
            clock=lambda: clocks[0](),
            sleep=lambda _: None,
        )
        opened.append(erp)
        world = in_parts(adapter=erp)
        clocks.append(world.clock)
        return world, erp

    yield make
    for erp in opened:
        erp.close()


def row_of(world: World, order_id: OrderId) -> Any:
    with world.flow.store.read() as uow:
        return uow.orders.get(order_id)


def held_lines(erp: ErpSimulator) -> list[list[str]]:
    return [[line.item for line in erp.erp.read(order.reference).lines] for order in erp.orders()]


def whole_of(order: ErpOrder) -> PurchaseOrder:
    """What a clerk types in of it, with one more line."""
    return PurchaseOrder(
        customer=order.customer,
        po_number=order.po_number,
        currency=order.currency,
        buyer=order.ship_to,
        ship_to=order.ship_to,
        lines=(*order.lines, order.lines[0].model_copy(update={"line_no": "9", "item": "SKU-9"})),
    )
