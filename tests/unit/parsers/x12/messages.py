"""Short ways to write a transaction set in a test, with a correct envelope around what the test is about."""

from orders.findings import Finding, FindingCode
from orders.reading import OrderReading
from parsers.parser import Blob, ParseContext, Parsed
from parsers.x12 import X12Parser

HEAD = ("BEG*00*SA*PO-1**20260302", "DTM*002*20260316")
ONE_LINE = ("PO1*1*10*EA*4.50**VN*A-100",)


def transaction(*segments: str, number: str = "0001", type_: str = "850", counted: bool = True) -> str:
    """A set with these segments, and with a count of its lines unless it has one or is not to be `counted`."""
    lines = sum(segment[:3] in ("PO1", "POC", "G68") for segment in segments)
    has_totals = any(segment[:3] in ("CTT", "G76") for segment in segments)
    whole = (*segments, f"CTT*{lines}") if counted and lines and not has_totals else segments
    body = "".join(f"{segment}~" for segment in whole)
    return f"ST*{type_}*{number}~{body}SE*{len(whole) + 2}*{number}~"


def interchange(*sets: str, usage: str = "P") -> bytes:
    parties = "*01*952100001      *ZZ*ORDERMILL      *"
    isa = f"ISA*00*          *00*          {parties}260302*0915*U*00401*000000007*0*{usage}*>~"
    group = f"GS*PO*952100001*ORDERMILL*20260302*0915*7*X*004010~{''.join(sets)}GE*{len(sets)}*7~"
    return f"{isa}{group}IEA*1*000000007~".encode()


def parsed(content: bytes) -> Parsed:
    return X12Parser().parse(Blob(content, "order.x12", "application/edi-x12"), ParseContext())


def reading(*segments: str, type_: str = "850") -> OrderReading:
    (read,) = parsed(interchange(transaction(*segments, type_=type_))).readings
    return read


def order(*segments: str) -> OrderReading:
    """An original order with the segments after its heading."""
    return reading(*HEAD, *segments)


def change(*segments: str) -> OrderReading:
    """A change of the order PO-1 with these lines."""
    return reading("BCH*04*SA*PO-1**2*20260302", *segments, type_="860")


def holding(read: OrderReading) -> list[tuple[FindingCode, str]]:
    return [(finding.code, finding.path) for finding in read.findings if finding.holds]


def noted(read: OrderReading) -> list[Finding]:
    return [finding for finding in read.findings if not finding.holds]
