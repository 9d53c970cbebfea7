"""When the answer to an order is settled: in the commit that confirms, refuses, changes or closes the order."""

from datetime import datetime

from orders.decision import Decision, DecisionKind
from orders.ids import OrderId, WorkId
from orders.stages import Outcome, Stage, Subject
from storage.replies import NewReply, ReplyRow
from storage.unit_of_work import UnitOfWork

CONFIRMED = "confirmed"
CARRIED_OUT = "carried_out"
REFUSED = "refused"


def settle_answers(
    uow: UnitOfWork, order_id: OrderId, stage: Stage, outcome: Outcome, reason: str, now: datetime
) -> tuple[WorkId, ...]:
    """The work on the answers that are owed now that the order stands here. None is wanted of most orders."""
    rows = uow.replies.of_order(order_id)
    if not rows:
        return ()
    occasion = _occasion(uow, order_id, stage, outcome)
    if occasion:
        owed = [_owed(uow, rows, row, occasion, now) for row in _one_of_each(rows)]
        return tuple(uow.work.add(Subject.REPLY, reply_id, now) for reply_id in owed if reply_id)
    if outcome in (Outcome.SET_ASIDE, Outcome.DUPLICATE):
        uow.replies.waive(order_id, reason or outcome.value.replace("_", " "))
    return ()


def _occasion(uow: UnitOfWork, order_id: OrderId, stage: Stage, outcome: Outcome) -> str:
    """What is to be answered; empty while nothing is, or where the order was closed without a word to the customer."""
    match outcome:
        case Outcome.DONE if stage is Stage.CONFIRMED:
            return CONFIRMED
        case Outcome.DONE:
            return CARRIED_OUT
        case Outcome.SET_ASIDE:
            last = _last(uow, order_id)
            return f"{REFUSED}:{last.id}" if last and last.kind is DecisionKind.REFUSE else ""
        case _:
            return ""


def _last(uow: UnitOfWork, order_id: OrderId) -> Decision | None:
    return next(iter(reversed(uow.decisions.of_order(order_id))), None)


def _one_of_each(rows: tuple[ReplyRow, ...]) -> list[ReplyRow]:
    return list({row.type: row for row in reversed(rows)}.values())


def _owed(uow: UnitOfWork, rows: tuple[ReplyRow, ...], like: ReplyRow, occasion: str, now: datetime) -> str | None:
    """The one that was awaited, or a further one where the order was answered before."""
    if not like.order_id:
        return None
    if any(row.type is like.type and row.occasion == occasion for row in rows):
        return None
    triggered = uow.replies.trigger(like.order_id, like.type, occasion)
    return triggered or uow.replies.add(
        NewReply(
            type=like.type,
            document_id=like.document_id,
            partner=like.partner,
            expected_at=now,
            # As long as the first one had.
            due_at=now + (like.due_at - like.expected_at),
            order_id=like.order_id,
            occasion=occasion,
            test=like.test,
        )
    )
