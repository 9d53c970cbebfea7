"""What comes with a cXML order: files in one body with it, values under the buyer's names, places of items."""

import pytest

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.reading import OrderReading
from parsers.cxml import CxmlParser
from parsers.cxml.multipart import is_related, related
from parsers.parser import Blob, ParseContext

MONEY = '<Money currency="USD">{}</Money>'
ITEM = (
    '<ItemOut quantity="{}" lineNumber="{}"{}><ItemID><SupplierPartID>A-1</SupplierPartID></ItemID><ItemDetail>'
    '<UnitPrice><Money currency="USD">4.50</Money>{}</UnitPrice><UnitOfMeasure>EA</UnitOfMeasure></ItemDetail>{}'
    "</ItemOut>"
)


def item(quantity: str = "10", number: str = "1", attributes: str = "", changes: str = "", inside: str = "") -> str:
    return ITEM.format(quantity, number, attributes, changes, inside)


def reading(*items: str, header: str = "") -> OrderReading:
    content = (
        f'<cXML><Request><OrderRequest><OrderRequestHeader orderID="PO-1">{header}</OrderRequestHeader>'
        f"{''.join(items)}</OrderRequest></Request></cXML>"
    )
    (read,) = CxmlParser().parse(Blob(content.encode(), "order.xml", ""), ParseContext()).readings
    return read


def held(read: OrderReading) -> list[FindingCode]:
    return [finding.code for finding in read.findings if finding.holds]


def place(number: str) -> str:
    return f'<ShipTo><Address addressID="{number}"><Name>Store {number}</Name></Address></ShipTo>'


def body(*parts: tuple[str, str]) -> bytes:
    joined = "".join(f"--b-1\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    return f"{joined}--b-1--\r\n".encode()


class TestABodyWithFiles:
    def test_gives_the_document_and_names_the_files(self) -> None:
        content = body(("text/xml", "<cXML/>"), ("application/pdf; name=layout.pdf", "%PDF"))
        found = related(content)
        assert is_related(content)
        assert found
        assert (b"<cXML/>", ("layout.pdf",)) == (found.document, found.files)

    def test_may_be_saved_with_its_headers(self) -> None:
        headers = b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b-1"\r\n\r\n'
        content = headers + body(("text/xml", "<cXML/>"), ("application/pdf; name=layout.pdf", "%PDF"))
        found = related(content)
        assert is_related(content)
        assert found
        assert (b"<cXML/>", ("layout.pdf",)) == (found.document, found.files)

    @pytest.mark.parametrize(
        "content",
        [
            b"Content-Type: multipart/related\r\n\r\n<cXML/>",
            b"<cXML/>",
            b"--only a rule--\r\ntext <cXML",
            b"",
            body(("text/plain", "no order"), ("application/pdf", "%PDF")),
        ],
    )
    def test_is_told_from_anything_else(self, content: bytes) -> None:
        assert not is_related(content)

    def test_with_two_documents_gives_none(self) -> None:
        assert related(body(("text/xml", "<cXML/>"), ("text/xml", "<cXML><a/></cXML>"))) is None

    @pytest.mark.parametrize(("name", "holds"), [("layout.pdf", True), ("drawing.pdf", False)])
    def test_holds_for_files_that_may_change_the_order(self, name: str, *, holds: bool) -> None:
        order = (
            f'<cXML><Request><OrderRequest><OrderRequestHeader orderID="P"/>{item()}</OrderRequest></Request></cXML>'
        )
        content = body(("text/xml", order), (f"application/pdf; name={name}", "%PDF"))
        (read,) = CxmlParser().parse(Blob(content, "order", ""), ParseContext()).readings
        assert holds is (FindingCode.UNREAD_CONTENT in held(read))

    def test_that_is_cut_off_is_told(self) -> None:
        content = body(("text/xml", "<cXML><Request><OrderRequest>"))
        parsed = CxmlParser().parse(Blob(content, "order", ""), ParseContext())
        assert FindingCode.UNREADABLE in {finding.code for finding in parsed.findings if finding.holds}


@pytest.mark.parametrize(
    ("extrinsic", "codes"),
    [
        ('<Extrinsic name="costCentre">PK-7</Extrinsic>', []),
        ('<Extrinsic name="shippingInstructions">see below</Extrinsic>', [FindingCode.FREE_TEXT]),
        ('<Extrinsic name="remark">deliver on Monday</Extrinsic>', [FindingCode.FREE_TEXT]),
        (f'<Extrinsic name="Handling">{MONEY.format("12.00")}</Extrinsic>', [FindingCode.ALLOWANCE_OR_CHARGE]),
        (f'<Extrinsic name="Levy">{MONEY.format("0.00")}</Extrinsic>', []),
        ('<Extrinsic name="empty"/>', []),
    ],
)
def test_values_under_names_of_the_buyer(extrinsic: str, codes: list[FindingCode]) -> None:
    assert codes == held(reading(item(), header=extrinsic))


def test_every_item_may_go_to_a_place_of_its_own() -> None:
    read = reading(item("4", "1", inside=place("N")), item("6", "2", inside=place("S")))
    assert [] == held(read)
    assert ["N", "S"] == [
        delivery.ship_to.id.value for line in read.lines for delivery in line.deliveries
        if delivery.ship_to and delivery.ship_to.id
    ]  # fmt: skip


def test_a_day_to_ship_on_is_no_delivery_date() -> None:
    (line,) = reading(item(attributes=' requestedShipmentDate="2026-03-12"')).lines
    assert line.requested_date is None
    assert [DateMeaning.SHIPMENT] == [other.meaning for other in line.other_dates]


@pytest.mark.parametrize(
    ("attributes", "code"),
    [(' isReturn="yes"', FindingCode.AMBIGUOUS_VALUE), (' expedite="yes"', FindingCode.UNREAD_CONTENT)],
)
def test_attributes_that_may_change_a_line_hold(attributes: str, code: FindingCode) -> None:
    assert [code] == held(reading(item(attributes=attributes)))


DEDUCTION = (
    "<Modifications><Modification>{}<AdditionalDeduction><DeductionAmount>"
    '<Money currency="USD">0.50</Money></DeductionAmount></AdditionalDeduction></Modification></Modifications>'
)
ORIGINAL = '<OriginalPrice><Money currency="USD">{}</Money></OriginalPrice>'


@pytest.mark.parametrize(
    ("original", "codes"),
    [
        (ORIGINAL.format("5.00"), []),
        (ORIGINAL.format("4.50"), [FindingCode.ALLOWANCE_OR_CHARGE]),
        ("", [FindingCode.ALLOWANCE_OR_CHARGE]),
    ],
)
def test_modifications_of_a_price_lead_to_it_or_hold(original: str, codes: list[FindingCode]) -> None:
    assert codes == held(reading(item(changes=DEDUCTION.format(original))))


@pytest.mark.parametrize(
    ("total", "codes"), [("45.00", []), ("57.00", []), ("50.00", [FindingCode.ALLOWANCE_OR_CHARGE])]
)
def test_shipping_stands_beside_the_total_or_in_it(total: str, codes: list[FindingCode]) -> None:
    header = f"<Total>{MONEY.format(total)}</Total><Shipping>{MONEY.format('12.00')}</Shipping>"
    read = reading(item(), header=header)
    assert codes == held(read)
    assert read.freight


@pytest.mark.parametrize(
    ("terms", "read"),
    [
        ('<TransportTerms value="FOB"/>', "FOB"),
        ('<TransportTerms value="Other">CIF Hamburg</TransportTerms>', "CIF Hamburg"),
        ('<TransportTerms value="FOB">free on board</TransportTerms>', "FOB"),
        ('<TransportTerms value="Other"/>', "Other"),
        ('<TermsOfDeliveryCode value="DeliveryCondition"/>', "DeliveryCondition"),
    ],
)
def test_terms_of_delivery_are_the_code_or_the_text_where_the_code_names_none(terms: str, read: str) -> None:
    order = reading(item(), header=f"<TermsOfDelivery>{terms}<Address><Name>Port</Name></Address></TermsOfDelivery>")
    assert order.delivery_terms
    assert (read, []) == (order.delivery_terms.value, held(order))


@pytest.mark.parametrize(("said", "codes"), [("Insured by us", []), ("Deliver on Monday", [FindingCode.FREE_TEXT])])
def test_comments_of_terms_are_texts_of_the_order(said: str, codes: list[FindingCode]) -> None:
    order = reading(item(), header=f"<TermsOfDelivery><Comments>{said}</Comments></TermsOfDelivery>")
    assert ([said], codes) == ([note.value for note in order.notes], held(order))


@pytest.mark.parametrize(("amount", "codes"), [("0.0000", []), ("7.50", [FindingCode.ALLOWANCE_OR_CHARGE])])
def test_shipping_of_a_line_holds_where_it_costs_something(amount: str, codes: list[FindingCode]) -> None:
    shipping = f"<Shipping>{MONEY.format(amount)}<Description>Ground</Description></Shipping>"
    assert codes == held(reading(item(inside=shipping)))


@pytest.mark.parametrize(
    ("attributes", "codes"),
    [
        (' isKanban="no" unlimitedDelivery="no"', []),
        (' isKanban="yes"', [FindingCode.UNREAD_CONTENT]),
        (' confirmationDueDate="2026-03-04"', []),
    ],
)
def test_what_an_item_is_not_holds_nothing(attributes: str, codes: list[FindingCode]) -> None:
    assert codes == held(reading(item(attributes=attributes)))


@pytest.mark.parametrize(("name", "codes"), [("PR No.", []), ("Please note: no", [FindingCode.FREE_TEXT])])
def test_the_name_of_a_number_asks_for_nothing(name: str, codes: list[FindingCode]) -> None:
    assert codes == held(reading(item(), header=f'<Extrinsic name="{name}">REQ0443</Extrinsic>'))
