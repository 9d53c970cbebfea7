"""Reads ORDRSP and APERAK back into the answer that they say: our own, to verify it, and those of other senders.

A sender may leave out what is as it was ordered: without an expected price or a requested date these are taken to be
the confirmed ones, and an accepted line without a quantity to be delivered comes as it was ordered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from edi.edifact.reader import Message, read
from edi.edifact.wording import joined
from edi.segment import Segment
from orders.reading import OrderKind
from replies.answer import AnsweredLine, AnsweredParty, AnswerKind, OrderAnswer, ReceivedMessage
from replies.edifact import order_codes as codes
from replies.edifact.order_heading import NAME_WIDTH
from replies.edifact.reading_lines import answered_line, day_of, failed_line, reason_of_error, text_of
from replies.reading_back import UnreadableAnswer

_TYPES = ("ORDRSP", "APERAK")
_SCHEMES = {agency: scheme for scheme, agency in codes.AGENCIES.items()}


@dataclass(slots=True)
class _Parts:
    """The segments of a heading, and those of each line or error."""

    heading: list[Segment] = field(default_factory=list)
    groups: list[list[Segment]] = field(default_factory=list)


def read_order_answer(content: bytes) -> OrderAnswer:
    """What the first ORDRSP or APERAK of a file says. Of an APERAK the lines are those that it finds fault with.

    Raises `UnreadableAnswer` when there is neither, or one that names no order or whose BGM says nothing of it.
    """
    interchange = next(read(content))
    message = next((each for each in interchange.messages if each.type in _TYPES), None)
    if message is None:
        raise UnreadableAnswer("The interchange holds no ORDRSP or APERAK.")
    parts = _parts(message)
    references = dict(_references(parts.heading))
    if codes.ORDER not in references:
        raise UnreadableAnswer(f"The {message.type} names no order (RFF+ON).")
    about = _about(references)
    reason, lines = _content(message, parts)
    parties = {segment.component(1): _party(segment) for segment in parts.heading if segment.tag == "NAD"}
    return OrderAnswer(
        kind=_kind(parts.heading, about, lines),
        about=about,
        po_number=references[codes.ORDER],
        release=references.get(codes.RELEASE, ""),
        order_date=_date_of_order(parts.heading),
        change_number=references.get(codes.CHANGE, ""),
        our_order_number=references.get(codes.OUR_ORDER, ""),
        currency=_first(parts.heading, "CUX", 1, 2),
        buyer=parties.get("BY", AnsweredParty()),
        supplier=parties.get("SU", AnsweredParty()),
        ship_to=parties.get("DP", AnsweredParty()),
        bill_to=parties.get("IV", AnsweredParty()),
        delivery_date=_day(parts.heading, codes.PROMISED),
        lines=lines,
        reason=reason,
        received=ReceivedMessage(
            interchange=references.get(codes.INTERCHANGE, ""),
            message=references.get(codes.MESSAGE, ""),
            document=references.get(codes.ORIGINAL_DOCUMENT, ""),
        ),
        supersedes=references.get(codes.EARLIER_ANSWER, ""),
    )


def _parts(message: Message) -> _Parts:
    trigger = "LIN" if message.type == "ORDRSP" else "ERC"
    parts = _Parts()
    for segment in message.segments:
        if segment.tag == "UNS":
            break
        if segment.tag == trigger:
            parts.groups.append([])
        (parts.groups[-1] if parts.groups else parts.heading).append(segment)
    return parts


def _content(message: Message, parts: _Parts) -> tuple[str, tuple[AnsweredLine, ...]]:
    """The reason of the whole, and the lines."""
    if message.type == "ORDRSP":
        said = text_of([segment for segment in parts.heading if segment.tag == "FTX"])
        return said, tuple(answered_line(group) for group in parts.groups)
    whole = [group for group in parts.groups if group[0].component(1) == codes.WHOLE_ORDER]
    failed = [group for group in parts.groups if group[0].component(1) != codes.WHOLE_ORDER]
    return next(map(reason_of_error, whole), ""), tuple(failed_line(group) for group in failed)


def _kind(heading: Sequence[Segment], about: OrderKind, lines: Sequence[AnsweredLine]) -> AnswerKind:
    """EANCOM's APERAK knows no change: it confirms an order, and says what is wrong with lines of it."""
    function = _first(heading, "BGM", 3)
    if function not in codes.FUNCTIONS:
        raise UnreadableAnswer(f"BGM says {function!r} of the order, which is no answer.")
    if function == codes.CONFIRMATION and lines:
        return AnswerKind.CHANGED
    kind = codes.FUNCTIONS[function]
    return AnswerKind.CANCELLED if (kind, about) == (AnswerKind.ACCEPTED, OrderKind.CANCEL) else kind


def _about(references: dict[str, str]) -> OrderKind:
    if codes.ORIGINAL_DOCUMENT in references:
        return OrderKind.CANCEL
    return OrderKind.CHANGE if codes.CHANGE in references else OrderKind.ORDER


def _references(heading: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    """Those of the message as a whole, which stand before its parties."""
    for segment in heading:
        if segment.tag == "NAD":
            return
        if segment.tag == "RFF":
            yield segment.component(1, 1), segment.component(1, 2)


def _date_of_order(heading: Sequence[Segment]) -> date | None:
    for segment, following in pairwise(heading):
        if segment.tag == "RFF" and segment.component(1) == codes.ORDER and following.tag == "DTM":
            return day_of(following)
    return None


def _party(segment: Segment) -> AnsweredParty:
    agency = segment.component(2, 3)
    return AnsweredParty(
        id=segment.component(2),
        id_scheme=_SCHEMES.get(agency, agency),
        name=joined(segment.composite(4), NAME_WIDTH),
        street=joined(segment.composite(5), NAME_WIDTH),
        city=segment.component(6),
        region=segment.component(7),
        postcode=segment.component(8),
        country=segment.component(9),
    )


def _first(segments: Sequence[Segment], tag: str, element: int, component: int = 1) -> str:
    return next((segment.component(element, component) for segment in segments if segment.tag == tag), "")


def _day(segments: Sequence[Segment], qualifier: str) -> date | None:
    found = (segment for segment in segments if segment.tag == "DTM" and segment.component(1) == qualifier)
    return next(map(day_of, found), None)
