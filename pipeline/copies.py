"""Whether two orders with one identity ask for the same: a copy is dropped, a changed copy is a person's decision.

Compared after resolution, so that a mail and an EDI message of one order are equal although no word in them is. Left
out is what a channel words in its own way: texts, the buyer's own names, line numbers.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest

from orders.findings import Finding, FindingCode, Severity
from orders.order import AnyOrder, Line, Party, PurchaseOrder
from orders.reference import KnownOrder


def changed_fields(new: AnyOrder | None, known: AnyOrder | None) -> Mapping[str, tuple[str, str]] | None:
    """Path to (new, known) of every field that differs; None where one of the orders is not complete enough to tell."""
    if not isinstance(new, PurchaseOrder) or not isinstance(known, PurchaseOrder):
        return None
    return {path: (left, right) for path, left, right in _pairs(new, known) if left != right}


def changed_copy(known: KnownOrder, changed: Mapping[str, tuple[str, str]] | None) -> Finding:
    """The finding of an order that has the identity of a live one, and does not ask for the same as far as is known."""
    posted = f", posted as {known.erp_reference}" if known.erp_reference else ""
    what = "one of the two is not complete, so they cannot be compared" if changed is None else _said(changed)
    return Finding(
        code=FindingCode.CHANGED_COPY,
        severity=Severity.BLOCK,
        message=f"There is a live order with this customer, PO number and release already{posted}: {what}. "
        "Change that order where a change is meant, mark this one as a duplicate, "
        "or correct the PO number if it is another order.",
        path="po_number",
        found=f"{known.id}:{'?' if changed is None else ' '.join(sorted(changed))}",
        expected="no live order with the same identity",
    )


def _said(changed: Mapping[str, tuple[str, str]]) -> str:
    shown = [f"{path} is {new or 'absent'} and was {was or 'absent'}" for path, (new, was) in sorted(changed.items())]
    more = f", and {len(shown) - 5} more" if len(shown) > 5 else ""
    return "; ".join(shown[:5]) + more


def _pairs(new: PurchaseOrder, known: PurchaseOrder) -> Iterator[tuple[str, str, str]]:
    yield "currency", new.currency, known.currency
    yield "ship_to", _place(new.ship_to), _place(known.ship_to)
    for index, (left, right) in enumerate(zip_longest(new.lines, known.lines)):
        one, other = _line(left, new), _line(right, known)
        yield from ((f"lines[{index}].{name}", one[name], other[name]) for name in one)


def _line(line: Line | None, order: PurchaseOrder) -> Mapping[str, str]:
    if line is None:
        return dict.fromkeys(("item", "quantity", "unit", "unit_price", "requested_date"), "")
    return {
        "item": line.item,
        "quantity": _plain(line.quantity.value),
        "unit": line.quantity.unit,
        "unit_price": _price(line),
        "requested_date": _iso(line.requested_date or order.requested_delivery_date),
    }


def _price(line: Line) -> str:
    """What one unit costs after the discount, exactly: 12.50 for 100 is 1/8."""
    factor = (100 - Fraction(line.discount_percent)) / 100
    return f"{Fraction(line.unit_price.amount) / Fraction(line.price_basis) * factor} {line.unit_price.currency}"


def _place(party: Party) -> str:
    if party.account:
        return party.account
    parts = (party.name, party.street, party.postcode, party.city, party.country)
    return ", ".join(" ".join(part.split()).casefold() for part in parts if part.strip())


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
