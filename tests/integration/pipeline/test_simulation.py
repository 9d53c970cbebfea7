"""Another policy is tried on the orders so far, on both databases: what it would have changed is told, and nothing is
written."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from orders.decision import DecisionKind, LearnScope
from orders.errors import Misconfigured
from orders.findings import Change, Finding, FindingCode, Severity
from orders.ids import ArrivalId, SnapshotId
from orders.policy import Mode, Policies, Policy
from orders.resolution import Fact
from pipeline.simulation.effects import Effect, Tried
from pipeline.simulation.simulate import Past, Proposal, simulate
from storage.tables import metadata
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World, small_world
from validation.review_mode import ReviewMode
from validation.rule import Case, Verdict

AUTO = Policies(default=Policy(mode=Mode.AUTO))
STRICT = Policies(default=Policy(mode=Mode.AUTO, price_tolerance_amount=Decimal(0)))
LOOSE = Policies(default=Policy(mode=Mode.AUTO, price_tolerance_amount=Decimal(10)))


class PriceAboveOne:
    """Holds an order whose first price is more than the tolerance above 1."""

    name = "price_above_one"
    needs: frozenset[Fact] = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        (price, *_) = (line.unit_price.value for line in case.reading.lines if line.unit_price)
        if price - 1 <= case.policy.price_tolerance_amount:
            return Verdict()
        finding = Finding(code=FindingCode.PRICE_DIFFERS, severity=Severity.HOLD, message="Too much.", found=str(price))
        return Verdict(findings=(finding,))


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Any:
    made = small_world(database_url, tmp_path / "archive", rules=(SmallRule(), PriceAboveOne(), ReviewMode()))
    with closing(made.flow.store):
        yield made


def received(world: World, policies: Policies, po_number: str, line: str) -> ArrivalId:
    world.flow = replace(world.flow, policies=policies)
    arrival = world.receive(small_order(po_number, lines=(line,)))
    world.run()
    return arrival


def tried(world: World, policies: Policies, **proposal: Any) -> Mapping[str, Tried]:
    past = Past(world.flow.store, world.flow.rules, world.flow.policies, world.clock().date())
    return {one.po_number: one for one in simulate(past, Proposal(policies, **proposal))}


def effects(found: Mapping[str, Tried]) -> Mapping[str, Effect]:
    return {po_number: one.effect for po_number, one in found.items()}


def everything(world: World) -> Mapping[str, Sequence[Any]]:
    """All rows of all tables."""
    with world.flow.store.read() as uow:
        return {
            table.name: sorted(map(repr, uow.connection.execute(select(table)))) for table in metadata.sorted_tables
        }


def test_a_looser_policy_lets_go_and_a_stricter_one_holds(world: World) -> None:
    received(world, STRICT, "P-HELD", "SKU-1 5 1.50")
    received(world, LOOSE, "P-POSTED", "SKU-1 5 1.50")
    received(world, STRICT, "P-FINE", "SKU-1 5 1.00")
    loose = tried(world, LOOSE)
    assert {"P-HELD": Effect.CLEAN, "P-POSTED": Effect.NONE, "P-FINE": Effect.NONE} == effects(loose)
    strict = tried(world, STRICT)
    assert {"P-HELD": Effect.NONE, "P-POSTED": Effect.HELD, "P-FINE": Effect.NONE} == effects(strict)
    assert {FindingCode.PRICE_DIFFERS} == loose["P-HELD"].codes == strict["P-POSTED"].codes
    assert (True, Decimal("7.5"), "EUR") == (
        strict["P-POSTED"].is_posted,
        strict["P-POSTED"].value,
        strict["P-POSTED"].currency,
    )


def test_nothing_is_written(world: World) -> None:
    received(world, STRICT, "P-HELD", "SKU-1 5 1.50")
    received(world, LOOSE, "P-POSTED", "SKU-1 5 1.50")
    before = everything(world)
    assert 2 == len(tried(world, LOOSE))
    assert before == everything(world)


def test_only_the_proposal_makes_a_difference_not_what_was_taught_or_set_since(world: World) -> None:
    received(world, STRICT, "P-1", "?x 5 1.00")
    other = received(world, STRICT, "P-2", "?x 5 1.00")
    fix = Change(path="lines[0].item", value="SKU-1")
    world.decide(world.order(other).id, DecisionKind.CORRECT, changes=(fix,), learn=LearnScope.THIS_CUSTOMER)
    world.run()
    assert {"P-1": Effect.NONE, "P-2": Effect.NONE} == effects(tried(world, LOOSE))


def test_what_a_person_waved_through_stays_so(world: World) -> None:
    arrival = received(world, STRICT, "P-1", "SKU-1 5 1.50")
    (finding,) = world.order(arrival).findings
    world.decide(world.order(arrival).id, DecisionKind.APPROVE, accepted=(finding.fingerprint,))
    world.run()
    assert {"P-1": Effect.NONE} == effects(tried(world, LOOSE))
    assert {"P-1": Effect.CLEAN} == effects(tried(world, LOOSE, alone=True))


def test_what_a_person_mended_before_it_was_posted_shows_as_a_wrong_posting(world: World) -> None:
    arrival = received(world, STRICT, "P-1", "SKU-1 5 1.50")
    mended = Change(path="lines[0].unit_price", value="1.00")
    world.decide(world.order(arrival).id, DecisionKind.CORRECT, changes=(mended,))
    world.run()
    found = tried(world, LOOSE, alone=True)["P-1"]
    assert (Effect.POSTED_DIFFERENTLY, Decimal("2.50")) == (found.effect, found.difference)
    assert ["lines[0].unit_price"] == [path for path, _, _ in found.changed]


def test_in_review_a_person_still_confirms(world: World) -> None:
    review = Policies(default=Policy(mode=Mode.REVIEW))
    received(world, review, "P-1", "SKU-1 5 1.50")
    received(world, review, "P-2", "SKU-1 5 1.00")
    loose = Policies(default=Policy(mode=Mode.REVIEW, price_tolerance_amount=Decimal(10)))
    assert {"P-1": Effect.TO_CONFIRM, "P-2": Effect.NONE} == effects(tried(world, loose))
    assert {"P-1": Effect.CLEAN, "P-2": Effect.CLEAN} == effects(tried(world, LOOSE))


def test_copies_and_refused_orders_are_left_out(world: World) -> None:
    received(world, AUTO, "P-1", "SKU-1 5 1.00")
    received(world, AUTO, "P-1", "SKU-1 5 1.00")
    refused = received(world, STRICT, "P-2", "SKU-1 5 1.50")
    world.decide(world.order(refused).id, DecisionKind.REFUSE, reason="not ours")
    world.run()
    assert {"P-1"} == set(tried(world, LOOSE))


def test_only_orders_since_a_day_are_tried_and_as_many_as_were_counted(world: World) -> None:
    received(world, AUTO, "P-1", "SKU-1 5 1.00")
    world.clock.move(days=2)
    received(world, AUTO, "P-2", "SKU-1 5 1.00")
    past = Past(world.flow.store, world.flow.rules, AUTO, world.clock().date(), world.clock())
    assert ["P-2"] == [one.po_number for one in simulate(past, Proposal(LOOSE))]
    assert 1 == past.count()


def test_a_snapshot_that_is_not_there_is_said_at_once(world: World) -> None:
    past = Past(world.flow.store, world.flow.rules, AUTO, world.clock().date())
    with pytest.raises(Misconfigured, match="reference list"):
        next(simulate(past, Proposal(snapshot=SnapshotId("none"))))
