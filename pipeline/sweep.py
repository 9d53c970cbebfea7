"""What is looked after now and then: work of dead or stalled workers is handed out again, late answers are told."""

import structlog

from pipeline.answering.overdue import tell_overdue
from pipeline.collaborators import Flow
from pipeline.taking import take_back

log = structlog.get_logger()


def sweep(flow: Flow) -> int:
    """Free and resubmit every subject whose claim ran out, and tell of late answers; how many subjects there were."""
    with flow.store.begin() as uow:
        freed = take_back(flow, uow)
    tell_overdue(flow)
    if freed:
        log.warning("sweep.freed", subjects=freed)
    return freed
