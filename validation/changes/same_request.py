"""Whether two changes, or two cancellations, ask for the same: the second one is then a copy of the first."""

from collections.abc import Iterator
from fractions import Fraction

from orders.matching import name_key, number_key, street_key
from orders.order import AnyOrder, ChangedLine, OrderCancellation, OrderChange


def same_request(one: AnyOrder | None, other: AnyOrder | None) -> bool:
    """Texts do not count. An incomplete request is the same as no other, and one number is never that of another."""
    if isinstance(one, OrderCancellation) and isinstance(other, OrderCancellation):
        return True
    if not isinstance(one, OrderChange) or not isinstance(other, OrderChange):
        return False
    numbers = {number_key(change.change_number) for change in (one, other) if change.change_number}
    return len(numbers) < 2 and _asked(one) == _asked(other)


def _asked(change: OrderChange) -> tuple[object, ...]:
    place = () if "ship_to" in change.unstated else tuple(_place(change))
    days = (
        change.requested_delivery_date, change.earliest_delivery_date, change.latest_delivery_date,
        frozenset(change.other_dates),
    )  # fmt: skip
    lines = sorted((tuple(_line(line)) for line in change.lines), key=repr)
    return place, days, lines


def _place(change: OrderChange) -> Iterator[str]:
    party = change.ship_to
    if party.account:
        yield party.account
        return
    yield from (name_key(party.name), street_key(party.street), number_key(party.postcode))


def _line(changed: ChangedLine) -> Iterator[object]:
    line, unstated = changed.line, changed.unstated
    yield changed.action
    yield "" if "item" in unstated else line.item
    yield "" if "line_no" in unstated else number_key(line.line_no).lstrip("0")
    yield None if "quantity" in unstated else Fraction(line.quantity.value)
    yield "" if "unit" in unstated else line.quantity.unit
    yield line.requested_date
    yield sorted((one.meaning, one.day) for one in line.other_dates)
    yield sorted((one.is_charge, one.amount or 0, one.percent or 0) for one in line.allowances)
    if "unit_price" not in unstated:
        less = (100 - Fraction(line.discount_percent)) / 100
        yield Fraction(line.unit_price.amount) / Fraction(line.price_basis) * less
