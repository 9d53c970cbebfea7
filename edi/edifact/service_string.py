"""The service characters of an interchange where it begins: named by a usable UNA, else inferred.

Senders name characters that their data does not use, or that cannot be told apart. The data is believed then.
"""

import re
from dataclasses import dataclass, field, replace

from edi.defects import Defect, DefectCode
from edi.edifact.syntax import Separators, first_segment, from_una, terminator_before_header, without_una
from edi.filling import FILL
from edi.paging import Content


@dataclass(slots=True)
class Opening:
    """`first` is where the first segment is sought; `by_una` whether a UNA named the characters."""

    separators: Separators
    first: int
    by_una: bool
    defects: list[Defect] = field(default_factory=list)


def opening_at(content: Content, start: int) -> Opening:
    """At the UNA or the first segment."""
    if content[start : start + 3] != b"UNA":
        return Opening(without_una(content, start), start, by_una=False)
    una = content[start : start + 9]
    if not _usable(una) or _releases_data(content, start + 9, una):
        first = first_segment(content, start + 3)
        known = without_una(content, first) if first >= 0 else Separators()
        defect = Defect(DefectCode.UNA_UNUSABLE, start, found=una.decode("latin-1"))
        return Opening(known, first if first >= 0 else len(content), by_una=False, defects=[defect])
    opening = Opening(from_una(una), start + 9, by_una=True)
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


def _releases_data(content: Content, first: int, una: bytes) -> bool:
    """Whether an unusual release character stands before what needs no release: then it is data, such as a hyphen."""
    release = una[6:7]
    if release in (b"?", b" "):
        return False
    service = re.escape(una[3:5] + una[6:8].strip() + una[8:9]) + rb"\r\n"
    end = content.find(b"UNA", first)
    mark = re.escape(release)
    needless = re.compile(rb"(?<!" + mark + rb")(?:" + mark * 2 + rb")*+" + mark + rb"[^" + service + rb"]")
    return needless.search(content, first, end if end >= 0 else len(content)) is not None


def _mend_terminator(content: Content, opening: Opening) -> None:
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
    if named in content[first : header if header > 0 else len(content)].strip(FILL) and named.strip():
        return
    opening.separators = replace(opening.separators, terminator=seen)
    opening.defects.append(
        Defect(DefectCode.TERMINATOR_INFERRED, first, found=seen.decode("latin-1"), expected=repr(named)[1:])
    )
