"""Allowances and charges of an order or a line, whatever the format calls them.

What explains the amounts of the order to the cent is taken as it is stated and noted; anything else holds, for it
changes what is to be paid in a way that the document does not show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orders.findings import FindingCode
from orders.reading import AllowanceReading
from parsers.segments.reads import Number, Text
from parsers.xml.reads import Message
from parsers.xml.tree import Node

CENT = Decimal("0.01")
# Code list 7161 and words: what is paid for carriage.
_FREIGHT_CODES = frozenset({"FC", "DL", "ABW", "SAA", "TAC"})
_FREIGHT_WORDS = ("freight", "fracht", "versandkosten", "shipping", "carriage", "transport cost", "frais de port")
_PRICE_CHANGED = "An allowance or charge changes what is to be paid. Bring the price to what was agreed, or accept."


@dataclass(frozen=True, slots=True)
class Allowance:
    """One of them. `base` is what its percentage is of."""

    node: Node
    is_charge: bool
    amount: Number | None = None
    percent: Number | None = None
    base: Number | None = None
    code: Text | None = None
    reason: Text | None = None

    @property
    def is_freight(self) -> bool:
        reason, code = _value(self.reason).casefold(), _value(self.code).upper()
        return self.is_charge and (code in _FREIGHT_CODES or any(word in reason for word in _FREIGHT_WORDS))

    @property
    def is_worthless(self) -> bool:
        given = [read.value for read in (self.amount, self.percent) if read]
        return bool(given) and not any(given)

    @property
    def is_sound(self) -> bool:
        """Whether it has an amount, which is its percentage of its base, be that written as 10 or as 0.1."""
        if self.amount is None or self.amount.value < 0:
            return False
        if self.percent is None or self.base is None or self.is_worthless:
            return True
        whole = self.base.value * self.percent.value
        return min(abs(whole / 100 - self.amount.value), abs(whole - self.amount.value)) <= CENT

    @property
    def signed(self) -> Decimal:
        """What it adds to the sum."""
        return self.reading.signed

    @property
    def reading(self) -> AllowanceReading:
        return AllowanceReading(
            is_charge=self.is_charge, amount=self.amount, percent=self.percent, code=self.code, reason=self.reason
        )

    @property
    def shown(self) -> str:
        amount = f"{self.amount.value:f}" if self.amount else ""
        percent = f"{self.percent.value:f}%" if self.percent else ""
        noun = "charge" if self.is_charge else "allowance"
        return " ".join(filter(None, (noun, amount, percent, _value(self.code), _value(self.reason))))


def worth(found: Sequence[Allowance]) -> list[Allowance]:
    """Those that come to something."""
    return [one for one in found if not one.is_worthless]


def total(found: Sequence[Allowance]) -> Decimal:
    """What all of them add to the sum."""
    return sum((one.signed for one in found), Decimal(0))


def is_explained(
    found: Sequence[Allowance], quantity: Number | None, price: Mapping[str, Any], amount: Number | None
) -> bool:  # fmt: skip
    """Whether quantity x price / basis with all of them is the line's amount, to the cent.

    `price` has the fields of a line that are about it: `unit_price`, `price_basis`, `price_uom`.
    """
    unit, basis = price.get("unit_price"), price.get("price_basis")
    if quantity is None or unit is None or amount is None or price.get("price_uom") or (basis and basis.value <= 0):
        return False
    goods = quantity.value * unit.value / (basis.value if basis else Decimal(1))
    return all(one.is_sound for one in worth(found)) and abs(goods + total(found) - amount.value) <= CENT


def told(message: Message, found: Sequence[Allowance], path: str, *, explained: bool) -> tuple[AllowanceReading, ...]:
    """Those that come to something, as the reading has them; each is a finding. Freight is a field of its own."""
    for one in found:
        _tell(message, one, "freight" if one.is_freight and not path else path, explained=explained)
    return tuple(one.reading for one in worth(found))


def header_fields(message: Message, found: Sequence[Allowance], *, explained: bool) -> dict[str, object]:
    """`freight`, where one charge alone is for carriage, and the others as `allowances` of the order.

    A change has no place for them: there they hold.
    """
    carriage = [one for one in worth(found) if one.is_freight]
    freight = carriage[0] if len(carriage) == 1 else None
    told(message, found, "", explained=explained)
    others = tuple(one.reading for one in worth(found) if one is not freight)
    return {"freight": freight.amount if freight else None, "allowances": others}


def tell_total_only(message: Message, changed: Decimal, at: Node | None, *, itemised: Decimal | None) -> None:
    """Totals of allowances or charges that those of the order do not come to; `itemised` is None where it has none."""
    if itemised is None and changed:
        sentence = "The totals contain an allowance or charge that the order does not name. Ask what it is."
        message.hold(FindingCode.ALLOWANCE_OR_CHARGE, sentence, "total_net", at, found=f"{changed:f}")
    elif itemised is not None and abs(itemised - changed) > CENT:
        sentence = "The allowances and charges of the order do not come to their totals. Compare them."
        message.hold(
            FindingCode.ALLOWANCE_OR_CHARGE, sentence, "total_net", at, found=f"{changed:f}", expected=f"{itemised:f}"
        )


def _tell(message: Message, one: Allowance, path: str, *, explained: bool) -> None:
    if one.is_worthless:
        sentence = "An allowance or charge is named that comes to nothing."
        message.note(FindingCode.ALLOWANCE_OR_CHARGE, sentence, path, one.node, found=one.shown)
    elif explained and one.is_sound:
        sentence = "An allowance or charge is part of the amounts, and of no price. It goes along as it is stated."
        message.note(FindingCode.ALLOWANCE_OR_CHARGE, sentence, path, one.node, found=one.shown)
    else:
        message.hold(FindingCode.ALLOWANCE_OR_CHARGE, _PRICE_CHANGED, path, one.node, found=one.shown)


def _value(text: Text | None) -> str:
    return text.value if text else ""
