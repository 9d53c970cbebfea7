"""What answers are written and sent with, put together by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from orders.answer_types import AnswerType
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from replies.answer import OrderWriter, SyntaxWriter
from replies.outbox import Channel


@dataclass(frozen=True, slots=True)
class Writers:
    """The installed writers, by the kind of answer that each writes."""

    of_syntax: Mapping[AnswerType, SyntaxWriter] = field(default_factory=dict)
    of_orders: Mapping[AnswerType, OrderWriter] = field(default_factory=dict)


def no_channel(partner: str) -> Channel:
    """Where nothing can leave."""
    raise unanswerable(f"Answers to {partner} have no way out: name a folder in [replies].")


@dataclass(frozen=True, slots=True)
class Answering:
    """`channel` gives the way out to a partner, by the name of its profile. Raises NeedsAttention for none."""

    writers: Writers = field(default_factory=Writers)
    channel: Callable[[str], Channel] = no_channel


def unanswerable(message: str) -> NeedsAttention:
    """An answer that a person has to see to."""
    return NeedsAttention([Finding(code=FindingCode.ANSWER_FAILED, severity=Severity.BLOCK, message=message)])
