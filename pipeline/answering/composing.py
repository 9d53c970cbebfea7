"""What an answer says, from what is stored and what the ERP has: the facts for `replies`, which decides."""

import html
import re
from collections.abc import Mapping, Sequence

from erp_adapters.adapter import ErpOrder
from orders.applied_change import TOTALS
from orders.document import Document
from orders.evidence import OF_PARTNER, PolicyDefault, Segment, XmlPath
from orders.ids import OrderId
from orders.partner import PartnerProfile
from orders.reading import LineReading, OrderKind, OrderReading, Read
from orders.stages import PostingState
from pipeline.answering.answering import unanswerable
from pipeline.answering.occasions import CARRIED_OUT, REFUSED
from pipeline.answering.origins import Origin, place_of
from pipeline.answering.portions import Content, following, is_read
from pipeline.answering.taken_lines import lines_of_change, lines_of_order
from pipeline.changes.difference import concerned
from pipeline.edits import with_edits
from pipeline.posting.parts import keys_of
from replies.answer import OrderAnswer, ReceivedMessage, SyntaxAnswer
from replies.decide import Facts, accepted, refused
from replies.portions import joined
from replies.received import Received
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
    is_last = reply.interchange == len(interchanges) - 1
    portions = tuple(following(uow, document, one, content)) if is_last else ()
    if not all(is_read(uow, further) for further, _ in portions):
        return None
    pieces, taken = [one], _taken(uow, document, interchanges, reply.interchange)
    for further, there in portions:
        so_far = sum(len(piece.parts) for piece in pieces)
        taken |= {so_far + index for index in _taken(uow, further, there, 0)}
        pieces.append(there[0])
    answer = syntax_answer(joined(pieces), taken)
    if answer is None:
        raise unanswerable("The interchange holds nothing but answers, and these are never answered.")
    return answer


def _taken(uow: UnitOfWork, document: Document, interchanges: Sequence[Received], which: int) -> set[int]:
    rows = uow.orders.of_document(document.id)
    last = max((row.run for row in rows), default=0)
    places = (place_of(row.reading, interchanges) for row in rows if row.run == last)
    return {place[1] for place in places if place and place[0] == which}


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
    origin: Origin | None,
) -> OrderAnswer:
    """`in_erp` are the orders of `references`, as the ERP has them now; `content` is that of the order's document."""
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
        received=received_message(row.reading, content, origin),
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
    # The totals of before are taken away with what a change brings.
    made = [change for change in row.changes if change.path not in TOTALS]
    kinds = {change.evidence.kind if change.evidence else "" for change in made}
    return kinds == {"other_order"} and len(row.reading.lines) == len(keys_of(row))


def _released(uow: UnitOfWork, order_id: OrderId) -> tuple[PostingRow, ...]:
    return tuple(one for one in uow.postings.of_order(order_id) if one.state is PostingState.RELEASED)


def received_message(reading: OrderReading, content: bytes, origin: Origin | None) -> ReceivedMessage:
    """Where the order stood on the wire."""
    numbers = (
        (reading.change_number, reading.po_number) if reading.kind is not OrderKind.ORDER else (reading.po_number,)
    )
    document = next((number.value for number in numbers if number), "")
    if origin is None:
        found = _PAYLOAD.search(content[:_HEADING])
        payload = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
        return ReceivedMessage(interchange=payload, document=document)
    one, part = origin
    group = one.groups[part.group].header.reference if part.group >= 0 else ""
    return ReceivedMessage(part.type, one.reference, group, part.reference, document)


def as_sent(reading: OrderReading, profile: PartnerProfile) -> OrderReading:
    """With the units as the customer writes them, where its profile says which those are."""
    theirs = {ours: sent for sent, ours in reversed(tuple(profile.codes.units.items()))}
    if not theirs:
        return reading
    meant = PolicyDefault(setting=f"{OF_PARTNER}{profile.name}, codes.units")
    return reading.model_copy(update={"lines": tuple(_with_unit(line, theirs, meant) for line in reading.lines)})


def _with_unit(line: LineReading, theirs: Mapping[str, str], meant: PolicyDefault) -> LineReading:
    if line.uom is None or line.uom.value not in theirs or _stands_so(line.uom, meant):
        return line
    return line.model_copy(update={"uom": line.uom.model_copy(update={"value": theirs[line.uom.value]})})


def _stands_so(unit: Read[str], meant: PolicyDefault) -> bool:
    """Whether the customer wrote this unit itself: a profile may take another of its units for the same."""
    in_document = any(isinstance(place, Segment | XmlPath) for place in unit.evidence)
    return in_document and meant not in unit.evidence
