"""Answers that arrive: no orders; what they say of what we sent is told, and a rejection holds."""

import pytest

from orders.findings import Finding, FindingCode
from parsers.edifact import EdifactParser
from parsers.parser import Blob, ParseContext


def parsed(type_: str, *segments: str) -> Finding:
    unh = f"UNH+1+{type_}:D:96A:UN'"
    body = "".join(f"{segment}'" for segment in segments)
    content = (
        f"UNB+UNOC:3+4006381000012:14+4012345000009:14+261123:0310+9'{unh}{body}UNT+{len(segments) + 2}+1'UNZ+1+9'"
    )
    result = EdifactParser().parse(Blob(content.encode(), "a.edi", ""), ParseContext())
    assert () == result.readings
    assert {FindingCode.NO_ORDER} == {finding.code for finding in result.findings}
    return result.findings[0]


@pytest.mark.parametrize(
    ("segments", "said", "holds"),
    [
        (("UCI+71+US:14+THEM:14+7", "UCM+1+ORDRSP:D:96A:UN+7"), "answers interchange 71 of ours: accepted.", False),
        (("UCI+71+US:14+THEM:14+8",), "answers interchange 71 of ours: received.", False),
        (("UCI+71+US:14+THEM:14+4+29",), "answers interchange 71 of ours: rejected.", True),
        (
            ("UCI+71+US:14+THEM:14+7", "UCM+1+ORDRSP:D:96A:UN+7", "UCM+2+ORDRSP:D:96A:UN+4+13"),
            "accepted; rejected: ORDRSP 2.",
            True,
        ),
        (("UCI+71+US:14+THEM:14+7", "UCF+3+US+THEM+4+13"), "accepted; rejected: group 3.", True),
        (("UCX+71",), "answers interchange (without a reference) of ours: without a verdict.", False),
    ],
)
def test_a_contrl_says_what_became_of_an_interchange_of_ours(
    segments: tuple[str, ...], said: str, *, holds: bool
) -> None:
    finding = parsed("CONTRL", *segments)
    assert said in finding.message
    assert holds == finding.holds


@pytest.mark.parametrize(
    ("segments", "said", "holds"),
    [
        (("BGM+312+1+9+AP", "RFF+ACW:7"), "it accepts message 7 of ours.", False),
        (("BGM+313+1+9+RE", "RFF+ON:PO-1", "RFF+ACW:7"), "it refuses order PO-1, message 7 of ours.", True),
        (("BGM+313+1+27",), "it refuses a message that it does not name of ours.", True),
        (("BGM+312+1+9", "RFF+ACW:7", "ERC+12", "ERC+13"), "it tells of 2 errors in message 7 of ours.", True),
    ],
)
def test_an_aperak_says_what_became_of_a_message_of_ours(segments: tuple[str, ...], said: str, *, holds: bool) -> None:
    finding = parsed("APERAK", *segments)
    assert said in finding.message
    assert holds == finding.holds


def test_an_ordrsp_is_a_suppliers_answer() -> None:
    finding = parsed("ORDRSP", "BGM+231+1+29", "RFF+ON:PO-1")
    assert "it is a supplier's answer to order PO-1." in finding.message
    assert not finding.holds
