"""The sums of a sheet, and the currencies beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orders.findings import FindingCode
from parsers.language.letters import has_digit
from parsers.language.meanings import Total
from parsers.language.sums import Sums
from parsers.language.vocabulary import currency_in, total
from parsers.spreadsheet.reads import Reads
from parsers.spreadsheet.sheets import Cell


@dataclass(slots=True)
class SheetSums(Sums):
    """The sums of a sheet, and the currencies that their labels name."""

    currencies: list[tuple[str, Cell]] = field(default_factory=list)


def sums(reads: Reads, rows: Iterable[Sequence[Cell]], *, first: int, until: int) -> SheetSums:
    """The sums in these rows; those from row `first`, the headings, to row `until`, the last line, are of a part."""
    found = SheetSums()
    for row in rows:
        for cell in row:
            meaning = total(cell.text) if cell.number is None and cell.day is None else None
            value = _value(row, cell) if meaning is not None else None
            if meaning is Total.ALLOWANCE and value is None:
                # Its rate stands in the label: "Discount 5 %".
                _tell_allowance(reads, cell, cell)
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
        if cell.number is not None or has_digit(cell.text):
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
