"""An arrival to its documents. Every part becomes one: read later, or set aside now with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ingest.unpacking.unpack import Part, Unpacked
from orders.document import Arrival, Document, digest_of
from orders.errors import NeedsAttention
from orders.findings import Finding
from orders.ids import ArrivalId, DocumentId, WorkId, new_id
from orders.stages import FIRST_STAGE, Outcome, Stage, Subject
from parsers.parser import Blob
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion
from pipeline.findings import add_findings
from pipeline.parts.orderless import no_order
from pipeline.recognition import chosen_parser, unread_reason
from storage.errors import Conflict, NotFound
from storage.unit_of_work import UnitOfWork


def unpack(flow: Flow, claim: Claim) -> Conclusion:
    """Unpack an arrival; its parts are in the archive before the commit that names them."""
    with flow.store.read() as uow:
        arrival = uow.arrivals.get(ArrivalId(claim.row.subject_id))
        known = {document.path: document for document in uow.documents.of_arrival(arrival.id)}
    unpacked = flow.unpack(flow.store.archive.get(arrival.digest), arrival.name, arrival.media_type)
    parts = _with_verified_sender(flow, arrival, unpacked.parts)
    documents = [_document(flow, arrival, unpacked, part, known) for part in parts]
    return lambda uow: _conclude(flow, uow, arrival, documents, known, unpacked.findings)


def _with_verified_sender(flow: Flow, arrival: Arrival, parts: Sequence[Part]) -> Sequence[Part]:
    """The parts of the mail that reached us with what comes of its signatures; mails within it have none of their own.

    It is kept with the documents, since keys are withdrawn with time.
    """
    own = next((part.origin for part in parts if part.origin and not part.origin.forwarded), None)
    if own is None:
        return parts
    verified = flow.verify(flow.store.archive.get(arrival.digest), own.address, arrival.received_at)
    proven = own.model_copy(update={"verified": verified})
    return [replace(part, origin=proven) if part.origin == own else part for part in parts]


def _document(flow: Flow, arrival: Arrival, unpacked: Unpacked, part: Part, known: Mapping[str, Document]) -> Document:
    digest = digest_of(part.content)
    if digest != arrival.digest:
        flow.store.archive.put(part.content)
    before = known.get(part.path)
    return Document(
        id=before.id if before else DocumentId(new_id()),
        arrival_id=arrival.id,
        path=part.path,
        name=part.name,
        media_type=part.media_type,
        digest=digest,
        size=len(part.content),
        sender=part.sender or unpacked.sender or arrival.sender,
        subject=part.subject or unpacked.subject,
        set_aside=part.set_aside or _unread(flow, part),
        origin=part.origin,
    )


def _unread(flow: Flow, part: Part) -> str:
    """Why no parser will read this part, empty where one will; a tie is for the parsing stage to report."""
    try:
        parser = chosen_parser(flow.parsers, Blob(part.content, part.name, part.media_type))
    except NeedsAttention:
        return ""
    return "" if parser else unread_reason(part.media_type)


def _conclude(
    flow: Flow,
    uow: UnitOfWork,
    arrival: Arrival,
    documents: Sequence[Document],
    known: Mapping[str, Document],
    findings: Sequence[Finding],
) -> Concluded:
    now = flow.clock()
    to_read = [document for document in documents if not document.set_aside]
    for document in documents:
        _store(uow, document, known.get(document.path))
    follow_ups = tuple(_work_on(uow, document, now) for document in to_read if _is_new_work(document, known))
    faults = [finding for finding in findings if finding.holds]
    if not to_read and not faults:
        faults = [no_order(documents)]
    add_findings(uow, Subject.ARRIVAL, arrival.id, (*findings, *faults))
    return Concluded(
        Stage.UNPACKED,
        Outcome.HELD if faults else Outcome.DONE,
        "arrival.unpacked",
        {"documents": len(to_read), "set_aside": len(documents) - len(to_read), "digest": arrival.digest},
        reason="; ".join(finding.message for finding in faults),
        follow_ups=follow_ups,
    )


def _store(uow: UnitOfWork, document: Document, before: Document | None) -> None:
    if before is None:
        uow.documents.add(document)
    elif replace(before, set_aside=document.set_aside) != before:
        uow.documents.set_aside(document.id, document.set_aside)


def _work_on(uow: UnitOfWork, document: Document, now: datetime) -> WorkId:
    """New work, or that of a document that was set aside when it was read and is now read again."""
    try:
        before = uow.work.of(Subject.DOCUMENT, document.id)
    except NotFound:
        return uow.work.add(Subject.DOCUMENT, document.id, now)
    first = FIRST_STAGE[Subject.DOCUMENT]
    if not uow.work.decide(before.id, before.version, stage=first, outcome=Outcome.RUNNING, now=now):
        raise Conflict("The document was decided on at this moment.")
    return before.id


def _is_new_work(document: Document, known: Mapping[str, Document]) -> bool:
    """Whether nobody works on this document yet: it is new, or was set aside when the arrival was unpacked before."""
    before = known.get(document.path)
    return before is None or bool(before.set_aside)
