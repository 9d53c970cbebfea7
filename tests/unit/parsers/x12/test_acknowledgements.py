"""Acknowledgments that arrive: no orders; what they say of what we sent is told, and a rejection holds."""

import pytest

from orders.findings import Finding, FindingCode
from parsers.parser import Blob, ParseContext
from parsers.x12 import X12Parser

_ISA = b"ISA*00*          *00*          *01*952100001      *ZZ*ORDERMILL      *261123*0205*U*00401*000000071*0*P*>~"


def parsed(*sets: str, ta1: str = "", group: str = "FA") -> tuple[Finding, ...]:
    body = "".join(
        f"ST*{each[:3]}*{n:04d}~{each[4:]}~SE*{each.count('~') + 3}*{n:04d}~" for n, each in enumerate(sets, 1)
    )
    envelope = f"GS*{group}*952100001*ORDERMILL*20261123*0205*17*X*004010~{body}GE*{len(sets)}*17~" if sets else ""
    content = _ISA + f"{ta1}{envelope}IEA*{1 if sets else 0}*000000071~".encode()
    result = X12Parser().parse(Blob(content, "a.x12", ""), ParseContext())
    assert () == result.readings
    return result.findings


def test_an_accepting_997_names_the_group_that_it_answers() -> None:
    first, last = parsed("997 AK1*PR*42~AK2*855*0001~AK5*A~AK9*A*1*1*1")
    assert "Transaction set 0001, 997, is no order; it answers group 42 (PR) of ours: accepted." == first.message
    assert not first.holds
    assert FindingCode.NO_ORDER is last.code


def test_a_rejecting_997_names_the_sets_and_holds() -> None:
    (finding,) = parsed("997 AK1*PR*42~AK2*855*0001~AK5*A~AK2*855*0002~AK5*R*5~AK9*P*2*2*1")
    assert "group 42 (PR) of ours: accepted in part. Rejected: 855 0002." in finding.message
    assert finding.holds


def test_a_999_is_told_in_the_same_way() -> None:
    (finding,) = parsed("999 AK1*PR*42*005010~AK2*855*0001~IK5*R~AK9*R*1*1*0")
    assert "rejected. Rejected: 855 0001." in finding.message
    assert finding.holds


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("855 BAK*00*AC*PO-1*20261120", "a supplier's answer to order PO-1: accepted with changes."),
        ("865 BCA*04*RJ*PO-1***20261120", "a supplier's answer to order PO-1: rejected."),
        ("855 BAK*00", "order (without a number): without a verdict."),
    ],
)
def test_an_answer_to_an_order_names_the_order(content: str, said: str) -> None:
    first, *_ = parsed(content, group="PR")
    assert said in first.message
    assert not first.holds


@pytest.mark.parametrize(
    ("ta1", "said", "holds"),
    [
        ("TA1*000000123*261122*0815*A*000~", "TA1 answers interchange 000000123 of ours: accepted.", False),
        ("TA1*000000123*261122*0815*E*021~", "accepted, with errors (note 021).", False),
        ("TA1*000000123*261122*0815*R*001~", "rejected (note 001).", True),
    ],
)
def test_a_ta1_alone_is_no_empty_interchange(ta1: str, said: str, *, holds: bool) -> None:
    first, *others = parsed(ta1=ta1)
    assert said in first.message
    assert holds == first.holds
    assert {FindingCode.NO_ORDER} == {finding.code for finding in (first, *others)}


def test_an_acknowledgment_that_is_cut_off_says_what_it_can() -> None:
    first, *_ = parsed("997 AK2*855*0001")
    assert "a group that it does not name of ours: without a verdict." in first.message
