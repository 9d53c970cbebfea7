"""Which column of a table holds what, by its heading and, where that leaves a choice, by what stands below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.language.letters import has_digit
from parsers.language.meanings import Column

ITEMS: Final = frozenset({Column.BUYER_ITEM, Column.SUPPLIER_ITEM, Column.ITEM, Column.GTIN, Column.DESCRIPTION})
REPEATABLE: Final = frozenset({Column.HARMLESS, Column.REMARK})
NUMERIC: Final = frozenset(
    {Column.QUANTITY, Column.UNIT_PRICE, Column.PRICE_BASIS, Column.DISCOUNT_PERCENT, Column.LINE_TOTAL}
)
_MONEY: Final = frozenset({Column.UNIT_PRICE, Column.LINE_TOTAL})
_ORDER: Final = tuple(Column)
_LARGEST_POSITION: Final = 1000
# A text of so many words is no code.
_TEXT: Final = 3


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one cell below a heading, and whether it is a number."""

    text: str
    is_number: bool


def could_be_table(known: Iterable[frozenset[Column]]) -> bool:
    """Whether headings with these meanings can stand above lines of an order."""
    columns: frozenset[Column] = frozenset().union(*known)
    counted = Column.QUANTITY in columns or Column.UNIT in columns
    # What is ordered may stand below the numbers, under no heading.
    listed = {Column.POSITION, Column.QUANTITY} <= columns and not _MONEY.isdisjoint(columns)
    return (counted and not ITEMS.isdisjoint(columns)) or listed


def assigned(
    known: Mapping[int, frozenset[Column]], values: Mapping[int, Sequence[Content]]
) -> tuple[dict[int, Column], dict[int, Column]]:
    """One column for each role, and the rivals that came too late for theirs.

    The clear headings first, then the others by what is left and by their content.
    """
    roles: dict[int, Column] = {}
    rivals: dict[int, Column] = {}
    for column, meanings in sorted(known.items(), key=lambda entry: (len(entry[1]), entry[0])):
        free = [role for role in meanings if role in REPEATABLE or role not in roles.values()]
        fitting = [role for role in free if _fits(role, values[column])] or free
        if fitting:
            roles[column] = min(fitting, key=_ORDER.index)
        else:
            rivals[column] = min(meanings, key=_ORDER.index)
    return _described(roles, values), rivals


def _described(roles: dict[int, Column], values: Mapping[int, Sequence[Content]]) -> dict[int, Column]:
    """Without a column of descriptions, the one of articles that holds texts: `Product` may head names or numbers."""
    named = {column for column, role in roles.items() if role is Column.ITEM and _are_texts(values[column])}
    if len(named) != 1 or Column.DESCRIPTION in roles.values():
        return roles
    return {column: Column.DESCRIPTION if column in named else role for column, role in roles.items()}


def _are_texts(cells: Sequence[Content]) -> bool:
    return bool(cells) and sum(len(cell.text.split()) >= _TEXT for cell in cells) * 2 >= len(cells)


def ascends(texts: Sequence[str]) -> bool:
    """Whether the numbers are those of positions: small, rising, none twice."""
    plain = [text.strip(". ").lstrip("0") or "0" for text in texts]
    numbers = [int(text) for text in plain if text.isascii() and text.isdigit() and len(text) <= 6]
    return bool(numbers) and numbers[0] <= _LARGEST_POSITION and all(a < b for a, b in pairwise(numbers))


def _fits(role: Column, cells: Sequence[Content]) -> bool:
    if not cells:
        return True
    numeric = sum(cell.is_number for cell in cells) * 2 > len(cells)
    match role:
        case Column.POSITION:
            return numeric and ascends([cell.text for cell in cells])
        case Column.QUANTITY | Column.UNIT_PRICE | Column.PRICE_BASIS | Column.DISCOUNT_PERCENT | Column.LINE_TOTAL:
            return numeric
        case Column.UNIT | Column.DESCRIPTION | Column.CURRENCY:
            return not numeric
        case Column.SUPPLIER_ITEM:
            return sum(has_digit(cell.text) for cell in cells) * 2 > len(cells)
        case _:
            return True
