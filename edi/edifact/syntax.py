"""Service characters of a UN/EDIFACT interchange (ISO 9735, service string advice UNA).

Where the sender gives no UNA, the characters follow from the syntax identifier and from what stands in the data: the
character after `UNB`, and the one before `UNH`. Senders that use other characters often leave the UNA out.
"""

import re
from dataclasses import dataclass, replace

from edi.paging import Content, search

_WHITE = b" \t\r\n\x00"
_FIRST_SEGMENT = re.compile(rb"UN[BGH](?=[^0-9A-Za-z\s])")


@dataclass(frozen=True, slots=True)
class Separators:
    """The service characters, one byte each; an empty value means that the interchange has no such character.

    `shifts` tells that escapes of ISO 2022 may lead into characters of two bytes, which look like any of these.
    """

    component: bytes = b":"
    element: bytes = b"+"
    decimal: bytes = b"."
    release: bytes = b"?"
    repetition: bytes = b""
    terminator: bytes = b"'"
    shifts: bool = False

    def text(self) -> str:
        """The characters as a UNA segment shows them."""
        parts = (
            self.component, self.element, self.decimal, self.release or b" ", self.repetition or b" ", self.terminator,
        )  # fmt: skip
        return "UNA" + b"".join(parts).decode("latin-1")


PRINTABLE = Separators()
# ISO 9735 level B of the syntax versions 1 to 3: information separators, and no release character.
LEVEL_B = Separators(component=b"\x1f", element=b"\x1d", release=b"", terminator=b"\x1c")


def from_una(una: bytes) -> Separators:
    """The characters named by a nine-byte UNA; a blank release or repetition character means that there is none.

    Whether the fifth character separates repetitions is decided by `for_version`: before syntax version 4 the place
    was reserved.
    """
    component, element, decimal, release, repetition, terminator = (una[i : i + 1] for i in range(3, 9))
    return Separators(
        component=component,
        element=element,
        decimal=decimal,
        release=release.strip(),
        repetition=repetition.strip(),
        terminator=terminator,
    )


def without_una(content: Content, start: int) -> Separators:
    """The characters inferred from the first segment (`UNB`, `UNG` or `UNH`) at `start`."""
    element = content[start + 3 : start + 4]
    base = LEVEL_B if element == LEVEL_B.element else PRINTABLE
    component = content[start + 8 : start + 9] if content[start : start + 3] == b"UNB" else base.component
    if not component or component.isalnum() or component == element or component in _WHITE:
        component = base.component
    found = replace(base, element=element or base.element, component=component)
    return replace(found, terminator=terminator_before_header(content, start, found) or base.terminator)


def terminator_before_header(content: Content, start: int, found: Separators) -> bytes:
    """What ends the segment before the next header segment, or empty when that cannot be seen.

    Looks at most 4,096 bytes ahead, for the first `UNG`, `UNH` or `BGM` that follows the first segment.
    """
    ahead = content[start + 3 : start + 4096]
    following = re.search(rb"(?:UNG|UNH|BGM)" + re.escape(found.element), ahead)
    if following is None:
        return b""
    before = ahead[: following.start()]
    last = before.rstrip(_WHITE)[-1:]
    if last and not last.isalnum() and last not in (found.element, found.component, found.release, b"."):
        return last
    if re.search(rb"'[\r\n]", ahead):
        return b""
    return before[-1:] if before[-1:] in (b"\n", b"\r") else b""


def for_version(separators: Separators, version: str, *, from_una: bool) -> Separators:
    """The characters under a syntax version (UNB 0002): version 4 has a repetition separator, earlier ones do not."""
    if version[:1] != "4":
        return replace(separators, repetition=b"")
    if from_una or separators.element != b"+":
        return separators
    return replace(separators, repetition=b"*")


def first_segment(content: Content, start: int) -> int:
    """Where the first `UNB`, `UNG` or `UNH` from `start` on begins, or -1."""
    found = search(_FIRST_SEGMENT, content, start)
    return found.start() if found else -1
