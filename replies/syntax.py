"""Decides what is said to an interchange: which of its messages are taken, and what is wrong with them. Pure."""

from collections.abc import Collection

from orders.answer_types import ANSWERS_THEMSELVES
from replies.received import Received, ReceivedPart
from replies.syntax_answer import (
    AnsweredGroup,
    AnsweredMessage,
    Fault,
    SyntaxAnswer,
    SyntaxDefect,
    Verdict,
)

ORDER_TYPES = frozenset({"ORDERS", "ORDCHG", "850", "860", "875", "876"})
"""The types of messages that may hold orders and changes of orders; any other is not supported."""


def syntax_answer(received: Received, taken: Collection[int]) -> SyntaxAnswer | None:
    """`taken` are the indices of the messages from which an order was read.

    A message of which none was read is rejected; the others of its interchange are not. None: the interchange holds
    nothing but answers, and these are never answered.
    """
    parts = [
        (part, _message(part, is_taken=index in taken))
        for index, part in enumerate(received.parts)
        if part.type not in ANSWERS_THEMSELVES
    ]
    if received.parts and not parts:
        return None
    groups = [
        AnsweredGroup(
            header=group.header,
            verdict=_verdict([message for part, message in parts if part.group == index], group.defects),
            messages=tuple(message for part, message in parts if part.group == index),
            announced=group.announced,
            defects=group.defects,
        )
        for index, group in enumerate(received.groups)
        if any(part.group == index for part, _ in parts) or not _holds_answers(received, index)
    ]
    if loose := tuple(message for part, message in parts if part.group < 0):
        groups.insert(0, AnsweredGroup(None, _verdict(loose, ()), loose))
    messages = [message for _, message in parts]
    defects = received.defects
    return SyntaxAnswer(
        standard=received.standard,
        sender=received.sender,
        recipient=received.recipient,
        reference=received.reference,
        verdict=_verdict(messages, (*defects, *(defect for group in groups for defect in group.defects))),
        groups=tuple(groups),
        test=received.test,
        prepared=received.prepared,
        defects=defects,
        asked=received.asked,
    )


def _holds_answers(received: Received, group: int) -> bool:
    return any(part.group == group for part in received.parts)


def _message(part: ReceivedPart, *, is_taken: bool) -> AnsweredMessage:
    verdict, defects = Verdict.ACCEPTED, part.defects
    if not is_taken:
        verdict, defects = Verdict.REJECTED, (*defects, *_why(part))
    elif defects:
        verdict = Verdict.WITH_ERRORS
    return AnsweredMessage(
        type=part.type,
        reference=part.reference,
        verdict=verdict,
        version=part.version,
        release=part.release,
        agency=part.agency,
        association=part.association,
        defects=defects,
    )


def _why(part: ReceivedPart) -> tuple[SyntaxDefect, ...]:
    """What to say of a message that is rejected, beside its own defects."""
    if not part.type:
        return (SyntaxDefect(Fault.TYPE_MISSING, sentence="The message does not say of which type it is."),)
    if part.type not in ORDER_TYPES:
        sentence = f"Messages of the type {part.type} are not taken here."
        return (SyntaxDefect(Fault.TYPE_NOT_SUPPORTED, found=part.type, sentence=sentence),)
    if part.defects:
        return ()
    return (SyntaxDefect(Fault.UNSPECIFIED, sentence="No order can be read from the message."),)


def _verdict(
    messages: list[AnsweredMessage] | tuple[AnsweredMessage, ...], defects: tuple[SyntaxDefect, ...]
) -> Verdict:
    rejected = sum(message.verdict is Verdict.REJECTED for message in messages)
    if rejected == len(messages):
        return Verdict.REJECTED
    if rejected:
        return Verdict.PARTLY
    clean = not defects and all(message.verdict is Verdict.ACCEPTED for message in messages)
    return Verdict.ACCEPTED if clean else Verdict.WITH_ERRORS
