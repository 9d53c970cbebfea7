"""Fields that some lines of an order have and others have not: forgotten, or the same as above?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from orders.findings import Finding, FindingCode, Severity
from orders.reading import LineReading

_EXPECTED: Final = {
    "uom": "unit",
    "unit_price": "price",
    "price_basis": "price basis",
    "supplier_item": "item number of ours",
    "buyer_item": "item number of the customer",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that the line at this place has not; `name` is what people call it."""

    place: int
    field: str
    name: str

    def finding(self, first: int = 0) -> Finding:
        """`first` is the place of the first of the lines in the order, where there are more above them."""
        index = first + self.place
        return Finding(
            code=FindingCode.MISSING_FIELD,
            severity=Severity.HOLD,
            message=f"Line {index + 1} has no {self.name}, and others have. Type what the customer means.",
            path=f"lines[{index}].{self.field}",
        )


def missing_fields(lines: Sequence[LineReading]) -> Iterator[Missing]:
    for field, name in _EXPECTED.items():
        missing = [index for index, line in enumerate(lines) if getattr(line, field) is None]
        if field == "price_basis":
            missing = [index for index in missing if lines[index].price_uom is None]
        if 0 < len(missing) < len(lines):
            yield from (Missing(index, field, name) for index in missing)
