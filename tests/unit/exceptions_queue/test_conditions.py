"""Days and places beside the fields of an order are shown in words."""

from datetime import date

from exceptions_queue.views.conditions import date_texts, place_texts
from orders.conditions import DateMeaning, PlaceRole
from orders.reading import OtherDateReading, OtherPlaceReading, PartyReading, Read


def test_a_day_is_shown_with_its_meaning() -> None:
    day = Read[date](value=date(2026, 3, 12), evidence=())
    (text,) = date_texts([OtherDateReading(meaning=DateMeaning.CANCEL_AFTER, day=day)])
    assert text.startswith("Refused if delivered after ")
    assert "2026" in text


def test_a_place_is_shown_with_all_that_names_it() -> None:
    party = PartyReading(
        name=Read[str](value="Store 17", evidence=()), id=Read[str](value="9520001005008", evidence=())
    )
    place = OtherPlaceReading(role=PlaceRole.FINAL_DESTINATION, party=party)
    assert ("For the store: Store 17, 9520001005008",) == place_texts([place])
