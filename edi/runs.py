"""Runs of plain segments, as most are: a proper tag, printable text, no line break, nothing that needs a closer look.

One regular expression takes many of them at once, which is what makes reading fast; it matches none of the others.
"""

import re
from dataclasses import dataclass

from edi.paging import Content
from edi.segment import Segment, Split

LONGEST_SEGMENT = 100_000
"""Bytes beyond which a segment is not read: no message has one, and a file without terminators is one."""

_LONGEST_RUN = 64


@dataclass(frozen=True, slots=True)
class Runs:
    """`pattern` is one of `run_pattern`; its bytes are a character each."""

    pattern: re.Pattern[bytes]
    element: str
    terminator: str
    filling: str
    split: Split

    def at(self, content: Content, position: int, end: int) -> re.Match[bytes] | None:
        """The run from `position` on; None where no plain segment begins there, or one that may be too long."""
        found = self.pattern.match(content, position, end)
        return found if found and found.end() - position <= LONGEST_SEGMENT else None

    def segments(self, content: Content, found: re.Match[bytes], number: int, first: int) -> list[Segment]:
        """The segments that were found, numbered from `number` on, and from `first` in their message unless it is 0."""
        segments, begin, split, filling = [], found.start(), self.split, self.filling
        *texts, _ = found.group().decode("latin-1").split(self.terminator)
        for place, sent in enumerate(texts):
            text = sent.lstrip(filling)
            end = begin + len(sent) + 1
            begin = end - 1 - len(text)
            tag = text[:3].rstrip(self.element)
            raw = content[begin:end]
            segments.append(Segment(tag, number + place, first and first + place, begin, raw, text, split))
            begin = end
        return segments


def run_pattern(filling: bytes, tag: bytes, service: bytes, rest: bytes) -> re.Pattern[bytes]:
    """Matches a run of segments none of which begins or ends anything, or one that does, whose tag is the group.

    `tag` matches those of the former, `service` of the latter, and `rest` what follows up to the terminator.
    """
    fill = b"[" + re.escape(filling) + b"]*+"
    run = b"(?:" + fill + tag + rest + b"){1,%d}+" % _LONGEST_RUN
    return re.compile(run + b"|" + fill + b"(" + service + b")" + rest)
