"""Dates of CII: a DateTimeString in a format of code list 2379 (102 a day, 203 with the time), or xs:dateTime."""

from collections.abc import Iterator
from datetime import date, datetime

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.reading import OtherDateReading
from parsers.segments.reads import Day
from parsers.xml.periods import Wanted, other_date, period
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_LENGTHS = {"102": 8, "203": 12, "204": 14}
_DESPATCH = "RequestedDespatchSupplyChainEvent"
_DESPATCH_DAYS = (
    (("OccurrenceDateTime",), DateMeaning.SHIPMENT),
    (("OccurrenceSpecifiedPeriod", "StartDateTime"), DateMeaning.SHIPMENT_NOT_BEFORE),
    (("OccurrenceSpecifiedPeriod", "EndDateTime"), DateMeaning.SHIPMENT_NOT_AFTER),
)


def day(message: Message, node: Node | None, path: str) -> Day | None:
    """The day in a node that holds a DateTimeString or DateTime, or none; what is no date is a finding."""
    if node is None:
        return None
    written = node.first("DateTimeString") or node.first("DateString")
    if written is None:
        return message.day(node.first("DateTime") or node.first("Date"), path)
    sent = message.word(written)
    value = _day(sent, written.attributes.get("format", "102"))
    if value is None:
        message.hold(FindingCode.INVALID_VALUE, f"“{sent}” is no date that can be read. Type the date.", path, written)
        return None
    return Day(value=value, evidence=(written.place,))


def wanted(message: Message, events: list[Node], path: str) -> Wanted:
    """When the first of several events is asked for: its day, its window, or both."""
    if not events:
        return Wanted()
    event, span = events[0], events[0].first("OccurrenceSpecifiedPeriod")
    own = day(message, event.first("OccurrenceDateTime"), path)
    within = Wanted()
    if span:
        within = period(day(message, span.first("StartDateTime"), path), day(message, span.first("EndDateTime"), path))
    return Wanted(day=own or within.day, earliest=within.earliest, latest=within.latest)


def despatch_days(message: Message, delivery: Node, path: str) -> Iterator[OtherDateReading]:
    """When the goods of an order or a line are to leave."""
    for way, meaning in _DESPATCH_DAYS:
        for node in delivery.all(_DESPATCH, *way):
            if found := other_date(message, meaning, day(message, node, path), path, node):
                yield found


def _day(sent: str, form: str) -> date | None:
    if len(sent) != _LENGTHS.get(form, 0) or not (sent.isascii() and sent.isdecimal()):
        return None
    try:
        return datetime.strptime(sent[:8], "%Y%m%d").date()  # noqa: DTZ007 -- only the day
    except ValueError:
        return None
