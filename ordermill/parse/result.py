"""From what was read to the result that `ordermill parse` writes for one file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from ordermill.parse.shape import FORMAT, ParseResult
from orders.currencies import shared_sign
from orders.findings import Finding, FindingCode
from orders.reading import (
    AllowanceReading,
    ContactReading,
    LineReading,
    OrderReading,
    OtherDateReading,
    PartyReading,
    Read,
)
from orders.resolution import Resolution

_HEADER = (
    "po_number", "release", "change_number", "order_date", "requested_delivery_date",
    "earliest_delivery_date", "latest_delivery_date", "payment_terms", "delivery_terms", "contract",
    "freight", "total_net", "total_tax", "total_gross",
)  # fmt: skip
_PARTIES = ("buyer", "supplier", "ship_to", "bill_to")


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """One order of a file, with what validation made of it. `holding` are the findings that would hold it."""

    reading: OrderReading
    resolutions: Sequence[Resolution]
    findings: Sequence[Finding]
    holding: Sequence[Finding]


def result(orders: Sequence[ReadOrder], findings: Sequence[Finding], *, evidence: bool) -> ParseResult:
    """The result of one file: its kind, its orders, the values that would hold them, and every finding.

    `findings` are those about the file as a whole.
    """
    return ParseResult.model_validate(
        {
            "format": FORMAT,
            "kind": _kind(orders, findings),
            "orders": [_order(order, evidence=evidence) for order in orders],
            "uncertain": list(_uncertain(orders)),
            "findings": [_finding(finding) for finding in _all_findings(orders, findings)],
        }
    )


def _kind(orders: Sequence[ReadOrder], findings: Sequence[Finding]) -> str:
    if orders:
        return orders[0].reading.kind.value
    # Only a parser that understood the document may call it no order; everything else needs a person.
    said = any(finding.code is FindingCode.NO_ORDER for finding in findings)
    doubted = any(finding.holds and finding.code is not FindingCode.NO_ORDER for finding in findings)
    return "not_an_order" if said and not doubted else "unreadable"


def _order(order: ReadOrder, *, evidence: bool) -> dict[str, Any]:
    reading = order.reading
    shape: dict[str, Any] = {"kind": reading.kind.value, "status": "held" if order.holding else "clean"}
    shape |= {name: plain_value(getattr(reading, name)) for name in _HEADER if getattr(reading, name) is not None}
    shape |= _currency(order)
    shape |= {name: _party(getattr(reading, name)) for name in _PARTIES if getattr(reading, name) is not None}
    if reading.buyer_contact is not None:
        shape["buyer_contact"] = _fields(reading.buyer_contact)
    shape["lines"] = [_line(line) for line in reading.lines]
    if reading.allowances:
        shape["allowances"] = _allowances(reading.allowances)
    if reading.other_dates:
        shape["other_dates"] = _other_dates(reading.other_dates)
    if reading.other_places:
        shape["other_places"] = [{"role": one.role.value, **_party(one.party)} for one in reading.other_places]
    shape["notes"] = [plain_value(note) for note in reading.notes]
    shape["resolved"] = _actions(reading) | {resolution.path: resolution.value for resolution in order.resolutions}
    if evidence:
        shape["evidence"] = {path: _evidence(read) for path, read in reads_of(reading, "")}
    return shape


def _currency(order: ReadOrder) -> dict[str, str]:
    """The code that is read; for a sign that several currencies share, what it was resolved to, if anything."""
    read = order.reading.currency
    if read is None or not shared_sign(read.value):
        return {} if read is None else {"currency": plain_value(read)}
    return {one.path: one.value for one in order.resolutions if one.path == "currency"}


def _party(party: PartyReading) -> dict[str, str]:
    return _fields(party) | ({"id_type": party.id_scheme} if party.id_scheme else {})


def _line(line: LineReading) -> dict[str, Any]:
    shape: dict[str, Any] = dict(_fields(line))
    if code := shape.pop("action_code", ""):
        shape["action"] = code
    if line.deliveries:
        shape["deliveries"] = [
            _fields(delivery) | ({"ship_to": _party(delivery.ship_to)} if delivery.ship_to else {})
            for delivery in line.deliveries
        ]
    if line.allowances:
        shape["allowances"] = _allowances(line.allowances)
    if line.other_dates:
        shape["other_dates"] = _other_dates(line.other_dates)
    if line.notes:
        shape["notes"] = [plain_value(note) for note in line.notes]
    return shape


def _actions(reading: OrderReading) -> dict[str, str]:
    """What the codes mean that stand as `action` of lines."""
    numbered = enumerate(reading.lines)
    return {f"lines[{n}].action": plain_value(line.action) for n, line in numbered if line.action_code and line.action}


def _allowances(found: Sequence[AllowanceReading]) -> list[dict[str, Any]]:
    return [{"is_charge": one.is_charge, **_fields(one)} for one in found]


def _other_dates(found: Sequence[OtherDateReading]) -> list[dict[str, str]]:
    return [{"meaning": one.meaning.value, "day": plain_value(one.day)} for one in found]


def _fields(model: PartyReading | ContactReading | BaseModel) -> dict[str, str]:
    reads = ((name, getattr(model, name)) for name in type(model).model_fields)
    return {name: plain_value(read) for name, read in reads if isinstance(read, Read)}


def plain_value(read: Read[Any]) -> str:
    """A value as a text: numbers without an exponent, days as of ISO 8601."""
    match read.value:
        case Decimal() as number:
            return f"{number:f}"
        case date() as day:
            return day.isoformat()
        case Enum() as choice:
            return str(choice.value)
        case other:
            return str(other)


def _uncertain(orders: Sequence[ReadOrder]) -> Iterator[str]:
    for number, order in enumerate(orders):
        prefix = f"orders[{number}]." if number else ""
        paths = {finding.path for finding in order.holding if finding.path}
        yield from (prefix + path for path in sorted(paths))


def _all_findings(orders: Sequence[ReadOrder], findings: Sequence[Finding]) -> Iterator[Finding]:
    yield from findings
    for number, order in enumerate(orders):
        prefix = f"orders[{number}]." if number else ""
        for finding in order.findings:
            yield finding.model_copy(update={"path": (prefix + finding.path).rstrip(".")})


def _finding(finding: Finding) -> dict[str, Any]:
    shown = finding.model_dump(mode="json", exclude={"evidence", "fixes", "details", "defect"})
    return {name: value for name, value in shown.items() if value != ""}


def _evidence(read: Read[Any]) -> dict[str, Any]:
    shown = read.model_dump(mode="json", include={"evidence", "confidence", "witnesses"})
    return {name: value for name, value in shown.items() if value}


def reads_of(value: Any, path: str) -> Iterator[tuple[str, Read[Any]]]:
    """Every read value below `value`, with its path."""
    if isinstance(value, Read):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from reads_of(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for number, member in enumerate(value):
            yield from reads_of(member, f"{path}[{number}]")
