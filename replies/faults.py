"""From what the readers noticed on the wire to what is told to the sender.

What only our tolerance noticed, and no standard calls an error, is not told: a byte order mark, wrapped lines, the use
of groups.
"""

from edi.defects import DefectCode
from replies.syntax_answer import Fault

TOLD: dict[DefectCode, Fault] = {
    DefectCode.UNA_UNUSABLE: Fault.INVALID_SERVICE_CHARACTER,
    DefectCode.TERMINATOR_INFERRED: Fault.INVALID_SERVICE_CHARACTER,
    DefectCode.JUNK_AFTER: Fault.OUTSIDE_MESSAGE,
    DefectCode.NOTHING_FOUND: Fault.EMPTY,
    DefectCode.TERMINATOR_MISSING: Fault.INVALID_SERVICE_CHARACTER,
    DefectCode.TRUNCATED_SEGMENT: Fault.SEGMENT_CUT_OFF,
    DefectCode.OVERLONG_SEGMENT: Fault.ELEMENT_TOO_LONG,
    DefectCode.DOUBLED_SEGMENT: Fault.SEGMENT_TOO_OFTEN,
    DefectCode.FURTHER_DEFECTS: Fault.UNSPECIFIED,
    DefectCode.INVALID_TAG: Fault.SEGMENT_UNKNOWN,
    DefectCode.LOWER_CASE_TAG: Fault.INVALID_CHARACTER,
    DefectCode.SYNTAX_IDENTIFIER_UNKNOWN: Fault.CHARSET_NOT_SUPPORTED,
    DefectCode.OTHER_CHARSET: Fault.INVALID_CHARACTER,
    DefectCode.UNDECODABLE: Fault.INVALID_CHARACTER,
    DefectCode.CONTROL_CHARACTER: Fault.INVALID_CHARACTER,
    DefectCode.UNB_MISSING: Fault.HEADER_INCOMPLETE,
    DefectCode.UNB_INCOMPLETE: Fault.HEADER_INCOMPLETE,
    DefectCode.UNB_TOO_LONG: Fault.TOO_MANY_ELEMENTS,
    DefectCode.UNB_DATE: Fault.INVALID_DATE,
    DefectCode.UNB_REFERENCE_LONG: Fault.ELEMENT_TOO_LONG,
    DefectCode.TEST_FLAG_MISPLACED: Fault.INVALID_VALUE,
    DefectCode.EMPTY_INTERCHANGE: Fault.EMPTY,
    DefectCode.UNZ_MISSING: Fault.TRAILER_MISSING,
    DefectCode.UNZ_COUNT: Fault.COUNT_DIFFERS,
    DefectCode.UNZ_COUNT_LOW: Fault.COUNT_DIFFERS,
    DefectCode.UNZ_REFERENCE: Fault.REFERENCE_DIFFERS,
    DefectCode.UNE_MISSING: Fault.TRAILER_MISSING,
    DefectCode.UNE_COUNT: Fault.COUNT_DIFFERS,
    DefectCode.UNE_REFERENCE: Fault.REFERENCE_DIFFERS,
    DefectCode.UNE_UNEXPECTED: Fault.OUTSIDE_MESSAGE,
    DefectCode.UNH_INCOMPLETE: Fault.HEADER_INCOMPLETE,
    DefectCode.UNT_MISSING: Fault.TRAILER_MISSING,
    DefectCode.UNT_COUNT: Fault.COUNT_DIFFERS,
    DefectCode.UNT_COUNT_LOW: Fault.COUNT_DIFFERS,
    DefectCode.UNT_REFERENCE: Fault.REFERENCE_DIFFERS,
    DefectCode.OUTSIDE_MESSAGE: Fault.OUTSIDE_MESSAGE,
    DefectCode.DUPLICATE_MESSAGE_REFERENCE: Fault.REFERENCE_REPEATED,
    DefectCode.ISA_MISSING: Fault.HEADER_INCOMPLETE,
    DefectCode.ISA_NOT_FIXED_WIDTH: Fault.ELEMENT_TOO_SHORT,
    DefectCode.IEA_MISSING: Fault.TRAILER_MISSING,
    DefectCode.IEA_COUNT: Fault.COUNT_DIFFERS,
    DefectCode.IEA_REFERENCE: Fault.REFERENCE_DIFFERS,
    DefectCode.GS_MISSING: Fault.HEADER_INCOMPLETE,
    DefectCode.GE_MISSING: Fault.TRAILER_MISSING,
    DefectCode.GE_COUNT: Fault.COUNT_DIFFERS,
    DefectCode.GE_REFERENCE: Fault.REFERENCE_DIFFERS,
    DefectCode.GE_UNEXPECTED: Fault.OUTSIDE_MESSAGE,
    DefectCode.ST_INCOMPLETE: Fault.HEADER_INCOMPLETE,
    DefectCode.SE_MISSING: Fault.TRAILER_MISSING,
    DefectCode.SE_COUNT: Fault.COUNT_DIFFERS,
    DefectCode.SE_COUNT_LOW: Fault.COUNT_DIFFERS,
    DefectCode.SE_REFERENCE: Fault.REFERENCE_DIFFERS,
    DefectCode.DUPLICATE_SET_NUMBER: Fault.REFERENCE_REPEATED,
}

NOT_TOLD = frozenset(
    {
        DefectCode.BYTE_ORDER_MARK,
        DefectCode.TWO_BYTE_CHARACTERS,
        DefectCode.JUNK_BEFORE,
        DefectCode.UNUSUAL_TERMINATOR,
        DefectCode.LAST_TERMINATOR_MISSING,
        DefectCode.WRAPPED_LINES,
        DefectCode.EMPTY_SEGMENT,
        DefectCode.STRAY_CHARACTERS,
        DefectCode.UNG_PRESENT,
    }
)
"""Codes without an entry above on purpose; a new code has to be put into one of the two."""
