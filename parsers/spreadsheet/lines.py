"""Rows of the table to lines, every cell of them accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orders import units
from orders.findings import FindingCode
from orders.reading import LineAction, LineReading, OrderKind, Read
from parsers.language.amounts import amount, is_double
from parsers.language.empty_words import is_empty_word
from parsers.language.free_texts import marks_line
from parsers.language.meanings import Column
from parsers.language.values import Number, Text
from parsers.language.word_lists import asks_for
from parsers.spreadsheet.reads import Reads
from parsers.spreadsheet.sheets import Cell
from parsers.spreadsheet.table import Table

LineCells = Mapping[Column, Cell]


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads rows of one table. `kind` is that of the order, since lines of a change say what is to be done."""

    reads: Reads
    table: Table
    kind: OrderKind

    def line(self, row: Sequence[Cell], index: int) -> LineReading:
        """The line; `index` is its place in the order, for the paths of findings."""
        path = f"lines[{index}]"
        cells = by_role(self.table, row)
        self._tell_unread(row, cells, path)
        self._tell_double(cells, path)
        self._tell_marks(row, path)
        quantity, unit = self._quantity(cells, path)
        price, basis, price_unit = self._price(cells, path)
        return LineReading(
            line_no=self._text(cells, Column.POSITION, f"{path}.line_no"),
            buyer_item=self._code(cells, Column.BUYER_ITEM, f"{path}.buyer_item"),
            supplier_item=self._code(cells, Column.SUPPLIER_ITEM, f"{path}.supplier_item"),
            gtin=self._code(cells, Column.GTIN, f"{path}.gtin"),
            description=self._text(cells, Column.DESCRIPTION, f"{path}.description"),
            quantity=quantity,
            uom=unit,
            unit_price=price,
            price_basis=basis,
            price_uom=price_unit,
            discount_percent=self._number(cells, Column.DISCOUNT_PERCENT, f"{path}.discount_percent"),
            line_total=self._number(cells, Column.LINE_TOTAL, f"{path}.line_total"),
            requested_date=self._day(cells, Column.REQUESTED_DATE, f"{path}.requested_date"),
            action=self._action(cells, path),
            notes=tuple(self._remarks(row, path)),
        )

    def _text(self, cells: LineCells, role: Column, path: str) -> Text | None:
        return self.reads.text(cells[role], path) if role in cells else None

    def _code(self, cells: LineCells, role: Column, path: str) -> Text | None:
        if role not in cells or is_empty_word(cells[role].text):
            return None
        return self.reads.code(cells[role], path, single=self.table.generic_item and role is Column.SUPPLIER_ITEM)

    def _number(self, cells: LineCells, role: Column, path: str) -> Number | None:
        return self.reads.number(cells[role], path) if role in cells else None

    def _day(self, cells: LineCells, role: Column, path: str) -> Read[date] | None:
        return self.reads.day(cells[role], path) if role in cells else None

    def _quantity(self, cells: LineCells, path: str) -> tuple[Number | None, Text | None]:
        """The quantity, and its unit from the unit column, from the same cell, or from the heading."""
        quantity = self._number(cells, Column.QUANTITY, f"{path}.quantity")
        if Column.UNIT in cells:
            return quantity, self.reads.text(cells[Column.UNIT], f"{path}.uom")
        cell = cells.get(Column.QUANTITY)
        beside = amount(cell.text) if cell is not None and cell.number is None else None
        if cell is not None and beside is not None and beside.unit:
            return quantity, self.reads.read(beside.unit, cell)
        return quantity, self._from_heading(Column.QUANTITY, "unit")

    def _price(self, cells: LineCells, path: str) -> tuple[Number | None, Number | None, Text | None]:
        """The price, for how many units it is, and in which unit, where anything says so."""
        price = self._number(cells, Column.UNIT_PRICE, f"{path}.unit_price")
        if price is None:
            return None, None, None
        if Column.PRICE_BASIS in cells:
            cell = cells[Column.PRICE_BASIS]
            if cell.number is None and amount(cell.text) is None and units.meanings(cell.text):
                # "per: KG" is a unit, and for one of it.
                return price, None, self.reads.text(cell, f"{path}.price_uom")
            return price, self.reads.number(cell, f"{path}.price_basis"), _unit_beside(self.reads, cell)
        cell = cells[Column.UNIT_PRICE]
        beside = amount(cell.text) if cell.number is None else None
        if beside is not None and beside.basis:
            unit = self.reads.read(beside.unit, cell) if beside.unit else None
            return price, self.reads.read(Decimal(beside.basis), cell), unit
        basis = self._from_heading(Column.UNIT_PRICE, "basis")
        if basis is None:
            return price, None, None
        number = Read[Decimal](value=Decimal(basis.value), evidence=basis.evidence)
        return price, number, self._from_heading(Column.UNIT_PRICE, "unit")

    def _from_heading(self, role: Column, what: str) -> Text | None:
        heading = self.table.heading(role)
        column = self.table.column(role)
        value = getattr(heading, what) if heading is not None else ""
        cell = self.reads.sheet.row(self.table.first_row).get(column or 0)
        return self.reads.read(str(value), cell) if value and cell is not None else None

    def _action(self, cells: LineCells, path: str) -> Read[LineAction] | None:
        cell = cells.get(Column.ACTION)
        if cell is None:
            return None
        asked = asks_for(cell.text)
        if self.kind is OrderKind.CHANGE and asked:
            return self.reads.read(LineAction(asked), cell)
        # In an order, too, a line that is marked as cancelled is not wanted.
        if self.kind is OrderKind.CHANGE or asked not in ("", "none"):
            message = f"{self.reads.sheet.place(cell)} says what is to be done with this line. Decide what is meant."
            self.reads.remarks.hold(FindingCode.FREE_TEXT, message, self.reads.sheet, cell, path=f"{path}.action")
        return None

    def _remarks(self, row: Sequence[Cell], path: str) -> Sequence[Text]:
        found: list[Text] = []
        for cell in row:
            if self.table.roles.get(cell.column) is not Column.REMARK or is_empty_word(cell.text):
                continue
            message = "The line carries a remark of the customer. Read whether it asks for something."
            self.reads.remarks.hold(FindingCode.FREE_TEXT, message, self.reads.sheet, cell, path=f"{path}.notes")
            found.append(self.reads.read(cell.text, cell))
        return found

    def _tell_double(self, cells: LineCells, path: str) -> None:
        for role, name in ((Column.QUANTITY, "quantity"), (Column.UNIT_PRICE, "unit_price")):
            cell = cells.get(role)
            if cell is not None and cell.number is None and is_double(cell.text, is_price=role is Column.UNIT_PRICE):
                message = f"The value in {self.reads.sheet.place(cell)} is not one number alone. Decide what it means."
                self.reads.remarks.hold(
                    FindingCode.AMBIGUOUS_VALUE, message, self.reads.sheet, cell, path=f"{path}.{name}"
                )

    def _tell_marks(self, row: Sequence[Cell], path: str) -> None:
        """Columns that change nothing of an order do where they say that a line is a sample, free, or an option."""
        for cell in row:
            if self.table.roles.get(cell.column) is Column.HARMLESS and marks_line(cell.text):
                message = f"{self.reads.sheet.place(cell)} says that the line is not ordered as the others are."
                self.reads.remarks.hold(FindingCode.FREE_TEXT, message, self.reads.sheet, cell, path=path)

    def _tell_unread(self, row: Sequence[Cell], cells: LineCells, path: str) -> None:
        for cell in row:
            if cell.column in self.table.roles:
                continue
            rival = self.table.rivals.get(cell.column)
            if rival is not None and rival in cells and cells[rival].text == cell.text:
                continue
            heading = self.table.unknown.get(cell.column) or (f"a second {rival}" if rival else "")
            what = f'under "{heading}"' if heading else "without a heading"
            message = (
                f"The value in {self.reads.sheet.place(cell)}, {what}, is not understood. Does it change the order?"
            )
            self.reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, self.reads.sheet, cell, path=path)
        redundant = cells.get(Column.ITEM)
        known = {cells[role].text for role in (Column.BUYER_ITEM, Column.SUPPLIER_ITEM) if role in cells}
        if redundant is not None and redundant.text not in known:
            message = f"{self.reads.sheet.place(redundant)} gives a third number for the item. Which one counts?"
            self.reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, self.reads.sheet, redundant, path=path)


def by_role(table: Table, row: Sequence[Cell]) -> dict[Column, Cell]:
    """The cells of a row by what their columns hold; of repeated roles the first."""
    found: dict[Column, Cell] = {}
    for cell in row:
        if cell.column in table.roles:
            found.setdefault(table.roles[cell.column], cell)
    return found


def _unit_beside(reads: Reads, cell: Cell) -> Text | None:
    beside = amount(cell.text) if cell.number is None else None
    return reads.read(beside.unit, cell) if beside is not None and beside.unit else None
