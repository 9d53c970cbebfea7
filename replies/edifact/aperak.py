"""Writes APERAK, the application error and acknowledgement: that an order was taken, or what is wrong with it.

An ERC group for each line that is not taken as it was sent, and one for what concerns the whole: the code, a sentence
that a person understands, the customer's line, and the reason that somebody here gave.
"""

from collections.abc import Iterator
from functools import partial

from edi.edifact.drafts import Draft, draft
from replies.answer import AnsweredLine, AnswerKind, LineCode, OrderAnswer, Terms, Unwritable
from replies.edifact import order_codes as codes
from replies.edifact.manner import Manner, about_an_order, in_a_charset, in_file, manner_of, number
from replies.edifact.order_heading import function, parties, prepared, references
from replies.edifact.order_lines import line_reference, texts
from replies.envelope import AnswerEnvelope

_ACKNOWLEDGEMENT, _ERROR_MESSAGE = "312", "313"
_EANCOM_NAME = ("12E", "", "9")
_MOST_ERRORS = 999
_WHOLE = {
    AnswerKind.REFUSED: "The order is not accepted.",
    AnswerKind.CHANGED: "The order is accepted with changes.",
    AnswerKind.ACCEPTED: "The order is accepted.",
    AnswerKind.CANCELLED: "The order is cancelled.",
}


def write_aperak(answer: OrderAnswer, envelope: AnswerEnvelope) -> bytes:
    """The answer to an order, change or cancellation. Raises `Unwritable` where a number or code has no room."""
    return in_a_charset(partial(_written, answer), envelope)


def _written(answer: OrderAnswer, envelope: AnswerEnvelope) -> bytes:
    manner = manner_of(envelope.dialect, "APERAK")
    segments = (*_heading(answer, envelope, manner), *_errors(answer, manner))
    return in_file(about_an_order("APERAK", segments, manner), envelope, manner)


def _heading(answer: OrderAnswer, envelope: AnswerEnvelope, manner: Manner) -> Iterator[Draft]:
    yield _beginning(answer, envelope.document_number, manner)
    yield prepared(envelope)
    yield from references(answer)
    received = answer.received
    for qualifier, reference in ((codes.MESSAGE, received.message), (codes.INTERCHANGE, received.interchange)):
        if reference:
            yield draft("RFF", (qualifier, reference))
    yield from parties(answer, manner)


def _beginning(answer: OrderAnswer, number: str, manner: Manner) -> Draft:
    """EANCOM of D.96A has a name of its own for the message, and confirms or refuses."""
    said = function(answer)
    if manner.eancom and not manner.since_01b:
        confirmed = said in (codes.ACCEPTED_FUNCTION, codes.CHANGED_FUNCTION)
        return draft("BGM", _EANCOM_NAME, number, codes.CONFIRMATION if confirmed else said)
    name = ""
    if manner.since_01b:
        name = _ERROR_MESSAGE if answer.kind is AnswerKind.REFUSED else _ACKNOWLEDGEMENT
    return draft("BGM", name, number, said, codes.RESPONSES[answer.kind])


def _errors(answer: OrderAnswer, manner: Manner) -> Iterator[Draft]:
    wrong = [line for line in answer.lines if line.code in codes.ERRORS]
    is_whole = bool(answer.reason) or (answer.kind is AnswerKind.REFUSED and not wrong)
    if len(wrong) + is_whole > _MOST_ERRORS:
        raise Unwritable(f"{len(wrong)} lines are not as they were sent, and APERAK has room for {_MOST_ERRORS}.")
    # EANCOM has this one kind of text here.
    reason = "AAO" if manner.eancom else "AAI"
    if is_whole:
        yield _error(codes.WHOLE_ORDER)
        yield from texts("AAO", _WHOLE[answer.kind], manner)
        yield draft("RFF", (codes.ORDER, answer.po_number))
        yield from texts(reason, answer.reason, manner)
    for line in wrong:
        yield _error(codes.ERRORS[line.code])
        yield from texts("AAO", _sentence(line), manner)
        yield line_reference(line, answer.po_number)
        yield from texts(reason, line.reason, manner)


def _error(code: str) -> Draft:
    return draft("ERC", (code, "", codes.SELLER))


def _sentence(line: AnsweredLine) -> str:
    """What differs, in words; the values are those of the line."""
    return f"Line {line.line_no}: {_what(line)}"


def _what(line: AnsweredLine) -> str:
    ordered, confirmed = line.ordered, line.confirmed
    match line.code:
        case LineCode.REFUSED:
            return "it is not accepted."
        case LineCode.SUBSTITUTED:
            return f"{line.substitute_item or line.substitute_gtin or 'another item'} comes instead."
        case LineCode.BACKORDERED:
            later = f" on {line.backorder_date}" if line.backorder_date else " later"
            return f"{_amount(confirmed)} of {_amount(ordered)} come, the rest{later}."
        case LineCode.QUANTITY_CHANGED:
            return f"{_amount(confirmed)} instead of {_amount(ordered)}."
        case LineCode.PRICE_CHANGED:
            return f"the price is {_price(confirmed)} instead of {_price(ordered)}."
        case LineCode.DATE_CHANGED:
            return (
                f"it comes on {confirmed.delivery_date or 'another day'} instead of {ordered.delivery_date or 'none'}."
            )
        case LineCode.ACCEPTED:
            return "it is accepted."


def _amount(terms: Terms) -> str:
    quantity = "none" if terms.quantity is None else f"{number(terms.quantity):f}"
    return f"{quantity} {terms.unit}".rstrip()


def _price(terms: Terms) -> str:
    return "not known" if terms.price is None else f"{number(terms.price):f}"
