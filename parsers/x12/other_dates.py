"""Dates that say when goods are shipped, collected or refused, rather than on which day they are wanted.

Data element 374 in DTM and SCH, 432 in G62 of the 875. A day of shipment is never turned into one of delivery.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from edi.segment import Segment
from orders.conditions import DATE_WORDS, DateMeaning
from orders.findings import FindingCode
from orders.reading import OrderKind, OtherDateReading
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
    """The days with their meaning, each with a note; two days of one meaning hold.

    In a change they hold, too: nothing there carries them over to the order that is changed.
    """
    field = f"{path}.other_dates" if path else "other_dates"
    found: dict[DateMeaning, OtherDateReading] = {}
    for segment in segments:
        code = qualifier(segment)
        read = day(message, segment, 2, field) if code in meanings else None
        if read is None:
            continue
        one = OtherDateReading(meaning=meanings[code], day=read)
        rival = one.meaning in found and found[one.meaning].day.value != read.value
        _tell(message, one, field, segment, holds=rival or kind is OrderKind.CHANGE)
        found.setdefault(one.meaning, one)
    return tuple(found.values())


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


def _tell(message: Message, one: OtherDateReading, field: str, segment: Segment, *, holds: bool) -> None:
    said = f"{DATE_WORDS[one.meaning]} {one.day.value.isoformat()}"
    if holds:
        sentence = f"{said}: decide whether it holds, since it cannot be taken over as it stands."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, field, segment)
    else:
        sentence = f"{said}. This is no delivery date; it goes to the ERP as it is."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, field, segment)
