"""What people decide on what is no order: arrivals and documents from which none came, answers that cannot leave."""

from exceptions_queue.access import Permission, SignedIn, require
from exceptions_queue.deciding import answers_of_the_pipeline
from exceptions_queue.services import Services
from orders.stages import Subject
from pipeline.decisions.part import PartDecision, PartDecisionKind


def set_aside(
    services: Services, person: SignedIn, subject: Subject, subject_id: str, *, version: int, reason: str
) -> None:
    """No order is in it, or none that we want: it leaves the queue and stays findable with the reason."""
    _decide(services, person, subject, subject_id, version, PartDecisionKind.SET_ASIDE, reason)


def read_again(services: Services, person: SignedIn, subject: Subject, subject_id: str, *, version: int) -> None:
    """Carry its steps out once more, after the cause was mended."""
    _decide(services, person, subject, subject_id, version, PartDecisionKind.RETRY, "")


def _decide(
    services: Services,
    person: SignedIn,
    subject: Subject,
    subject_id: str,
    version: int,
    kind: PartDecisionKind,
    reason: str,
) -> None:
    require(person, Permission.DECIDE)
    decision = PartDecision(subject, subject_id, version, kind, person.name, services.clock(), reason)
    with answers_of_the_pipeline():
        services.decide_part(decision)
