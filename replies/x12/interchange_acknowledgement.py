"""TA1: whether the envelope of an interchange, ISA to IEA, could be read (X12.6, X12.56); of groups it says nothing."""

import re

from edi.x12.writer import Fields
from replies.syntax_answer import SyntaxAnswer, Verdict
from replies.x12 import fault_codes

_PREPARED = re.compile(r"\d{10}")
_NUMBER = re.compile(r"\d{1,9}")


def acknowledgements(answer: SyntaxAnswer) -> tuple[Fields, ...]:
    """The TA1 of the interchange where its sender asked for one, else none.

    A TA1 names the number, date and time of the ISA. Where these cannot be named there is nothing to answer to.
    """
    if not answer.asked or not _NUMBER.fullmatch(answer.reference) or not _PREPARED.fullmatch(answer.prepared[:10]):
        return ()
    number, day, time = answer.reference.zfill(9), answer.prepared[:6], answer.prepared[6:10]
    return (("TA1", number, day, time, _status(answer), _note(answer)),)


def _status(answer: SyntaxAnswer) -> str:
    if not answer.defects:
        return "A"
    return "R" if answer.verdict is Verdict.REJECTED else "E"


def _note(answer: SyntaxAnswer) -> str:
    """The first fault that has a code; a TA1 has room for one."""
    if not answer.defects:
        return fault_codes.INTERCHANGE_WITHOUT_FAULT
    codes = (fault_codes.INTERCHANGE.get(defect.fault) for defect in answer.defects)
    return next((code for code in codes if code), fault_codes.INTERCHANGE_IN_GENERAL)
