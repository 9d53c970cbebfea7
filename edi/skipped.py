"""What stands before, between and behind interchanges and belongs to none.

It may be a note or the mark of a mail program, but also what is left of an interchange that was cut, or one of another
standard: whatever may be an order is told so that the orders beside it wait for a person.
"""

import re
from collections.abc import Iterator

from edi.defects import Defect, DefectCode
from edi.filling import FILL, skip
from edi.paging import Content

_SHOWN = 40
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]")


def before_first(content: Content, begin: int, start: int, element: bytes, terminator: bytes) -> Iterator[Defect]:
    """What stands before the first interchange, which is written with these separators."""
    begin = skip(content, begin, start)
    if begin == start:
        return
    separates = re.escape(terminator)
    fill = b"[" + re.escape(FILL) + b"]*+"
    tag = rb"([A-Z][A-Z0-9]{1,2})" + re.escape(element)
    segment = re.compile(
        rb"(?:\A|" + separates + rb"|[\r\n])" + fill + tag + rb"[^" + separates + rb"]{1,1000}+" + separates
    )
    yield Defect(DefectCode.JUNK_BEFORE, begin, found=str(start - begin))
    if found := segment.search(content[begin:start]):
        yield Defect(DefectCode.OUTSIDE_MESSAGE, begin + found.start(1), found=found[1].decode("ascii"))


def behind_last(content: Content, begin: int, end: int) -> Iterator[Defect]:
    """What stands behind an interchange, up to the next one or the end of the file."""
    begin = skip(content, begin, end)
    if begin == end:
        return
    code = DefectCode.JUNK_AFTER if _WORD.search(content, begin, end) else DefectCode.STRAY_CHARACTERS
    yield Defect(code, begin, found=repr(content[begin : min(end, begin + _SHOWN)].rstrip(FILL))[1:])
