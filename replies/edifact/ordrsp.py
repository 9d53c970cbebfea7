"""Writes ORDRSP, the purchase order response, as D.93A, D.96A, D.01B or their successors have it, and EANCOM's.

BGM says what becomes of the whole (1225: 29 accepted, 4 changed, 27 refused, 1 cancelled), RFF whose order it is, LIN
what becomes of a line (1229). What was ordered stands beside what is confirmed wherever they differ.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from edi.edifact.drafts import Draft, draft
from replies.answer import LineCode, OrderAnswer
from replies.edifact import order_codes as codes
from replies.edifact.manner import Manner, about_an_order, in_a_charset, in_file, manner_of, number
from replies.edifact.order_heading import day, function, parties, prepared, references
from replies.edifact.order_lines import lines, texts
from replies.envelope import AnswerEnvelope

_LINES_TOTAL, _LINE_COUNT = "79", "2"
_LONGEST_TOTAL = 16


def write_ordrsp(answer: OrderAnswer, envelope: AnswerEnvelope) -> bytes:
    """The answer to an order, change or cancellation. Raises `Unwritable` where a number or code has no room."""
    return in_a_charset(partial(_written, answer), envelope)


def _written(answer: OrderAnswer, envelope: AnswerEnvelope) -> bytes:
    manner = manner_of(envelope.dialect, "ORDRSP")
    segments = (*_heading(answer, envelope, manner), *lines(answer, manner), *_summary(answer))
    return in_file(about_an_order("ORDRSP", segments, manner), envelope, manner)


def _heading(answer: OrderAnswer, envelope: AnswerEnvelope, manner: Manner) -> Iterator[Draft]:
    yield draft("BGM", "231", envelope.document_number, function(answer))
    yield prepared(envelope)
    if answer.delivery_date is not None:
        yield day(codes.PROMISED, answer.delivery_date)
    yield from texts("AAI", answer.reason, manner)
    yield from references(answer)
    yield from parties(answer, manner)
    if answer.currency:
        yield draft("CUX", ("2", answer.currency, "9"))


def _summary(answer: OrderAnswer) -> Iterator[Draft]:
    yield draft("UNS", "S")
    total = _total(answer)
    if total is not None:
        yield draft("MOA", (_LINES_TOTAL, number(total)))
    yield draft("CNT", (_LINE_COUNT, len(answer.lines)))


def _total(answer: OrderAnswer) -> Decimal | None:
    """What the confirmed lines come to, where each has a price and the sum is exact to a hundredth.

    Else it would have to be rounded, and nobody agreed how.
    """
    total = Decimal(0)
    for line in answer.lines:
        terms = line.confirmed
        if line.code is LineCode.REFUSED or terms.quantity == 0:
            continue
        if terms.price is None or terms.quantity is None:
            return None
        total += terms.price * terms.quantity / terms.price_basis
    hundredths = (total * 100).normalize()
    is_exact = hundredths == hundredths.to_integral_value() and hundredths.adjusted() < _LONGEST_TOTAL
    return total if total and is_exact else None
