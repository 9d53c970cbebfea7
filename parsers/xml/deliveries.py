"""Several deliveries of a line: what makes one of its own, and the finding for a person who splits the line."""

from orders.findings import FindingCode
from orders.places import goes_to_places
from orders.reading import DeliveryReading, LineReading, PartyReading
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


def tell_split(
    message: Message, read: tuple[DeliveryReading, ...], ordered: Number | None, path: str, at: Node, *,
    is_plain: bool = True,
) -> None:  # fmt: skip
    """Where each goes to a place of its own, the order becomes one for each; anything else is for a person.

    `is_plain` says that the deliveries are in the line's unit, and ask for a day or for none.
    """
    if is_plain and goes_to_places(LineReading(quantity=ordered, deliveries=read)):
        return
    asked = "a delivery with its own" if len(read) == 1 else f"{len(read)} deliveries with their own"
    sentence = (
        f"The line asks for {asked} quantity, date or place. "
        "Split the line in the ERP and record it, or accept it as one delivery."
    )
    message.hold(FindingCode.SPLIT_DELIVERY, sentence, f"{path}.deliveries", at, found=f"deliveries: {len(read)}")


def _written(place: PartyReading | None) -> list[str]:
    return [read.value.casefold() if (read := getattr(place, name, None)) else "" for name in _SHOWN]
