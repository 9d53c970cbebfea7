"""What a parser only notes of an order that is whole, and a person is to see: the interchange around it is in doubt.

An interchange that does not end may have held further orders, which nothing else would tell. A flag that looks like a
slipped test indicator may make tests of all its orders.
"""

from collections.abc import Callable, Sequence

from edi.defects import DefectCode
from orders.findings import Finding, Severity
from orders.partner import PartnerProfiles
from orders.reading import OrderReading
from parsers.profile.accepted import accepted
from parsers.segments.defects import ENDS_MISSING
from pipeline.findings import merged

_ENDS = frozenset(code.value for code in ENDS_MISSING)
_TEST_FLAGS = frozenset({DefectCode.TEST_FLAG_MISPLACED.value})
_FURTHER = "This is the last order in it: others may be missing. Ask the customer whether there are more, then accept."
_TEST = "Ask the customer whether this is a test: refuse it if it is, else accept."


def with_doubts_held(
    readings: Sequence[OrderReading], partners: PartnerProfiles, is_continued: Callable[[], bool]
) -> tuple[OrderReading, ...]:
    """The last order of an interchange that does not end is held, and all that may be tests, unless a profile accepts.

    `is_continued`: whether the last interchange goes on in another portion. It is asked where that one does not end.
    """
    last = {end.message: number for number, one in enumerate(readings) if (end := _first(one, _ENDS))}
    numbers = set(last.values())
    if len(readings) - 1 in numbers and is_continued():
        numbers.remove(len(readings) - 1)
    flagged = [_held(one, _TEST_FLAGS, _TEST, partners) for one in readings]
    return tuple(
        _held(one, _ENDS, _FURTHER, partners) if number in numbers else one for number, one in enumerate(flagged)
    )


def _first(reading: OrderReading, defects: frozenset[str]) -> Finding | None:
    return next((one for one in reading.findings if one.defect in defects), None)


def _held(reading: OrderReading, defects: frozenset[str], remedy: str, partners: PartnerProfiles) -> OrderReading:
    """As it is where it is held for that already."""
    told = _first(reading, defects)
    if told is None or any(one.holds and one.code is told.code for one in reading.findings):
        return reading
    doubt = told.model_copy(update={"severity": Severity.HOLD, "message": f"{told.message} {remedy}"})
    profile = partners.of(reading.identities)
    graded = accepted(doubt, reading, profile) if profile else doubt
    return reading.model_copy(update={"findings": merged(reading.findings, (graded,))})
