"""People who decide on the lines that are held, between one kill and the next, and what must have come of it."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

from erp_adapters.adapter import ErpOrderState
from orders.decision import Decision, DecisionKind
from orders.findings import Change
from orders.ids import OrderId, new_id
from orders.order import order_identity
from orders.stages import DUE, Outcome, Stage, Subject
from pipeline.boundaries import pass_by
from pipeline.claims import Lease
from pipeline.collaborators import Flow
from pipeline.decisions.order import decide
from pipeline.embedded import EmbeddedDispatcher
from storage.database import Store
from storage.rows import OrderRow
from tests.fakes.erp_simulator import ErpSimulator, Fault
from tests.kill.verdict import CUSTOMER
from tests.kill.worker import LEASE, RATES, Place, flow_at

ROWS = ("SKU-1 5 1.50", "?a 2 3.00", "SKU-2 1 20.00", "?b 4 1.00")
"""What every order orders: a person has to choose two of its items."""

PASSING: Mapping[Fault, float] = {
    fault: rate
    for fault, rate in RATES.items()
    if fault not in (Fault.REFUSAL, Fault.WRONG_QUANTITY, Fault.WRONG_PRICE, Fault.MISSING_LINE)
    and fault not in (Fault.CLERK_BEFORE, Fault.CLERK_DURING)
}
"""Whatever goes wrong passes, so that every order comes to the end that its people meant for it."""

_Step = Mapping[str, str] | str

_WAYS: Sequence[tuple[Sequence[_Step], frozenset[str]]] = (
    (({"lines[1].item": "SKU-8", "lines[3].item": "SKU-9"},), frozenset({"SKU-1", "SKU-2", "SKU-8", "SKU-9"})),
    (({"lines[3].item": "SKU-9"}, {"lines[1].item": "SKU-8"}), frozenset({"SKU-1", "SKU-2", "SKU-8", "SKU-9"})),
    (({"lines[1]": ""}, {"lines[2].item": "SKU-9"}), frozenset({"SKU-1", "SKU-2", "SKU-9"})),
    (({"lines[3]": "", "lines[1]": ""},), frozenset({"SKU-1", "SKU-2"})),
    (({"lines[1].item": "SKU-8"}, "We do not make the other."), frozenset({"SKU-1", "SKU-2", "SKU-8"})),
    (({"lines[1]": "", "lines[2].item": "SKU-9", "lines[+]": "", "lines[3].buyer_item": "?c"}, "No."),
     frozenset({"SKU-1", "SKU-2", "SKU-9"})),
)  # fmt: skip
"""Edits, or the reason of a refusal, one after another, and the items that are in the ERP in the end."""


def way_of(po_number: str) -> tuple[Sequence[_Step], frozenset[str]]:
    """What people do with this order: the same whoever asks."""
    return random.Random(po_number).choice(_WAYS)


@contextmanager
def people(place: Place) -> Iterator[Flow]:
    """The flow by which people decide. It renews no lease, so that nothing of it runs when its store is closed."""
    flow = flow_at(place, EmbeddedDispatcher(), Lease(LEASE.length, timedelta(hours=1)), pass_by)
    with closing(flow.store):
        yield flow


def decide_on_held(flow: Flow) -> int:
    """One step for each order that is held; how many there were."""
    held = tuple(_held(flow))
    for row in held:
        _decide(flow, row)
    return len(held)


def _held(flow: Flow) -> Iterator[OrderRow]:
    with flow.store.read() as uow:
        for waiting in uow.queue.held(limit=10_000):
            assert waiting.order_id is not None, waiting.reason
            yield uow.orders.get(waiting.order_id)


def _decide(flow: Flow, row: OrderRow) -> None:
    with flow.store.read() as uow:
        made, work = len(uow.decisions.of_order(row.id)), uow.work.of(Subject.ORDER, row.id)
    steps, _ = way_of(row.po_number)
    assert made < len(steps), f"{row.po_number} is held after all was decided: {work.reason}"
    step = steps[made]
    changes = () if isinstance(step, str) else tuple(Change(path=path, value=value) for path, value in step.items())
    decision = Decision(
        id=new_id(),
        order_id=row.id,
        version=work.version,
        kind=DecisionKind.CORRECT if changes else DecisionKind.REFUSE,
        actor="anna",
        at=datetime.now(UTC),
        changes=changes,
        reason=step if isinstance(step, str) else "",
    )
    decide(flow, decision)


def assert_every_line_once(place: Place, store: Store, numbers: Sequence[str]) -> None:
    """Every order is done, and each line that people left in it is in the ERP once; nothing is due."""
    with closing(place.open_erp()) as erp:
        assert {} == {key: count for key, count in erp.per_posting().items() if count > 1}, "posted twice"
        for number in numbers:
            _assert_fate(erp, store, number)
    with store.read() as uow:
        counts = uow.work.counts()
    assert {} == {key: count for key, count in counts.items() if key[2] in DUE}, "stuck"
    assert len(numbers) == sum(count for key, count in counts.items() if key[0] is Subject.ARRIVAL)


def _assert_fate(erp: ErpSimulator, store: Store, number: str) -> None:
    identity = order_identity(CUSTOMER, number, "")
    with store.read() as uow:
        known = uow.orders.live(identity)
        assert 1 == len(known), f"{number} is lost"
        assert (Stage.CONFIRMED, Outcome.DONE) == (known[0].stage, known[0].outcome), number
        _assert_parts(store, known[0].id, number)
    there = [order for order in erp.orders() if order.identity == identity]
    assert {ErpOrderState.RELEASED} == {order.state for order in there}, number
    items = Counter(line.item for order in there for line in erp.erp.read(order.reference).lines)
    assert Counter(way_of(number)[1]) == items, f"{number} is otherwise in the ERP than people meant it"


def _assert_parts(store: Store, order_id: OrderId, number: str) -> None:
    with store.read() as uow:
        parts = [posting for posting in uow.postings.of_order(order_id) if posting.is_posted]
    lines = [key for part in parts for key in part.lines]
    assert len(lines) == len(set(lines)), f"a line of {number} is in two parts"
    assert len(parts) == len({part.erp_reference for part in parts}), number
