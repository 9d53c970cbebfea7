"""Rows of the files about prices: of lists and contracts with breaks, discounts off the list, and quotes."""

from collections.abc import Iterator
from typing import Any

from storage.reference.cells import FileRow


def prices(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`prices`: a price of the list, or of one customer, from a quantity on and for a time."""
    yield "prices", _broken(row, row.text("customer_no"))


def quotes(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`quotes`: what one customer was offered, until when."""
    number = row.required("quote_no")
    made = _broken(row, row.required("customer_no"))
    yield "quotes", {**made, "quote": number, "row": f"{number} {made['row']}"}


def discounts(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`discounts`: what a customer pays less than the list says, for one item or for all."""
    row.required("discount_percent")
    yield (
        "discounts",
        {
            "customer": row.required("customer_no"),
            "sku": row.text("supplier_item"),
            "from_quantity": row.number("from_quantity", absent="0"),
            **row.period(),
            "percent": row.percent("discount_percent"),
        },
    )


def price(row: FileRow, sku: str, customer: str, currency: str, amount: str, name: str) -> dict[str, Any]:
    """A price without a break and without end, named by the number that stands with it."""
    return {
        "sku": sku,
        "customer": customer,
        "row": f"{name} {currency}",
        "amount": amount,
        "currency": currency,
        "basis": row.number("price_basis", absent="1", positive=True),
        "unit": row.text("price_uom"),
        "from_quantity": "0",
        "valid_from": "",
        "valid_until": "",
        "quote": "",
    }


def _broken(row: FileRow, customer: str) -> dict[str, Any]:
    sku, currency = row.required("supplier_item"), row.required("currency").upper()
    row.required("price")
    made = price(row, sku, customer, currency, row.number("price", absent=""), sku)
    quantity, period = row.number("from_quantity", absent="0"), row.period()
    named = [made["row"]]
    named += [f"from {quantity}"] if row.text("from_quantity") else []
    named += [made["unit"]] if made["unit"] else []
    named += [f"since {period['valid_from']}"] if period["valid_from"] else []
    return {**made, "row": " ".join(named), "from_quantity": quantity, **period}
