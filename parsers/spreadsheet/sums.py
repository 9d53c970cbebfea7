"""Sums below the lines: net, tax, gross, freight. `Total` alone is what the numbers make it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from orders.findings import FindingCode
from orders.reading import LineReading
from parsers.language.meanings import Total
from parsers.language.vocabulary import currency_in, total
from parsers.spreadsheet.grid import Cell
from parsers.spreadsheet.reads import Number, Reads

_NEAR: Final = Decimal("0.05")


@dataclass(slots=True)
class Sums:
    """What was found; lists, since a document may repeat a sum, and then it must be the same."""

    net: list[Number] = field(default_factory=list)
    tax: list[Number] = field(default_factory=list)
    gross: list[Number] = field(default_factory=list)
    either: list[Number] = field(default_factory=list)
    freight: list[Number] = field(default_factory=list)
    currencies: list[tuple[str, Cell]] = field(default_factory=list)


def sums(reads: Reads, rows: Iterable[Sequence[Cell]], *, first: int, until: int) -> Sums:
    """The sums in these rows; those from row `first`, the headings, to row `until`, the last line, are of a part."""
    found = Sums()
    for row in rows:
        for cell in row:
            meaning = total(cell.text) if cell.number is None and cell.day is None else None
            value = _value(row, cell) if meaning is not None else None
            if meaning is None or value is None:
                continue
            if money := currency_in(cell.text):
                found.currencies.append((money, cell))
            if meaning is Total.ALLOWANCE:
                _tell_allowance(reads, cell, value)
            elif not first <= cell.row <= until and meaning is not Total.HARMLESS:
                _add(reads, found, meaning, value)
    return found


def _value(row: Sequence[Cell], label: Cell) -> Cell | None:
    """The number next to the label, up to the next label."""
    for cell in row:
        if cell.column <= label.column:
            continue
        if cell.number is None and total(cell.text) is not None:
            return None
        if cell.number is not None or any(sign.isdigit() for sign in cell.text):
            return cell
    return None


def _add(reads: Reads, found: Sums, meaning: Total, cell: Cell) -> None:
    path = {Total.NET: "total_net", Total.TAX: "total_tax", Total.GROSS: "total_gross", Total.FREIGHT: "freight"}
    number = reads.number(cell, path.get(meaning, "total_net"))
    if number is not None:
        getattr(found, meaning.value).append(number)


def _tell_allowance(reads: Reads, label: Cell, value: Cell) -> None:
    if any(sign in "123456789" for sign in value.text):
        message = f"The order gives an allowance or charge in {reads.sheet.place(label)}. Is it agreed?"
        reads.remarks.hold(FindingCode.ALLOWANCE_OR_CHARGE, message, reads.sheet, label, value)


def settled(found: Sums, lines: Sequence[LineReading]) -> None:
    """Make each `Total` of unknown kind net or gross: net where it is the sum of the lines, or nothing else is."""
    freight = sum((read.value for read in found.freight[:1]), Decimal(0))
    whole = [number for number in found.net if abs(number.value - _sum(lines) - freight) <= _NEAR]
    if freight and whole:
        # The other is the sum of the goods, before the freight.
        found.net = [number for number in found.net if abs(number.value - _sum(lines)) > _NEAR]
    for number in found.either:
        near_net = abs(number.value - _sum(lines) - freight) <= _NEAR
        if near_net or not (found.net or found.tax):
            found.net.append(number)
        else:
            found.gross.append(number)


def _sum(lines: Sequence[LineReading]) -> Decimal:
    return sum((_amount(line) for line in lines), Decimal(0))


def _amount(line: LineReading) -> Decimal:
    if line.line_total is not None:
        return line.line_total.value
    if line.quantity is None or line.unit_price is None:
        return Decimal(0)
    basis = line.price_basis.value if line.price_basis is not None and line.price_basis.value else Decimal(1)
    discount = line.discount_percent.value if line.discount_percent is not None else Decimal(0)
    return line.quantity.value * line.unit_price.value / basis * (1 - discount / 100)
