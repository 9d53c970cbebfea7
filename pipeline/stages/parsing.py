"""A document to its orders: the parser that is surest reads it, and each reading becomes an order of its own."""

from collections.abc import Sequence
from dataclasses import replace

from orders.document import Document
from orders.findings import Finding, FindingCode
from orders.ids import DocumentId, OrderId, WorkId, new_id
from orders.reading import OrderReading
from orders.stages import Outcome, Stage, Subject
from orders.transcript import Transcript
from parsers.parser import Blob, ParseContext, Parsed
from pipeline.answering.expecting import Answered, Made, answered_interchanges, expect_answers
from pipeline.answering.portions import goes_on, is_continued
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion
from pipeline.findings import add_findings, merged
from pipeline.page_images import archived
from pipeline.parts.orderless import hold_if_orderless, is_body, known_to_be_other, let_go_if_orderless
from pipeline.recognition import chosen_parser, unread_reason
from pipeline.stages.interchange_doubts import with_doubts_held
from storage.rows import JournalDetail
from storage.unit_of_work import UnitOfWork


def parse(flow: Flow, claim: Claim) -> Conclusion:
    """Read a document. Raises NeedsAttention when several parsers claim it."""
    with flow.store.read() as uow:
        document = uow.documents.get(DocumentId(claim.row.subject_id))
    blob = Blob(flow.store.archive.get(document.digest), document.name, document.media_type)
    parser = chosen_parser(flow.parsers, blob)
    answered = _answered_here(flow, document, blob.content)
    if parser is None:
        unread = unread_reason(document.media_type)
        return lambda uow: _expecting(flow, uow, document, answered, _put_aside(flow, uow, document, (), unread))
    parsed = flow.read(parser, blob, ParseContext(document.sender, document.subject, flow.partners))
    held = with_doubts_held(parsed.readings, flow.partners, lambda: _is_continued(flow, document, blob.content))
    parsed = replace(parsed, readings=held)
    transcript = archived(flow.store.archive, parsed)

    def conclude(uow: UnitOfWork) -> Concluded:
        concluded = _conclude(flow, uow, document, parser.name, parsed, transcript)
        return _expecting(flow, uow, document, answered, concluded)

    return conclude


def _is_continued(flow: Flow, document: Document, content: bytes) -> bool:
    with flow.store.read() as uow:
        return is_continued(uow, document, content, lambda part: flow.store.archive.get(part.digest))


def _answered_here(flow: Flow, document: Document, content: bytes) -> Sequence[Answered]:
    """The interchanges that are answered for this document; one that goes on from the portion before is not."""
    answered = answered_interchanges(content, flow.partners)
    if not answered or answered[0].index:
        return answered
    with flow.store.read() as uow:
        of_before = goes_on(uow, document, answered[0].received, lambda part: flow.store.archive.get(part.digest))
    return answered[1:] if of_before else answered


def _expecting(
    flow: Flow, uow: UnitOfWork, document: Document, answered: Sequence[Answered], concluded: Concluded
) -> Concluded:
    """With the answers that the document's senders are to have, owed from this commit on."""
    if not flow.partners.partners:
        return concluded
    rows = uow.orders.of_document(document.id)
    last = max((row.run for row in rows), default=0)
    made = [Made(row.id, row.reading) for row in rows if row.run == last]
    owed = expect_answers(uow, document, made, answered, flow.partners, flow.clock())
    # The answer to the interchange first: it is awaited before that to any order in it.
    return replace(concluded, follow_ups=(*owed, *concluded.follow_ups))


def _conclude(
    flow: Flow, uow: UnitOfWork, document: Document, parser: str, parsed: Parsed, transcript: Transcript | None
) -> Concluded:
    add_findings(uow, Subject.DOCUMENT, document.id, parsed.findings)
    if transcript is not None:
        uow.documents.store_transcript(document.id, transcript)
    if parsed.readings:
        return _orders(flow, uow, document, parser, parsed)
    faults = [finding for finding in parsed.findings if finding.holds and finding.code is not FindingCode.NO_ORDER]
    if faults and not is_body(document):
        # What a text says is told with the orders that came with it; without any the arrival waits.
        return _held(faults, parser)
    reason = "; ".join(finding.message for finding in parsed.findings) or "it holds no order"
    return _put_aside(flow, uow, document, parsed.findings, reason)


def _orders(flow: Flow, uow: UnitOfWork, document: Document, parser: str, parsed: Parsed) -> Concluded:
    let_go_if_orderless(uow, document, flow.clock())
    run = 1 + max((order.run for order in uow.orders.of_document(document.id)), default=0)
    follow_ups = tuple(
        _order(flow, uow, document, run, index, with_findings(reading, parsed.findings))
        for index, reading in enumerate(parsed.readings)
    )
    return Concluded(
        Stage.PARSED,
        Outcome.DONE,
        "document.parsed",
        {"orders": len(follow_ups), "parser": parser, "run": run, "digest": document.digest},
        follow_ups=follow_ups,
    )


def _order(flow: Flow, uow: UnitOfWork, document: Document, run: int, index: int, reading: OrderReading) -> WorkId:
    order_id = OrderId(new_id())
    uow.orders.add(order_id, document.id, run, index, reading)
    return uow.work.add(Subject.ORDER, order_id, flow.clock())


def with_findings(reading: OrderReading, findings: Sequence[Finding]) -> OrderReading:
    """A defect of the whole document, such as a missing trailer, concerns every order in it."""
    if not findings:
        return reading
    return reading.model_copy(update={"findings": merged(reading.findings, findings)})


def _held(faults: Sequence[Finding], parser: str) -> Concluded:
    return Concluded(
        Stage.PARSED,
        Outcome.HELD,
        "document.held",
        {"codes": " ".join(sorted({finding.code.value for finding in faults})), "parser": parser},
        reason="; ".join(finding.message for finding in faults),
    )


def _put_aside(flow: Flow, uow: UnitOfWork, document: Document, findings: Sequence[Finding], reason: str) -> Concluded:
    passed_on: tuple[WorkId, ...] = ()
    if not findings or not known_to_be_other(document, findings):
        passed_on = hold_if_orderless(uow, document, reason, flow.policies.mails_without_order, flow.clock())
    uow.documents.set_aside(document.id, reason)
    detail: JournalDetail = {"digest": document.digest}
    return Concluded(Stage.PARSED, Outcome.SET_ASIDE, "document.set_aside", detail, reason, follow_ups=passed_on)
