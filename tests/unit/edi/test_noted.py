"""Defects are kept in bounded memory, and none of them in silence."""

from edi.defects import Defect, DefectCode, doubtful
from edi.noted import Noted


def test_a_few_defects_are_all_listed() -> None:
    noted = Noted([Defect(DefectCode.BYTE_ORDER_MARK, 0)])
    noted.append(Defect(DefectCode.EMPTY_SEGMENT, 7))
    assert [DefectCode.BYTE_ORDER_MARK, DefectCode.EMPTY_SEGMENT] == [defect.code for defect in noted.all()]


def test_of_very_many_the_first_are_listed_and_the_others_counted() -> None:
    noted = Noted()
    for offset in range(1_000):
        noted.append(Defect(DefectCode.OUTSIDE_MESSAGE, offset, offset))
    noted.append(Defect(DefectCode.UNZ_MISSING, 0))
    *listed, further = noted.all()
    assert 101 == len(listed)
    assert "900 further defects of this kind (outside message) are not listed." == further.sentence
    assert 99 == further.offset
    assert doubtful(noted.all())
