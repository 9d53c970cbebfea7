"""Rows of the files about items: what they are, by whose numbers they are ordered, and how much there is of them."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from orders.gtin import comparable
from orders.matching import number_key, words
from storage.reference.cells import FileRow, UnusableRow
from storage.reference.price_files import price

_LIST_PRICE = re.compile(r"list_price_([a-z]{3})")


def catalogue(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`catalogue`: items with any number of description columns and of `list_price_<currency>`."""
    sku = row.required("supplier_item")
    described, priced = _catalogue_columns(tuple(row.cells))
    descriptions = [text for column in described if (text := " ".join(row.text(column).split()))]
    prices = [
        price(row, sku, "", currency, row.number(column, absent=""), sku)
        for column, currency in priced
        if row.text(column)
    ]
    yield (
        "items",
        {
            "sku": sku,
            "unit": row.required("uom"),
            "gtin": comparable(row.text("gtin")),
            "pack_quantity": row.number("pack_qty", absent="1", positive=True),
            "minimum_quantity": row.number("min_qty", absent="0"),
            "lead_time_days": row.days("lead_time_days"),
            "blocked": row.flag("blocked"),
            "descriptions": "\n".join(descriptions),
            "sku_key": number_key(sku),
            "words": " ".join(dict.fromkeys(words(" ".join((sku, *descriptions))))),
        },
    )
    yield from (("list_prices", made) for made in prices)


def packs(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`packs`: how many base units a unit of the item is."""
    factor = row.number("factor", absent="", positive=True)
    unit = row.required("uom")
    sku = row.required("supplier_item")
    yield "packs", {"sku": sku, "unit": unit, "factor": factor, "gtin": comparable(row.text("gtin"))}


def customer_items(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`customer_items`: a customer's part number for an item of ours, a contract price for it, or both."""
    customer, sku = row.required("customer_no"), row.required("supplier_item")
    number, amount = row.text("customer_item"), row.text("contract_price")
    if not number and not amount:
        raise UnusableRow("customer_item", "the row has neither a part number nor a price")
    made = None
    if amount:
        currency = row.required("currency").upper()
        made = price(row, sku, customer, currency, row.number("contract_price", absent=""), number or sku)
    if number:
        key = number_key(number)
        yield "customer_items", {"customer": customer, "buyer_item": number, "sku": sku, "buyer_item_key": key}
    if made:
        yield "contract_prices", made


def manufacturer_items(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`manufacturer_items`: the number that the maker of an item gives it."""
    number = number_key(row.required("manufacturer_item"))
    if not number:
        raise UnusableRow("manufacturer_item", "the number has neither letters nor digits")
    sku = row.required("supplier_item")
    yield "manufacturer_items", {"number_key": number, "manufacturer": row.text("manufacturer"), "sku": sku}


def substitutes(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`substitutes`: what may be offered in place of an item."""
    sku, substitute = row.required("supplier_item"), row.required("substitute")
    if sku == substitute:
        raise UnusableRow("substitute", "the item would stand in for itself")
    yield "substitutes", {"sku": sku, "substitute": substitute}


def customer_packs(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`customer_packs`: how many base units of an item one customer means by a unit."""
    customer, unit = row.required("customer_no"), row.required("uom")
    factor = row.number("factor", absent="", positive=True)
    yield "customer_packs", {"customer": customer, "sku": row.required("supplier_item"), "unit": unit, "factor": factor}


def replacements(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`replacements`: what is no longer sold, since when, and what follows it."""
    sku, follows = row.required("supplier_item"), row.text("replaced_by")
    if sku == follows:
        raise UnusableRow("replaced_by", "the item would follow itself")
    yield "replacements", {"sku": sku, "replacement": follows, "since": row.day("since")}


def stock(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`stock`: what is available of an item, in its base unit."""
    sku = row.required("supplier_item")
    row.required("available")
    yield "stock", {"sku": sku, "available": row.number("available", absent="")}


def supply(row: FileRow) -> Iterator[tuple[str, dict[str, Any]]]:
    """`supply`: what will come in of an item, in its base unit."""
    row.required("date")
    yield (
        "supply",
        {
            "sku": row.required("supplier_item"),
            "day": row.day("date"),
            "order_number": row.text("order_no"),
            "quantity": row.number("quantity", absent="", positive=True),
        },
    )


@lru_cache(maxsize=4)
def _catalogue_columns(columns: Collection[str]) -> tuple[Sequence[str], Sequence[tuple[str, str]]]:
    """The descriptions, and the prices with their currencies."""
    priced = [(column, match[1].upper()) for column in columns if (match := _LIST_PRICE.fullmatch(column))]
    return [column for column in columns if column.startswith("description")], priced
