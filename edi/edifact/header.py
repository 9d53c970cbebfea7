"""What may be wrong with an interchange header (ISO 9735-1, UNB)."""

import re
from collections.abc import Iterator

from edi.defects import Defect, DefectCode
from edi.segment import Segment

_LAST_UNB_ELEMENT = 11
_LONGEST_REFERENCE = 14
_PREPARED = re.compile(r"(?:19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
# UNB elements other than the test indicator in which a lone 1 suggests that the sender miscounted. 0031, the ninth, is
# left out: there a 1 asks for an acknowledgement.
_FLAG_SUSPECTS = (6, 7, 8, 10, 12, 13)
_MANDATORY = ((2, "a sender"), (3, "a recipient"), (5, "a control reference"))


def header_defects(header: Segment) -> Iterator[Defect]:
    """What is missing, too long or no date, and where a test indicator seems to have slipped."""
    for element, name in _MANDATORY:
        if not header.component(element).strip():
            yield _defect(DefectCode.UNB_INCOMPLETE, header, name)
    if len(header.elements) > _LAST_UNB_ELEMENT:
        yield _defect(DefectCode.UNB_TOO_LONG, header, str(len(header.elements)))
    if len(reference := header.component(5).strip()) > _LONGEST_REFERENCE:
        yield _defect(DefectCode.UNB_REFERENCE_LONG, header, reference)
    if not _PREPARED.fullmatch(date := header.component(4).strip()):
        yield _defect(DefectCode.UNB_DATE, header, repr(date))
    for element in _FLAG_SUSPECTS:
        if [part for part in header.composite(element) if part] == ["1"]:
            yield _defect(DefectCode.TEST_FLAG_MISPLACED, header, str(element))


def _defect(code: DefectCode, header: Segment, found: str) -> Defect:
    return Defect(code, header.offset, header.number, found=found)
