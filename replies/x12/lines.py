"""A line of an 855 or 865: what was ordered (PO1, POC), and what becomes of it (ACK, data element 668).

PO102 and POC03 are the ordered quantity, PO104 and POC06 the price that is confirmed for the same unit. Each ACK says
of a quantity what becomes of it and when it comes: what comes now, and what comes later of a line that is backordered.
Of a line that is refused or deleted it names what was ordered. Texts follow in an N9 loop.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from edi.x12.writer import Fields
from orders.reading import LineAction
from replies.answer import AnsweredLine, LineCode, Unwritable
from replies.x12.dialect import X12Dialect
from replies.x12.items import pairs, price

CODES = {
    LineCode.ACCEPTED: "IA",
    LineCode.QUANTITY_CHANGED: "IQ",
    LineCode.PRICE_CHANGED: "IP",
    LineCode.DATE_CHANGED: "DR",
    LineCode.BACKORDERED: "BP",
    LineCode.SUBSTITUTED: "IS",
    LineCode.REFUSED: "IR",
}
LATER, DELETED = "IB", "ID"
"""Of a backordered line the rest, and of a deletion that was carried out the line."""
ACTIONS = {LineAction.ADD: "AI", LineAction.CHANGE: "CA", LineAction.CANCEL: "DI", LineAction.NONE: "NC"}
"""670: what the change asked of the line."""
DELIVERY = "067"
"""374: the current schedule of the delivery."""
NOTES, REASON = "L1", "REASON"
_LONGEST_TEXT = 264
_MOST_TEXTS = 20


def order_line(line: AnsweredLine, dialect: X12Dialect) -> Iterator[Fields]:
    """The PO1 loop of a line of an order."""
    yield ("PO1", _number(line, dialect), *_ordered(line, dialect), *_price(line, dialect), *_item(line, dialect))
    yield from _rest(line, dialect)


def change_line(line: AnsweredLine, dialect: X12Dialect) -> Iterator[Fields]:
    """The POC loop of a line of a change; what is left to receive (POC04) is not known."""
    quantity, unit = _ordered(line, dialect)
    asked = (_number(line, dialect), ACTIONS[line.action], quantity, "", unit)
    yield ("POC", *asked, *_price(line, dialect), *_item(line, dialect))
    yield from _rest(line, dialect)


def texts(text: str, dialect: X12Dialect) -> Iterator[Fields]:
    """The N9 loop with the reason, in as many MSG as it takes."""
    whole = dialect.text(text, _LONGEST_TEXT * _MOST_TEXTS)
    if whole:
        yield ("N9", NOTES, REASON)
    while whole:
        # The blank that parts two pieces stays at the end of neither.
        cut = len(whole) if len(whole) <= _LONGEST_TEXT else whole.rfind(" ", 0, _LONGEST_TEXT + 1)
        cut = cut if cut > 0 else _LONGEST_TEXT
        yield ("MSG", whole[:cut].rstrip())
        whole = whole[cut:].lstrip()


def _rest(line: AnsweredLine, dialect: X12Dialect) -> Iterator[Fields]:
    if description := dialect.text(line.description, 80):
        yield ("PID", "F", "", "", "", description)
    yield from _acknowledgements(line, dialect)
    yield from texts(line.reason, dialect)


def _number(line: AnsweredLine, dialect: X12Dialect) -> str:
    return dialect.id(line.line_no, 20 if dialect.since_4010 else 11, "line number")


def _ordered(line: AnsweredLine, dialect: X12Dialect) -> tuple[str, str]:
    return _quantity(line.ordered.quantity, dialect), line.ordered.unit


def _price(line: AnsweredLine, dialect: X12Dialect) -> tuple[str, str]:
    """A price for another unit than that of the line would be read as one for this, and is left out."""
    is_for_unit = line.confirmed.unit in ("", line.ordered.unit)
    return price(line.confirmed, dialect) if is_for_unit else ("", "")


def _item(line: AnsweredLine, dialect: X12Dialect) -> tuple[str, ...]:
    return pairs(dialect, buyer=line.buyer_item, supplier=line.supplier_item, gtin=line.gtin)


def _acknowledgements(line: AnsweredLine, dialect: X12Dialect) -> Iterator[Fields]:
    code, confirmed = CODES[line.code], line.confirmed
    if line.code is LineCode.REFUSED:
        yield _ack(code, line, line.ordered.quantity, None, dialect)
        return
    if line.action is LineAction.CANCEL and line.code is LineCode.ACCEPTED:
        yield _ack(DELETED, line, line.ordered.quantity, None, dialect)
        return
    if line.code is not LineCode.BACKORDERED or confirmed.quantity:
        yield _ack(code, line, confirmed.quantity, confirmed.delivery_date, dialect)
    if line.code is LineCode.BACKORDERED or line.backordered:
        yield _ack(LATER, line, line.backordered or None, line.backorder_date, dialect)


def _ack(code: str, line: AnsweredLine, quantity: Decimal | None, day: date | None, dialect: X12Dialect) -> Fields:
    """Without a unit no quantity can be said: then it must be the one that was ordered."""
    unit = line.confirmed.unit or line.ordered.unit
    if quantity is not None and not unit and quantity != line.ordered.quantity:
        raise Unwritable(f"Line {line.line_no} has no unit, so X12 cannot say that {quantity:f} is confirmed.")
    amount = (_quantity(quantity, dialect), unit) if quantity is not None and unit else ("", "")
    on = (DELIVERY, dialect.day(day)) if day else ("", "")
    instead = code == CODES[LineCode.SUBSTITUTED]
    item = pairs(dialect, supplier=line.substitute_item, gtin=line.substitute_gtin) if instead else ()
    return ("ACK", code, *amount, *on, "", *item)


def _quantity(quantity: Decimal | None, dialect: X12Dialect) -> str:
    return "" if quantity is None else dialect.number(quantity, 15 if dialect.since_4010 else 9, "quantity")
