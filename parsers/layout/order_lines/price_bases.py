"""For how many units a price is, and for which: from its own column, from beside the price, or from the heading."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from orders import units
from parsers.language.amounts import Amount, amount
from parsers.language.empty_words import is_empty_word
from parsers.language.meanings import Column
from parsers.language.price_codes import coded_basis
from parsers.language.values import Number, Text
from parsers.layout.order_lines.cells import Cells
from parsers.layout.order_lines.codes import Line
from parsers.layout.table.grid import TableColumn
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads

Basis = tuple[Number | None, Text | None]
"""How many units, and which."""


@dataclass(frozen=True, slots=True)
class PriceBases:
    """Reads what prices are for; `columns` by their role, for what their headings say."""

    reads: Reads
    columns: Mapping[Column, TableColumn]

    def options(self, cells: Cells, path: str) -> list[Basis]:
        """Several where a letter can be a number of units or a unit."""
        words = cells.first_line(Column.PRICE_BASIS)
        if words and not is_empty_word(joined(words)):
            return self._from_column(words, path)
        beside = amount(joined(cells.words(Column.UNIT_PRICE)))
        if beside is not None and (beside.basis or beside.unit):
            return self._beside_price(beside, cells.first_line(Column.UNIT_PRICE))
        return [self._from_heading()]

    def _from_column(self, words: Line, path: str) -> list[Basis]:
        text = joined(words)
        coded = coded_basis(text)
        options: list[Basis] = []
        if coded is not None:
            options.append((self.reads.read(coded, words), None))
        if units.meanings(text) and not (coded is not None and coded == 1):
            options.append((None, self.reads.text(words, f"{path}.price_uom")))
        if options:
            return options
        found = amount(text)
        number = self.reads.number(words, f"{path}.price_basis", numeral=found.numeral if found else None)
        unit = self.reads.read(found.unit, words) if found is not None and found.unit else None
        return [(number, unit)]

    def _beside_price(self, beside: Amount, price: Line) -> list[Basis]:
        unit = self.reads.read(beside.unit, price) if beside.unit else None
        if not beside.basis:
            return [(None, unit)]
        whole: Basis = (self.reads.read(Decimal(beside.basis), price), unit)
        coded = coded_basis(beside.unit) if beside.basis == "1" else None
        # "/ M" is per metre or per thousand.
        return [whole, (self.reads.read(coded, price), None)] if coded and coded != 1 else [whole]

    def _from_heading(self) -> Basis:
        column = self.columns.get(Column.UNIT_PRICE)
        heading = column.meaning(Column.UNIT_PRICE) if column is not None else None
        if column is None or heading is None or not heading.basis:
            return None, None
        words = column.heading.words
        unit = self.reads.read(heading.unit, words) if heading.unit else None
        return self.reads.read(Decimal(heading.basis), words), unit
