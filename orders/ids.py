"""Identifiers: opaque hexadecimal text, so that any process can make one without asking the database."""

import uuid
from typing import NewType

ArrivalId = NewType("ArrivalId", str)
DocumentId = NewType("DocumentId", str)
OrderId = NewType("OrderId", str)
WorkId = NewType("WorkId", str)
PostingId = NewType("PostingId", str)
ReplyId = NewType("ReplyId", str)
SnapshotId = NewType("SnapshotId", str)
Digest = NewType("Digest", str)
"""SHA-256 of the original bytes, 64 lower-case hexadecimal digits."""


def new_id() -> str:
    """A random identifier of 32 hexadecimal digits."""
    return uuid.uuid4().hex
