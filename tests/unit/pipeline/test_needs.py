"""From why an order waits to the one change that would let it go, if there is one."""

from decimal import Decimal

import pytest

from orders.evidence import TextSpan
from orders.findings import Change, Finding, FindingCode, Fix, Severity
from orders.reading import LineReading, OrderKind, OrderReading, Read
from pipeline.simulation.needs import Need, NeedKind, need_of

SHOWN = (TextSpan(start=0, end=1),)
LINES = tuple(
    LineReading(buyer_item=Read(value=item, evidence=SHOWN), uom=Read(value="Box", evidence=SHOWN)) for item in "AB"
)
READING = OrderReading(kind=OrderKind.ORDER, lines=LINES, sender="ana@buyer.example")
REVIEW = Finding(code=FindingCode.REVIEW_MODE, severity=Severity.HOLD, message="Confirm it.")


def item(index: int, *offered: str) -> Finding:
    path = f"lines[{index}].item"
    fixes = tuple(Fix(label=sku, changes=(Change(path=path, value=sku),)) for sku in offered)
    return Finding(code=FindingCode.ITEM_UNKNOWN, severity=Severity.BLOCK, message="?", path=path, fixes=fixes)


def price(stated: str, agreed: str) -> Finding:
    return Finding(code=FindingCode.PRICE_DIFFERS, severity=Severity.HOLD, message="?", found=stated, expected=agreed)


def doubt(code: FindingCode, severity: Severity = Severity.HOLD, path: str = "") -> Finding:
    return Finding(code=code, severity=severity, message="?", path=path)


@pytest.mark.parametrize(
    ("findings", "need"),
    [
        ([item(0)], Need(NeedKind.ITEM, "C1", "buyer:A")),
        ([item(0, "SKU-1", "SKU-2"), REVIEW], Need(NeedKind.ITEM, "C1", "buyer:A", suggestion="SKU-1")),
        ([item(0), item(1)], None),
        ([doubt(FindingCode.UNIT_UNKNOWN, path="lines[1].unit")], Need(NeedKind.UNIT, "C1", "BOX")),
        ([doubt(FindingCode.SHIP_TO_UNKNOWN, path="ship_to")], Need(NeedKind.SHIP_TO, "C1", "-")),
        ([price("10.40", "10.00")], Need(NeedKind.PRICE_TOLERANCE, "C1", level=Decimal(5))),
        ([price("9.90", "10"), price("10.20", "10")], Need(NeedKind.PRICE_TOLERANCE, "C1", level=Decimal(2))),
        ([price("20.00", "10.00")], None),
        ([price("10.40", "10.00"), item(0)], None),
        ([doubt(FindingCode.STOCK_SHORT)], Need(NeedKind.SEVERITY, "C1", "stock-short")),
        ([doubt(FindingCode.STOCK_SHORT, Severity.BLOCK)], None),
        ([doubt(FindingCode.LINE_ARITHMETIC)], None),
        ([REVIEW], Need(NeedKind.AUTO, "C1")),
        ([], None),
    ],
)
def test_the_one_change_is_named(findings: list[Finding], need: Need | None) -> None:
    assert need == need_of(READING, "C1", findings)


def test_who_the_customer_is_can_be_taught_before_it_is_known() -> None:
    unknown = doubt(FindingCode.CUSTOMER_UNKNOWN, Severity.BLOCK, "customer")
    assert Need(NeedKind.SENDER, "", "sender:ana@buyer.example") == need_of(READING, "", [unknown])
    assert need_of(READING, "", [item(0)]) is None
