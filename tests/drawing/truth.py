"""What a document asks for, beside the drawing of it: the expectation that its reading is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.drawing.numerals import Number

Truth = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One document of the corpus: its bytes, and what `NAME.expected.json` says of it.

    `promise`: `clean` (every value is right, and nothing holds it), `held`
    (a person has to see it), `no_order` (it is called no order), and `safe`: only what is true of all, that an order is
    never called none, and is not clean unless it is right.
    """

    name: str
    content: bytes
    kind: str
    promise: str
    orders: tuple[Truth, ...] = ()
    about: str = ""
    """What is hard about it."""
    suffix: str = ".pdf"

    def expectation(self) -> Truth:
        return {"about": self.about, "kind": self.kind, "promise": self.promise, "orders": list(self.orders)}


def line(number: str, quantity: Number, uom: str, price: Number, *, basis: Number = 1, **fields: str) -> Truth:
    """A line whose total is what its numbers make; `discount_percent` counts."""
    amount = Decimal(quantity) * Decimal(price) / Decimal(basis)
    amount *= 1 - Decimal(fields.get("discount_percent", "0")) / 100
    shown = {"line_no": number, "quantity": str(quantity), "uom": uom, "unit_price": str(price)}
    shown |= {"price_basis": str(basis)} if Decimal(basis) != 1 else {}
    return shown | {"line_total": f"{amount:.2f}"} | fields


def net(lines: Sequence[Mapping[str, str]]) -> Decimal:
    """The sum of the line totals."""
    return sum((Decimal(each["line_total"]) for each in lines), Decimal())
