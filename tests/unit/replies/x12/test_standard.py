"""The tables refuse what is not as the standard has it: else they would prove nothing of the writers."""

import pytest

from tests.unit.replies.x12.standard import violations

_ISA = b"ISA*00*          *00*          *ZZ*ORDERMILL      *01*952100001      *261123*0205*U*00401*000000071*0*P*>~"


def an_855(*segments: str) -> bytes:
    return _in_envelope("855", "PR", "BAK*00*AD*PO-1*20261120", *segments)


def _in_envelope(type_: str, group: str, *segments: str) -> bytes:
    body = "~".join([f"ST*{type_}*0001", *segments, f"SE*{len(segments) + 2}*0001", ""])
    envelope = f"GS*{group}*ORDERMILL*952100001*20261123*0205*17*X*004010~{body}GE*1*17~IEA*1*000000071~"
    return _ISA + envelope.encode()


def test_a_right_one_is_accepted() -> None:
    line = ("PO1*1*5*EA*2.5**VN*A-1", "PID*F****Bolt", "ACK*IA*5*EA*067*20261201", "N9*L1*REASON", "MSG*As ordered")
    assert [] == violations(an_855("CUR*BY*USD", "N1*BY*Acme*92*77", *line, "CTT*1*5"))
    assert [] == violations(_in_envelope("997", "FA", "AK1*PO*42", "AK2*850*0001", "AK5*A", "AK9*A*1*1*1"))


@pytest.mark.parametrize(
    ("segments", "violation"),
    [
        (("CTT*1", "PO1*1*5*EA"), "does not stand where it may"),
        (("PO1*1*5*EA", "ACK*IA", "PID*F****Bolt"), "PID*F****Bolt does not stand where it may"),
        (("N1*BY*Acme", "CUR*BY*USD"), "CUR*BY*USD does not stand where it may"),
        (("CUR*BY*USD", "CUR*BY*EUR"), "CUR stands 2 times"),
        (("XYZ*1",), "no table for XYZ"),
        (("PO1*1*5*EA", "ACK*QQ"), "element 1: is not one of"),
        (("PO1*1*5*EA", "ACK**5*EA"), "element 1: is missing"),
        (("PO1*1*5*EA", "ACK*IA*5"), "does not fulfil P2,3"),
        (("PO1*1*5*EACH",), "element 3: is 4 long"),
        (("PO1*1*five*EA",), "element 2: is no number"),
        (("PO1*1**EA",), "does not fulfil C3,2"),
        (("PO1*1*5*EA****A-1",), "does not fulfil P6,7"),
        (("PO1*1*5*EA**",), "ends with an empty element"),
        (("DTM*067*20261301",), "element 2: is no date"),
        (("DTM*067",), "does not fulfil R2,3,5"),
        (("N1*BY*Acme*92",), "does not fulfil P3,4"),
        (("MSG*" + "A" * 265,), "element 1: is 265 long"),
        (("CTT*1*5*3",), "has 3 elements, and may have 2"),
    ],
)
def test_a_wrong_one_is_refused(segments: tuple[str, ...], violation: str) -> None:
    assert any(violation in each for each in violations(an_855(*segments)))


@pytest.mark.parametrize(
    ("segments", "violation"),
    [
        (("AK2*850*0001", "AK5*A", "AK9*A*1*1*1"), "AK1 is missing"),
        (("AK1*PO*42", "AK2*850*0001", "AK9*A*1*1*1"), "AK5 is missing"),
        (("AK1*PO*42", "AK2*850*0001", "AK5*A"), "AK9 is missing"),
        (("AK1*PO*42", "AK2*850*0001", "AK4*1**1", "AK5*A", "AK9*A*1*1*1"), "does not stand where it may"),
        (("AK1*PO*42", "AK2*850*0001", "AK5*P", "AK9*A*1*1*1"), "is not one of"),
        (("AK1*PO*42", "AK2*850*0001", "AK5*A*1*1*1*1*1*1", "AK9*A*1*1*1"), "has 7 elements, and may have 6"),
    ],
)
def test_a_wrong_997_is_refused(segments: tuple[str, ...], violation: str) -> None:
    assert any(violation in each for each in violations(_in_envelope("997", "FA", *segments)))


def test_counts_that_are_wrong_are_refused() -> None:
    assert violations(an_855().replace(b"SE*3", b"SE*4"))
    assert violations(an_855().replace(b"GE*1", b"GE*2"))


def test_lengths_are_those_of_the_version() -> None:
    old = an_855("N1*BY*" + "A" * 40).replace(b"004010", b"003040").replace(b"20261120", b"261120")
    assert any("is 40 long" in each for each in violations(old))
    assert [] == violations(an_855("N1*BY*" + "A" * 40))
