"""Readings as a parser would give them, from plain values."""

from datetime import date
from decimal import Decimal
from typing import Any

from orders.evidence import Segment
from orders.reading import AllowanceReading, Confidence, LineReading, OrderReading, PartyReading, Read

_PLAIN = {"kind", "test", "sender", "parser", "findings"}
_KINDS: dict[type, Any] = {str: Read[str], Decimal: Read[Decimal], date: Read[date]}
EVIDENCE = (Segment(position=7, tag="LIN", element=1),)


def read(value: Any, confidence: Confidence = Confidence.STATED) -> Read[Any]:
    """A value as it stood in segment 7."""
    made: Read[Any] = _KINDS[type(value)](value=value, evidence=EVIDENCE, confidence=confidence)
    return made


def reading(**fields: Any) -> OrderReading:
    """An order of customer 0100 for 200 bolts at the contract price; a field given as None is absent.

    `lines` are readings of lines, or the fields of `line`.
    """
    shown: dict[str, Any] = {
        "kind": "order",
        "po_number": "PO-1",
        "order_date": date(2026, 3, 2),
        "currency": "EUR",
        "buyer": party(id="9520000000011", id_scheme="GLN"),
        "ship_to": party(street="Lindenstr. 4", postcode="30159", city="Hannover"),
        "lines": (line(),),
    }
    shown |= fields
    plain = {name: shown.pop(name) for name in _PLAIN & set(shown)}
    return OrderReading(**plain, **{name: _read(value) for name, value in shown.items() if value is not None})


def line(**fields: Any) -> LineReading:
    """A line for 200 bolts at 16.90 for 100; a field given as None is absent."""
    shown: dict[str, Any] = {
        "line_no": "10",
        "buyer_item": "4711",
        "quantity": Decimal(200),
        "uom": "PCE",
        "unit_price": Decimal("16.90"),
        "price_basis": Decimal(100),
    }
    shown |= fields
    return LineReading(**{name: _read(value) for name, value in shown.items() if value is not None})


def charge(amount: str, *, is_charge: bool = True) -> AllowanceReading:
    """A charge, or an allowance, of an order or a line."""
    return AllowanceReading(is_charge=is_charge, amount=read(Decimal(amount)), reason=read("Transport documents"))


def party(**fields: Any) -> PartyReading:
    """A party with these fields; `id_scheme` stays plain."""
    scheme: str = fields.pop("id_scheme", "")
    return PartyReading(id_scheme=scheme, **{name: read(value) for name, value in fields.items()})


def _read(value: Any) -> Any:
    return read(value) if isinstance(value, str | Decimal | date) else value
