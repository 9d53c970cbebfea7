"""What differs between two orders, compared after resolution: a mail and an EDI message of one order are equal.

Left out is what each channel words in its own way: texts, the buyer's own names, line numbers, the sequence of lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from orders.conditions import DATE_WORDS, PLACE_WORDS
from orders.matching import name_key, number_key, street_key
from orders.order import Allowance, AnyOrder, Delivery, Line, OtherDate, Party, PurchaseOrder

_Compared = Mapping[str, str]


def changed_fields(new: AnyOrder | None, known: AnyOrder | None) -> Mapping[str, tuple[str, str]] | None:
    """Path to (new, known) of every field that differs; empty when both ask for the same.

    Paths are those of the new order; lines that only the known order has are counted on behind them. None where one of
    the two is not complete enough to tell.
    """
    if not isinstance(new, PurchaseOrder) or not isinstance(known, PurchaseOrder):
        return None
    pairs = (*_header(new, known), *_lines(new, known))
    return {path: (left, right) for path, left, right in pairs if left != right}


def said(changed: Mapping[str, tuple[str, str]], most: int = 5) -> str:
    """The differences as half a sentence, the first of them in full."""
    shown = [f"{path} is {new or 'absent'} and was {was or 'absent'}" for path, (new, was) in changed.items()]
    more = f", and {len(shown) - most} more" if len(shown) > most else ""
    return "; ".join(shown[:most]) + more


def _header(new: PurchaseOrder, known: PurchaseOrder) -> Iterator[tuple[str, str, str]]:
    yield "currency", new.currency, known.currency
    # A one-off address and an account cannot be compared by word, so they differ.
    yield "ship_to", _place(new.ship_to), _place(known.ship_to)
    for name in ("earliest_delivery_date", "latest_delivery_date"):
        yield name, _iso(getattr(new, name)), _iso(getattr(known, name))
    yield "other_dates", _days(new.other_dates), _days(known.other_dates)
    yield "other_places", _places(new), _places(known)
    yield "freight", _plain(new.freight or Decimal(0)), _plain(known.freight or Decimal(0))
    yield "allowances", _allowances(new.allowances), _allowances(known.allowances)


def _lines(new: PurchaseOrder, known: PurchaseOrder) -> Iterator[tuple[str, str, str]]:
    left, right = [_compared(line, new) for line in new.lines], [_compared(line, known) for line in known.lines]
    pairs = _paired(left, right)
    for index, one in enumerate(left):
        other = pairs.get(index)
        yield from _fields(index, one, right[other] if other is not None else {})
    unpaired = [other for other in range(len(right)) if other not in pairs.values()]
    for index, other in enumerate(unpaired, start=len(left)):
        yield from _fields(index, {}, right[other])


def _paired(left: Sequence[_Compared], right: Sequence[_Compared]) -> Mapping[int, int]:
    """Index to index: equal lines first, then lines with the same item in their sequence."""
    pairs: dict[int, int] = {}
    for alike in (_same, _same_item):
        free = [other for other in range(len(right)) if other not in pairs.values()]
        for index in (index for index in range(len(left)) if index not in pairs):
            match = next((other for other in free if alike(left[index], right[other])), None)
            if match is not None:
                pairs[index] = match
                free.remove(match)
    return pairs


def _same(one: _Compared, other: _Compared) -> bool:
    return one == other


def _same_item(one: _Compared, other: _Compared) -> bool:
    return one["item"] == other["item"]


def _fields(index: int, one: _Compared, other: _Compared) -> Iterator[tuple[str, str, str]]:
    for name in one or other:
        yield f"lines[{index}].{name}", one.get(name, ""), other.get(name, "")


def _compared(line: Line, order: PurchaseOrder) -> _Compared:
    return {
        "item": line.item,
        "quantity": _plain(line.quantity.value),
        "unit": line.quantity.unit,
        "unit_price": _price(line),
        "requested_date": "" if line.deliveries else _iso(line.requested_date or order.requested_delivery_date),
        "deliveries": ", ".join(sorted(_delivery(one, line, order) for one in line.deliveries)),
        "other_dates": _days(line.other_dates),
        "allowances": _allowances(line.allowances),
    }


def _delivery(delivery: Delivery, line: Line, order: PurchaseOrder) -> str:
    day = delivery.requested_date or line.requested_date or order.requested_delivery_date
    return " ".join(filter(None, (_plain(delivery.quantity), _place(delivery.ship_to), _iso(day))))


def _allowances(found: Sequence[Allowance]) -> str:
    """By what is paid more or less; how each channel words the reason does not count."""
    return ", ".join(sorted(f"{'+' if one.is_charge else '-'}{_amount(one)}" for one in found))


def _amount(one: Allowance) -> str:
    return _plain(one.amount) if one.amount is not None else f"{_plain(one.percent or Decimal(0))}%"


def _price(line: Line) -> str:
    """What one unit costs after the discount, exactly: 12.50 for 100 is 1/8."""
    factor = (100 - Fraction(line.discount_percent)) / 100
    return f"{Fraction(line.unit_price.amount) / Fraction(line.price_basis) * factor} {line.unit_price.currency}"


def _place(party: Party) -> str:
    if party.account:
        return party.account
    keys = (name_key(party.name), street_key(party.street), number_key(party.postcode), party.country.casefold())
    return ", ".join(filter(None, keys))


def _places(order: PurchaseOrder) -> str:
    return "; ".join(
        sorted(f"{PLACE_WORDS[one.role]} {one.party.gln or _place(one.party)}" for one in order.other_places)
    )


def _days(dates: Sequence[OtherDate]) -> str:
    return ", ".join(sorted(f"{DATE_WORDS[one.meaning]} {one.day.isoformat()}" for one in dates))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
