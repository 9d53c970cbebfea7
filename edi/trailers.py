"""What the envelopes of both standards have in common: where a defect is, and what a trailer without its end says."""

from dataclasses import replace

from edi.defects import Defect, DefectCode
from edi.segment import Segment


def defect_at(code: DefectCode, at: Segment | None, *, found: str = "", expected: str = "") -> Defect:
    """A defect of a segment; without one it is of the file as a whole."""
    if at is None:
        return Defect(code, 0, 0, found, expected)
    return Defect(code, at.offset, at.number, found, expected)


def of_last(cut_off: Defect, last: Segment, reference: str) -> Defect:
    """The defect of a last segment without terminator: nothing else is missing of a trailer that ends as it has to.

    `reference` is what a trailer repeats at its end of the header that it closes, empty where it closes none.
    """
    is_whole = bool(reference.strip()) and last.component(2).strip() == reference.strip()
    return replace(cut_off, code=DefectCode.LAST_TERMINATOR_MISSING) if is_whole else cut_off
