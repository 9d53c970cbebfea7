"""What a decision teaches, and for whom."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from orders.decision import DecisionKind, LearnScope
from orders.ids import OrderId
from orders.knowledge import FOR_EVERYONE, Knowledge, KnowledgeKind
from orders.lessons import Lesson, common_item_key, lesson_for_everyone
from orders.proposal import Answer, Answered
from orders.reading import LineReading
from pipeline.decisions.exits import NotDecidable
from pipeline.decisions.proposals import answer
from storage.unit_of_work import UnitOfWork
from tests.fakes.readings import line, reading
from tests.fakes.small_orders import small_order
from tests.fakes.world import World

KEY = "gtin:04006381333931"
WITH_GTIN: dict[str, str] = {"path": "lines[0].gtin", "value": "4006381333931"}
CHOICE: dict[str, str] = {"path": "lines[0].item", "value": "SKU-9"}


def asked(world: World) -> OrderId:
    """An order that waits for its item."""
    arrival = world.receive(small_order("P-1", lines=("?X 5 1.50",)))
    world.run()
    return world.order(arrival).id


def choose(world: World, *changes: dict[str, str], learn: LearnScope = LearnScope.EVERYONE) -> OrderId:
    order = asked(world)
    world.decide(order, DecisionKind.CORRECT, changes=changes, learn=learn)
    return order


@contextmanager
def kept(world: World) -> Iterator[UnitOfWork]:
    with world.flow.store.read() as uow:
        yield uow


def own(world: World) -> list[tuple[str, str, str]]:
    with kept(world) as uow:
        return [(taught.customer, taught.key, taught.value) for taught in uow.knowledge.all()]


def test_for_everyone_it_counts_for_the_customer_at_once_and_waits_for_the_others(world: World) -> None:
    choose(world, WITH_GTIN, CHOICE)
    assert [("C-1", "buyer:?X", "SKU-9")] == own(world)
    with kept(world) as uow:
        (proposal,) = uow.proposals.open()
        assert (Lesson(KnowledgeKind.ITEM, FOR_EVERYONE, KEY, "SKU-9"), "anna") == (proposal.lesson, proposal.author)
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-2", KEY) is None


def test_confirmed_it_names_who_taught_it_and_the_decision(world: World) -> None:
    order = choose(world, WITH_GTIN, CHOICE)
    with world.flow.store.begin() as uow:
        (proposal,) = uow.proposals.open()
        (decision,) = uow.decisions.of_order(order)
        answer(uow, proposal.id, Answered(Answer.CONFIRMED, "sven", world.clock()))
        taught: Knowledge | None = uow.knowledge.find(KnowledgeKind.ITEM, "C-2", KEY)
    assert taught is not None
    assert ("anna", decision.id, 1) == (taught.author, taught.decision_id, taught.revision)


def test_declined_it_teaches_the_others_nothing(world: World) -> None:
    choose(world, WITH_GTIN, CHOICE)
    with world.flow.store.begin() as uow:
        answer(uow, uow.proposals.open()[0].id, Answered(Answer.DECLINED, "sven", world.clock(), "two colours"))
    assert [("C-1", "buyer:?X", "SKU-9")] == own(world)


def test_what_is_the_customers_own_cannot_be_taught_for_everyone(world: World) -> None:
    with pytest.raises(NotDecidable, match="the customer's own"):
        choose(world, CHOICE)
    assert [] == own(world)
    with kept(world) as uow:
        assert () == uow.proposals.open()


def test_for_this_order_nothing_is_learned(world: World) -> None:
    choose(world, WITH_GTIN, CHOICE, learn=LearnScope.THIS_ORDER)
    assert [] == own(world)


@pytest.mark.parametrize(
    ("stated", "key"),
    [
        (line(buyer_item="4711", gtin="4006381333931", supplier_item="S-1"), KEY),
        (line(buyer_item="4711", supplier_item="S-1"), "supplier:S-1"),
        # The next customer's 4711 is another item.
        (line(buyer_item="4711"), ""),
    ],
)
def test_the_key_for_everyone_is_never_a_customers_number(stated: LineReading, key: str) -> None:
    assert key == common_item_key(stated)


@pytest.mark.parametrize(
    ("path", "taught"),
    [
        ("lines[0].unit", Lesson(KnowledgeKind.UNIT, FOR_EVERYONE, "KOLLI", "x")),
        # Which unit a line without one means is the customer's habit.
        ("lines[1].unit", None),
        ("lines[9].unit", None),
        ("customer", None),
        ("ship_to", None),
    ],
)
def test_what_can_be_taught_for_everyone(path: str, taught: Lesson | None) -> None:
    order = reading(lines=(line(uom="Kolli"), line(uom=None)))
    assert taught == lesson_for_everyone(order, path, "x")
