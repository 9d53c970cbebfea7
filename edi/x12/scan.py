"""From the bytes of a file to the segments of one interchange after the other, each with its place in the input.

One segment at a time: a file of a gigabyte may be a memory map, of which no more is looked at than the segment in hand.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from edi.defects import Defect, DefectCode
from edi.filling import FILL, skip
from edi.paging import WINDOW, Content, give_back, search
from edi.runs import LONGEST_SEGMENT, Runs, run_pattern
from edi.segment import Elements, Repeats, Segment, Split
from edi.x12.delimiters import Delimiters

_START = re.compile(
    rb"ISA(?=[^0-9A-Za-z\s])(?=.{2,30}?[0-9 ])|GS(?=[^0-9A-Za-z\s])[^0-9A-Za-z\s][A-Z]{2}|ST[^0-9A-Za-z\s]\d{3}"
)
# Elsewhere than behind an interchange these may be letters of a word, or components of EDIFACT.
_START_AFTER = re.compile(rb"(?<![0-9A-Za-z])(?:(?=ISA)|(?<![^\s~]))(?:" + _START.pattern + rb")")
_TAG = re.compile(r"[A-Z][A-Z0-9]{1,2}\Z")
_BREAK = re.compile(r"[\r\n]+")
# The elements of order segments that have components (C001, a unit; C040, further references). Everywhere else, as in
# texts and item numbers, the separator of components is a character like any; and no element of these repeats.
_COMPOSITES = {"CTP": 5, "INC": 2, "MEA": 4, "N9": 7, "POC": 5, "QTY": 3, "REF": 4, "SLN": 5}
_HIGH = bytes(range(0x80, 0x100))
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def next_start(content: Content, position: int) -> int:
    """Where the next ISA begins, or a GS or ST that lacks one; -1 where there is none."""
    start = skip(content, position, len(content))
    if _START.match(content, start):
        return start
    found = search(_START_AFTER, content, position)
    return found.start() if found else -1


@dataclass(slots=True)
class SegmentReader:
    """Reads the segments that follow each other from `position` on; `note` takes each defect as it is met."""

    content: Content
    position: int
    delimiters: Delimiters
    note: Callable[[Defect], None]
    number: int = 0
    _is_wrapped: bool = False
    _header: Segment | None = None

    def runs(self, in_set: Callable[[str], int]) -> Iterator[Sequence[Segment]]:
        """Until the input ends or another interchange begins, in runs that neither begin nor end anything, or of one
        segment; `in_set` tells the place in its set that a segment with this tag gets when it comes next."""
        runs = _runs(self.delimiters, self._split)
        given_back = self.position
        while self.position < len(self.content):
            if self.position - given_back > WINDOW:
                give_back(self.content, self.position)
                given_back = self.position
            if found := runs.at(self.content, self.position, len(self.content)):
                run = runs.segments(self.content, found, self.number + 1, in_set((found[1] or b"").decode("ascii")))
                self.position, self.number = found.end(), self.number + len(run)
                yield run
            elif (start := self._begin()) == len(self.content) or (self.number and self._begins_another(start)):
                return
            elif segment := self._next(start, in_set):
                yield (segment,)
                if segment.tag == "IEA" and not self._is_doubled(segment):
                    return

    def _begins_another(self, start: int) -> bool:
        """Whether an ISA begins there that is no copy of the one before it."""
        ahead = self.content[start : start + 40]
        return ahead[:3] == b"ISA" and next_start(ahead, 0) == 0 and not self._copies_header(start)

    def _copies_header(self, start: int) -> bool:
        header = self._header
        return header is not None and header.number == self.number and self._has(header.raw, start)

    def _is_doubled(self, trailer: Segment) -> bool:
        return self._has(trailer.raw, self._begin())

    def _has(self, raw: bytes, start: int) -> bool:
        return self.content[start : start + len(raw)] == raw

    def _next(self, start: int, in_set: Callable[[str], int]) -> Segment | None:
        content = self.content
        end = content.find(self.delimiters.terminator, start)
        closed = end >= 0
        behind = end + 1 if closed else len(content)
        raw = content[start : min(behind, start + LONGEST_SEGMENT)]
        self.position = behind if closed else behind + 1
        segment = self._segment(raw[:-1] if closed else raw, raw, start, in_set)
        if segment is not None and len(raw) < behind - start:
            found, expected = str(behind - start), str(LONGEST_SEGMENT)
            self._report(DefectCode.OVERLONG_SEGMENT, start, found=found, expected=expected)
        if segment is not None and not closed:
            self._report(DefectCode.TRUNCATED_SEGMENT, start, found=segment.text[:20])
        return segment

    def _begin(self) -> int:
        return skip(self.content, self.position, len(self.content))

    def _segment(self, data: bytes, raw: bytes, start: int, in_set: Callable[[str], int]) -> Segment | None:
        data = data.rstrip(b" \t\r\n") if self.delimiters.terminator == b"\n" else data
        if not data.strip():
            self._report(DefectCode.EMPTY_SEGMENT, start)
            return None
        self.number += 1
        text = self._text(data, start)
        tag = self._tag(text.partition(self.delimiters.element.decode("latin-1"))[0], start)
        segment = Segment(tag, self.number, in_set(tag), start, raw, text, self._split)
        self._header = segment if tag == "ISA" else self._header
        return segment

    def _split(self, text: str) -> tuple[Elements, Repeats]:
        tag, *sent = text.split(self.delimiters.element.decode("latin-1"))
        place = _COMPOSITES.get(tag)
        # zip makes a tuple of each element.
        elements = tuple(zip(sent, strict=False))
        if place is None or place > len(sent):
            return elements, ()
        component = self.delimiters.component.decode("latin-1")
        parts = tuple(sent[place - 1].rstrip(component).split(component))
        return (*elements[: place - 1], parts, *elements[place:]), ()

    def _text(self, data: bytes, start: int) -> str:
        text = self._decoded(data, start)
        if text.isprintable():
            return text
        if "\n" in text or "\r" in text:
            text = self._unwrapped(text, start)
        kept = self.delimiters.element.decode("latin-1")
        if any(_CONTROL.match(character) and character != kept for character in text):
            self._report(DefectCode.CONTROL_CHARACTER, start, found=repr(text[:60])[1:-1])
        return text

    def _decoded(self, data: bytes, start: int) -> str:
        if data.isascii():
            return data.decode("ascii")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            self._report(DefectCode.OTHER_CHARSET, start, found="Windows-1252", expected="no character set")
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="backslashreplace")
            self._report(DefectCode.UNDECODABLE, start, found=text[:60], expected="Windows-1252")
            return text

    def _unwrapped(self, text: str, start: int) -> str:
        element = re.escape(self.delimiters.element.decode("latin-1"))
        fused = re.search(rf"[\r\n][ \t]*+[A-Z][A-Z0-9]{{1,2}}{element}", text)
        if fused:
            self._report(DefectCode.TERMINATOR_MISSING, start, found=text[:3])
        elif not self._is_wrapped:
            self._is_wrapped = True
            self._report(DefectCode.WRAPPED_LINES, start)
        return _BREAK.sub("", text)

    def _tag(self, sent: str, start: int) -> str:
        tag = sent.strip()
        if _TAG.match(tag):
            return tag
        if _TAG.match(tag.upper()):
            self._report(DefectCode.LOWER_CASE_TAG, start, found=tag)
            return tag.upper()
        self._report(DefectCode.INVALID_TAG, start, found=repr(tag[:20]))
        return tag

    def _report(self, code: DefectCode, offset: int, *, found: str = "", expected: str = "") -> None:
        self.note(Defect(code, offset, self.number, found=found, expected=expected))


def _runs(delimiters: Delimiters, split: Split) -> Runs:
    """Blanks before a line end that is the terminator belong to no run."""
    printable = bytes(range(0x20, 0x7F)) + delimiters.element.translate(None, _HIGH)
    kept = b"[" + re.escape(printable.translate(None, delimiters.terminator)) + b"]*+"
    end = (b"(?<! )" if delimiters.terminator == b"\n" else b"") + re.escape(delimiters.terminator)
    rest = b"(?=[" + re.escape(delimiters.element + delimiters.terminator) + b"])" + kept + end
    tag = b"(?!(?:ISA|IEA|TA1|G[SE]|S[TE])(?![A-Z0-9]))[A-Z][A-Z0-9]{1,2}"
    pattern = run_pattern(FILL.translate(None, delimiters.terminator), tag, b"(?:G[SE]|S[TE])(?![A-Z0-9])", rest)
    element, terminator = delimiters.element.decode("latin-1"), delimiters.terminator.decode("latin-1")
    return Runs(pattern, element, terminator, FILL.decode("ascii"), split)
