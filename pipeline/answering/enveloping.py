"""Around an answer: the numbers that it is given, and how it is addressed and written."""

from dataclasses import fields, replace
from datetime import datetime

from orders.answer_types import AnswerType
from orders.ids import ReplyId
from orders.partner import PartnerProfile
from orders.reading import OrderReading
from pipeline.answering.answering import unanswerable
from replies.answer import AnswerEnvelope, Dialect, Identity
from replies.received import Received, ReceivedPart
from storage.unit_of_work import UnitOfWork

_GROUPED = frozenset({AnswerType.X12_997, AnswerType.X12_999, AnswerType.X12_855, AnswerType.X12_865})
# Of the 255 bytes that names of files may have, of up to four bytes a letter.
_LONGEST_NAME = 40
_XML = frozenset({AnswerType.UBL_ORDER_RESPONSE, AnswerType.CXML_CONFIRMATION})


def envelope(
    uow: UnitOfWork,
    type_: AnswerType,
    profile: PartnerProfile,
    answered: tuple[Received, ReceivedPart | None] | None,
    reading: OrderReading | None,
    now: datetime,
    *,
    is_test: bool,
) -> AnswerEnvelope:
    """With the next numbers, which are given in this unit of work and kept only if it is committed."""
    received, part = answered or (None, None)
    ours, theirs = _ours(profile, received), _theirs(profile, received, reading)
    group = received.groups[part.group].header if received and part and part.group >= 0 else None
    if received and part is None and received.groups:
        group = received.groups[0].header
    sender, recipient = _key(ours), _key(theirs)

    def number(kind: str) -> int:
        return uow.control_numbers.next(sender, recipient, kind)

    standard = "x12" if type_ in _GROUPED else "edifact"
    document = number(type_.value)
    return AnswerEnvelope(
        sender=ours,
        recipient=theirs,
        interchange_number=document if type_ in _XML else number(f"{standard} interchange"),
        group_number=number(f"{standard} group") if type_ in _GROUPED else 0,
        document_number=f"{document:06d}",
        prepared_at=now,
        test=is_test,
        dialect=_dialect(type_, profile, received, part),
        group_sender=group.recipient if group else None,
        group_recipient=group.sender if group else None,
    )


def file_name(type_: AnswerType, profile: PartnerProfile, number: int, reply_id: ReplyId) -> str:
    """Unique, and in the sequence of the numbers where a folder is sorted by name."""
    ending = "xml" if type_ in _XML else "edi"
    name = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in profile.name)[:_LONGEST_NAME]
    return f"{name}_{type_.value}_{number:09d}_{reply_id[:8]}.{ending}"


def _ours(profile: PartnerProfile, received: Received | None) -> Identity:
    own = profile.answers.ours
    if own.id:
        return Identity(own.id, own.qualifier, own.routing)
    if received is None or not received.recipient.id:
        raise unanswerable(
            f"The profile {profile.name} does not say who we are for this partner: give answers.ours an id."
        )
    return received.recipient


def _theirs(profile: PartnerProfile, received: Received | None, reading: OrderReading | None) -> Identity:
    if received is not None:
        return received.sender
    one = next(iter(reading.identities if reading else ()), profile.identities[0])
    return Identity(one.id, one.qualifier)


def _dialect(
    type_: AnswerType, profile: PartnerProfile, received: Received | None, part: ReceivedPart | None
) -> Dialect:
    """As agreed; where nothing is, as the message that is answered."""
    found = received.dialect if received else Dialect()
    if received is not None and type_ in _GROUPED:
        group = received.groups[part.group if part and part.group >= 0 else 0] if received.groups else None
        found = replace(found, version=group.header.version if group else "")
    elif part is not None:
        version = ".".join(filter(None, (part.version, part.release)))
        found = replace(found, version=version, association=part.association)
    agreement = profile.answers.agreed(type_)
    agreed = agreement.dialect.model_dump() if agreement else {}
    return replace(found, **{field.name: agreed[field.name] for field in fields(found) if agreed.get(field.name)})


def _key(identity: Identity) -> str:
    return f"{identity.qualifier.strip()}:{identity.id.strip()}".casefold()
