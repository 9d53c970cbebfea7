"""Dates that say when goods are shipped, collected or refused, rather than on which day they are wanted.

Data element 374 in DTM and SCH, 432 in G62 of the 875. A day of shipment is never turned into one of delivery.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from edi.segment import Segment
from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.reading import OrderKind, OtherDateReading
from parsers.segments.other_dates import one_of_each_meaning
from parsers.segments.reads import Message
from parsers.x12.dates import day

OTHER_DATES: Mapping[str, DateMeaning] = MappingProxyType(
    {
        "001": DateMeaning.CANCEL_AFTER,
        "010": DateMeaning.SHIPMENT,
        "015": DateMeaning.PROMOTION_BEGINS,
        "016": DateMeaning.PROMOTION_ENDS,
        "017": DateMeaning.DELIVERY_ESTIMATED,
        "036": DateMeaning.EXPIRY,
        "037": DateMeaning.SHIPMENT_NOT_BEFORE,
        "038": DateMeaning.SHIPMENT_NOT_AFTER,
        "061": DateMeaning.CANCEL_AFTER,
        "067": DateMeaning.DELIVERY_SCHEDULED,
        "068": DateMeaning.SHIPMENT,
        "069": DateMeaning.DELIVERY_PROMISED,
        "070": DateMeaning.DELIVERY_SCHEDULED,
        "079": DateMeaning.SHIPMENT,
        "081": DateMeaning.SHIPMENT_NOT_BEFORE,
        "084": DateMeaning.SHIPMENT_NOT_AFTER,
        "106": DateMeaning.REQUIRED_BY,
        "118": DateMeaning.COLLECTION,
        "175": DateMeaning.CANCEL_UNLESS_SHIPPED_BY,
        "177": DateMeaning.CANCEL_AFTER,
    }
)
EARLIEST, LATEST = ("064", "071"), ("063", "074")
OF_LINES = MappingProxyType(
    {
        **OTHER_DATES,
        **dict.fromkeys(EARLIEST, DateMeaning.DELIVERY_NOT_BEFORE),
        **dict.fromkeys(LATEST, DateMeaning.DELIVERY_NOT_AFTER),
    }
)
"""The order has fields for its own window; a line has not."""
OF_GROCERIES = MappingProxyType(
    {
        "01": DateMeaning.CANCEL_AFTER,
        "10": DateMeaning.SHIPMENT,
        "15": DateMeaning.PROMOTION_BEGINS,
        "16": DateMeaning.PROMOTION_ENDS,
        "17": DateMeaning.DELIVERY_ESTIMATED,
        "36": DateMeaning.EXPIRY,
        "37": DateMeaning.SHIPMENT_NOT_BEFORE,
        "38": DateMeaning.SHIPMENT_NOT_AFTER,
        "69": DateMeaning.COLLECTION,
        "70": DateMeaning.DELIVERY_SCHEDULED,
        "78": DateMeaning.DELIVERY_SCHEDULED,
    }
)
# A week, and not a day of it.
_WEEKS = MappingProxyType({"039": "shipped", "077": "delivered", "087": "shipped"})
_GROCERY_WEEKS = MappingProxyType({"39": "shipped", "55": "delivered"})


def other_dates(
    message: Message, segments: Iterable[Segment], meanings: Mapping[str, DateMeaning], path: str, kind: OrderKind
) -> tuple[OtherDateReading, ...]:
    """The days with their meaning, told as what they are."""
    field = f"{path}.other_dates" if path else "other_dates"
    return one_of_each_meaning(message, _named(message, segments, meanings, field), field, kind)


def _named(
    message: Message, segments: Iterable[Segment], meanings: Mapping[str, DateMeaning], field: str
) -> Iterator[tuple[Segment, OtherDateReading]]:
    for segment in segments:
        meaning = meanings.get(qualifier(segment))
        if meaning and (read := day(message, segment, 2, field)):
            yield segment, OtherDateReading(meaning=meaning, day=read)


def tell_weeks(message: Message, segments: Iterable[Segment], path: str) -> None:
    """A week in which goods are wanted: a person chooses the day."""
    for segment in segments:
        weeks = _GROCERY_WEEKS if segment.tag == "G62" else _WEEKS
        if what := weeks.get(qualifier(segment)):
            sentence = f"A week is named in which the goods are to be {what}. Type the day."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, segment)


def qualifier(segment: Segment) -> str:
    """Old versions and hand-written maps send it without its zeros."""
    sent = segment.component(1).strip()
    return sent.zfill(2) if segment.tag == "G62" else sent.zfill(3)
