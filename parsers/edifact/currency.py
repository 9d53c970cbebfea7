"""The currency of the order: CUX of the heading, else what prices and amounts agree on; another one anywhere holds.

CUX C504: 6347 usage (2 order currency, 3 target), 6345 code, 6343 (9 order, 4 invoice, 10 pricing). MOA C516 may name a
currency of its own, and CUX may follow a price.
"""

from collections.abc import Iterator

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Confidence
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text

_ORDER = "2"
_ORDER_QUALIFIER = "9"
# The amounts that are read; others, such as customs values, may well be in another currency.
_AMOUNTS = frozenset({"8", "23", "77", "79", "86", "124", "146", "176", "203", "204"})
_Place = tuple[Segment, int, int]


def currency(message: Message, root: Group) -> Text | None:
    """The code as sent; none, with a finding, where only a currency of another use is named."""
    stated = _stated(root)
    if not stated and (others := [group.trigger for group in root.under("CUX")]):
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "A currency is named, but not as that of the order. Type the currency of the prices.",
            "currency",
            others[0],
        )
        return None
    read = _chosen(message, stated) if stated else _agreed(message, root)
    if read:
        _tell_others(message, root, read)
        _tell_invalid(message, read, (stated or list(_elsewhere(root)))[0][0])
    return read


def _stated(root: Group) -> list[_Place]:
    """The currencies of the order by their usage (6347), else by their qualifier (6343), which some senders swap."""
    places = list(_of_exchange(root))
    by_usage = [place for place in places if place[0].component(place[1]).strip() == _ORDER]
    return by_usage or [place for place in places if place[0].component(place[1], 3).strip() == _ORDER_QUALIFIER]


def _of_exchange(group: Group) -> Iterator[_Place]:
    for inner in group.under("CUX"):
        for element in (1, 2):
            if inner.trigger and inner.trigger.component(element, 2).strip():
                yield inner.trigger, element, 2


def _elsewhere(root: Group) -> Iterator[_Place]:
    """Currencies beside prices and amounts."""
    for line in root.under("LIN"):
        for price in line.under("PRI"):
            for segment in price.all("CUX"):
                for element in (1, 2):
                    if segment.component(element).strip() == _ORDER and segment.component(element, 2).strip():
                        yield segment, element, 2
    for segment in root.everything():
        if segment.tag == "MOA" and segment.component(1).strip() in _AMOUNTS and segment.component(1, 3).strip():
            yield segment, 1, 3


def _chosen(message: Message, stated: list[_Place]) -> Text | None:
    rivals = {_code(place) for place in stated}
    if len(rivals) > 1:
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            f"Several currencies are given: {', '.join(sorted(rivals))}. Choose the one that is to be invoiced.",
            "currency",
            stated[1][0],
        )
    return message.text(*stated[0])


def _agreed(message: Message, root: Group) -> Text | None:
    first = next(_elsewhere(root), None)
    read = message.text(*first) if first else None
    return read.model_copy(update={"confidence": Confidence.SINGLE}) if read else None


def _tell_others(message: Message, root: Group, read: Text) -> None:
    for place in _elsewhere(root):
        if _code(place) != read.value.upper():
            message.hold(
                FindingCode.AMBIGUOUS_VALUE,
                f"An amount or price is in {_code(place)}, the order in {read.value}. Choose the currency.",
                "currency",
                place[0],
            )


def _tell_invalid(message: Message, read: Text, at: Segment) -> None:
    if not (len(read.value) == 3 and read.value.isascii() and read.value.isalpha()):
        message.hold(
            FindingCode.INVALID_VALUE,
            f"“{read.value}” is no currency code. Type the code, such as EUR.",
            "currency",
            at,
        )


def _code(place: _Place) -> str:
    segment, element, component = place
    return segment.component(element, component).strip().upper()
