"""The counts that every page carries."""

from dataclasses import dataclass
from datetime import datetime

from orders.stages import Outcome, Subject
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Overview:
    """How much waits for a person, was posted since midnight (UTC), is tried again by itself, is proposed, and late."""

    waiting: int
    posted_today: int
    retrying: int
    to_confirm: int
    overdue_answers: int


def overview(uow: UnitOfWork, now: datetime) -> Overview:
    """As of now."""
    counts = uow.work.counts()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Overview(
        waiting=uow.queue.count(),
        posted_today=uow.work.count_entered_since(Subject.ORDER, Outcome.DONE, midnight),
        retrying=sum(number for (_, _, outcome), number in counts.items() if outcome is Outcome.RETRYING),
        to_confirm=uow.proposals.open_count(),
        overdue_answers=uow.replies.overdue(now),
    )
