"""What reached us: arrivals, and the documents they were unpacked into."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from orders.ids import ArrivalId, Digest, DocumentId
from orders.mail_origin import MailOrigin


@dataclass(frozen=True, slots=True)
class SourceKey:
    """The natural key of an arrival: the configured source, and what makes it unique there.

    IMAP: `folder/UIDVALIDITY/UID`; a folder: the relative path with what tells one file there from the next.
    """

    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing received: a mail, an EDI interchange, a file.

    `media_type` is what the source knows it to be, else empty. `historic`: brought in by a backfill that posts nothing;
    a person confirms each of its orders, whatever the policy says.
    """

    id: ArrivalId
    source_key: SourceKey
    digest: Digest
    size: int
    name: str
    media_type: str
    sender: str
    received_at: datetime
    historic: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One part of an arrival that may hold orders. `path` is its place in the arrival, such as `2.1` or `3/orders.csv`.

    A part that is not read carries the reason in `set_aside`; every part of an arrival is one of the two.
    `sender` and `subject` are those of the mail that brought it (of the innermost one), empty otherwise; `origin` is
    what that mail said of its sender when it was unpacked, None for what no mail brought.
    """

    id: DocumentId
    arrival_id: ArrivalId
    path: str
    name: str
    media_type: str
    digest: Digest
    size: int
    sender: str = ""
    subject: str = ""
    set_aside: str = ""
    origin: MailOrigin | None = None


def digest_of(content: bytes) -> Digest:
    """The content address of an original."""
    return Digest(sha256(content).hexdigest())
