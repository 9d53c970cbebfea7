"""Which standard a file is of: that of the first header in it, whatever its data says further behind.

What a partner writes into a text may look like a header of the other standard, as `NAD+ST+302` looks like one of X12.
So a file is claimed for one of them only.
"""

import re
from collections.abc import Iterator

from edi.encoding import decoded
from edi.filling import FILL

_HEAD = 4096
_BOM = b"\xef\xbb\xbf"
# What a text about EDIFACT does not hold: a syntax identifier behind UNB, a reference and message type behind UNH.
_EDIFACT = re.compile(
    rb"(?<![0-9A-Za-z])(?:UNA.{6}[ \t\r\n]*(?=UN[BGH])|UNB([^0-9A-Za-z\s])(?:UN[A-Z]{2}|[A-Z]{4}[^0-9A-Za-z\s][1-4]\1)"
    rb"|UN[GH][^0-9A-Za-z\s].{1,40}?[A-Z]{6})",
    re.DOTALL,
)
_X12 = re.compile(rb"ISA(?=([^0-9A-Za-z\s]))(?=.{2,30}?[0-9 ])|GS([^0-9A-Za-z\s])[A-Z]{2}|ST([^0-9A-Za-z\s])\d{3}")
_X12_BEHIND = re.compile(rb"(?<![0-9A-Za-z])(?:(?=ISA)|(?<![^\r\n\t~]))(?:" + _X12.pattern + rb")")
# Behind other text a header is one only with as many element separators, of those that its standard demands.
_PROOF = {b"IS": (10, 200), b"GS": (6, 120), b"ST": (2, 20)}


def begins_like_edifact(content: bytes) -> bool:
    """Whether an interchange or a bare message begins within the first 4,096 bytes, and nothing of X12 before it."""
    edifact, x12 = _firsts(content)
    return edifact >= 0 and not 0 <= x12 < edifact


def begins_like_x12(content: bytes) -> bool:
    """Whether an interchange, group or set begins within the first 4,096 bytes, and nothing of EDIFACT before it."""
    edifact, x12 = _firsts(content)
    return x12 >= 0 and not 0 <= edifact < x12


def _firsts(content: bytes) -> tuple[int, int]:
    """Where EDIFACT and where X12 begins, -1 where it does not."""
    head = decoded(content[:_HEAD])[0][:_HEAD]
    edifact = _EDIFACT.search(head)
    return edifact.start() if edifact else -1, next(_of_x12(head), -1)


def _of_x12(head: bytes) -> Iterator[int]:
    first = len(head) - len(head.removeprefix(_BOM).lstrip(FILL))
    if _X12.match(head, first):
        yield first
    for found in _X12_BEHIND.finditer(head):
        least, within = _PROOF[found[0][:2]]
        element = found[1] or found[2] or found[3]
        if head.count(element, found.start(), found.start() + within) >= least:
            yield found.start()
