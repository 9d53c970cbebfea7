"""Whose number a code is: told by heading, by label, by check digit, or by what else the table has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stdnum import ean

from parsers.language.meanings import Column
from parsers.layout.order_lines.cells import Cells
from parsers.layout.order_lines.codes import Line, code_text
from parsers.layout.table.tables import LineTable


@dataclass(frozen=True, slots=True)
class ItemRoles:
    """`generic` is what codes of the customer's plain "article number" are; None where the table has no such."""

    generic: Column | None
    inferred: bool

    codes = (Column.BUYER_ITEM, Column.SUPPLIER_ITEM, Column.GTIN)

    def is_inferred(self, role: Column) -> bool:
        """Whether nothing but the lack of any other code says whose number it is."""
        return self.inferred and role is self.generic

    def values(self, cells: Cells, role: Column) -> Iterator[Line]:
        """All codes of this kind in a record."""
        yield from cells.lines.get(role, ())
        if role is self.generic:
            yield from cells.lines.get(Column.ITEM, ())
        yield from (one.value for one in cells.labelled if one.value and self._settled(one.role, cells) is role)

    def third(self, cells: Cells) -> Iterator[Line]:
        """Codes that nobody says whose they are, though both others are there."""
        known = {code_text(words) for role in self.codes for words in self.values(cells, role)}
        for words in cells.lines.get(Column.ITEM, ()) if self.generic is None else ():
            if code_text(words) not in known:
                yield words

    def _settled(self, role: Column, cells: Cells) -> Column | None:
        if role is not Column.ITEM:
            return role
        return self.generic or Column.SUPPLIER_ITEM


def item_roles(table: LineTable, every: Sequence[Cells]) -> ItemRoles:
    """What "article number" means in this table."""
    columns = {role for column in table.columns for role in column.roles}
    labelled = {one.role for cells in every for one in cells.labelled if one.value}
    present = columns | labelled
    if Column.ITEM not in present:
        return ItemRoles(None, inferred=False)
    codes = [code_text(words) for cells in every for words in cells.lines.get(Column.ITEM, ())]
    if Column.GTIN not in present and codes and all(_is_gtin(code) for code in codes):
        return ItemRoles(Column.GTIN, inferred=False)
    if {Column.SUPPLIER_ITEM, Column.BUYER_ITEM} <= present:
        return ItemRoles(None, inferred=False)
    alone = {Column.SUPPLIER_ITEM, Column.BUYER_ITEM}.isdisjoint(present)
    meant = Column.BUYER_ITEM if Column.SUPPLIER_ITEM in present else Column.SUPPLIER_ITEM
    return ItemRoles(meant, inferred=alone)


def _is_gtin(text: str) -> bool:
    plain = text.replace(" ", "").replace("-", "")
    return plain.isascii() and plain.isdigit() and len(plain) in (8, 12, 13, 14) and bool(ean.is_valid(plain))
