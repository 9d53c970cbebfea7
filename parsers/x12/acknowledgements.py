"""What acknowledgments that arrive say: 997 and 999 of a group of ours, TA1 of an interchange, 855 and 865 of an order.

They are no orders and are never answered. One that rejects what we sent holds, since nobody else would notice.
"""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from edi.segment import Segment
from edi.x12.reader import Interchange, TransactionSet
from orders.findings import Finding, FindingCode, Severity

_VERDICTS = MappingProxyType({
    "A": "accepted", "E": "accepted, with errors", "P": "accepted in part", "R": "rejected",
    "M": "rejected", "W": "rejected", "X": "rejected",
})  # fmt: skip
_REJECTING = ("P", "R", "M", "W", "X")
_ORDER_VERDICTS = MappingProxyType({
    "AC": "accepted with changes", "AD": "accepted", "AE": "accepted with exceptions", "AH": "on hold",
    "AK": "acknowledged", "AP": "acknowledged", "AT": "accepted", "NA": "not acknowledged", "RD": "rejected",
    "RF": "rejected", "RJ": "rejected", "RN": "rejected", "RO": "rejected with a counter offer", "RV": "rejected",
})  # fmt: skip
SYNTAX, ORDER = ("997", "999"), ("855", "865")
_HEADERS = {"855": "BAK", "865": "BCA"}


def of_set(each: TransactionSet) -> Finding:
    """What an acknowledgment of one of these types says."""
    if each.type in ORDER:
        return _of_order(each)
    header = _first(each.segments, "AK1")
    trailer = _first(each.segments, "AK9")
    code = trailer.component(1) if trailer else ""
    group = f"group {header.component(2)} ({header.component(1)})" if header else "a group that it does not name"
    verdict = _VERDICTS.get(code, "without a verdict")
    sets = ", ".join(_rejected(each.segments))
    which = f" Rejected: {sets}." if sets else ""
    rejects = bool(sets) or code in _REJECTING
    remedy = " Look at what was sent, mend it and send it again." if rejects else ""
    sentence = f"{_named(each)} answers {group} of ours: {verdict}.{which}{remedy}"
    return _finding(each.type, sentence, holds=rejects)


def of_interchange(interchange: Interchange) -> Iterator[Finding]:
    """What each TA1 says."""
    for segment in interchange.stray:
        if segment.tag == "TA1":
            code, note = segment.component(4), segment.component(5)
            why = "" if note in ("", "000") else f" (note {note})"
            remedy = " Look at what was sent, mend it and send it again." if code == "R" else ""
            verdict = _VERDICTS.get(code, "without a verdict")
            sentence = f"TA1 answers interchange {segment.component(1)} of ours: {verdict}{why}.{remedy}"
            yield _finding("TA1", sentence, holds=code == "R")


def _of_order(each: TransactionSet) -> Finding:
    header = _first(each.segments, _HEADERS[each.type])
    number = header.component(3) if header else ""
    verdict = _ORDER_VERDICTS.get(header.component(2) if header else "", "without a verdict")
    sentence = f"{_named(each)} is a supplier's answer to order {number or '(without a number)'}: {verdict}."
    return _finding(each.type, sentence, holds=False)


def _rejected(segments: Sequence[Segment]) -> Iterator[str]:
    """The sets that are rejected, as `850 0001`."""
    answered = ""
    for segment in segments:
        if segment.tag == "AK2":
            answered = f"{segment.component(1)} {segment.component(2)}"
        elif segment.tag in ("AK5", "IK5") and segment.component(1) in _REJECTING:
            yield answered


def _named(each: TransactionSet) -> str:
    return f"Transaction set {each.number or '(without a number)'}, {each.type}, is no order; it"


def _finding(found: str, sentence: str, *, holds: bool) -> Finding:
    severity = Severity.HOLD if holds else Severity.NOTE
    return Finding(code=FindingCode.NO_ORDER, severity=severity, message=sentence, found=found)


def _first(segments: Sequence[Segment], tag: str) -> Segment | None:
    return next((segment for segment in segments if segment.tag == tag), None)
