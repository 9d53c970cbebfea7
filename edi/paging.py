"""Looking through a memory map in windows whose pages are given back, so that a large file is no memory of ours.

Pages that were looked at count as this process's until the kernel wants them. Those of a file are read again from where
they came; the map of a file is therefore opened for reading only.
"""

import mmap
import re
from collections.abc import Iterator

Content = bytes | mmap.mmap
"""What is read: bytes, or a read-only memory map of a file."""

WINDOW = 1 << 20
_OVERLAP = 4096
"""Longer than anything that is looked for."""


def give_back(content: Content, end: int) -> None:
    """The pages before `end`; where the system cannot, and for bytes, nothing happens."""
    if isinstance(content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        whole_pages = end - end % mmap.PAGESIZE
        if whole_pages:
            content.madvise(mmap.MADV_DONTNEED, 0, whole_pages)


def search(pattern: re.Pattern[bytes], content: Content, start: int) -> re.Match[bytes] | None:
    """The first match from `start` on."""
    return next(matches(pattern, content, start), None)


def matches(pattern: re.Pattern[bytes], content: Content, start: int) -> Iterator[re.Match[bytes]]:
    """Every match from `start` on; a pattern may match 4,096 bytes."""
    while start < len(content):
        end = start + WINDOW
        for found in pattern.finditer(content, start, end + _OVERLAP):
            if found.start() >= end:
                break
            yield found
        give_back(content, start)
        start = end


def pieces(content: Content, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to `end`, a megabyte at a time."""
    for at in range(start, end, WINDOW):
        yield content[at : min(at + WINDOW, end)]
        give_back(content, at)
