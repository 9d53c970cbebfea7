"""Defects of the syntax as findings: what puts the content in doubt holds, what is only formal is shown."""

from collections.abc import Sequence

from edi.defects import Defect, DefectCode, Weight
from orders.evidence import Segment as Place
from orders.findings import Finding, FindingCode, Severity

_CODES = {
    DefectCode.UNDECODABLE: FindingCode.UNDECODABLE_CHARACTERS,
    DefectCode.OTHER_CHARSET: FindingCode.UNDECODABLE_CHARACTERS,
    DefectCode.CONTROL_CHARACTER: FindingCode.UNDECODABLE_CHARACTERS,
    DefectCode.TRUNCATED_SEGMENT: FindingCode.TRUNCATED,
    DefectCode.LAST_TERMINATOR_MISSING: FindingCode.TRUNCATED,
    DefectCode.UNT_MISSING: FindingCode.TRUNCATED,
    DefectCode.UNE_MISSING: FindingCode.TRUNCATED,
    DefectCode.UNZ_MISSING: FindingCode.TRUNCATED,
    DefectCode.SE_MISSING: FindingCode.TRUNCATED,
    DefectCode.GE_MISSING: FindingCode.TRUNCATED,
    DefectCode.IEA_MISSING: FindingCode.TRUNCATED,
    DefectCode.UNT_COUNT: FindingCode.CONTROL_COUNT,
    DefectCode.UNT_COUNT_LOW: FindingCode.CONTROL_COUNT,
    DefectCode.UNE_COUNT: FindingCode.CONTROL_COUNT,
    DefectCode.UNZ_COUNT: FindingCode.CONTROL_COUNT,
    DefectCode.UNZ_COUNT_LOW: FindingCode.CONTROL_COUNT,
    DefectCode.UNT_REFERENCE: FindingCode.CONTROL_REFERENCE,
    DefectCode.UNE_REFERENCE: FindingCode.CONTROL_REFERENCE,
    DefectCode.UNZ_REFERENCE: FindingCode.CONTROL_REFERENCE,
    DefectCode.DUPLICATE_MESSAGE_REFERENCE: FindingCode.CONTROL_REFERENCE,
}

_TAGS = frozenset({"una", "unb", "ung", "unh", "unt", "une", "unz"})

_REMEDY = {
    Weight.CONTENT: " Compare the order with the raw segments, or ask the sender to send it again.",
    Weight.FORMAL: "",
}

_NOT_CLOSED = frozenset({DefectCode.UNT_MISSING, DefectCode.SE_MISSING})
_COUNTS = frozenset({DefectCode.UNT_COUNT, DefectCode.SE_COUNT})
# What is doubtful of the interchange alone: the flow asks a person about that, once.
_AROUND = frozenset({DefectCode.TEST_FLAG_MISPLACED})
ENDS_MISSING = frozenset(
    {
        DefectCode.UNZ_MISSING,
        DefectCode.UNE_MISSING,
        DefectCode.IEA_MISSING,
        DefectCode.GE_MISSING,
        DefectCode.TRUNCATED_SEGMENT,
    }
)
"""An interchange or group that does not end: what is closed in it is whole, and others may be missing."""


def defect_findings(
    interchange: Sequence[Defect], message: Sequence[Defect], before: int, *, agrees: bool
) -> tuple[Finding, ...]:
    """The defects of an interchange and of one message as findings of its order.

    `agrees`: no segment repeats the one before, and the message's own totals confirm what was read. Then more segments
    than its trailer announces are a wrong count and no doubt; fewer always are one. A message that is closed by its
    trailer is whole, whether the interchange ends or not: that others may be missing holds none that is there.
    """
    wrong = [one for one in message if one.code in _COUNTS and not (agrees and _announces_less(one))]
    closed = not wrong and not any(one.code in _NOT_CLOSED for one in message)
    around = [finding_of(one, before, is_harmless=_concerns_others(one, closed=closed)) for one in interchange]
    inside = [finding_of(one, before, is_harmless=closed and one.code in _COUNTS) for one in message]
    return (*around, *inside)


def _concerns_others(defect: Defect, *, closed: bool) -> bool:
    return defect.code in _AROUND or (closed and defect.code in ENDS_MISSING)


def _announces_less(defect: Defect) -> bool:
    counts = defect.expected, defect.found
    return all(count.isascii() and count.isdecimal() for count in counts) and int(counts[0]) < int(counts[1])


def finding_of(defect: Defect, before: int, *, is_harmless: bool = False) -> Finding:
    """A defect of the syntax as a finding: what puts the content in doubt holds, what is only formal is shown."""
    weight = Weight.FORMAL if is_harmless else defect.weight
    evidence = (Place(position=before + defect.segment, tag=""),) if defect.segment else ()
    return Finding(
        code=_CODES.get(defect.code, FindingCode.ENVELOPE_DEFECT),
        severity=Severity.HOLD if weight is Weight.CONTENT else Severity.NOTE,
        message=f"{_placed(defect)}{_REMEDY[weight]}",
        found=defect.found or _words(defect.code),
        expected=defect.expected,
        evidence=evidence,
        defect=defect.code.value,
    )


def _placed(defect: Defect) -> str:
    """The sentence with where it is; at the very beginning of the file that says nothing."""
    sentence = defect.sentence.removesuffix(".")
    return f"{sentence} (at byte {defect.offset} of the file)." if defect.offset else f"{sentence}."


def _words(code: DefectCode) -> str:
    """`UNZ_MISSING` is no UNZ, `EMPTY_SEGMENT` an empty segment. Different defects never get the same words."""
    first, _, rest = code.value.partition("_")
    if rest == "missing":
        return f"no {first.upper()}"
    return f"{first.upper() if first in _TAGS else first} {rest.replace('_', ' ')}"
