"""Allowances, charges, counts and files of a UBL order: what its amounts explain is noted, the rest holds."""

import pytest

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from tests.unit.parsers.ubl.orders import line, order, reading

CHARGE = FindingCode.ALLOWANCE_OR_CHARGE
LINE = line('<LineExtensionAmount currencyID="EUR">45.00</LineExtensionAmount>')


def charge(amount: str = "5.00", *, more: str = "", indicator: str = "true") -> str:
    stated = f'<Amount currencyID="EUR">{amount}</Amount>{more}'
    return f"<AllowanceCharge><ChargeIndicator>{indicator}</ChargeIndicator>{stated}</AllowanceCharge>"


def sums(**amounts: str) -> str:
    inside = "".join(f'<{name} currencyID="EUR">{amount}</{name}>' for name, amount in amounts.items())
    return f"<AnticipatedMonetaryTotal>{inside}</AnticipatedMonetaryTotal>"


def held(*parts: str) -> list[FindingCode]:
    return [finding.code for finding in order(*parts).findings if finding.holds]


@pytest.mark.parametrize(
    "parts",
    [
        (charge(), sums(LineExtensionAmount="45.00", TaxExclusiveAmount="50.00")),
        (charge(), sums(LineExtensionAmount="45.00", PayableAmount="50.00")),
        (charge(indicator="false"), sums(LineExtensionAmount="45.00", TaxExclusiveAmount="40.00",
                                         AllowanceTotalAmount="5.00")),
        (charge(), charge(indicator="false"), sums(LineExtensionAmount="45.00", PayableAmount="45.00")),
    ],
)  # fmt: skip
def test_what_leads_from_the_lines_to_the_total_is_noted(parts: tuple[str, ...]) -> None:
    read = order(LINE, *parts)
    assert [] == [finding for finding in read.findings if finding.holds]
    assert len(parts) - 1 == len(read.allowances)


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ((charge(),), [CHARGE]),
        ((charge(), sums(LineExtensionAmount="45.00")), [CHARGE]),
        ((charge(), sums(LineExtensionAmount="45.00", TaxExclusiveAmount="45.00")),
         [CHARGE, FindingCode.TOTAL_ARITHMETIC]),
        # 10 % of 45 is not 5.
        ((charge(more="<MultiplierFactorNumeric>10</MultiplierFactorNumeric><BaseAmount>45.00</BaseAmount>"),
          sums(LineExtensionAmount="45.00", TaxExclusiveAmount="50.00")), [CHARGE]),
        ((charge(), sums(LineExtensionAmount="45.00", TaxExclusiveAmount="50.00", ChargeTotalAmount="4.00")),
         [CHARGE, FindingCode.TOTAL_ARITHMETIC]),
        ((charge("-5.00"), sums(LineExtensionAmount="45.00", TaxExclusiveAmount="40.00")), [CHARGE]),
    ],
)  # fmt: skip
def test_what_the_amounts_do_not_explain_holds(parts: tuple[str, ...], codes: list[FindingCode]) -> None:
    assert codes == held(LINE, *parts)


@pytest.mark.parametrize(("amount", "codes"), [("50.00", []), ("45.00", [CHARGE]), ("49.98", [CHARGE])])
def test_a_charge_of_a_line_is_part_of_its_amount_or_holds(amount: str, codes: list[FindingCode]) -> None:
    read = order(line(f'<LineExtensionAmount currencyID="EUR">{amount}</LineExtensionAmount>{charge()}'))
    assert codes == [finding.code for finding in read.findings if finding.holds]
    assert [True] == [one.is_charge for one in read.lines[0].allowances]


def test_a_charge_of_a_whole_change_holds_since_it_would_be_lost() -> None:
    reference = "<OrderReference><ID>PO-1</ID></OrderReference>"
    total = sums(LineExtensionAmount="45.00", TaxExclusiveAmount="50.00")
    change = reading(f"<ID>C-1</ID>{reference}{charge()}{total}{LINE}", "OrderChange")
    assert [CHARGE] == [finding.code for finding in change.findings if finding.holds]


def test_a_charge_of_a_line_without_an_amount_holds() -> None:
    assert [CHARGE] == held(line(charge()))


@pytest.mark.parametrize(("count", "codes"), [("1", []), ("2", [FindingCode.TOTAL_ARITHMETIC])])
def test_the_number_of_lines_is_checked(count: str, codes: list[FindingCode]) -> None:
    assert codes == held(f"<LineCountNumeric>{count}</LineCountNumeric>", LINE)


def test_a_price_without_an_amount_holds() -> None:
    assert [FindingCode.MISSING_FIELD] == held(
        line(price='<Price><BaseQuantity unitCode="EA">100</BaseQuantity></Price>')
    )


@pytest.mark.parametrize(
    ("part", "codes"),
    [
        ("<BuildingNumber>3</BuildingNumber>", [FindingCode.INVALID_VALUE]),
        ("<AdditionalStreetName>Gate 3</AdditionalStreetName>", [FindingCode.INVALID_VALUE]),
        ("<StreetName>Quay</StreetName><BuildingNumber>3</BuildingNumber>", []),
        ("<AddressLine><Line>Quay 3</Line></AddressLine><AdditionalStreetName>Gate 3</AdditionalStreetName>", []),
    ],
)
def test_a_part_of_a_street_without_the_street_holds(part: str, codes: list[FindingCode]) -> None:
    delivery = f"<Delivery><DeliveryAddress>{part}<CityName>Ham</CityName></DeliveryAddress></Delivery>"
    party = f"<DeliveryParty><PostalAddress>{part}<CityName>Ham</CityName></PostalAddress></DeliveryParty>"
    for place in (delivery, f"<Delivery>{party}</Delivery>"):
        read = reading(f"<ID>PO-1</ID>{place}{LINE}")
        assert codes == [finding.code for finding in read.findings if finding.holds]


def test_a_part_of_a_street_holds_nothing_where_no_goods_go() -> None:
    address = "<PostalAddress><AdditionalStreetName>Gate 3</AdditionalStreetName></PostalAddress>"
    assert [] == held(f"<BuyerCustomerParty><Party>{address}</Party></BuyerCustomerParty>", LINE)


@pytest.mark.parametrize(
    ("type_", "codes"),
    [("Timesheet", []), ("Drawing", []), ("", [FindingCode.UNREAD_CONTENT]),
     ("Delivery schedule", [FindingCode.UNREAD_CONTENT])],
)  # fmt: skip
def test_a_file_inside_holds_unless_its_kind_asks_for_nothing(type_: str, codes: list[FindingCode]) -> None:
    file = (
        '<EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf">JVBE</EmbeddedDocumentBinaryObject>'
    )
    described = f"<DocumentType>{type_}</DocumentType>"
    reference = f"<ID>1</ID>{described}<Attachment>{file}</Attachment>"
    assert codes == held(f"<AdditionalDocumentReference>{reference}</AdditionalDocumentReference>", LINE)


@pytest.mark.parametrize(("code", "codes"), [("1", []), ("3", []), ("9", [FindingCode.UNREAD_CONTENT])])
def test_the_priority_of_transport_goes_along_in_words(code: str, codes: list[FindingCode]) -> None:
    shipment = f"<Shipment><ID>NA</ID><ShippingPriorityLevelCode>{code}</ShippingPriorityLevelCode></Shipment>"
    read = reading(f"<ID>PO-1</ID><Delivery>{shipment}</Delivery>{LINE}")
    assert codes == [finding.code for finding in read.findings if finding.holds]
    assert 1 == len(read.notes)


def test_a_window_of_a_line_goes_along_and_is_no_delivery_date() -> None:
    window = "<StartDate>2026-03-10</StartDate><EndDate>2026-03-12</EndDate>"
    delivery = f"<Delivery><RequestedDeliveryPeriod>{window}</RequestedDeliveryPeriod></Delivery>"
    (read,) = order(line(delivery)).lines
    assert read.requested_date is None
    assert [DateMeaning.DELIVERY_NOT_BEFORE, DateMeaning.DELIVERY_NOT_AFTER] == [
        one.meaning for one in read.other_dates
    ]


def test_a_window_that_ends_before_it_begins_holds() -> None:
    window = "<StartDate>2026-03-12</StartDate><EndDate>2026-03-10</EndDate>"
    delivery = f"<Delivery><RequestedDeliveryPeriod>{window}</RequestedDeliveryPeriod></Delivery>"
    assert [FindingCode.DATE_IMPLAUSIBLE] == held(line(delivery))


@pytest.mark.parametrize(("amount", "codes"), [("45.00", []), ("46.00", [FindingCode.UNREAD_CONTENT])])
def test_the_amount_of_a_line_once_more(amount: str, codes: list[FindingCode]) -> None:
    again = f'<ItemPriceExtension><Amount currencyID="EUR">{amount}</Amount></ItemPriceExtension>'
    extension = '<LineExtensionAmount currencyID="EUR">45.00</LineExtensionAmount>'
    assert codes == held(line(f"{extension}{again}"))


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("<Note>30 days net</Note>", "30 days net"),
        (
            (
                "<SettlementDiscountPercent>2</SettlementDiscountPercent><PaymentDueDate>2026-04-30</PaymentDueDate>"
                '<SettlementPeriod><DurationMeasure unitCode="DAY">10</DurationMeasure></SettlementPeriod>'
            ),
            "2% discount, within 10 DAY, due 2026-04-30",
        ),
    ],
)
def test_terms_of_payment_are_said_in_words(terms: str, said: str) -> None:
    read = order(f"<PaymentTerms>{terms}</PaymentTerms>", LINE)
    assert read.payment_terms
    assert said == read.payment_terms.value
    assert [] == [finding for finding in read.findings if finding.holds]


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        ("<WarrantyParty><PartyName><Name>Ward</Name></PartyName></WarrantyParty>", []),
        ("<SubLineItem><LineItem><ID>1.1</ID></LineItem></SubLineItem>", [FindingCode.UNREAD_CONTENT]),
        ("<FutureElement>7</FutureElement>", [FindingCode.UNREAD_CONTENT]),
    ],
)
def test_elements_of_later_versions_that_may_matter_hold(inside: str, codes: list[FindingCode]) -> None:
    assert codes == held(line(inside))
