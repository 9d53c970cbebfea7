"""Several deliveries of a line: what makes one of its own, and the finding for a person who splits the line."""

from orders.findings import FindingCode
from orders.reading import DeliveryReading, PartyReading
from parsers.segments.reads import Number
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_SHOWN = ("id", "name", "street", "city", "postcode", "country")


def same_place(one: PartyReading | None, other: PartyReading | None) -> bool:
    """Whether two places are written alike."""
    return _written(one) == _written(other)


def is_whole(delivery: DeliveryReading, ordered: Number | None, place: PartyReading | None) -> bool:
    """Whether a delivery is just the line: all of its quantity, to where the order goes."""
    everything = delivery.quantity is None or (ordered is not None and ordered.value == delivery.quantity.value)
    return everything and (delivery.ship_to is None or same_place(delivery.ship_to, place))


def tell_split(message: Message, count: int, path: str, at: Node) -> None:
    """Orders hold one place and one date a line, so a person decides."""
    sentence = (
        f"The line asks for {count} deliveries with their own quantity, date or place. "
        "Split the line in the ERP and record it, or accept it as one delivery."
    )
    message.hold(FindingCode.SPLIT_DELIVERY, sentence, f"{path}.deliveries", at, found=f"deliveries: {count}")


def _written(place: PartyReading | None) -> list[str]:
    return [read.value.casefold() if (read := getattr(place, name, None)) else "" for name in _SHOWN]
