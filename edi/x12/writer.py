"""Writes X12 interchanges, strictly: what the delimiters or the charset cannot express is refused, never bent.

X12 has no release character, so that no delimiter can stand in the data. The ISA has its fixed 106 bytes, trailers and
counts follow from what is written, and elements that are empty at the end of a segment are left out (X12.5, X12.6).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from edi.x12.delimiters import Delimiters

Element = str | tuple[str, ...]
"""Its text, or its components."""
Fields = tuple[Element, ...]
"""A segment: its tag and its elements."""

REPETITION_SINCE = "00402"
"""From this version on ISA11 is the repetition separator; before it names the standard, `U`."""
FOUR_DIGIT_YEARS_SINCE = "004010"
_MOST = 999_999_999


class Inexpressible(ValueError):
    """The data cannot be said in X12 with these delimiters and this charset; the message names the value."""


@dataclass(frozen=True, slots=True)
class Address:
    """ISA05 and ISA06, or ISA07 and ISA08: the id has at most 15 characters."""

    qualifier: str
    id: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What ISA says. `version` is that of the groups, such as `004010VICS`; ISA12 follows from it."""

    sender: Address
    recipient: Address
    number: int
    prepared_at: datetime
    version: str
    test: bool = False


@dataclass(frozen=True, slots=True)
class OutgoingSet:
    """A transaction set without ST and SE; `convention` is ST03, which versions before 005010 do not have."""

    type: str
    segments: tuple[Fields, ...]
    convention: str = ""


@dataclass(frozen=True, slots=True)
class OutgoingGroup:
    """A functional group: GS01, GS02, GS03, GS06, and its sets, which are numbered from 1."""

    identifier: str
    sender: str
    recipient: str
    number: int
    sets: tuple[OutgoingSet, ...]


def default_delimiters(version: str) -> Delimiters:
    """`*`, `>`, `~`, and `^` to separate repetitions in the versions that know it."""
    return Delimiters(repetition=b"^" if version[:5] >= REPETITION_SINCE else b"")


def can_be_told_apart(delimiters: Delimiters) -> bool:
    """Whether they are single signs of ASCII that are neither data nor each other; a line end only ends segments."""
    within = [delimiters.element, delimiters.component, *([delimiters.repetition] if delimiters.repetition else [])]
    every = [*within, delimiters.terminator]
    are_signs = all(len(each) == 1 and each.isascii() and not each.isalnum() and each != b" " for each in every)
    return are_signs and len(set(every)) == len(every) and not {b"\r", b"\n"}.intersection(within)


def date_in(version: str, moment: datetime) -> str:
    """The day in UTC as this version writes it: CCYYMMDD, before 004010 YYMMDD."""
    return moment.astimezone(UTC).strftime("%Y%m%d" if version[:6] >= FOUR_DIGIT_YEARS_SINCE else "%y%m%d")


def write(
    heading: Heading,
    groups: Sequence[OutgoingGroup],
    delimiters: Delimiters,
    *,
    acknowledgements: Iterable[Fields] = (),
    charset: str = "ascii",
    line_breaks: bool = False,
) -> bytes:
    """One interchange; `acknowledgements` are TA1 segments, `line_breaks` puts a line feed behind each segment.

    Raises `Inexpressible` for data with a delimiter, a control character or one that the charset lacks, for ids that
    are empty or too long and for numbers beyond nine digits.
    """
    pen = _Pen(delimiters, charset, line_breaks=line_breaks)
    pen.write(_isa(heading, delimiters, pen))
    for segment in acknowledgements:
        pen.write(segment)
    for group in groups:
        _write_group(pen, group, heading)
    pen.write(("IEA", str(len(groups)), _control_number(heading.number)))
    return bytes(pen.written)


def _isa(heading: Heading, delimiters: Delimiters, pen: "_Pen") -> Fields:
    prepared = heading.prepared_at.astimezone(UTC)
    separates = heading.version[:5] >= REPETITION_SINCE and delimiters.repetition
    header = (
        "ISA", "00", " " * 10, "00", " " * 10, *_address(heading.sender), *_address(heading.recipient),
        prepared.strftime("%y%m%d"), prepared.strftime("%H%M"), "U", heading.version[:5],
        _control_number(heading.number), "0", "T" if heading.test else "P",
    )  # fmt: skip
    for element in header:
        pen.check(element)
    # The delimiters themselves stand in ISA11 and ISA16.
    repetition = delimiters.repetition.decode("ascii") if separates else "U"
    return (*header[:11], repetition, *header[12:], delimiters.component.decode("ascii"))


def _address(address: Address) -> tuple[str, str]:
    if len(address.qualifier) != 2:
        raise Inexpressible(f"The qualifier “{address.qualifier}” of “{address.id}” has not two characters.")
    if not 1 <= len(address.id) <= 15 or not address.id.strip():
        raise Inexpressible(f"The id “{address.id}” does not fit into ISA, which takes 1 to 15 characters.")
    return address.qualifier, address.id.ljust(15)


def _control_number(number: int) -> str:
    if not 0 <= number <= _MOST:
        raise Inexpressible(f"The control number {number} has more than nine digits.")
    return f"{number:09d}"


def _write_group(pen: "_Pen", group: OutgoingGroup, heading: Heading) -> None:
    if not 1 <= group.number <= _MOST:
        raise Inexpressible(f"The group control number {group.number} has not one to nine digits.")
    day, time = date_in(heading.version, heading.prepared_at), heading.prepared_at.astimezone(UTC).strftime("%H%M")
    header = ("GS", group.identifier, group.sender, group.recipient, day, time, str(group.number), "X")
    pen.write((*header, heading.version))
    for number, each in enumerate(group.sets, 1):
        pen.write(("ST", each.type, f"{number:04d}", each.convention))
        for segment in each.segments:
            pen.write(segment)
        pen.write(("SE", str(len(each.segments) + 2), f"{number:04d}"))
    pen.write(("GE", str(len(group.sets)), str(group.number)))


class _Pen:
    """Puts segments into bytes, and refuses what would be read as something else."""

    def __init__(self, delimiters: Delimiters, charset: str, *, line_breaks: bool) -> None:
        if not can_be_told_apart(delimiters):
            raise Inexpressible("The delimiters are not three or four different signs.")
        self.written = bytearray()
        self._charset = charset
        self._element = delimiters.element.decode("ascii")
        self._component = delimiters.component.decode("ascii")
        self._terminator = delimiters.terminator.decode("ascii")
        self._forbidden = {*self._element, *self._component, *self._terminator, *delimiters.repetition.decode("ascii")}
        self._end = "\n" if line_breaks and self._terminator not in "\r\n" else ""

    def check(self, text: str) -> None:
        """Raises `Inexpressible` unless the text can stand in an element."""
        told = self._forbidden.intersection(text)
        if told:
            raise Inexpressible(f"“{text}” has the delimiter {min(told)!r}; choose other delimiters for this partner.")
        if not text.isprintable():
            raise Inexpressible(f"{text!r} has a character that is no letter, digit, sign or blank.")
        try:
            text.encode(self._charset)
        except UnicodeEncodeError as error:
            raise Inexpressible(f"“{text}” cannot be written in {self._charset}.") from error

    def write(self, segment: Fields) -> None:
        """Adds the segment, without the elements and components that are empty at the end."""
        tag, *elements = (self._element_text(element) for element in segment)
        while elements and not elements[-1]:
            elements.pop()
        if tag != "ISA" and not elements:
            raise Inexpressible(f"The segment {tag} has no element.")
        self.written += (self._element.join([tag, *elements]) + self._terminator + self._end).encode(self._charset)

    def _element_text(self, element: Element) -> str:
        components = (element,) if isinstance(element, str) else element
        is_delimiter = len(components) == 1 and components[0] in self._forbidden
        for component in components:
            # ISA11 and ISA16 alone are a delimiter, and `_isa` has checked the others.
            if not (is_delimiter and not self.written):
                self.check(component)
        return self._component.join(components).rstrip(self._component) if len(components) > 1 else components[0]
