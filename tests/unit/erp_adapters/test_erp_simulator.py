"""The faults are what they say, and the truth stays visible."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from erp_adapters.adapter import Capabilities, ErpOrderState, Idempotency, Posting
from erp_adapters.comparison import differences
from orders.errors import NeedsAttention, Retryable, UnknownOutcome
from orders.ids import PostingId
from tests.fakes.erp_simulator import APPLICABLE, QUICK, ErpSimulator, Fault, Operation, Scripted, Seeded
from tests.fakes.purchase_orders import purchase_order

POSTING = Posting(PostingId("p1"), purchase_order(lines=3))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[list[ErpSimulator]]:
    simulators: list[ErpSimulator] = []
    yield simulators
    for simulator in simulators:
        simulator.close()


def simulator(
    opened: list[ErpSimulator],
    tmp_path: Path,
    clock: Clock,
    script: dict[Operation, list[Fault]],
    capabilities: Capabilities = QUICK,
) -> ErpSimulator:
    made = ErpSimulator(
        tmp_path / "erp.sqlite", plan=Scripted(script), capabilities=capabilities, clock=clock, sleep=lambda _: None
    )
    opened.append(made)
    return made


@pytest.mark.parametrize("fault", [Fault.ERROR_AFTER, Fault.TIMEOUT_AFTER, Fault.DUPLICATE_KEY])
def test_after_such_a_fault_the_order_is_there(
    opened: list[ErpSimulator], tmp_path: Path, clock: Clock, fault: Fault
) -> None:
    erp = simulator(opened, tmp_path, clock, {Operation.CREATE: [fault]})
    with pytest.raises(UnknownOutcome):
        erp.create(POSTING)
    assert ["p1"] == [order.posting_id for order in erp.find_orders(POSTING)]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.CONNECTION_REFUSED, Retryable),
        (Fault.ERROR_BEFORE, UnknownOutcome),
        (Fault.TIMEOUT_BEFORE, UnknownOutcome),
        (Fault.REFUSAL, NeedsAttention),
    ],
)
def test_after_such_a_fault_nothing_is_there(
    opened: list[ErpSimulator], tmp_path: Path, clock: Clock, fault: Fault, error: type[Exception]
) -> None:
    erp = simulator(opened, tmp_path, clock, {Operation.CREATE: [fault]})
    with pytest.raises(error):
        erp.create(POSTING)
    assert () == erp.orders()


def test_a_late_commit_appears_within_the_settle_time(opened: list[ErpSimulator], tmp_path: Path, clock: Clock) -> None:
    erp = simulator(opened, tmp_path, clock, {Operation.CREATE: [Fault.LATE_COMMIT]})
    with pytest.raises(UnknownOutcome):
        erp.create(POSTING)
    assert () == erp.find_orders(POSTING)
    clock.now += QUICK.settle
    assert 1 == len(erp.find_orders(POSTING))


def test_a_late_commit_outlives_the_process_that_asked_for_it(
    opened: list[ErpSimulator], tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(UnknownOutcome):
        simulator(opened, tmp_path, clock, {Operation.CREATE: [Fault.LATE_COMMIT]}).create(POSTING)
    clock.now += QUICK.settle
    assert 1 == len(simulator(opened, tmp_path, clock, {}).find_orders(POSTING))


def test_a_stale_read_misses_a_fresh_order_and_no_old_one(
    opened: list[ErpSimulator], tmp_path: Path, clock: Clock
) -> None:
    erp = simulator(opened, tmp_path, clock, {Operation.FIND: [Fault.STALE_READ, Fault.STALE_READ]})
    erp.create(POSTING)
    assert () == erp.find_orders(POSTING)
    clock.now += QUICK.settle
    assert 1 == len(erp.find_orders(POSTING))


def test_a_refusal_names_a_line(opened: list[ErpSimulator], tmp_path: Path, clock: Clock) -> None:
    erp = simulator(opened, tmp_path, clock, {Operation.CREATE: [Fault.REFUSAL]})
    with pytest.raises(NeedsAttention) as refused:
        erp.create(POSTING)
    assert "lines[2]" == refused.value.findings[0].path


@pytest.mark.parametrize(
    ("fault", "path"),
    [
        (Fault.MISSING_LINE, "lines[2]"),
        (Fault.WRONG_QUANTITY, "lines[2].quantity"),
        (Fault.WRONG_PRICE, "lines[2].unit_price"),
    ],
)
def test_a_partial_write_shows_when_it_is_read_back(
    opened: list[ErpSimulator], tmp_path: Path, clock: Clock, fault: Fault, path: str
) -> None:
    erp = simulator(opened, tmp_path, clock, {Operation.CREATE: [fault]})
    held = erp.read(erp.create(POSTING))
    assert [path] == [finding.path for finding in differences(POSTING.order, held)]


@pytest.mark.parametrize(
    "script", [{Operation.FIND: [Fault.CLERK_BEFORE]}, {Operation.CREATE: [Fault.NONE], Operation.FIND: []}]
)
def test_a_clerks_order_has_no_posting_id(
    opened: list[ErpSimulator], tmp_path: Path, clock: Clock, script: dict[Operation, list[Fault]]
) -> None:
    erp = simulator(opened, tmp_path, clock, script)
    if not script[Operation.FIND]:
        erp.type_in(POSTING.order)
    assert [""] == [order.posting_id for order in erp.find_orders(POSTING)]


def test_a_clerk_may_be_faster_than_the_create(opened: list[ErpSimulator], tmp_path: Path, clock: Clock) -> None:
    erp = simulator(opened, tmp_path, clock, {Operation.CREATE: [Fault.CLERK_DURING]})
    erp.create(POSTING)
    assert ["", "p1"] == sorted(order.posting_id for order in erp.find_orders(POSTING))
    assert [2] == list(erp.per_identity().values())
    assert {"p1": 1} == erp.per_posting()


def test_an_erp_with_a_native_key_never_makes_a_second_order(
    opened: list[ErpSimulator], tmp_path: Path, clock: Clock
) -> None:
    native = Capabilities(Idempotency.NATIVE_KEY, drafts=True, deadline=QUICK.deadline, settle=QUICK.settle)
    erp = simulator(opened, tmp_path, clock, {}, native)
    erp.create(POSTING)
    with pytest.raises(UnknownOutcome):
        erp.create(POSTING)
    assert {"p1": 1} == erp.per_posting()


def test_without_drafts_an_order_takes_effect_at_once(opened: list[ErpSimulator], tmp_path: Path, clock: Clock) -> None:
    blunt = Capabilities(Idempotency.NONE, drafts=False, deadline=QUICK.deadline, settle=QUICK.settle)
    erp = simulator(opened, tmp_path, clock, {}, blunt)
    assert ErpOrderState.RELEASED == erp.read(erp.create(POSTING)).state
    assert () == erp.find_orders(POSTING)


def test_a_seed_gives_the_same_faults_to_every_process() -> None:
    rates = {Fault.TIMEOUT_AFTER: 0.3, Fault.LATE_COMMIT: 0.3}
    drawn = [Seeded(7, rates).fault(Operation.CREATE, f"p{n}", 0) for n in range(50)]
    assert drawn == [Seeded(7, rates).fault(Operation.CREATE, f"p{n}", 0) for n in range(50)]
    assert drawn != [Seeded(8, rates).fault(Operation.CREATE, f"p{n}", 0) for n in range(50)]
    assert {Fault.TIMEOUT_AFTER, Fault.LATE_COMMIT, Fault.NONE} == set(drawn)


def test_a_seeded_plan_grows_calm_and_draws_only_what_applies() -> None:
    plan = Seeded(1, dict.fromkeys(Fault, 1.0), calm_after=2)
    assert all(plan.fault(operation, "p", 0) in APPLICABLE[operation] for operation in Operation)
    assert Fault.NONE == plan.fault(Operation.CREATE, "p", 2)


def test_an_order_outlives_the_death_of_its_process(tmp_path: Path, clock: Clock, opened: list[ErpSimulator]) -> None:
    path = tmp_path / "erp.sqlite"
    child = f"""
import os, signal
from erp_adapters.adapter import Posting
from tests.fakes.erp_simulator import ErpSimulator
from tests.fakes.purchase_orders import purchase_order
ErpSimulator({str(path)!r}).create(Posting("p1", purchase_order()))
os.kill(os.getpid(), signal.SIGKILL)
"""
    root = Path(__file__).parents[3]
    died = subprocess.run([sys.executable, "-c", child], cwd=root, env={"PYTHONPATH": str(root)}, check=False)
    assert -9 == died.returncode
    clock.now = datetime.now(UTC) + timedelta(seconds=1)
    assert {"p1": 1} == simulator(opened, tmp_path, clock, {}).per_posting()
