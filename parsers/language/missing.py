"""Fields that some lines of an order have and others have not: forgotten, or the same as above?"""

from collections.abc import Iterator, Sequence
from typing import Final

from orders.reading import LineReading

_EXPECTED: Final = {
    "uom": "unit",
    "unit_price": "price",
    "price_basis": "price basis",
    "supplier_item": "item number of ours",
    "buyer_item": "item number of the customer",
}


def missing_fields(lines: Sequence[LineReading]) -> Iterator[tuple[int, str, str]]:
    """The place of the line, the field, and what to call it."""
    for field, name in _EXPECTED.items():
        missing = [index for index, line in enumerate(lines) if getattr(line, field) is None]
        if field == "price_basis":
            missing = [index for index in missing if lines[index].price_uom is None]
        if 0 < len(missing) < len(lines):
            yield from ((index, field, name) for index in missing)
