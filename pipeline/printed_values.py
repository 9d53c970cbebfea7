"""A value as a document prints it, as a person would type it into a field: `1.250,00` as `1250.00`."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from orders.field_kinds import FieldKind
from parsers.language.amounts import amount
from parsers.language.numerals import Conventions, DateOrder, DecimalMark, date_meanings, number_in, number_meanings

Example = tuple[str, object]
"""A text of the same document, and the value that it was read as."""


def as_typed(kind: FieldKind, printed: str, examples: Iterable[Example]) -> tuple[str, ...]:
    """All that the text may mean: one, unless the examples leave open how this document writes numbers and dates.

    A text that is no number or date comes back as it is, for the person to see and to mend.
    """
    if kind is FieldKind.TEXT:
        return (printed,)
    conventions = _conventions(tuple(examples))
    if kind is FieldKind.NUMBER:
        found = amount(printed)
        numbers = number_meanings(found.numeral if found else printed, conventions)
        return _distinct(f"{number:f}" for number in numbers) or (printed,)
    return _distinct(day.isoformat() for day in date_meanings(printed, conventions)) or (printed,)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _conventions(examples: tuple[Example, ...]) -> Conventions:
    marks = {mark for text, value in examples if isinstance(value, Decimal) for mark in _marks_giving(text, value)}
    orders = {order for text, value in examples if isinstance(value, date) for order in _orders_giving(text, value)}
    return Conventions(
        decimal_mark=marks.pop() if len(marks) == 1 else None, date_order=orders.pop() if len(orders) == 1 else None
    )


def _marks_giving(text: str, value: Decimal) -> list[DecimalMark]:
    """The marks under which the text is this number, where that says anything: `20` is 20 under both."""
    found = amount(text)
    giving = [mark for mark in DecimalMark if number_in(found.numeral if found else text, mark) == value]
    return giving if len(giving) == 1 else []


def _orders_giving(text: str, value: date) -> list[DateOrder]:
    giving = [order for order in DateOrder if date_meanings(text, Conventions(date_order=order)) == (value,)]
    return giving if len(giving) == 1 else []
