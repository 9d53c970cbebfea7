"""Whatever people, crashes and the ERP do in whatever order: no order is posted twice, and none is lost."""

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from erp_adapters.adapter import ErpOrderState
from orders.decision import DecisionKind
from orders.findings import Change
from orders.ids import ArrivalId
from orders.stages import DUE, Outcome, PostingState, Subject
from pipeline.boundaries import OF_ORDERS, Boundary
from pipeline.changes.difference import change_difference
from pipeline.decisions.exits import NotDecidable
from pipeline.decisions.order import StaleDecision
from pipeline.flow import advance
from pipeline.sweep import sweep
from storage.database import open_store
from storage.rows import OrderRow
from tests.fakes.erp_simulator import ErpSimulator, Fault
from tests.fakes.small_orders import SmallParser, SmallRule, small_order
from tests.fakes.world import MovedClock, RememberedSubmissions, World, small_flow

RATES = {
    Fault.CONNECTION_REFUSED: 0.1,
    Fault.ERROR_BEFORE: 0.05,
    Fault.ERROR_AFTER: 0.05,
    Fault.TIMEOUT_AFTER: 0.1,
    Fault.LATE_COMMIT: 0.1,
    Fault.REFUSAL: 0.05,
    Fault.WRONG_QUANTITY: 0.05,
    Fault.STALE_READ: 0.1,
}
INSIDE = [boundary for boundary in OF_ORDERS if boundary not in ("archived", "arrival_committed", "settled")]
_template: list[Path] = []


class Death(BaseException):
    """The process ends here."""


def _template_database() -> Path:
    if not _template:
        path = Path(tempfile.mkdtemp()) / "template.db"
        with contextlib.closing(open_store(f"sqlite:///{path}", path.parent / "archive")) as store:
            store.migrate()
        _template.append(path)
    return _template[0]


class Flowing(RuleBasedStateMachine):
    """Two customers' orders with few numbers, so that copies and changed copies meet."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(_template_database(), self.folder / "o.db")
        self.clock = MovedClock()
        self.dying: Boundary | None = None
        store = open_store(f"sqlite:///{self.folder / 'o.db'}", self.folder / "archive", clock=self.clock)
        self.erp = ErpSimulator(self.folder / "erp.db", seed=1, rates=RATES, clock=self.clock, sleep=lambda _: None)
        dispatcher = RememberedSubmissions()
        flow = small_flow(
            store,
            self.erp,
            self.clock,
            dispatcher,
            parsers=(SmallParser(),),
            rules=(SmallRule(),),
            checkpoint=self._pass,
        )
        self.world = World(flow, self.clock, dispatcher)
        self.arrivals: list[ArrivalId] = []

    def _pass(self, boundary: Boundary) -> None:
        if boundary is self.dying:
            self.dying = None
            raise Death

    @rule(
        number=st.integers(0, 2), quantity=st.sampled_from([1, 2]), known=st.booleans(), kind=st.sampled_from("OOOOCXT")
    )
    def something_arrives(self, number: int, quantity: int, known: bool, kind: str) -> None:  # noqa: FBT001 -- drawn
        word = {"O": b"ORDER", "C": b"CHANGE", "X": b"CANCEL", "T": b"TEST"}[kind]
        item = "SKU-1" if known else "?X"
        content = small_order(f"P-{number}", lines=[f"{item} {quantity} 1.50"]).replace(b"ORDER", word)
        self.arrivals.append(self.world.receive(content))

    @rule(choice=st.integers(0, 50))
    def a_worker_takes_one_step(self, choice: int) -> None:
        due = [work_id for work_id, at in self.world.dispatcher.pending if at is None or at <= self.clock()]
        if due:
            work_id = due[choice % len(due)]
            self._forget(work_id)
            advance(self.world.flow, work_id)

    @rule(boundary=st.sampled_from(INSIDE))
    def a_worker_dies(self, boundary: Boundary) -> None:
        self.dying = boundary
        with contextlib.suppress(Death):
            self.world.run()
        self.dying = None

    @rule()
    def all_that_is_due_is_done(self) -> None:
        self.world.run()

    @rule(seconds=st.sampled_from([1, 10, 90]))
    def time_passes(self, seconds: int) -> None:
        self.clock.move(seconds=seconds)
        sweep(self.world.flow)

    @precondition(lambda self: self.arrivals)
    @rule(choice=st.integers(0, 50), other=st.integers(0, 50), kind=st.sampled_from(DecisionKind))
    def a_person_decides(self, choice: int, other: int, kind: DecisionKind) -> None:
        orders = self._orders()
        if not orders:
            return
        order = orders[choice % len(orders)]
        fields: dict[str, Any] = {"reason": "because"}
        match kind:
            case DecisionKind.CORRECT:
                fields["changes"] = (Change(path="lines[0].item", value="SKU-1"),)
            case DecisionKind.APPROVE:
                fields["accepted"] = tuple(finding.fingerprint for finding in order.findings)
            case DecisionKind.MARK_DUPLICATE:
                fields["duplicate_of"] = orders[other % len(orders)].id
            case DecisionKind.RECORD_POSTED:
                fields["erp_reference"] = self._reference(other)
            case DecisionKind.RECORD_CHANGE:
                rest = change_difference(self.world.flow.store, self.erp.erp, order.id).rest
                fields["accepted"] = tuple(row.fingerprint for row in rest)
            case _:
                pass
        with contextlib.suppress(NotDecidable, StaleDecision):
            self.world.decide(order.id, kind, **fields)

    @invariant()
    def no_order_is_in_the_erp_twice(self) -> None:
        assert {} == {key: count for key, count in self.erp.per_posting().items() if count > 1}
        released = [held.identity for held in self.erp.orders() if held.state is ErpOrderState.RELEASED]
        assert len(released) == len(set(released))

    @invariant()
    def nothing_is_lost(self) -> None:
        for arrival in self.arrivals:
            assert self.world.work(Subject.ARRIVAL, arrival)
        for order in self._orders():
            assert self.world.work(Subject.ORDER, order.id)

    def teardown(self) -> None:
        """All comes to rest, and what is done is in the ERP."""
        for _ in range(30):
            self.clock.move(minutes=10)
            sweep(self.world.flow)
            self.world.run_through(days=1)
        with self.world.flow.store.read() as uow:
            assert not [key for key in uow.work.counts() if key[2] in DUE], "stuck"
        assert len(self.arrivals) == len(self._orders()), "lost"
        for order in self._orders():
            self._is_settled(order)
        self.no_order_is_in_the_erp_twice()
        self.erp.close()
        self.world.flow.store.close()
        shutil.rmtree(self.folder)

    def _is_settled(self, order: OrderRow) -> None:
        outcome = self.world.work(Subject.ORDER, order.id).outcome
        with self.world.flow.store.read() as uow:
            states = [posting.state for posting in uow.postings.of_order(order.id)]
            request = uow.requested_changes.get(order.id)
        if outcome is Outcome.DONE and request is not None and request.settled_at is not None:
            assert PostingState.RELEASED not in states, "a change was posted"
        elif outcome is Outcome.DONE:
            assert [PostingState.RELEASED] == states
            assert ErpOrderState.RELEASED is self.erp.erp.read(order.erp_reference).state
        else:
            assert outcome in (Outcome.HELD, Outcome.SET_ASIDE, Outcome.DUPLICATE)
        if order.reading.test:
            assert [] == [state for state in states if state is not PostingState.ABANDONED] or outcome is Outcome.DONE

    def _orders(self) -> list[OrderRow]:
        return [order for arrival in self.arrivals for order in self.world.orders(arrival)]

    def _reference(self, choice: int) -> str:
        held = self.erp.orders()
        return held[choice % len(held)].reference if held else "SO-0"

    def _forget(self, work_id: str) -> None:
        entry = next(entry for entry in self.world.dispatcher.pending if entry[0] == work_id)
        self.world.dispatcher.pending.remove(entry)


TestFlowing = Flowing.TestCase
TestFlowing.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
