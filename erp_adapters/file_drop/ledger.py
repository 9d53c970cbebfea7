"""The permanent record of what went into the drop folder, found by posting id and by customer, PO number and release.

    ledger/postings/3f2/<posting id>.json             the sales order
    ledger/postings/3f2/<posting id>.released         there once its release has begun; holds the machine's boot id
    ledger/postings/3f2/.lock
    ledger/identities/a01/<sha256>.<posting id>       empty; the hash is that of `order_identity`

Names are made of hashes and checked posting ids only, whatever a customer's PO number holds. The three digits are the
start of the name's hash: 4,096 folders keep a look-up short at millions of orders.
"""

import hashlib
import os
import re
from contextlib import AbstractContextManager
from pathlib import Path

from erp_adapters.file_drop.disk import Disk, locked
from orders.ids import PostingId

_POSTING_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class Ledger:
    """Reads and durable writes of the records. Every method raises `OSError`."""

    def __init__(self, folder: Path, disk: Disk, temporary: Path) -> None:
        self._folder = folder
        self._disk = disk
        self._temporary = temporary

    def locked(self, posting_id: str, *, seconds: float) -> AbstractContextManager[None]:
        """Alone with the posting, over threads and processes; raises BlockingIOError after so many seconds."""
        self._disk.folder(self._shard(posting_id))
        return locked(self._shard(posting_id) / ".lock", seconds=seconds)

    def record(self, posting_id: PostingId, identity: str, content: bytes) -> None:
        """Write the record and its entry under the identity. It replaces one whose order never came to be."""
        entry = self._entries(identity) / f"{_sha256(identity)}.{posting_id}"
        self._disk.folder(entry.parent)
        self._disk.touch(entry)
        self._disk.sync(entry.parent)
        self._place(self._record(posting_id), content)

    def content(self, posting_id: str) -> bytes | None:
        """The recorded sales order, or None."""
        try:
            return self._record(posting_id).read_bytes()
        except FileNotFoundError:
            return None

    def begin_release(self, posting_id: str, boot: str) -> None:
        """Note, before the file becomes visible to the import job, that it is going to be."""
        self._place(self._mark(posting_id), boot.encode())

    def release_began(self, posting_id: str) -> str | None:
        """The boot id of the machine that began the release, or None."""
        try:
            return self._mark(posting_id).read_text()
        except FileNotFoundError:
            return None

    def of_identity(self, identity: str) -> tuple[str, ...]:
        """Posting ids entered under the identity, sorted; the record says whether it is still theirs."""
        wanted = _sha256(identity) + "."
        try:
            names = os.listdir(self._entries(identity))
        except FileNotFoundError:
            return ()
        return tuple(sorted(name.removeprefix(wanted) for name in names if name.startswith(wanted)))

    def _place(self, path: Path, content: bytes) -> None:
        temporary = self._temporary / path.name
        self._disk.write(temporary, content)
        self._disk.move(temporary, path)
        self._disk.sync(path.parent)

    def _shard(self, posting_id: str) -> Path:
        return self._folder / "postings" / _sha256(checked(posting_id))[:3]

    def _record(self, posting_id: str) -> Path:
        return self._shard(posting_id) / f"{posting_id}.json"

    def _mark(self, posting_id: str) -> Path:
        return self._shard(posting_id) / f"{posting_id}.released"

    def _entries(self, identity: str) -> Path:
        return self._folder / "identities" / _sha256(identity)[:3]


def checked(posting_id: str) -> str:
    """The id, fit for a file name. Raises ValueError for one that Ordermill never makes."""
    if not _POSTING_ID.fullmatch(posting_id):
        raise ValueError(f"not a posting id (lower-case letters, digits, hyphens): {posting_id[:80]!r}")
    return posting_id


def _sha256(text: str) -> str:
    # A broken text cannot be posted, but must not break a look-up either.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
