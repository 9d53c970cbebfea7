"""Rows of the files about customers: who they are, where they take goods, what they may owe, when they are closed."""

from collections.abc import Iterator, Mapping
from typing import Any

from orders.matching import name_key, number_key
from storage.reference.cells import FileRow


def customers(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`customers`: number and name; the rest is for recognition and defaults."""
    number, name = row.required("customer_no"), row.required("name")
    keys = {
        "name_key": name_key(name),
        "postcode_key": number_key(row.text("postcode")),
        "vat_key": number_key(row.text("vat_id")),
    }
    identifiers = {
        "vat_id": row.text("vat_id"),
        "gln": row.text("gln"),
        "currency": row.text("currency").upper(),
        "language": row.text("language"),
        "payment_terms": row.text("payment_terms"),
        "delivery_terms": row.text("delivery_terms"),
        "minimum_order_value": row.amount("min_order_value"),
        "email_domain": row.text("email_domain").casefold().removeprefix("@"),
        "vendor_number": row.text("vendor_no_at_customer"),
        "edi_id": row.text("edi_id"),
        "blocked": row.flag("blocked"),
    }
    yield "customers", {"number": number, **_address(row), **identifiers, **keys}


def ship_tos(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`ship_to`: delivery addresses, numbered by customer."""
    customer, sequence = row.required("customer_no"), row.required("seq")
    yield "ship_to", {"customer": customer, "key": f"{customer}/{sequence}", **_address(row), "gln": row.text("gln")}


def credit(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`credit`: what a customer owes and may owe; without a limit there is none."""
    row.required("open_balance")
    limit = row.number("credit_limit", absent="") if row.text("credit_limit") else ""
    yield (
        "credit",
        {
            "customer": row.required("customer_no"),
            "credit_limit": limit,
            "open_balance": row.number("open_balance", absent=""),
            "currency": row.required("currency").upper(),
            "blocked": row.flag("blocked"),
        },
    )


def closed_days(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`closed_days`: days without delivery, of one customer or of everybody."""
    row.required("date")
    yield "closed_days", {"customer": row.text("customer_no"), "day": row.day("date"), "reason": row.text("reason")}


def _address(row: FileRow) -> Mapping[str, str]:
    return {name: row.text(name) for name in ("name", "street", "postcode", "city", "region", "country")}
