"""Damaged copies of an interchange, the same for the same seed, and a look for bytes that nobody accounts for."""

import random
from collections.abc import Iterable, Iterator

from edi.defects import Defect, DefectCode
from edi.segment import Segment

_FILL = b" \t\r\n\x00\x1a"
_TOLD = frozenset(
    {
        DefectCode.JUNK_BEFORE,
        DefectCode.JUNK_AFTER,
        DefectCode.STRAY_CHARACTERS,
        DefectCode.NOTHING_FOUND,
        DefectCode.UNA_UNUSABLE,
        DefectCode.EMPTY_SEGMENT,
    }
)


def damaged(content: bytes, seed: int, service: bytes) -> bytes:
    """One to four of: a stretch lost, doubled, moved, a character changed, or bytes put in that look like service."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        begin = chance.randrange(len(content) + 1)
        end = min(len(content), begin + chance.choice((1, 1, 3, 20, 200)))
        stretch = content[begin:end]
        inserted = bytes(chance.choice(service) for _ in range(chance.randint(1, 3)))
        content = chance.choice(
            (
                content[:begin] + content[end:],
                content[:begin] + stretch * 2 + content[end:],
                content[:begin] + content[end:] + stretch,
                content[:begin] + inserted + content[begin:],
                content[:begin] + inserted + content[begin + len(inserted) :],
            )
        )
    return content


def unaccounted(
    content: bytes, segments: Iterable[Segment], service: Iterable[int], defects: Iterable[Defect]
) -> bytes:
    """Bytes that are in no segment, no filling and no service string, where no defect tells of any.

    `service` are the offsets of the service strings. Raises AssertionError where segments overlap.
    """
    seen = bytearray(len(content))
    for begin, end in (*_extents(segments), *((at, at + 9) for at in service)):
        assert not any(seen[begin:end])
        seen[begin:end] = b"\x01" * (min(end, len(content)) - begin)
    left = bytes(byte for byte, known in zip(content, seen, strict=True) if not known and byte not in _FILL)
    return b"" if any(defect.code in _TOLD for defect in defects) else left


def _extents(segments: Iterable[Segment]) -> Iterator[tuple[int, int]]:
    return ((segment.offset, segment.offset + len(segment.raw)) for segment in segments)
