"""TNEF, Outlook's own wrapping of a mail, known as `winmail.dat` ([MS-OXTNEF]): the files in it.

The formatted text that it repeats from the mail is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.unpacking.archives import ArchiveRefused, Member
from orders.findings import FindingCode

_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_HEADER: Final = 6
_ATTRIBUTE_HEAD: Final = 9
_BODY: Final = 0x0002800C
_BEGIN_ATTACHMENT: Final = 0x00069002
_TITLE: Final = 0x00018010
_DATA: Final = 0x0006800F


@dataclass(slots=True)
class _Attachment:
    name: str = ""
    content: bytes | None = None


def files(content: bytes, *, room: int) -> list[Member]:
    """The attached files, and the plain text where there is one, at most `room`. Raises ArchiveRefused."""
    found: list[_Attachment] = []
    for attribute, value in _attributes(content):
        if attribute == _BODY and value.strip(b"\x00 \r\n"):
            found.append(_Attachment("", value.rstrip(b"\x00")))
        elif attribute == _BEGIN_ATTACHMENT:
            found.append(_Attachment())
        elif attribute == _TITLE and found:
            found[-1].name = value.rstrip(b"\x00").decode("cp1252", "replace")
        elif attribute == _DATA and found:
            found[-1].content = value
    if len(found) > room:
        raise ArchiveRefused(FindingCode.ARCHIVE_LIMIT, f"it has {len(found)} files, and {room} are allowed")
    return [_member(attachment) for attachment in found]


def _member(attachment: _Attachment) -> Member:
    if attachment.content is None:
        # A mail or an object within, which only stands in Outlook's properties.
        raise ArchiveRefused(FindingCode.UNREAD_CONTENT, "it holds an item of Outlook that is no file")
    return Member(attachment.name, attachment.content)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    if not content.startswith(_SIGNATURE):
        raise _damaged("it does not begin as it must")
    place = _HEADER
    while place < len(content):
        head = content[place : place + _ATTRIBUTE_HEAD]
        if len(head) < _ATTRIBUTE_HEAD:
            raise _damaged("it ends in the middle")
        attribute, size = int.from_bytes(head[1:5], "little"), int.from_bytes(head[5:9], "little")
        start = place + _ATTRIBUTE_HEAD
        value, check = content[start : start + size], content[start + size : start + size + 2]
        if len(value) < size or len(check) < 2:
            raise _damaged("it ends in the middle")
        if sum(value) & 0xFFFF != int.from_bytes(check, "little"):
            raise _damaged("a checksum in it is wrong")
        yield attribute, value
        place = start + size + 2


def _damaged(why: str) -> ArchiveRefused:
    return ArchiveRefused(FindingCode.UNREADABLE, f"it is damaged ({why})")
