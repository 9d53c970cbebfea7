"""Delivery of the order and of a line: when and where. Several of them are split deliveries, which a person decides."""

from orders.findings import FindingCode
from orders.reading import DeliveryReading, PartyReading
from parsers.segments.reads import Number
from parsers.ubl.parties import ship_to
from parsers.xml.deliveries import is_whole, tell_split
from parsers.xml.periods import Wanted, period
from parsers.xml.reads import Message
from parsers.xml.tree import Node

# Dates that bind the delivery in a way the order has no field for; none of them is turned into a delivery date.
_OTHER_DATES = (
    (("Despatch", "RequestedDespatchDate"), "a requested despatch date"),
    (("PromisedDeliveryPeriod", "StartDate"), "a promised delivery date"),
    (("PromisedDeliveryPeriod", "EndDate"), "a promised delivery date"),
    (("EstimatedDeliveryPeriod", "StartDate"), "an estimated delivery date"),
    (("EstimatedDeliveryPeriod", "EndDate"), "an estimated delivery date"),
)


def wanted(message: Message, delivery: Node | None, path: str) -> Wanted:
    """When a delivery is asked for."""
    if delivery is None:
        return Wanted()
    asked = delivery.first("RequestedDeliveryPeriod")
    found = Wanted()
    if asked:
        start, end = message.day(asked.first("StartDate"), path), message.day(asked.first("EndDate"), path)
        found = period(start, end)
    latest = message.day(delivery.first("LatestDeliveryDate"), path)
    if latest and not found:
        found = Wanted(latest=latest)
    elif latest and found.latest is None and found.day and latest.value != found.day.value:
        found = Wanted(day=found.day, latest=latest)
    _tell_other_dates(message, delivery, path, is_dated=bool(found))
    return found


def common_window(order: Node) -> Wanted:
    """The window that every line of an order repeats, where its heading has none."""
    lines = order.all("OrderLine", "LineItem")
    found = [wanted(Message(), node, "") for line in lines for node in line.all("Delivery")]
    agree = len(found) == len(lines) and len({each.days for each in found}) == 1
    return found[0] if agree and not found[0].day else Wanted()


def _tell_other_dates(message: Message, delivery: Node, path: str, *, is_dated: bool) -> None:
    tell = message.note if is_dated else message.hold
    for way, meaning in _OTHER_DATES:
        for node in delivery.all(*way):
            message.take(node)
            sentence = f"The document gives {meaning}, not a delivery date. Type the date that keeps it."
            tell(FindingCode.AMBIGUOUS_VALUE, sentence, path, node)


def tell_several(message: Message, deliveries: list[Node]) -> None:
    """The order itself has several: its lines do not say which is whose."""
    if len(deliveries) > 1:
        sentence = (
            f"The order names {len(deliveries)} deliveries with a date or place of their own. "
            "Split the order in the ERP and record it, or accept it as one delivery."
        )
        found = f"deliveries: {len(deliveries)}"
        message.hold(FindingCode.SPLIT_DELIVERY, sentence, "ship_to", deliveries[1], found=found)
        message.take(*deliveries[1:])


def line_deliveries(
    message: Message, line: Node, ordered: Number | None, heading: PartyReading | None, path: str
) -> tuple[DeliveryReading, ...]:  # fmt: skip
    """The deliveries of a line, none when it has just the order's place and all of its quantity at once."""
    found = line.all("Delivery")
    read = tuple(_delivery(message, node, f"{path}.deliveries") for node in found)
    if not read or (len(read) == 1 and is_whole(read[0], ordered, heading)):
        return ()
    tell_split(message, len(read), path, found[0])
    return read


def _delivery(message: Message, node: Node, path: str) -> DeliveryReading:
    quantity = node.first("Quantity")
    when = wanted(message, node, path)
    return DeliveryReading(
        quantity=message.number(quantity, path), requested_date=when.day, ship_to=ship_to(message, node)
    )
