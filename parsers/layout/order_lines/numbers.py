"""Quantity, price and amount of one record, and whether they prove each other."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from orders.findings import FindingCode
from parsers.language.amounts import Amount, amount, is_double
from parsers.language.empty_words import is_empty_word
from parsers.language.meanings import Column, Heading
from parsers.language.numerals import looks_like_number
from parsers.language.values import Number, Text
from parsers.layout.order_lines.arithmetic import Numbers, adds_up, proven_numbers
from parsers.layout.order_lines.cells import Cells
from parsers.layout.order_lines.codes import Line
from parsers.layout.order_lines.price_bases import PriceBases
from parsers.layout.table.grid import TableColumn
from parsers.layout.text.words import joined, stand_apart
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import place

_COUNTED: Final = re.compile(r"^([+-]?\d[\d.,]*)\s?([^\W\d]{1,12}\.?)$")


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads the columns of numbers; `columns` by their role, for what their headings say."""

    reads: Reads
    columns: Mapping[Column, TableColumn]
    bases: PriceBases

    def numbers(self, cells: Cells, path: str) -> Numbers:
        """All numbers of one line; those that prove each other say so."""
        quantity, uom = self._quantity(cells, path)
        total = self._number(cells, Column.LINE_TOTAL, f"{path}.line_total")
        discount = self._number(cells, Column.DISCOUNT_PERCENT, f"{path}.discount_percent")
        price = self._number(cells, Column.UNIT_PRICE, f"{path}.unit_price")
        self._tell_double(cells, path)
        if price is None:
            self._tell_lone_basis(cells)
        options = self.bases.options(cells, path) if price is not None else [(None, None)]
        found = [Numbers(quantity, uom, price, basis, unit, discount, total) for basis, unit in options]
        right = [one for one in found if adds_up(one)]
        if len(right) == 1:
            return proven_numbers(right[0])
        return found[0] if len(found) == 1 else self._undecided(found, cells)

    def _tell_double(self, cells: Cells, path: str) -> None:
        """A quantity of two numbers, such as `5 / 20`, and a percentage in place of a price or a quantity.

        That one of the numbers adds up proves what the amount counts, but not what is wanted.
        """
        for role, name in ((Column.QUANTITY, "quantity"), (Column.UNIT_PRICE, "unit_price")):
            words = cells.words(role)
            if is_double(joined(words), is_price=role is Column.UNIT_PRICE):
                message = f"The value {place(words)} is not one number alone. Decide what it means."
                self.reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, words, path=f"{path}.{name}")

    def _tell_lone_basis(self, cells: Cells) -> None:
        """What is under "per" without a price is something else."""
        lines = cells.lines.get(Column.PRICE_BASIS, ())
        cells.unread.extend(
            (self.columns[Column.PRICE_BASIS], line) for line in lines if not is_empty_word(joined(line))
        )

    def _undecided(self, found: Sequence[Numbers], cells: Cells) -> Numbers:
        """Where the amount does not tell whether a letter is a number of units or a unit."""
        words = cells.first_line(Column.PRICE_BASIS) or cells.first_line(Column.UNIT_PRICE)
        values = [one.price_basis.value if one.price_basis is not None else Decimal(1) for one in found]
        doubt = f"the price can be for {values[0]} or for {values[-1]}"
        return replace(found[0], price_basis=self.reads.read(values[0], words, doubt=doubt))

    def _number(self, cells: Cells, role: Column, path: str) -> Number | None:
        words = self._value(cells, role)
        found = self.reads.number(words, path) if words else None
        return self._undivided(found, words)

    def _undivided(self, found: Number | None, words: Line) -> Number | None:
        """A blank may stand before three digits; where it is wide, two numbers may stand side by side."""
        pairs = [pair for pair in pairwise(words) if all(word.text[:1].isdigit() for word in pair)]
        if found is None or not any(map(stand_apart, pairs)):
            return found
        return self.reads.read(found.value, words, doubt="its parts stand apart and may be two numbers")

    def _value(self, cells: Cells, role: Column) -> Line:
        """The words of the one number of a cell; other lines of the cell are left over."""
        lines = [line for line in cells.lines.get(role, ()) if not is_empty_word(joined(line))]
        if len(lines) <= 1:
            return lines[0] if lines else ()
        whole = tuple(word for line in lines for word in line)
        counted = [line for line in lines if amount(joined(line)) is not None]
        if len(counted) == 1 and amount(joined(whole)) is not None:
            return whole
        if len(counted) == 1:
            column = self.columns[role]
            cells.unread.extend((column, line) for line in lines if line is not counted[0])
            return counted[0]
        return whole

    def _quantity(self, cells: Cells, path: str) -> tuple[Number | None, Text | None]:
        """The quantity, and its unit from the unit column, from the same cell, or from the heading."""
        words = self._value(cells, Column.QUANTITY)
        found = amount(joined(words)) if words else None
        beside = _counted(joined(words)) if words and found is None else found
        numeral = beside.numeral if beside is not None and found is None else None
        quantity = self.reads.number(words, f"{path}.quantity", numeral=numeral) if words else None
        quantity = self._undivided(quantity, words)
        if Column.UNIT in cells.lines:
            return quantity, self.reads.text(cells.words(Column.UNIT), f"{path}.uom")
        if beside is not None and beside.unit:
            return quantity, self.reads.read(beside.unit, words)
        heading = self._heading(Column.QUANTITY)
        return quantity, self._from_heading(Column.QUANTITY, heading.unit if heading else "")

    def _heading(self, role: Column) -> Heading | None:
        column = self.columns.get(role)
        return column.meaning(role) if column is not None else None

    def _from_heading(self, role: Column, value: str) -> Text | None:
        return self.reads.read(value, self.columns[role].heading.words) if value else None


def _counted(text: str) -> Amount | None:
    """A number and a word that may be a unit nobody knows."""
    found = _COUNTED.match(text)
    return Amount(found[1], unit=found[2]) if found and looks_like_number(found[1]) else None
