"""An order names what it was validated with, so that the same can be done again."""

from dataclasses import replace

from orders.policy import Mode, Policies, Policy
from tests.fakes.small_orders import small_order
from tests.fakes.world import START, World

AUTO = Policy(mode=Mode.AUTO)


def test_an_order_names_policy_knowledge_program_and_day(world: World) -> None:
    world.flow = replace(world.flow, policies=Policies(customers={"C-1": AUTO, "C-2": Policy()}), program="7.1")
    arrival_id = world.receive(small_order("P-1"))
    world.run()
    noted = world.order(arrival_id).validated_with
    assert noted is not None
    assert ("7.1", START.date()) == (noted.program, noted.on)
    assert noted.knowledge > 0
    with world.flow.store.read() as uow:
        assert Policies(customers={"C-1": AUTO}) == uow.policies.get(noted.policy)
