"""What the answer to an interchange says (CONTRL, 997, 999): whether it can be read, message by message.

It answers the syntax alone, and promises nothing about the order. A message that cannot be used is rejected by itself;
the others of its interchange are accepted.
"""

from dataclasses import dataclass
from enum import StrEnum

from replies.envelope import Identity


class Standard(StrEnum):
    EDIFACT = "edifact"
    X12 = "x12"


class Verdict(StrEnum):
    """What becomes of a message, a group or an interchange."""

    ACCEPTED = "accepted"
    WITH_ERRORS = "accepted_with_errors"
    """Used in spite of its defects. CONTRL has no such action: there it is accepted, and its defects are named."""
    PARTLY = "partly_accepted"
    """Of groups and interchanges only: some messages are accepted, others rejected."""
    REJECTED = "rejected"


class Fault(StrEnum):
    """What is wrong, in words of no standard; each writer maps it to the codes of its own (0085; 716, 718, 720, 723).

    Where a standard has no code for a fault at some level, its writer uses the one for "unspecified", or the nearest.
    """

    TRAILER_MISSING = "trailer_missing"
    REFERENCE_DIFFERS = "reference_differs"
    COUNT_DIFFERS = "count_differs"
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_REPEATED = "reference_repeated"
    DUPLICATE = "duplicate"
    TYPE_MISSING = "type_missing"
    TYPE_NOT_SUPPORTED = "type_not_supported"
    VERSION_NOT_SUPPORTED = "version_not_supported"
    HEADER_INCOMPLETE = "header_incomplete"
    EMPTY = "empty"
    OUTSIDE_MESSAGE = "outside_message"
    TEST_NOT_ACCEPTED = "test_not_accepted"
    SENDER_UNKNOWN = "sender_unknown"
    NOT_FOR_US = "not_for_us"
    CHARSET_NOT_SUPPORTED = "charset_not_supported"
    INVALID_CHARACTER = "invalid_character"
    INVALID_SERVICE_CHARACTER = "invalid_service_character"
    SEGMENT_UNKNOWN = "segment_unknown"
    SEGMENT_UNEXPECTED = "segment_unexpected"
    SEGMENT_MISSING = "segment_missing"
    SEGMENT_TOO_OFTEN = "segment_too_often"
    SEGMENT_CUT_OFF = "segment_cut_off"
    ELEMENT_MISSING = "element_missing"
    TOO_MANY_ELEMENTS = "too_many_elements"
    ELEMENT_TOO_SHORT = "element_too_short"
    ELEMENT_TOO_LONG = "element_too_long"
    INVALID_VALUE = "invalid_value"
    INVALID_DATE = "invalid_date"
    INVALID_TIME = "invalid_time"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class SyntaxDefect:
    """One fault and its place. All places count from 1; 0 means: not of a segment, not of an element.

    `segment` is the number in its message (UNH and ST are 1), or in the interchange where the defect is none of a
    message. `tag`: of that segment, or of the one that is missing there. `found`: the faulty value, as it came; writers
    shorten or leave it out where the standard does. `sentence` says it in plain words, for standards with free text.
    """

    fault: Fault
    tag: str = ""
    segment: int = 0
    element: int = 0
    component: int = 0
    found: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredMessage:
    """A message or transaction set, its header as received: `ORDERS`, `D`, `96A`, `UN`, `EAN008`; or `850` alone."""

    type: str
    reference: str
    verdict: Verdict
    version: str = ""
    release: str = ""
    agency: str = ""
    association: str = ""
    defects: tuple[SyntaxDefect, ...] = ()
    """Those without a segment concern the message as a whole (UCM, AK5), the others a place in it (UCS, AK3)."""


@dataclass(frozen=True, slots=True)
class GroupHeader:
    """UNG or GS as received; the sender and recipient are the application's (GS02, GS03; S006, S007)."""

    identifier: str
    """`PO` (GS01), `ORDERS` (UNG 0038)."""
    reference: str
    sender: Identity
    recipient: Identity
    agency: str = ""
    version: str = ""
    """GS08, such as `004010VICS`; version and release of UNG S008 with a dot, such as `D.96A`."""


@dataclass(frozen=True, slots=True)
class AnsweredGroup:
    """The messages of a functional group; without `header` those that stand in none, as is usual in EDIFACT.

    `announced` is the count of the trailer as received (GE01), -1 where it gave none; received and accepted ones are
    counted from `messages`.
    """

    header: GroupHeader | None
    verdict: Verdict
    messages: tuple[AnsweredMessage, ...]
    announced: int = -1
    defects: tuple[SyntaxDefect, ...] = ()

    @property
    def accepted(self) -> int:
        """How many messages are not rejected."""
        return sum(message.verdict is not Verdict.REJECTED for message in self.messages)


@dataclass(frozen=True, slots=True)
class SyntaxAnswer:
    """The answer to one interchange, with its envelope as received: the writer copies it, the reader gives it back.

    `reference` is UNB 0020 or ISA13, `prepared` the date and time of UNB or ISA as sent (`YYMMDDHHMM`, unchecked).
    """

    standard: Standard
    sender: Identity
    recipient: Identity
    reference: str
    verdict: Verdict
    groups: tuple[AnsweredGroup, ...]
    test: bool = False
    prepared: str = ""
    defects: tuple[SyntaxDefect, ...] = ()
    """Of the interchange itself (UCI, TA1)."""
    asked: bool = False
    """Whether the sender asked for an acknowledgement of the interchange itself (ISA14, UNB 0031), which is a TA1."""

    @property
    def messages(self) -> tuple[AnsweredMessage, ...]:
        """All messages, in their order."""
        return tuple(message for group in self.groups for message in group.messages)
