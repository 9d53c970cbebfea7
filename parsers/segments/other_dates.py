"""Days that are no delivery date: one for each meaning, told as what it is."""

from collections.abc import Iterable

from edi.segment import Segment
from orders.conditions import DATE_WORDS, DateMeaning
from orders.findings import FindingCode
from orders.reading import OrderKind, OtherDateReading
from parsers.segments.reads import Message


def one_of_each_meaning(
    message: Message, named: Iterable[tuple[Segment, OtherDateReading]], field: str, kind: OrderKind
) -> tuple[OtherDateReading, ...]:
    """The first day of each meaning, each day with a note; two days of one meaning hold.

    In a change they hold, too: nothing there carries them over to the order that is changed.
    """
    found: dict[DateMeaning, OtherDateReading] = {}
    for segment, one in named:
        rival = one.meaning in found and found[one.meaning].day.value != one.day.value
        _tell(message, one, field, segment, holds=rival or kind is OrderKind.CHANGE)
        found.setdefault(one.meaning, one)
    return tuple(found.values())


def _tell(message: Message, one: OtherDateReading, field: str, segment: Segment, *, holds: bool) -> None:
    said = f"{DATE_WORDS[one.meaning]} {one.day.value.isoformat()}"
    if holds:
        sentence = f"{said}: decide whether it holds, since it cannot be taken over as it stands."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, field, segment)
    else:
        sentence = f"{said}. This is no delivery date; it goes to the ERP as it is."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, field, segment)
