"""Which answers are due once a document is read, written down in the commit that makes its orders.

That of an interchange is owed at once. That of an order is awaited: what it says is settled when the order is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from orders.answer_types import ANSWERS_THEMSELVES, AnswerType
from orders.answers_by_standard import TO_CHANGES, TO_INTERCHANGES, TO_ORDERS
from orders.document import Arrival, Document
from orders.ids import OrderId, ReplyId, WorkId
from orders.partner import EnvelopeIdentity, PartnerProfile, PartnerProfiles, Standard
from orders.partner_answers import Agreement
from orders.reading import OrderKind, OrderReading
from orders.stages import Subject
from pipeline.answering.origins import origin_of
from replies.received import Received, received
from storage.replies import NewReply
from storage.unit_of_work import UnitOfWork

_CHANGE_SETS = frozenset({"860", "876"})
"""In X12 it is the set that is answered, whatever it asks for: an 850 that cancels is answered by an 855."""


@dataclass(frozen=True, slots=True)
class Made:
    """An order that was read from the document."""

    id: OrderId
    reading: OrderReading


@dataclass(frozen=True, slots=True)
class Answered:
    """One interchange of the document whose sender wants answers; `index` is its place among all of them."""

    index: int
    received: Received
    profile: PartnerProfile


def answered_interchanges(content: bytes, partners: PartnerProfiles) -> tuple[Answered, ...]:
    """Those that a partner sent who wants them answered; one that holds nothing but answers is none of them."""
    if not any(partner.answers.send for partner in partners.partners):
        return ()
    return tuple(_answered(received(content), partners))


def _answered(interchanges: Sequence[Received], partners: PartnerProfiles) -> Iterator[Answered]:
    for index, one in enumerate(interchanges):
        profile = partners.of(identities(one))
        only_answers = bool(one.parts) and all(part.type in ANSWERS_THEMSELVES for part in one.parts)
        if profile is not None and not only_answers and _wants(profile, is_test=one.test or profile.testing):
            yield Answered(index, one, profile)


def identities(of: Received) -> tuple[EnvelopeIdentity, ...]:
    """Who sent it, the application of each group first. Empty where it does not say."""
    if not of.sender.id:
        return ()
    standard = Standard(of.standard.value)
    applications = dict.fromkeys((*(group.header.sender.id for group in of.groups), ""))
    return tuple(
        EnvelopeIdentity(standard=standard, id=of.sender.id, qualifier=of.sender.qualifier, application=application)
        for application in applications
    )


def expect_answers(
    uow: UnitOfWork,
    document: Document,
    made: Sequence[Made],
    interchanges: Sequence[Answered],
    partners: PartnerProfiles,
    now: datetime,
) -> tuple[WorkId, ...]:
    """The work on those that are owed at once. Nothing of the past is answered."""
    arrival = uow.arrivals.get(document.arrival_id)
    if _is_of_the_past(uow, arrival):
        return ()
    for one in made:
        answers = _answers_to(one.reading, [answered.received for answered in interchanges])
        _await(uow, document, arrival, one, answers, partners, now)
    known = {(row.type, row.interchange) for row in uow.replies.of_document(document.id) if row.order_id is None}
    owed = [
        _owe(uow, document, arrival, answered, agreement, now)
        for answered in interchanges
        for agreement in _agreed(answered.profile, TO_INTERCHANGES[Standard(answered.received.standard.value)])
        if (agreement.type, answered.index) not in known
    ]
    return tuple(uow.work.add(Subject.REPLY, reply_id, now) for reply_id in owed if reply_id)


def _is_of_the_past(uow: UnitOfWork, arrival: Arrival) -> bool:
    """Whether a backfill brought it, be it one that posts: whoever sent it was answered long ago."""
    if arrival.historic:
        return True
    return any(entry.detail.get("of_the_past") for entry in uow.journal.of(Subject.ARRIVAL, arrival.id))


def profile_of(reading: OrderReading, partners: PartnerProfiles) -> PartnerProfile | None:
    """The partner that sent it."""
    named = partners.named(reading.profile.name) if reading.profile else None
    return named or partners.of(reading.identities)


def _owe(
    uow: UnitOfWork, document: Document, arrival: Arrival, answered: Answered, agreement: Agreement, now: datetime
) -> ReplyId | None:
    profile = answered.profile
    # A copy of the same bytes is given the same answer, whatever became of the first by now.
    key = f"{profile.name}|{agreement.type.value}|{document.digest}|{answered.index}"
    first = uow.replies.first_for(key)
    return uow.replies.add(
        NewReply(
            type=agreement.type,
            document_id=document.id,
            partner=profile.name,
            expected_at=now,
            due_at=_due(arrival, agreement),
            interchange=answered.index,
            first_for="" if first else key,
            repeats=first,
            test=answered.received.test or profile.testing,
        )
    )


def _await(
    uow: UnitOfWork,
    document: Document,
    arrival: Arrival,
    made: Made,
    answers: Sequence[AnswerType],
    partners: PartnerProfiles,
    now: datetime,
) -> None:
    reading = made.reading
    profile = profile_of(reading, partners)
    is_test = reading.test or (profile is not None and profile.testing)
    if profile is None or not _wants(profile, is_test=is_test):
        return
    for agreement in _agreed(profile, answers):
        new = NewReply(
            type=agreement.type,
            document_id=document.id,
            partner=profile.name,
            expected_at=now,
            due_at=_due(arrival, agreement),
            order_id=made.id,
            test=is_test,
        )
        uow.replies.add(new)


def _answers_to(reading: OrderReading, interchanges: Sequence[Received]) -> Sequence[AnswerType]:
    """Which answer it, whoever wants them; none where nobody knows on the wire who sent it."""
    if not reading.identities:
        return ()
    origin = origin_of(reading, interchanges) if reading.kind is not OrderKind.ORDER else None
    is_order = reading.kind is OrderKind.ORDER or (origin is not None and origin[1].type not in _CHANGE_SETS)
    return (TO_ORDERS if is_order else TO_CHANGES)[reading.identities[0].standard]


def _wants(profile: PartnerProfile, *, is_test: bool) -> bool:
    return bool(profile.answers.send) and (profile.answers.tests or not is_test)


def _agreed(profile: PartnerProfile, types: Sequence[AnswerType]) -> list[Agreement]:
    return [agreement for type_ in types if (agreement := profile.answers.agreed(type_))]


def _due(arrival: Arrival, agreement: Agreement) -> datetime:
    return arrival.received_at + timedelta(hours=float(agreement.within_hours))
