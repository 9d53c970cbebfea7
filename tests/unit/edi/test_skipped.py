"""What stands around interchanges: whatever may be an order puts those beside it in doubt."""

from collections.abc import Iterable

import pytest

from edi.defects import Defect, DefectCode, doubtful
from edi.edifact import reader as edifact
from edi.x12 import reader as x12
from tests.unit.edi.test_beginning import EDIFACT, X12

OTHER_EDIFACT = EDIFACT.replace(b"R1'", b"R2'")
OTHER_X12 = X12.replace(b"000000007", b"000000008").replace(b"IEA*1*7", b"IEA*1*8")


def of_edifact(content: bytes) -> tuple[Defect, ...]:
    return tuple(defect for each in edifact.read(content) for defect in each.defects)


def of_x12(content: bytes) -> tuple[Defect, ...]:
    return tuple(defect for each in x12.read(content) for defect in each.ending.defects)


def codes(defects: Iterable[Defect]) -> list[DefectCode]:
    return [defect.code for defect in defects]


@pytest.mark.parametrize("between", [X12, b"LIN+2++4000862141404:EN'QTY+21:7'\r\n"])
def test_an_order_between_two_interchanges_of_edifact_is_told(between: bytes) -> None:
    found = of_edifact(EDIFACT + b"\r\n" + between + OTHER_EDIFACT)
    assert [DefectCode.JUNK_AFTER] == codes(found)
    assert doubtful(found)


@pytest.mark.parametrize("between", [EDIFACT, b"PO1*2*7*EA*2.50**VN*A-1~\n"])
def test_an_order_between_two_interchanges_of_x12_is_told(between: bytes) -> None:
    found = of_x12(X12 + b"\r\n" + between + OTHER_X12)
    assert [DefectCode.JUNK_AFTER] == codes(found)
    assert doubtful(found)


def test_the_rest_of_a_message_before_the_first_header_is_told() -> None:
    for found in (
        of_edifact(b"TY+21:5'LIN+2++4000862141404:EN'\n" + EDIFACT),
        of_x12(b"*EA*2.50~PO1*2*7*EA*2.50**VN*A-1~\n" + X12),
    ):
        assert [DefectCode.JUNK_BEFORE, DefectCode.OUTSIDE_MESSAGE] == codes(found)
        assert doubtful(found)


@pytest.mark.parametrize("behind", [b"'", b"''\r\n", b"\n-----\n"])
def test_signs_alone_behind_an_interchange_change_nothing(behind: bytes) -> None:
    for found in (of_edifact(EDIFACT + behind), of_edifact(EDIFACT + behind + OTHER_EDIFACT), of_x12(X12 + behind)):
        assert [DefectCode.STRAY_CHARACTERS] == codes(found)
        assert not doubtful(found)
