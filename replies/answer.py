"""What an answer to an order says, and the seam between deciding, writing and sending. Pure values, no clock.

Deciding (`replies/decide.py`, `replies/syntax.py`) makes an `OrderAnswer` or a `SyntaxAnswer`. A writer turns it into
the bytes of one file: a pure function `write(answer, envelope) -> bytes` of either `SyntaxWriter` or `OrderWriter`,
found by the entry-point group `ordermill.answers` under the value of its `AnswerType`, so that one more standard is one
more line in `pyproject.toml`:

    [project.entry-points."ordermill.answers"]
    CONTRL = "replies.edifact.contrl:write_contrl"
    855 = "replies.x12.acknowledgement_855:write_855"

A writer raises `Unwritable` when the answer cannot be said in its standard (a character that the charset lacks is
replaced, a text that is too long cut; an identity that does not fit is `Unwritable`). Its bytes are stored before they
are sent, and never made again: an exact duplicate gets the stored ones.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from orders.reading import LineAction, OrderKind
from replies.envelope import AnswerEnvelope, Dialect, Identity
from replies.syntax_answer import (
    AnsweredGroup,
    AnsweredMessage,
    Fault,
    GroupHeader,
    Standard,
    SyntaxAnswer,
    SyntaxDefect,
    Verdict,
)

__all__ = [
    "AnswerEnvelope",
    "AnswerKind",
    "AnsweredGroup",
    "AnsweredLine",
    "AnsweredMessage",
    "AnsweredParty",
    "Dialect",
    "Fault",
    "GroupHeader",
    "Identity",
    "LineCode",
    "OrderAnswer",
    "OrderWriter",
    "ReceivedMessage",
    "Standard",
    "SyntaxAnswer",
    "SyntaxDefect",
    "SyntaxWriter",
    "Terms",
    "Unwritable",
    "Verdict",
]


class AnswerKind(StrEnum):
    """What becomes of the order, change or cancellation as a whole."""

    ACCEPTED = "accepted"
    """As it was sent."""
    CHANGED = "changed"
    """Accepted, but not every line as it was sent."""
    REFUSED = "refused"
    """Nothing of it is delivered; of a change or cancellation: the order stays as it was."""
    CANCELLED = "cancelled"
    """The order is no more: a cancellation that was carried out."""


class LineCode(StrEnum):
    """What becomes of a line, one code each. Several may be true of a line: the first that is, in this order, is told.

    What does not come at all tells the buyer more than what comes differently, other goods more than fewer of them,
    and these more than a price or a date. The values of the line show all of the differences, whatever the code.
    The comment names DE 1229 of ORDRSP and ACK01 of the 855.
    """

    REFUSED = "refused"  # 7; IR, of a deletion that was carried out ID
    SUBSTITUTED = "substituted"  # 6; IS
    BACKORDERED = "backordered"  # 6; IB with nothing delivered now, else BP
    QUANTITY_CHANGED = "quantity_changed"  # 6; IQ
    PRICE_CHANGED = "price_changed"  # 6; IP
    DATE_CHANGED = "date_changed"  # 6; DR
    ACCEPTED = "accepted"  # 5; IA


@dataclass(frozen=True, slots=True)
class AnsweredParty:
    """A party as the customer named it. `id_scheme` is as in `PartyReading`: GLN, SELLER, BUYER, DUNS, else as sent."""

    id: str = ""
    id_scheme: str = ""
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How much of a line, for how much, when. `price` is per `price_basis` of `unit`; `None`: not stated, not known.

    `unit` is the customer's own code for it, as it was sent (`PCE`, `EA`, `C62`). A confirmed price is the ordered one
    where that stays, else what is to be paid after all discounts.
    """

    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    price_basis: Decimal = Decimal(1)
    delivery_date: date | None = None


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A line as it was ordered and as it is confirmed. Numbers, ids and description are the customer's own.

    `action` is what a change asked of the line, NONE in an order. `substitute_item` and `substitute_gtin` are what
    comes instead where the code is SUBSTITUTED. `backordered` comes later, on `backorder_date` if that is known; it is
    no part of `confirmed.quantity`. Of a refused line `confirmed.quantity` is 0.
    """

    line_no: str
    code: LineCode
    ordered: Terms
    confirmed: Terms
    action: LineAction = LineAction.NONE
    buyer_item: str = ""
    supplier_item: str = ""
    gtin: str = ""
    description: str = ""
    substitute_item: str = ""
    substitute_gtin: str = ""
    backordered: Decimal = Decimal(0)
    backorder_date: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """Where the order stood on the wire: its interchange's, group's and own references, as received, else empty.

    For XML `interchange` is the payload id of cXML, else empty, and `document` is the document's own number.
    """

    type: str = ""
    interchange: str = ""
    group: str = ""
    message: str = ""
    document: str = ""
    """BGM 1004, BEG03, BCH03, UBL ID, cXML orderID: what the document calls itself."""


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The answer to one order, change or cancellation (APERAK, ORDRSP, 855, 865, OrderResponse, ConfirmationRequest).

    `po_number`, `order_date` and `change_number` are the customer's. `lines` are those of the order as it was sent, in
    its order; without lines the answer is about the whole alone. `supersedes` is the number of our earlier answer to
    the same order, empty in the first.
    """

    kind: AnswerKind
    about: OrderKind
    po_number: str
    release: str = ""
    order_date: date | None = None
    change_number: str = ""
    our_order_number: str = ""
    currency: str = ""
    buyer: AnsweredParty = AnsweredParty()
    supplier: AnsweredParty = AnsweredParty()
    ship_to: AnsweredParty = AnsweredParty()
    bill_to: AnsweredParty = AnsweredParty()
    delivery_date: date | None = None
    lines: tuple[AnsweredLine, ...] = ()
    reason: str = ""
    received: ReceivedMessage = ReceivedMessage()
    supersedes: str = ""


class Unwritable(ValueError):
    """The answer cannot be written in this standard: mend the partner's profile, or answer by hand."""


class SyntaxWriter(Protocol):
    """Writes the answer to an interchange, ready to be sent as a file."""

    def __call__(self, answer: SyntaxAnswer, envelope: AnswerEnvelope, /) -> bytes: ...


class OrderWriter(Protocol):
    """Writes the answer to an order, ready to be sent as a file."""

    def __call__(self, answer: OrderAnswer, envelope: AnswerEnvelope, /) -> bytes: ...
