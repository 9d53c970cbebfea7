"""Who may write, and what becomes of a worker that is thought dead."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from erp_adapters.memory.adapter import MemoryErp
from orders.errors import Misconfigured, Retryable
from orders.findings import FindingCode
from orders.stages import Outcome, Stage, Subject
from parsers.parser import Blob, ParseContext, Parsed
from pipeline.boundaries import OF_ORDERS, Boundary
from pipeline.claims import Claim, Claims, Lease, LostClaim
from pipeline.flow import advance, advance_claimed
from pipeline.sweep import sweep
from pipeline.taking import release, take
from tests.fakes.small_orders import SmallParser, small_order
from tests.fakes.world import LEASE, RETRIES, World

MakeWorld = Callable[..., World]
OF_POLLING = (Boundary.ARCHIVED, Boundary.ARRIVAL_COMMITTED, Boundary.SETTLED)


def claimed(world: World) -> Claim:
    """An arrival in the hands of a worker that does nothing."""
    arrival = world.receive(small_order("P-1"))
    (claim,) = take(world.flow, limit=1, only=world.work(Subject.ARRIVAL, arrival).id)
    return claim


def test_what_one_worker_has_another_does_not_get(world: World) -> None:
    claim = claimed(world)
    assert () == take(world.flow, limit=1, only=claim.row.id)


def test_a_worker_that_comes_back_too_late_writes_nothing(world: World) -> None:
    late = claimed(world)
    world.clock.move(minutes=2)
    assert 1 == sweep(world.flow)
    world.run_through(minutes=5)
    before = world.work(Subject.ARRIVAL, late.row.subject_id)
    assert () == advance_claimed(world.flow, late)
    assert before == world.work(Subject.ARRIVAL, late.row.subject_id)
    assert 1 == len(world.orders(late.row.subject_id))


def test_a_lost_claim_is_not_sure_of_a_call(world: World) -> None:
    claim = claimed(world)
    claim.ensure(world.flow.store, world.clock(), timedelta(seconds=30))
    with pytest.raises(LostClaim):
        claim.ensure(world.flow.store, world.clock(), LEASE.length)
    world.clock.move(minutes=2)
    sweep(world.flow)
    with pytest.raises(LostClaim):
        claim.ensure(world.flow.store, world.clock() - timedelta(minutes=2), timedelta(seconds=30))
    with pytest.raises(LostClaim), world.flow.store.begin() as uow:
        claim.fence(uow, world.clock())


def test_the_heartbeat_keeps_a_claim(world: World) -> None:
    claim = claimed(world)
    for _ in range(10):
        world.clock.now += LEASE.beat
        world.flow.claims.renew_due()
    assert 0 == sweep(world.flow)
    assert claim.until > world.clock()


def test_the_heartbeat_forgets_what_was_lost(world: World) -> None:
    claim = claimed(world)
    with world.flow.store.begin() as uow:
        uow.work.decide(claim.row.id, claim.row.version, stage=Stage.RECEIVED, outcome=Outcome.HELD, now=world.clock())
    world.clock.now += LEASE.beat
    world.flow.claims.renew_due()
    assert () == world.flow.claims.kept()


def test_a_claim_given_back_is_as_it_was(world: World) -> None:
    claim = claimed(world)
    release(world.flow, claim)
    assert 1 == len(take(world.flow, limit=1, only=claim.row.id))
    assert 0 == world.work(Subject.ARRIVAL, claim.row.subject_id).attempts


def test_what_kills_its_worker_again_and_again_is_held(world: World) -> None:
    arrival = world.receive(small_order("P-1"))
    work_id = world.work(Subject.ARRIVAL, arrival).id
    deaths = 0
    while take(world.flow, limit=1, only=work_id):
        deaths += 1
        world.clock.move(hours=1)
        sweep(world.flow)
        world.clock.move(hours=1)
    assert len(RETRIES.delays) + 1 == deaths
    assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome
    with world.flow.store.read() as uow:
        (finding,) = uow.findings.of(Subject.ARRIVAL, arrival)
    assert FindingCode.RETRIES_EXHAUSTED is finding.code


class Failing(SmallParser):
    """Fails so often before it reads."""

    def __init__(self, failures: int, after: timedelta | None = None) -> None:
        super().__init__()
        self.failures, self.after = failures, after

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        if self.failures:
            self.failures -= 1
            raise Retryable("a passing fault", after=self.after)
        return super().parse(blob, context)


def test_a_passing_fault_is_tried_again_with_growing_delays(make_world: MakeWorld) -> None:
    world = make_world(parsers=(Failing(2),))
    arrival = world.receive(small_order("P-1"))
    world.run()
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
    work = world.work(Subject.DOCUMENT, document.id)
    assert (Outcome.RETRYING, 1, "a passing fault") == (work.outcome, work.attempts, work.reason)
    assert world.clock() + RETRIES.delays[0] == work.next_attempt_at
    assert Stage.UNPACKED is advance(world.flow, work.id).stage, "too early"
    world.run_through(minutes=1)
    assert Outcome.DONE is world.fate(arrival)
    assert 0 == world.work(Subject.DOCUMENT, document.id).attempts


def test_a_fault_that_stays_goes_to_a_person(make_world: MakeWorld) -> None:
    world = make_world(parsers=(Failing(99),))
    arrival = world.receive(small_order("P-1"))
    world.run_through(hours=1)
    with world.flow.store.read() as uow:
        (document,) = uow.documents.of_arrival(arrival)
        (finding,) = uow.findings.of(Subject.DOCUMENT, document.id)
    assert Outcome.HELD is world.work(Subject.DOCUMENT, document.id).outcome
    assert "a passing fault" in finding.message


def test_the_other_sides_wish_for_a_pause_is_granted(make_world: MakeWorld) -> None:
    world = make_world(parsers=(Failing(1, after=timedelta(minutes=10)),))
    world.receive(small_order("P-1"))
    world.run()
    assert world.clock() + timedelta(minutes=10) in [at for _, at in world.dispatcher.pending]


@pytest.fixture
def dying_world(make_world: MakeWorld) -> tuple[World, MemoryErp, list[Boundary]]:
    """A world whose worker dies once at the boundary that a test names."""
    deaths: list[Boundary] = []

    def die(boundary: Boundary) -> None:
        if boundary in deaths:
            deaths.remove(boundary)
            raise KeyboardInterrupt

    erp = MemoryErp()
    return make_world(adapter=erp, checkpoint=die), erp, deaths


@pytest.mark.parametrize("boundary", [boundary for boundary in OF_ORDERS if boundary not in OF_POLLING])
def test_a_death_at_any_boundary_leaves_one_order(
    dying_world: tuple[World, MemoryErp, list[Boundary]], boundary: Boundary
) -> None:
    world, erp, deaths = dying_world
    arrival = world.receive(small_order("P-1"))
    deaths.append(boundary)
    with pytest.raises(KeyboardInterrupt):
        world.run()
    world.clock.move(minutes=5)
    sweep(world.flow)
    world.run_through(hours=1)
    assert Outcome.DONE is world.fate(arrival)
    assert erp.read(world.order(arrival).erp_reference).posting_id


def test_a_call_longer_than_the_lease_is_a_wrong_set_up(make_world: MakeWorld) -> None:
    world = make_world()
    with pytest.raises(Misconfigured, match="lease"):
        type(world.flow)(
            store=world.flow.store,
            claims=Claims(world.flow.store, world.clock, Lease(timedelta(seconds=1), timedelta(seconds=1))),
            parsers=(),
            rules=(),
            adapter=MemoryErp(),
            policies=world.flow.policies,
            dispatcher=world.dispatcher,
            clock=world.clock,
        )
