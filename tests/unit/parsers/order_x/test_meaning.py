"""Dates and kinds of an Order-X order."""

from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.reading import OrderKind, OrderReading
from parsers.order_x import OrderXParser
from parsers.parser import Blob, ParseContext

HELD, NOTED = True, False


def reading(document: str) -> OrderReading:
    root = "SCRDMCCBDACIOMessageStructure"
    content = f"<{root}><ExchangedDocument>{document}</ExchangedDocument><SupplyChainTradeTransaction/></{root}>"
    (read,) = OrderXParser().parse(Blob(content.encode(), "order.xml", ""), ParseContext()).readings
    return read


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ('<DateTimeString format="102">20260302</DateTimeString>', date(2026, 3, 2)),
        ('<DateTimeString format="203">202603020915</DateTimeString>', date(2026, 3, 2)),
        ("<DateTimeString>20260302</DateTimeString>", date(2026, 3, 2)),
        ("<DateTime>2026-03-02T09:15:00</DateTime>", date(2026, 3, 2)),
        ('<DateTimeString format="102">20260230</DateTimeString>', None),
        ('<DateTimeString format="102">2026-03-02</DateTimeString>', None),
        ('<DateTimeString format="616">202610</DateTimeString>', None),
    ],
)
def test_a_date_is_read_by_its_format_or_told(written: str, day: date | None) -> None:
    read = reading(f"<IssueDateTime>{written}</IssueDateTime>")
    assert day == (read.order_date and read.order_date.value)
    assert (day is None) == any(finding.code is FindingCode.INVALID_VALUE for finding in read.findings)


@pytest.mark.parametrize(
    ("type_", "purpose", "kind", "codes"),
    [
        ("220", "9", OrderKind.ORDER, set()),
        ("220", "", OrderKind.ORDER, set()),
        ("230", "9", OrderKind.CHANGE, set()),
        ("230", "4", OrderKind.CHANGE, {(FindingCode.FUNCTION_NOT_ORIGINAL, NOTED)}),
        ("220", "5", OrderKind.CHANGE, {(FindingCode.FUNCTION_NOT_ORIGINAL, HELD)}),
        ("220", "1", OrderKind.CANCEL, {(FindingCode.FUNCTION_NOT_ORIGINAL, NOTED)}),
        ("220", "7", OrderKind.ORDER, {(FindingCode.FUNCTION_NOT_ORIGINAL, HELD)}),
        ("221", "9", OrderKind.ORDER, {(FindingCode.MESSAGE_TYPE, HELD)}),
    ],
)
def test_type_and_purpose_say_what_is_asked_for(
    type_: str, purpose: str, kind: OrderKind, codes: set[tuple[FindingCode, bool]]
) -> None:  # fmt: skip
    read = reading(f"<ID>1</ID><TypeCode>{type_}</TypeCode><PurposeCode>{purpose}</PurposeCode>")
    found = {(finding.code, finding.holds) for finding in read.findings}
    assert (kind, codes) == (read.kind, found)


@pytest.mark.parametrize(
    ("profile", "lines", "net", "holds"),
    [
        ("basic", "100.00", "97.00", NOTED),
        ("basic", "100.00", "96.00", HELD),
        ("comfort", "100.00", "97.00", HELD),
        ("", "100.00", "97.00", HELD),
    ],
)
def test_a_total_of_allowances_that_none_names_is_one_in_the_profile_that_can_name_none(
    profile: str, lines: str, net: str, *, holds: bool
) -> None:
    root, guideline = "SCRDMCCBDACIOMessageStructure", "GuidelineSpecifiedDocumentContextParameter"
    context = f"<{guideline}><ID>urn:order-x.eu:1p0:{profile}</ID></{guideline}>" if profile else ""
    sums = (
        f"<LineTotalAmount>{lines}</LineTotalAmount><AllowanceTotalAmount>3.00</AllowanceTotalAmount>"
        f"<TaxBasisTotalAmount>{net}</TaxBasisTotalAmount>"
    )
    summation = "SpecifiedTradeSettlementHeaderMonetarySummation"
    settlement = f"<ApplicableHeaderTradeSettlement><{summation}>{sums}</{summation}></ApplicableHeaderTradeSettlement>"
    content = (
        f"<{root}><ExchangedDocumentContext>{context}</ExchangedDocumentContext><ExchangedDocument/>"
        f"<SupplyChainTradeTransaction>{settlement}</SupplyChainTradeTransaction></{root}>"
    )
    (read,) = OrderXParser().parse(Blob(content.encode(), "order.xml", ""), ParseContext()).readings
    assert holds == any(finding.holds for finding in read.findings)
    assert ([Decimal("3.00")] if profile == "basic" else []) == [
        one.amount.value for one in read.allowances if one.amount
    ]
