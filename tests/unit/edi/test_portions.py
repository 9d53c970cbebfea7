"""A large interchange in portions says what the whole says, message by message, defects included."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edi.defects import DefectCode
from edi.edifact import reader as edifact
from edi.portions import portions
from edi.x12 import reader as x12
from tests.unit.edi.damage import damaged
from tests.unit.edi.edifact.test_properties import GOOD as GOOD_EDIFACT
from tests.unit.edi.x12.test_properties import GOOD as GOOD_X12

UNB, UNZ = b"UNA:+.? 'UNB+UNOC:3+A:14+B:14+260105:1015+R1'\r\n", b"UNZ+%d+R1'"
ISA = b"ISA*00*          *00*          *01*A              *ZZ*B              *260105*1015*U*00401*000000007*0*P*>~\n"


def message(number: int) -> bytes:
    return b"UNH+%d+ORDERS:D:96A:UN'BGM+220+PO-%d+9'UNT+3+%d'" % (number, number, number)


def transaction(number: int) -> bytes:
    return b"ST*850*%d~BEG*00*SA*PO-%d**20260105~SE*3*%d~" % (number, number, number)


def edifact_messages(content: bytes) -> list[tuple[bytes, ...]]:
    return [
        tuple(segment.raw for segment in (message.header, *message.segments, message.trailer) if segment)
        for interchange in edifact.read(content)
        for message in interchange.messages
    ]


def x12_sets(content: bytes) -> list[tuple[bytes, ...]]:
    return [
        tuple(segment.raw for segment in (each.header, *each.segments, each.trailer) if segment)
        for interchange in x12.read(content)
        for each in interchange.sets
    ]


def edifact_defects(content: bytes) -> Counter[DefectCode]:
    return Counter(defect.code for interchange in edifact.read(content) for defect in interchange.defects)


def x12_defects(content: bytes) -> Counter[DefectCode]:
    return Counter(defect.code for interchange in x12.read(content) for defect in interchange.ending.defects)


def test_messages_keep_their_bytes_and_each_portion_its_envelope() -> None:
    content = UNB + b"".join(message(number) for number in range(1, 8)) + UNZ % 7
    found = list(portions(content, 100, standard="edifact"))
    assert [UNB.strip() + message(1) + message(2) + UNZ % 2] == found[:1]
    assert edifact_messages(content) == [each for portion in found for each in edifact_messages(portion)]
    assert [Counter()] * 4 == [edifact_defects(portion) for portion in found]


def test_groups_are_opened_and_closed_in_each_portion() -> None:
    groups = b"".join(
        b"UNG+ORDERS+A+B+260105:1015+%d+UN+D:96A'" % group
        + b"".join(message(group * 10 + at) for at in range(3))
        + b"UNE+3+%d'" % group
        for group in (1, 2)
    )
    found = list(portions(UNB + groups + UNZ % 2, 200, standard="edifact"))
    assert len(found) > 1
    assert {DefectCode.UNG_PRESENT} == {code for portion in found for code in edifact_defects(portion)}


def test_sets_of_x12_are_portioned_alike() -> None:
    group = b"GS*PO*A*B*20260105*1015*7*X*004010~"
    content = ISA + group + b"".join(transaction(number) for number in range(1, 8)) + b"GE*7*7~IEA*1*000000007~"
    found = list(portions(content, 120, standard="x12"))
    assert 4 == len(found)
    assert x12_sets(content) == [each for portion in found for each in x12_sets(portion)]
    assert [Counter()] * 4 == [x12_defects(portion) for portion in found]


@pytest.mark.parametrize(
    ("trailer", "expected"),
    [
        (UNZ % 9, [{}, {}, {DefectCode.UNZ_COUNT: 1}]),
        (UNZ % 5, [{}, {}, {DefectCode.UNZ_COUNT_LOW: 1}]),
        (b"", [{DefectCode.UNZ_MISSING: 1}] * 3),
        (UNZ % 6 + b"junk", [{}, {}, {DefectCode.JUNK_AFTER: 1}]),
        (b"UNZ+6+R2'", [{DefectCode.UNZ_REFERENCE: 1}] * 3),
    ],
)
def test_what_is_wrong_with_the_whole_stays_wrong(trailer: bytes, expected: list[dict[DefectCode, int]]) -> None:
    content = UNB + b"".join(message(number) for number in range(1, 7)) + trailer
    assert expected == [edifact_defects(portion) for portion in portions(content, 100, standard="edifact")]


def test_several_interchanges_stay_apart() -> None:
    content = UNB + message(1) + UNZ % 1 + UNB.replace(b"R1", b"R2") + message(2) + b"UNZ+1+R2'"
    found = list(portions(content, 1000, standard="edifact"))
    assert [b"R1", b"R2"] == [next(edifact.read(portion)).reference.encode() for portion in found]


@given(st.integers(0, 100_000), st.integers(1, 400))
def test_no_message_of_a_damaged_interchange_is_lost(seed: int, size: int) -> None:
    content = damaged(GOOD_EDIFACT, seed, b"'+:?*\r\n\xff UN")
    found = [each for portion in portions(content, size, standard="edifact") for each in edifact_messages(portion)]
    assert edifact_messages(content) == found


@given(st.integers(0, 100_000), st.integers(1, 400))
def test_no_set_of_a_damaged_interchange_is_lost(seed: int, size: int) -> None:
    content = damaged(GOOD_X12, seed, b"~*>\r\n\xff ISTE")
    assert x12_sets(content) == [
        each for portion in portions(content, size, standard="x12") for each in x12_sets(portion)
    ]
