"""The table of lines in a sheet: its heading row, what its columns hold, and its rows one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parsers.language.amounts import amount
from parsers.language.column_roles import ITEMS, Content, assigned, could_be_table
from parsers.language.headings import heading
from parsers.language.meanings import Column, Heading
from parsers.spreadsheet.sheets import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by their role. `unknown` have a heading nobody knows, `rivals` one that another column has taken."""

    first_row: int
    last_heading_row: int
    texts: Mapping[int, str]
    headings: Mapping[int, Heading]
    roles: Mapping[int, Column]
    unknown: Mapping[int, str]
    rivals: Mapping[int, Column]
    generic_item: bool = False

    def column(self, role: Column) -> int | None:
        """The column with this role."""
        return next((number for number, found in self.roles.items() if found is role), None)

    def heading(self, role: Column) -> Heading | None:
        number = self.column(role)
        return None if number is None else self.headings[number]

    def is_heading_row(self, row: Sequence[Cell]) -> bool:
        """Whether the row repeats the headings, as on a new page; of headings in two rows, one of them."""
        same = [cell for cell in row if _is_part(cell.text, self.texts.get(cell.column, ""))]
        return len(same) >= 2 and len(same) * 2 > len(row)


def _is_part(text: str, heading_text: str) -> bool:
    return bool(text) and (
        heading_text == text or heading_text.startswith(f"{text} ") or heading_text.endswith(f" {text}")
    )


def find_table(sheet: Sheet) -> Table | None:
    """The table whose headings are best understood; None without columns for an item and a quantity."""
    best: Table | None = None
    for place, row in enumerate(sheet.rows[:500]):
        if len(row) < 2:
            continue
        below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else ()
        for candidate in _candidates(sheet, row, below):
            if best is None or _known(candidate) > _known(best):
                best = candidate
    return best


def has_headings(row: Sequence[Cell]) -> bool:
    """Whether the row alone could be the headings of a table of lines."""
    known = [found for cell in row if (found := heading(cell.text).columns)]
    return (
        len(row) >= 2
        and len(known) * 2 > len(row)
        and any(Column.QUANTITY in one for one in known)
        and could_be_table(known)
    )


def _known(table: Table) -> int:
    return len(table.roles) - sum(role is Column.HARMLESS for role in table.roles.values())


def _candidates(sheet: Sheet, row: Sequence[Cell], below: Sequence[Cell]) -> Iterable[Table]:
    single = {cell.column: cell.text for cell in row}
    number = row[0].row
    yield from _table(sheet, number, number, single)
    if below and below[0].row == number + 1 and not any(cell.number is not None for cell in below):
        # Headings in two rows: "Unit" above "price".
        both = dict(single)
        for cell in below:
            both[cell.column] = f"{single.get(cell.column, '')} {cell.text}".strip()
        yield from _table(sheet, number, number + 1, both)


def _table(sheet: Sheet, first: int, last: int, texts: Mapping[int, str]) -> Iterable[Table]:
    headings = {column: heading(text) for column, text in texts.items()}
    known = {column: found.columns for column, found in headings.items() if found.columns}
    if not could_be_table(known.values()):
        return
    values = _values(sheet, last, texts)
    roles, rivals = assigned(known, values)
    unknown = {column: text for column, text in texts.items() if column not in known}
    if Column.QUANTITY not in roles.values() or ITEMS.isdisjoint(roles.values()):
        return
    settled, generic = _item_settled(roles)
    yield Table(first, last, texts, headings, settled, unknown, rivals, generic)


def _values(sheet: Sheet, heading_row: int, texts: Mapping[int, str]) -> dict[int, list[Content]]:
    """The first cells below each heading, to decide what an ambiguous heading means."""
    found: dict[int, list[Content]] = {column: [] for column in texts}
    for row in sheet.rows:
        for cell in row:
            if row[0].row > heading_row and cell.column in found and len(found[cell.column]) < 50:
                found[cell.column].append(Content(cell.text, _is_number(cell)))
    return found


def _is_number(cell: Cell) -> bool:
    return cell.number is not None or (cell.day is None and amount(cell.text) is not None)


def _item_settled(roles: Mapping[int, Column]) -> tuple[dict[int, Column], bool]:
    """A code of which the heading does not say whose it is, is the one that is missing; alone, the supplier's."""
    present = set(roles.values())
    if Column.ITEM not in present or {Column.SUPPLIER_ITEM, Column.BUYER_ITEM} <= present:
        return dict(roles), False
    meant = Column.BUYER_ITEM if Column.SUPPLIER_ITEM in present else Column.SUPPLIER_ITEM
    alone = {Column.SUPPLIER_ITEM, Column.BUYER_ITEM}.isdisjoint(present)
    return {column: meant if role is Column.ITEM else role for column, role in roles.items()}, alone
