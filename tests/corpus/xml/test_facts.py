"""What is known to go wrong with orders in XML, fact by fact, each on a document of our own."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from orders.findings import FindingCode
from orders.reading import LineAction, OrderKind, OrderReading
from parsers.cxml import CxmlParser
from parsers.order_x import OrderXParser
from parsers.parser import Blob, ParseContext, Parsed, Parser
from parsers.pdf.parser import PdfParser
from parsers.ubl import UblParser
from tests.fakes import pdfs

FOLDER = Path(__file__).parent
PARSERS: tuple[Parser, ...] = (UblParser(), CxmlParser(), OrderXParser())


def parsed(name: str) -> Parsed:
    blob = Blob((FOLDER / f"{name}.xml").read_bytes(), name, "application/xml")
    (parser,) = [each for each in PARSERS if each.recognise(blob)]
    return parser.parse(blob, ParseContext())


def reading(name: str) -> OrderReading:
    (read,) = parsed(name).readings
    return read


def held(read: OrderReading) -> set[FindingCode]:
    return {finding.code for finding in read.findings if finding.holds}


@pytest.mark.parametrize(
    ("name", "line", "price", "basis"),
    [
        ("hospital_with_charges", 1, "85.00", 100),
        ("cxml_with_modifications", 1, "15.00", 100),
        ("order_x_comfort", 1, "30.00", 100),
    ],
)
def test_a_base_quantity_divides_the_price(name: str, line: int, price: str, basis: int) -> None:
    read = reading(name).lines[line]
    assert read.unit_price
    assert read.price_basis
    assert (Decimal(price), Decimal(basis)) == (read.unit_price.value, read.price_basis.value)


def test_an_allowance_of_a_price_explains_it_and_is_not_taken_off_again() -> None:
    price = reading("hospital_with_charges").lines[1].unit_price
    assert price
    assert Decimal("85.00") == price.value
    assert FindingCode.AMBIGUOUS_VALUE in held(reading("price_allowance_that_leads_elsewhere"))


def test_a_period_of_one_day_is_a_date_and_any_other_a_window() -> None:
    day, window = reading("peppol_order"), reading("hospital_with_charges")
    assert day.requested_delivery_date
    assert window.requested_delivery_date is None
    assert window.earliest_delivery_date
    assert window.latest_delivery_date


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("peppol_order", set()),
        ("call_off", set()),
        ("consignment_order", {FindingCode.MESSAGE_TYPE}),
        ("unknown_order_type", {FindingCode.MESSAGE_TYPE}),
    ],
)
def test_the_type_of_an_order_says_whether_goods_are_asked_for(name: str, codes: set[FindingCode]) -> None:
    assert codes == held(reading(name))


@pytest.mark.parametrize("name", ["free_goods", "health_authority_free_goods"])
def test_a_price_of_zero_with_all_of_it_taken_off_is_a_gift_that_a_person_grants(name: str) -> None:
    assert {FindingCode.FREE_GOODS} == held(reading(name))


def test_the_status_of_a_line_of_a_change_is_a_code_or_a_word() -> None:
    change = reading("peppol_change_by_line_numbers")
    assert OrderKind.CHANGE is change.kind
    assert [LineAction.CHANGE, LineAction.CANCEL, LineAction.ADD] == [
        line.action.value for line in change.lines if line.action
    ]
    worded = (FOLDER / "peppol_change_by_line_numbers.xml").read_text(encoding="utf-8")
    for code, word in (("3", "Revised"), ("2", "Cancelled"), ("1", "Added")):
        worded = worded.replace(f">{code}</cbc:LineStatusCode>", f">{word}</cbc:LineStatusCode>")
    (read,) = UblParser().parse(Blob(worded.encode(), "", ""), ParseContext()).readings
    assert [line.action and line.action.value for line in change.lines] == [
        line.action and line.action.value for line in read.lines
    ]


@pytest.mark.parametrize(
    ("name", "sender"),
    [("peppol_change_by_line_numbers", "9521000000110"), ("peppol_cancellation_in_sbdh", "987654325")],
)
def test_a_business_document_header_says_who_sent_what_is_in_it(name: str, sender: str) -> None:
    read = reading(name)
    assert read.po_number
    assert read.sender.endswith(sender)


def test_letters_that_were_encoded_twice_are_noticed() -> None:
    found = [one for one in reading("double_encoded").findings if one.code is FindingCode.UNDECODABLE_CHARACTERS]
    assert found
    assert all(one.expected for one in found)


@pytest.mark.parametrize("name", ["entities", "external_entity"])
def test_entities_are_refused_and_the_document_is_held(name: str) -> None:
    read = parsed(name)
    assert () == read.readings
    assert any(finding.holds for finding in read.findings)


@pytest.mark.parametrize("name", ["cxml_new", "cxml_with_modifications", "cxml_ship_to_of_each_item"])
def test_the_document_type_of_cxml_is_allowed(name: str) -> None:
    assert b"<!DOCTYPE" in (FOLDER / f"{name}.xml").read_bytes()
    assert set() == held(reading(name))


def test_of_an_order_inside_a_pdf_the_file_counts_and_not_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        pdfs.order(canvas, ["Bestellung B-7710", "21997 Wohltorf", "60 Stück zu 3,40", "Summe 999,00", "204,00"])

    writer, out = PdfWriter(clone_from=io.BytesIO(pdfs.drawn(draw))), io.BytesIO()
    writer.add_attachment("order-x.xml", (FOLDER / "order_x_basic.xml").read_bytes())
    writer.write(out)
    (read,) = PdfParser().parse(Blob(out.getvalue(), "b.pdf", "application/pdf"), ParseContext()).readings
    assert read.total_net
    assert ("order_x", Decimal("204.00")) == (read.parser, read.total_net.value)
    assert set() == held(read)


def test_a_profile_that_is_not_known_holds() -> None:
    assert set() == held(reading("order_x_extended"))
    assert FindingCode.UNREAD_CONTENT in held(reading("order_x_test_of_unknown_profile"))


@pytest.mark.parametrize("name", ["order_response", "order_response_simple", "order_x_response", "invoice"])
def test_what_is_no_order_is_said_to_be_none(name: str) -> None:
    read = parsed(name)
    assert () == read.readings
    assert [FindingCode.NO_ORDER] == [finding.code for finding in read.findings]
