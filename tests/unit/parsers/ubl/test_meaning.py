"""What the elements of a UBL order mean."""

from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.reading import LineAction, OrderKind
from tests.unit.parsers.ubl.orders import ITEM, line, order, parsed, reading, told

HELD, NOTED = True, False
FREE = "<Price><PriceAmount>0</PriceAmount></Price>"
BASIS = '<Price><PriceAmount>13.31</PriceAmount><BaseQuantity unitCode="{}">{}</BaseQuantity></Price>'


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("220", None),
        ("226", None),
        ("105", None),
        ("224", (FindingCode.MESSAGE_TYPE, NOTED)),
        ("221", (FindingCode.MESSAGE_TYPE, HELD)),
        ("227", (FindingCode.MESSAGE_TYPE, HELD)),
        ("Standard", (FindingCode.MESSAGE_TYPE, HELD)),
    ],
)
def test_the_order_type_says_whether_goods_are_asked_for(
    code: str, finding: tuple[FindingCode, bool] | None
) -> None:  # fmt: skip
    expected = {finding} if finding else set()
    assert expected == told(order(f"<OrderTypeCode>{code}</OrderTypeCode>", line()))


@pytest.mark.parametrize(
    ("unit", "basis", "price_basis", "price_uom"),
    [
        ("EA", "1", None, None),
        ("EA", "1.000", None, None),
        ("EA", "100", Decimal(100), None),
        ("KGM", "1", None, "KGM"),
        ("KGM", "1000", Decimal(1000), "KGM"),
    ],
)
def test_the_base_quantity_divides_the_price(
    unit: str, basis: str, price_basis: Decimal | None, price_uom: str | None
) -> None:  # fmt: skip
    (read,) = order(line(price=BASIS.format(unit, basis))).lines
    assert read.unit_price
    assert Decimal("13.31") == read.unit_price.value
    assert price_basis == (read.price_basis and read.price_basis.value)
    assert price_uom == (read.price_uom and read.price_uom.value)


@pytest.mark.parametrize(
    ("charge", "base", "amount", "net", "codes"),
    [
        ("false", "15.00", "2.50", "12.50", set()),
        ("true", "10.00", "2.50", "12.50", set()),
        ("false", "15.00", "3.00", "12.50", {(FindingCode.AMBIGUOUS_VALUE, HELD)}),
        ("false", "12.50", "12.50", "0", {(FindingCode.FREE_GOODS, HELD)}),
    ],
)
def test_the_allowance_of_a_price_only_explains_it(
    charge: str, base: str, amount: str, net: str, codes: set[tuple[FindingCode, bool]]
) -> None:  # fmt: skip
    explains = (
        f"<AllowanceCharge><ChargeIndicator>{charge}</ChargeIndicator><Amount>{amount}</Amount>"
        f"<BaseAmount>{base}</BaseAmount></AllowanceCharge>"
    )
    read = order(line(price=f"<Price><PriceAmount>{net}</PriceAmount>{explains}</Price>"))
    assert codes == told(read)
    assert Decimal(net) == (read.lines[0].unit_price and read.lines[0].unit_price.value)


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("1", LineAction.ADD),
        ("2", LineAction.CANCEL),
        ("3", LineAction.CHANGE),
        ("4", LineAction.NONE),
        ("Revised", LineAction.CHANGE),
        ("Cancelled", LineAction.CANCEL),
        ("Added", LineAction.ADD),
        ("", LineAction.CHANGE),
    ],
)
def test_the_status_of_a_line_is_what_a_change_asks_of_it(status: str, action: LineAction) -> None:
    changed = line(f"<LineStatusCode>{status}</LineStatusCode>")
    read = reading(f"<ID>C-1</ID><OrderReference><ID>PO-1</ID></OrderReference>{changed}", "OrderChange")
    assert (OrderKind.CHANGE, "PO-1", "C-1") == (
        read.kind, read.po_number and read.po_number.value, read.change_number and read.change_number.value,
    )  # fmt: skip
    assert action is (read.lines[0].action and read.lines[0].action.value)
    assert set() == told(read)


@pytest.mark.parametrize(("status", "holds"), [("NoStatus", False), ("1", False), ("2", True), ("Disputed", True)])
def test_a_line_of_an_order_that_is_not_plainly_ordered_holds(status: str, holds: bool) -> None:  # noqa: FBT001 -- a parameter
    read = order(line(f"<LineStatusCode>{status}</LineStatusCode>"))
    assert read.lines[0].action is None
    assert holds == any(finding.holds for finding in read.findings)


@pytest.mark.parametrize(
    ("start", "end", "requested", "earliest", "latest"),
    [
        ("2026-03-16", "2026-03-16", date(2026, 3, 16), None, None),
        ("2026-03-16", "2026-03-20", None, date(2026, 3, 16), date(2026, 3, 20)),
        ("", "2026-03-20", None, None, date(2026, 3, 20)),
        ("2026-03-16", "", None, date(2026, 3, 16), None),
    ],
)
def test_a_period_of_one_day_is_a_date_and_any_other_a_window(
    start: str, end: str, requested: date | None, earliest: date | None, latest: date | None
) -> None:  # fmt: skip
    period = f"<StartDate>{start}</StartDate><EndDate>{end}</EndDate>"
    read = reading(f"<ID>1</ID><Delivery><RequestedDeliveryPeriod>{period}</RequestedDeliveryPeriod></Delivery>")
    found = (read.requested_delivery_date, read.earliest_delivery_date, read.latest_delivery_date)
    assert (requested, earliest, latest) == tuple(day and day.value for day in found)


@pytest.mark.parametrize(
    ("identification", "number", "scheme"),
    [
        ('<ID schemeID="0088">9521000000011</ID>', "9521000000011", "GLN"),
        ('<ID schemeID="GLN" schemeAgencyID="9">9521000000011</ID>', "9521000000011", "GLN"),
        ('<ID schemeAgencyID="9">9521000000011</ID>', "9521000000011", "GLN"),
        ('<ID schemeID="0060">123456789</ID>', "123456789", "DUNS"),
        ('<ID schemeID="0192">987654325</ID>', "987654325", "0192"),
        ("<ID>K-1</ID>", "K-1", ""),
    ],
)
def test_a_party_has_its_number_and_who_assigned_it(identification: str, number: str, scheme: str) -> None:
    party = f"<Party><PartyIdentification>{identification}</PartyIdentification></Party>"
    buyer = order(f"<BuyerCustomerParty>{party}</BuyerCustomerParty>").buyer
    assert buyer
    assert buyer.id
    assert (number, scheme) == (buyer.id.value, buyer.id_scheme)


def test_a_party_without_a_number_has_the_one_that_the_supplier_gave_it() -> None:
    buyer = order(
        "<BuyerCustomerParty><SupplierAssignedAccountID>K-7</SupplierAssignedAccountID>"
        "<Party><PartyLegalEntity><RegistrationName>Fjell AS</RegistrationName></PartyLegalEntity></Party>"
        "</BuyerCustomerParty>"
    ).buyer
    assert buyer
    assert buyer.id
    assert buyer.name
    assert ("K-7", "SELLER", "Fjell AS") == (buyer.id.value, buyer.id_scheme, buyer.name.value)


@pytest.mark.parametrize(
    "part",
    [
        "<Delivery><Despatch><DespatchAddress><CityName>Ham</CityName></DespatchAddress></Despatch></Delivery>",
        "<DestinationParty><PartyName><Name>Store 9</Name></PartyName></DestinationParty>",
        "<Surprise>yes</Surprise>",
    ],
)
def test_what_nothing_reads_and_may_matter_holds(part: str) -> None:
    read = reading(f"<ID>PO-1</ID>{part}{line()}")
    assert (FindingCode.UNREAD_CONTENT, HELD) in told(read)


def test_a_line_that_only_the_maker_names_says_so() -> None:
    item = ITEM.replace("SellersItem", "ManufacturersItem")
    assert {(FindingCode.UNREAD_CONTENT, NOTED)} == told(order(line(item=item)))


@pytest.mark.parametrize("root", ["Invoice", "Catalogue", "OrderResponse", "OrderResponseSimple", "DespatchAdvice"])
def test_other_documents_are_no_order(root: str) -> None:
    found = parsed("<ID>1</ID>", root)
    assert ((), [(FindingCode.NO_ORDER, NOTED)]) == (
        found.readings, [(finding.code, finding.holds) for finding in found.findings],
    )  # fmt: skip


def test_totals_that_name_no_allowance_hold() -> None:
    totals = "<LineExtensionAmount>45</LineExtensionAmount><AllowanceTotalAmount>5</AllowanceTotalAmount>"
    read = order(line(), f"<AnticipatedMonetaryTotal>{totals}</AnticipatedMonetaryTotal>")
    assert {(FindingCode.ALLOWANCE_OR_CHARGE, HELD)} == told(read)


@pytest.mark.parametrize(
    ("party", "words"),
    [
        ("<FreightForwarderParty>{}</FreightForwarderParty>", "Freight forwarder: Fjord Cargo 70915"),
        ("<Delivery><CarrierParty>{}</CarrierParty></Delivery>", "Carrier: Fjord Cargo 70915"),
        ("<Delivery><NotifyParty>{}</NotifyParty></Delivery>", "To be notified: Fjord Cargo 70915"),
    ],
)
def test_who_carries_the_goods_goes_along_as_a_text(party: str, words: str) -> None:
    named = "<PartyIdentification><ID>70915</ID></PartyIdentification><PartyName><Name>Fjord Cargo</Name></PartyName>"
    read = reading(f"<ID>PO-1</ID>{party.format(named)}{line()}")
    assert [words] == [note.value for note in read.notes]
    assert {(FindingCode.UNREAD_CONTENT, NOTED)} == told(read)


@pytest.mark.parametrize(("marks", "holds"), [("M/S Havternen", NOTED), ("Deliver to gate 5", HELD)])
def test_marks_of_packages_are_texts(marks: str, *, holds: bool) -> None:
    unit = f"<TransportHandlingUnit><ShippingMarks>{marks}</ShippingMarks></TransportHandlingUnit>"
    read = reading(f"<ID>PO-1</ID><Delivery><Shipment>{unit}</Shipment></Delivery>{line()}")
    assert [marks] == [note.value for note in read.notes]
    assert {(FindingCode.FREE_TEXT, holds)} == told(read)


@pytest.mark.parametrize(("location", "holds"), [("BuyerCustomerParty/Party", NOTED), ("Delivery/DeliveryParty", HELD)])
def test_where_a_party_sits_matters_where_goods_go_alone(location: str, *, holds: bool) -> None:
    outer, inner = location.split("/")
    where = "<PhysicalLocation><Description>Yard</Description></PhysicalLocation>"
    read = reading(f"<ID>PO-1</ID><{outer}><{inner}>{where}</{inner}></{outer}>{line()}")
    assert {(FindingCode.UNREAD_CONTENT, holds)} == told(read)


@pytest.mark.parametrize(("prepaid", "codes"), [("false", {NOTED}), ("true", {NOTED, HELD})])
def test_a_charge_that_is_paid_already_holds(prepaid: str, codes: set[bool]) -> None:
    charge = (
        f"<AllowanceCharge><ID>1</ID><ChargeIndicator>true</ChargeIndicator>"
        f"<PrepaidIndicator>{prepaid}</PrepaidIndicator><Amount>5.00</Amount></AllowanceCharge>"
    )
    amount = "<LineExtensionAmount>50.00</LineExtensionAmount>"
    read = order(line(amount + charge))
    assert codes == {holds for _, holds in told(read)}
