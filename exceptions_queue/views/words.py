"""Stages, outcomes and journal events in the words of the screens."""

from typing import assert_never

from orders.stages import Outcome, Stage, Subject
from storage.rows import FoundRow, WorkRow

SET_ASIDE = "Set aside"
OUTCOME_CHOICES = (
    ("", "All"),
    (Outcome.HELD.value, "Waiting for a person"),
    (Outcome.DONE.value, "Done"),
    (Outcome.RUNNING.value, "In progress"),
    (Outcome.RETRYING.value, "Retrying"),
    (Outcome.DUPLICATE.value, "Duplicate"),
    (Outcome.SET_ASIDE.value, SET_ASIDE),
)


def standing(row: WorkRow | FoundRow) -> str:
    """How a subject fares, in a few words."""
    match row.outcome:
        case Outcome.HELD:
            return "Waiting for a person"
        case Outcome.RUNNING:
            return "In progress"
        case Outcome.RETRYING:
            return "Retrying"
        case Outcome.WAITING:
            return "Waiting for an answer"
        case Outcome.SET_ASIDE:
            return "Passed on" if row.stage is Stage.PASSED_ON else SET_ASIDE
        case Outcome.DUPLICATE:
            return "Duplicate"
        case Outcome.DONE:
            return _done(row.subject, row.stage)
        case _:
            assert_never(row.outcome)


def tone(outcome: Outcome) -> str:
    """The colour and glyph of an outcome."""
    match outcome:
        case Outcome.HELD:
            return "holds"
        case Outcome.RETRYING | Outcome.WAITING | Outcome.RUNNING:
            return "moving"
        case Outcome.DONE:
            return "passed"
        case Outcome.SET_ASIDE | Outcome.DUPLICATE:
            return "aside"
        case _:
            assert_never(outcome)


def event_words(event: str) -> str:
    """`order.set_aside` as `Order set aside`."""
    return event.replace(".", " ").replace("_", " ").capitalize()


def _done(subject: Subject, stage: Stage | None) -> str:
    if subject is Subject.ORDER:
        return "Posted" if stage in (Stage.POSTED, Stage.CONFIRMED) else "Done"
    return "Sent" if subject is Subject.REPLY else "Read"
