"""Whatever goes wrong with a call, an order ends up in the ERP once as it was sent, or with a person."""

from datetime import timedelta

import pytest

from erp_adapters.adapter import Capabilities, ErpOrder, ErpOrderState, Idempotency, Posting
from erp_adapters.comparison import differences
from orders.ids import PostingId, new_id
from tests.contract.erps import WITH_CLERKS, Clock, Erp
from tests.fakes.faults import APPLICABLE, Fault, Operation, Plan, Scripted, Seeded
from tests.fakes.faulty import Faulty
from tests.fakes.posting_protocol import Ending, post
from tests.fakes.purchase_orders import purchase_order

SETTLING = Capabilities(
    Idempotency.SEARCHABLE_REFERENCE, drafts=True, deadline=timedelta(seconds=1), settle=timedelta(seconds=2)
)

PASSING = (
    Fault.CONNECTION_REFUSED,
    Fault.ERROR_BEFORE,
    Fault.ERROR_AFTER,
    Fault.TIMEOUT_BEFORE,
    Fault.TIMEOUT_AFTER,
    Fault.LATE_COMMIT,
    Fault.DUPLICATE_KEY,
    Fault.SLOW,
    Fault.STALE_READ,
)
DEFORMING = (Fault.MISSING_LINE, Fault.WRONG_QUANTITY, Fault.WRONG_PRICE)
CLERKS = (Fault.CLERK_BEFORE, Fault.CLERK_DURING)


def cases(*faults: Fault) -> list[tuple[Operation, Fault]]:
    return [(operation, fault) for operation in Operation for fault in faults if fault in APPLICABLE[operation]]


def faulty(erp: Erp, plan: Plan, clock: Clock) -> Faulty:
    return Faulty(erp.posting, plan, type_in=erp.type_in, clock=clock, sleep=lambda _: None, capabilities=SETTLING)


def posting(po_number: str = "4500017", posting_id: str = "") -> Posting:
    return Posting(PostingId(posting_id or new_id()), purchase_order(po_number=po_number, lines=3))


def ours(erp: Erp, sent: Posting) -> list[ErpOrder]:
    return [order for order in erp.posting.find_orders(sent) if order.posting_id == sent.id]


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(("operation", "fault"), cases(*PASSING))
def test_a_passing_fault_leads_to_one_released_order(
    erp: Erp, clock: Clock, operation: Operation, fault: Fault, times: int
) -> None:
    sent = posting()
    assert Ending.RELEASED == post(faulty(erp, Scripted({operation: [fault] * times}), clock), sent, clock.wait)
    (held,) = ours(erp, sent)
    assert ErpOrderState.RELEASED == held.state
    assert () == differences(sent.order, held)


@pytest.mark.parametrize("fault", DEFORMING)
def test_an_order_that_the_erp_kept_wrongly_is_never_released(erp: Erp, clock: Clock, fault: Fault) -> None:
    sent = posting()
    assert Ending.HELD == post(faulty(erp, Scripted({Operation.CREATE: [fault]}), clock), sent, clock.wait)
    assert [ErpOrderState.DRAFT] == [order.state for order in ours(erp, sent)]


def test_a_refused_order_is_not_in_the_erp(erp: Erp, clock: Clock) -> None:
    sent = posting()
    assert Ending.HELD == post(faulty(erp, Scripted({Operation.CREATE: [Fault.REFUSAL]}), clock), sent, clock.wait)
    assert [] == ours(erp, sent)


@pytest.mark.parametrize("erp", WITH_CLERKS, indirect=True)
def test_an_order_that_a_clerk_typed_in_before_is_not_made_again(erp: Erp, clock: Clock) -> None:
    sent = posting()
    plan = Scripted({Operation.FIND: [Fault.CLERK_BEFORE]})
    assert Ending.HELD == post(faulty(erp, plan, clock), sent, clock.wait)
    assert [""] == [order.posting_id for order in erp.posting.find_orders(sent)]


@pytest.mark.parametrize("erp", WITH_CLERKS, indirect=True)
def test_a_clerks_order_is_seen_when_the_outcome_of_ours_is_unknown(erp: Erp, clock: Clock) -> None:
    sent = posting()
    plan = Scripted({Operation.CREATE: [Fault.TIMEOUT_AFTER], Operation.FIND: [Fault.NONE, Fault.CLERK_BEFORE]})
    assert Ending.HELD == post(faulty(erp, plan, clock), sent, clock.wait)
    assert [ErpOrderState.DRAFT] == [order.state for order in ours(erp, sent)]


@pytest.mark.parametrize("seed", range(12))
def test_under_a_storm_of_faults_no_order_is_lost_doubled_or_released_wrongly(
    erp: Erp, clock: Clock, seed: int
) -> None:
    rates = dict.fromkeys((*PASSING, *DEFORMING, Fault.REFUSAL), 0.06)
    stormy = faulty(erp, Seeded(seed, rates), clock)
    endings = set()
    for number in range(40):
        sent = posting(f"PO-{number}", f"p{number}")
        ending = post(stormy, sent, clock.wait)
        held = ours(erp, sent)
        assert len(held) <= 1
        if ending is Ending.RELEASED:
            assert [ErpOrderState.RELEASED] == [order.state for order in held]
            assert () == differences(sent.order, held[0])
        else:
            assert ErpOrderState.RELEASED not in [order.state for order in held]
        endings.add(ending)
    assert set(Ending) == endings
