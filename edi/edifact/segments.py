"""From the boundaries of segments to segments: decoded, unwrapped, split into elements, with their place kept."""

import re
from collections.abc import Callable, Iterator

from edi.defects import Defect, DefectCode
from edi.edifact.scan import Span, Stretch
from edi.edifact.tokens import Tokenizer
from edi.segment import Position, Segment

_BREAK = re.compile(r"[\r\n]+")
_TAG = re.compile(r"[A-Z][A-Z0-9]{2}\Z")
_WRAP_WIDTH = 70


class SegmentReader:
    """Reads the segments of one stretch; `note` takes each defect as it is met."""

    def __init__(self, content: bytes, stretch: Stretch, tokenizer: Tokenizer, note: Callable[[Defect], None]) -> None:
        self._content = content
        self._stretch = stretch
        self._tokenizer = tokenizer
        self._note = note
        self._number = 0
        self._wrapped = False
        self._longest = -1
        marks = stretch.separators
        service = (marks.component, marks.element, marks.release, marks.repetition)
        self._release = marks.release.decode("latin-1")
        kept = re.escape(b"".join(service).decode("latin-1"))
        self._control = re.compile(rf"(?![{kept}])[\x00-\x1f\x7f]" if kept else r"[\x00-\x1f\x7f]")
        element = re.escape(marks.element.decode("latin-1"))
        self._tag_after_break = re.compile(rf"[\r\n]\s*[A-Z]{{3}}{element}")
        self._stray_start = re.compile(r"[^0-9A-Za-z]+(?=[A-Za-z][A-Za-z0-9]{2}(?![A-Za-z0-9]))")

    def segments(self, in_message: Callable[[str], int]) -> Iterator[Segment]:
        """The segments in their order; `in_message` tells the number within the message that a tag would get."""
        for span in self._stretch.spans:
            segment = self._segment(span, in_message)
            if segment:
                yield segment

    def _segment(self, span: Span, in_message: Callable[[str], int]) -> Segment | None:
        raw = self._content[span.start : span.end]
        data = raw[:-1] if span.terminated else raw
        if not data.strip():
            self._report(DefectCode.EMPTY_SEGMENT, span.start)
            return None
        self._number += 1
        text = self._without_stray_start(self._clean(data, span.start), span.start)
        if not span.terminated:
            self._report(DefectCode.TRUNCATED_SEGMENT, span.start, found=text[:20])
        text = self._without_lone_release(text)
        elements, repeats = self._tokenizer.split(text)
        tag = self._tag(elements[0][0] if elements else text, span.start)
        position = Position(self._number, in_message(tag), span.start)
        return Segment(tag, elements[1:], position, raw, text, repeats)

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
        end = content.find(b"\n", offset)
        width = len(content[start:end].rstrip(b"\r"))
        return width >= _WRAP_WIDTH and self._wrap_width() == width

    def _wrap_width(self) -> int:
        """The length of the longest line where several have it, else 0; looked at once for a whole interchange."""
        if self._longest < 0:
            lines = self._content[self._stretch.start : self._stretch.end].split(b"\n")
            widths = [len(line.rstrip(b"\r")) for line in lines]
            self._longest = max(widths) if widths.count(max(widths)) > 1 else 0
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
