"""855 and 865: what becomes of an order (X12.9) or of a change to it (X12.16), as a whole and line by line.

BAK01 and BCA01 (data element 353) name what is answered, BAK02 and BCA02 (587) what becomes of it. Lines are told where
there are any; CTT counts them and adds up what was ordered.
"""

from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal

from edi.x12.writer import Fields, OutgoingSet
from orders.reading import OrderKind
from replies.answer import AnswerKind, OrderAnswer, Unwritable
from replies.envelope import AnswerEnvelope
from replies.x12.dialect import X12Dialect, dialect_of, interchange
from replies.x12.lines import DELIVERY, change_line, order_line, texts
from replies.x12.parties import BILL_TO, BUYER, SHIP_TO, SUPPLIER, party

PURPOSES = {OrderKind.ORDER: "00", OrderKind.CHANGE: "04", OrderKind.CANCEL: "01"}
REPLACES = "05"
"""The purpose of a further answer to an order, which takes the place of the earlier one."""
KINDS = {
    # Kind: with lines, without.
    AnswerKind.ACCEPTED: ("AD", "AK"),
    AnswerKind.CHANGED: ("AC", "AC"),
    AnswerKind.REFUSED: ("RD", "RJ"),
    AnswerKind.CANCELLED: ("AD", "AK"),
}
_LONGEST_HASH = 10
_LONGEST_NUMBER = 30
_BETWEEN = ", "


def write_855(answer: OrderAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """The purchase order acknowledgment. Raises `Unwritable` for an order without date, or numbers that do not fit."""
    dialect = dialect_of(envelope)
    day = _date_of_order(answer, dialect)
    header = (
        "BAK", _purpose(answer), _kind(answer), _po_number(answer, dialect), day,
        dialect.id(answer.release, 30, "release"), "", "", _our_number(answer, dialect), _prepared(envelope, dialect),
    )  # fmt: skip
    lines = (segment for line in answer.lines for segment in order_line(line, dialect))
    body = (header, *_heading(answer, dialect), *lines, *_totals(answer, dialect))
    return interchange(envelope, dialect, "PR", [OutgoingSet("855", body)])


def write_865(answer: OrderAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """The purchase order change acknowledgment; BCA05 is the number of the change."""
    dialect = dialect_of(envelope)
    day = _date_of_order(answer, dialect)
    header = (
        "BCA", _purpose(answer), _kind(answer), _po_number(answer, dialect), dialect.id(answer.release, 30, "release"),
        dialect.id(answer.change_number, 8, "number of the change"), day, "", "", _our_number(answer, dialect),
        _prepared(envelope, dialect),
    )  # fmt: skip
    lines = (segment for line in answer.lines for segment in change_line(line, dialect))
    body = (header, *_heading(answer, dialect), *lines, *_totals(answer, dialect))
    return interchange(envelope, dialect, "CA", [OutgoingSet("865", body)])


def _purpose(answer: OrderAnswer) -> str:
    if answer.about is OrderKind.ORDER and answer.supersedes:
        return REPLACES
    return PURPOSES[answer.about]


def _kind(answer: OrderAnswer) -> str:
    with_lines, without = KINDS[answer.kind]
    return with_lines if answer.lines else without


def _po_number(answer: OrderAnswer, dialect: X12Dialect) -> str:
    number = dialect.id(answer.po_number, 22, "purchase order number")
    if not number:
        raise Unwritable("The order has no number, which an 855 or 865 must name.")
    return number


def _date_of_order(answer: OrderAnswer, dialect: X12Dialect) -> str:
    if answer.order_date is None:
        raise Unwritable(f"The order {answer.po_number} has no date, which an 855 or 865 must name.")
    return dialect.day(answer.order_date)


def _our_number(answer: OrderAnswer, dialect: X12Dialect) -> str:
    """An order that was posted in parts has several; as many are told as there is room for.

    Empty where not even one has room: it is ours alone, the partner knows its order by its own number.
    """
    told, *others = answer.our_order_number.split(_BETWEEN)
    for other in others:
        longer = f"{told}{_BETWEEN}{other}"
        told = longer if len(longer) <= _LONGEST_NUMBER else told
    return dialect.id(told, _LONGEST_NUMBER, "number of our order") if len(told) <= _LONGEST_NUMBER else ""


def _prepared(envelope: AnswerEnvelope, dialect: X12Dialect) -> str:
    return dialect.day(envelope.prepared_at.astimezone(UTC).date())


def _heading(answer: OrderAnswer, dialect: X12Dialect) -> Iterator[Fields]:
    if answer.currency:
        yield ("CUR", BUYER, answer.currency)
    if answer.delivery_date:
        yield ("DTM", DELIVERY, dialect.day(answer.delivery_date))
    yield from texts(answer.reason, dialect)
    yield from party(BUYER, answer.buyer, dialect)
    yield from party(SUPPLIER, answer.supplier, dialect)
    yield from party(SHIP_TO, answer.ship_to, dialect)
    yield from party(BILL_TO, answer.bill_to, dialect)


def _totals(answer: OrderAnswer, dialect: X12Dialect) -> Iterator[Fields]:
    if not answer.lines:
        return
    ordered = sum((line.ordered.quantity or Decimal(0) for line in answer.lines), Decimal(0))
    total = dialect.number(ordered, 99, "sum of the quantities")
    fits = sum(map(str.isdigit, total)) <= _LONGEST_HASH
    yield ("CTT", str(len(answer.lines)), total if fits else "")
