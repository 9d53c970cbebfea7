"""When the answer to an order is settled: in the commit that confirms, refuses, changes or closes the order."""

from collections.abc import Iterator
from datetime import datetime

from orders.decision import Decision, DecisionKind
from orders.ids import OrderId, ReplyId, WorkId
from orders.stages import Outcome, Stage, Subject
from pipeline.changes.difference import concerned
from storage.replies import NewReply, ReplyRow
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork

CONFIRMED = "confirmed"
CARRIED_OUT = "carried_out"
REFUSED = "refused"
AGAIN = "again"
_CLOSED = frozenset({Outcome.DONE, Outcome.SET_ASIDE, Outcome.DUPLICATE})


def settle_answers(
    uow: UnitOfWork, order_id: OrderId, stage: Stage, outcome: Outcome, reason: str, now: datetime
) -> tuple[WorkId, ...]:
    """The work on the answers that are owed now that the order stands here. None is wanted of most orders.

    A change that was carried out on an order which waits promises nothing before that is in the ERP: it is answered
    with the order.
    """
    if outcome not in _CLOSED:
        return ()
    occasion = _occasion(uow, order_id, stage, outcome)
    if occasion == CARRIED_OUT and _waits(uow, order_id):
        return ()
    if not occasion:
        again = tuple(_again(uow, order_id)) if outcome is Outcome.DUPLICATE else ()
        waive_answers(uow, order_id, reason or outcome.value.replace("_", " "))
        return tuple(uow.work.add(Subject.REPLY, reply_id, now) for reply_id in again)
    owed = list(_settled(uow, order_id, occasion, now))
    for change_id in _carried_out_on(uow, order_id):
        owed += _settled(uow, change_id, CARRIED_OUT if occasion == CONFIRMED else occasion, now)
    return tuple(uow.work.add(Subject.REPLY, reply_id, now) for reply_id in owed)


def waive_answers(uow: UnitOfWork, order_id: OrderId, why: str) -> None:
    """Nothing comes of the order, nor of the changes that were carried out on it; the customer hears of what does."""
    for closed in (order_id, *_carried_out_on(uow, order_id)):
        uow.replies.waive(closed, why)


def _carried_out_on(uow: UnitOfWork, order_id: OrderId) -> Iterator[OrderId]:
    changes = uow.requested_changes.concerning(order_id)
    return (change.id for change in changes if change.outcome is Outcome.DONE)


def _again(uow: UnitOfWork, order_id: OrderId) -> Iterator[ReplyId]:
    """The same bytes again are given the same answers again, as far as the first ones were answered by now."""
    copy = uow.orders.get(order_id)
    original = uow.orders.get(copy.duplicate_of) if copy.duplicate_of else None
    if original is None or _digest(uow, original) != _digest(uow, copy):
        return
    given = (row for row in uow.replies.of_order(original.id) if row.occasion and not row.waived)
    for first in {row.type: row for row in given}.values():
        if reply_id := uow.replies.trigger(order_id, first.type, AGAIN, repeats=first.repeats or first.id):
            yield reply_id


def _digest(uow: UnitOfWork, row: OrderRow) -> str:
    return uow.documents.get(row.document_id).digest


def _waits(uow: UnitOfWork, change_id: OrderId) -> bool:
    about = concerned(uow, change_id)
    return about is not None and about.is_waiting


def _settled(uow: UnitOfWork, order_id: OrderId, occasion: str, now: datetime) -> Iterator[ReplyId]:
    """The answers to this order that are owed from now on."""
    rows = uow.replies.of_order(order_id)
    yield from filter(None, (_owed(uow, rows, row, occasion, now) for row in _one_of_each(rows)))


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


def _owed(uow: UnitOfWork, rows: tuple[ReplyRow, ...], like: ReplyRow, occasion: str, now: datetime) -> ReplyId | None:
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
