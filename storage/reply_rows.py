"""Answers to customers as they are stored, as they are added and as they are written."""

from dataclasses import dataclass
from datetime import datetime

from orders.answer_types import AnswerType
from orders.ids import DocumentId, OrderId, ReplyId
from orders.stages import Outcome


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One answer. `interchange` counts those of the document from 0; `order_id` is None where one is answered.

    Empty `occasion`: it is known that an answer is due, and what it will say is not. `said` is what it says in a word
    or two, `number` its document or control number, `waived` why it will not be sent. `outcome` is that of its work,
    None before there is any; `reason` says more.
    """

    id: ReplyId
    type: AnswerType
    document_id: DocumentId
    order_id: OrderId | None
    interchange: int
    occasion: str
    partner: str
    expected_at: datetime
    due_at: datetime
    repeats: ReplyId | None
    test: bool
    said: str
    number: str
    file_name: str | None
    written_at: datetime | None
    sent_at: datetime | None
    waived: str
    alarmed_at: datetime | None
    outcome: Outcome | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be sent."""
        return self.sent_at is None and not self.waived

    @property
    def told(self) -> str:
        """What there is to know of it in a line: why it did not leave, else what it says."""
        return (self.reason if self.is_open else self.waived) or self.said


@dataclass(frozen=True, slots=True)
class NewReply:
    """An answer that is due. `first_for` names the bytes it answers, empty where that does not matter."""

    type: AnswerType
    document_id: DocumentId
    partner: str
    expected_at: datetime
    due_at: datetime
    order_id: OrderId | None = None
    interchange: int = 0
    occasion: str = ""
    first_for: str = ""
    repeats: ReplyId | None = None
    test: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the bytes, the name of the file, its number, and what it says in a word or two."""

    body: bytes
    file_name: str
    number: str
    said: str
    test: bool
