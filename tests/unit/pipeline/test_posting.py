"""Exactly once: whatever the ERP answers, or does not answer, it has one order, or a person knows why not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from erp_adapters.adapter import Capabilities, ErpOrder, ErpOrderState, Idempotency, Posting
from orders.decision import DecisionKind
from orders.errors import UnknownOutcome
from orders.findings import FindingCode
from orders.stages import Outcome, PostingState, Stage, Subject
from tests.fakes.erp_simulator import ErpSimulator, Fault, Operation, Scripted
from tests.fakes.small_orders import small_order
from tests.fakes.world import MovedClock, World

SLOW = Capabilities(
    Idempotency.SEARCHABLE_REFERENCE, drafts=True, deadline=timedelta(seconds=30), settle=timedelta(seconds=60)
)
MakeErpWorld = Callable[..., tuple[World, ErpSimulator]]


class DelegatedClock:
    """The world makes its clock after the ERP was made."""

    clock: MovedClock | None = None

    def __call__(self) -> object:
        assert self.clock is not None
        return self.clock()


@pytest.fixture
def erp_world(make_world: Callable[..., World], tmp_path: Path) -> Iterator[MakeErpWorld]:
    opened: list[ErpSimulator] = []

    def make(
        script: dict[Operation, list[Fault]] | None = None, capabilities: Capabilities = SLOW
    ) -> tuple[World, ErpSimulator]:
        clock = DelegatedClock()
        erp = ErpSimulator(
            tmp_path / "erp.db",
            plan=Scripted(script or {}),
            capabilities=capabilities,
            clock=clock,
            sleep=lambda _: None,
        )
        opened.append(erp)
        world = make_world(adapter=erp)
        clock.clock = world.clock
        return world, erp

    yield make
    for erp in opened:
        erp.close()


def posting_state(world: World, arrival: object) -> PostingState:
    with world.flow.store.read() as uow:
        (posting,) = uow.postings.of_order(world.order(arrival).id)
    return posting.state


@pytest.mark.parametrize(
    "fault",
    [
        Fault.NONE,
        Fault.CONNECTION_REFUSED,
        Fault.ERROR_BEFORE,
        Fault.ERROR_AFTER,
        Fault.TIMEOUT_BEFORE,
        Fault.TIMEOUT_AFTER,
        Fault.LATE_COMMIT,
        Fault.DUPLICATE_KEY,
        Fault.SLOW,
    ],
)
def test_a_passing_fault_of_the_creation_leaves_one_order(erp_world: MakeErpWorld, fault: Fault) -> None:
    world, erp = erp_world({Operation.CREATE: [fault]})
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    assert Outcome.DONE is world.fate(arrival)
    (held,) = erp.orders()
    assert ErpOrderState.RELEASED is held.state


@pytest.mark.parametrize("operation", list(Operation))
@pytest.mark.parametrize("fault", [Fault.CONNECTION_REFUSED, Fault.TIMEOUT_BEFORE])
def test_every_call_may_fail_once(erp_world: MakeErpWorld, operation: Operation, fault: Fault) -> None:
    world, erp = erp_world({operation: [fault]})
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    assert Outcome.DONE is world.fate(arrival)
    assert 1 == len(erp.orders())


def test_after_an_unknown_outcome_nothing_is_done_before_the_deadline_and_the_settle_time(
    erp_world: MakeErpWorld,
) -> None:
    world, _ = erp_world({Operation.CREATE: [Fault.LATE_COMMIT]})
    arrival = world.receive(small_order("P-1"))
    world.run()
    work = world.work(Subject.ORDER, world.order(arrival).id)
    assert (Outcome.RETRYING, Stage.VALIDATED) == (work.outcome, work.stage)
    assert world.clock() + SLOW.deadline + SLOW.settle == work.next_attempt_at
    assert PostingState.UNKNOWN is posting_state(world, arrival)


def test_an_unknown_release_is_looked_at_and_done_again(erp_world: MakeErpWorld) -> None:
    for fault in (Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER):
        world, erp = erp_world({Operation.RELEASE: [fault]})
        arrival = world.receive(small_order(f"P-{fault}"))
        world.run_through(hours=1)
        assert Outcome.DONE is world.fate(arrival)
        assert {1} == set(erp.per_identity().values())


def test_a_refusal_holds_the_order_and_a_retry_posts_it_once(erp_world: MakeErpWorld) -> None:
    world, erp = erp_world({Operation.CREATE: [Fault.REFUSAL]})
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    assert {FindingCode.ERP_REFUSED} == world.codes(arrival)
    assert () == erp.orders()
    before = posting_state(world, arrival)
    world.decide(world.order(arrival).id, DecisionKind.RETRY)
    world.run()
    assert PostingState.REFUSED is before
    assert Outcome.DONE is world.fate(arrival)
    assert 1 == len(erp.orders())


@pytest.mark.parametrize("fault", [Fault.MISSING_LINE, Fault.WRONG_QUANTITY, Fault.WRONG_PRICE])
def test_a_draft_that_differs_is_not_released(erp_world: MakeErpWorld, fault: Fault) -> None:
    world, erp = erp_world({Operation.CREATE: [fault]})
    arrival = world.receive(small_order("P-1", lines=["SKU-1 5 1.50", "SKU-2 1 2.00"]))
    world.run_through(hours=1)
    assert Outcome.HELD is world.fate(arrival)
    assert {FindingCode.ERP_DIFFERENCE} == world.codes(arrival)
    (held,) = erp.orders()
    assert ErpOrderState.DRAFT is held.state


def test_a_difference_that_a_person_accepts_is_released(erp_world: MakeErpWorld) -> None:
    world, erp = erp_world({Operation.CREATE: [Fault.WRONG_PRICE]})
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    order = world.order(arrival)
    accepted = tuple(finding.fingerprint for finding in order.findings)
    world.decide(order.id, DecisionKind.APPROVE, accepted=accepted)
    world.run()
    assert Outcome.DONE is world.fate(arrival)
    (held,) = erp.orders()
    assert ErpOrderState.RELEASED is held.state


def test_an_order_that_a_clerk_typed_in_holds_ours(erp_world: MakeErpWorld) -> None:
    world, erp = erp_world({Operation.FIND: [Fault.CLERK_BEFORE]})
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    (finding,) = world.order(arrival).findings
    (clerks,) = erp.orders()
    assert FindingCode.ERP_FOREIGN_ORDER is finding.code
    assert clerks.reference in finding.found
    assert {1} == set(erp.per_identity().values())


def test_a_clerks_order_can_be_recorded_as_the_posting(erp_world: MakeErpWorld) -> None:
    world, erp = erp_world({Operation.FIND: [Fault.CLERK_BEFORE]})
    arrival = world.receive(small_order("P-1"))
    world.run()
    (clerks,) = erp.orders()
    world.decide(world.order(arrival).id, DecisionKind.RECORD_POSTED, erp_reference=clerks.reference)
    assert Outcome.DONE is world.fate(arrival)
    assert clerks.reference == world.order(arrival).erp_reference
    assert 1 == len(erp.orders())


def test_a_draft_that_waited_is_not_released_beside_a_clerks_order(erp_world: MakeErpWorld) -> None:
    world, erp = erp_world({Operation.CREATE: [Fault.WRONG_PRICE]})
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    order = world.order(arrival)
    assert order.order is not None
    erp.type_in(order.order)
    world.decide(order.id, DecisionKind.APPROVE, accepted=tuple(finding.fingerprint for finding in order.findings))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    assert FindingCode.ERP_FOREIGN_ORDER in world.codes(arrival)
    assert [ErpOrderState.DRAFT] == [held.state for held in erp.orders() if held.posting_id]


def test_a_draft_that_was_cancelled_in_the_erp_is_made_anew_only_when_a_person_says_so(erp_world: MakeErpWorld) -> None:
    world, erp = erp_world({Operation.CREATE: [Fault.WRONG_PRICE]})
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    order = world.order(arrival)
    erp.cancel(order.erp_reference)
    world.decide(order.id, DecisionKind.RETRY)
    world.run()
    assert {FindingCode.ERP_PARTIAL} == world.codes(arrival)
    world.decide(order.id, DecisionKind.RETRY)
    world.run()
    assert Outcome.DONE is world.fate(arrival)
    assert {1} == set(erp.per_identity().values())


def test_without_a_search_an_unknown_outcome_goes_to_a_person_and_is_never_retried(erp_world: MakeErpWorld) -> None:
    blind = Capabilities(Idempotency.NONE, drafts=True, deadline=timedelta(seconds=30), settle=timedelta(0))
    world, erp = erp_world({Operation.CREATE: [Fault.TIMEOUT_AFTER]}, blind)
    arrival = world.receive(small_order("P-1"))
    world.run_through(days=30)
    assert Outcome.HELD is world.fate(arrival)
    assert {FindingCode.ERP_UNKNOWN_OUTCOME} == world.codes(arrival)
    assert 1 == len(erp.orders())


def test_without_drafts_the_creation_is_the_release_and_is_compared_afterwards(erp_world: MakeErpWorld) -> None:
    direct = Capabilities(
        Idempotency.SEARCHABLE_REFERENCE, drafts=False, deadline=timedelta(seconds=30), settle=timedelta(0)
    )
    world, _ = erp_world({}, direct)
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.DONE is world.fate(arrival)
    assert ["posting.attempted", "posting.created", "order.posted"] == [
        event for event in world.events(Subject.ORDER, world.order(arrival).id) if "post" in event
    ]


def test_an_erp_that_stays_silent_ends_with_a_person(erp_world: MakeErpWorld) -> None:
    world, _ = erp_world({Operation.CREATE: [Fault.TIMEOUT_BEFORE] * 20})
    arrival = world.receive(small_order("P-1"))
    world.run_through(days=30)
    assert Outcome.HELD is world.fate(arrival)
    assert {FindingCode.ERP_UNKNOWN_OUTCOME} == world.codes(arrival)


def test_a_bug_in_an_adapter_counts_as_an_unknown_outcome(erp_world: MakeErpWorld) -> None:
    world, erp = erp_world()
    creations = []

    def create(posting: Posting) -> str:
        creations.append(erp.erp.create(posting))
        raise KeyError("the answer lacks a field")

    object.__setattr__(world.flow, "adapter", Overridden(erp, create))
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    assert {FindingCode.INTERNAL_ERROR} == world.codes(arrival)
    world.decide(world.order(arrival).id, DecisionKind.RETRY)
    world.run_through(hours=1)
    assert Outcome.DONE is world.fate(arrival)
    assert 1 == len(creations)


def test_an_order_refused_while_its_creation_is_under_way_is_looked_for_when_it_is_reopened(
    erp_world: MakeErpWorld,
) -> None:
    world, erp = erp_world({Operation.CREATE: [Fault.LATE_COMMIT]})
    creations = []

    def create(posting: Posting) -> str:
        creations.append(posting.id)
        try:
            return erp.create(posting)
        except UnknownOutcome:
            raise KeyError("the answer lacks a field") from None

    object.__setattr__(world.flow, "adapter", Overridden(erp, create))
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert {FindingCode.INTERNAL_ERROR} == world.codes(arrival)
    world.decide(world.order(arrival).id, DecisionKind.REFUSE, reason="it will not go")
    world.decide(world.order(arrival).id, DecisionKind.RETRY)
    world.run_through(hours=1)
    assert Outcome.DONE is world.fate(arrival)
    assert 1 == len(creations) == len(erp.orders())


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_AFTER, Fault.WRONG_PRICE])
def test_without_a_search_a_refused_order_that_may_be_in_the_erp_is_not_made_anew(
    erp_world: MakeErpWorld, fault: Fault
) -> None:
    blind = Capabilities(Idempotency.NONE, drafts=True, deadline=timedelta(seconds=30), settle=timedelta(0))
    world, erp = erp_world({Operation.CREATE: [fault]}, blind)
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    world.decide(world.order(arrival).id, DecisionKind.REFUSE, reason="a mistake")
    world.decide(world.order(arrival).id, DecisionKind.RETRY)
    world.run_through(hours=1)
    assert Outcome.HELD is world.fate(arrival)
    assert 1 == len(erp.orders())


def test_without_a_search_an_order_gone_from_the_erp_is_asked_about_before_it_is_made_anew(
    erp_world: MakeErpWorld,
) -> None:
    blind = Capabilities(Idempotency.NONE, drafts=True, deadline=timedelta(seconds=30), settle=timedelta(0))
    world, erp = erp_world({Operation.CREATE: [Fault.WRONG_PRICE]}, blind)
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    order = world.order(arrival)
    erp.cancel(order.erp_reference)
    world.decide(order.id, DecisionKind.RETRY)
    world.run_through(hours=1)
    assert {FindingCode.ERP_UNKNOWN_OUTCOME} == world.codes(arrival)
    assert order.erp_reference in world.work(Subject.ORDER, order.id).reason
    assert PostingState.UNKNOWN is posting_state(world, arrival)
    assert 1 == len(erp.orders())
    world.decide(order.id, DecisionKind.RETRY)
    world.run_through(hours=1)
    assert Outcome.DONE is world.fate(arrival), "a person looked and said that it is not there"


@pytest.mark.parametrize(("drafts", "state"), [(True, ErpOrderState.DRAFT), (False, ErpOrderState.RELEASED)])
def test_an_order_that_a_clerk_typed_in_while_ours_was_made_holds_ours(
    erp_world: MakeErpWorld, *, drafts: bool, state: ErpOrderState
) -> None:
    world, erp = erp_world({Operation.CREATE: [Fault.CLERK_DURING]}, replace(SLOW, drafts=drafts))
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    assert Outcome.HELD is world.fate(arrival)
    assert {FindingCode.ERP_FOREIGN_ORDER} == world.codes(arrival)
    assert [state] == [held.state for held in erp.orders() if held.posting_id]


class Overridden:
    """An adapter with another `create`."""

    def __init__(self, erp: ErpSimulator, create: Callable[[Posting], str]) -> None:
        self.name, self.capabilities, self.create = erp.name, erp.capabilities, create
        self._erp = erp

    def find_orders(self, posting: Posting) -> tuple[ErpOrder, ...]:
        return self._erp.find_orders(posting)

    def read(self, reference: str) -> ErpOrder:
        return self._erp.read(reference)

    def release(self, reference: str) -> None:
        self._erp.release(reference)
