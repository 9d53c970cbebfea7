"""Nothing is lost: whatever the bytes, each message becomes a reading or a finding, and the parser never raises."""

from hypothesis import given
from hypothesis import strategies as st

from edi.edifact.reader import read
from orders.findings import FindingCode
from parsers.edifact import EdifactParser
from parsers.parser import Blob
from tests.unit.parsers.edifact.messages import HEAD, ONE_LINE, interchange, message, parsed

TAGS = st.sampled_from(
    (
        "BGM", "DTM", "RFF", "NAD", "CUX", "LIN", "PIA", "IMD", "QTY", "PRI", "MOA", "ALC", "PCD", "LOC", "SCC", "FTX",
        "CNT", "UNS", "TAX", "CTA", "COM", "PAC", "XYZ", "UNT", "UNH", "UNZ",
    )
)  # fmt: skip
PART = st.text(st.sampled_from("0123456789.,-ABCNPSY:+?1211021378"), max_size=14)
SEGMENTS = st.lists(st.tuples(TAGS, PART).map("+".join), max_size=40)


def recognised(content: bytes) -> bool:
    return EdifactParser().recognise(Blob(content, "x", "")) is not None


@given(SEGMENTS)
def test_any_segments_are_read_and_every_message_is_accounted_for(segments: list[str]) -> None:
    content = interchange(message(*HEAD, *segments))
    result = parsed(content)
    messages = [wire for whole in read(content) for wire in whole.messages]
    orders = [wire for wire in messages if wire.type in ("ORDERS", "ORDCHG")]
    assert len(orders) == len(result.readings)
    others = [finding for finding in result.findings if finding.found or finding.code is FindingCode.MESSAGE_TYPE]
    assert len(messages) - len(orders) <= len(others)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_reading_or_a_finding(content: bytes) -> None:
    result = parsed(content)
    assert result.readings or result.findings


def test_a_message_of_another_type_is_named_beside_the_order() -> None:
    response = message("BGM+231+R-1+4", reference="2", type_="ORDRSP:D:96A:UN")
    result = parsed(interchange(message(*HEAD, *ONE_LINE), response))
    assert 1 == len(result.readings)
    assert [FindingCode.NO_ORDER] == [finding.code for finding in result.findings]
    assert not result.findings[0].holds


def test_a_message_type_nobody_knows_holds_the_document() -> None:
    result = parsed(interchange(message(*HEAD, type_="ORDXYZ:D:96A:UN")))
    assert [(FindingCode.MESSAGE_TYPE, True)] == [(finding.code, finding.holds) for finding in result.findings]


def test_an_interchange_without_a_message_holds_the_document() -> None:
    result = parsed(interchange())
    assert any(finding.holds for finding in result.findings)


def test_only_edifact_is_recognised() -> None:
    assert recognised(interchange(message(*HEAD, *ONE_LINE)))
    assert recognised(b"\xef\xbb\xbf\r\n" + message(*HEAD, *ONE_LINE).encode())
    for other in (b"", b"ISA*00*          *00*", b"Please read UNB and UNH in the guide.", b"<Order/>", b"PK\x03\x04"):
        assert not recognised(other)
