"""A supplier of invented numbers with a catalogue as large as wanted, as CSV files that the reference import reads."""

from collections.abc import Iterable, Iterator
from pathlib import Path

CUSTOMERS = 2_000
WORDS = ("hex", "bolt", "washer", "nut", "screw", "zinc", "steel", "brass", "flange", "valve", "gasket", "spring")
CURRENCIES = ("EUR", "GBP")


def write_large_reference(folder: Path, *, items: int, cross_references: int, prices: int) -> None:
    """Write the files row by row. Prices are those of the list, then of contracts, then more of the list in GBP."""
    folder.mkdir(parents=True)
    pounds = prices - items - cross_references
    _write(folder / "customers.csv", "customer_no,name,street,postcode,city,country,gln,email_domain,currency", _who())
    _write(
        folder / "ship_to.csv",
        "customer_no,seq,name,street,postcode,city,country",
        (f"C{number:05},1,Customer {number},Road {number},{10_000 + number},Town,DE" for number in range(CUSTOMERS)),
    )
    _write(
        folder / "catalogue.csv",
        "supplier_item,gtin,uom,pack_qty,list_price_eur,list_price_gbp,price_basis,description_en",
        (_item(number, in_pounds=number < pounds) for number in range(items)),
    )
    _write(
        folder / "customer_items.csv",
        "customer_no,customer_item,supplier_item,contract_price,currency,price_basis",
        (_cross(number, items) for number in range(cross_references)),
    )
    _write(
        folder / "stock.csv",
        "supplier_item,available",
        (f"{sku(number)},{100 + number % 999}" for number in range(items)),
    )


def sku(number: int) -> str:
    """Our number of an item."""
    return f"SKU-{number * 7919 % 100_000_000:08}"


def crossed(number: int, items: int) -> tuple[str, str, str]:
    """A cross reference: the customer, its number for the item, and ours."""
    return f"C{number % CUSTOMERS:05}", f"P{number:07}", sku(number * 13 % items)


def gtin(number: int) -> str:
    """The GTIN of an item, with its check digit."""
    return _checked(f"95200{number:07}")


def gln(number: int) -> str:
    """The GLN of a customer."""
    return _checked(f"95201{number:07}")


def price(number: int) -> str:
    """The price of an item, in EUR and in GBP."""
    return f"{1 + number % 900}.{number % 100:02}"


def _checked(body: str) -> str:
    weighed = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(body))
    return f"{body}{-weighed % 10}"


def _who() -> Iterator[str]:
    for number in range(CUSTOMERS):
        domain = f"customer{number}.example"
        place = f"Road {number},{10_000 + number},Town,DE"
        yield f"C{number:05},Customer {number},{place},{gln(number)},{domain},EUR"


def _item(number: int, *, in_pounds: bool) -> str:
    first, second = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
    described = f"{first} {second} M{number % 48} x {number % 997} type {number}"
    amount = price(number)
    return f"{sku(number)},{gtin(number)},PCE,1,{amount},{amount if in_pounds else ''},1,{described}"


def _cross(number: int, items: int) -> str:
    customer, theirs, ours = crossed(number, items)
    return f"{customer},{theirs},{ours},{price(number * 13 % items)},EUR,1"


def _write(path: Path, header: str, rows: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        file.writelines(f"{row}\n" for row in rows)
