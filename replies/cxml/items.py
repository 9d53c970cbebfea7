"""Items of a ConfirmationRequest: each portion of the ordered quantity, with what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from orders.reading import LineAction
from replies.answer import AnsweredLine, LineCode, OrderAnswer, Unwritable
from replies.elements import add, add_text, identity, plain
from replies.prices import of_one

ACCEPT, DETAIL, BACKORDERED, REJECT = "accept", "detail", "backordered", "reject"
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Portion:
    """So much of a line, and what becomes of it; a price and a day only where they differ from what was ordered."""

    type: str
    quantity: Decimal
    price: Decimal | None = None
    day: date | None = None
    is_other: bool = False


def add_items(parent: Element, answer: OrderAnswer) -> None:
    """One item for each line, but for those that the change took out of the order."""
    for line in answer.lines:
        if line.action is not LineAction.CANCEL:
            _add_item(parent, line, answer.currency)


def _add_item(parent: Element, line: AnsweredLine, currency: str) -> None:
    ordered = line.ordered.quantity
    if not line.line_no.isdecimal() or ordered is None:
        raise Unwritable(f"Line “{line.line_no}” has no number or no quantity, which cXML must name.")
    item = add(parent, "ConfirmationItem", quantity=f"{ordered:f}", lineNumber=line.line_no)
    add(item, "UnitOfMeasure", identity(line.ordered.unit, "unit"))
    for place, portion in enumerate(portions(line, ordered)):
        _add_status(item, portion, line, currency, reason="" if place else line.reason)


def portions(line: AnsweredLine, ordered: Decimal) -> Iterator[Portion]:
    """What comes now, what comes later, and the rest, of which nothing comes."""
    if line.code is LineCode.REFUSED:
        yield Portion(REJECT, ordered)
        return
    now = ordered if line.confirmed.quantity is None else line.confirmed.quantity
    if now or line.code is LineCode.SUBSTITUTED:
        yield _now(line, now)
    if line.backordered:
        yield Portion(BACKORDERED, line.backordered, day=line.backorder_date)
    if (rest := ordered - now - line.backordered) > 0:
        yield Portion(REJECT, rest)


def _now(line: AnsweredLine, quantity: Decimal) -> Portion:
    """Accepted as ordered, or in detail where another item, price or day is confirmed."""
    ordered, confirmed = line.ordered, line.confirmed
    price = of_one(confirmed, "cXML")
    is_other = line.code is LineCode.SUBSTITUTED
    differs = line.code is not LineCode.ACCEPTED and price != of_one(ordered, "cXML")
    day = confirmed.delivery_date if confirmed.delivery_date != ordered.delivery_date else None
    in_detail = is_other or (differs and price is not None) or (line.code is not LineCode.ACCEPTED and day is not None)
    told = price if differs or is_other else None
    return Portion(DETAIL if in_detail else ACCEPT, quantity, told, day, is_other)


def _add_status(item: Element, portion: Portion, line: AnsweredLine, currency: str, *, reason: str) -> None:
    # At noon, which is the same day in all zones but the outermost.
    day = f"{portion.day.isoformat()}T12:00:00+00:00" if portion.day else ""
    status = add(item, "ConfirmationStatus", quantity=f"{portion.quantity:f}", type=portion.type, deliveryDate=day)
    unit = line.confirmed.unit or line.ordered.unit
    add(status, "UnitOfMeasure", identity(unit, "unit"))
    if portion.is_other:
        _add_substitute(status, portion, line, currency)
    elif portion.price is not None:
        _add_price(status, portion.price, currency)
    add_text(status, "Comments", plain(reason))


def _add_price(parent: Element, price: Decimal, currency: str) -> None:
    if not currency:
        raise Unwritable("The order has no currency, without which cXML cannot name a price.")
    add(add(parent, "UnitPrice"), "Money", f"{price:f}", currency=currency)


def _add_substitute(status: Element, portion: Portion, line: AnsweredLine, currency: str) -> None:
    """cXML describes a substitute whole: with its number, price, description, unit and class of goods."""
    if portion.price is None or not line.substitute_item:
        raise Unwritable(f"Line {line.line_no}: cXML names a substitute by our item number, and with its price only.")
    other = add(status, "ItemIn", quantity=f"{portion.quantity:f}")
    add(add(other, "ItemID"), "SupplierPartID", identity(line.substitute_item, "item number"))
    detail = add(other, "ItemDetail")
    _add_price(detail, portion.price, currency)
    description = add(detail, "Description", plain(line.description) or line.substitute_item)
    description.set("xml:lang", "en")
    add(detail, "UnitOfMeasure", identity(line.confirmed.unit or line.ordered.unit, "unit"))
    add(detail, "Classification", "unknown", domain="unknown")
