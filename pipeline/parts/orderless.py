"""What somebody sent must be seen: an arrival that gave no order is held, unless it is known to be something else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ingest.sniff import EDIFACT, HTML, MAIL, TEXT, X12
from orders.document import Document
from orders.findings import Finding, FindingCode, Severity
from orders.ids import ArrivalId, WorkId
from orders.policy import WithoutOrder
from orders.stages import Outcome, Stage, Subject
from pipeline.conclusions import MACHINE
from pipeline.findings import add_findings
from pipeline.recognition import is_unread, unread_reason
from storage.errors import Conflict
from storage.rows import JournalDetail, WorkRow
from storage.unit_of_work import UnitOfWork

_WITHOUT_ORDER = frozenset({FindingCode.NO_ORDER, FindingCode.NO_PARSER})


PASSED_ON = "arrival.passed_on"
"""The journal's entry of a mail that was passed on."""


def no_order(documents: Sequence[Document]) -> Finding:
    """The finding of an arrival without an order; it says of each part why it was not read."""
    parts = " ".join(_why(document, alone=len(documents) == 1) for document in documents) or "It has no parts."
    unknown = bool(documents) and all(part.set_aside == unread_reason(part.media_type) for part in documents)
    return Finding(
        code=FindingCode.NO_PARSER if unknown else FindingCode.NO_ORDER,
        severity=Severity.HOLD,
        message=f"No part of it was read as an order. {parts} "
        "Enter the order in the ERP by hand, or set it aside with the reason.",
        found="1 part" if len(documents) == 1 else f"{len(documents)} parts",
        expected="an order",
    )


def _why(document: Document, *, alone: bool) -> str:
    """A sentence; a part that is alone is not named by its number."""
    reason = document.set_aside
    named = document.name or ("" if alone else document.path)
    sentence = f"{named}: {reason}" if named else reason[:1].upper() + reason[1:]
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def hold_if_orderless(
    uow: UnitOfWork, document: Document, reason: str, without: WithoutOrder, now: datetime
) -> tuple[WorkId, ...]:
    """Part of the commit that sets `document` aside: if it was the last hope of its arrival, the arrival is held.

    A mail is set aside instead where `without` says so and every part of it could be read. Where it is to be passed on
    first, the work on it goes on: it is among the works returned.

    The documents of one arrival finish on several workers. Each therefore writes the arrival's row first, guarded by
    its version: of two that finish at once one sees the other. Raises Conflict when a sibling was faster; the commit
    is then carried out anew.
    """
    # First its version, then what depends on it: a sibling that commits in between is noticed by the guard.
    arrival = uow.work.of(Subject.ARRIVAL, document.arrival_id)
    siblings = [sibling for sibling in uow.documents.of_arrival(document.arrival_id) if sibling.id != document.id]
    parts = sorted((*siblings, replace(document, set_aside=reason)), key=lambda part: part.path)
    if _still_hopeful(uow, siblings):
        _mark(uow, arrival, None, now)
    elif arrival.outcome is Outcome.HELD or not _may_go(uow, document, parts, without):
        _mark(uow, arrival, no_order(parts), now)
    elif without is WithoutOrder.SET_ASIDE or _stays(uow, arrival):
        _put_aside(uow, arrival, parts, now)
    else:
        if not uow.work.decide(arrival.id, arrival.version, stage=arrival.stage, outcome=Outcome.RUNNING, now=now):
            raise Conflict
        return (arrival.id,)
    return ()


def let_go_if_orderless(uow: UnitOfWork, document: Document, now: datetime) -> None:
    """Part of the commit that reads orders from `document`: an arrival that stood aside for want of one does no longer.

    What is held for another reason too stays held. Raises Conflict when somebody else wrote the arrival just now.
    """
    arrival = uow.work.of(Subject.ARRIVAL, document.arrival_id)
    findings = uow.findings.of(Subject.ARRIVAL, document.arrival_id)
    if not _is_orderless(arrival, findings):
        return
    if not uow.work.decide(arrival.id, arrival.version, stage=arrival.stage, outcome=Outcome.DONE, now=now):
        raise Conflict
    others = tuple(finding for finding in findings if finding.code not in _WITHOUT_ORDER)
    uow.findings.store(Subject.ARRIVAL, document.arrival_id, others)
    detail: JournalDetail = {"document": document.id}
    uow.journal.write(Subject.ARRIVAL, document.arrival_id, "arrival.released", MACHINE, detail, now)


def _is_orderless(arrival: WorkRow, findings: Sequence[Finding]) -> bool:
    """Whether it stands where it does for want of an order alone: a person's own word stays."""
    match arrival.outcome:
        case Outcome.HELD:
            return _WITHOUT_ORDER >= {finding.code for finding in findings if finding.holds} != set()
        case Outcome.SET_ASIDE:
            return any(finding.code in _WITHOUT_ORDER and not finding.holds for finding in findings)
        case Outcome.RUNNING | Outcome.RETRYING:
            # About to be passed on.
            return arrival.stage is Stage.UNPACKED
        case _:
            return False


def give_hope(uow: UnitOfWork, document: Document, now: datetime) -> None:
    """Part of the commit that takes up `document` again, and the first that it writes.

    A sibling that is just being set aside has seen this one set aside too, and would hold the arrival after this one
    gave its order. The new version of the arrival's row makes it look again.
    """
    arrival = uow.work.of(Subject.ARRIVAL, document.arrival_id, alone=True)
    _mark(uow, arrival, None, now)


def known_to_be_other(document: Document, findings: Sequence[Finding]) -> bool:
    """Whether a document without readings is known to want nothing of anybody.

    Such is an EDI message of another kind, since its standard says what it is, and the text of a mail that a machine
    sent, such as a note of absence. Of other mails only a person can tell.
    """
    if any(finding.holds for finding in findings):
        return False
    if document.media_type in (EDIFACT, X12):
        return True
    return is_body(document) and {finding.code for finding in findings} == {FindingCode.NO_ORDER}


def is_body(document: Document) -> bool:
    """Whether it is the text of a mail, which came without a name."""
    return not document.name and document.media_type in (TEXT, HTML)


def _still_hopeful(uow: UnitOfWork, siblings: Sequence[Document]) -> bool:
    """Whether one is yet to be read, waits for a person itself, gave an order, or is known to be something else."""
    return any(not part.set_aside or _was_known(uow, part) for part in siblings)


def _was_known(uow: UnitOfWork, part: Document) -> bool:
    findings = uow.findings.of(Subject.DOCUMENT, part.id)
    return bool(findings) and known_to_be_other(part, findings)


def _may_go(uow: UnitOfWork, document: Document, parts: Sequence[Document], without: WithoutOrder) -> bool:
    """Whether nobody has to look at a mail in which no order was found.

    What could not be read may be one, and what a text asks for otherwise needs a person.
    """
    if without is WithoutOrder.PERSON or uow.arrivals.get(document.arrival_id).media_type != MAIL:
        return False
    if any(is_unread(part.name, part.media_type, part.size, part.set_aside) for part in parts):
        return False
    told = (finding for part in parts for finding in uow.findings.of(Subject.DOCUMENT, part.id))
    return all(finding.code is FindingCode.NO_ORDER for finding in told if finding.holds)


def _stays(uow: UnitOfWork, arrival: WorkRow) -> bool:
    """Whether a mail is not passed on: nobody waits for one of the past, and one that was passed on is there."""
    if uow.arrivals.get(ArrivalId(arrival.subject_id)).historic:
        return True
    told = uow.journal.of(Subject.ARRIVAL, arrival.subject_id)
    return any(entry.event == PASSED_ON or entry.detail.get("of_the_past") for entry in told)


def _put_aside(uow: UnitOfWork, arrival: WorkRow, parts: Sequence[Document], now: datetime) -> None:
    finding = no_order(parts).model_copy(update={"severity": Severity.NOTE})
    aside = Outcome.SET_ASIDE
    if not uow.work.decide(
        arrival.id, arrival.version, stage=arrival.stage, outcome=aside, now=now, reason=finding.message
    ):
        raise Conflict
    add_findings(uow, Subject.ARRIVAL, arrival.subject_id, [finding])
    detail: JournalDetail = {"codes": finding.code.value}
    uow.journal.write(Subject.ARRIVAL, arrival.subject_id, "arrival.set_aside", MACHINE, detail, now)


def _mark(uow: UnitOfWork, arrival: WorkRow, finding: Finding | None, now: datetime) -> None:
    held = finding is not None or arrival.outcome is Outcome.HELD
    outcome = Outcome.HELD if held else arrival.outcome
    reason = finding.message if finding else arrival.reason
    if not uow.work.decide(arrival.id, arrival.version, stage=arrival.stage, outcome=outcome, now=now, reason=reason):
        raise Conflict
    if finding is not None:
        add_findings(uow, Subject.ARRIVAL, arrival.subject_id, [finding])
        uow.journal.write(
            Subject.ARRIVAL, arrival.subject_id, "arrival.held", MACHINE, {"codes": finding.code.value}, now
        )
