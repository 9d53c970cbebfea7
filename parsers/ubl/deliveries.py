"""Delivery of the order and of a line: when and where. Several of them are split deliveries, which a person decides."""

from collections.abc import Iterator
from dataclasses import replace

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.reading import DeliveryReading, OtherDateReading, PartyReading
from parsers.segments.reads import Number
from parsers.ubl.parties import ship_to
from parsers.xml.deliveries import is_whole, tell_split
from parsers.xml.periods import Wanted, other_date, period
from parsers.xml.reads import Message
from parsers.xml.tree import Node

# Days that bind the goods in another way; none of them is turned into a delivery date.
_OTHER_DATES = (
    (("Despatch", "RequestedDespatchDate"), DateMeaning.SHIPMENT),
    (("PromisedDeliveryPeriod", "StartDate"), DateMeaning.DELIVERY_PROMISED),
    (("PromisedDeliveryPeriod", "EndDate"), DateMeaning.DELIVERY_PROMISED),
    (("EstimatedDeliveryPeriod", "StartDate"), DateMeaning.DELIVERY_ESTIMATED),
    (("EstimatedDeliveryPeriod", "EndDate"), DateMeaning.DELIVERY_ESTIMATED),
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
    return replace(found, others=tuple(_other_dates(message, delivery, path)))


def common_window(order: Node) -> Wanted:
    """The window that every line of an order repeats, where its heading has none."""
    lines = order.all("OrderLine", "LineItem")
    found = [wanted(Message(), node, "") for line in lines for node in line.all("Delivery")]
    agree = len(found) == len(lines) and len({each.days for each in found}) == 1
    return replace(found[0], others=()) if agree and not found[0].day else Wanted()


def _other_dates(message: Message, delivery: Node, path: str) -> Iterator[OtherDateReading]:
    for way, meaning in _OTHER_DATES:
        for node in delivery.all(*way):
            found = other_date(message, meaning, message.day(node, path), path, node)
            if found:
                yield found


def own_numbers(deliveries: list[Node]) -> Iterator[Node]:
    """What deliveries call themselves. Beside a place without a number it may be that of the place."""
    for delivery in deliveries:
        if delivery.first("DeliveryLocation") is None or delivery.first("DeliveryLocation", "ID"):
            yield from delivery.all("ID")


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
    everything = ordered if len(found) == 1 else None
    read = tuple(_delivery(message, node, everything, f"{path}.deliveries") for node in found)
    if not read or (len(read) == 1 and is_whole(read[0], ordered, heading)):
        return ()
    tell_split(message, read, ordered, path, found[0], is_plain=_are_plain(line, found))
    return read


def _delivery(message: Message, node: Node, everything: Number | None, path: str) -> DeliveryReading:
    quantity = message.number(node.first("Quantity"), path) or everything
    when = wanted(message, node, path)
    return DeliveryReading(quantity=quantity, requested_date=when.day, ship_to=ship_to(message, node))


def _are_plain(line: Node, found: list[Node]) -> bool:
    """Whether all are in the line's unit, and none has a window or another date."""
    quantities = [*line.all("Quantity"), *line.all("Delivery", "Quantity")]
    units = {unit for node in quantities if (unit := node.attributes.get("unitCode", ""))}
    asked = [wanted(Message(), node, "") for node in found]
    return len(units) < 2 and not any(each.earliest or each.latest or each.others for each in asked)
