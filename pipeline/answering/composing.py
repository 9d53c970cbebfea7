"""What an answer says, from what is stored and what the ERP has: the facts for `replies`, which decides."""

import html
import re
from collections.abc import Mapping, Sequence

from erp_adapters.adapter import ErpOrder
from orders.document import Document
from orders.evidence import Segment
from orders.ids import OrderId
from orders.partner import PartnerProfile
from orders.reading import LineReading, OrderKind, OrderReading
from orders.stages import PostingState
from pipeline.answering.answering import unanswerable
from pipeline.answering.occasions import CARRIED_OUT, REFUSED
from pipeline.answering.portions import Content, following, is_read
from pipeline.answering.taken_lines import lines_of_change, lines_of_order
from pipeline.changes.difference import concerned
from pipeline.edits import with_edits
from pipeline.posting.parts import keys_of
from replies.answer import OrderAnswer, ReceivedMessage, SyntaxAnswer
from replies.decide import Facts, accepted, refused
from replies.received import Received, ReceivedPart, joined
from replies.syntax import syntax_answer
from storage.replies import ReplyRow
from storage.rows import OrderRow, PostingRow
from storage.unit_of_work import UnitOfWork

_PAYLOAD = re.compile(rb"payloadID\s*=\s*[\"']([^\"']{1,255})[\"']")
_HEADING = 8192


def composed_syntax(
    uow: UnitOfWork, reply: ReplyRow, interchanges: tuple[Received, ...], content: Content
) -> SyntaxAnswer | None:
    """Of one interchange of the document: what was taken of it is what an order was read from.

    None while portions of it are still to be read.
    """
    if reply.interchange >= len(interchanges):
        raise unanswerable("The interchange that is to be answered is not found in the document any more.")
    document, one = uow.documents.get(reply.document_id), interchanges[reply.interchange]
    pieces, taken = [one], _taken(uow, document, interchanges, reply.interchange)
    if reply.interchange == len(interchanges) - 1:
        for further, there in following(uow, document, one, content):
            if not is_read(uow, further):
                return None
            so_far = sum(len(piece.parts) for piece in pieces)
            taken |= {so_far + index for index in _taken(uow, further, there, 0)}
            pieces.append(there[0])
    answer = syntax_answer(joined(pieces), taken)
    if answer is None:
        raise unanswerable("The interchange holds nothing but answers, and these are never answered.")
    return answer


def _taken(uow: UnitOfWork, document: Document, interchanges: Sequence[Received], which: int) -> set[int]:
    readings = [row.reading for row in uow.orders.of_document(document.id)]
    sources = message_sources(interchanges, readings)
    return {part for interchange, part in sources.values() if interchange == which}


def message_sources(
    interchanges: Sequence[Received], readings: Sequence[OrderReading]
) -> Mapping[int, tuple[int, int]]:
    """For each reading the interchange and the message in it that it was read from, both in their sequence.

    One message may give several readings, and a file may hold several interchanges whose segments count from 1 again.
    """
    parts = [
        (interchange, index, part)
        for interchange, one in enumerate(interchanges)
        for index, part in enumerate(one.parts)
    ]
    sources: dict[int, tuple[int, int]] = {}
    first = 0
    for number, reading in enumerate(readings):
        places = _places(reading)
        for at in range(first, len(parts)):
            interchange, index, part = parts[at]
            if _is_in(part, places):
                sources[number], first = (interchange, index), at
                break
    return sources


def references(uow: UnitOfWork, reply: ReplyRow) -> tuple[str, ...]:
    """The orders of the ERP that have to be looked at for what the answer says."""
    if reply.order_id is None or reply.occasion.startswith(REFUSED):
        return ()
    if reply.occasion == CARRIED_OUT:
        about = concerned(uow, reply.order_id)
        is_there = about is not None and not about.is_waiting
        is_cancelled = uow.orders.get(reply.order_id).reading.kind is OrderKind.CANCEL
        return about.references if about and is_there and not is_cancelled else ()
    return tuple(posting.erp_reference for posting in _released(uow, reply.order_id))


def composed_order(
    uow: UnitOfWork,
    reply: ReplyRow,
    profile: PartnerProfile,
    in_erp: Mapping[str, ErpOrder],
    content: bytes,
    interchanges: Sequence[Received],
) -> OrderAnswer:
    """`in_erp` are the orders of `references`, as the ERP has them now."""
    if reply.order_id is None:
        raise ValueError("an answer to an interchange is none to an order")
    row = uow.orders.get(reply.order_id)
    edited, _ = with_edits(row, uow.decisions.of_order(row.id))
    wanted = edited if _asked_for(row) else row.reading
    sent, released = as_sent(wanted, profile), _released(uow, row.id)
    named = concerned(uow, row.id) if reply.occasion == CARRIED_OUT else None
    numbers = named.references if named else (posting.erp_reference for posting in released)
    facts = Facts(
        our_order_number=", ".join(dict.fromkeys(filter(None, numbers))),
        received=received_message(uow, row, content, interchanges),
        supersedes=uow.replies.number_before(row.id, reply.type),
    )
    if reply.occasion.startswith(REFUSED):
        return refused(sent, facts)
    edited = as_sent(edited, profile)
    if reply.occasion == CARRIED_OUT:
        return accepted(sent, lines_of_change(row, sent, edited, tuple(in_erp.values())), facts)
    parts = [(posting, in_erp[posting.erp_reference]) for posting in released]
    return accepted(sent, lines_of_order(row, sent, edited, parts, uow.reference()), facts)


def _asked_for(row: OrderRow) -> bool:
    """Whether the customer asked for all that was changed, in changes that were carried out before it was posted."""
    kinds = {change.evidence.kind if change.evidence else "" for change in row.changes}
    return kinds == {"other_order"} and len(row.reading.lines) == len(keys_of(row))


def _released(uow: UnitOfWork, order_id: OrderId) -> tuple[PostingRow, ...]:
    return tuple(one for one in uow.postings.of_order(order_id) if one.state is PostingState.RELEASED)


def received_message(
    uow: UnitOfWork, row: OrderRow, content: bytes, interchanges: Sequence[Received]
) -> ReceivedMessage:
    """Where the order stood on the wire."""
    reading = row.reading
    numbers = (
        (reading.change_number, reading.po_number) if reading.kind is not OrderKind.ORDER else (reading.po_number,)
    )
    document = next((number.value for number in numbers if number), "")
    rows = uow.orders.of_document(row.document_id)
    source = message_sources(interchanges, [one.reading for one in rows]).get(_index_of(row.id, rows))
    if source is None:
        found = _PAYLOAD.search(content[:_HEADING])
        payload = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
        return ReceivedMessage(interchange=payload, document=document)
    one = interchanges[source[0]]
    part = one.parts[source[1]]
    group = one.groups[part.group].header.reference if part.group >= 0 else ""
    return ReceivedMessage(part.type, one.reference, group, part.reference, document)


def source_of(
    uow: UnitOfWork, order_id: OrderId, interchanges: Sequence[Received]
) -> tuple[Received, ReceivedPart] | None:
    """The interchange and the message of an order; None for what came without any."""
    row = uow.orders.get(order_id)
    rows = uow.orders.of_document(row.document_id)
    source = message_sources(interchanges, [one.reading for one in rows]).get(_index_of(row.id, rows))
    return None if source is None else (interchanges[source[0]], interchanges[source[0]].parts[source[1]])


def as_sent(reading: OrderReading, profile: PartnerProfile) -> OrderReading:
    """With the units as the customer writes them, where its profile says which those are."""
    theirs = {ours: sent for sent, ours in reversed(tuple(profile.codes.units.items()))}
    if not theirs:
        return reading
    return reading.model_copy(update={"lines": tuple(_with_unit(line, theirs) for line in reading.lines)})


def _with_unit(line: LineReading, theirs: Mapping[str, str]) -> LineReading:
    if line.uom is None or line.uom.value not in theirs:
        return line
    return line.model_copy(update={"uom": line.uom.model_copy(update={"value": theirs[line.uom.value]})})


def _index_of(order_id: OrderId, rows: Sequence[OrderRow]) -> int:
    return next(index for index, row in enumerate(rows) if row.id == order_id)


def _places(reading: OrderReading) -> frozenset[int]:
    heading = (reading.po_number, reading.order_date, reading.change_number, reading.currency)
    lines = (field for line in reading.lines[:1] for field in (line.line_no, line.quantity, line.buyer_item, line.gtin))
    reads = [one for one in (*heading, *lines) if one is not None]
    return frozenset(place.position for one in reads for place in one.evidence if isinstance(place, Segment))


def _is_in(part: ReceivedPart, places: frozenset[int]) -> bool:
    return bool(places) and all(part.first <= place <= part.last for place in places)
