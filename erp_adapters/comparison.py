"""What the ERP holds against what was sent, field by field, before anything ships.

An order passes only when the goods, the amounts, the dates and the destination are those of the purchase order.
Left out are texts that an ERP rewrites from its own master data: a line's description, the buyer's item number.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from erp_adapters.adapter import ErpOrder
from orders.conditions import DATE_WORDS
from orders.findings import Finding, FindingCode, Severity
from orders.order import Line, OtherDate, Party, PurchaseOrder

_PARTY_FIELDS = ("account", "name", "street", "postcode", "city", "region", "country", "gln")

_LineKey = tuple[str, int]


def differences(order: PurchaseOrder, erp_order: ErpOrder) -> tuple[Finding, ...]:
    """An `erp-difference` for each field in which the ERP's order is not the one sent; `found` is what the ERP holds.

    Lines are matched by line number, the n-th of equal numbers with the n-th; by position where the ERP keeps none.
    """
    return (*_header(order, erp_order), *_ship_to(order.ship_to, erp_order.ship_to), *_lines(order, erp_order))


def _header(order: PurchaseOrder, erp_order: ErpOrder) -> Iterator[Finding]:
    yield from _unequal("customer", "customer", order.customer, erp_order.customer)
    yield from _unequal("po_number", "PO number", order.po_number, erp_order.po_number)
    yield from _unequal("currency", "currency", order.currency, erp_order.currency)
    if erp_order.other_dates is not None:
        sent_dates, held_dates = _dates(order.other_dates), _dates(erp_order.other_dates)
        yield from _unequal("other_dates", "further dates", sent_dates, held_dates)
    # An ERP that keeps dates on lines only is judged there.
    if erp_order.requested_delivery_date is not None:
        sent, found = order.requested_delivery_date, erp_order.requested_delivery_date
        yield from _unequal("requested_delivery_date", "requested delivery date", _iso(sent), _iso(found))


def _ship_to(sent: Party, found: Party) -> Iterator[Finding]:
    same_account = bool(sent.account) and sent.account == found.account
    for name in _PARTY_FIELDS:
        expected, actual = _words(getattr(sent, name)), _words(getattr(found, name))
        # Of a known account the ERP may keep the number alone, or fill in its own master data.
        if same_account and not (expected and actual):
            continue
        if expected.casefold() != actual.casefold():
            yield _difference(f"ship_to.{name}", f"ship-to {name}", expected, actual)


def _lines(order: PurchaseOrder, erp_order: ErpOrder) -> Iterator[Finding]:
    numbered = any(line.line_no for line in erp_order.lines)
    sent, found = _keyed(order.lines, numbered=numbered), _keyed(erp_order.lines, numbered=numbered)
    for index, (key, line) in enumerate(sent.items()):
        if key in found:
            yield from _line(f"lines[{index}]", line, found[key], order, erp_order)
        else:
            yield _missing(f"lines[{index}]", line)
    yield from (_extra(line) for key, line in found.items() if key not in sent)


def _keyed(lines: Sequence[Line], *, numbered: bool) -> Mapping[_LineKey, Line]:
    seen: Counter[str] = Counter()
    keyed: dict[_LineKey, Line] = {}
    for line in lines:
        number = line.line_no.strip() if numbered else ""
        keyed[number, seen[number]] = line
        seen[number] += 1
    return keyed


def _line(path: str, sent: Line, found: Line, order: PurchaseOrder, erp_order: ErpOrder) -> Iterator[Finding]:
    of = f"of line {sent.line_no}"
    yield from _unequal(f"{path}.item", f"item {of}", sent.item, found.item)
    if sent.quantity.value != found.quantity.value:
        yield _difference(
            f"{path}.quantity", f"quantity {of}", _plain(sent.quantity.value), _plain(found.quantity.value)
        )
    yield from _unequal(f"{path}.unit", f"unit {of}", sent.quantity.unit, found.quantity.unit)
    if sent.unit_price.currency != found.unit_price.currency or not _same_price(sent, found):
        yield _difference(f"{path}.unit_price", f"price {of}", _price(sent), _price(found))
    if sent.discount_percent != found.discount_percent:
        expected, actual = _plain(sent.discount_percent), _plain(found.discount_percent)
        yield _difference(f"{path}.discount_percent", f"discount percent {of}", expected, actual)
    due = _iso(sent.requested_date or order.requested_delivery_date)
    promised = _iso(found.requested_date or erp_order.requested_delivery_date)
    yield from _unequal(f"{path}.requested_date", f"requested date {of}", due, promised)
    if erp_order.other_dates is not None:
        expected, actual = _dates(sent.other_dates), _dates(found.other_dates)
        yield from _unequal(f"{path}.other_dates", f"further dates {of}", expected, actual)


def _same_price(sent: Line, found: Line) -> bool:
    """12.50 for 100 is the price 0.125 for 1. Multiplied crosswise, since a quotient would be rounded."""
    if 0 in (sent.price_basis, found.price_basis):
        return sent.price_basis == found.price_basis and sent.unit_price.amount == found.unit_price.amount
    return _product(sent.unit_price.amount, found.price_basis) == _product(found.unit_price.amount, sent.price_basis)


def _product(left: Decimal, right: Decimal) -> Decimal:
    digits = len(left.as_tuple().digits) + len(right.as_tuple().digits)
    return Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN).multiply(left, right)


def _missing(path: str, line: Line) -> Finding:
    message = f"The ERP's order lacks line {line.line_no}, {_described(line)}. Add it there, or cancel the ERP's order."
    return _finding(path, message, expected=_described(line), found="")


def _extra(line: Line) -> Finding:
    message = f"The ERP's order has a line {line.line_no} that was not sent, {_described(line)}. Remove it there."
    return _finding("lines", message, expected="", found=_described(line))


def _unequal(path: str, label: str, sent: str, found: str) -> Iterator[Finding]:
    if sent != found:
        yield _difference(path, label, sent, found)


def _difference(path: str, label: str, sent: str, found: str) -> Finding:
    message = f"The ERP holds {_shown(found)} as {label}; {_shown(sent)} was sent. Correct it in the ERP, or accept it."
    return _finding(path, message, expected=sent, found=found)


def _finding(path: str, message: str, *, expected: str, found: str) -> Finding:
    return Finding(
        code=FindingCode.ERP_DIFFERENCE,
        severity=Severity.HOLD,
        message=message,
        path=path,
        found=found,
        expected=expected,
    )


def _described(line: Line) -> str:
    return f"{_plain(line.quantity.value)} {line.quantity.unit} of {line.item} at {_price(line)}"


def _price(line: Line) -> str:
    basis = "" if line.price_basis == 1 else f" for {_plain(line.price_basis)}"
    return f"{_plain(line.unit_price.amount)} {line.unit_price.currency}{basis}"


def _plain(number: Decimal) -> str:
    # Written out, 1E+999999 would be a megabyte of zeros.
    return f"{number:f}" if -20 <= number.adjusted() <= 20 else str(number)


def _shown(value: str) -> str:
    return value or "nothing"


def _words(text: str) -> str:
    return " ".join(text.split())


def _dates(dates: Sequence[OtherDate]) -> str:
    return ", ".join(sorted(f"{DATE_WORDS[one.meaning]} {one.day.isoformat()}" for one in dates))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
