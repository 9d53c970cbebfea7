"""An order comes out the same when it is read and validated again with what it was validated with; what would make it
another is named, on both databases."""

from dataclasses import replace
from decimal import Decimal

import pytest

from orders.decision import DecisionKind, LearnScope
from orders.findings import Change
from orders.ids import ArrivalId
from orders.policy import Mode, Policies, Policy
from orders.reading import Read
from parsers.parser import Blob, ParseContext, Parsed
from pipeline.simulation.replay import Replay, replay
from tests.fakes.small_orders import SmallParser, SmallRule, small_order
from tests.fakes.world import World
from validation.review_mode import ReviewMode


@pytest.fixture
def ruled(world: World) -> World:
    """A world in mode `review`, with a version."""
    world.flow = replace(world.flow, rules=(SmallRule(), ReviewMode()), program="1.0")
    return world


def again(world: World, arrival: ArrivalId) -> Replay:
    return replay(world.flow, world.order(arrival).id)


def arrived(world: World, content: bytes) -> ArrivalId:
    arrival = world.receive(content)
    world.run()
    return arrival


def test_an_order_comes_out_the_same_whatever_was_set_and_taught_since(ruled: World) -> None:
    arrival = arrived(ruled, small_order("P-1", lines=("?x 5 1.50",)))
    other = arrived(ruled, small_order("P-2", lines=("?x 5 1.50",)))
    ruled.decide(
        ruled.order(other).id,
        DecisionKind.CORRECT,
        changes=(Change(path="lines[0].item", value="SKU-1"),),
        learn=LearnScope.THIS_CUSTOMER,
    )
    ruled.run()
    ruled.clock.move(days=40)
    ruled.flow = replace(ruled.flow, policies=Policies(default=Policy(mode=Mode.AUTO)))
    found = again(ruled, arrival)
    assert (True, "") == (found.is_same, found.why())
    changes = {one.name: [each.path for each in one.differences] for one in found.substitutions}
    assert {"policy", "knowledge", "day"} == set(changes)
    assert ["finding review-mode at the order ()"] == changes["policy"]
    assert "finding item-unknown at lines[0].item (?x)" in changes["knowledge"]
    assert [] == changes["day"]


def test_what_a_person_changed_is_made_again(ruled: World) -> None:
    arrival = arrived(ruled, small_order("P-1"))
    ruled.decide(ruled.order(arrival).id, DecisionKind.CORRECT, changes=(Change(path="lines[0].quantity", value="7"),))
    ruled.run()
    assert again(ruled, arrival).is_same


def test_a_posted_order_comes_out_the_same_beside_its_copy(world: World) -> None:
    arrival = arrived(world, small_order("P-1"))
    copy = arrived(world, small_order("P-1"))
    assert again(world, arrival).is_same
    assert again(world, copy).is_same


def test_another_version_that_reads_otherwise_is_named(ruled: World) -> None:
    class Doubling(SmallParser):
        def parse(self, blob: Blob, context: ParseContext) -> Parsed:
            parsed = super().parse(blob, context)
            (reading,) = parsed.readings
            (line,) = reading.lines
            assert line.quantity is not None
            doubled = line.model_copy(update={"quantity": Read(value=Decimal(10), evidence=line.quantity.evidence)})
            return replace(parsed, readings=(reading.model_copy(update={"lines": (doubled,)}),))

    arrival = arrived(ruled, small_order("P-1"))
    ruled.flow = replace(ruled.flow, parsers=(Doubling(),), program="2.0")
    found = again(ruled, arrival)
    assert ["lines[0].quantity.value"] == [each.path for each in found.reading]
    assert ("5", "10") == (found.reading[0].then, found.reading[0].now)
    assert "order.lines[0].quantity.value" in [each.path for each in found.outcome]
    assert "validated by version 1.0 of Ordermill, and this is 2.0" in found.why()


def test_a_document_that_nobody_reads_any_more_is_said(ruled: World) -> None:
    arrival = arrived(ruled, small_order("P-1"))
    ruled.flow = replace(ruled.flow, parsers=())
    found = again(ruled, arrival)
    assert (False, "No parser reads this document any more.") == (found.is_same, found.unread)
