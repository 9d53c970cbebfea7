"""Sums below the lines: net, tax, gross, freight. `Total` alone is what the numbers make it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from orders.reading import LineReading, Read

Number = Read[Decimal]
_NEAR: Final = Decimal("0.05")


@dataclass(slots=True)
class Sums:
    """What was found; lists, since a document may repeat a sum, and then it must be the same."""

    net: list[Number] = field(default_factory=list)
    tax: list[Number] = field(default_factory=list)
    gross: list[Number] = field(default_factory=list)
    either: list[Number] = field(default_factory=list)
    freight: list[Number] = field(default_factory=list)


def settled(found: Sums, lines: Sequence[LineReading]) -> None:
    """Make each `Total` of unknown kind net or gross: net where it is the sum of the lines, or nothing else is."""
    ordered = sum_of(lines)
    freight = sum((read.value for read in found.freight[:1]), Decimal(0))
    whole = [number for number in found.net if abs(number.value - ordered - freight) <= _NEAR]
    if freight and whole:
        # The other is the sum of the goods, before the freight.
        found.net = [number for number in found.net if abs(number.value - ordered) > _NEAR]
    for number in found.either:
        near_net = abs(number.value - ordered - freight) <= _NEAR
        if (near_net and not found.net) or not (found.net or found.tax):
            found.net.append(number)
        else:
            found.gross.append(number)


def sum_of(lines: Sequence[LineReading]) -> Decimal:
    """What the lines come to, by their totals or else by quantity and price."""
    return sum((_amount(line) for line in lines), Decimal(0))


def _amount(line: LineReading) -> Decimal:
    if line.line_total is not None:
        return line.line_total.value
    if line.quantity is None or line.unit_price is None:
        return Decimal(0)
    basis = line.price_basis.value if line.price_basis is not None and line.price_basis.value else Decimal(1)
    discount = line.discount_percent.value if line.discount_percent is not None else Decimal(0)
    return line.quantity.value * line.unit_price.value / basis * (1 - discount / 100)
