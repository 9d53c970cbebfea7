"""What the elements and attributes of a cXML order request mean."""

import pytest

from orders.findings import FindingCode
from orders.reading import LineAction, OrderKind, OrderReading
from parsers.cxml import CxmlParser
from parsers.parser import Blob, ParseContext

HELD, NOTED = True, False
LINE = (
    '<ItemOut quantity="10" lineNumber="1"{}><ItemID><SupplierPartID>A-1</SupplierPartID></ItemID><ItemDetail>'
    '<UnitPrice><Money currency="USD">4.50</Money></UnitPrice><UnitOfMeasure>EA</UnitOfMeasure>{}'
    "</ItemDetail></ItemOut>"
)


def reading(header: str = "", line: str = "", *, line_attributes: str = "", mode: str = "production") -> OrderReading:
    content = (
        '<cXML><Header><From><Credential domain="DUNS"><Identity>123456789</Identity></Credential></From></Header>'
        f'<Request deploymentMode="{mode}"><OrderRequest><OrderRequestHeader orderID="PO-1" {header}/>'
        f"{LINE.format(line_attributes, line)}</OrderRequest></Request></cXML>"
    )
    (read,) = CxmlParser().parse(Blob(content.encode(), "order.xml", ""), ParseContext()).readings
    return read


def told(read: OrderReading) -> set[tuple[FindingCode, bool]]:
    return {(finding.code, finding.holds) for finding in read.findings}


@pytest.mark.parametrize(
    ("type_", "kind", "action", "codes"),
    [
        ("", OrderKind.ORDER, None, set()),
        ('type="new"', OrderKind.ORDER, None, set()),
        ('type="update"', OrderKind.CHANGE, LineAction.CHANGE, {(FindingCode.FUNCTION_NOT_ORIGINAL, HELD)}),
        ('type="delete"', OrderKind.CANCEL, LineAction.CANCEL, {(FindingCode.FUNCTION_NOT_ORIGINAL, NOTED)}),
        ('type="sell"', OrderKind.ORDER, None, {(FindingCode.FUNCTION_NOT_ORIGINAL, HELD)}),
        ('orderType="blanket"', OrderKind.ORDER, None, {(FindingCode.MESSAGE_TYPE, HELD)}),
        ('orderType="release"', OrderKind.ORDER, None, set()),
        ('releaseRequired="yes"', OrderKind.ORDER, None, {(FindingCode.MESSAGE_TYPE, HELD)}),
        ('pickUpDate="2026-03-16"', OrderKind.ORDER, None, {(FindingCode.AMBIGUOUS_VALUE, NOTED)}),
        ('expirationDate="2026-03-16"', OrderKind.ORDER, None, {(FindingCode.AMBIGUOUS_VALUE, NOTED)}),
        ('effectiveDate="2026-03-16"', OrderKind.ORDER, None, {(FindingCode.AMBIGUOUS_VALUE, HELD)}),
        ('requisitionID="R-7"', OrderKind.ORDER, None, set()),
        ('rushOrder="yes"', OrderKind.ORDER, None, {(FindingCode.UNREAD_CONTENT, HELD)}),
    ],
)
def test_the_header_says_what_is_asked_for(
    type_: str, kind: OrderKind, action: LineAction | None, codes: set[tuple[FindingCode, bool]]
) -> None:  # fmt: skip
    read = reading(type_)
    found = read.lines[0].action
    assert (kind, action, codes) == (read.kind, found and found.value, told(read))


def test_the_sender_is_the_buyer() -> None:
    read = reading()
    assert read.buyer
    assert read.buyer.id
    assert ("123456789", "DUNS", "123456789") == (read.buyer.id.value, read.buyer.id_scheme, read.sender)


@pytest.mark.parametrize(("mode", "test"), [("test", True), ("production", False), ("", False)])
def test_the_deployment_mode_says_whether_it_is_a_test(mode: str, test: bool) -> None:  # noqa: FBT001 -- a parameter
    assert test == reading(mode=mode).test


@pytest.mark.parametrize(
    ("attributes", "line"),
    [
        (' parentLineNumber="1"', ""),
        (' itemType="composite"', ""),
        ("", '<PriceBasisQuantity quantity="1" conversionFactor="12"/>'),
    ],
)
def test_sets_and_conversions_are_asked_about(attributes: str, line: str) -> None:
    assert {(FindingCode.AMBIGUOUS_VALUE, HELD)} == told(reading(line=line, line_attributes=attributes))
