"""Where a standard says what a defect breaks.

ISO 9735 is cited by the clauses of its syntax versions 1 to 3, ISO 9735-1 by those of version 4; what X12.5
(interchange control structures) and X12.6 (application control structure) say is cited by the names of their clauses.
"""

from collections.abc import Mapping
from types import MappingProxyType

from edi.defects import DefectCode

_UNA = "ISO 9735, annex B, service string advice; ISO 9735-1, 5"
_REPERTOIRE = "ISO 9735, 5; ISO 9735-1, 6, character repertoires"
_STRUCTURE = "ISO 9735, 6.1, interchange structure"
_SEGMENT = "ISO 9735, 6.3, segment structure; ISO 9735-1, 7"
_UNB = "ISO 9735, annex B, UNB"
_UNZ = "ISO 9735, annex B, UNZ"
_UNG, _UNE = "ISO 9735, annex B, UNG", "ISO 9735, annex B, UNE"
_UNH, _UNT = "ISO 9735, annex B, UNH", "ISO 9735, annex B, UNT"
_ISA, _IEA = "X12.5, ISA, interchange control header", "X12.5, IEA, interchange control trailer"
_GS, _GE = "X12.6, GS, functional group header", "X12.6, GE, functional group trailer"
_ST, _SE = "X12.6, ST, transaction set header", "X12.6, SE, transaction set trailer"

_SECTIONS: Mapping[DefectCode, str] = MappingProxyType(
    {
        DefectCode.BYTE_ORDER_MARK: _REPERTOIRE,
        DefectCode.TWO_BYTE_CHARACTERS: _REPERTOIRE,
        DefectCode.JUNK_BEFORE: _STRUCTURE,
        DefectCode.JUNK_AFTER: _STRUCTURE,
        DefectCode.NOTHING_FOUND: _STRUCTURE,
        DefectCode.UNA_UNUSABLE: _UNA,
        DefectCode.UNUSUAL_TERMINATOR: _UNA,
        DefectCode.TERMINATOR_INFERRED: _UNA,
        DefectCode.WRAPPED_LINES: _REPERTOIRE,
        DefectCode.TERMINATOR_MISSING: _SEGMENT,
        DefectCode.TRUNCATED_SEGMENT: _SEGMENT,
        DefectCode.LAST_TERMINATOR_MISSING: _SEGMENT,
        DefectCode.OVERLONG_SEGMENT: _SEGMENT,
        DefectCode.EMPTY_SEGMENT: _SEGMENT,
        DefectCode.STRAY_CHARACTERS: _SEGMENT,
        DefectCode.INVALID_TAG: _SEGMENT,
        DefectCode.LOWER_CASE_TAG: _SEGMENT,
        DefectCode.DOUBLED_SEGMENT: "ISO 9735, 6.2, order of segments within a message",
        DefectCode.SYNTAX_IDENTIFIER_UNKNOWN: "ISO 9735, 4, syntax levels",
        DefectCode.OTHER_CHARSET: _REPERTOIRE,
        DefectCode.UNDECODABLE: _REPERTOIRE,
        DefectCode.CONTROL_CHARACTER: _REPERTOIRE,
        DefectCode.UNB_MISSING: _UNB,
        DefectCode.UNB_INCOMPLETE: _UNB,
        DefectCode.UNB_TOO_LONG: _UNB,
        DefectCode.UNB_REFERENCE_LONG: f"{_UNB}, 0020",
        DefectCode.UNB_DATE: f"{_UNB}, S004",
        DefectCode.TEST_FLAG_MISPLACED: f"{_UNB}, 0035",
        DefectCode.EMPTY_INTERCHANGE: _STRUCTURE,
        DefectCode.UNZ_MISSING: _UNZ,
        DefectCode.UNZ_COUNT: f"{_UNZ}, 0036",
        DefectCode.UNZ_COUNT_LOW: f"{_UNZ}, 0036",
        DefectCode.UNZ_REFERENCE: f"{_UNZ}, 0020",
        DefectCode.UNG_PRESENT: _UNG,
        DefectCode.UNE_MISSING: _UNE,
        DefectCode.UNE_COUNT: f"{_UNE}, 0060",
        DefectCode.UNE_REFERENCE: f"{_UNE}, 0048",
        DefectCode.UNE_UNEXPECTED: _UNE,
        DefectCode.UNH_INCOMPLETE: _UNH,
        DefectCode.UNT_MISSING: _UNT,
        DefectCode.UNT_COUNT: f"{_UNT}, 0074",
        DefectCode.UNT_COUNT_LOW: f"{_UNT}, 0074",
        DefectCode.UNT_REFERENCE: f"{_UNT}, 0062",
        DefectCode.OUTSIDE_MESSAGE: _STRUCTURE,
        DefectCode.DUPLICATE_MESSAGE_REFERENCE: f"{_UNH}, 0062",
        DefectCode.FURTHER_DEFECTS: "",
        DefectCode.ISA_MISSING: _ISA,
        DefectCode.ISA_NOT_FIXED_WIDTH: _ISA,
        DefectCode.IEA_MISSING: _IEA,
        DefectCode.IEA_COUNT: f"{_IEA}, IEA01",
        DefectCode.IEA_REFERENCE: f"{_IEA}, IEA02",
        DefectCode.GS_MISSING: _GS,
        DefectCode.GE_MISSING: _GE,
        DefectCode.GE_COUNT: f"{_GE}, GE01",
        DefectCode.GE_REFERENCE: f"{_GE}, GE02",
        DefectCode.GE_UNEXPECTED: _GE,
        DefectCode.ST_INCOMPLETE: _ST,
        DefectCode.SE_MISSING: _SE,
        DefectCode.SE_COUNT: f"{_SE}, SE01",
        DefectCode.SE_COUNT_LOW: f"{_SE}, SE01",
        DefectCode.SE_REFERENCE: f"{_SE}, SE02",
        DefectCode.DUPLICATE_SET_NUMBER: f"{_ST}, ST02",
    }
)
_IN_X12 = MappingProxyType(
    {
        _REPERTOIRE: "X12.6, character set",
        _STRUCTURE: "X12.5, interchange control structures",
        _SEGMENT: "X12.6, data segment",
        _UNA: "X12.5, ISA, delimiters",
        "ISO 9735, 6.2, order of segments within a message": "X12.6, data segment order",
    }
)
"""What either standard says of the same defect."""


def section(code: str, *, is_x12: bool) -> str:
    """Where the standard of the message says it, by the code of the defect; empty for one that is not known."""
    try:
        said = _SECTIONS.get(DefectCode(code), "")
    except ValueError:
        return ""
    return _IN_X12.get(said, said) if is_x12 else said
