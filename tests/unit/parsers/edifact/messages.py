"""Short ways to write a message in a test, with a correct envelope around what the test is about."""

from datetime import date

from orders.findings import Finding, FindingCode
from orders.reading import OrderReading
from parsers.edifact import EdifactParser
from parsers.parser import Blob, ParseContext, Parsed

TODAY = date(2026, 3, 2)
HEAD = ("BGM+220+PO-1+9", "DTM+137:20260302:102")
ONE_LINE = ("LIN+1++9520007000106:EN", "QTY+21:10:PCE", "PRI+AAA:4.50")


def message(*segments: str, reference: str = "1", type_: str = "ORDERS:D:96A:UN") -> str:
    whole = segments if any(segment.startswith("UNS") for segment in segments) else (*segments, "UNS+S")
    body = "".join(f"{segment}'" for segment in whole)
    return f"UNH+{reference}+{type_}'{body}UNT+{len(whole) + 2}+{reference}'"


def interchange(*messages: str) -> bytes:
    return f"UNB+UNOC:3+BUYER:14+SELLER:14+260302:0915+R1'{''.join(messages)}UNZ+{len(messages)}+R1'".encode("latin-1")


def parsed(content: bytes) -> Parsed:
    return EdifactParser().parse(Blob(content, "order.edi", "application/edifact"), ParseContext())


def reading(*segments: str, type_: str = "ORDERS:D:96A:UN") -> OrderReading:
    (read,) = parsed(interchange(message(*segments, type_=type_))).readings
    return read


def order(*segments: str) -> OrderReading:
    """An original order with the segments after its heading."""
    return reading(*HEAD, *segments)


def holding(read: OrderReading) -> list[tuple[FindingCode, str]]:
    return [(finding.code, finding.path) for finding in read.findings if finding.holds]


def noted(read: OrderReading) -> list[Finding]:
    return [finding for finding in read.findings if not finding.holds]
