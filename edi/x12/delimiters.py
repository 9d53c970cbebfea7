"""Delimiters of an X12 interchange, taken from its own bytes (X12.5, X12.6: the ISA segment is 106 bytes long).

The element separator is byte 4, the component separator byte 105, the terminator byte 106. Senders who do not pad the
ISA shift the last two, so where the fixed places do not fit they are sought behind the sixteenth element separator.
"""

import re
from dataclasses import dataclass

from edi.defects import Defect, DefectCode
from edi.filling import FILL

_ISA_ELEMENTS = 16
_ELEMENT_OFFSETS = (3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103)
_COMPONENT_OFFSET = 104
_LONGEST_ISA = 400
LONGEST_HEADING = 4096
"""How far ahead is looked for what tells the delimiters."""
_BEHIND_HEADER = rb"(?:GS|ST|BEG|BCH|BGN)"


@dataclass(frozen=True, slots=True)
class Delimiters:
    """One byte each; `repetition` is empty where ISA11 holds the `U` of the versions up to 00401."""

    element: bytes = b"*"
    component: bytes = b">"
    repetition: bytes = b""
    terminator: bytes = b"~"


def delimiters_at(ahead: bytes, offset: int) -> tuple[Delimiters, tuple[Defect, ...]]:
    """The delimiters of an interchange that begins with `ahead`, an ISA, GS or ST, at `offset` in the input."""
    if ahead[:3] != b"ISA":
        element = ahead[2:3]
        return Delimiters(element=element, terminator=_before_next(ahead, element)), ()
    element = ahead[3:4]
    for written in (ahead, _unwrapped(ahead)):
        if all(written[at : at + 1] == element for at in _ELEMENT_OFFSETS):
            return _behind(written, offset, element, _COMPONENT_OFFSET)
    found, defects = _behind(ahead, offset, element, _behind_elements(ahead, element))
    return found, (Defect(DefectCode.ISA_NOT_FIXED_WIDTH, offset), *defects)


def _unwrapped(ahead: bytes) -> bytes:
    """Without the line ends that a mail program put into it."""
    return ahead.translate(None, b"\r\n")


def _behind(ahead: bytes, offset: int, element: bytes, at: int) -> tuple[Delimiters, tuple[Defect, ...]]:
    """`at` is where ISA16 begins: the component separator, and behind it the terminator."""
    component, repetition = ahead[at : at + 1], _repetition(ahead, element)
    if _ends_segments(component, ahead[at + 1 :], element):
        taken = Delimiters(element, _component(b"", element, component), repetition, component)
        return taken, (Defect(DefectCode.ISA_NOT_FIXED_WIDTH, offset),)
    seen = _terminator(ahead[at + 1 : at + 17])
    defects: tuple[Defect, ...] = ()
    if not seen or seen in (element, component, repetition) or seen.isalnum():
        inferred = _before_next(ahead, element)
        defects = (Defect(DefectCode.TERMINATOR_INFERRED, offset, found=_shown(inferred), expected=_shown(seen)),)
        seen = inferred
    return Delimiters(element, _component(component, element, seen), repetition, seen), defects


def _ends_segments(component: bytes, behind: bytes, element: bytes) -> bool:
    """Whether ISA16 was left out: what stands in its place ends the segment behind the header, too."""
    if not component or component.isalnum() or component.isspace() or component == element:
        return False
    next_two = (
        rb"\s*+(?:GS|TA1)" + re.escape(element) + rb"[^\r\n]*?" + re.escape(component) + rb"\s*+(?:ST|GS|TA1|IEA)"
    )
    return bool(re.match(next_two + re.escape(element), behind))


def _component(sent: bytes, element: bytes, terminator: bytes) -> bytes:
    """As sent, else one that is neither of the others: most have `>`."""
    is_one = sent and not sent.isalnum() and not sent.isspace() and sent not in (element, terminator)
    return sent if is_one else next(sign for sign in (b">", b":", b"<") if sign not in (element, terminator))


def _terminator(behind: bytes) -> bytes:
    """One byte; a line end, with blanks or a carriage return before it, counts as the line feed."""
    line_end = re.match(rb"[ \t]*\r?\n", behind)
    return b"\n" if line_end else behind[:1]


def _behind_elements(ahead: bytes, element: bytes) -> int:
    """One behind the sixteenth element separator, or the end of what may be an ISA."""
    position = 0
    for _ in range(_ISA_ELEMENTS):
        following = ahead.find(element, position, _LONGEST_ISA)
        if following < 0:
            return min(_LONGEST_ISA, len(ahead))
        position = following + 1
    return position


def _repetition(ahead: bytes, element: bytes) -> bytes:
    """ISA11: a character that separates repetitions from version 00402 on, a standards identifier before."""
    elements = ahead[:_LONGEST_ISA].split(element, _ISA_ELEMENTS)
    sent = elements[11] if len(elements) > 11 else b""
    return sent if len(sent) == 1 and not sent.isalnum() and sent.strip() else b""


def _before_next(ahead: bytes, element: bytes) -> bytes:
    """What ends the segment before the next one whose tag is known."""
    following = re.search(_BEHIND_HEADER + re.escape(element), ahead[2:])
    before = ahead[: following.start() + 2] if following else ahead
    last = before.rstrip(FILL)[-1:]
    if last and not last.isalnum() and last not in (element, b".", b"-", b"_"):
        return last
    return b"~" if b"~" in ahead else b"\n"


def _shown(character: bytes) -> str:
    return repr(character.decode("latin-1"))
