"""Taking back what a dead or stalled worker had claimed, and handing it out again."""

import structlog

from pipeline.collaborators import Flow
from pipeline.taking import take_back

log = structlog.get_logger()


def sweep(flow: Flow) -> int:
    """Free and resubmit every subject whose claim ran out; how many there were."""
    with flow.store.begin() as uow:
        freed = take_back(flow, uow)
    if freed:
        log.warning("sweep.freed", subjects=freed)
    return freed
