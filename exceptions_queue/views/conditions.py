"""Days and places that stand beside the fields of an order, in words."""

from collections.abc import Iterable

from exceptions_queue.views.formatting import value_text
from orders.conditions import DATE_WORDS, PLACE_WORDS
from orders.reading import OtherDateReading, OtherPlaceReading, PartyReading, Read

_PARTY = ("name", "street", "postcode", "city", "country", "id")


def date_texts(dates: Iterable[OtherDateReading]) -> tuple[str, ...]:
    """One line each, with the day as it is written everywhere."""
    return tuple(f"{DATE_WORDS[one.meaning]} {value_text(one.day.value)}" for one in dates)


def place_texts(places: Iterable[OtherPlaceReading]) -> tuple[str, ...]:
    """One line each, with all that the document says of the place."""
    return tuple(f"{PLACE_WORDS[one.role]}: {_party(one.party)}" for one in places)


def _party(party: PartyReading) -> str:
    reads: tuple[Read[str] | None, ...] = tuple(getattr(party, name) for name in _PARTY)
    return ", ".join(read.value for read in reads if read is not None)
