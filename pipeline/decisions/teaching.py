"""What the choices of a decision teach: at once for the customer, for everyone when another person confirms it."""

from collections.abc import Mapping
from datetime import datetime

from orders.decision import Decision, LearnScope
from orders.knowledge import KnowledgeKind
from orders.lessons import Lesson, lesson, lesson_for_everyone
from orders.reading import OrderReading
from orders.resolution import Resolution
from storage.unit_of_work import UnitOfWork


def lessons(
    reading: OrderReading, customer: str, chosen: Mapping[str, Resolution], decision: Decision
) -> tuple[Lesson, ...]:
    """What is learned of the choices that this decision made, for the customer of the order."""
    if decision.learn is LearnScope.THIS_ORDER:
        return ()
    found = (lesson(reading, _whose(chosen, customer), *choice) for choice in _made(chosen, decision))
    return tuple(one for one in found if one is not None and (one.customer or one.kind is KnowledgeKind.SENDER))


def lessons_for_everyone(
    reading: OrderReading, chosen: Mapping[str, Resolution], decision: Decision
) -> tuple[Lesson, ...]:
    """What is to be proposed for every customer, where the decision says so."""
    if decision.learn is not LearnScope.EVERYONE:
        return ()
    found = (lesson_for_everyone(reading, *choice) for choice in _made(chosen, decision))
    return tuple(one for one in found if one is not None)


def teach(
    uow: UnitOfWork, decision: Decision, now: datetime, own: tuple[Lesson, ...], everyones: tuple[Lesson, ...]
) -> None:
    """Keep what the customer's lessons say from now on, and propose those that are to count for everyone."""
    for one in own:
        uow.knowledge.teach(one, author=decision.actor, at=now, decision_id=decision.id)
    for one in everyones:
        uow.proposals.teach_everyone(one, author=decision.actor, at=now, decision_id=decision.id)


def _made(chosen: Mapping[str, Resolution], decision: Decision) -> list[tuple[str, str]]:
    """The paths and values of this decision's choices."""
    made = {(change.path.rpartition(".")[2], change.value.strip()) for change in decision.changes}
    # By field and value, since the paths of choices move when lines are deleted.
    return [
        (choice.path, choice.value)
        for choice in chosen.values()
        if (choice.path.rpartition(".")[2], choice.value) in made
    ]


def _whose(chosen: Mapping[str, Resolution], customer: str) -> str:
    return chosen["customer"].value if "customer" in chosen else customer
