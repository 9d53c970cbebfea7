"""DTM that say when goods are shipped, collected or refused, rather than on which day they are wanted.

2005 of D.96A to D.11A; 383 is of EANCOM. A day of shipment is never turned into one of delivery.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from edi.segment import Segment
from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.reading import OrderKind, OtherDateReading
from parsers.edifact.dates import Span, names_a_day, span
from parsers.segments.other_dates import one_of_each_meaning
from parsers.segments.reads import Day, Message

OTHER_DATES: Mapping[str, DateMeaning] = MappingProxyType(
    {
        "10": DateMeaning.SHIPMENT,
        "11": DateMeaning.SHIPMENT,
        "15": DateMeaning.PROMOTION_BEGINS,
        "16": DateMeaning.PROMOTION_ENDS,
        "17": DateMeaning.DELIVERY_ESTIMATED,
        "36": DateMeaning.EXPIRY,
        "37": DateMeaning.SHIPMENT_NOT_BEFORE,
        "38": DateMeaning.SHIPMENT_NOT_AFTER,
        "61": DateMeaning.CANCEL_AFTER,
        "65": DateMeaning.DELIVERY_SCHEDULED,
        "67": DateMeaning.DELIVERY_SCHEDULED,
        "69": DateMeaning.DELIVERY_PROMISED,
        "76": DateMeaning.DELIVERY_SCHEDULED,
        "81": DateMeaning.SHIPMENT_NOT_BEFORE,
        "84": DateMeaning.SHIPMENT_NOT_AFTER,
        "200": DateMeaning.COLLECTION,
        "234": DateMeaning.COLLECTION_NOT_BEFORE,
        "235": DateMeaning.COLLECTION_NOT_AFTER,
        "361": DateMeaning.BEST_BEFORE_AT_LEAST,
        "383": DateMeaning.CANCEL_UNLESS_SHIPPED_BY,
    }
)
EARLIEST, LATEST = ("64", "71"), ("63", "74")
_ENDS = MappingProxyType(
    {
        DateMeaning.SHIPMENT: (DateMeaning.SHIPMENT_NOT_BEFORE, DateMeaning.SHIPMENT_NOT_AFTER),
        DateMeaning.COLLECTION: (DateMeaning.COLLECTION_NOT_BEFORE, DateMeaning.COLLECTION_NOT_AFTER),
        DateMeaning.DELIVERY_NOT_BEFORE: (DateMeaning.DELIVERY_NOT_BEFORE, DateMeaning.DELIVERY_NOT_AFTER),
    }
)
_MEANINGS = {
    **OTHER_DATES,
    # Only where it names several days.
    "2": DateMeaning.DELIVERY_NOT_BEFORE,
    **dict.fromkeys(EARLIEST, DateMeaning.DELIVERY_NOT_BEFORE),
    **dict.fromkeys(LATEST, DateMeaning.DELIVERY_NOT_AFTER),
}


def other_dates(
    message: Message, segments: Iterable[Segment], path: str, kind: OrderKind
) -> tuple[OtherDateReading, ...]:  # fmt: skip
    """The days with their meaning, told as what they are; what names no day holds."""
    field = f"{path}.other_dates" if path else "other_dates"
    named = ((segment, one) for segment in segments for one in _read(message, segment, field))
    return one_of_each_meaning(message, named, field, kind)


def _read(message: Message, segment: Segment, field: str) -> Iterator[OtherDateReading]:
    if not names_a_day(segment):
        return
    days = span(segment)
    if isinstance(days, str):
        message.hold(FindingCode.INVALID_VALUE, days, field, segment)
        return
    meaning = _MEANINGS[segment.component(1)]
    if days.first == days.last:
        yield _at(message, segment, meaning, days.first)
    elif meaning in _ENDS:
        for end, day in zip(_ENDS[meaning], (days.first, days.last), strict=True):
            yield _at(message, segment, end, day)
    else:
        sentence = f"A period from {days.first} to {days.last}. Choose the day."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, field, segment)


def _at(message: Message, segment: Segment, meaning: DateMeaning, day: date) -> OtherDateReading:
    return OtherDateReading(meaning=meaning, day=Day(value=day, evidence=(message.place(segment, 1, 2),)))


def limits_of_line(segments: Iterable[Segment], earliest: Day | None, latest: Day | None) -> list[Segment]:
    """The delivery windows of a line that the order does not have itself."""
    ends = {**dict.fromkeys(EARLIEST, earliest), **dict.fromkeys(LATEST, latest)}
    return [segment for segment in segments if not _is_of_order(segment, ends[segment.component(1)])]


def _is_of_order(segment: Segment, end: Day | None) -> bool:
    days = span(segment)
    return isinstance(days, Span) and end is not None and (days.first, days.last) == (end.value, end.value)
