"""Faults in the codes of 997 and 999, one table a level, and back.

Data elements 716 (group, AK905), 718 and 618 (set, AK502, IK502), 720 and 620 (segment, AK304, IK304), 723 and 621
(element, AK403, IK403), I18 (interchange, TA105). Where several faults share a code, the first is the one read back.
A fault that a level has no code for takes the nearest one that is true; of a group and an interchange it is not told.
"""

from collections.abc import Mapping
from types import MappingProxyType

from replies.syntax_answer import Fault

SEGMENTS_IN_ERROR = "5"
"""718: one or more segments in error, which AK3 and IK3 name."""
ELEMENTS_IN_ERROR = "8"
"""720: the segment has errors in data elements, which AK4 and IK4 name."""

INTERCHANGE = MappingProxyType({
    Fault.REFERENCE_DIFFERS: "001",
    Fault.VERSION_NOT_SUPPORTED: "003",
    Fault.INVALID_SERVICE_CHARACTER: "004",
    Fault.SENDER_UNKNOWN: "006",
    Fault.NOT_FOR_US: "009",
    Fault.INVALID_DATE: "014",
    Fault.INVALID_TIME: "015",
    Fault.REFERENCE_MISSING: "018",
    Fault.TEST_NOT_ACCEPTED: "020",
    Fault.COUNT_DIFFERS: "021",
    Fault.HEADER_INCOMPLETE: "022",
    Fault.ELEMENT_TOO_SHORT: "022",
    Fault.TRAILER_MISSING: "023",
    Fault.EMPTY: "024",
    Fault.OUTSIDE_MESSAGE: "024",
    Fault.DUPLICATE: "025",
    Fault.REFERENCE_REPEATED: "025",
})  # fmt: skip
INTERCHANGE_WITHOUT_FAULT, INTERCHANGE_IN_GENERAL = "000", "022"

GROUP = MappingProxyType({
    Fault.TYPE_NOT_SUPPORTED: "1",
    Fault.VERSION_NOT_SUPPORTED: "2",
    Fault.TRAILER_MISSING: "3",
    Fault.REFERENCE_DIFFERS: "4",
    Fault.COUNT_DIFFERS: "5",
    Fault.REFERENCE_MISSING: "6",
})  # fmt: skip
GROUP_SINCE_5010 = MappingProxyType({**GROUP, Fault.REFERENCE_REPEATED: "19"})

SET = MappingProxyType({
    Fault.TYPE_NOT_SUPPORTED: "1",
    Fault.VERSION_NOT_SUPPORTED: "1",
    Fault.TEST_NOT_ACCEPTED: "1",
    Fault.TRAILER_MISSING: "2",
    Fault.REFERENCE_DIFFERS: "3",
    Fault.COUNT_DIFFERS: "4",
    Fault.TYPE_MISSING: "6",
    Fault.REFERENCE_MISSING: "7",
    Fault.HEADER_INCOMPLETE: "7",
    Fault.REFERENCE_REPEATED: "23",
    Fault.DUPLICATE: "23",
})  # fmt: skip

SEGMENT = MappingProxyType({
    Fault.SEGMENT_UNKNOWN: "1",
    Fault.SEGMENT_UNEXPECTED: "2",
    Fault.SEGMENT_MISSING: "3",
    Fault.SEGMENT_TOO_OFTEN: "5",
    Fault.OUTSIDE_MESSAGE: "6",
})  # fmt: skip

ELEMENT = MappingProxyType({
    Fault.ELEMENT_MISSING: "1",
    Fault.TOO_MANY_ELEMENTS: "3",
    Fault.ELEMENT_TOO_SHORT: "4",
    Fault.ELEMENT_TOO_LONG: "5",
    Fault.INVALID_CHARACTER: "6",
    Fault.CHARSET_NOT_SUPPORTED: "6",
    Fault.INVALID_SERVICE_CHARACTER: "6",
    Fault.INVALID_VALUE: "7",
    Fault.INVALID_DATE: "8",
    Fault.INVALID_TIME: "9",
})  # fmt: skip
ELEMENT_IN_GENERAL = "7"


def meaning(codes: Mapping[Fault, str], code: str) -> Fault:
    """The fault that a code of this table stands for; `UNSPECIFIED` for one that is not in it."""
    return next((fault for fault, each in codes.items() if each == code), Fault.UNSPECIFIED)
