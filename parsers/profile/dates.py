"""Dates that by their names are no delivery dates, and are meant as such by the partner."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from orders.partner import PartnerProfile
from orders.partner_values import DateField, DateUse
from orders.reading import LineReading, OrderReading, OtherDateReading, Read
from parsers.profile.given import meant


def with_dates_meant(reading: OrderReading, profile: PartnerProfile) -> OrderReading:
    """The reading with delivery dates where the document has none and the profile says which one is meant."""
    if not profile.dates:
        return reading
    changed: dict[str, Any] = {}
    for use in profile.dates:
        name = use.means.value
        if use.means is not DateField.INFORMATION and getattr(reading, name) is None and name not in changed:
            day = _day(reading.other_dates, use, profile)
            changed |= {name: day} if day else {}
    changed["lines"] = tuple(_line(line, profile) for line in reading.lines)
    return reading.model_copy(update=changed)


def _line(line: LineReading, profile: PartnerProfile) -> LineReading:
    uses = [use for use in profile.dates if use.means is DateField.REQUESTED]
    days = (_day(line.other_dates, use, profile) for use in uses)
    day = next((day for day in days if day), None) if line.requested_date is None else None
    return line.model_copy(update={"requested_date": day}) if day else line


def _day(dates: Sequence[OtherDateReading], use: DateUse, profile: PartnerProfile) -> Read[date] | None:
    """None where the document has no such date, or several."""
    found = [one.day for one in dates if one.meaning is use.date]
    if len(found) != 1:
        return None
    return meant(found[0], found[0].value + timedelta(days=use.plus_days), profile, f"dates.{use.date}")
