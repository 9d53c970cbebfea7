"""Reads 855 and 865 back into the answer that they say.

What an acknowledgment has no element for is not there: the price and date that were ordered (it names those that are
confirmed), and the number of an earlier answer that it replaces.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

from edi.segment import Segment
from edi.x12.reader import TransactionSet, read
from orders.reading import LineAction, OrderKind
from replies.answer import AnsweredLine, AnsweredParty, AnswerKind, LineCode, OrderAnswer, Terms
from replies.reading_back import UnreadableAnswer
from replies.x12.items import BUYER_ITEM, SUPPLIER_ITEM, gtin_of, numbers_of, read_price
from replies.x12.lines import ACTIONS, CODES, DELETED, LATER
from replies.x12.order_acknowledgement import PURPOSES
from replies.x12.parties import BILL_TO, BUYER, SHIP_TO, SUPPLIER, read_party

TYPES = frozenset({"855", "865"})
_HEADERS = {"855": "BAK", "865": "BCA"}
# In which elements they stand.
_ORDER_DATE, _RELEASE, _OURS = {"BAK": 4, "BCA": 6}, {"BAK": 5, "BCA": 4}, {"BAK": 8, "BCA": 9}
_LINE = ("PO1", "POC")
_KINDS = {
    **dict.fromkeys(("AD", "AK", "AT"), AnswerKind.ACCEPTED),
    **dict.fromkeys(("AC", "AE"), AnswerKind.CHANGED),
    **dict.fromkeys(("RD", "RF", "RJ", "RN", "RO", "RV"), AnswerKind.REFUSED),
}
_ABOUT = {purpose: about for about, purpose in PURPOSES.items()}
_LINE_CODES = {
    **{code: meaning for meaning, code in CODES.items()},
    **dict.fromkeys(("AA", "AC", "AR", DELETED), LineCode.ACCEPTED),
    **dict.fromkeys(("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"), LineCode.REFUSED),
    LATER: LineCode.BACKORDERED,
    "IC": LineCode.QUANTITY_CHANGED,
}
_ACTIONS = {code: action for action, code in ACTIONS.items()}


def read_order_acknowledgement(content: bytes) -> OrderAnswer:
    """What the first 855 or 865 of an interchange says; raises `UnreadableAnswer` when there is none, or it is none."""
    sets = [each for interchange in read(content) for each in interchange.sets if each.type in TYPES]
    if not sets:
        raise UnreadableAnswer("The interchange holds no 855 or 865.")
    return _order(sets[0])


def _order(each: TransactionSet) -> OrderAnswer:
    header = next((segment for segment in each.segments if segment.tag == _HEADERS[each.type]), None)
    if header is None:
        raise UnreadableAnswer(f"The {each.type} has no {_HEADERS[each.type]}.")
    heading, lines = _parts(each.segments)
    parties = {loop[0].component(1): read_party(loop) for loop in _loops(heading, ("N1",))}
    about = _ABOUT.get(header.component(1), OrderKind.CHANGE if each.type == "865" else OrderKind.ORDER)
    return OrderAnswer(
        kind=_kind(header, about),
        about=about,
        po_number=header.component(3),
        release=header.component(_RELEASE[header.tag]),
        order_date=_day(header.component(_ORDER_DATE[header.tag])),
        change_number=header.component(5) if header.tag == "BCA" else "",
        our_order_number=header.component(_OURS[header.tag]),
        currency=_first(heading, "CUR", 2),
        buyer=parties.get(BUYER, AnsweredParty()),
        supplier=parties.get(SUPPLIER, AnsweredParty()),
        ship_to=parties.get(SHIP_TO, AnsweredParty()),
        bill_to=parties.get(BILL_TO, AnsweredParty()),
        delivery_date=_day(_first(heading, "DTM", 2)),
        lines=tuple(_line(line) for line in lines),
        reason=_text(heading),
    )


def _kind(header: Segment, about: OrderKind) -> AnswerKind:
    code = header.component(2)
    if code not in _KINDS:
        raise UnreadableAnswer(f"{header.tag}02 says “{code}”, which neither accepts nor refuses.")
    is_cancelled = about is OrderKind.CANCEL and _KINDS[code] is AnswerKind.ACCEPTED
    return AnswerKind.CANCELLED if is_cancelled else _KINDS[code]


def _parts(segments: Sequence[Segment]) -> tuple[list[Segment], list[list[Segment]]]:
    """The heading, and each line with what belongs to it."""
    first = next((place for place, segment in enumerate(segments) if segment.tag in (*_LINE, "CTT")), len(segments))
    body = [segment for segment in segments[first:] if segment.tag != "CTT"]
    return list(segments[:first]), list(_loops(body, _LINE))


def _loops(segments: Sequence[Segment], triggers: tuple[str, ...]) -> Iterator[list[Segment]]:
    starts = [place for place, segment in enumerate(segments) if segment.tag in triggers]
    for start, end in pairwise([*starts, len(segments)]):
        yield list(segments[start:end])


def _line(segments: Sequence[Segment]) -> AnsweredLine:
    trigger = segments[0]
    is_change = trigger.tag == "POC"
    numbers = numbers_of(trigger, 8 if is_change else 6)
    acks = [segment for segment in segments if segment.tag == "ACK"]
    if not acks or acks[0].component(1) not in _LINE_CODES:
        raise UnreadableAnswer(f"Line {trigger.component(1)} has no ACK, or one of an unknown status.")
    ordered = Terms(_decimal(trigger, 3 if is_change else 2), trigger.component(5 if is_change else 3))
    later = next((ack for ack in acks if ack.component(1) == LATER), None)
    code = _LINE_CODES[acks[0].component(1)]
    instead = numbers_of(acks[0], 7) if code is LineCode.SUBSTITUTED else {}
    return AnsweredLine(
        line_no=trigger.component(1),
        code=code,
        ordered=ordered,
        confirmed=_confirmed(trigger, acks[0], ordered),
        action=_ACTIONS.get(trigger.component(2), LineAction.NONE) if is_change else LineAction.NONE,
        buyer_item=numbers.get(BUYER_ITEM, ""),
        supplier_item=numbers.get(SUPPLIER_ITEM, ""),
        gtin=gtin_of(numbers),
        description=_first(segments, "PID", 5),
        substitute_item=instead.get(SUPPLIER_ITEM, ""),
        substitute_gtin=gtin_of(instead),
        backordered=(_decimal(later, 2) or Decimal(0)) if later else Decimal(0),
        backorder_date=_day(later.component(5)) if later else None,
        reason=_text(segments),
    )


def _confirmed(trigger: Segment, ack: Segment, ordered: Terms) -> Terms:
    """What comes now: nothing of what is refused, deleted or comes later."""
    price, basis = read_price(trigger, 6 if trigger.tag == "POC" else 4)
    code, unit = ack.component(1), ack.component(3) or ordered.unit
    if code in (LATER, DELETED):
        return Terms(Decimal(0), unit, price, basis)
    if _LINE_CODES[code] is LineCode.REFUSED:
        # A deletion that is refused leaves the line as it was.
        is_kept = trigger.component(2) == ACTIONS[LineAction.CANCEL]
        return Terms(ordered.quantity if is_kept else Decimal(0), unit, price, basis)
    quantity = _decimal(ack, 2)
    return Terms(ordered.quantity if quantity is None else quantity, unit, price, basis, _day(ack.component(5)))


def _text(segments: Sequence[Segment]) -> str:
    return " ".join(segment.component(1) for segment in segments if segment.tag == "MSG")


def _first(segments: Sequence[Segment], tag: str, element: int) -> str:
    return next((segment.component(element) for segment in segments if segment.tag == tag), "")


def _decimal(segment: Segment, element: int) -> Decimal | None:
    text = segment.component(element)
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    pattern = {8: "%Y%m%d", 6: "%y%m%d"}.get(len(text))
    return datetime.strptime(text, pattern).replace(tzinfo=UTC).date() if pattern else None
