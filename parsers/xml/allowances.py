"""Allowances and charges of an order or a line, whatever the format calls them: all but worthless ones hold."""

from dataclasses import dataclass
from decimal import Decimal

from orders.findings import FindingCode
from parsers.segments.reads import Number
from parsers.xml.reads import Message
from parsers.xml.tree import Node

# Code list 7161 and words: what is paid for carriage.
_FREIGHT_CODES = frozenset({"FC", "DL", "ABW", "SAA", "TAC"})
_FREIGHT_WORDS = ("freight", "fracht", "versandkosten", "shipping", "carriage", "transport cost", "frais de port")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One of them: `amount` and `percent` where they are given."""

    node: Node
    is_charge: bool
    amount: Number | None
    percent: Number | None
    code: str
    reason: str

    @property
    def is_freight(self) -> bool:
        worded = any(word in self.reason.casefold() for word in _FREIGHT_WORDS)
        return self.is_charge and (self.code.upper() in _FREIGHT_CODES or worded)

    @property
    def is_worthless(self) -> bool:
        given = [read.value for read in (self.amount, self.percent) if read]
        return bool(given) and not any(given)

    @property
    def signed(self) -> Decimal:
        """What it adds to the sum."""
        value = self.amount.value if self.amount else Decimal(0)
        return value if self.is_charge else -value


def tell_total_only(message: Message, changed: Decimal, at: Node | None, *, itemised: bool) -> None:
    """Totals of allowances or charges that no allowance or charge of the order explains."""
    if changed and not itemised:
        sentence = "The totals contain an allowance or charge that the order does not name. Ask what it is."
        message.hold(FindingCode.ALLOWANCE_OR_CHARGE, sentence, "total_net", at, found=f"{changed:f}")


def tell_allowance(message: Message, one: Allowance, path: str) -> None:
    """What changes what is to be paid holds; what comes to nothing is noted."""
    noun = "charge" if one.is_charge else "allowance"
    found = " ".join(
        part for part in (
            noun, f"{one.amount.value:f}" if one.amount else "", f"{one.percent.value:f}%" if one.percent else "",
            one.code, one.reason,
        ) if part
    )  # fmt: skip
    if one.is_worthless:
        sentence = "An allowance or charge is named that comes to nothing."
        message.note(FindingCode.ALLOWANCE_OR_CHARGE, sentence, path, one.node, found=found)
        return
    sentence = "An allowance or charge changes what is to be paid. Bring the price to what was agreed, or accept."
    message.hold(FindingCode.ALLOWANCE_OR_CHARGE, sentence, path, one.node, found=found)
