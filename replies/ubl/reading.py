"""Reads an OrderResponse back into the answer that it says.

It says of a changed line what differs, so that the code of the line follows from which elements there are; what was
ordered it does not say.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from orders.reading import OrderKind
from replies.answer import AnsweredLine, AnsweredParty, AnswerKind, LineCode, OrderAnswer, Terms
from replies.reading_back import UnreadableAnswer
from replies.ubl.lines import ACCEPTED, CHANGED, REFUSED
from replies.ubl.order_response import ADVANCED_ORDERING, AGGREGATES, BASICS, CODES, ORDER_RESPONSE, SCHEMES

_NAMES = {"cac": AGGREGATES, "cbc": BASICS}
_KINDS = {code: kind for kind, code in CODES.items() if kind is not AnswerKind.CANCELLED}
_SCHEMES = {code: name for name, code in SCHEMES.items()}


def read_order_response(content: bytes) -> OrderAnswer:
    """What the document says; raises `UnreadableAnswer` when it is no OrderResponse with a code and an order."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise UnreadableAnswer(f"This is no XML that can be read: {error}.") from error
    code = _text(root, "cbc:OrderResponseCode")
    if root.tag != f"{{{ORDER_RESPONSE}}}OrderResponse" or code not in _KINDS:
        raise UnreadableAnswer(f"This is no OrderResponse that accepts or refuses; its code is “{code}”.")
    if not _text(root, "cac:OrderReference/cbc:ID"):
        raise UnreadableAnswer("The OrderResponse names no order.")
    lines = [_line(line) for line in root.iterfind("cac:OrderLine", _NAMES)]
    about = _about(root)
    is_cancelled = about is OrderKind.CANCEL and _KINDS[code] is AnswerKind.ACCEPTED
    return OrderAnswer(
        kind=AnswerKind.CANCELLED if is_cancelled else _KINDS[code],
        about=about,
        po_number=_text(root, "cac:OrderReference/cbc:ID"),
        change_number=_text(root, "cac:OrderChangeDocumentReference/cbc:ID"),
        our_order_number=_text(root, "cbc:SalesOrderID"),
        currency=_text(root, "cbc:DocumentCurrencyCode"),
        supplier=_party(root.find("cac:SellerSupplierParty/cac:Party", _NAMES)),
        buyer=_party(root.find("cac:BuyerCustomerParty/cac:Party", _NAMES)),
        delivery_date=_day(root, "cac:Delivery/cac:PromisedDeliveryPeriod/cbc:EndDate"),
        lines=tuple(_merged(list(same)) for _, same in groupby(lines, key=lambda line: line.line_no)),
        reason=_text(root, "cbc:Note"),
    )


def _about(root: Element) -> OrderKind:
    if _text(root, "cac:OrderChangeDocumentReference/cbc:ID"):
        return OrderKind.CHANGE
    return OrderKind.CANCEL if _text(root, "cbc:ProfileID") == ADVANCED_ORDERING[1] else OrderKind.ORDER


def _party(itself: Element | None) -> AnsweredParty:
    if itself is None:
        return AnsweredParty()
    number = itself.find("cac:PartyIdentification/cbc:ID", _NAMES)
    scheme = number.get("schemeID", "") if number is not None else ""
    return AnsweredParty(
        id=(number.text or "") if number is not None else "",
        id_scheme=_SCHEMES.get(scheme, scheme),
        name=_text(itself, "cac:PartyLegalEntity/cbc:RegistrationName") or _text(itself, "cac:PartyName/cbc:Name"),
    )


def _line(told: Element) -> AnsweredLine:
    item = told.find("cac:LineItem", _NAMES)
    if item is None:
        raise UnreadableAnswer("A line of the OrderResponse has no LineItem.")
    instead = told.find("cac:SellerSubstitutedLineItem/cac:Item", _NAMES)
    confirmed = Terms(
        quantity=_decimal(item, "cbc:Quantity"),
        unit=_attribute(item, "cbc:Quantity", "unitCode"),
        price=_decimal(item, "cac:Price/cbc:PriceAmount"),
        price_basis=_decimal(item, "cac:Price/cbc:BaseQuantity") or Decimal(1),
        delivery_date=_day(item, "cac:Delivery/cac:PromisedDeliveryPeriod/cbc:EndDate"),
    )
    backordered = _decimal(item, "cbc:MaximumBackorderQuantity") or Decimal(0)
    return AnsweredLine(
        line_no=_text(told, "cac:OrderLineReference/cbc:LineID"),
        code=_code(_text(item, "cbc:LineStatusCode"), confirmed, backordered, is_other=instead is not None),
        ordered=Terms(),
        confirmed=confirmed,
        buyer_item=_text(item, "cac:Item/cac:BuyersItemIdentification/cbc:ID"),
        supplier_item=_text(item, "cac:Item/cac:SellersItemIdentification/cbc:ID"),
        gtin=_text(item, "cac:Item/cac:StandardItemIdentification/cbc:ID"),
        description=_text(item, "cac:Item/cbc:Name"),
        substitute_item=_text(instead, "cac:SellersItemIdentification/cbc:ID"),
        substitute_gtin=_text(instead, "cac:StandardItemIdentification/cbc:ID"),
        backordered=backordered,
        reason=_text(item, "cbc:Note"),
    )


def _code(status: str, confirmed: Terms, backordered: Decimal, *, is_other: bool) -> LineCode:
    if status in (ACCEPTED, REFUSED):
        return LineCode.ACCEPTED if status == ACCEPTED else LineCode.REFUSED
    if status != CHANGED:
        raise UnreadableAnswer(f"A line of the OrderResponse has the status “{status}”.")
    is_true = {
        LineCode.SUBSTITUTED: is_other,
        LineCode.BACKORDERED: backordered > 0,
        LineCode.QUANTITY_CHANGED: confirmed.quantity is not None,
        LineCode.PRICE_CHANGED: confirmed.price is not None,
        LineCode.DATE_CHANGED: True,
    }
    return next(code for code, told in is_true.items() if told)


def _merged(told: Sequence[AnsweredLine]) -> AnsweredLine:
    """One line of the order; of several the last is what comes later."""
    first, *others = told
    if not others:
        return first
    later = others[-1]
    code = first.code if first.code is LineCode.SUBSTITUTED else LineCode.BACKORDERED
    return AnsweredLine(
        first.line_no, code, first.ordered, first.confirmed, first.action, first.buyer_item, first.supplier_item,
        first.gtin, first.description, first.substitute_item, first.substitute_gtin,
        backordered=later.confirmed.quantity or Decimal(0), backorder_date=later.confirmed.delivery_date,
        reason=first.reason,
    )  # fmt: skip


def _text(parent: Element | None, path: str) -> str:
    return ((parent.findtext(path, "", _NAMES) if parent is not None else "") or "").strip()


def _attribute(parent: Element, path: str, name: str) -> str:
    found = parent.find(path, _NAMES)
    return found.get(name, "") if found is not None else ""


def _decimal(parent: Element, path: str) -> Decimal | None:
    text = _text(parent, path)
    return Decimal(text) if text else None


def _day(parent: Element, path: str) -> date | None:
    text = _text(parent, path)
    return date.fromisoformat(text) if text else None
