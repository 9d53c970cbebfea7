"""From the bytes of a file to the stretches that are one interchange each.

Works on bytes, so that every boundary is an offset in the input. A terminator counts only after an even run of release
characters: looking back at one character would misread `??'`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from edi.defects import Defect, DefectCode
from edi.edifact.charset import Charset, behind_shift, charset_of, is_double_byte, shifted_at
from edi.edifact.service_string import opening_at
from edi.edifact.syntax import Separators, for_version
from edi.filling import FILL, skip
from edi.paging import Content, matches, search
from edi.skipped import before_first, behind_last

_BOM = b"\xef\xbb\xbf"
_START = re.compile(rb"UNA.{6}[ \t\r\n]*(?=UN[BGH])|UN[BGH](?=[^0-9A-Za-z\s])", re.DOTALL)
# Where an interchange ends or the next one begins, if a segment begins there.
_END = re.compile(rb"UN(?=Z|A.{6}[ \t\r\n]*UN[BGH]|B[^0-9A-Za-z\s]UNO[A-Z])", re.DOTALL)
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Stretch:
    """One interchange as bytes: its first segment, its end, what it is read with, what was odd before it.

    Its end is behind its last terminator, or that of the input where the last segment has none.
    """

    start: int
    first: int
    end: int
    separators: Separators
    charset: Charset
    defects: tuple[Defect, ...]


def stretches(content: Content) -> Iterator[Stretch]:
    """The interchanges of a file in their order; none when nothing in it looks like EDIFACT."""
    position = len(_BOM) if content[: len(_BOM)] == _BOM else 0
    before = [Defect(DefectCode.BYTE_ORDER_MARK, 0)] if position else []
    start, is_first = _next_start(content, position), True
    while start >= 0:
        stretch = _stretch(content, start)
        if is_first:
            marks, is_first = stretch.separators, False
            before += before_first(content, position, start, marks.element, marks.terminator)
        start = _next_start(content, stretch.end)
        rest = behind_last(content, stretch.end, start if start >= 0 else len(content))
        yield replace(stretch, defects=(*before, *stretch.defects, *rest))
        before = []


def _stretch(content: Content, start: int) -> Stretch:
    opening = opening_at(content, start)
    first = skip(content, opening.first, len(content))
    closed = next_terminator(content, first, len(content), opening.separators)
    syntax, version = _syntax(content[first : min(closed, first + _BLOCK)], opening.separators)
    separators = for_version(opening.separators, version, from_una=opening.by_una)
    separators = replace(separators, shifts=is_double_byte(syntax))
    end = _end(content, first, separators)
    charset = charset_of(syntax, content, start, end)
    return Stretch(
        start=start,
        first=first,
        end=max(end, start + 1),
        separators=separators,
        charset=charset,
        defects=(*opening.defects, *_charset_defects(charset, opening.first)),
    )


def _charset_defects(charset: Charset, offset: int) -> Iterator[Defect]:
    if charset.declared and not charset.known:
        yield Defect(DefectCode.SYNTAX_IDENTIFIER_UNKNOWN, offset, found=charset.declared)
    if not charset.as_declared:
        declared = charset.declared or "no character set"
        yield Defect(DefectCode.OTHER_CHARSET, offset, found=charset.codec, expected=declared)


def _end(content: Content, first: int, separators: Separators) -> int:
    """One behind the interchange whose first segment begins at `first`."""
    size = len(content)
    copies = _behind_copies(content, first, min(next_terminator(content, first, size, separators) + 1, size))
    for found in matches(_END, content, first):
        begin = found.start()
        before = _before_segment(content, first, begin, separators)
        if before is None:
            continue
        if content[begin : begin + 3] == b"UNZ":
            end = min(next_terminator(content, begin, size, separators) + 1, size)
            return _behind_copies(content, begin, end)
        if begin > first and begin >= copies:
            return before
    last = _behind_last(content, first, size)
    return min(next_terminator(content, max(last - 1, first), size, separators) + 1, size)


def _behind_copies(content: Content, begin: int, end: int) -> int:
    """One behind the segment from `begin` to `end` and the copies of it that follow at once."""
    segment = content[begin:end] if end - begin < _BLOCK else b""
    while segment:
        copy = skip(content, end, len(content))
        if content[copy : copy + len(segment)] != segment:
            break
        end = copy + len(segment)
    return end


def _before_segment(content: Content, first: int, begin: int, separators: Separators) -> int | None:
    """One behind the terminator before the segment at `begin`; None where none begins, as inside another."""
    if begin == first:
        return first
    if separators.shifts and shifted_at(content, max(first, begin - _BLOCK), begin):
        return None
    last = _behind_last(content, first, begin)
    closed = next_terminator(content, max(last - 1, first), begin, separators)
    return closed + 1 if closed < begin else None


def next_terminator(content: Content, start: int, end: int, separators: Separators) -> int:
    """The offset of the next terminator that no release character covers; `end` if there is none before it."""
    position, seen = content.find(separators.terminator, start, end), start
    while position >= 0:
        if separators.shifts and shifted_at(content, seen, position):
            seen = behind_shift(content, position, end)
        elif separators.release and _released(content, position, separators):
            seen = position + 1
        else:
            return position
        position = content.find(separators.terminator, seen, end)
    return end


def _released(content: Content, position: int, separators: Separators) -> bool:
    last = position
    # A line wrapped right behind the release character still releases what follows.
    while separators.terminator.strip() and last and content[last - 1] in b"\r\n":
        last -= 1
    before = last
    while before and content[before - 1] == separators.release[0]:
        before -= 1
    return (last - before) % 2 == 1


def _next_start(content: Content, position: int) -> int:
    """Where the next UNA, UNB, UNG or UNH begins; a UNA counts before a header, and at the very start of the text."""
    start = skip(content, position, len(content))
    if position <= len(_BOM) and content[start : start + 3] == b"UNA":
        return start
    found = search(_START, content, position)
    return found.start() if found else -1


def _behind_last(content: Content, start: int, end: int) -> int:
    """One behind the last byte before `end` that is no filling; `start` if there is none."""
    while end > start:
        begin = max(start, end - _BLOCK)
        if kept := content[begin:end].rstrip(FILL):
            return begin + len(kept)
        end = begin
    return start


def _syntax(header: bytes, separators: Separators) -> tuple[str, str]:
    """Syntax identifier and version (UNB S001), empty without an interchange header."""
    if header[:3] != b"UNB":
        return "", ""
    elements = header.split(separators.element)
    parts = elements[1].split(separators.component) if len(elements) > 1 else []
    identifier, version = [*parts, b"", b""][:2]
    return identifier.decode("latin-1").strip(), version.decode("latin-1").strip()
