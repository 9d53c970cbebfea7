"""How a document writes numbers and dates, decided by its own arithmetic and its unambiguous values, never by guess."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from parsers.language.meanings import Column
from parsers.language.numerals import (
    Conventions,
    DateOrder,
    DecimalMark,
    date_meanings,
    number_in,
    possible_date_orders,
    possible_marks,
)
from parsers.language.price_codes import coded_basis

Numerals = Mapping[Column, str | Decimal]
"""The numbers of a line by their columns: numerals as printed, or numbers that are certain."""
Days = Sequence[str | date]
_CENT: Final = Decimal("0.01")


def decimal_mark(lines: Sequence[Numerals], numerals: Sequence[str]) -> DecimalMark | None:
    """The one mark under which all numerals are numbers, else the one under which every line adds up."""
    marks = possible_marks(numerals)
    if len(marks) == 1:
        return next(iter(marks))
    if not marks:
        return None
    right = [mark for mark in DecimalMark if _adds_up(lines, mark)]
    return right[0] if len(right) == 1 else None


def date_order(ordered: Days, requested: Days, others: Sequence[str] = ()) -> DateOrder | None:
    """Which number is the day, as any of the dates tells; else, since nobody asks for goods before ordering them."""
    texts = [day for day in (*ordered, *requested, *others) if isinstance(day, str)]
    orders = possible_date_orders(texts)
    if len(orders) == 1:
        return next(iter(orders))
    if not orders:
        return None
    right = [order for order in DateOrder if _in_sequence(ordered, requested, order)]
    return right[0] if len(right) == 1 else None


def _adds_up(lines: Sequence[Numerals], mark: DecimalMark) -> bool:
    """Whether quantity x price = total on every line that has all three."""
    decided = [found for line in lines if (found := line_adds_up(line, mark)) is not None]
    return bool(decided) and all(decided)


def line_adds_up(line: Numerals, mark: DecimalMark) -> bool | None:
    """Whether quantity x price / basis less discount is the total; None where one of the three is missing."""
    quantity, price, total = (
        _number(line.get(role), mark) for role in (Column.QUANTITY, Column.UNIT_PRICE, Column.LINE_TOTAL)
    )
    if quantity is None or price is None or total is None:
        return None
    written = line.get(Column.PRICE_BASIS)
    coded = coded_basis(written) if isinstance(written, str) else None
    basis = coded or _number(written, mark) or Decimal(1)
    discount = _number(line.get(Column.DISCOUNT_PERCENT), mark) or Decimal(0)
    expected = quantity * price / basis * (1 - discount / 100)
    return abs(expected - total) <= _CENT


def _number(value: str | Decimal | None, mark: DecimalMark) -> Decimal | None:
    return number_in(value, mark) if isinstance(value, str) else value


def _in_sequence(ordered: Days, requested: Days, order: DateOrder) -> bool:
    first = [day for one in ordered if (day := _day(one, order))]
    wanted = [day for one in requested if (day := _day(one, order))]
    return bool(first) and bool(wanted) and max(first) <= min(wanted)


def _day(value: str | date, order: DateOrder) -> date | None:
    if isinstance(value, date):
        return value
    found = date_meanings(value, Conventions(date_order=order))
    return found[0] if len(found) == 1 else None
