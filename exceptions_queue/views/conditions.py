"""Days, places, allowances and charges that stand beside the fields of an order, in words."""

from collections.abc import Iterable

from exceptions_queue.views.formatting import value_text
from orders.conditions import DATE_WORDS, PLACE_WORDS
from orders.reading import AllowanceReading, OtherDateReading, OtherPlaceReading, PartyReading, Read

_PARTY = ("name", "street", "postcode", "city", "country", "id")


def date_texts(dates: Iterable[OtherDateReading]) -> tuple[str, ...]:
    """One line each, with the day as it is written everywhere."""
    return tuple(f"{DATE_WORDS[one.meaning]} {value_text(one.day.value)}" for one in dates)


def place_texts(places: Iterable[OtherPlaceReading]) -> tuple[str, ...]:
    """One line each, with all that the document says of the place."""
    return tuple(f"{PLACE_WORDS[one.role]}: {_party(one.party)}" for one in places)


def allowance_texts(allowances: Iterable[AllowanceReading]) -> tuple[str, ...]:
    """One line each: what is added or taken off, and why."""
    return tuple(map(_allowance, allowances))


def _allowance(one: AllowanceReading) -> str:
    noun = "Charge" if one.is_charge else "Allowance"
    amount = value_text(one.amount.value) if one.amount else ""
    percent = f"{value_text(one.percent.value)}%" if one.percent else ""
    said = one.reason or one.code
    return ", ".join(filter(None, (" ".join(filter(None, (noun, amount or percent))), said.value if said else "")))


def _party(party: PartyReading) -> str:
    reads: tuple[Read[str] | None, ...] = tuple(getattr(party, name) for name in _PARTY)
    return ", ".join(read.value for read in reads if read is not None)
