"""Around what a writer writes: who to whom, under which numbers, when, and in which dialect."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """A partner on the wire: UNB S002/S003, ISA05/06, a Peppol endpoint, a cXML credential.

    `qualifier` is that of the standard: `14` or `ZZ`, the scheme of an endpoint (`0088`), the domain of a credential.
    `routing` is the address behind it (UNB 0008/0014); of a group it is not used.
    """

    id: str
    qualifier: str = ""
    routing: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the partner wants it written. Empty means: as the standard has it by default.

    For EDIFACT `version` is the directory (`D.96A`), `association` the subset (`EAN008`), `charset` the syntax
    identifier (`UNOC`), `syntax_version` that of UNB (`3`). Where no `charset` is agreed, `received_charset` is that of
    the answered interchange: it is kept to as far as it has the characters of all that must be named. For X12 `version`
    is GS08 (`004010`), `charset` a codec name. For XML `version` is UBL's or cXML's, `association` the customization,
    `profile` the profile identifier.
    `separators` are characters in the order of UNA (component, element, decimal mark, release, repetition or blank,
    terminator) for EDIFACT, and element, component, repetition or blank, terminator for X12.
    """

    version: str = ""
    association: str = ""
    profile: str = ""
    charset: str = ""
    received_charset: str = ""
    syntax_version: str = ""
    separators: str = ""
    line_breaks: bool = False
    """Whether each segment is followed by a line break, which some readers want and the standard ignores."""


@dataclass(frozen=True, slots=True)
class AnswerEnvelope:
    """All that a writer needs besides the answer, so that the same arguments give the same bytes.

    `sender` is us, `recipient` the customer. `interchange_number` is unique among all that we send this partner (UNB
    0020, ISA13, at most 9 digits), `group_number` likewise (GS06; UNG where groups are written), `document_number` the
    number of this answer as a document (BGM 1004, UBL ID, cXML confirmID). Numbers of messages in the interchange (UNH
    0062, ST02) are counted from 1. `group_sender` and `group_recipient` go to GS02 and GS03; None: as the interchange.
    `prepared_at` is aware; it is written in UTC, with its zone where the format has room for one.
    """

    sender: Identity
    recipient: Identity
    interchange_number: int
    group_number: int
    document_number: str
    prepared_at: datetime
    test: bool = False
    dialect: Dialect = Dialect()
    group_sender: Identity | None = None
    group_recipient: Identity | None = None
