"""What can be wrong with an interchange's syntax and envelope, as a closed catalogue.

A defect never stops the reader. Each says whether it makes the content doubtful (segments may be missing, fused or
misread) or is only formal, so that a partner's policy can decide between posting, answering and holding.
"""

from dataclasses import dataclass
from enum import StrEnum


class DefectCode(StrEnum):
    BYTE_ORDER_MARK = "byte_order_mark"
    TWO_BYTE_CHARACTERS = "two_byte_characters"
    JUNK_BEFORE = "junk_before"
    JUNK_AFTER = "junk_after"
    NOTHING_FOUND = "nothing_found"
    UNA_UNUSABLE = "una_unusable"
    UNUSUAL_TERMINATOR = "unusual_terminator"
    TERMINATOR_INFERRED = "terminator_inferred"
    WRAPPED_LINES = "wrapped_lines"
    TERMINATOR_MISSING = "terminator_missing"
    TRUNCATED_SEGMENT = "truncated_segment"
    LAST_TERMINATOR_MISSING = "last_terminator_missing"
    EMPTY_SEGMENT = "empty_segment"
    STRAY_CHARACTERS = "stray_characters"
    INVALID_TAG = "invalid_tag"
    LOWER_CASE_TAG = "lower_case_tag"
    SYNTAX_IDENTIFIER_UNKNOWN = "syntax_identifier_unknown"
    OTHER_CHARSET = "other_charset"
    UNDECODABLE = "undecodable"
    CONTROL_CHARACTER = "control_character"
    UNB_MISSING = "unb_missing"
    UNB_INCOMPLETE = "unb_incomplete"
    UNB_TOO_LONG = "unb_too_long"
    UNB_REFERENCE_LONG = "unb_reference_long"
    UNB_DATE = "unb_date"
    TEST_FLAG_MISPLACED = "test_flag_misplaced"
    EMPTY_INTERCHANGE = "empty_interchange"
    UNZ_MISSING = "unz_missing"
    UNZ_COUNT = "unz_count"
    UNZ_COUNT_LOW = "unz_count_low"
    UNZ_REFERENCE = "unz_reference"
    UNG_PRESENT = "ung_present"
    UNE_MISSING = "une_missing"
    UNE_COUNT = "une_count"
    UNE_REFERENCE = "une_reference"
    UNE_UNEXPECTED = "une_unexpected"
    UNH_INCOMPLETE = "unh_incomplete"
    UNT_MISSING = "unt_missing"
    UNT_COUNT = "unt_count"
    UNT_COUNT_LOW = "unt_count_low"
    UNT_REFERENCE = "unt_reference"
    OUTSIDE_MESSAGE = "outside_message"
    DUPLICATE_MESSAGE_REFERENCE = "duplicate_message_reference"
    ISA_MISSING = "isa_missing"
    ISA_NOT_FIXED_WIDTH = "isa_not_fixed_width"
    IEA_MISSING = "iea_missing"
    IEA_COUNT = "iea_count"
    IEA_REFERENCE = "iea_reference"
    GS_MISSING = "gs_missing"
    GE_MISSING = "ge_missing"
    GE_COUNT = "ge_count"
    GE_REFERENCE = "ge_reference"
    GE_UNEXPECTED = "ge_unexpected"
    ST_INCOMPLETE = "st_incomplete"
    SE_MISSING = "se_missing"
    SE_COUNT = "se_count"
    SE_COUNT_LOW = "se_count_low"
    SE_REFERENCE = "se_reference"
    DUPLICATE_SET_NUMBER = "duplicate_set_number"
    DOUBLED_SEGMENT = "doubled_segment"
    FURTHER_DEFECTS = "further_defects"
    OVERLONG_SEGMENT = "overlong_segment"


class Weight(StrEnum):
    """Whether a defect puts the content in doubt."""

    FORMAL = "formal"
    CONTENT = "content"


_F, _C = Weight.FORMAL, Weight.CONTENT

# One sentence each, in words a clerk understands; the braces are filled by whoever notes the defect.
_CATALOGUE: dict[DefectCode, tuple[Weight, str]] = {
    DefectCode.BYTE_ORDER_MARK: (_F, "The file begins with a byte order mark, which EDIFACT does not know."),
    DefectCode.TWO_BYTE_CHARACTERS: (_F, "The file is in UTF-16; places in it are those of its text in UTF-8."),
    DefectCode.JUNK_BEFORE: (_F, "{found} characters before the first segment were skipped."),
    DefectCode.JUNK_AFTER: (_C, "Text after the end of the interchange that is no interchange: {found}."),
    DefectCode.NOTHING_FOUND: (_C, "No UNA, UNB or UNH segment was found, so there is no EDIFACT message."),
    DefectCode.UNA_UNUSABLE: (_C, "The service string advice {found} names characters that cannot be told apart."),
    DefectCode.UNUSUAL_TERMINATOR: (_F, "Segments end with the character {found} instead of an apostrophe."),
    DefectCode.TERMINATOR_INFERRED: (_F, "UNA names {expected} as segment terminator, but segments end with {found}."),
    DefectCode.WRAPPED_LINES: (_F, "Line breaks inside segments were taken out; the text was wrapped in transport."),
    DefectCode.TERMINATOR_MISSING: (_C, "A line break inside segment {found} stands where a terminator seems missing."),
    DefectCode.TRUNCATED_SEGMENT: (_C, "The last segment, {found}, has no terminator; the text may be cut off."),
    DefectCode.LAST_TERMINATOR_MISSING: (_F, "The last segment, {found}, lacks its terminator and nothing else."),
    DefectCode.EMPTY_SEGMENT: (_F, "A segment terminator stands twice in a row."),
    DefectCode.STRAY_CHARACTERS: (_F, "Characters between two segments were skipped: {found}."),
    DefectCode.INVALID_TAG: (_C, "{found} is no segment tag, which has three letters or digits."),
    DefectCode.LOWER_CASE_TAG: (_F, "The segment tag {found} is not in capital letters."),
    DefectCode.SYNTAX_IDENTIFIER_UNKNOWN: (_F, "The syntax identifier {found} is not known; read as ASCII."),
    DefectCode.OTHER_CHARSET: (_F, "The interchange declares {expected}, but its bytes are {found}; read as {found}."),
    DefectCode.UNDECODABLE: (_C, "Bytes that do not belong to the character set {expected}: {found}."),
    DefectCode.CONTROL_CHARACTER: (_C, "Control characters stand in the data: {found}."),
    DefectCode.UNB_MISSING: (_F, "There is no interchange header (UNB), so sender and reference are unknown."),
    DefectCode.UNB_INCOMPLETE: (_F, "The interchange header (UNB) lacks {found}."),
    DefectCode.UNB_TOO_LONG: (_F, "The interchange header (UNB) has {found} elements, where the standard ends at 11."),
    DefectCode.UNB_REFERENCE_LONG: (_F, "The control reference of the interchange, {found}, exceeds 14 characters."),
    DefectCode.UNB_DATE: (_F, "The date on which the interchange was prepared, {found}, is none."),
    DefectCode.TEST_FLAG_MISPLACED: (
        _C,
        "A lone 1 stands in UNB element {found}; the test indicator is element 11.",
    ),
    DefectCode.EMPTY_INTERCHANGE: (_C, "The interchange holds no message."),
    DefectCode.UNZ_MISSING: (_C, "The interchange trailer (UNZ) is missing, so messages may be missing too."),
    DefectCode.UNZ_COUNT: (_C, "UNZ announces {expected} messages or groups, {found} were found."),
    DefectCode.UNZ_COUNT_LOW: (
        _F,
        "UNZ announces {expected} messages or groups, and {found} were found: none is missing.",
    ),
    DefectCode.UNZ_REFERENCE: (_F, "The reference in UNZ is {found}, the one in UNB is {expected}."),
    DefectCode.UNG_PRESENT: (_F, "The interchange uses functional groups (UNG)."),
    DefectCode.UNE_MISSING: (_C, "The group trailer (UNE) of group {expected} is missing."),
    DefectCode.UNE_COUNT: (_C, "UNE announces {expected} messages, {found} were found."),
    DefectCode.UNE_REFERENCE: (_F, "The reference in UNE is {found}, the one in UNG is {expected}."),
    DefectCode.UNE_UNEXPECTED: (_F, "A group trailer (UNE) closes no group."),
    DefectCode.UNH_INCOMPLETE: (_C, "The message header (UNH) lacks {found}."),
    DefectCode.UNT_MISSING: (_C, "The message trailer (UNT) is missing, so segments may be missing too."),
    DefectCode.UNT_COUNT: (_C, "UNT announces {expected} segments, {found} were found."),
    DefectCode.UNT_COUNT_LOW: (_F, "UNT announces {expected} segments, {found} were found, so none is missing."),
    DefectCode.UNT_REFERENCE: (_F, "The reference in UNT is {found}, the one in UNH is {expected}."),
    DefectCode.OUTSIDE_MESSAGE: (_C, "Segment {found} stands outside of any message."),
    DefectCode.DUPLICATE_MESSAGE_REFERENCE: (_F, "The message reference {found} occurs more than once."),
    DefectCode.ISA_MISSING: (_F, "There is no interchange header (ISA), so sender and number are unknown."),
    DefectCode.ISA_NOT_FIXED_WIDTH: (_F, "The interchange header (ISA) is not padded to its fixed length."),
    DefectCode.IEA_MISSING: (_C, "The interchange trailer (IEA) is missing, so orders may be missing too."),
    DefectCode.IEA_COUNT: (_C, "IEA announces {expected} groups, {found} were found."),
    DefectCode.IEA_REFERENCE: (_F, "The number in IEA is {found}, the one in ISA is {expected}."),
    DefectCode.GS_MISSING: (_F, "There is no group header (GS), so the version of the standard is not known."),
    DefectCode.GE_MISSING: (_C, "The group trailer (GE) of group {expected} is missing, so orders may be missing too."),
    DefectCode.GE_COUNT: (_C, "GE announces {expected} transaction sets, {found} were found."),
    DefectCode.GE_REFERENCE: (_F, "The number in GE is {found}, the one in GS is {expected}."),
    DefectCode.GE_UNEXPECTED: (_F, "A group trailer (GE) closes no group."),
    DefectCode.ST_INCOMPLETE: (_F, "The header of a transaction set (ST) lacks {found}."),
    DefectCode.SE_MISSING: (_C, "The trailer of a transaction set (SE) is missing, so segments may be missing too."),
    DefectCode.SE_COUNT: (_C, "SE announces {expected} segments, {found} were found."),
    DefectCode.SE_COUNT_LOW: (_F, "SE announces {expected} segments, {found} were found, so none is missing."),
    DefectCode.SE_REFERENCE: (_F, "The number in SE is {found}, the one in ST is {expected}."),
    DefectCode.DUPLICATE_SET_NUMBER: (
        _F,
        "The transaction set number {found} occurs more than once in its group.",
    ),
    DefectCode.DOUBLED_SEGMENT: (_F, "Segment {found} of the envelope stands twice; its copy was skipped."),
    # Those that are listed say whether the content is in doubt.
    DefectCode.FURTHER_DEFECTS: (_F, "{found} further defects of this kind ({expected}) are not listed."),
    DefectCode.OVERLONG_SEGMENT: (_C, "A segment of {found} bytes was not read beyond its first {expected}."),
}


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect: `offset` is the byte in the input, `segment` the segment's number in the interchange (0: none)."""

    code: DefectCode
    offset: int
    segment: int = 0
    found: str = ""
    expected: str = ""

    @property
    def weight(self) -> Weight:
        return _CATALOGUE[self.code][0]

    @property
    def sentence(self) -> str:
        """What is wrong, in one plain sentence."""
        return _CATALOGUE[self.code][1].format(found=self.found, expected=self.expected)


def doubtful(defects: tuple[Defect, ...]) -> bool:
    """Whether any of the defects puts the content in doubt."""
    return any(defect.weight is Weight.CONTENT for defect in defects)
