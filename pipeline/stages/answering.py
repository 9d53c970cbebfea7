"""An answer that is owed to one that is written: its bytes and its control numbers, in one commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from erp_adapters.adapter import ErpOrder
from orders.answer_types import AnswerType
from orders.errors import Retryable, UnknownOutcome
from orders.ids import ReplyId
from orders.partner import PartnerProfile
from orders.reading import OrderReading
from orders.stages import Outcome, Stage, Subject
from pipeline.answering.answering import unanswerable
from pipeline.answering.composing import composed_order, composed_syntax, references
from pipeline.answering.enveloping import envelope, file_name
from pipeline.answering.origins import origin_of
from pipeline.answering.said import said_of_order, said_of_syntax
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import MACHINE, Concluded, Conclusion, retrying
from replies.answer import AnswerEnvelope, OrderAnswer, SyntaxAnswer, Unwritable
from replies.received import Received, ReceivedPart, received
from storage.replies import ReplyRow, Written
from storage.rows import JournalDetail
from storage.unit_of_work import UnitOfWork

_LOOK_AGAIN = timedelta(seconds=10)
_LOOK_SELDOM = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Composed:
    """What is to be said, to what: an interchange, perhaps one message of it, and the order that was read from it."""

    answer: SyntaxAnswer | OrderAnswer
    answered: tuple[Received, ReceivedPart | None] | None
    reading: OrderReading | None = None


def write_answer(flow: Flow, claim: Claim) -> Conclusion:
    """Decide what is said and write it in the partner's standard; a copy is given the bytes of the first.

    Raises NeedsAttention for what cannot be written, Retryable while the ERP cannot be asked.
    """
    with flow.store.read() as uow:
        reply = uow.replies.get(ReplyId(claim.row.subject_id))
        if reply.repeats is not None and (again := _again(uow, reply, reply.repeats)):
            return lambda uow: _conclude(flow, uow, reply, again)
        digest, named = uow.documents.get(reply.document_id).digest, references(uow, reply)
    profile, content = _profile(flow, reply), flow.store.archive.get(digest)
    in_erp = {reference: _in_erp(flow, reference) for reference in named}
    with flow.store.read() as uow:
        composed = _composed(flow, uow, reply, profile, content, in_erp)
    if composed is None:
        at = flow.clock() + _pause(flow, reply)
        return retrying(claim.row, at, "Waits until all portions are read.", attempts=claim.row.attempts)
    return lambda uow: _write(flow, uow, reply, profile, composed)


def _composed(
    flow: Flow,
    uow: UnitOfWork,
    reply: ReplyRow,
    profile: PartnerProfile,
    content: bytes,
    in_erp: Mapping[str, ErpOrder],
) -> _Composed | None:
    interchanges = received(content)
    if reply.order_id is None:
        syntax = composed_syntax(uow, reply, interchanges, lambda part: flow.store.archive.get(part.digest))
        return _Composed(syntax, (interchanges[reply.interchange], None)) if syntax else None
    row = uow.orders.get(reply.order_id)
    origin = origin_of(row.reading, interchanges)
    return _Composed(composed_order(uow, reply, profile, in_erp, content, origin), origin, row.reading)


def _pause(flow: Flow, reply: ReplyRow) -> timedelta:
    """Ever longer, since a portion may wait for a person."""
    return min(max((flow.clock() - reply.expected_at) / 4, _LOOK_AGAIN), _LOOK_SELDOM)


def _in_erp(flow: Flow, reference: str) -> ErpOrder:
    try:
        return flow.adapter.read(reference)
    except UnknownOutcome as fault:
        raise Retryable(str(fault)) from fault


def _profile(flow: Flow, reply: ReplyRow) -> PartnerProfile:
    profile = flow.partners.named(reply.partner)
    if profile is None:
        raise unanswerable(f"The profile {reply.partner} is gone. Bring it back, or set the answer aside.")
    return profile


def _again(uow: UnitOfWork, reply: ReplyRow, first_id: ReplyId) -> Written | None:
    """What the first copy was told; None where a person set the answer to that interchange aside unwritten."""
    first, body = uow.replies.get(first_id), uow.replies.body(first_id)
    if body is None or first.file_name is None:
        if first.waived and reply.order_id is None:
            return None
        if first.waived:
            # A copy is in no ERP: by itself it would be told to be refused.
            raise unanswerable("The answer to the first of these copies was set aside. Set this one aside as well.")
        raise Retryable("The answer to the first of these copies is not written yet.")
    stem, _, ending = first.file_name.rpartition(".")
    return Written(body, f"{stem}_again_{reply.id[:8]}.{ending}", first.number, first.said, first.test)


def _write(flow: Flow, uow: UnitOfWork, reply: ReplyRow, profile: PartnerProfile, composed: _Composed) -> Concluded:
    """Numbers are given here, so that a fault of the writer takes them back."""
    answer, now = composed.answer, flow.clock()
    around = envelope(uow, reply.type, profile, composed.answered, composed.reading, now, is_test=reply.test)
    body = _bytes(flow, reply.type, answer, around)
    if isinstance(answer, OrderAnswer):
        said, number = said_of_order(answer), around.document_number
    else:
        said, number = said_of_syntax(answer), str(around.interchange_number)
    name = file_name(reply.type, profile, around.interchange_number, reply.id)
    return _conclude(flow, uow, reply, Written(body, name, number, said, reply.test))


def _bytes(flow: Flow, type_: AnswerType, answer: SyntaxAnswer | OrderAnswer, around: AnswerEnvelope) -> bytes:
    writers = flow.answering.writers
    try:
        if isinstance(answer, SyntaxAnswer) and type_ in writers.of_syntax:
            return writers.of_syntax[type_](answer, around)
        if isinstance(answer, OrderAnswer) and type_ in writers.of_orders:
            return writers.of_orders[type_](answer, around)
    except Unwritable as fault:
        raise unanswerable(f"The {type_.value} cannot be written. {fault}") from fault
    raise unanswerable(f"No writer of {type_.value} is installed. Leave it out of the profile, or install one.")


def _conclude(flow: Flow, uow: UnitOfWork, reply: ReplyRow, written: Written) -> Concluded:
    now = flow.clock()
    uow.replies.write(reply.id, written, now)
    detail: JournalDetail = {
        "answer": reply.type.value,
        "says": written.said,
        "number": written.number,
        "file": written.file_name,
    }
    if reply.order_id is not None:
        uow.journal.write(Subject.ORDER, reply.order_id, "order.answered", MACHINE, detail, now)
    else:
        uow.journal.write(Subject.DOCUMENT, reply.document_id, "document.answered", MACHINE, detail, now)
    return Concluded(Stage.WRITTEN, Outcome.RUNNING, "reply.written", detail)
