"""Answers that did not leave in time: told once in log and journal; page and doctor tell them until they are sent."""

import structlog

from orders.stages import Subject
from pipeline.collaborators import Flow
from pipeline.conclusions import MACHINE

log = structlog.get_logger()


def tell_overdue(flow: Flow) -> int:
    """Tell of those that fell due since the last time; how many there are."""
    now = flow.clock()
    with flow.store.begin() as uow:
        found = uow.replies.newly_overdue(now)
        for row in found:
            detail = {"answer": row.type.value, "due": row.due_at.isoformat()}
            if row.order_id is not None:
                uow.journal.write(Subject.ORDER, row.order_id, "order.answer_overdue", MACHINE, detail, now)
            else:
                uow.journal.write(Subject.DOCUMENT, row.document_id, "document.answer_overdue", MACHINE, detail, now)
    for row in found:
        log.warning("reply.overdue", reply=row.id, answer=row.type.value, partner=row.partner)
    return len(found)
