"""How the document writes numbers and dates: the numbers of its table decide by their arithmetic."""

from collections.abc import Sequence

from parsers.language.amounts import amount
from parsers.language.column_roles import NUMERIC
from parsers.language.conventions import Numerals, date_order, decimal_mark
from parsers.language.meanings import Column
from parsers.language.numerals import Conventions, looks_like_date, looks_like_number
from parsers.language.price_codes import coded_basis
from parsers.layout.table.records import Record
from parsers.layout.table.rows import by_role
from parsers.layout.table.tables import LineTable


def conventions(
    table: LineTable | None,
    other: Sequence[str],
    *,
    order_dates: Sequence[str] = (),
    requested: Sequence[str] = (),
) -> Conventions:
    """`other` are numbers and dates that are printed outside of the table; its own numbers come first."""
    lines = [_numerals(table, record) for record in table.records] if table else []
    inside = [value for line in lines for value in line.values() if isinstance(value, str) and looks_like_number(value)]
    outside = [text for text in other if looks_like_number(text) and not looks_like_date(text)]
    mark = decimal_mark(lines, inside) if inside else None
    mark = mark or decimal_mark(lines, [*inside, *outside])
    days = [text for text in other if looks_like_date(text)]
    return Conventions(mark, date_order(order_dates, [*requested, *_days(table)], days))


def _numerals(table: LineTable, record: Record) -> Numerals:
    found: dict[Column, str] = {}
    for role, text in _texts(table, record).items():
        number = amount(text) if role in NUMERIC else None
        if number is not None:
            found[role] = number.numeral
            if number.basis and role is Column.UNIT_PRICE:
                found.setdefault(Column.PRICE_BASIS, number.basis)
        elif role is Column.PRICE_BASIS and coded_basis(text) is not None:
            found[role] = text
    heading = table.grid.column(Column.UNIT_PRICE)
    meaning = heading.meaning(Column.UNIT_PRICE) if heading else None
    if meaning is not None and meaning.basis:
        found.setdefault(Column.PRICE_BASIS, meaning.basis)
    return found


def _texts(table: LineTable, record: Record) -> dict[Column, str]:
    """The first text of the record in each column."""
    found: dict[Column, str] = {}
    for row in record.rows:
        for role, text in by_role(table.grid, row).items():
            found.setdefault(role, text)
    return found


def _days(table: LineTable | None) -> list[str]:
    texts = [_texts(table, record).get(Column.REQUESTED_DATE, "") for record in table.records] if table else []
    return [text for text in texts if looks_like_date(text)]
