"""From the bytes of a file to the stretches that are one interchange each, with the boundaries of their segments.

Works on bytes, so that every boundary is an offset in the input. A terminator counts only after an even run of release
characters: looking back at one character would misread `??'`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from edi.defects import Defect, DefectCode
from edi.edifact.charset import Charset, charset_of, scannable
from edi.edifact.syntax import Separators, first_segment, for_version, from_una, terminator_before_header, without_una

_BOM = b"\xef\xbb\xbf"
# Blanks and line ends between segments, and the fill characters that some systems put at the end of a file.
_FILL = b" \t\r\n\x00\x1a"
_UNA = re.compile(rb"UNA.{6}[ \t\r\n]*(?=UN[BGH])", re.DOTALL)
_START = re.compile(rb"UNA.{6}[ \t\r\n]*(?=UN[BGH])|UN[BGH](?=[^0-9A-Za-z\s])", re.DOTALL)
# What a text about EDIFACT does not hold: a syntax identifier behind UNB, a reference and message type behind UNH.
_ENVELOPE = re.compile(rb"UNB[^0-9A-Za-z\s]UN[A-Z]{2}|UN[GH][^0-9A-Za-z\s].{1,40}?[A-Z]{6}", re.DOTALL)
_UNB = re.compile(rb"UNB[^0-9A-Za-z\s]UNO[A-Z]")


@dataclass(frozen=True, slots=True)
class Span:
    """One segment in the input: from the first character of its tag to behind its terminator, if it has one."""

    start: int
    end: int
    terminated: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """One interchange as bytes: what it is read with, where its segments are, what was odd on the way."""

    start: int
    end: int
    separators: Separators
    charset: Charset
    spans: tuple[Span, ...]
    defects: tuple[Defect, ...]


@dataclass(slots=True)
class _Opening:
    separators: Separators
    first: int
    by_una: bool
    defects: list[Defect] = field(default_factory=list)


def stretches(content: bytes) -> Iterator[Stretch]:
    """The interchanges of a file in their order; none when nothing in it looks like EDIFACT."""
    masked = scannable(content)
    position = len(_BOM) if content.startswith(_BOM) else 0
    before = [Defect(DefectCode.BYTE_ORDER_MARK, 0)] if position else []
    while (start := _next_start(masked, position)) >= 0:
        skipped = masked[position:start].strip(_FILL)
        if skipped:
            before.append(Defect(DefectCode.JUNK_BEFORE, position, found=str(len(skipped))))
        stretch = _stretch(content, masked, start)
        rest = _rest(content, masked, stretch.end)
        yield replace(stretch, defects=(*before, *stretch.defects, *rest))
        before = []
        position = stretch.end


def begins_like_edifact(content: bytes) -> bool:
    """Whether an interchange or a bare message begins within the first 4,096 bytes."""
    start = content[:4096]
    found = _START.search(start)
    return found is not None and bool(
        _ENVELOPE.match(start, found.start()) or start[found.start() :].startswith(b"UNA")
    )


def _stretch(content: bytes, masked: bytes, start: int) -> Stretch:
    opening = _opening(masked, start)
    separators = opening.separators
    spans = tuple(_spans(masked, opening.first, separators))
    end = spans[-1].end if spans else opening.first
    syntax, version = _syntax(content, spans, separators)
    charset = charset_of(syntax, content[start:end])
    return Stretch(
        start=start,
        end=max(end, start + 1),
        separators=for_version(separators, version, from_una=opening.by_una),
        charset=charset,
        spans=spans,
        defects=(*opening.defects, *_charset_defects(charset, opening.first)),
    )


def _charset_defects(charset: Charset, offset: int) -> Iterator[Defect]:
    if charset.declared and not charset.known:
        yield Defect(DefectCode.SYNTAX_IDENTIFIER_UNKNOWN, offset, found=charset.declared)
    if not charset.as_declared:
        declared = charset.declared or "no character set"
        yield Defect(DefectCode.OTHER_CHARSET, offset, found=charset.codec, expected=declared)


def _opening(content: bytes, start: int) -> _Opening:
    if content[start : start + 3] != b"UNA":
        return _Opening(without_una(content, start), start, by_una=False)
    una = content[start : start + 9]
    if not _usable(una) or _releases_data(content, start + 9, una):
        first = first_segment(content, start + 3)
        known = without_una(content, first) if first >= 0 else Separators()
        defect = Defect(DefectCode.UNA_UNUSABLE, start, found=una.decode("latin-1"))
        return _Opening(known, first if first >= 0 else len(content), by_una=False, defects=[defect])
    opening = _Opening(from_una(una), start + 9, by_una=True)
    _mend_terminator(content, opening)
    return opening


def _usable(una: bytes) -> bool:
    """Whether the characters can separate anything: distinct, none a letter or digit, none but the last white."""
    component, element, decimal, release, terminator = (una[i : i + 1] for i in (3, 4, 5, 6, 8))
    separating = [component, element, terminator] + ([release, decimal] if release.strip() else [])
    return (
        len(una) == 9
        and len(set(separating)) == len(separating)
        and not any(character.isalnum() or character >= b"\x80" for character in separating)
        and all(character.strip() for character in (component, element))
    )


def _releases_data(content: bytes, first: int, una: bytes) -> bool:
    """Whether an unusual release character stands before what needs no release: then it is data, such as a hyphen."""
    release = una[6:7]
    if release in (b"?", b" "):
        return False
    service = re.escape(una[3:5] + una[6:7] + una[8:9]) + rb"\r\n"
    end = content.find(b"UNA", first)
    needless = re.compile(re.escape(release) + rb"[^" + service + rb"]")
    return needless.search(content, first, end if end >= 0 else len(content)) is not None


def _mend_terminator(content: bytes, opening: _Opening) -> None:
    """Believes the data rather than a UNA whose terminator does not occur before the first message."""
    first = first_segment(content, opening.first)
    if first < 0:
        return
    named = opening.separators.terminator
    seen = terminator_before_header(content, first, opening.separators)
    taken = (opening.separators.component, opening.separators.element, opening.separators.release)
    if seen in (b"", named, *taken) or not seen.strip():
        return
    header = content.find(b"UNH", first + 3)
    if named in content[first : header if header > 0 else len(content)].strip(_FILL) and named.strip():
        return
    opening.separators = replace(opening.separators, terminator=seen)
    opening.defects.append(
        Defect(DefectCode.TERMINATOR_INFERRED, first, found=seen.decode("latin-1"), expected=repr(named)[1:])
    )


def _spans(content: bytes, first: int, separators: Separators) -> Iterator[Span]:
    position = first = _skip(content, first)
    while (start := _skip(content, position)) < len(content):
        if start > first and _opens_interchange(content, start):
            return
        end = _terminator(content, start, separators)
        if end < 0:
            yield Span(start, len(content), terminated=False)
            return
        yield Span(start, end + 1)
        position = end + 1
        if content[start : start + 3] == b"UNZ":
            return


def _terminator(content: bytes, start: int, separators: Separators) -> int:
    """The offset of the next terminator that no release character covers, or -1."""
    position = content.find(separators.terminator, start)
    while position >= 0 and separators.release and _released(content, start, position, separators):
        position = content.find(separators.terminator, position + 1)
    return position


def _released(content: bytes, start: int, position: int, separators: Separators) -> bool:
    last = position
    # A line wrapped right behind the release character still releases what follows.
    while separators.terminator.strip() and last > start and content[last - 1] in b"\r\n":
        last -= 1
    before = last
    while before > start and content[before - 1] == separators.release[0]:
        before -= 1
    return (last - before) % 2 == 1


def _opens_interchange(content: bytes, start: int) -> bool:
    return bool(_UNA.match(content, start) or _UNB.match(content, start))


def _next_start(content: bytes, position: int) -> int:
    """Where the next UNA, UNB, UNG or UNH begins; a UNA counts before a header, and at the very start of the text."""
    start = _skip(content, position)
    if position <= len(_BOM) and content.startswith(b"UNA", start):
        return start
    found = _START.search(content, position)
    return found.start() if found else -1


def _skip(content: bytes, position: int) -> int:
    while position < len(content) and content[position] in _FILL:
        position += 1
    return position


def _rest(content: bytes, masked: bytes, end: int) -> list[Defect]:
    """What follows the last interchange and is none."""
    if _next_start(masked, end) >= 0 or not (rest := content[end:].strip(_FILL)):
        return []
    return [Defect(DefectCode.JUNK_AFTER, _skip(content, end), found=repr(rest[:40])[1:])]


def _syntax(content: bytes, spans: tuple[Span, ...], separators: Separators) -> tuple[str, str]:
    """Syntax identifier and version (UNB S001), empty without an interchange header."""
    if not spans or content[spans[0].start : spans[0].start + 3] != b"UNB":
        return "", ""
    elements = content[spans[0].start : spans[0].end].split(separators.element)
    parts = elements[1].split(separators.component) if len(elements) > 1 else []
    identifier, version = [*parts, b"", b""][:2]
    return identifier.decode("latin-1").strip(), version.decode("latin-1").strip()
