"""Of all that waits, the changes are found that release most of it, and each is tried; on both databases."""

from dataclasses import replace
from decimal import Decimal

from orders.policy import Mode, Policies, Policy
from pipeline.simulation.fixes import Fix, best_fixes
from pipeline.simulation.needs import NeedKind
from pipeline.simulation.simulate import Past
from tests.fakes.small_orders import HoldingRule, SmallRule, small_order
from tests.fakes.world import World
from tests.integration.pipeline.test_simulation import PriceAboveOne, everything


def fixes(world: World, most: int = 5) -> tuple[Fix, ...]:
    return best_fixes(Past(world.flow.store, world.flow.rules, world.flow.policies, world.clock().date()), most)


def waiting(world: World, *orders: bytes) -> World:
    for order in orders:
        world.receive(order)
    world.run()
    return world


def test_the_lesson_that_most_orders_wait_for_comes_first(world: World) -> None:
    waiting(
        world,
        small_order("P-1", lines=("?x 5 2.00",)),
        small_order("P-2", lines=("?x 5 2.00", "SKU-1 1 1.00")),
        small_order("P-3", lines=("?y 5 9.00",)),
        small_order("P-4", lines=("?x 5 1.00", "?y 5 1.00")),
        small_order("P-5", "C-2", lines=("?x 5 1.00",)),
    )
    first, *others = fixes(world)
    assert (NeedKind.ITEM, "C-1", "buyer:?x") == first.need.about
    assert (2, False, ["P-1", "P-2"]) == (first.released, first.is_tried, sorted(first.examples))
    assert {("C-1", "buyer:?y", 1), ("C-2", "buyer:?x", 1)} == {
        (other.need.customer, other.need.subject, other.released) for other in others
    }
    assert 1 == len(fixes(world, most=1))


def test_what_only_waits_to_be_confirmed_waits_for_auto(world: World) -> None:
    world.flow = replace(world.flow, rules=(SmallRule(), HoldingRule()))
    (fix,) = fixes(waiting(world, small_order("P-1"), small_order("P-2", lines=("SKU-1 1 2.00",))))
    assert (NeedKind.AUTO, "C-1", 2, True) == (fix.need.kind, fix.need.customer, fix.released, fix.is_tried)
    assert {"EUR": Decimal("9.5")} == fix.values


def test_a_change_that_releases_nothing_is_none(world: World) -> None:
    world.flow = replace(
        world.flow, rules=(SmallRule(), PriceAboveOne()), policies=Policies(default=Policy(mode=Mode.AUTO))
    )
    waiting(world, small_order("P-1", lines=("SKU-1 5 1.50",)))
    assert () == fixes(world)


def test_nothing_is_written(world: World) -> None:
    waiting(world, small_order("P-1", lines=("?x 5 2.00",)))
    before = everything(world)
    assert 1 == len(fixes(world))
    assert before == everything(world)
