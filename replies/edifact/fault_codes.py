"""What is wrong with an interchange, in the codes of CONTRL (DE 0085), and at which of its levels each may be told.

Which code may stand in which segment is from annex A of ISO 9735-4; where the right one may not, "unspecified" does.
"""

from enum import StrEnum

from replies.syntax_answer import Fault

UNSPECIFIED = "18"


class Level(StrEnum):
    """The five levels at which CONTRL reports, by their segments."""

    INTERCHANGE = "UCI"
    GROUP = "UCF"
    MESSAGE = "UCM"
    SEGMENT = "UCS"
    ELEMENT = "UCD"


_CODES: dict[Fault, str] = {
    Fault.TRAILER_MISSING: "13",
    Fault.REFERENCE_DIFFERS: "28",
    Fault.COUNT_DIFFERS: "29",
    Fault.REFERENCE_MISSING: "13",
    Fault.REFERENCE_REPEATED: "26",
    Fault.DUPLICATE: "26",
    Fault.TYPE_MISSING: "13",
    Fault.TYPE_NOT_SUPPORTED: "14",
    Fault.VERSION_NOT_SUPPORTED: "14",
    Fault.HEADER_INCOMPLETE: "13",
    Fault.EMPTY: "32",
    Fault.OUTSIDE_MESSAGE: "33",
    Fault.TEST_NOT_ACCEPTED: "25",
    Fault.SENDER_UNKNOWN: "23",
    Fault.NOT_FOR_US: "7",
    Fault.CHARSET_NOT_SUPPORTED: "2",
    Fault.INVALID_CHARACTER: "21",
    Fault.INVALID_SERVICE_CHARACTER: "22",
    Fault.SEGMENT_UNKNOWN: "15",
    Fault.SEGMENT_UNEXPECTED: "15",
    Fault.SEGMENT_MISSING: "13",
    Fault.SEGMENT_TOO_OFTEN: "35",
    Fault.SEGMENT_CUT_OFF: "18",
    Fault.ELEMENT_MISSING: "13",
    Fault.TOO_MANY_ELEMENTS: "16",
    Fault.ELEMENT_TOO_SHORT: "40",
    Fault.ELEMENT_TOO_LONG: "39",
    Fault.INVALID_VALUE: "12",
    Fault.INVALID_DATE: "12",
    Fault.INVALID_TIME: "12",
    Fault.UNSPECIFIED: UNSPECIFIED,
}

_I, _G, _M, _S, _E = Level.INTERCHANGE, Level.GROUP, Level.MESSAGE, Level.SEGMENT, Level.ELEMENT
# Codes that are not here may stand at every level.
_ONLY_AT: dict[str, frozenset[Level]] = {
    "2": frozenset({_I}),
    "7": frozenset({_I}),
    "23": frozenset({_I}),
    "25": frozenset({_I, _G, _M, _S}),
    "26": frozenset({_I, _G, _M}),
    "28": frozenset({_I, _G, _M}),
    "29": frozenset({_I, _G, _M}),
    "32": frozenset({_I, _G}),
    "33": frozenset({_I, _G}),
    "35": frozenset({_M, _S, _E}),
    "39": frozenset({_I, _G, _M, _E}),
    "40": frozenset({_I, _G, _M, _E}),
}

HEADERS = {Level.INTERCHANGE: "UNB", Level.GROUP: "UNG", Level.MESSAGE: "UNH"}
TRAILERS = {Level.INTERCHANGE: "UNZ", Level.GROUP: "UNE", Level.MESSAGE: "UNT"}
_IN_TRAILER = frozenset({Fault.TRAILER_MISSING, Fault.REFERENCE_DIFFERS, Fault.COUNT_DIFFERS})
_IN_HEADER = frozenset(
    {
        Fault.REFERENCE_MISSING,
        Fault.REFERENCE_REPEATED,
        Fault.DUPLICATE,
        Fault.TYPE_MISSING,
        Fault.TYPE_NOT_SUPPORTED,
        Fault.VERSION_NOT_SUPPORTED,
        Fault.HEADER_INCOMPLETE,
        Fault.TEST_NOT_ACCEPTED,
        Fault.SENDER_UNKNOWN,
        Fault.NOT_FOR_US,
        Fault.CHARSET_NOT_SUPPORTED,
    }
)
# Where in the header of its level such a fault is, element and component counted from 1 behind the tag.
PLACES: dict[tuple[Level, Fault], tuple[int, int]] = {
    (_I, Fault.REFERENCE_MISSING): (5, 0),
    (_I, Fault.DUPLICATE): (5, 0),
    (_I, Fault.CHARSET_NOT_SUPPORTED): (1, 1),
    (_I, Fault.SENDER_UNKNOWN): (2, 1),
    (_I, Fault.NOT_FOR_US): (3, 1),
    (_I, Fault.TEST_NOT_ACCEPTED): (11, 0),
    (_G, Fault.REFERENCE_MISSING): (5, 0),
    (_M, Fault.REFERENCE_MISSING): (1, 0),
    (_M, Fault.REFERENCE_REPEATED): (1, 0),
    (_M, Fault.TYPE_MISSING): (2, 1),
    (_M, Fault.TYPE_NOT_SUPPORTED): (2, 1),
    (_M, Fault.VERSION_NOT_SUPPORTED): (2, 3),
}


def code(fault: Fault, level: Level) -> str:
    """The code of a fault where it is told, or the one for an unspecified error where its own may not stand."""
    found = _CODES[fault]
    return found if level in _ONLY_AT.get(found, level) else UNSPECIFIED


def service_segment(fault: Fault, level: Level) -> str:
    """Which segment of the envelope a fault of the whole is in; empty where that is not known."""
    if fault in _IN_TRAILER:
        return TRAILERS[level]
    return HEADERS[level] if fault in _IN_HEADER else ""


def meaning(told: str, level: Level, tag: str = "", place: tuple[int, int] = (0, 0)) -> Fault:
    """The fault that a code means at a level, in this segment of the envelope and at this place of it."""
    if level in HEADERS:
        for (where, fault), known in PLACES.items():
            if where is level and known == place and tag == HEADERS[level] and _CODES[fault] == told:
                return fault
        if told == "13":
            if tag == TRAILERS[level]:
                return Fault.TRAILER_MISSING
            return Fault.ELEMENT_MISSING if any(place) else Fault.HEADER_INCOMPLETE
        if told == "26" and level is Level.INTERCHANGE:
            return Fault.DUPLICATE
    if told == "13":
        return Fault.SEGMENT_MISSING if level is Level.SEGMENT else Fault.ELEMENT_MISSING
    return _FIRST.get(told, Fault.UNSPECIFIED)


_FIRST: dict[str, Fault] = {
    **{found: fault for fault, found in reversed(_CODES.items())},
    "15": Fault.SEGMENT_UNEXPECTED,
    "18": Fault.UNSPECIFIED,
    "14": Fault.INVALID_VALUE,
    "37": Fault.INVALID_CHARACTER,
}
"""Of the faults that share a code, the plainest; 14 and 37 are codes that others send."""
