"""From a reading and its resolutions to the typed order: all there, or no order at all."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar, assert_never

from orders.completed_change import Established, changed_line
from orders.currencies import currency
from orders.evidence import Person
from orders.order import (
    Allowance,
    AnyOrder,
    ChangedLine,
    Header,
    Line,
    Money,
    OrderCancellation,
    OrderChange,
    OtherDate,
    OtherPlace,
    Party,
    PurchaseOrder,
    Quantity,
)
from orders.places import all_go_to_places, shares
from orders.reading import (
    AllowanceReading,
    LineAction,
    LineReading,
    OrderKind,
    OrderReading,
    OtherDateReading,
    PartyReading,
    Read,
)
from orders.resolution import Fact, Resolution

T = TypeVar("T")
D = TypeVar("D")

LARGEST_AMOUNT = Decimal(10) ** 12
"""What a line may come to, and each number that it is made of. More is a misreading, or an attack."""

_UNSTATED = Resolution(fact=Fact.SHIP_TO, path="ship_to", value="")
"""A change that names no address leaves that of its order."""


def completed(reading: OrderReading, resolutions: Mapping[str, Resolution]) -> AnyOrder | None:
    """The order that can be posted as it stands, or None while anything it needs is missing.

    It is in the supplier's terms, but the price is the document's own wherever the document states one: what is
    expected was compared before, by rules. Quantities of zero or less and prices below zero complete nothing.
    """
    customer = _resolved(resolutions, "customer")
    if not customer or not _value(reading.po_number, ""):
        return None
    match reading.kind:
        case OrderKind.ORDER:
            return _purchase_order(reading, resolutions)
        case OrderKind.CHANGE:
            return _order_change(reading, resolutions, customer)
        case OrderKind.CANCEL:
            return OrderCancellation(
                customer=customer, po_number=_value(reading.po_number, ""), release=_value(reading.release, "")
            )
        case _:
            assert_never(reading.kind)


def price_scale(resolution: Resolution | None) -> Fraction:
    """How many units of the line's quantity the document's price unit holds, from the resolution at `price_uom`."""
    return Fraction(resolution.value) if resolution else Fraction(1)


def order_of(
    reading: OrderReading, resolutions: Mapping[str, Resolution], lines: Sequence[Line]
) -> PurchaseOrder | None:
    """The order with these lines, whatever the reading's own; None while anything that its header needs is missing."""
    customer, freight = _resolved(resolutions, "customer"), _value(reading.freight, None)
    header = _header(reading, resolutions, customer) if customer and _value(reading.po_number, "") else None
    if header is None or not lines:
        return None
    if freight is not None and not 0 <= freight < LARGEST_AMOUNT:
        return None
    allowances = _allowances(reading.allowances)
    if allowances is None:
        return None
    return PurchaseOrder(**dict(header), freight=freight, allowances=allowances, lines=tuple(lines))


def _purchase_order(reading: OrderReading, resolutions: Mapping[str, Resolution]) -> PurchaseOrder | None:
    lines = [completed_line(reading, index, resolutions) for index in range(len(reading.lines))]
    whole = [line for line in lines if line is not None]
    return order_of(reading, resolutions, whole) if len(whole) == len(lines) else None


def _order_change(reading: OrderReading, resolutions: Mapping[str, Resolution], customer: str) -> OrderChange | None:
    header = _header(reading, {"ship_to": _UNSTATED, **resolutions}, customer)
    lines = [_changed_line(reading, index, resolutions) for index in range(len(reading.lines))]
    whole = [line for line in lines if line is not None]
    if header is None or len(whole) < len(lines):
        return None
    unstated = tuple(name for name in ("currency", "ship_to") if not _is_stated(name, reading, resolutions))
    number = _value(reading.change_number, "")
    return OrderChange(**dict(header), change_number=number, unstated=unstated, lines=tuple(whole))


def _changed_line(reading: OrderReading, index: int, resolutions: Mapping[str, Resolution]) -> ChangedLine | None:
    item, unit = _resolved(resolutions, f"lines[{index}].item"), _resolved(resolutions, f"lines[{index}].unit")
    quantity = _quantity(reading.lines[index], index, resolutions)
    known = Established(item, unit, quantity, _currency(resolutions) or "")
    return changed_line(reading.lines[index], index, completed_line(reading, index, resolutions), known)


def _is_stated(name: str, reading: OrderReading, resolutions: Mapping[str, Resolution]) -> bool:
    """By the document, or by a person in its place."""
    known = resolutions.get(name)
    by_person = known is not None and any(isinstance(place, Person) for place in known.evidence)
    return by_person or getattr(reading, name) is not None


def _header(reading: OrderReading, resolutions: Mapping[str, Resolution], customer: str) -> Header | None:
    currency_code, ship_to = _currency(resolutions), ship_to_party(reading, resolutions)
    if currency_code is None or ship_to is None:
        return None
    return Header(
        customer=customer,
        po_number=_value(reading.po_number, ""),
        release=_value(reading.release, ""),
        currency=currency_code,
        buyer=_party(reading.buyer, customer),
        ship_to=ship_to,
        order_date=_value(reading.order_date, None),
        requested_delivery_date=_value(reading.requested_delivery_date, None),
        earliest_delivery_date=_value(reading.earliest_delivery_date, None),
        latest_delivery_date=_value(reading.latest_delivery_date, None),
        other_dates=tuple(map(_other_date, reading.other_dates)),
        other_places=tuple(OtherPlace(role=one.role, party=_party(one.party, "")) for one in reading.other_places),
        payment_terms=_value(reading.payment_terms, ""),
        notes=tuple(note.value for note in reading.notes),
    )


def completed_line(reading: OrderReading, index: int, resolutions: Mapping[str, Resolution]) -> Line | None:
    """The line in the supplier's terms as it would be posted, or None while anything it needs is missing."""
    read = reading.lines[index]
    item, unit = _resolved(resolutions, f"lines[{index}].item"), _resolved(resolutions, f"lines[{index}].unit")
    quantity, money = _quantity(read, index, resolutions), _currency(resolutions)
    price = _price(read, index, resolutions)
    if not item or not unit or quantity is None or money is None or price is None:
        return None
    amount, basis = price
    if max(quantity, amount, basis, quantity * amount / basis) >= LARGEST_AMOUNT:
        return None
    allowances = _allowances(read.allowances)
    if allowances is None:
        return None
    deliveries = shares(read, quantity, resolutions) if reading.kind is OrderKind.ORDER else ()
    if deliveries is None:
        return None
    return Line(
        line_no=_value(read.line_no, str(index + 1)),
        item=item,
        quantity=Quantity(value=quantity, unit=unit),
        unit_price=Money(amount=amount, currency=money),
        price_basis=basis,
        # An expected price is net already.
        discount_percent=_value(read.discount_percent, Decimal(0)) if read.unit_price else Decimal(0),
        requested_date=_value(read.requested_date, None),
        buyer_item=_value(read.buyer_item, ""),
        description=_value(read.description, ""),
        other_dates=tuple(map(_other_date, read.other_dates)),
        notes=tuple(note.value for note in read.notes),
        allowances=allowances,
        deliveries=deliveries,
    )


def _allowances(found: Sequence[AllowanceReading]) -> tuple[Allowance, ...] | None:
    """As they are read; None where one of them has a number that nobody means."""
    numbers = (number.value for one in found for number in (one.amount, one.percent) if number)
    return tuple(map(_allowance, found)) if all(abs(number) < LARGEST_AMOUNT for number in numbers) else None


def _allowance(read: AllowanceReading) -> Allowance:
    return Allowance(
        is_charge=read.is_charge,
        amount=_value(read.amount, None),
        percent=_value(read.percent, None),
        code=_value(read.code, ""),
        reason=_value(read.reason, ""),
    )


def _quantity(read: LineReading, index: int, resolutions: Mapping[str, Resolution]) -> Decimal | None:
    resolved = _resolved(resolutions, f"lines[{index}].quantity")
    quantity = Decimal(resolved) if resolved else _value(read.quantity, None)
    cancelled = read.action is not None and read.action.value is LineAction.CANCEL
    if quantity is None or not 0 <= quantity < LARGEST_AMOUNT or (quantity == 0 and not cancelled):
        return None
    return quantity


def _price(read: LineReading, index: int, resolutions: Mapping[str, Resolution]) -> tuple[Decimal, Decimal] | None:
    """The amount and the quantity it is for, in the line's resolved unit."""
    if read.unit_price is None:
        expected = _resolved(resolutions, f"lines[{index}].unit_price")
        basis = _resolved(resolutions, f"lines[{index}].price_basis")
        return (Decimal(expected), Decimal(basis or 1)) if expected else None
    amount, basis_read = read.unit_price.value, _value(read.price_basis, Decimal(1))
    if not 0 <= amount < LARGEST_AMOUNT or not 0 < basis_read < LARGEST_AMOUNT:
        return None
    scale = price_scale(resolutions.get(f"lines[{index}].price_uom"))
    # Both sides are multiplied, so that a price per dozen stays exact for pieces and the reverse.
    return amount * scale.denominator, basis_read * scale.numerator


def _currency(resolutions: Mapping[str, Resolution]) -> str | None:
    code = _resolved(resolutions, "currency")
    return code if currency(code) else None


def ship_to_party(reading: OrderReading, resolutions: Mapping[str, Resolution]) -> Party | None:
    """Where the goods go: a known account with its own address, or a one-off address as the document words it.

    The document's words never stand beside an account, which may be elsewhere: a person or a location number chose it.
    """
    resolution = resolutions.get("ship_to")
    if resolution is None:
        return Party() if all_go_to_places(reading) else None
    if not resolution.value:
        return _party(reading.ship_to, "")
    return resolution.party or Party(account=resolution.value)


def _other_date(read: OtherDateReading) -> OtherDate:
    return OtherDate(meaning=read.meaning, day=read.day.value)


def _party(read: PartyReading | None, account: str) -> Party:
    if read is None:
        return Party(account=account)
    return Party(
        account=account,
        name=_value(read.name, ""),
        street=_value(read.street, ""),
        postcode=_value(read.postcode, ""),
        city=_value(read.city, ""),
        region=_value(read.region, ""),
        country=_value(read.country, ""),
        gln=_value(read.id, "") if read.id_scheme == "GLN" else "",
    )


def _resolved(resolutions: Mapping[str, Resolution], path: str) -> str:
    found = resolutions.get(path)
    return found.value if found else ""


def _value(read: Read[T] | None, absent: D) -> T | D:
    return absent if read is None else read.value
