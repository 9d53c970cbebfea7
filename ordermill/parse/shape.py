"""The shape of what `ordermill parse` writes; `docs/reference/parse-result.schema.json` is made from these models."""

from typing import Any, Literal

from pydantic import Field

from orders.conditions import DateMeaning, PlaceRole
from orders.evidence import Evidence
from orders.findings import FindingCode, Severity
from orders.reading import Confidence, OrderKind
from orders.values import Value

FORMAT = "ordermill-parse/1"
"""Marks a result as ours, so that a later run may replace it and nothing else."""


class PartyResult(Value):
    """A party as the document shows it. `id_type` says whose number `id` is: GLN, SELLER, BUYER, DUNS, SAN, ..."""

    name: str | None = None
    street: str | None = None
    city: str | None = None
    postcode: str | None = None
    region: str | None = None
    country: str | None = None
    id: str | None = None
    id_type: str | None = None
    vat_id: str | None = None


class ContactResult(Value):
    """The buyer's person to ask."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


class DeliveryResult(Value):
    """One of several deliveries of a line."""

    quantity: str | None = None
    requested_date: str | None = None
    ship_to: PartyResult | None = None


class AllowanceResult(Value):
    """An allowance or a charge of the order, or of all of a line. `amount` has no sign."""

    is_charge: bool
    amount: str | None = None
    percent: str | None = None
    code: str | None = None
    reason: str | None = None


class OtherDateResult(Value):
    """A day that is no delivery date, such as one to ship on."""

    meaning: DateMeaning
    day: str


class OtherPlaceResult(PartyResult):
    """A place beside the ship-to."""

    role: PlaceRole


class LineResult(Value):
    """One line. Numbers are text with a dot; `unit_price` is for `price_basis` units, 1 where that is absent."""

    line_no: str | None = None
    buyer_item: str | None = None
    supplier_item: str | None = None
    gtin: str | None = None
    description: str | None = None
    quantity: str | None = None
    uom: str | None = None
    unit_price: str | None = None
    price_basis: str | None = None
    price_uom: str | None = None
    discount_percent: str | None = None
    line_total: str | None = None
    requested_date: str | None = None
    action: str | None = None
    deliveries: tuple[DeliveryResult, ...] | None = None
    other_dates: tuple[OtherDateResult, ...] | None = None
    allowances: tuple[AllowanceResult, ...] | None = None
    notes: tuple[str, ...] | None = None


class EvidenceResult(Value):
    """Where a value stood, how it earned its trust, and who bears witness."""

    evidence: tuple[Evidence, ...] | None = None
    confidence: Confidence
    witnesses: tuple[str, ...] | None = None


class OrderResult(Value):
    """One order. Dates are ISO 8601. A field that the document does not show is absent."""

    kind: OrderKind
    status: Literal["clean", "held"]
    po_number: str | None = None
    release: str | None = None
    change_number: str | None = None
    order_date: str | None = None
    currency: str | None = None
    buyer: PartyResult | None = None
    supplier: PartyResult | None = None
    ship_to: PartyResult | None = None
    bill_to: PartyResult | None = None
    buyer_contact: ContactResult | None = None
    requested_delivery_date: str | None = None
    earliest_delivery_date: str | None = None
    latest_delivery_date: str | None = None
    other_dates: tuple[OtherDateResult, ...] | None = None
    other_places: tuple[OtherPlaceResult, ...] | None = None
    payment_terms: str | None = None
    delivery_terms: str | None = None
    contract: str | None = None
    lines: tuple[LineResult, ...]
    freight: str | None = None
    allowances: tuple[AllowanceResult, ...] | None = None
    total_net: str | None = None
    total_tax: str | None = None
    total_gross: str | None = None
    notes: tuple[str, ...]
    resolved: dict[str, str]
    """By path, what was established from reference data, in the supplier's terms."""
    evidence: dict[str, EvidenceResult] | None = None
    """By path; only with `--evidence`."""


class FindingResult(Value):
    """Something noticed. `path` is empty for the whole file or its first order, else zero-based (`lines[3].quantity`).

    `block` and `hold` are what a person has to decide; `note` holds nothing.
    """

    code: FindingCode
    severity: Severity
    message: str
    path: str | None = None
    found: str | None = None
    expected: str | None = None


class ParseResult(Value):
    """What was read from one file."""

    format: Literal["ordermill-parse/1"]
    kind: Literal["order", "change", "cancel", "not_an_order", "unreadable"]
    orders: tuple[OrderResult, ...]
    uncertain: tuple[str, ...] = Field(examples=[("po_number", "lines[3].quantity", "orders[1].lines[0].unit_price")])
    """The paths of the values that would hold an order. Without `orders[n]` the first order is meant."""
    findings: tuple[FindingResult, ...]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a result. What is not known is absent, never null."""
    schema = _without_null(ParseResult.model_json_schema(mode="serialization"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_null(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_null(member) for member in node]
    if not isinstance(node, dict):
        return node
    plain = {name: _without_null(member) for name, member in node.items()}
    if {"type": "null"} in plain.get("anyOf", []):
        (only,) = [member for member in plain.pop("anyOf") if member != {"type": "null"}]
        plain.pop("default", None)
        plain |= only
    return plain
