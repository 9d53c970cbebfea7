"""What must be true once everything is settled, whatever was killed and whatever the ERP did.

Nothing of it is a matter of luck: each order is done, or held for a fault that was injected into a call made for it.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing

from erp_adapters.adapter import ErpOrderState
from orders.findings import FindingCode
from orders.order import order_identity
from orders.stages import DUE, Outcome, PostingState, Subject
from storage.database import Store
from storage.rows import OrderRow, PostingRow
from tests.fakes.erp_simulator import ErpSimulator, HeldOrder
from tests.fakes.faults import Fault, Operation, Seeded
from tests.kill.worker import Place

CUSTOMER = "C-1"
ROWS = ("SKU-1 5 1.50", "SKU-2 1 20.00")
"""What every order orders."""

EXPLAINED_BY: Mapping[FindingCode, frozenset[Fault]] = {
    FindingCode.ERP_REFUSED: frozenset({Fault.REFUSAL}),
    FindingCode.ERP_FOREIGN_ORDER: frozenset({Fault.CLERK_BEFORE, Fault.CLERK_DURING}),
    FindingCode.ERP_DIFFERENCE: frozenset({Fault.MISSING_LINE, Fault.WRONG_QUANTITY, Fault.WRONG_PRICE}),
}
"""Whatever else goes wrong passes, so that no order may be held for it."""


def assert_exactly_once(place: Place, store: Store, numbers: Sequence[str]) -> None:
    """Every order is in the ERP once and as it was sent, or held for what was done to it; nothing is due."""
    with closing(place.open_erp()) as erp:
        assert {} == {key: count for key, count in erp.per_posting().items() if count > 1}, "posted twice"
        witness = _Witness(place, erp)
        for number in numbers:
            _assert_fate(witness, store, number)
    with store.read() as uow:
        counts = uow.work.counts()
    assert {} == {key: count for key, count in counts.items() if key[2] in DUE}, "stuck"
    assert len(numbers) == sum(count for key, count in counts.items() if key[0] is Subject.ARRIVAL)


class _Witness:
    """What the ERP holds, and what was done to its calls."""

    def __init__(self, place: Place, erp: ErpSimulator) -> None:
        self.drafts = place.drafts
        self._plan = Seeded(place.seed, place.rates)
        self._erp = erp.erp
        held = erp.orders()
        self.ours: Mapping[str, HeldOrder] = {order.identity: order for order in held if order.posting_id}
        self.clerks = {order.identity for order in held if not order.posting_id}
        self.times = erp.per_identity()

    def injected(self, posting_id: str) -> set[Fault]:
        """The faults of the calls that were made for this posting."""
        return {
            self._plan.fault(operation, posting_id, nth)
            for operation in (Operation.FIND, Operation.CREATE)
            for nth in range(self._erp.times(operation, posting_id))
        }

    def rows(self, reference: str) -> tuple[str, ...]:
        """The lines that the ERP holds, written as they were sent."""
        lines = self._erp.read(reference).lines
        return tuple(f"{line.item} {line.quantity.value} {line.unit_price.amount:.2f}" for line in lines)


def _assert_fate(witness: _Witness, store: Store, number: str) -> None:
    identity = order_identity(CUSTOMER, number, "")
    outcome, row, posting = _live(store, identity, number)
    injected = witness.injected(posting.id)
    if outcome is Outcome.DONE:
        assert PostingState.RELEASED is posting.state, number
        _assert_done(witness, identity, injected, number)
    else:
        assert Outcome.HELD is outcome, number
        _assert_explained(witness, identity, injected, row, number)


def _live(store: Store, identity: str, number: str) -> tuple[Outcome, OrderRow, PostingRow]:
    """The one live order of this number and its one posting. Lost if there is none."""
    with store.read() as uow:
        known = uow.orders.live(identity)
        assert 1 == len(known), f"{number} is lost"
        postings = uow.postings.of_order(known[0].id)
        row = uow.orders.get(known[0].id)
    assert 1 == len(postings), f"{number} was never begun"
    return known[0].outcome, row, postings[0]


def _assert_done(witness: _Witness, identity: str, injected: set[Fault], number: str) -> None:
    made = witness.ours.get(identity)
    assert made is not None, f"{number} is not in the ERP"
    assert ErpOrderState.RELEASED is made.state, number
    assert ROWS == witness.rows(made.reference), f"{number} was posted otherwise than it was sent"
    if identity in witness.clerks:
        # A search could miss what a clerk typed in at that very moment.
        assert Fault.STALE_READ in injected, f"{number} is there from a clerk too, whom every search could find"
    else:
        assert 1 == witness.times[identity], number


def _assert_explained(witness: _Witness, identity: str, injected: set[Fault], row: OrderRow, number: str) -> None:
    codes = {finding.code for finding in row.findings if finding.holds}
    assert codes, f"{number} is held without a reason"
    for code in codes:
        assert injected & EXPLAINED_BY.get(code, frozenset()), f"{number} is held for {code}; done to it: {injected}"
    made = witness.ours.get(identity)
    if identity in witness.clerks:
        # What a clerk typed in after ours was released is for the person who holds the order to undo.
        assert codes & {FindingCode.ERP_FOREIGN_ORDER, FindingCode.ERP_DIFFERENCE}, number
    elif made is not None and made.state is ErpOrderState.RELEASED:
        assert (False, True) == (witness.drafts, FindingCode.ERP_DIFFERENCE in codes), number
