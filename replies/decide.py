"""Decides what is said to an order, line by line, and of the whole. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from orders.reading import OrderKind, OrderReading, PartyReading
from replies.answer import AnsweredLine, AnsweredParty, AnswerKind, LineCode, OrderAnswer, ReceivedMessage
from replies.lines import TakenLine, answered_line, refused_line, text_of, value_of


@dataclass(frozen=True, slots=True)
class Facts:
    """What an answer names beside its lines."""

    our_order_number: str = ""
    received: ReceivedMessage = field(default_factory=ReceivedMessage)
    supersedes: str = ""


def accepted(sent: OrderReading, lines: Sequence[TakenLine], facts: Facts) -> OrderAnswer:
    """The answer to an order or a change that was carried out, entirely or in part."""
    answered = tuple(answered_line(line, sent) for line in lines)
    codes = {line.code for line in answered}
    if sent.kind is OrderKind.CANCEL:
        kind = AnswerKind.CANCELLED
    elif codes == {LineCode.REFUSED}:
        kind = AnswerKind.REFUSED
    else:
        kind = AnswerKind.ACCEPTED if codes <= {LineCode.ACCEPTED} else AnswerKind.CHANGED
    return _answer(kind, sent, answered, facts)


def refused(sent: OrderReading, facts: Facts) -> OrderAnswer:
    """The answer to an order, change or cancellation of which nothing is carried out."""
    lines = tuple(refused_line(line, sent) for line in sent.lines)
    return _answer(AnswerKind.REFUSED, sent, lines, facts)


def _answer(kind: AnswerKind, sent: OrderReading, lines: tuple[AnsweredLine, ...], facts: Facts) -> OrderAnswer:
    days = {line.confirmed.delivery_date for line in lines if line.code is not LineCode.REFUSED}
    return OrderAnswer(
        kind=kind,
        about=sent.kind,
        po_number=text_of(sent.po_number),
        release=text_of(sent.release),
        order_date=value_of(sent.order_date),
        change_number=text_of(sent.change_number),
        our_order_number=facts.our_order_number,
        currency=text_of(sent.currency),
        buyer=_party(sent.buyer),
        supplier=_party(sent.supplier),
        ship_to=_party(sent.ship_to),
        bill_to=_party(sent.bill_to),
        delivery_date=days.pop() if len(days) == 1 else None,
        lines=lines,
        received=facts.received,
        supersedes=facts.supersedes,
    )


def _party(read: PartyReading | None) -> AnsweredParty:
    if read is None:
        return AnsweredParty()
    return AnsweredParty(
        id=text_of(read.id),
        id_scheme=read.id_scheme,
        name=text_of(read.name),
        street=text_of(read.street),
        postcode=text_of(read.postcode),
        city=text_of(read.city),
        region=text_of(read.region),
        country=text_of(read.country),
    )
