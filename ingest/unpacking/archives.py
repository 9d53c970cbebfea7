"""ZIP archives (APPNOTE.TXT of PKWARE), opened in memory within limits. Names of entries are never used as paths."""

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from ingest.unpacking.part import UnpackLimits
from orders.findings import FindingCode

_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
_BLOCK: Final = 1 << 16
_RATIO_FROM: Final = 1_000_000
_ENCRYPTED_FLAG: Final = 0x1
# What the module raises for archives that are broken on purpose or by accident.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str
    content: bytes


class ArchiveRefused(Exception):
    """The archive is not opened, and stays one part; the reason is for a person."""

    def __init__(self, code: FindingCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def members(content: bytes, limits: UnpackLimits, *, room: int) -> list[Member]:
    """All files of the archive, in its order, at most `room` of them; folders are left out. Raises ArchiveRefused."""
    # Before the directory is read, which takes memory for each entry. An archive within has entries of its own.
    if content.count(_DIRECTORY_ENTRY) > 20 * limits.parts:
        raise _beyond(f"it has more than {room} entries")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() or entry.file_size]
            _refuse_beyond(entries, limits, room)
            return _read(archive, entries, limits, len(content))
    except _BROKEN as error:
        raise ArchiveRefused(FindingCode.UNREADABLE, f"it is damaged ({_words(error)})") from error


def _refuse_beyond(entries: list[zipfile.ZipInfo], limits: UnpackLimits, room: int) -> None:
    if len(entries) > room:
        raise _beyond(f"it has {len(entries)} entries, and {room} are allowed")
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise ArchiveRefused(FindingCode.ENCRYPTED, "it is protected by a password")
    declared = sum(entry.file_size for entry in entries)
    if declared > limits.total_bytes:
        raise _beyond(f"it unfolds to {declared} bytes, and {limits.total_bytes} are allowed")
    _refuse_overlaps(entries)


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share their bytes make a small archive unfold without end (zip bomb of David Fifield, 2019)."""
    end = -1
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise _beyond("entries in it overlap, which no honest program writes")
        end = entry.header_offset + entry.compress_size


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: UnpackLimits, packed: int) -> list[Member]:
    allowed = min(limits.total_bytes, max(_RATIO_FROM, packed * limits.ratio))
    found: list[Member] = []
    for entry in entries:
        content = _content(archive, entry, allowed)
        allowed -= len(content)
        found.append(Member(entry.filename, content))
    return found


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> bytes:
    blocks: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > allowed:
                raise _beyond("it unfolds to more than is allowed, as a ZIP bomb does")
            blocks.append(block)
    return b"".join(blocks)


def _beyond(reason: str) -> ArchiveRefused:
    return ArchiveRefused(FindingCode.ARCHIVE_LIMIT, reason)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
