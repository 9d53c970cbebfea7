"""From the boundaries of segments to segments: decoded, unwrapped, split into elements, with their place kept."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from edi.defects import Defect, DefectCode
from edi.edifact.scan import Stretch, next_terminator
from edi.edifact.syntax import Separators
from edi.edifact.tokens import Tokenizer
from edi.filling import FILL, skip
from edi.paging import WINDOW, Content, give_back
from edi.runs import LONGEST_SEGMENT, Runs, run_pattern
from edi.segment import Segment

_BREAK = re.compile(r"[\r\n]+")
_TAG = re.compile(r"[A-Z][A-Z0-9]{2}\Z")
_LINE = re.compile(rb"[^\n]*")
_WRAP_WIDTH = 70
_HIGH = bytes(range(0x80, 0x100))
# Bytes beyond ASCII that are a character each.
_FURTHER = {"iso8859-1": bytes(range(0xA0, 0x100))}


@dataclass(frozen=True, slots=True)
class _Span:
    """From the first character of a tag to behind its terminator, if it has one."""

    start: int
    end: int
    terminated: bool


class SegmentReader:
    """Reads the segments of one stretch, one at a time; `note` takes each defect as it is met."""

    def __init__(self, content: Content, stretch: Stretch, note: Callable[[Defect], None]) -> None:
        self._content = content
        self._stretch = stretch
        self._tokenizer = Tokenizer(stretch.separators)
        self._note = note
        self._number = 0
        self._wrapped = False
        self._longest = -1
        marks = stretch.separators
        self._runs = _runs(marks, stretch.charset.codec, self._tokenizer)
        service = (marks.component, marks.element, marks.release, marks.repetition, marks.terminator)
        self._release = marks.release.decode("latin-1")
        kept = re.escape(b"".join(service).decode("latin-1"))
        self._control = re.compile(rf"(?![{kept}])[\x00-\x1f\x7f]" if kept else r"[\x00-\x1f\x7f]")
        element = re.escape(marks.element.decode("latin-1"))
        self._tag_after_break = re.compile(rf"[\r\n][ \t]*+[A-Z]{{3}}{element}")
        self._stray_start = re.compile(r"[^0-9A-Za-z]+(?=[A-Za-z][A-Za-z0-9]{2}(?![A-Za-z0-9]))")

    def runs(self, in_message: Callable[[str], int]) -> Iterator[Sequence[Segment]]:
        """The segments in their order, in runs that neither begin nor end anything, or of one segment.

        `in_message` tells the number within the message that a segment with this tag gets when it comes next.
        """
        position, end, run_at = self._stretch.first, self._stretch.end, self._runs.at
        given_back = position
        while position < end:
            if position - given_back > WINDOW:
                give_back(self._content, position)
                given_back = position
            if found := run_at(self._content, position, end):
                position = found.end()
                first = in_message((found[1] or b"").decode("ascii"))
                run = self._runs.segments(self._content, found, self._number + 1, first)
                self._number += len(run)
                yield run
            elif span := self._span(position):
                position = span.end
                segment = self._segment(span, in_message)
                if segment:
                    yield (segment,)
            else:
                return

    def _span(self, position: int) -> _Span | None:
        end = self._stretch.end
        start = skip(self._content, position, end)
        if start == end:
            return None
        closed = next_terminator(self._content, start, end, self._stretch.separators)
        return _Span(start, min(closed + 1, end), closed < end)

    def _segment(self, span: _Span, in_message: Callable[[str], int]) -> Segment | None:
        raw = self._content[span.start : min(span.end, span.start + LONGEST_SEGMENT)]
        data = raw[:-1] if span.terminated else raw
        if not data.strip():
            self._report(DefectCode.EMPTY_SEGMENT, span.start)
            return None
        self._number += 1
        if (length := span.end - span.start) > len(raw):
            found, expected = str(length), str(LONGEST_SEGMENT)
            self._report(DefectCode.OVERLONG_SEGMENT, span.start, found=found, expected=expected)
        text = self._without_stray_start(self._clean(data, span.start), span.start)
        if not span.terminated:
            self._report(DefectCode.TRUNCATED_SEGMENT, span.start, found=text[:20])
        text = self._without_lone_release(text)
        elements, _ = self._tokenizer.split_with_tag(text)
        tag = self._tag(elements[0][0], span.start)
        return Segment(tag, self._number, in_message(tag), span.start, raw, text, self._tokenizer.split)

    def _clean(self, data: bytes, offset: int) -> str:
        """Decoded, without line breaks, control characters made visible; each of these is noted."""
        charset = self._stretch.charset
        text, decoded = charset.decode(data)
        if not decoded:
            found = text if len(text) <= 60 else f"{text[:60]}..."
            self._report(DefectCode.UNDECODABLE, offset, found=found, expected=charset.declared or charset.codec)
        if text.isprintable():
            return text
        if "\n" in text or "\r" in text:
            text = self._unwrapped(text, offset)
        if self._control.search(text):
            text = self._control.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
            self._report(DefectCode.CONTROL_CHARACTER, offset, found=text[:60])
        return text

    def _unwrapped(self, text: str, offset: int) -> str:
        if self._tag_after_break.search(text) and not self._wrapped_at_width(offset):
            self._report(DefectCode.TERMINATOR_MISSING, offset, found=text[:3])
        elif not self._wrapped and text.strip("\r\n") != _BREAK.sub("", text):
            self._wrapped = True
            self._report(DefectCode.WRAPPED_LINES, offset)
        return _BREAK.sub("", text)

    def _wrapped_at_width(self, offset: int) -> bool:
        """Whether the line that breaks inside this segment is one of several as long as the longest."""
        content = self._content
        start = content.rfind(b"\n", 0, offset) + 1
        width = self._width(start, content.find(b"\n", offset))
        return width >= _WRAP_WIDTH and self._wrap_width() == width

    def _width(self, start: int, end: int) -> int:
        return end - start - (self._content[max(end - 1, start) : end] == b"\r")

    def _wrap_width(self) -> int:
        """The length of the longest line where several have it, else 0; looked at once for a whole interchange."""
        if self._longest < 0:
            lines = _LINE.finditer(self._content, self._stretch.start, self._stretch.end)
            widths = Counter(self._width(*line.span()) for line in lines)
            longest = max(widths)
            self._longest = longest if widths[longest] > 1 else 0
        return self._longest

    def _without_stray_start(self, text: str, offset: int) -> str:
        stray = self._stray_start.match(text)
        if not stray:
            return text
        self._report(DefectCode.STRAY_CHARACTERS, offset, found=repr(stray.group()))
        return text[stray.end() :]

    def _without_lone_release(self, text: str) -> str:
        """A release character that releases nothing stands where the text was cut off."""
        run = len(text) - len(text.rstrip(self._release)) if self._release else 0
        return text[:-1] if run % 2 else text

    def _tag(self, sent: str, offset: int) -> str:
        tag = sent.strip()
        if _TAG.match(tag):
            return tag
        if _TAG.match(tag.upper()):
            self._report(DefectCode.LOWER_CASE_TAG, offset, found=tag)
            return tag.upper()
        self._report(DefectCode.INVALID_TAG, offset, found=repr(tag[:20]))
        return tag

    def _report(self, code: DefectCode, offset: int, *, found: str = "", expected: str = "") -> None:
        self._note(Defect(code, offset, self._number, found=found, expected=expected))


def _runs(marks: Separators, codec: str, tokenizer: Tokenizer) -> Runs:
    """A released terminator, which would be taken for one, belongs to no run."""
    separating = (marks.element + marks.component).translate(None, marks.release + _HIGH)
    printable = bytes(range(0x20, 0x7F)) + separating + _FURTHER.get(codec, b"")
    kept = b"[" + re.escape(printable.translate(None, marks.terminator + marks.release + marks.repetition)) + b"]++"
    released = re.escape(marks.release) + b"[" + re.escape(printable.translate(None, marks.terminator)) + b"]"
    text = b"(?:" + kept + (b"|" + released if marks.release else b"") + b")*+"
    end = re.escape(marks.terminator)
    rest = b"(?=[" + re.escape(separating + marks.terminator) + b"])" + text + end
    pattern = run_pattern(
        FILL.translate(None, marks.terminator), b"(?!UN[BEGHTZ])[A-Z][A-Z0-9]{2}", b"UN[BEGHTZ]", rest
    )
    element, terminator = marks.element.decode("latin-1"), marks.terminator.decode("latin-1")
    return Runs(pattern, element, terminator, FILL.decode("ascii"), tokenizer.split)
