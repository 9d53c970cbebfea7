"""The JSON sales order; `docs/reference/file-drop.md` explains it, and its JSON Schema is made from this model."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, WithJsonSchema
from pydantic_core import PydanticSerializationError

from erp_adapters.adapter import ErpOrder, ErpOrderState, Posting
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from orders.order import Allowance, Line, Money, OtherDate, OtherPlace, Party, Quantity
from orders.values import Exact, Value

_MOST_DIGITS = 40
"""Before and after the decimal point. What is longer is a mistake, and 1E+999999 written out is a megabyte."""


def _written_out(number: Decimal) -> str:
    return f"{number:f}"


PlainDecimal = Annotated[
    Exact,
    PlainSerializer(_written_out, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
]
"""A decimal as text without exponent, since many JSON readers make binary floats of numbers."""


class SalesOrderAllowance(Value):
    """An allowance or a charge. `amount` has no sign, and is for the whole order or line."""

    is_charge: bool
    amount: PlainDecimal | None = None
    percent: PlainDecimal | None = None
    code: str = ""
    reason: str = ""


class SalesOrderLine(Value):
    """One line. `unit_price` is for `price_basis` units, before `discount_percent`."""

    line_no: str
    item: str
    quantity: PlainDecimal
    unit: str
    unit_price: PlainDecimal
    currency: str
    price_basis: PlainDecimal
    discount_percent: PlainDecimal
    requested_date: date | None
    buyer_item: str
    description: str
    other_dates: tuple[OtherDate, ...] = ()
    notes: tuple[str, ...] = ()
    allowances: tuple[SalesOrderAllowance, ...] = ()


class SalesOrder(Value):
    """One file. `posting_id` never comes twice: an import that keeps it as a key can refuse a second copy."""

    schema_version: Annotated[Literal[1, 2], WithJsonSchema({"const": 2, "type": "integer"})]
    """2; the ledger also keeps files of 1, which lack the fields that have a default here."""
    posting_id: str
    part: str
    customer: str
    po_number: str
    release: str
    currency: str
    buyer: Party
    ship_to: Party
    order_date: date | None
    requested_delivery_date: date | None
    earliest_delivery_date: date | None = None
    latest_delivery_date: date | None = None
    other_dates: tuple[OtherDate, ...] = ()
    other_places: tuple[OtherPlace, ...] = ()
    payment_terms: str
    notes: tuple[str, ...]
    freight: PlainDecimal | None = None
    """In `currency`; what the customer expects to pay for the delivery, where the order says so."""
    allowances: tuple[SalesOrderAllowance, ...] = ()
    """Allowances and charges of the order as a whole, in `currency`; no part of any price."""
    lines: tuple[SalesOrderLine, ...]


def sales_order(posting: Posting) -> SalesOrder:
    """The posting as it goes into the file.

    Raises NeedsAttention where a number has too many digits to be meant.
    """
    order = posting.order
    if excessive := (*_excessive(order.lines), *_excessive_allowances(order.allowances, "")):
        raise NeedsAttention(excessive)
    return SalesOrder(
        schema_version=2,
        posting_id=posting.id,
        part=posting.part,
        customer=order.customer,
        po_number=order.po_number,
        release=order.release,
        currency=order.currency,
        buyer=order.buyer,
        ship_to=order.ship_to,
        order_date=order.order_date,
        requested_delivery_date=order.requested_delivery_date,
        earliest_delivery_date=order.earliest_delivery_date,
        latest_delivery_date=order.latest_delivery_date,
        other_dates=order.other_dates,
        other_places=order.other_places,
        payment_terms=order.payment_terms,
        notes=order.notes,
        freight=order.freight,
        allowances=tuple(map(_file_allowance, order.allowances)),
        lines=tuple(_file_line(line) for line in order.lines),
    )


def encoded(order: SalesOrder) -> bytes:
    """The content of the file. Raises NeedsAttention where a text cannot be written as UTF-8."""
    try:
        return order.model_dump_json(indent=2).encode() + b"\n"
    except PydanticSerializationError as error:
        raise NeedsAttention((_not_text(),)) from error


def erp_order(held: SalesOrder, state: ErpOrderState) -> ErpOrder:
    """The file's content as the order that the ERP holds."""
    return ErpOrder(
        reference=held.posting_id,
        state=state,
        posting_id=held.posting_id,
        customer=held.customer,
        po_number=held.po_number,
        currency=held.currency,
        ship_to=held.ship_to,
        requested_delivery_date=held.requested_delivery_date,
        other_dates=held.other_dates,
        lines=tuple(_order_line(line) for line in held.lines),
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file."""
    schema = SalesOrder.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _file_allowance(one: Allowance) -> SalesOrderAllowance:
    return SalesOrderAllowance.model_validate(one.model_dump())


def _file_line(line: Line) -> SalesOrderLine:
    return SalesOrderLine(
        line_no=line.line_no,
        item=line.item,
        quantity=line.quantity.value,
        unit=line.quantity.unit,
        unit_price=line.unit_price.amount,
        currency=line.unit_price.currency,
        price_basis=line.price_basis,
        discount_percent=line.discount_percent,
        requested_date=line.requested_date,
        buyer_item=line.buyer_item,
        description=line.description,
        other_dates=line.other_dates,
        notes=line.notes,
        allowances=tuple(map(_file_allowance, line.allowances)),
    )


def _order_line(line: SalesOrderLine) -> Line:
    return Line(
        line_no=line.line_no,
        item=line.item,
        quantity=Quantity(value=line.quantity, unit=line.unit),
        unit_price=Money(amount=line.unit_price, currency=line.currency),
        price_basis=line.price_basis,
        discount_percent=line.discount_percent,
        requested_date=line.requested_date,
        buyer_item=line.buyer_item,
        description=line.description,
        other_dates=line.other_dates,
        notes=line.notes,
        allowances=tuple(Allowance.model_validate(one.model_dump()) for one in line.allowances),
    )


def _excessive(lines: tuple[Line, ...]) -> Iterator[Finding]:
    for index, line in enumerate(lines):
        numbers = {
            "quantity": line.quantity.value,
            "unit_price": line.unit_price.amount,
            "price_basis": line.price_basis,
            "discount_percent": line.discount_percent,
        }
        for name, number in numbers.items():
            if not _fits(number):
                yield _too_long(f"lines[{index}].{name}", f"Line {line.line_no}", number)
        yield from _excessive_allowances(line.allowances, f"lines[{index}].")


def _excessive_allowances(found: tuple[Allowance, ...], prefix: str) -> Iterator[Finding]:
    numbers = (number for one in found for number in (one.amount, one.percent) if number is not None)
    for number in numbers:
        if not _fits(number):
            yield _too_long(f"{prefix}allowances", "An allowance or charge", number)


def _fits(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return number.adjusted() < _MOST_DIGITS and isinstance(exponent, int) and exponent >= -_MOST_DIGITS


def _not_text() -> Finding:
    return Finding(
        code=FindingCode.INVALID_VALUE,
        severity=Severity.BLOCK,
        message="A text of the order holds half a character (a lone surrogate), which no file can. Type it anew.",
    )


def _too_long(path: str, what: str, number: Decimal) -> Finding:
    return Finding(
        code=FindingCode.INVALID_VALUE,
        severity=Severity.BLOCK,
        message=f"{what} has a number with over {_MOST_DIGITS} digits before or after the point. Correct it.",
        path=path,
        found=str(number)[:60],
    )
