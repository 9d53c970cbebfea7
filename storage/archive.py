"""The archive of originals: files under their own SHA-256, written once, checked at every reading.

An original lies at `ab/c/abc....`: 4,096 folders, all there after some ten thousand files, from when on storing one
costs two waits for the disk (the file, its folder).
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from orders.document import digest_of
from orders.errors import Retryable
from orders.ids import Digest
from storage.errors import DamagedOriginal, MissingOriginal

_UNFINISHED = ".unfinished"
# No write takes this long; what is older was left by a process that died.
_ABANDONED_AFTER = timedelta(days=1)
_HEXADECIMAL = frozenset("0123456789abcdef")


class Archive:
    """Originals by content address. Safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # By their short names: there may be thousands, in a process that runs for years.
        self._flushed: set[str] = set()

    def put(self, content: bytes) -> Digest:
        """Store the bytes so that they outlive a loss of power; a copy that is there and whole is kept.

        Raises Retryable when the disk is full or fails.
        """
        digest = digest_of(content)
        path = self._path(digest)
        with self._passing("cannot take an original"):
            if not _holds(path, digest):
                self._write(path, content)
            # Also for a copy that was there: whoever wrote it may have died before this.
            _flush_folder(path.parent)
        return digest

    def get(self, digest: Digest) -> bytes:
        """Raises MissingOriginal, DamagedOriginal when the bytes are not those of the digest, and Retryable."""
        path = self._path(digest)
        with self._passing("cannot be read"):
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                raise MissingOriginal(f"{path} is not there. Restore it from the archive folder's backup.") from None
        if digest_of(content) != digest:
            raise DamagedOriginal(
                f"{path} holds {len(content)} bytes with another SHA-256 than its name. "
                "Restore it from the backup of the archive folder."
            )
        return content

    def has(self, digest: Digest) -> bool:
        """Whether there is a file for it; `get` says whether it is whole."""
        return self._path(digest).is_file()

    def sweep(self, now: datetime) -> int:
        """Remove what writers that died left unfinished; how many files that were."""
        limit = (now - _ABANDONED_AFTER).timestamp()
        abandoned = [path for path in self._folder.glob(f"{_UNFINISHED}/*") if path.stat().st_mtime < limit]
        for path in abandoned:
            path.unlink(missing_ok=True)
        return len(abandoned)

    @contextmanager
    def _passing(self, what: str) -> Iterator[None]:
        """A full disk, a drive that is away, rights that are mended: all pass, and the same step then goes on."""
        try:
            yield
        except OSError as fault:
            raise Retryable(f"the archive {self._folder} {what} ({fault.strerror}): is the disk full?") from fault

    def _path(self, digest: Digest) -> Path:
        if len(digest) != 64 or not _HEXADECIMAL.issuperset(digest):
            raise MissingOriginal(f"{digest!r} is not a SHA-256 in lower-case hexadecimal")
        return self._folder / digest[:2] / digest[2] / digest

    def _prepare(self, folder: Path) -> None:
        """Make sure, once a process, that the folder is there for good: another process may have made it just now."""
        inside = folder.relative_to(self._folder)
        if str(inside) in self._flushed:
            return
        place = self._folder
        for name in inside.parts:
            (place / name).mkdir(mode=0o700, exist_ok=True)
            _flush_folder(place)
            place /= name
        self._flushed.add(str(inside))

    def _write(self, path: Path, content: bytes) -> None:
        unfinished = self._folder / _UNFINISHED / secrets.token_hex(16)
        self._prepare(unfinished.parent)
        self._prepare(path.parent)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            unfinished.rename(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def open_archive(folder: Path, clock: Callable[[], datetime]) -> Archive:
    """The archive in this folder, which is made when it is missing; swept of what dead writers left."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _flush_folder(folder.parent)
    archive = Archive(folder)
    archive.sweep(clock())
    return archive


def _holds(path: Path, digest: Digest) -> bool:
    try:
        return digest_of(path.read_bytes()) == digest
    except FileNotFoundError:
        return False


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
