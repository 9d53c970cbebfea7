"""Mode `auto` acts when the settings ask for it and a supervisor has confirmed it, and not a moment longer."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from erp_adapters.memory.adapter import MemoryErp
from orders.errors import OrdermillError
from orders.ids import ArrivalId
from orders.policy import Mode, Policies, Policy
from orders.proposal import SETTINGS_FILE, Answer, Answered
from orders.stages import Outcome
from pipeline.decisions.exits import NotDecidable
from pipeline.decisions.proposals import answer
from pipeline.granting import Granted, acting, grant_asked, granted, keep_up
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World
from validation.review_mode import ReviewMode

AUTO, REVIEW, SHADOW = (Policy(mode=mode) for mode in (Mode.AUTO, Mode.REVIEW, Mode.SHADOW))
ONE = Policies(customers={"C-1": AUTO})
ALL = Policies(default=AUTO)


@pytest.mark.parametrize(
    ("policies", "confirmed", "modes"),
    [
        # What is asked for acts where it was confirmed, and only there.
        (ONE, {"C-1"}, {"": Mode.REVIEW, "C-1": Mode.AUTO}),
        (ONE, set(), {"": Mode.REVIEW, "C-1": Mode.REVIEW}),
        (ONE, {"C-2"}, {"": Mode.REVIEW, "C-1": Mode.REVIEW}),
        # The default stands for all that do not say otherwise.
        (ALL, {""}, {"": Mode.AUTO, "C-9": Mode.AUTO}),
        (ALL, set(), {"": Mode.REVIEW, "C-9": Mode.REVIEW}),
        (Policies(default=AUTO, customers={"C-1": AUTO, "C-2": REVIEW}), {""}, {"C-1": Mode.AUTO, "C-2": Mode.REVIEW}),
        # A customer's own grant does not end when all others ask for it too.
        (Policies(default=AUTO, customers={"C-1": AUTO}), {"C-1"}, {"": Mode.REVIEW, "C-1": Mode.AUTO}),
        # A grant without a setting is none.
        (Policies(customers={"C-1": SHADOW}), {"", "C-1"}, {"": Mode.REVIEW, "C-1": Mode.SHADOW}),
        # One for all customers is none for a customer that asks alone.
        (ONE, {""}, {"": Mode.REVIEW, "C-1": Mode.REVIEW}),
    ],
)
def test_what_acts(policies: Policies, confirmed: set[str], modes: dict[str, Mode]) -> None:
    acts = policies.acting(confirmed)
    assert modes == {customer: acts.of(customer).mode for customer in modes}


def reviewed(make_world: Callable[..., World], policies: Policies) -> World:
    """A world like that of the composition root: what needs consent acts only with it."""
    world = make_world(rules=(SmallRule(), ReviewMode()), adapter=MemoryErp())
    world.flow = replace(world.flow, policies=policies, acting=acting)
    return world


def start(world: World) -> Granted:
    with world.flow.store.begin() as uow:
        return keep_up(uow, world.flow.policies, world.clock())


def answered(world: World, by: str, said: Answer) -> None:
    with world.flow.store.begin() as uow:
        for proposal in uow.proposals.open():
            answer(uow, proposal.id, Answered(said, by, world.clock()))


def ordered(world: World, po_number: str) -> ArrivalId:
    arrival = world.receive(small_order(po_number))
    world.run()
    return arrival


def test_orders_wait_for_a_person_until_auto_is_confirmed(make_world: Callable[..., World]) -> None:
    world = reviewed(make_world, ONE)
    assert Granted((), ("C-1",)) == start(world) == start(world)
    first = ordered(world, "P-1")
    assert Outcome.HELD is world.fate(first)
    answered(world, "sven", Answer.CONFIRMED)
    assert Outcome.DONE is world.fate(ordered(world, "P-2"))
    assert Outcome.HELD is world.fate(first)
    assert Granted(("C-1",), ()) == start(world)


def test_the_policy_that_acted_is_the_one_kept_with_the_order(make_world: Callable[..., World]) -> None:
    world = reviewed(make_world, ONE)
    start(world)
    noted = world.order(ordered(world, "P-1")).validated_with
    assert noted is not None
    with world.flow.store.read() as uow:
        assert Policies(customers={"C-1": REVIEW}) == uow.policies.get(noted.policy)


def test_declined_it_stays_so_while_the_settings_say_the_same(make_world: Callable[..., World]) -> None:
    world = reviewed(make_world, ONE)
    start(world)
    answered(world, "sven", Answer.DECLINED)
    assert Granted((), ("C-1",)) == start(world)
    with world.flow.store.read() as uow:
        assert () == uow.proposals.open()
    assert Outcome.HELD is world.fate(ordered(world, "P-1"))


def test_a_grant_lapses_with_its_setting_and_is_asked_for_again(make_world: Callable[..., World]) -> None:
    world = reviewed(make_world, ONE)
    with world.flow.store.begin() as uow:
        grant_asked(uow, ONE, by="sven", now=world.clock())
    world.flow = replace(world.flow, policies=Policies())
    assert Granted((), ()) == start(world)
    with world.flow.store.read() as uow:
        assert [SETTINGS_FILE] == [proposal.standing.by for proposal in uow.proposals.about_auto() if proposal.standing]
    world.flow = replace(world.flow, policies=ONE)
    assert Granted((), ("C-1",)) == start(world)
    assert Outcome.HELD is world.fate(ordered(world, "P-1"))
    answered(world, "sven", Answer.CONFIRMED)
    assert Outcome.DONE is world.fate(ordered(world, "P-2"))


def test_all_that_two_processes_proposed_at_once_lapses(make_world: Callable[..., World]) -> None:
    world = reviewed(make_world, ONE)
    start(world)
    answered(world, "sven", Answer.CONFIRMED)
    with world.flow.store.begin() as uow:
        uow.proposals.grant_auto("C-1", author=SETTINGS_FILE, at=world.clock())
    world.flow = replace(world.flow, policies=Policies())
    start(world)
    world.flow = replace(world.flow, policies=ONE)
    assert Granted((), ("C-1",)) == start(world)


def test_nothing_is_asked_of_the_store_where_nobody_is_in_auto(make_world: Callable[..., World]) -> None:
    world = reviewed(make_world, Policies(customers={"C-1": SHADOW}))
    with world.flow.store.read() as uow:
        assert world.flow.policies is acting(uow, world.flow.policies)
        assert Granted((), ()) == granted(uow, world.flow.policies)


class TestAnswering:
    def test_the_same_answer_twice_is_one_and_another_is_refused(self, make_world: Callable[..., World]) -> None:
        world = reviewed(make_world, ONE)
        start(world)
        with world.flow.store.begin() as uow:
            (proposal,) = uow.proposals.open()
            first = Answered(Answer.CONFIRMED, "sven", world.clock())
            answer(uow, proposal.id, first)
            answer(uow, proposal.id, Answered(Answer.CONFIRMED, "tina", world.clock()))
            assert (first,) == uow.proposals.get(proposal.id).answers
            with pytest.raises(NotDecidable, match="confirmed by sven already"):
                answer(uow, proposal.id, Answered(Answer.DECLINED, "tina", world.clock()))

    def test_a_proposal_that_is_not_there_is_told(self, make_world: Callable[..., World]) -> None:
        world = reviewed(make_world, ONE)
        with pytest.raises(OrdermillError, match="no proposal"), world.flow.store.begin() as uow:
            answer(uow, "p-1", Answered(Answer.CONFIRMED, "sven", world.clock()))
