"""What people decide on arrivals and documents from which no order came: set aside with a reason, or read again."""

from exceptions_queue.access import Permission, SignedIn, require
from exceptions_queue.deciding import given
from exceptions_queue.problems import ChangedMeanwhile, NotPossible
from exceptions_queue.services import Services
from orders.ids import DocumentId
from orders.stages import FIRST_STAGE, Outcome, Stage, Subject, next_stage
from storage.rows import WorkRow
from storage.unit_of_work import UnitOfWork


def set_aside(
    services: Services, person: SignedIn, subject: Subject, subject_id: str, *, version: int, reason: str
) -> None:
    """No order is in it, or none that we want: it leaves the queue and stays findable with the reason."""
    require(person, Permission.DECIDE)
    why = given(reason)
    with services.store.begin() as uow:
        row = _held(uow, subject, subject_id)
        _settle(uow, row, version, services, row.stage, Outcome.SET_ASIDE, why)
        uow.journal.write(subject, subject_id, f"{subject}.set_aside", person.name, {"reason": why}, services.clock())


def read_again(services: Services, person: SignedIn, subject: Subject, subject_id: str, *, version: int) -> None:
    """Carry the same step out once more, after the cause was mended."""
    require(person, Permission.DECIDE)
    with services.store.begin() as uow:
        row = _held(uow, subject, subject_id)
        stage = _stage_to_repeat(uow, row)
        _settle(uow, row, version, services, stage, Outcome.RUNNING, "")
        uow.journal.write(subject, subject_id, f"{subject}.retried", person.name, {"stage": stage.value}, services.clock())
        services.dispatcher.submit(uow, row.id)


def can_read_again(row: WorkRow) -> bool:
    """Whether there is a step that can be repeated: an unpacked arrival is at its end, its documents are not."""
    return row.outcome is Outcome.HELD and (
        row.subject is Subject.DOCUMENT or next_stage(row.subject, row.stage) is not None
    )


def _held(uow: UnitOfWork, subject: Subject, subject_id: str) -> WorkRow:
    row = uow.work.of(subject, subject_id)
    if row.outcome is not Outcome.HELD:
        raise NotPossible("It no longer waits for a person: somebody has decided, or it went on by itself. Reload the page.")
    return row


def _stage_to_repeat(uow: UnitOfWork, row: WorkRow) -> Stage:
    if not can_read_again(row):
        raise NotPossible("There is no step to repeat for this arrival: open its documents and read those again.")
    if row.subject is Subject.DOCUMENT:
        if uow.orders.of_document(DocumentId(row.subject_id)):
            raise NotPossible("Orders were read from this document already: decide on those.")
        return FIRST_STAGE[Subject.DOCUMENT]
    return row.stage


def _settle(
    uow: UnitOfWork, row: WorkRow, version: int, services: Services, stage: Stage, outcome: Outcome, why: str
) -> None:
    if not uow.work.decide(row.id, version, stage=stage, outcome=outcome, now=services.clock(), reason=why):
        raise ChangedMeanwhile
