"""Lines of an OrderResponse: LineStatusCode 3 changed, 5 accepted, 7 refused (UNCL1229).

What comes later on a known day is a second line for the same line of the order, on an unknown day a backorder quantity;
a quantity that is less, and of which nothing comes later, has the backorder quantity 0.
"""

from dataclasses import replace
from decimal import Decimal
from itertools import count
from xml.etree.ElementTree import Element

from orders.reading import LineAction
from replies.answer import AnsweredLine, LineCode, OrderAnswer, Terms, Unwritable
from replies.elements import add, add_text, identity, plain

CHANGED, ACCEPTED, REFUSED = "3", "5", "7"
CODES = {
    LineCode.ACCEPTED: ACCEPTED,
    LineCode.QUANTITY_CHANGED: CHANGED,
    LineCode.PRICE_CHANGED: CHANGED,
    LineCode.DATE_CHANGED: CHANGED,
    LineCode.BACKORDERED: CHANGED,
    LineCode.SUBSTITUTED: CHANGED,
    LineCode.REFUSED: REFUSED,
}
GTIN = "0160"
_NOTHING = Terms()


def add_lines(root: Element, answer: OrderAnswer) -> None:
    """Each line of the answer, and of what comes later on a known day one more."""
    numbers = count(1)
    for line in answer.lines:
        later = line.backordered if line.backorder_date else Decimal(0)
        if not later or line.confirmed.quantity or line.code is not LineCode.BACKORDERED:
            _add_line(root, next(numbers), line, _told(line), answer.currency, _backorder(line))
        if later:
            rest = replace(line.confirmed, quantity=later, price=None, delivery_date=line.backorder_date)
            _add_line(root, next(numbers), line, rest, answer.currency, None)


def _told(line: AnsweredLine) -> Terms:
    """Of an accepted line all terms, of a changed one those that differ, of a refused or deleted one none."""
    if line.code is LineCode.REFUSED or (line.action is LineAction.CANCEL and line.code is LineCode.ACCEPTED):
        return _NOTHING
    if line.code is LineCode.ACCEPTED:
        return line.confirmed
    ordered, confirmed = line.ordered, line.confirmed
    counts = confirmed.quantity != ordered.quantity or confirmed.unit != ordered.unit or line.backordered > 0
    costs = (confirmed.price, confirmed.price_basis, confirmed.unit) != (
        ordered.price,
        ordered.price_basis,
        ordered.unit,
    )
    return replace(
        confirmed,
        quantity=confirmed.quantity if counts else None,
        price=confirmed.price if costs else None,
        delivery_date=confirmed.delivery_date if confirmed.delivery_date != ordered.delivery_date else None,
    )


def _price(terms: Terms) -> tuple[Decimal | None, Decimal, str]:
    return terms.price, terms.price_basis, terms.unit


def _backorder(line: AnsweredLine) -> Decimal | None:
    """How much comes later on a day that is not known; 0 where less comes, and nothing later."""
    if line.backordered and not line.backorder_date:
        return line.backordered
    now, wanted = line.confirmed.quantity, line.ordered.quantity
    is_less = line.code is LineCode.QUANTITY_CHANGED and now is not None and wanted is not None and now < wanted
    return Decimal(0) if is_less else None


def _add_line(
    root: Element, number: int, line: AnsweredLine, terms: Terms, currency: str, backorder: Decimal | None
) -> None:
    told = add(root, "cac:OrderLine")
    item = add(told, "cac:LineItem")
    add(item, "cbc:ID", str(number))
    add_text(item, "cbc:Note", plain(line.reason))
    add(item, "cbc:LineStatusCode", CODES[line.code])
    if terms.quantity is not None:
        add(item, "cbc:Quantity", f"{terms.quantity:f}", unitCode=identity(terms.unit, "unit"))
    if backorder is not None:
        add(item, "cbc:MaximumBackorderQuantity", f"{backorder:f}")
    if terms.delivery_date:
        period = add(add(item, "cac:Delivery"), "cac:PromisedDeliveryPeriod")
        add(period, "cbc:StartDate", terms.delivery_date.isoformat())
        add(period, "cbc:EndDate", terms.delivery_date.isoformat())
    _add_price(item, terms, currency.strip())
    _add_item(item, line)
    if line.code is LineCode.SUBSTITUTED:
        instead = add(told, "cac:SellerSubstitutedLineItem")
        add(instead, "cbc:ID", str(number))
        _add_numbers(add(instead, "cac:Item"), "", line.substitute_item, line.substitute_gtin)
    add(add(told, "cac:OrderLineReference"), "cbc:LineID", identity(line.line_no, "line number") or str(number))


def _add_price(item: Element, terms: Terms, currency: str) -> None:
    if terms.price is None:
        return
    if not currency:
        raise Unwritable("The order has no currency, without which an OrderResponse cannot name a price.")
    price = add(item, "cac:Price")
    add(price, "cbc:PriceAmount", f"{terms.price:f}", currencyID=currency)
    if terms.price_basis != 1:
        add(price, "cbc:BaseQuantity", f"{terms.price_basis:f}", unitCode=terms.unit)


def _add_item(parent: Element, line: AnsweredLine) -> None:
    """Named by its description, else by the first number that there is, since it must have a name."""
    named = map(plain, (line.description, line.supplier_item, line.buyer_item, line.gtin, line.line_no))
    item = add(parent, "cac:Item")
    add(item, "cbc:Name", next(filter(None, named), "-"))
    _add_numbers(item, line.buyer_item, line.supplier_item, line.gtin)


def _add_numbers(item: Element, buyer: str, supplier: str, gtin: str) -> None:
    for name, number, scheme in (("Buyers", buyer, ""), ("Sellers", supplier, ""), ("Standard", gtin, GTIN)):
        if number.strip():
            add(add(item, f"cac:{name}ItemIdentification"), "cbc:ID", identity(number, "item number"), schemeID=scheme)
