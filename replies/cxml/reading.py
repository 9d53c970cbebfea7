"""Reads a ConfirmationRequest back into the answer that it says.

It says of a portion what differs, so that the code of a line follows from its portions.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from orders.reading import OrderKind
from replies.answer import AnsweredLine, AnswerKind, LineCode, OrderAnswer, ReceivedMessage, Terms
from replies.cxml.confirmation import TYPES
from replies.cxml.items import ACCEPT, BACKORDERED, DETAIL, REJECT
from replies.reading_back import UnreadableAnswer

_KINDS = {name: kind for kind, name in TYPES.items() if kind is not AnswerKind.CANCELLED} | {
    "except": AnswerKind.CHANGED,
    "allDetail": AnswerKind.CHANGED,
    "backordered": AnswerKind.CHANGED,
}
_KNOWN = (ACCEPT, DETAIL, BACKORDERED, REJECT)


def read_confirmation(content: bytes) -> OrderAnswer:
    """What the document says; raises `UnreadableAnswer` when it is no ConfirmationRequest that tells what becomes."""
    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException) as error:
        raise UnreadableAnswer(f"This is no XML that can be read: {error}.") from error
    told = root.find("Request/ConfirmationRequest")
    header = told.find("ConfirmationHeader") if told is not None else None
    order = told.find("OrderReference") if told is not None else None
    if told is None or header is None or order is None or header.get("type") not in _KINDS:
        raise UnreadableAnswer("This is no cXML ConfirmationRequest that accepts or refuses an order.")
    lines = tuple(_line(item) for item in told.iterfind("ConfirmationItem"))
    earlier = header.find("DocumentReference")
    reference = order.find("DocumentReference")
    return OrderAnswer(
        kind=_KINDS[header.get("type", "")],
        about=OrderKind.ORDER,
        po_number=order.get("orderID", ""),
        our_order_number=header.get("confirmID", ""),
        currency=next((money.get("currency", "") for money in told.iter("Money")), ""),
        lines=lines,
        reason=header.findtext("Comments", "") or "",
        received=ReceivedMessage(interchange=reference.get("payloadID", "") if reference is not None else ""),
        supersedes=_number(earlier.get("payloadID", ""), root) if earlier is not None else "",
    )


def _number(payload_id: str, root: Element) -> str:
    """The number of our earlier document, of which the id holds the customer's as well."""
    customer = root.findtext("Header/To/Credential/Identity", "") or ""
    return payload_id.rpartition("@")[0].removesuffix(f".{customer}")


def _line(item: Element) -> AnsweredLine:
    told = item.findall("ConfirmationStatus")
    if not told or any(status.get("type") not in _KNOWN for status in told):
        raise UnreadableAnswer(f"Item {item.get('lineNumber')} has no status, or one that is not known.")
    ordered = Terms(Decimal(item.get("quantity", "0")), item.findtext("UnitOfMeasure", "") or "")
    now = [status for status in told if status.get("type") in (ACCEPT, DETAIL)]
    later = [status for status in told if status.get("type") == BACKORDERED]
    first = now[0] if now else None
    price = first.findtext(".//UnitPrice/Money") if first is not None else None
    return AnsweredLine(
        line_no=item.get("lineNumber", ""),
        code=_code(told, ordered.quantity),
        ordered=ordered,
        confirmed=Terms(
            quantity=_sum(now),
            unit=(told[0].findtext("UnitOfMeasure", "") or ""),
            price=Decimal(price) if price else None,
            delivery_date=_day(first.get("deliveryDate")) if first is not None else None,
        ),
        substitute_item=(first.findtext("ItemIn/ItemID/SupplierPartID", "") or "") if first is not None else "",
        backordered=_sum(later),
        backorder_date=_day(later[0].get("deliveryDate")) if later else None,
        reason=told[0].findtext("Comments", "") or "",
    )


def _code(told: Sequence[Element], ordered: Decimal | None) -> LineCode:
    """The first that is true, in the order of precedence of `LineCode`."""
    types = {status.get("type") for status in told}
    in_detail = [status for status in told if status.get("type") == DETAIL]
    taken = _sum([status for status in told if status.get("type") in (ACCEPT, DETAIL)])
    is_true = {
        LineCode.REFUSED: types == {REJECT},
        LineCode.SUBSTITUTED: any(status.find("ItemIn") is not None for status in told),
        LineCode.BACKORDERED: BACKORDERED in types,
        LineCode.QUANTITY_CHANGED: taken != ordered,
        LineCode.PRICE_CHANGED: any(status.find("UnitPrice") is not None for status in told),
        LineCode.DATE_CHANGED: bool(in_detail),
        LineCode.ACCEPTED: True,
    }
    return next(code for code in LineCode if is_true[code])


def _sum(told: Sequence[Element]) -> Decimal:
    return sum((Decimal(status.get("quantity", "0")) for status in told), Decimal(0))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
