"""Reading a folder that others write into: what is there, whether it stands still, and its bytes."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from orders.errors import Retryable
from orders.findings import Finding, FindingCode, Severity

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Signature:
    """What changes when a file is written to or replaced."""

    device: int
    inode: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Signature":
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file found, by its path below the scanned folder. `obstacle` says why it cannot be read, empty otherwise."""

    relative: str
    path: Path
    signature: Signature
    mtime: float
    obstacle: str = ""


class UnreadableFile(Exception):
    """A file could not be read; the finding says why. Its neighbours go on."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def scan(folder: Path, *, recursive: bool, skip: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """All files below `folder`, by name; links are not followed. `skip` names folders that are left out.

    A folder below that may not be entered is an entry with an obstacle. Raises Retryable when listing fails
    otherwise, which is how a lost network drive looks.
    """
    waiting = [(folder, "")]
    while waiting:
        parent, prefix = waiting.pop()
        for found in _listed(parent, lost_drive=parent == folder):
            status = _status(found)
            relative = prefix + found.name
            if status is None or relative in skip:
                continue
            entry = Entry(relative, parent / found.name, Signature.of(status), status.st_mtime, _obstacle(status))
            if not stat.S_ISDIR(status.st_mode):
                yield entry
            elif recursive and not os.access(entry.path, os.R_OK | os.X_OK):
                yield replace(entry, obstacle="is a folder that may not be entered")
            elif recursive:
                waiting.append((entry.path, f"{relative}/"))


def _listed(folder: Path, *, lost_drive: bool) -> list[os.DirEntry[str]]:
    """What is in a folder. One that is not there any more holds nothing, unless that means a lost drive."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not lost_drive:
            return []
        raise Retryable(f"The folder {folder} cannot be listed ({error.strerror}): is the drive connected?") from error


def _obstacle(status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return "is a symbolic link, and those are not followed"
    return "" if stat.S_ISREG(status.st_mode) else "is a special file"


def _status(found: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return found.stat(follow_symlinks=False)
    except FileNotFoundError:
        # Renamed or deleted since the listing.
        return None
    except OSError as error:
        raise Retryable(f"{found.path} cannot be examined ({error.strerror}): is the drive connected?") from error


def read(entry: Entry, *, limit: int) -> bytes | None:
    """The whole content, or None when the file went away or was written to meanwhile: look again later.

    Raises UnreadableFile for a link, a special file, one that may not be read, and one above `limit` bytes.
    """
    if entry.obstacle:
        raise UnreadableFile(_fault(f"{entry.relative} {entry.obstacle}. Put a plain file there."))
    if entry.signature.size > limit:
        raise UnreadableFile(
            _fault(f"{entry.relative} has {entry.signature.size} bytes; the limit of this source is {limit}.")
        )
    try:
        return _read_unchanged(entry)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _translated(entry, error) from error


def _translated(entry: Entry, error: OSError) -> Exception:
    if error.errno in (errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENXIO):
        return UnreadableFile(_fault(f"{entry.relative} may not be read ({error.strerror}): give us the right to."))
    return Retryable(f"{entry.relative} cannot be read now ({error.strerror}).")


def _read_unchanged(entry: Entry) -> bytes | None:
    # O_NONBLOCK: a pipe put in the place of the file must not hang us.
    descriptor = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        if Signature.of(os.fstat(descriptor)) != entry.signature:
            return None
        content = file.read(entry.signature.size + 1)
        unchanged = Signature.of(os.fstat(descriptor)) == entry.signature
    return content if unchanged and len(content) == entry.signature.size else None


def _fault(message: str) -> Finding:
    return Finding(code=FindingCode.UNREADABLE, severity=Severity.HOLD, message=message)


def key_of(relative: str) -> str:
    """The path as text that any database takes: bytes that are no UTF-8 become `%XX`, and `%` becomes `%25`."""
    return "".join(_quoted(sign) for sign in relative)


def path_of(key: str) -> str:
    """The inverse of `key_of`."""
    return os.fsdecode(unquote_to_bytes(key))


def _quoted(sign: str) -> str:
    # Python shows a byte that is no UTF-8 as a lone surrogate.
    undecodable = "\udc80" <= sign <= "\udcff"
    return f"%{ord(sign) - 0xDC00:02X}" if undecodable else "%25" if sign == "%" else sign


def copy_durably(source: Path, target: Path) -> None:
    """Copy to a new file and sync it; the target must not exist."""
    with open(source, "rb") as reader, open(target, "xb") as writer:
        while block := reader.read(_BLOCK):
            writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())
