"""Whether one reading says all that another one says: a mail's text and its attachment are often the same order.

Compared as printed, before anything is resolved. What only one of them says counts too: nothing may be dropped.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from orders.matching import name_key, number_key, street_key
from orders.reading import LineReading, OrderReading, OtherDateReading, PartyReading, Read
from orders.units import same_unit

_STATED = (
    "release", "change_number", "currency", "order_date", "requested_delivery_date", "earliest_delivery_date",
    "latest_delivery_date", "contract", "freight", "total_net", "total_tax", "total_gross",
)  # fmt: skip
_OF_LINE = re.compile(r"lines\[(\d+)\](.*)")
_WORDS = {
    "uom": "unit",
    "po_number": "PO number",
    "lines": "the number of lines",
    "ship_to": "delivery address",
    "total_net": "net total",
}
_NAMED = 3
_PLACE = {"name": name_key, "street": street_key, "postcode": number_key, "id": number_key}


def may_be_one(one: OrderReading, other: OrderReading) -> bool:
    """Whether both can be the same order: they have the same number, or one of them has none."""
    numbers = [number_key(reading.po_number.value) for reading in (one, other) if reading.po_number]
    return len(set(numbers)) < 2


def unsaid(lesser: OrderReading, greater: OrderReading) -> str:
    """The first field that `lesser` states and `greater` does not state alike; empty where it adds nothing."""
    return next(_unsaid(lesser, greater), "")


def in_words(one: OrderReading, other: OrderReading) -> str:
    """The fields in which the two differ, those first that both of them state."""
    mine, theirs = tuple(_unsaid(one, other)), tuple(_unsaid(other, one))
    contradicting = [path for path in mine if path in theirs]
    paths = dict.fromkeys((*contradicting, *mine, *theirs))
    named = [_word(path) for path in paths]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _word(path: str) -> str:
    line = _OF_LINE.fullmatch(path)
    name = (line[2] if line else path).removeprefix(".")
    word = _WORDS.get(name, name.replace("_", " "))
    return f"line {int(line[1]) + 1} {word}".strip() if line else word


def said_by(reading: OrderReading) -> int:
    """How much the reading says, in values."""
    header = sum(getattr(reading, name) is not None for name in (*_STATED, "po_number", "ship_to"))
    lines = sum(getattr(line, name) is not None for line in reading.lines for name in LineReading.model_fields)
    return header + lines


def _unsaid(lesser: OrderReading, greater: OrderReading) -> Iterator[str]:
    if lesser.kind is not greater.kind:
        yield "kind"
    if lesser.po_number is not None and greater.po_number is None:
        yield "po_number"
    for name in _STATED:
        mine, theirs = getattr(lesser, name), getattr(greater, name)
        if mine is not None and (theirs is None or not _alike(mine, theirs)) and not _on_lines(name, mine, greater):
            yield name
    if not _days(lesser.other_dates) <= _days(greater.other_dates):
        yield "other_dates"
    if lesser.ship_to is not None and not _same_place(lesser.ship_to, greater.ship_to):
        yield "ship_to"
    if lesser.allowances and _allowances(lesser) != _allowances(greater):
        yield "allowances"
    if len(lesser.lines) != len(greater.lines):
        yield "lines"
    else:
        yield from _lines(lesser, greater)


def _on_lines(name: str, mine: Read[date], greater: OrderReading) -> bool:
    """A date for all lines in one, and with each line in the other."""
    days = [line.requested_date for line in greater.lines]
    stated = [day.value for day in days if day is not None]
    return name == "requested_delivery_date" and len(stated) == len(days) and set(stated) == {mine.value}


def _alike(mine: Read[object], theirs: Read[object]) -> bool:
    if isinstance(mine.value, str) and isinstance(theirs.value, str):
        return number_key(mine.value) == number_key(theirs.value)
    return mine.value == theirs.value


def _same_place(mine: PartyReading, theirs: PartyReading | None) -> bool:
    for name, key in _PLACE.items():
        one: Read[str] | None = getattr(mine, name)
        other: Read[str] | None = getattr(theirs, name) if theirs is not None else None
        if one is not None and (other is None or key(one.value) != key(other.value)):
            return False
    return True


def _lines(lesser: OrderReading, greater: OrderReading) -> Iterator[str]:
    free = list(greater.lines)
    for index, line in enumerate(lesser.lines):
        near = [one for one in free if _same_item(line, one)]
        differences = [next(_differs(line, one, lesser, greater), "") for one in near]
        if "" not in differences:
            yield f"lines[{index}].{next(iter(differences), '')}".rstrip(".")
            return
        free.remove(near[differences.index("")])


def _same_item(mine: LineReading, theirs: LineReading) -> bool:
    one, other = _codes(mine), _codes(theirs)
    if one and other:
        return not one.isdisjoint(other)
    if mine.description and theirs.description:
        return name_key(mine.description.value) == name_key(theirs.description.value)
    return False


def _codes(line: LineReading) -> frozenset[str]:
    codes: Sequence[Read[str] | None] = (line.supplier_item, line.buyer_item, line.gtin)
    return frozenset(number_key(code.value) for code in codes if code is not None)


def _differs(mine: LineReading, theirs: LineReading, lesser: OrderReading, greater: OrderReading) -> Iterator[str]:
    if mine.quantity is None or theirs.quantity is None or mine.quantity.value != theirs.quantity.value:
        yield "quantity"
    if mine.uom is not None and (theirs.uom is None or not same_unit(mine.uom.value, theirs.uom.value)):
        yield "uom"
    if mine.unit_price is not None and _price(mine) != _price(theirs):
        yield "unit_price"
    for name in ("discount_percent", "line_total", "action"):
        one, other = getattr(mine, name), getattr(theirs, name)
        if one is not None and (other is None or one.value != other.value):
            yield name
    yield from _differing_parts(mine, theirs)
    if not _notes(mine) <= _notes(theirs):
        yield "notes"
    day = mine.requested_date or lesser.requested_delivery_date
    theirs_day = theirs.requested_date or greater.requested_delivery_date
    if day is not None and (theirs_day is None or day.value != theirs_day.value):
        yield "requested_date"


def _differing_parts(mine: LineReading, theirs: LineReading) -> Iterator[str]:
    if mine.allowances and _allowances(mine) != _allowances(theirs):
        yield "allowances"
    if mine.deliveries and _deliveries(mine) != _deliveries(theirs):
        yield "deliveries"
    if not _days(mine.other_dates) <= _days(theirs.other_dates):
        yield "other_dates"


def _allowances(part: OrderReading | LineReading) -> list[tuple[object, ...]]:
    return [(one.signed, one.percent and one.percent.value) for one in part.allowances]


def _deliveries(line: LineReading) -> list[tuple[object, ...]]:
    """What goes when and where to, as far as it is said."""
    return [
        (
            delivery.quantity and delivery.quantity.value,
            delivery.requested_date and delivery.requested_date.value,
            delivery.ship_to and tuple(_place(delivery.ship_to)),
        )
        for delivery in line.deliveries
    ]


def _place(party: PartyReading) -> Iterator[str]:
    for name, key in _PLACE.items():
        read: Read[str] | None = getattr(party, name)
        yield key(read.value) if read is not None else ""


def _days(dates: Sequence[OtherDateReading]) -> frozenset[tuple[str, date]]:
    return frozenset((one.meaning, one.day.value) for one in dates)


def _notes(line: LineReading) -> frozenset[str]:
    return frozenset(name_key(note.value) for note in line.notes)


def _price(line: LineReading) -> Fraction | None:
    if line.unit_price is None:
        return None
    basis = Fraction(line.price_basis.value) if line.price_basis else Fraction(1)
    return Fraction(line.unit_price.value) / basis if basis else None
