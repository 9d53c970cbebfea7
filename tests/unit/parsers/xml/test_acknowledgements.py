"""Answers in XML that arrive: what they say is told, and one that rejects what we sent waits for a person."""

import pytest

from orders.findings import FindingCode, Severity
from parsers.cxml.parser import CxmlParser
from parsers.parser import Blob, ParseContext, Parser
from parsers.ubl.parser import UblParser

UBL = "urn:oasis:names:specification:ubl:schema:xsd"


def ubl(name: str, body: str) -> bytes:
    components = f'xmlns:cac="{UBL}:CommonAggregateComponents-2" xmlns:cbc="{UBL}:CommonBasicComponents-2"'
    return f'<{name} xmlns="{UBL}:{name}-2" {components}>{body}</{name}>'.encode()


def application(*codes: str) -> bytes:
    responses = (
        f"<cac:DocumentResponse><cac:Response><cbc:ResponseCode>{code}</cbc:ResponseCode></cac:Response>"
        f"<cac:DocumentReference><cbc:ID>R-{number}</cbc:ID></cac:DocumentReference></cac:DocumentResponse>"
        for number, code in enumerate(codes, start=1)
    )
    return ubl("ApplicationResponse", "".join(responses))


def cxml(body: str) -> bytes:
    return f'<cXML payloadID="1@a" timestamp="2026-03-02T08:00:00Z">{body}</cXML>'.encode()


def order(name: str, code: str) -> bytes:
    reference = "<cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>"
    return ubl(name, f"{code}{reference}")


def confirmation(kind: str) -> bytes:
    header = f'<ConfirmationHeader type="{kind}" noticeDate="2026-03-02"/>'
    return cxml(
        f'<Request><ConfirmationRequest>{header}<OrderReference orderID="PO-1"/></ConfirmationRequest></Request>'
    )


@pytest.mark.parametrize(
    ("parser", "content", "expected", "severity"),
    [
        (UblParser(), application("AP"), "it answers R-1 of ours: accepted.", Severity.NOTE),
        (UblParser(), application("AB", "RE"), "R-1 of ours: received, R-2 of ours: rejected. Look at", Severity.HOLD),
        (UblParser(), application("??"), "R-1 of ours: without a verdict.", Severity.NOTE),
        (UblParser(), ubl("Invoice", ""), "is an Invoice, which is no order.", Severity.NOTE),
        (
            UblParser(),
            order("OrderResponse", "<cbc:OrderResponseCode>RE</cbc:OrderResponseCode>"),
            "a supplier's answer to order PO-1: rejected.",
            Severity.NOTE,
        ),
        (
            UblParser(),
            order("OrderResponseSimple", "<cbc:AcceptedIndicator>true</cbc:AcceptedIndicator>"),
            "a supplier's answer to order PO-1: accepted.",
            Severity.NOTE,
        ),
        (
            CxmlParser(),
            cxml('<Response><Status code="200" text="OK"/></Response>'),
            "it answers a document of ours: 200 OK.",
            Severity.NOTE,
        ),
        (
            CxmlParser(),
            cxml('<Response><Status code="406" text="Not Acceptable"/></Response>'),
            "of ours: 406 Not Acceptable. Look at",
            Severity.HOLD,
        ),
        (
            CxmlParser(),
            cxml(
                '<Request><StatusUpdateRequest><DocumentReference payloadID="7@us"/>'
                '<Status code="500" text="Refused"/></StatusUpdateRequest></Request>'
            ),
            "it answers 7@us of ours: 500 Refused. Look at",
            Severity.HOLD,
        ),
        (CxmlParser(), confirmation("reject"), "a supplier's answer to order PO-1: rejected.", Severity.NOTE),
    ],
)
def test_what_answers_say_is_told_and_a_rejection_holds(
    parser: Parser, content: bytes, expected: str, severity: Severity
) -> None:
    parsed = parser.parse(Blob(content, "answer.xml", "application/xml"), ParseContext())
    (finding,) = parsed.findings
    assert () == parsed.readings
    assert (FindingCode.NO_ORDER, severity) == (finding.code, finding.severity)
    assert expected in finding.message
